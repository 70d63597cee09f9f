"""Several people at once do whatever comes to them, clumsy or hostile; the bot answers, and stays sound.

A walk is a row of rounds. In a round everybody does one thing at the same time, then the round is judged:
every tap answered, every message replied to, no fault in the log, no refusal by Telegram. Between rounds days
pass, or the bot is killed in the middle of its work. In the end the store is opened and read. A failure names
the seed and what each person did last.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

import guidance
from bot.editions import load_edition
from bot.sandbox import SandboxServer
from bot.storage import schema
from bot.storage.keys import MasterKey
from bot.storage.store import SqlStore, open_store
from guidance import Urgency
from handlers.record import load_record
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.conftest import HARMLESS
from tests.journeys.steps import agrees, checks, goes
from tests.journeys.walkers import PICTURES, Walker, acts

SEEDS = (1, 2, 3)
PEOPLE = 5
ROUNDS = 60  # in each, everybody does one thing
KILLED, LEAVES, LATER = 0.05, 0.3, 0.08  # chances: of a kill, of blocking the bot while it is down, of days
QUIET_SECONDS = 15.0  # real ones, for the worker to do what fell due in the end

CONTENT = guidance.load()
WORDS = load_edition().words
EMERGENCY = WORDS.plain(f"urgency-{Urgency.EMERGENCY_NOW}")
UNWANTED = [WORDS.plain(f"pattern-{key}") for key in CONTENT.patterns] + [
    WORDS.plain(key) for key in ("plan-title", "result-care", "photo-offer")
]
"""What no emergency screen may show: a pattern's name, a plan, a request for a photo."""


@dataclass
class Walk:
    sandbox: SandboxServer
    bot: BotProcess
    days: Days
    store: SqlStore
    walkers: list[Walker]
    luck: random.Random
    calls: int = 0  # judged so far
    read: int = 0  # of the log

    async def round(self) -> None:
        for walker in self.walkers:
            walker.since = len(self.sandbox.sandbox.calls)
        killed = self.luck.random() < KILLED
        did = await asyncio.gather(*(acts(walker, wait=not killed) for walker in self.walkers))
        for walker, one in zip(self.walkers, did, strict=True):
            walker.did.append(one)
        if killed:
            self.bot.kill()
            for walker in self.walkers:
                if walker.left is None and self.luck.random() < LEAVES:
                    await walker.leaves()
            self.bot.start()
            await asyncio.gather(*(walker.who.idle() for walker in self.walkers))
            for walker in self.walkers:
                walker.did.append("(the bot was killed)")
        for walker, one in zip(self.walkers, did, strict=True):
            await self.judge(walker, one)
            if walker.left is not None and walker.left >= walker.since:  # the bot has been told by now
                walker.left = len(self.sandbox.sandbox.calls)
        self.judge_calls()
        if self.luck.random() < LATER:
            self.days.pass_by(days=self.luck.choice((0.02, 1, 3, 7, 8, 30)))
            for walker in self.walkers:
                walker.did.append("(time passed)")

    async def judge(self, walker: Walker, did: str) -> None:
        """Whoever said something was told something; whoever told of an emergency sees what to do now."""
        calls = self.sandbox.sandbox.calls[walker.since :]
        mine = [c for c in calls if str(c["parameters"].get("chat_id")) == str(walker.who.id)]
        written = [c for c in mine if c["method"] in {"sendMessage", "sendPhoto"} and c["status"] == 200]
        drawn = [c for c in mine if c["method"] == "editMessageText" and c["status"] in {200, 400, 403}]
        if did.startswith("message") and walker.left is None:
            assert written, self.story(walker, "got no reply")
        if did.startswith("tap"):
            taps = [t for t in self.sandbox.sandbox.taps.values() if t.chat == walker.who.id]
            assert taps[-1].answered, self.story(walker, "tapped and got no answer")
            seen = written or drawn or taps[-1].text or walker.left is not None
            assert seen, self.story(walker, "tapped and saw nothing")
        if did.startswith("tap 'q:") and walker.left is None:
            await self.judge_emergency(walker)

    async def judge_emergency(self, walker: Walker) -> None:
        person = await self.store.person(walker.who.id)
        if person is None or await has_open_session(self.store, person.id):
            return
        record = await load_record(self.store, person.id)
        if record.urgency is Urgency.EMERGENCY_NOW and record.must_be_seen(person):
            screen = await walker.who.screen()
            assert EMERGENCY in screen.text, self.story(
                walker, "told of an emergency and sees something else"
            )

    def judge_calls(self) -> None:
        """What the bot asked of Telegram, and what it wrote into its log."""
        state = self.sandbox.sandbox
        for call in state.calls[self.calls :]:
            harmless = any(words in str(call["description"]) for words in HARMLESS)
            refused = call["status"] in {400, 404, 413} and not harmless
            assert not call["broken"], self.story(None, f"a call broke a rule: {call}")
            assert not refused, self.story(None, f"Telegram refused: {call}")
            words = str(call["parameters"].get("text", ""))
            if EMERGENCY in words:
                assert not [w for w in UNWANTED if w in words], self.story(None, f"too much: {words}")
        self.calls = len(state.calls)
        said = self.bot.output()
        new, self.read = said[self.read :], len(said)
        for fault in ("event=bug", "kind=bug", "set_aside", "store_trouble", "Traceback"):
            assert fault not in new, self.story(None, f"the log tells of {fault}:\n{new}")

    def story(self, walker: Walker | None, what: str) -> str:
        told = [walker] if walker else self.walkers
        lines = [f"{w.who.name} ({w.who.id}):\n    " + "\n    ".join(w.did[-14:]) for w in told]
        return "\n".join([what, *lines])


async def has_open_session(store: SqlStore, person: int) -> bool:
    return any([await store.open_session(person, kind) for kind in ("check", "checkin")])


@asynccontextmanager
async def walk_of(seed: int, sandbox: SandboxServer, bot: BotProcess, days: Days) -> AsyncIterator[Walk]:
    """People of whom one has never written, one has only begun, and the others have been through a check."""
    luck = random.Random(seed)
    walkers = []
    for number in range(PEOPLE):
        who = await Person.arrive(sandbox.url, f"Walker {number}")
        walkers.append(Walker(who, random.Random(luck.random()), sandbox.sandbox))
    for walker in walkers[1:]:
        await agrees(walker.who)
    for walker in walkers[2:]:
        await checks(walker.who)
        await walker.who.sends_photo(PICTURES[0])
    for walker in walkers[3:]:
        for way in ("go:reminders", "remind:day:", "remind:hour:18", "remind:zone:Europe/London"):
            await goes(walker.who, way)
    opened = open_store(
        database=None, data_dir=bot.data_dir, photo_store_url=None, master_key=MasterKey.parse(bot.master_key)
    )
    async with opened as store:
        yield Walk(sandbox, bot, days, store, walkers, luck)


@pytest.mark.parametrize("seed", SEEDS)
async def test_people_who_do_whatever_comes_to_them_are_answered_and_nothing_breaks(
    seed: int, sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    async with walk_of(seed, sandbox, bot, days) as walk:
        for _ in range(ROUNDS):
            await walk.round()
        await comes_to_rest(walk)
        for walker in walk.walkers:
            await judge_records(walk, walker)
        last = walk.walkers[-1]
        await erases(last)
        assert await walk.store.person(last.who.id) is None, walk.story(last, "is not erased")
        await judge_tables(walk)
        walk.judge_calls()


async def comes_to_rest(walk: Walk) -> None:
    """Everybody is there again, and what is due has been done: nothing older than a quarter of an hour."""
    for walker in walk.walkers:
        if walker.left is not None:
            await walker.returns()
    walk.days.pass_by(minutes=20)
    loop = asyncio.get_running_loop()
    end, who, seen = loop.time() + QUIET_SECONDS, walk.walkers[0].who, 0
    while left := await overdue(walk.store, walk.sandbox.sandbox.now() - 15 * 60):
        assert loop.time() < end, walk.story(None, f"still due: {left}")
        seen = (await who.ask("GET", "events", params={"after": seen, "timeout": 0.2}))["newest"]


async def overdue(store: SqlStore, before: float) -> list[Any]:
    due, person = schema.due, schema.person
    late = (
        sa.select(due.c.kind, due.c.slot, due.c.at)
        .join(person, person.c.id == due.c.person)
        .where(due.c.state == "open", due.c.at <= datetime.fromtimestamp(before, UTC), person.c.reachable)
    )
    return await store._db.read(lambda c: [tuple(row) for row in c.execute(late)])


async def judge_records(walk: Walk, walker: Walker) -> None:
    """Everything of one person opens, and fits together."""
    store = walk.store
    person = await store.person(walker.who.id)
    if person is None:
        return
    assert person.reachable, walk.story(walker, "is there, and counts as gone")
    for kind, results in (
        ("check", await store.assessments(person.id)),
        ("checkin", await store.checkins(person.id)),
    ):
        for result in results:
            session = await store.session(person.id, result.session)
            assert session is not None, walk.story(walker, f"a {kind} of no session")
            assert (session.status, session.kind) == ("done", kind), walk.story(
                walker, f"a result of {session}"
            )
    for photo in await store.photos(person.id):
        jpeg = await store.photo_bytes(person.id, photo.id)
        assert jpeg is not None, walk.story(walker, "a photo is lost")
        assert jpeg.startswith(b"\xff\xd8"), walk.story(walker, "a photo is no picture")


async def erases(walker: Walker) -> None:
    await walker.who.types("/start")
    await walker.who.types("/delete")
    await goes(walker.who, "delete:yes")


async def judge_tables(walk: Walk) -> None:
    """One open session of a kind; no row without its person, no blob without its row."""
    known = {p.id for w in walk.walkers if (p := await walk.store.person(w.who.id)) is not None}

    def look(connection: sa.Connection) -> None:
        people = set(connection.scalars(sa.select(schema.person.c.id)))
        assert people == known, "somebody erased is still there"
        for table in schema.metadata.sorted_tables:
            if "person" in table.c:
                owners = set(connection.scalars(sa.select(table.c.person)))
                assert owners <= known, f"{table.name} holds rows of somebody erased"
        session = schema.session
        one = sa.select(session.c.person, session.c.kind).where(session.c.status == "open")
        opened = [tuple(row) for row in connection.execute(one)]
        assert len(opened) == len(set(opened)), "two open sessions of a kind"
        assert not connection.scalar(sa.select(sa.func.count()).select_from(schema.erasure)), (
            "an erasure is unfinished"
        )

    await walk.store._db.read(look)
    rows = await walk.store._db.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(schema.photo)))
    blobs = [path for path in (walk.bot.data_dir / "photos").rglob("*") if path.is_file()]
    assert len(blobs) == rows, "photos on the disk and in the tables differ"
