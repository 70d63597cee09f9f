"""`python -m bot run`: start, serve, and stop by finishing."""

from __future__ import annotations

import asyncio
import base64
import os
import secrets
import shutil
import signal
import sys
import webbrowser
from functools import partial
from pathlib import Path

import structlog

from bot import polling, web, wire
from bot.clock import MovedClock, SystemClock, offset_in
from bot.sandbox import SandboxServer
from bot.sandbox import serve as serve_sandbox
from bot.settings import Settings
from bot.storage.keys import KEY_BYTES
from handlers.ports import Clock

log = structlog.get_logger()

GRACE = 7.0  # seconds for the work in hand after a signal; the whole stop is promised within 10
SANDBOX_PORT = 8700
SANDBOX_TOKEN = "1000000001:sandbox-token-that-opens-nothing-outside"  # noqa: S105


async def run(settings: Settings, clock_file: Path | None = None) -> None:
    """Until SIGTERM or SIGINT. Raises what `wire.open_everything` and `wire.connect` raise."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    sandbox: SandboxServer | None = None
    clock: Clock = MovedClock(offset_in(clock_file)) if clock_file is not None else SystemClock()
    if settings.telegram_bot_token is None:
        sandbox, settings = _sandbox(settings)
        clock = MovedClock(partial(getattr, sandbox.sandbox, "offset"))
    try:
        async with wire.open_everything(settings, clock) as running:
            try:
                if await wire.connect(running, stop):
                    await _serve(settings, running, stop)
            finally:
                await running.application.shutdown()
    finally:
        if sandbox is not None:
            await asyncio.to_thread(sandbox.stop)
    log.info("stopped")


async def _serve(settings: Settings, running: wire.Running, stop: asyncio.Event) -> None:
    """Updates and the worker side by side; if one of them ends, the other is ended too."""
    if settings.webhook_url is not None:
        incoming = asyncio.ensure_future(web.serve(settings, running.updates, stop))
    else:
        incoming = asyncio.ensure_future(polling.poll(running.application.bot, running.updates, stop))
    working = asyncio.ensure_future(running.worker.run(stop))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({incoming, working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    await stopping
    _, late = await asyncio.wait({incoming, working}, timeout=GRACE)
    for task in late:  # Telegram hangs: what is cut off was not confirmed, and comes again
        log.warning("cut_off", seconds=GRACE)
        task.cancel()
    await asyncio.gather(incoming, working, return_exceptions=True)
    for task in (incoming, working):
        if not task.cancelled():
            task.result()


def _sandbox(settings: Settings) -> tuple[SandboxServer, Settings]:
    """A local Telegram in a thread of this process, and the settings that lead to it."""
    try:
        server = serve_sandbox(port=SANDBOX_PORT)
    except OSError:  # somebody else has that port: any other will do
        server = serve_sandbox()
    print(
        f"\n  No TELEGRAM_BOT_TOKEN is set, so this is a sandbox: nothing leaves this machine.\n"
        f"  Open the chat in a browser: {server.url}\n",
        flush=True,
    )
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        webbrowser.open(server.url)
    return server, settings.model_copy(
        update={
            "telegram_bot_token": SANDBOX_TOKEN,
            "data_dir": _empty(settings.data_dir / "sandbox"),
            "master_key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
            "bot_api_base_url": server.base_url,
            "bot_api_base_file_url": server.base_file_url,
        }
    )


def _empty(folder: Path) -> Path:
    """The sandbox forgets its chats when it stops, so what a bot stored of them goes too: the next person in
    it would have the same number, and be greeted as somebody else. Apart from the data of a real bot."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder
