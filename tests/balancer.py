"""What stands before two replicas in production: takes Telegram's calls and hands each to one of them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import aiohttp
from aiohttp import web

PATH = "/telegram"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Balancer:
    """`turn`: which replica gets the next update; None: each replica gets each update, at the same moment."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self.turn: int | None = 0
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def __aenter__(self) -> Balancer:
        self._session = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_post(PATH, self._hand_on)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _hand_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in request.headers if name.startswith("X-Telegram")}
        chosen = range(len(self.ports)) if self.turn is None else [self.turn]
        statuses = await asyncio.gather(*(self._send(self.ports[n], body, headers) for n in chosen))
        return web.Response(status=max(statuses))

    async def _send(self, port: int, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with self._session.post(
                f"http://127.0.0.1:{port}{PATH}", data=body, headers=headers
            ) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 503
