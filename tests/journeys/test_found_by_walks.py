"""What random walks, and reading the code as a hostile person would, have found: one short way each."""

from __future__ import annotations

from bot.log import places
from bot.sandbox import SandboxServer
from handlers.callback import Tap
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import CHECK, WEEK, agrees, answer, at, checks, goes, option, skin, text_of

PICTURE = skin(0, (300, 400))


async def stored(bot: BotProcess, person: Person) -> dict[str, list[object]]:
    return await records(bot.data_dir, bot.master_key, person.id)


async def is_reminded(person: Person) -> None:
    """Through a check, and asked every Sunday."""
    await agrees(person)
    await checks(person)
    await goes(person, "go:result:")
    for way in ("go:reminders", "remind:day:6", "remind:hour:18", "remind:zone:Europe/London"):
        await goes(person, way)


def pictures(sandbox: SandboxServer) -> int:
    return sum(call["method"] == "sendPhoto" for call in sandbox.sandbox.calls)


async def test_help_followed_by_a_mark_is_help(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    for words in ("/help!", "/HELP?", "/about.", "/language,please"):
        await ann.types(words)
        screen = await ann.screen()
        assert "went wrong" not in screen.text
        assert screen.by_bot
    assert "event=bug" not in bot.output()


async def test_a_comparison_asked_for_with_one_photo_shows_where_ann_is(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    screen = await ann.screen()
    drawn = len(sandbox.sandbox.calls)
    await ann.taps_forged(screen.id, "go:compare")
    methods = [call["method"] for call in sandbox.sandbox.calls[drawn:]]
    assert "editMessageText" in methods


async def test_an_emergency_shows_no_pictures_even_by_an_old_button(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.sends_photo(PICTURE)
    await ann.sends_photo(PICTURE)
    await ann.types("/progress")
    compare = await at(ann, "go:compare")
    before = pictures(sandbox)
    await ann.types("/check")
    await answer(ann, "now", "breathing_swelling")
    await ann.taps_again(compare)
    assert pictures(sandbox) == before
    assert "Get emergency help now" in (await ann.screen()).text


async def test_a_yes_to_photos_tapped_twice_keeps_one_photo(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann, photos=False)
    await checks(ann)
    await ann.sends_photo(PICTURE)
    yes = await at(ann, "keep:yes")
    await ann.taps(yes)
    await ann.taps_again(yes)
    assert len((await stored(bot, ann))["photos"]) == 1


async def test_nothing_is_kept_of_answers_after_the_yes_was_taken_back(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await ann.types("/start")
    first = await ann.screen()
    await goes(ann, "go:consent:answers")
    no = await at(ann, "agree:answers:no")
    await agrees(ann)
    question = await option(ann, "now", "breathing_swelling")
    await ann.taps_forged(first.id, no.data or "")
    await ann.taps_again(question)
    assert not (await stored(bot, ann))["assessments"]
    assert "Get emergency help now" not in await text_of(ann)


async def test_nobody_is_asked_weekly_whose_answers_may_not_be_kept(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann, bea = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Bea")
    for person in (ann, bea):
        await is_reminded(person)
    await ann.taps_forged((await ann.screen()).id, "agree:answers:no")
    days.pass_by(days=12)
    await bea.sees("Your weekly look")
    assert "Your weekly look" not in await text_of(ann)


async def test_a_no_to_reminders_by_an_old_button_ends_them(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await is_reminded(ann)
    screen = await ann.screen()
    await ann.taps_forged(screen.id, "agree:reminders:no")
    kept = await stored(bot, ann)
    assert ("checkin", "open") not in {(kind, state) for kind, _, state in kept["due"]}  # type: ignore[misc]
    assert kept["profile"]["reminders"] == "off"  # type: ignore[call-overload]


async def test_a_check_that_weeks_were_built_on_is_not_undone_by_its_old_button(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, CHECK)
    back = await at(ann, "b:")
    await goes(ann, "go:result:")
    days.pass_by(days=8)
    await ann.types("/checkin")
    await checks(ann, WEEK)
    await ann.taps_again(back)
    kept = await stored(bot, ann)
    assert len(kept["assessments"]) == 1
    await ann.types("/cancel")
    await ann.taps_forged((await ann.screen()).id, "go:result:")
    assert "event=bug" not in bot.output()


def test_a_forged_number_no_database_could_hold_is_no_session() -> None:
    assert Tap.parse(f"q:{2**31}:0:now:none") is None
    assert Tap.parse(f"b:1:{2**31}") is None


def test_a_fault_is_logged_by_its_place_and_never_in_words_a_person_wrote() -> None:
    try:
        try:
            {}["my secret words"]
        except KeyError as exc:
            raise ValueError("about my secret words") from exc
    except ValueError as exc:
        event = places(None, "error", {"event": "bug", "exc_info": exc})
    assert "secret" not in str(event)
    assert "ValueError at test_found_by_walks.py:" in str(event["fault"])
    assert "from KeyError" in str(event["fault"])
