"""SQLite: a thread that writes and a few that read, each transaction whole in one hop to its thread.

SQLite has one writer at a time whatever we do, so ours wait in one queue, in order. What waits while a commit
reaches the disk is committed together by the next one: under load many answers share one sync.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database, T, Work, explain

BUSY_SECONDS = 4.0  # how long SQLite itself waits for another process to let go
_READERS = 3
_TOGETHER = 64  # transactions in one commit, at most


class SqliteDatabase(Database):
    def __init__(self, url: URL, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(url)
        self._engine = _engine(url, busy_seconds)
        self._writer = _Writer(self._engine.execution_options(immediate=True))
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="sqlite-reader")

    async def _read_once(self, work: Work[T]) -> T:
        def look() -> T:
            with self._engine.begin() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def _write_once(self, work: Work[T]) -> T:
        result: T = await self._writer.run(work)
        return result

    async def erase_traces(self) -> None:
        """The write-ahead log still holds the old pages until it is cut."""

        def cut() -> None:
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.close()

        try:
            await asyncio.get_running_loop().run_in_executor(self._readers, cut)
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error) as error:
            trouble = explain(error, self.url)
            if trouble is None:
                raise
            raise trouble from error

    async def close(self) -> None:
        await asyncio.to_thread(self._stop)

    def _stop(self) -> None:
        self._writer.stop()
        self._readers.shutdown()
        self._engine.dispose()


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class _Writer:
    """The one thread that writes."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[Any]) -> Any:
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        self._queue.put(job)
        return await job.future

    def stop(self) -> None:
        """What is queued is still written."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            while len(jobs) < _TOGETHER and not self._queue.empty():
                another = self._queue.get()
                if another is None:
                    self._queue.put(None)
                    break
                jobs.append(another)
            self._commit(jobs)

    def _commit(self, jobs: Sequence[_Job]) -> None:
        begun = False
        try:
            with self._engine.begin() as connection:
                begun = True
                results = [job.work(connection) for job in jobs]
        except BaseException as error:  # handed to whoever waits for it
            if begun and len(jobs) > 1:  # one of them failed: all is rolled back, each runs by itself
                for job in jobs:
                    self._commit([job])
                return
            _hand_over(jobs, error=error)
        else:
            _hand_over(jobs, results)


def _hand_over(
    jobs: Sequence[_Job], results: Sequence[Any] = (), *, error: BaseException | None = None
) -> None:
    def settle() -> None:
        for place, job in enumerate(jobs):
            if job.future.done():  # cancelled: nobody waits for it any more
                continue
            if error is not None:
                job.future.set_exception(error)
            else:
                job.future.set_result(results[place])

    with suppress(RuntimeError):  # the loop is closed: nobody waits at all
        jobs[0].loop.call_soon_threadsafe(settle)


def _engine(url: URL, busy_seconds: float) -> sa.Engine:
    engine = sa.create_engine(
        url,
        connect_args={"timeout": busy_seconds},
        pool_size=_READERS + 1,
        max_overflow=0,
        hide_parameters=True,  # an error goes to the log, and no value of a person may
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(dbapi: Any, _record: Any) -> None:
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

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A read that turns into a write fails at once when another writer came between, whatever the
        # timeout: a writing transaction takes the lock first.
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
