"""Updates by webhook. 200 is said when the effect is committed; 503 while the store is away, so that Telegram
brings the update again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Update

from bot.settings import Settings, SettingsError
from bot.updates import Updates

log = structlog.get_logger()

MOST_BYTES = 1 << 20  # an update is a few kilobytes
IN_HAND = 64  # updates at a time; the others wait at Telegram
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  - the name of the header


def make_app(updates: Updates, path: str, secret: str) -> Starlette:
    room = asyncio.Semaphore(IN_HAND)

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET, "")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = Update.de_json(json.loads(body), updates.application.bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            log.warning("not_an_update")
            return Response(status_code=400)
        async with room:
            kept = await updates.handle(update)
        return Response(status_code=200) if kept else Response(status_code=503, headers={"Retry-After": "2"})

    async def health(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> Response:
        answers = await updates.store_answers()
        return JSONResponse({"database": answers}, 200 if answers else 503)

    return Starlette(
        routes=[
            Route(path, receive, methods=["POST"]),
            Route("/healthz", health),
            Route("/readyz", ready),
        ]
    )


async def _body(request: Request) -> bytes | None:
    """None: larger than an update can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return body


class _Server(uvicorn.Server):
    """Leaves signals to the program: they end the whole of it, not only the web part."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings, updates: Updates, stop: asyncio.Event) -> None:
    """Until `stop`; requests in hand are finished. Raises SettingsError where the port is taken."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise ValueError("WEBHOOK_URL and WEBHOOK_SECRET are needed")
    path = urlsplit(settings.webhook_url).path or "/"
    app = make_app(updates, path, settings.webhook_secret)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    stopping = asyncio.ensure_future(_on_stop(stop, server))
    try:
        with _listening(settings.webhook_port) as listening:
            await server.serve([listening])
    finally:
        stopping.cancel()


def _listening(port: int) -> socket.socket:
    """Bound here: the server itself would end the program at once where it cannot bind, in its own words."""
    try:
        return socket.create_server(("", port))  # every address: it stands behind the operator's TLS proxy
    except OSError as exc:
        raise SettingsError(f"WEBHOOK_PORT {port} cannot be used ({exc.strerror}): choose another.") from None


async def _on_stop(stop: asyncio.Event, server: uvicorn.Server) -> None:
    await stop.wait()
    server.should_exit = True
