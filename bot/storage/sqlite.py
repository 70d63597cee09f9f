"""SQLite through aiosqlite. It has one writer at a time whatever we do, so ours wait in a queue, in order."""

from __future__ import annotations

import asyncio
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database, T, Work

BUSY_SECONDS = 4.0  # how long SQLite itself waits for another process to let go
_CONNECTIONS = 4


class SqliteDatabase(Database):
    def __init__(self, url: URL, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(url)
        self._engine = create_async_engine(
            url.set(drivername="sqlite+aiosqlite"),
            connect_args={"timeout": busy_seconds},
            pool_size=_CONNECTIONS,
            max_overflow=0,
            hide_parameters=True,  # an error goes to the log, and no value of a person may
        )
        sa.event.listen(self._engine.sync_engine, "connect", _prepare)
        sa.event.listen(self._engine.sync_engine, "begin", _begin)
        # Waiting here is fair; polling for the database's lock is not, and one may starve.
        self._turn = asyncio.Lock()

    async def _read_once(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def _write_once(self, work: Work[T]) -> T:
        async with self._turn, self._engine.execution_options(immediate=True).begin() as connection:
            return await connection.run_sync(work)

    async def erase_traces(self) -> None:
        """The write-ahead log still holds the old pages until it is cut."""

        async def cut(_: Work[None]) -> None:
            autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            async with self._turn, autocommit.connect() as connection:
                (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).all()

        await self._run(cut, lambda _: None)

    async def close(self) -> None:
        """What waits is still written."""
        async with self._turn:
            await self._engine.dispose()


def _prepare(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # the driver must not begin transactions by its own rules
    cursor = dbapi.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is overwritten, not just unlinked
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """A read that turns into a write fails at once when another writer came between, whatever the timeout: a
    writing transaction takes the lock first."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")
