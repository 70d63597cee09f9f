from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.keys import MasterKey
from bot.storage.store import SqlStore, connect, open_store
from bot.storage.upgrade import upgrade
from handlers.ports import Person
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def key_text(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


@dataclass(frozen=True)
class Home:
    """One empty database and its folder. Every `open()` is another replica on it."""

    url: str
    folder: Path
    server: PostgresServer | None

    def open(self, keys: str = key_text("k")) -> AbstractAsyncContextManager[SqlStore]:
        return open_store(
            database=self.url, data_dir=self.folder, photo_store_url=None, master_key=MasterKey.parse(keys)
        )

    def raw(self) -> bytes:
        """All bytes at rest: the database and its side files (or its dump), and the photos."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        raw = b"".join(path.name.encode() + path.read_bytes() for path in files)
        return raw + (self.server.dump(self.url).encode() if self.server else b"")


@pytest.fixture(scope="session")
def server(postgres: PostgresServer) -> PostgresServer:
    """The one of the whole run: see tests/conftest.py."""
    return postgres


def upgraded(url: str) -> str:
    """The same database, with its tables. In a thread, since fixtures have no business with the loop here."""

    async def work() -> None:
        database = connect(url)
        await upgrade(database)
        await database.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "redpores.db"
    upgraded(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(server: PostgresServer) -> str:
    return upgraded(server.new_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_home(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Home:
    """Before the very first start: no table yet."""
    if kind == "sqlite":
        return Home(f"sqlite:///{tmp_path / 'redpores.db'}", tmp_path, None)
    server: PostgresServer = request.getfixturevalue("server")
    return Home(server.new_database(), tmp_path, server)


@pytest.fixture
def home(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Home:
    """With tables, copied from a template to save the time of making them."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "redpores.db")
        return Home(f"sqlite:///{tmp_path / 'redpores.db'}", tmp_path, None)
    server: PostgresServer = request.getfixturevalue("server")
    return Home(server.new_database(request.getfixturevalue("postgres_template")), tmp_path, server)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
async def store(home: Home) -> AsyncIterator[SqlStore]:
    async with home.open() as opened:
        yield opened


@pytest.fixture
async def rival(home: Home, store: SqlStore) -> AsyncIterator[SqlStore]:
    """Another replica on the same database."""
    async with home.open() as opened:
        yield opened


@pytest.fixture
async def ada(store: SqlStore) -> Person:
    return await store.welcome(4_815_162_342, NOW)


@pytest.fixture
async def ben(store: SqlStore) -> Person:
    return await store.welcome(-1_001_234_567_890, NOW)
