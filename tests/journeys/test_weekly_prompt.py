"""The bot comes back once a week, at the hour that was chosen, and knows when to be quiet."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import WEEK, agrees, checks, goes

PROMPT = "Your weekly look"
QUIET = "I will be quiet for now"


async def settled(person: Person) -> None:
    """Checked, and asked every Sunday at six."""
    await agrees(person)
    await checks(person)
    await goes(person, "go:result:")
    for choice in ("go:reminders", "remind:day:6", "remind:hour:18", "remind:zone:Europe/London"):
        await goes(person, choice)


async def prompts(person: Person, words: str = PROMPT) -> int:
    return sum(words in m.text for m in await person.chat() if m.by_bot and not m.text.startswith("/"))


async def test_two_unanswered_prompts_one_gentle_note_then_silence(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await settled(ann)
    days.pass_by(days=12)
    first = await ann.sees(PROMPT)
    for week in (2, 3):
        days.pass_by(days=7)
        words = PROMPT if week == 2 else QUIET
        await newer(ann, words, first.id)
        first = await ann.screen()
    for _ in range(3):
        days.pass_by(days=7)
        await ann.types("/help")
    assert await prompts(ann, QUIET) == 1
    await goes(ann, "go:home")
    await ann.types("/reminders")
    await goes(ann, "remind:resume")
    assert "Sunday" in (await ann.screen()).text
    days.pass_by(days=12)
    await newer(ann, PROMPT, (await ann.screen()).id)


async def newer(person: Person, words: str, than: int) -> None:
    """Wait until such a message stands below that one."""
    while (await person.sees(words)).id <= than:
        await person.ask("GET", "events", params={"after": 1 << 40, "timeout": 0.2})


async def test_a_bot_that_was_down_for_weeks_asks_once(
    sandbox: SandboxServer, new_bot: Callable[..., BotProcess], days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    bot = new_bot().start()
    await settled(ann)
    bot.stop()
    days.pass_by(days=30)
    bot.start()
    await ann.sees(PROMPT)
    await ann.types("/help")
    assert await prompts(ann) == 1


async def test_a_week_that_was_answered_is_not_asked_again(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await settled(ann)
    days.pass_by(days=4)  # Friday: before Sunday's prompt
    await ann.types("/checkin")
    await checks(ann, WEEK)
    days.pass_by(days=3)  # past that Sunday
    await ann.types("/checkin")
    assert await prompts(ann) == 0
    bot.stop()
    stored = await records(bot.data_dir, bot.master_key, ann.id)
    assert len(stored["checkins"]) == 1 or stored["sessions"], "the first answers stand"


async def test_whoever_blocked_the_bot_is_left_alone_and_asked_again_when_back(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await settled(ann)
    await ann.blocks()
    days.pass_by(days=20)
    await ann.unblocks()
    await ann.types("/start")
    assert "What would you like to do" in (await ann.screen()).text
    assert await prompts(ann) == 0
    days.pass_by(days=12)
    await ann.sees(PROMPT)


async def test_paused_means_quiet_and_stopped_means_quiet(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await settled(ann)
    await ann.types("/reminders")
    await goes(ann, "remind:pause")
    assert "paused" in (await ann.screen()).text
    days.pass_by(days=14)
    await ann.types("/help")
    assert await prompts(ann) == 0


async def test_a_prompt_telegram_cannot_take_now_comes_later(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await settled(ann)
    await ann.ask("POST", "faults", json={"method": "sendMessage", "kind": "500", "times": 1})
    days.pass_by(days=12)
    bot.wait_for("event=postponed")
    days.pass_by(minutes=10)
    await ann.sees(PROMPT)
    assert await prompts(ann) == 1


async def test_somewhere_else_the_clock_is_found_from_the_time_of_day(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann, country="world")
    await checks(ann)
    await goes(ann, "go:result:")
    for choice in ("go:reminders", "remind:day:0", "remind:hour:9"):
        await goes(ann, choice)
    await goes(ann, "remind:at:")
    await goes(ann, "remind:zone:")
    assert "Monday" in (await ann.screen()).text
