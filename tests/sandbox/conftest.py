"""A fresh sandbox for each test, a bot's client, and Ann who has opened the chat."""

from __future__ import annotations

import os

os.environ["PTB_TIMEDELTA"] = "1"

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import SandboxServer, serve
from tests.client import Person
from tests.sandbox.tools import TOKEN, Raw


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    started = serve()
    yield started
    started.stop()


@pytest.fixture
async def telegram_bot(server: SandboxServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        yield bot


@pytest.fixture
async def ann(server: SandboxServer, telegram_bot: Bot) -> Person:
    person = await Person.arrive(server.url, "Ann")
    await person.types("/start", wait=False)
    return person


@pytest.fixture
async def raw(server: SandboxServer, telegram_bot: Bot) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session:
        yield Raw(server, session)
