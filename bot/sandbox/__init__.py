"""A local Telegram: Bot API over real HTTP, people who write and tap, a page to try the bot with no token.

server = serve()
bot = telegram.Bot("1:any", base_url=server.base_url, base_file_url=server.base_file_url)
...
server.stop()
"""

from bot.sandbox.server import SandboxServer, serve
from bot.sandbox.state import Sandbox

__all__ = ["Sandbox", "SandboxServer", "serve"]
