"""How the bot speaks to Telegram when the line is bad: what it says then, and what it never says."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.request import AiohttpRequest
from bot.sandbox import SandboxServer
from handlers.trouble import Kind, classify
from tests.bots import TOKEN

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def telegram_that(answer: Answer) -> AsyncIterator[Bot]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    request = AiohttpRequest()
    await request.initialize()
    try:
        yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request)
    finally:
        await request.shutdown()
        server.close()


async def hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def speaks_nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html/>!!")
    await writer.drain()


async def says_bad_gateway(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize("answer", [hangs_up, speaks_nonsense, says_bad_gateway])
async def test_whatever_goes_wrong_on_the_line_is_a_telegram_error_without_the_token(answer: Answer) -> None:
    async with telegram_that(answer) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(1, "hello")
    said = repr(caught.value) + repr(caught.value.__cause__)
    assert TOKEN not in said
    assert TOKEN.split(":")[1] not in said


async def test_a_send_whose_answer_was_lost_is_not_known_to_have_failed() -> None:
    async with telegram_that(hangs_up) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.send_message(1, "hello")
    assert classify(caught.value) is Kind.UNKNOWN


async def test_a_telegram_that_is_not_there_is_tried_again_later() -> None:
    request = AiohttpRequest()
    await request.initialize()
    bot = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=request)
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    await request.shutdown()
    assert classify(caught.value) is Kind.LATER
    assert TOKEN not in str(caught.value)


async def test_a_telegram_that_does_not_pick_up_has_not_been_told_anything() -> None:
    """A weekly prompt that may have arrived is not sent again; one that cannot have arrived has to be."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, ExitStack() as calls:
        for _ in range(8):  # fills the queue of calls that nobody takes
            call = calls.enter_context(socket.socket())
            call.setblocking(False)
            call.connect_ex(deaf.getsockname())
        request = AiohttpRequest(connect=0.2)
        await request.initialize()
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}/bot", request=request)
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()
        await request.shutdown()
    assert classify(caught.value) is Kind.LATER


async def test_one_connection_serves_many_calls(sandbox: SandboxServer) -> None:
    request = AiohttpRequest(connections=1)
    bot = Bot(TOKEN, base_url=sandbox.base_url, base_file_url=sandbox.base_file_url, request=request)
    async with bot:
        names = {(await bot.get_me()).username for _ in range(5)}
    assert len(names) == 1
