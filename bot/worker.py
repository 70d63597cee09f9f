"""The loop over what is due: weekly prompts, and results not shown yet. Any number may run at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog
from telegram.error import RetryAfter, TelegramError

from bot.polling import stopped_within
from bot.storage.store import SqlStore
from handlers import Prompts
from handlers.ports import Clock, Due, NoSuchPerson, StoreTrouble
from handlers.trouble import wait_of

log = structlog.get_logger()

LOOK_EVERY = 1.0  # seconds
LEASE = timedelta(minutes=5)
BEGIN_WITHIN = LEASE / 2  # of a lease; what is left of it is more than the slowest delivery takes
BATCH = 20
SWEEP_EVERY = timedelta(hours=1)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(hours=1)


class Worker:
    def __init__(self, store: SqlStore, prompts: Prompts, clock: Clock) -> None:
        self.store = store
        self.prompts = prompts
        self.clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the delivery in hand is finished first."""
        sweeping = asyncio.ensure_future(self._sweep_until(stop))
        try:
            await self._deliver_until(stop)
        finally:
            sweeping.cancel()  # it goes on at the next start
            await asyncio.gather(sweeping, return_exceptions=True)

    async def _deliver_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                busy = await self.work(stop)
            except StoreTrouble as exc:
                log.error("store_trouble", error=type(exc).__name__)
                busy = False
            if not busy:
                await stopped_within(stop, LOOK_EVERY)

    async def work(self, stop: asyncio.Event) -> bool:
        """One look. True: there was something, look again at once.

        What cannot be begun well within the lease, or before `stop`, is given back: a rival would claim it
        and it would be sent twice, or the stop would wait for it."""
        now = self.clock.now()
        claimed = await self.store.claim(now, now + LEASE, BATCH)
        for due in claimed:
            if stop.is_set() or self.clock.now() - now > BEGIN_WITHIN:
                await self.store.postpone(due, due.at)
            else:
                await self._deliver(due)
        return bool(claimed)

    async def _deliver(self, due: Due) -> None:
        try:
            planned = await self.prompts.deliver(due)
        except NoSuchPerson:
            return
        except RetryAfter as exc:
            await self._later(due, wait_of(exc), exc)
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

    async def _sweep_until(self, stop: asyncio.Event) -> None:
        """What an erasure or a crash left behind in the photo store. Beside the deliveries, which must not
        wait for a photo store that is slow or away."""
        swept: datetime | None = None
        while not stop.is_set():
            now = self.clock.now()
            if swept is None or now - swept >= SWEEP_EVERY:
                swept = now
                try:
                    await self.store.sweep(now)
                except StoreTrouble as exc:
                    log.error("not_swept", error=type(exc).__name__)
                except Exception as exc:
                    log.error("bug", error=type(exc).__name__, exc_info=exc)
            await stopped_within(stop, LOOK_EVERY)
