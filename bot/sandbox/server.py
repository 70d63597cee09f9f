"""The sandbox as a web server in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.sandbox import botapi, control, control_send
from bot.sandbox.delivery import Delivery
from bot.sandbox.state import Sandbox

PAGE = Path(__file__).parent / "page"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; "
    "script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


async def _send_page(request: Request) -> Response:
    name = request.url.path.removeprefix("/") or "index.html"
    headers = {
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }
    return FileResponse(PAGE / name, headers=headers)


_page = [Route(path, _send_page) for path in ("/", "/app.js", "/draw.js", "/style.css")]


def make_app(sandbox: Sandbox, *, loopback_only: bool = True) -> Starlette:
    """The whole sandbox as an ASGI application: Bot API, control, page."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        delivery = Delivery(sandbox)
        sandbox.deliver = delivery.look_after
        sandbox.changed.closed = False
        for bot in sandbox.bots.values():
            delivery.look_after(bot)
        yield
        await delivery.stop()

    # A web page elsewhere must not reach the sandbox through a name that points at this machine.
    guard = [Middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, "[::1]"])] if loopback_only else []
    app = Starlette(
        routes=[*_page, *control.routes, *control_send.routes, *botapi.routes],
        middleware=guard,
        lifespan=lifespan,
    )
    app.state.sandbox = sandbox
    return app


class _Server(uvicorn.Server):
    """Says when it has started, or failed to."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()
        self.running_loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.running_loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.settled.set()


class SandboxServer:
    """`start()` returns when the server answers; `stop()` when the thread has ended. Started again, it keeps
    its port and all that the sandbox knows.

    `url` is the page, `base_url` and `base_file_url` are for a Telegram client.
    """

    def __init__(self, sandbox: Sandbox | None = None, host: str = "127.0.0.1", port: int = 0) -> None:
        self.sandbox = sandbox or Sandbox()
        self._host = host
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Raises RuntimeError before start()."""
        if self._thread is None:
            raise RuntimeError("The sandbox has no address yet: call start() first.")
        name = self._host if self._host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104  - compared only
        return f"http://[{name}]:{self._port}" if ":" in name else f"http://{name}:{self._port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    def start(self) -> SandboxServer:
        """Raises OSError when the port is taken."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((self._host, self._port))
        except OSError:
            listening.close()
            raise
        self._port = listening.getsockname()[1]
        app = make_app(self.sandbox, loopback_only=self._host in _LOOPBACK)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            loop="asyncio",
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._run, args=(listening,), name="sandbox", daemon=True)
        self._thread.start()
        self._server.settled.wait(10)
        if not self._server.started:
            self.stop()
            raise RuntimeError("The sandbox did not start.")
        return self

    def _run(self, listening: socket.socket) -> None:
        server = self._server
        if server is None:
            return
        try:
            with listening:
                asyncio.run(server.serve(sockets=[listening]))
        finally:
            server.settled.set()

    def stop(self) -> None:
        """Running long polls are answered first."""
        if self._server and self._thread:
            self._server.should_exit = True
            if self._server.running_loop:
                self._server.running_loop.call_soon_threadsafe(self.sandbox.changed.close)
            self._thread.join(10)
        self._server = None

    def join(self) -> None:
        """Until somebody stops it."""
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> SandboxServer:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.stop()


def serve(host: str = "127.0.0.1", port: int = 0, tokens: tuple[str, ...] | None = None) -> SandboxServer:
    """A started server with a sandbox of its own. `tokens`: the bots let in; None: any well-formed token."""
    return SandboxServer(Sandbox(tokens), host, port).start()
