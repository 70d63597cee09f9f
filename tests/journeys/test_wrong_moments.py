"""Whatever is sent at the wrong moment gets a kind answer, loses nothing, and leads back to where one was."""

from __future__ import annotations

import pytest

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import CHECK, agrees, answer, at, checks, goes, option, skin


@pytest.mark.parametrize("sent", ["text", "sticker", "voice", "location", "contact", "photo", "file"])
async def test_in_the_middle_of_the_check_nothing_sent_loses_an_answer(
    sandbox: SandboxServer, bot: BotProcess, sent: str
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, CHECK[:4])
    send = {
        "text": lambda: ann.types("what now?"),
        "sticker": ann.sends_sticker,
        "voice": ann.sends_voice,
        "location": ann.sends_location,
        "contact": ann.sends_contact,
        "photo": lambda: ann.sends_photo(skin()),
        "file": lambda: ann.sends_document(b"%PDF-1.7", "letter.pdf", "application/pdf"),
    }[sent]
    await send()
    screen = await ann.screen()
    assert "5 of 12" in screen.text, "she is where she was"
    assert len(screen.text.split("\n\n")[0]) > 20, "and is told why nothing else happened"
    await checks(ann, CHECK[4:])
    await goes(ann, "go:result:")
    assert "Keratosis pilaris" in (await ann.screen()).text


async def test_leaving_and_coming_back_days_later_goes_on_where_it_was(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, CHECK[:6])
    days.pass_by(days=9)
    await ann.types("/start")
    assert "7 of 12" in (await ann.screen()).text
    await checks(ann, CHECK[6:])
    assert "questions are done" in (await ann.screen()).text


async def test_only_the_newest_screen_has_buttons(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    for words in ("/check", "hello", "/help", "/privacy", "/check"):
        await ann.types(words)
    with_buttons = [m.id for m in await ann.chat() if m.by_bot and m.buttons]
    assert with_buttons == [(await ann.screen()).id]


async def test_done_without_a_tick_and_a_tick_too_many_are_answered_kindly(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, CHECK[:5])
    await answer(ann, "look", "rough_uniform", "pus")
    third = await option(ann, "look", "lump")
    await ann.taps(third)
    assert "most you can tick" in await ann.toast()
    done = await option(ann, "look", "done")
    for key in ("rough_uniform", "pus"):
        await answer(ann, "look", key)
    await ann.taps_again(done)
    assert await ann.toast()
    assert "6 of 12" in (await ann.screen()).text


async def test_an_edited_message_is_not_a_new_one(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    sent = await ann.types("first words")
    before = len(await ann.chat())
    await ann.edits(sent, "/delete")
    assert len(await ann.chat()) == before


async def test_a_result_waiting_for_a_photo_comes_by_itself_after_a_while(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    assert "questions are done" in (await ann.screen()).text
    days.pass_by(minutes=20)
    await ann.sees("Keratosis pilaris")
    results = [m for m in await ann.chat() if "Your result" in m.text]
    days.pass_by(minutes=60)
    await ann.types("/start")
    assert len(results) == 1, "once"


async def test_without_the_first_yes_nothing_is_asked_and_a_mind_can_change(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await ann.types("/start")
    await goes(ann, "go:consent:answers")
    await goes(ann, "agree:answers:no")
    for words in ("/check", "/plan", "/photo", "hello"):
        await ann.types(words)
        assert "Without storing answers" in (await ann.screen()).text
    await goes(ann, "go:consent:answers")
    await goes(ann, "agree:answers:yes")
    assert "2 of 3" in (await ann.screen()).text


async def test_somebody_unknown_is_told_how_to_begin_and_leaves_no_trace(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    eve = await Person.arrive(sandbox.url, "Eve")
    for words in ("hello", "/plan", "/privacy", "/delete", "/help", "/about", "/checkin"):
        await eve.types(words)
        assert (await eve.screen()).text
    await eve.sends_photo(skin())
    assert "/start" in (await eve.screen()).text
    bot.stop()
    assert await records(bot.data_dir, bot.master_key, eve.id) == {}


async def test_a_second_check_leaves_the_first_result_until_it_is_through(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await goes(ann, "go:result:")
    await ann.types("/check")
    await answer(ann, "now", "none")
    await ann.types("/plan")
    assert "Your care plan" in (await ann.screen()).text
    await ann.types("/cancel")
    assert await at(ann, "go:plan")


async def test_somebody_who_writes_faster_than_telegram_likes_is_answered_all_the_same(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await ann.ask("POST", "faults", json={"method": "sendMessage", "kind": "429", "times": 1, "seconds": 1})
    await ann.types("/help")
    assert "How this works" in (await ann.screen()).text
