"""Two bot processes share one database: whoever gets a tap, and if both get it, the outcome is the same."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import SandboxServer
from tests.balancer import Balancer, free_port
from tests.bots import TOKEN, BotProcess, Days
from tests.client import Person
from tests.journeys.ann import whole_way
from tests.journeys.records import records
from tests.journeys.steps import CHECK, agrees, answer, checks, goes, option, skin
from tests.postgres import PostgresServer

SECRET = "told-to-telegram-only"


@dataclass
class Pair:
    bots: list[BotProcess]
    balancer: Balancer
    database: str | None

    async def stored(self, person: Person) -> dict[str, object]:
        one = self.bots[0]
        return await records(one.data_dir, one.master_key, person.id, self.database)


@pytest.fixture(params=["sqlite", "postgresql"])
async def pair(
    request: pytest.FixtureRequest, sandbox: SandboxServer, new_bot: Callable[..., BotProcess]
) -> AsyncIterator[Pair]:
    database: str | None = None
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        database = server.new_database()
    ports = [free_port(), free_port()]
    shared = {"WEBHOOK_SECRET": SECRET, **({"DATABASE_URL": database} if database else {})}
    async with Balancer(ports) as balancer:
        bots = [new_bot(WEBHOOK_URL=balancer.url, WEBHOOK_PORT=str(port), **shared) for port in ports]
        for bot in bots:
            bot.start()
        async with Bot(TOKEN, base_url=sandbox.base_url, base_file_url=sandbox.base_file_url) as telegram:
            await telegram.set_webhook(balancer.url, secret_token=SECRET)
        yield Pair(bots, balancer, database)
        for bot in bots:
            bot.stop()


async def test_ann_walks_her_whole_way_with_every_tap_at_another_replica(
    sandbox: SandboxServer, pair: Pair, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    for number, (_, step) in enumerate(whole_way(ann, days)):
        pair.balancer.turn = number % 2
        await step()
    stored = await pair.stored(ann)
    assert [c[0] for c in stored["checkins"]]  # type: ignore[attr-defined]
    assert len(stored["photos"]) == 2  # type: ignore[arg-type]
    prompts = [m for m in await ann.chat() if "Your weekly look" in m.text]
    assert len(prompts) <= 1, "two workers, one prompt"


async def test_updates_brought_to_both_replicas_at_once_have_one_effect(
    sandbox: SandboxServer, pair: Pair
) -> None:
    ann, bea = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Bea")
    await agrees(bea)
    await checks(bea)
    await bea.sends_photo(skin())
    await agrees(ann)
    pair.balancer.turn = None
    await checks(ann)
    await ann.sends_photo(skin())
    once, twice = await pair.stored(bea), await pair.stored(ann)
    assert twice["assessments"] == once["assessments"]
    assert len(twice["photos"]) == 1  # type: ignore[arg-type]
    assert twice["sessions"] == once["sessions"]


async def test_two_taps_in_the_same_moment_count_once_and_both_are_answered(
    sandbox: SandboxServer, pair: Pair
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    for question, *keys in CHECK[:3]:
        buttons = [await option(ann, question, key) for key in (*keys, "not_sure")]
        pair.balancer.turn = 0
        await asyncio.gather(*(ann.taps(button) for button in buttons))
    assert "4 of 12" in (await ann.screen()).text


async def test_a_tap_on_an_old_screen_changes_nothing_and_shows_today(
    sandbox: SandboxServer, pair: Pair
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    old = await option(ann, "now", "none")
    await ann.taps(old)
    pair.balancer.turn = 1
    await ann.taps_again(old)
    assert "answered already" in await ann.toast()
    assert "2 of 12" in (await ann.screen()).text
    await answer(ann, "recent", "none")
    assert "3 of 12" in (await ann.screen()).text


async def test_another_persons_button_opens_nothing(sandbox: SandboxServer, pair: Pair) -> None:
    ann, eve = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Eve")
    await agrees(ann)
    await agrees(eve)
    before = (await ann.screen()).text
    stolen = await option(ann, "now", "extreme_pain_dark")
    screen = await eve.screen()
    await eve.taps_forged(screen.id, stolen.data or "")
    assert "older message" in await eve.toast()
    assert (await ann.screen()).text == before
    assert "1 of 12" in (await eve.screen()).text


async def test_a_call_without_the_secret_is_turned_away(sandbox: SandboxServer, pair: Pair) -> None:
    url = f"http://127.0.0.1:{pair.balancer.ports[0]}"
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
            async with session.post(f"{url}/telegram", json={"update_id": 1}, headers=headers) as answered:
                assert answered.status == 403
        right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with session.post(f"{url}/telegram", data=b"[not an update", headers=right) as answered:
            assert answered.status == 400
        async with session.post(
            f"{url}/telegram", data=io.BytesIO(bytes(2 << 20)), headers=right
        ) as answered:
            assert answered.status == 413
        async with session.get(f"{url}/readyz") as answered:
            assert answered.status == 200


async def test_the_other_replica_serves_on_when_one_is_killed(sandbox: SandboxServer, pair: Pair) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", "none")
    pair.bots[0].kill()
    pair.balancer.turn = 1
    await goes(ann, "b:")
    await answer(ann, "now", "none")
    assert "2 of 12" in (await ann.screen()).text
    pair.bots[0].start()
