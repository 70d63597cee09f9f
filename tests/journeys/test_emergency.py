"""Someone who needs help now is told so at once, and nothing else."""

from __future__ import annotations

import pytest

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import agrees, answer, at, checks, goes, option, skin


@pytest.mark.parametrize(
    "sign", ["breathing_swelling", "very_unwell", "peeling_mucosal", "extreme_pain_dark"]
)
async def test_an_emergency_answer_ends_the_check_after_one_tap(
    sandbox: SandboxServer, bot: BotProcess, sign: str
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", sign)
    screen = await ann.screen()
    assert "Get emergency help now" in screen.text
    assert "999" in screen.text, "the number of her country"
    for absent in ("photo", "care plan", "fits well", "could fit", "of 12", "moistur"):
        assert absent not in screen.text.lower()
    assert not any(data and data.startswith("go:plan") for data in (b.data for b in screen.buttons))


async def test_a_second_tap_on_an_emergency_answer_still_shows_what_to_do(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    sign = await option(ann, "now", "breathing_swelling")
    await ann.taps(sign)
    await ann.taps_again(sign)
    assert "Get emergency help now" in (await ann.screen()).text
    for words in ("/plan", "/progress", "/start", "/check", "help me"):
        await ann.types(words)
        if words == "/check":
            assert "1 of 12" in (await ann.screen()).text, "she may ask again"
            await ann.types("/cancel")
        assert "Get emergency help now" in (await ann.screen()).text, words


async def test_a_slip_of_the_thumb_is_taken_back_and_leaves_no_emergency(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", "extreme_pain_dark")
    await goes(ann, "b:")
    assert "1 of 12" in (await ann.screen()).text
    await checks(ann)
    await goes(ann, "go:result:")
    assert "Keratosis pilaris" in (await ann.screen()).text
    bot.stop()
    (assessment,) = (await records(bot.data_dir, bot.master_key, ann.id))["assessments"]
    assert assessment["assessment"]["urgency"] == "self_care"


async def test_spots_that_stay_under_a_glass_lead_to_an_emergency_if_not_sure_of_being_well(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", "not_sure")
    await answer(ann, "glass", "not_sure")
    await answer(ann, "unwell", "not_sure")
    assert "Get emergency help now" in (await ann.screen()).text


async def test_a_same_day_answer_ends_the_check_once_age_and_pregnancy_are_known(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, [("now", "none"), ("recent", "spreading_hot", "done"), ("age", "18plus")])
    await answer(ann, "personal", "none")
    screen = await ann.screen()
    assert "See someone today" in screen.text
    assert "care plan" not in screen.text
    await ann.sends_photo(skin())
    assert "See someone today" in (await ann.screen()).text
    bot.stop()
    assert (await records(bot.data_dir, bot.master_key, ann.id))["photos"] == []


async def test_after_being_seen_the_rest_of_the_bot_is_there_again(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", "very_unwell")
    await goes(ann, "go:seen:")
    assert await at(ann, "go:check:again")


async def test_a_warning_sign_in_the_weekly_questions_ends_them_at_once(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await goes(ann, "go:result:")
    days.pass_by(days=8)
    await ann.types("/checkin")
    await answer(ann, "w_now", "breathing_swelling")
    screen = await ann.screen()
    assert "Get emergency help now" in screen.text
    assert "of 6" not in screen.text


async def test_an_emergency_in_the_weekly_questions_comes_before_a_check_left_open(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await goes(ann, "go:result:")
    days.pass_by(days=8)
    await ann.types("/check")
    await answer(ann, "now", "none")
    await ann.types("/checkin")
    assert "1 of 6" in (await ann.screen()).text, "the questions she asked for"
    sign = await option(ann, "w_now", "breathing_swelling")
    await ann.taps(sign)
    assert "Get emergency help now" in (await ann.screen()).text
    await ann.taps_again(sign)
    await ann.types("hello?")
    screen = await ann.screen()
    assert screen.text.startswith("Get emergency help now"), "and nothing stands before it"
