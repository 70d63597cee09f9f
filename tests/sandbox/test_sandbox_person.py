"""The Person that all tests use, against a small bot that says what it was told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot.sandbox import SandboxServer
from bot.sandbox.server import PAGE
from tests.client import Person
from tests.sandbox.tools import make_jpeg

KEYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Go on", callback_data="on"), InlineKeyboardButton("Back", callback_data="back")]]
)


async def handle(bot: Bot, update: Update) -> None:
    if query := update.callback_query:
        await query.answer(f"heard {query.data}")
        with contextlib.suppress(BadRequest):  # a double tap: not modified
            await query.edit_message_text(f"you tapped {query.data}")
    elif (message := update.message) and message.photo:
        await message.reply_text(f"a photo of {message.photo[-1].width} px: {message.caption}")
    elif message and message.text:
        await message.reply_html(f"you said <b>{message.text}</b>", reply_markup=KEYS)
    elif message:
        await message.reply_text("something else")


async def echo(bot: Bot) -> None:
    """Confirms an update only after the work is done."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=30):
            await handle(bot, update)
            offset = update.update_id + 1


@pytest.fixture
async def bob(server: SandboxServer, telegram_bot: Bot) -> AsyncIterator[Person]:
    task = asyncio.create_task(echo(telegram_bot))
    yield await Person.arrive(server.url, "Bob", "de")
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_a_person_types_taps_and_reads(bob: Person) -> None:
    await bob.types("hello")
    shown = await bob.screen()
    assert (shown.text, shown.html) == ("you said hello", "you said <b>hello</b>")
    assert shown.labels == ["Go on", "Back"]
    old = await bob.button("Back")
    await bob.taps("Go")
    assert await bob.toast() == "heard on"
    assert (await bob.screen()).text == "you tapped on"
    await bob.taps_again(old)
    assert (await bob.sees("tapped back")).labels == []
    await bob.taps_forged(old.message_id, "forged")
    assert await bob.toast() == "heard forged"


async def test_a_person_who_does_not_see_the_words_is_told_what_is_there(bob: Person) -> None:
    await bob.types("hello")
    with pytest.raises(AssertionError, match="Bob does not see 'goodbye'") as told:
        await bob.sees("goodbye", seconds=0.1)
    assert "you said hello\n    [Go on] [Back]" in str(told.value)
    with pytest.raises(AssertionError, match="finds no button 'Maybe'"):
        await bob.taps("Maybe")


async def test_a_person_sends_photos_and_other_things(bob: Person) -> None:
    await bob.sends_photo(make_jpeg(2000, 1000), caption="arm")
    assert (await bob.screen()).text == "a photo of 1280 px: arm"
    for sending in (bob.sends_sticker(), bob.sends_voice(), bob.sends_document(b"x"), bob.sends_contact()):
        await sending
        assert (await bob.screen()).text == "something else"


async def test_two_people_at_once_each_read_their_own_answers(bob: Person) -> None:
    eve = await Person.arrive(bob.sandbox_url, "Eve")
    await asyncio.gather(bob.types("from Bob"), eve.types("from Eve"))
    assert (await bob.screen()).text == "you said from Bob"
    assert (await eve.screen()).text == "you said from Eve"


async def test_a_double_tap_is_two_taps_and_both_are_answered(bob: Person) -> None:
    await bob.types("hello")
    yes = await bob.button("Go")
    second = await Person.arrive(bob.sandbox_url, "Bob's other phone")
    second.id = bob.id
    await bob.taps(yes, wait=False)
    await second.taps_again(yes, wait=False)
    await bob.idle()
    assert await second.toast() == "heard on"


async def test_the_page_is_served_and_can_reach_nothing_but_the_sandbox(server: SandboxServer) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/app.js", "/draw.js", "/style.css"):
            async with session.get(server.url + path) as answer:
                assert answer.status == 200
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        async with session.get(server.url, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 400
        chats = f"{server.url}/sandbox/chats"
        async with session.get(chats, headers={"Origin": "http://evil.example"}) as answer:
            assert answer.status == 403
        async with session.get(chats, headers={"Origin": server.url}) as answer:
            assert answer.status == 200
    assert "sandbox" in (PAGE / "index.html").read_text().lower()
    for script in PAGE.glob("*.js"):
        assert "innerHTML" not in script.read_text()


async def test_a_request_that_cannot_be_read_is_answered_with_what_is_wrong(server: SandboxServer) -> None:
    nobody = Person(server.url, 1, "Nobody")
    for verb, path, body, words in (
        ("POST", "people", {}, "A person needs a name"),
        ("POST", "chats/1/text", {"text": "x"}, "There is no person 1"),
        ("POST", "clock", {}, "Say how"),
        ("POST", "faults", {"kind": "fire"}, "kind must be one of"),
        ("GET", "taps/1", None, "no such tap"),
        ("GET", "files/1", None, "no such file"),
        ("GET", "events?after=x", None, "cannot be read"),
        ("GET", "about?bot=5", None, "No bot 5"),
    ):
        with pytest.raises(AssertionError, match=words):
            await nobody.ask(verb, path, json=body)
