"""How the bot speaks to Telegram over HTTP: python-telegram-bot's own door, with aiohttp behind it."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

KEEP_ALIVE = 60  # seconds; a quiet bot would otherwise open a new TLS connection for every tap
CONNECT = 5.0
READ = 20.0  # uploads are answered only when they are through


class AiohttpRequest(BaseRequest):
    """One keep-alive session. Not used from several event loops. `connect`: seconds to reach Telegram in."""

    def __init__(self, connections: int = 64, connect: float = CONNECT) -> None:
        self._connections = connections
        self._connect = connect
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Raises TimedOut (it may have arrived) and NetworkError; never with the address in
        the message, since the token is part of it."""
        if self._session is None:
            raise NetworkError("The connection to Telegram is not open.")
        given = read_timeout if isinstance(read_timeout, int | float) else READ  # long polling waits longer
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._connect, sock_read=max(given, READ))
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):  # nothing has been sent yet
            raise NetworkError("Telegram cannot be reached.") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as exc:
            # The connection broke after the request went out: it may have been carried out.
            raise TimedOut(f"The connection broke: {type(exc).__name__}") from None


def _body(data: RequestData | None) -> Any:
    if data is None:
        return None
    if not data.multipart_data:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=mime)
    return form
