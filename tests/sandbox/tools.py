"""Raw calls and pictures for the tests of the sandbox."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
from PIL import Image

from bot.sandbox import SandboxServer

TOKEN = "4711:test_token"


class Raw:
    """Bot API calls as they are, with whatever parameters."""

    def __init__(self, server: SandboxServer, session: aiohttp.ClientSession) -> None:
        self._server = server
        self._session = session

    async def __call__(self, method: str, token: str = TOKEN, **parameters: Any) -> dict[str, Any]:
        async with self._session.post(f"{self._server.base_url}{token}/{method}", json=parameters) as answer:
            body: dict[str, Any] = await answer.json()
            assert body["ok"] or body["error_code"] == answer.status
            return body

    async def refusal(self, method: str, **parameters: Any) -> str:
        body = await self(method, **parameters)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


def make_jpeg(width: int = 640, height: int = 480, colour: str = "tomato") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()
