"""How updates arrive: long polling, webhooks, the clock, faults on the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.sandbox import SandboxServer
from tests.client import WEEK, Person
from tests.sandbox.tools import Raw

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="q:yes")]])


async def called(ann: Person, method: str, times: int = 1) -> None:
    """Wait until the bot has made that many calls of a method, one that still waits included."""
    newest = 0
    while len(await ann.ask("GET", "calls", params={"method": method})) < times:
        newest = (await ann.ask("GET", "events", params={"after": newest, "timeout": 0.05}))["newest"]


async def test_a_long_poll_returns_as_soon_as_a_person_writes(ann: Person, raw: Raw) -> None:
    first = (await raw("getUpdates"))["result"][-1]["update_id"]
    poll = asyncio.create_task(raw("getUpdates", offset=first + 1, timeout=30))
    await called(ann, "getUpdates", 2)
    before = time.monotonic()
    await ann.types("hello", wait=False)
    (update,) = (await poll)["result"]
    assert update["message"]["text"] == "hello"
    assert time.monotonic() - before < 5


async def test_updates_come_again_until_they_are_confirmed(ann: Person, raw: Raw) -> None:
    await ann.types("one", wait=False)
    await ann.types("two", wait=False)
    seen = [update["update_id"] for update in (await raw("getUpdates", limit=2))["result"]]
    assert len(seen) == 2
    assert [u["update_id"] for u in (await raw("getUpdates", limit=2))["result"]] == seen
    (last,) = (await raw("getUpdates", offset=seen[-1] + 1))["result"]
    assert last["message"]["text"] == "two"
    state = await ann.ask("GET", "idle", params={"chat": ann.id, "timeout": 0})
    assert state == {"idle": False, "pending": 1}
    assert (await raw("getUpdates", offset=last["update_id"] + 1))["result"] == []
    assert (await ann.ask("GET", "idle", params={"timeout": 0}))["idle"]


async def test_a_second_poller_ends_the_first_one(ann: Person, raw: Raw) -> None:
    await raw("getUpdates", offset=1 << 40)
    first = asyncio.create_task(raw.refusal("getUpdates", timeout=30))
    await called(ann, "getUpdates", 2)
    await raw("getUpdates")
    assert await first == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_only_the_kinds_of_updates_asked_for_are_queued(ann: Person, raw: Raw) -> None:
    await raw("getUpdates", offset=-1, allowed_updates=["callback_query"])
    before = len((await raw("getUpdates"))["result"])
    await ann.types("not wanted", wait=False)
    assert len((await raw("getUpdates"))["result"]) == before
    await raw("getUpdates", allowed_updates=["message", "mesage"])
    (call,) = await ann.ask("GET", "calls", params={"broken": 1})
    assert call["broken"] == ["unknown update type: mesage"]


async def test_moving_the_clock_wakes_a_poll_and_dates_what_follows(ann: Person, telegram_bot: Bot) -> None:
    await telegram_bot.get_updates(offset=1 << 40)
    poll = asyncio.create_task(telegram_bot.get_updates(timeout=30))
    await called(ann, "getUpdates", 2)
    await ann.waits(WEEK)
    assert await poll == ()
    sent = await telegram_bot.send_message(ann.id, "a week later")
    assert abs(sent.date.timestamp() - (time.time() + WEEK)) < 60
    assert abs((await ann.ask("GET", "clock"))["offset"] - WEEK) < 1
    await ann.ask("POST", "clock", json={"offset": 0})
    assert abs((await ann.ask("GET", "clock"))["now"] - time.time()) < 60


class Hook:
    """A bot behind a webhook: answers with the statuses it was given, then 200; holds when told to."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str]] = []  # (secret, kind, what)
        self.statuses: list[tuple[int, dict[str, str]]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self.arrived = asyncio.Condition()

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        kind = next(key for key in update if key != "update_id")
        what = update[kind].get("text") or update[kind].get("data") or ""
        async with self.arrived:
            self.seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), kind, what))
            self.arrived.notify_all()
        await self.hold.wait()
        status, headers = self.statuses.pop(0) if self.statuses else (200, {})
        return web.Response(status=status, headers=headers)

    async def saw(self, count: int) -> list[str]:
        async with asyncio.timeout(15), self.arrived:
            await self.arrived.wait_for(lambda: len(self.seen) >= count)
        return [what for _, _, what in self.seen]


@pytest.fixture
async def hook() -> AsyncIterator[tuple[Hook, str]]:
    handler = Hook()
    app = web.Application()
    app.router.add_post("/updates", handler.receive)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield handler, f"http://127.0.0.1:{port}/updates"
    await runner.cleanup()


async def test_a_webhook_gets_what_waited_and_what_follows_with_its_secret(
    ann: Person, telegram_bot: Bot, raw: Raw, hook: tuple[Hook, str]
) -> None:
    handler, address = hook
    assert await telegram_bot.set_webhook(address, secret_token="s3cret", max_connections=5)
    await ann.types("one")
    await ann.types("two")
    assert handler.seen == [("s3cret", "message", text) for text in ("/start", "one", "two")]
    info = await telegram_bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (address, 0, 5)
    assert await raw.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await raw("deleteWebhook"))["description"] == "Webhook was deleted"
    await ann.types("three", wait=False)
    assert (await raw("getUpdates"))["result"][0]["message"]["text"] == "three"


async def test_a_webhook_that_is_not_well_is_asked_again_in_order(
    ann: Person, telegram_bot: Bot, hook: tuple[Hook, str]
) -> None:
    handler, address = hook
    handler.statuses = [(503, {}), (302, {"Location": "/elsewhere"})]
    await telegram_bot.set_webhook(address)
    await ann.types("one")
    assert [what for _, _, what in handler.seen] == ["/start", "/start", "/start", "one"]
    assert "302" in ((await telegram_bot.get_webhook_info()).last_error_message or "")


async def test_retry_after_is_kept_by_the_sandbox_clock(
    ann: Person, telegram_bot: Bot, hook: tuple[Hook, str]
) -> None:
    handler, address = hook
    handler.statuses = [(503, {"Retry-After": "1800"})]
    await telegram_bot.set_webhook(address)
    await handler.saw(1)
    state = await ann.ask("GET", "idle", params={"timeout": 0.3})
    assert not state["idle"]
    await ann.waits(1801)
    await ann.idle()
    assert await handler.saw(2) == ["/start", "/start"]


async def test_messages_wait_for_each_other_and_taps_have_a_lane_of_their_own(
    ann: Person, telegram_bot: Bot, hook: tuple[Hook, str]
) -> None:
    handler, address = hook
    await telegram_bot.send_message(ann.id, "Ready?", reply_markup=YES)
    handler.hold.clear()
    await telegram_bot.set_webhook(address)
    await handler.saw(1)
    await ann.types("second message", wait=False)
    await ann.taps("Yes", wait=False)
    assert await handler.saw(2) == ["/start", "q:yes"]
    handler.hold.set()
    assert await handler.saw(3) == ["/start", "q:yes", "second message"]
    await ann.idle()


async def fault(ann: Person, **what: Any) -> None:
    await ann.ask("POST", "faults", json=what)


async def test_a_lost_answer_leaves_the_message_in_the_chat(ann: Person, telegram_bot: Bot) -> None:
    await fault(ann, method="sendMessage", kind="lost")
    with pytest.raises(NetworkError):
        await telegram_bot.send_message(ann.id, "did you get this?")
    assert (await ann.screen()).text == "did you get this?"
    await telegram_bot.send_message(ann.id, "again")


async def test_a_bot_is_told_to_slow_down_or_that_the_server_is_down(ann: Person, telegram_bot: Bot) -> None:
    await fault(ann, method="sendMessage", kind="429", seconds=7)
    with pytest.raises(RetryAfter) as slower:
        await telegram_bot.send_message(ann.id, "x")
    assert slower.value.retry_after.total_seconds() == 7  # type: ignore[union-attr]
    await fault(ann, method="*", kind="500", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError) as down:
            await telegram_bot.send_message(ann.id, "x")
        assert not isinstance(down.value, BadRequest)
    await telegram_bot.send_message(ann.id, "x")
    assert [message.text for message in await ann.chat()] == ["/start", "x"]


async def test_what_people_write_before_any_bot_calls_is_kept_for_it(server: SandboxServer) -> None:
    early = await Person.arrive(server.url, "Early")
    await early.types("/start", wait=False)
    async with Bot("99:first", base_url=server.base_url) as bot:
        (update,) = await bot.get_updates()
        assert update.effective_message is not None
        await bot.send_message(update.effective_message.chat.id, "welcome")
    assert (await early.screen()).text == "welcome"


async def test_telegram_can_be_away_and_come_back_with_all_it_knew(
    server: SandboxServer, ann: Person, telegram_bot: Bot
) -> None:
    server.stop()
    with pytest.raises(NetworkError):
        await telegram_bot.send_message(ann.id, "anyone?")
    server.start()
    await telegram_bot.send_message(ann.id, "back")
    assert [message.text for message in await ann.chat()] == ["/start", "back"]


async def test_stopping_ends_a_long_poll_at_once(server: SandboxServer, ann: Person, raw: Raw) -> None:
    await raw("getUpdates", offset=1 << 40)
    poll = asyncio.create_task(raw("getUpdates", timeout=50))
    await called(ann, "getUpdates", 2)
    before = time.monotonic()
    await asyncio.to_thread(server.stop)
    assert (await poll)["result"] == []
    assert time.monotonic() - before < 10
