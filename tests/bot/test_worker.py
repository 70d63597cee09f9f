"""What falls due is sent once and in time, also while Telegram is slow or the photo store away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram import Bot

from bot.editions import Editions, load_edition
from bot.photos import PhotoService
from bot.request import AiohttpRequest
from bot.sandbox import SandboxServer
from bot.storage.keys import MasterKey
from bot.storage.store import SqlStore, open_store
from bot.worker import BATCH, LEASE, Worker
from handlers import Prompts, Services
from handlers.ports import Due, Planned
from handlers.show import Show
from handlers.today import Today
from tests.bots import TOKEN, new_master_key
from tests.client import Person

BEGAN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = BEGAN

    def now(self) -> datetime:
        return self.time


class Watched(Prompts):
    """The real prompts, with something happening around each delivery."""

    before: Callable[[], Awaitable[None]] | None = None

    async def deliver(self, due: Due) -> Sequence[Planned]:
        if self.before is not None:
            await self.before()
        return await super().deliver(due)


@asynccontextmanager
async def at_work(
    sandbox: SandboxServer, folder: Path, watch: Watch
) -> AsyncIterator[tuple[SqlStore, Watched, Worker]]:
    photos = PhotoService()
    opened = open_store(
        database=None, data_dir=folder, photo_store_url=None, master_key=MasterKey.parse(new_master_key())
    )
    bot = Bot(TOKEN, base_url=sandbox.base_url, request=AiohttpRequest())
    async with opened as store, bot:
        services = Services(Editions(load_edition(), store), store, photos, watch, Show(bot, store))
        prompts = Watched(services, Today(services))
        yield store, prompts, Worker(store, prompts, watch)
    await photos.close()


async def some_due(store: SqlStore, count: int) -> list[int]:
    people = [(await store.welcome(chat, BEGAN)).id for chat in range(1, count + 1)]
    for person in people:
        await store.plan_due(person, Planned("advice", "1.1", BEGAN))
    return people


async def done(store: SqlStore, people: list[int]) -> int:
    return sum([await store.is_due_done(person, "advice", "1.1") for person in people])


async def test_what_a_slow_telegram_leaves_no_time_for_is_given_back_before_a_rival_may_take_it(
    sandbox: SandboxServer, tmp_path: Path
) -> None:
    watch = Watch()

    async def slow() -> None:
        watch.time += LEASE / 4

    async with at_work(sandbox, tmp_path, watch) as (store, prompts, worker):
        people = await some_due(store, BATCH)
        prompts.before = slow
        assert await worker.work(asyncio.Event())
        assert await done(store, people) == 3
        assert watch.time < BEGAN + LEASE, "while the claim still held"
        prompts.before = None
        assert await worker.work(asyncio.Event())
        assert await done(store, people) == BATCH


async def test_a_stop_waits_for_one_delivery_and_leaves_the_others_due(
    sandbox: SandboxServer, tmp_path: Path
) -> None:
    watch, stop = Watch(), asyncio.Event()

    async def stopped() -> None:
        stop.set()

    async with at_work(sandbox, tmp_path, watch) as (store, prompts, worker):
        people = await some_due(store, 5)
        prompts.before = stopped
        await worker.run(stop)
        assert await done(store, people) == 1
        assert await store.oldest() == BEGAN, "for the next start, without waiting for the claim to end"


async def test_a_prompt_that_was_sent_is_not_sent_again_after_a_kill(
    sandbox: SandboxServer, tmp_path: Path
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await ann.types("/start", wait=False)  # a bot cannot write first
    async with at_work(sandbox, tmp_path, Watch()) as (store, prompts, _):
        person = await store.welcome(ann.id, BEGAN)
        await store.record_consent(person.id, "answers", True, "1", BEGAN)
        await store.record_consent(person.id, "photos", False, "1", BEGAN)
        await store.record_consent(person.id, "reminders", True, "1", BEGAN)
        await store.change_profile(
            person.id, BEGAN, country="gb", zone="Europe/London", weekday=0, hour=18, reminders="on"
        )
        due = Due(1, person.id, "checkin", "2026-W48", BEGAN, 1)
        sent = [await prompts.deliver(due) for _ in range(2)]
    assert sent[0] == sent[1] == (Planned("checkin", "2026-W49", BEGAN + timedelta(days=7)),)
    assert sum(call["method"] == "sendMessage" for call in sandbox.sandbox.calls) == 1
