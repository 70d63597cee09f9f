"""The loop over what is due: weekly prompts, and results not shown yet. Any number may run at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog
from telegram.error import RetryAfter, TelegramError

from bot.storage.store import SqlStore
from handlers import Prompts
from handlers.ports import Clock, Due, NoSuchPerson, StoreTrouble

log = structlog.get_logger()

LOOK_EVERY = 1.0  # seconds
LEASE = timedelta(minutes=5)  # longer than the slowest send with its retries
BATCH = 20
SWEEP_EVERY = timedelta(hours=1)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(hours=1)


class Worker:
    def __init__(self, store: SqlStore, prompts: Prompts, clock: Clock) -> None:
        self.store = store
        self.prompts = prompts
        self.clock = clock
        self._swept: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the work in hand is finished first."""
        while not stop.is_set():
            try:
                busy = await self.work()
                await self._sweep()
            except StoreTrouble as exc:
                log.error("store_trouble", error=type(exc).__name__)
                busy = False
            if not busy:
                try:
                    await asyncio.wait_for(stop.wait(), LOOK_EVERY)
                except TimeoutError:
                    continue

    async def work(self) -> bool:
        """One look. True: there was something, look again at once."""
        now = self.clock.now()
        claimed = await self.store.claim(now, now + LEASE, BATCH)
        for due in claimed:
            await self._deliver(due)
        return bool(claimed)

    async def _deliver(self, due: Due) -> None:
        try:
            planned = await self.prompts.deliver(due)
        except NoSuchPerson:
            return
        except RetryAfter as exc:
            wait = exc.retry_after
            await self._later(due, wait if isinstance(wait, timedelta) else timedelta(seconds=wait), exc)
        except TelegramError as exc:
            await self._later(due, min(FIRST_DELAY * 2 ** min(due.attempts, 10), LONGEST_DELAY), exc)
        except StoreTrouble:
            raise
        except Exception as exc:
            log.error("bug", due=due.id, kind=due.kind, error=type(exc).__name__, exc_info=exc)
            await self._later(due, LONGEST_DELAY, exc)
        else:
            await self.store.finish(due, planned)
            log.info("delivered", due=due.id, kind=due.kind, person=due.person)

    async def _later(self, due: Due, delay: timedelta, exc: Exception) -> None:
        log.warning("postponed", due=due.id, kind=due.kind, error=type(exc).__name__)
        await self.store.postpone(due, self.clock.now() + delay)

    async def _sweep(self) -> None:
        """What an erasure or a crash left behind in the photo store."""
        now = self.clock.now()
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            await self.store.sweep(now)
            self._swept = now
