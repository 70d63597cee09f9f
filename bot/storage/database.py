"""The two databases behind one door: whole transactions, with locking, retries and troubles in one place."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.errors import StorageAway, StorageTrouble

T = TypeVar("T")
Work = Callable[[sa.Connection], T]
"""A whole transaction. It may be run again, so it must have no effect but on the database."""

TRIES = 4
_PAUSE = 0.05  # seconds before the second try; doubles, spread at random so that two rivals part

# PostgreSQL asks for these transactions to be run again: serialization failure, deadlock, lock not available.
_RUN_AGAIN = frozenset({"40001", "40P01", "55P03"})


def normal_url(text: str) -> URL:
    """DATABASE_URL in its usual forms -> one URL form a database. Raises StorageTrouble."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        url = None
    backend = url.drivername.partition("+")[0] if url is not None else ""
    if url is not None and backend == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    if url is not None and backend in {"postgres", "postgresql"}:
        query = dict(url.query)
        if "sslmode" in query:  # the usual word; asyncpg says ssl
            query["ssl"] = query.pop("sslmode")
        return url.set(drivername="postgresql+asyncpg", query=query)
    raise StorageTrouble(
        "DATABASE_URL is not one this bot knows: use sqlite:///folder/file.db or "
        "postgresql://user:password@host/name."
    )


class Database(ABC):
    """Runs whole transactions. Do not call it from inside one."""

    def __init__(self, url: URL) -> None:
        self.url = url

    async def read(self, work: Work[T]) -> T:
        """One look, in one transaction. Raises StorageTrouble."""
        return await self._run(self._read_once, work)

    async def write(self, work: Work[T]) -> T:
        """One transaction, committed and durable when this returns. Raises StorageTrouble.

        Cancelled while waiting, it may or may not have happened: the same as a lost connection.
        """
        return await self._run(self._write_once, work)

    async def erase_traces(self) -> None:
        """After an erasure: leave no old page behind, as far as that lies with us. Raises StorageTrouble."""
        return

    @abstractmethod
    async def close(self) -> None: ...

    @abstractmethod
    async def _read_once(self, work: Work[T]) -> T: ...

    @abstractmethod
    async def _write_once(self, work: Work[T]) -> T: ...

    async def _run(self, once: Callable[[Work[T]], Awaitable[T]], work: Work[T]) -> T:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await once(work)
            except (DBAPIError, PoolTimeout, OSError) as error:
                if attempt == TRIES or not _passes(error):
                    trouble = explain(error, self.url)
                    if trouble is None:
                        raise
                    raise trouble from error
            await asyncio.sleep(_PAUSE * 2**attempt * random.uniform(0.5, 1))  # noqa: S311  - spread, no secret


class PostgresDatabase(Database):
    def __init__(self, url: URL) -> None:
        super().__init__(url)
        self._engine = create_async_engine(
            url,
            pool_size=8,
            max_overflow=8,
            pool_pre_ping=True,
            connect_args={"timeout": 10},
            hide_parameters=True,  # an error goes to the log, and no value of a person may
        )

    async def _write_once(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    _read_once = _write_once

    async def close(self) -> None:
        await self._engine.dispose()


def _passes(error: Exception) -> bool:
    """Worth trying the whole transaction again."""
    cause = _driver_error(error)
    if isinstance(cause, sqlite3.Error):
        return "locked" in str(cause) or "busy" in str(cause)
    return getattr(cause, "sqlstate", None) in _RUN_AGAIN


def _driver_error(wrapped: BaseException) -> BaseException:
    """The driver's own error: SQLAlchemy wraps asyncpg's twice, each the cause of the next."""
    error = wrapped
    while not isinstance(error, sqlite3.Error) and error.__cause__ is not None:
        error = error.__cause__
    return error


def explain(error: Exception, url: URL) -> StorageTrouble | None:
    """The fault in words an operator can act on; None where it is not the database's state but a bug."""
    cause = _driver_error(error)
    where = url.database if url.get_backend_name() == "sqlite" else f"{url.host or 'local'}/{url.database}"
    text = (str(cause) or type(cause).__name__).splitlines()[0]
    if isinstance(cause, sqlite3.Error):
        return _explain_sqlite(text, str(where))
    if isinstance(error, PoolTimeout):
        return StorageAway(f"PostgreSQL at {where} is too slow for what is asked of it: look at its load.")
    state = str(getattr(cause, "sqlstate", None) or "")
    if state in _RUN_AGAIN:
        return StorageAway(f"The database {where} stays locked: look for a long transaction in it.")
    if state.startswith(("28", "3D", "42501")):
        return StorageTrouble(f"PostgreSQL at {where} refuses us ({text}): check DATABASE_URL, and rights.")
    if state.startswith("53"):
        return StorageAway(f"PostgreSQL at {where} has run out of room or connections ({text}): make room.")
    if (
        isinstance(cause, OSError)
        or state.startswith(("08", "57"))
        or isinstance(error, OperationalError | InterfaceError)
    ):
        return StorageAway(
            f"PostgreSQL at {where} does not answer ({text}): start it, or correct DATABASE_URL."
        )
    return None


def _explain_sqlite(text: str, where: str) -> StorageTrouble | None:
    known = {
        "unable to open": f"The database {where} cannot be opened: its folder must exist and be writable.",
        "readonly": f"The database {where} is read-only: make it and its folder writable for this user.",
        "full": f"The disk of the database {where} is full: make room and start again.",
        "disk I/O": f"The disk of the database {where} fails or is full: make room or check it.",
        "locked": f"The database {where} stays locked: another program holds it; stop that one first.",
        "not a database": f"{where} is not a SQLite database: correct DATABASE_URL, or restore a backup.",
        "malformed": f"The database {where} is damaged: restore it from the last backup.",
    }
    return next((StorageTrouble(words) for key, words in known.items() if key in text), None)


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite URL; None for a server."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
