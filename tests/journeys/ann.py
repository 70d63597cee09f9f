"""Ann's whole way, as steps that can be walked with anything happening between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.bots import Days
from tests.client import Person
from tests.journeys.steps import CHECK, WEEK, Step, answer, goes, skin


def whole_way(ann: Person, days: Days) -> Iterator[Step]:
    """Hello, three yeses, country, the check with a look back, a photo, the plan, the weekly look set; a week
    later the prompt, six taps, a second photo, both side by side."""
    yield "reads what it is", partial(ann.types, "/start")
    for choice in ("go:consent:answers", "agree:answers:yes", "agree:photos:yes", "agree:reminders:yes"):
        yield choice, partial(goes, ann, choice)
    yield "country", partial(goes, ann, "country:gb")
    for question, *keys in CHECK:
        for key in keys:
            yield f"{question}:{key}", partial(answer, ann, question, key)
        if question == "feel":
            yield "looks back", partial(goes, ann, "b:")
            yield "feels again", partial(answer, ann, "feel", "rough")
        if question == "site":
            yield "asks what it means", partial(goes, ann, "h:")
    yield "first photo", partial(_photo, ann, 0)
    yield "plan", partial(ann.types, "/plan")
    yield "weekly look", partial(goes, ann, "go:reminders")
    yield "day", partial(goes, ann, "remind:day:6")
    yield "hour", partial(goes, ann, "remind:hour:18")
    yield "clock", partial(goes, ann, "remind:zone:Europe/London")
    yield "a week later", partial(_is_asked, ann, days)
    yield "begins", partial(goes, ann, "week:")
    for question, *keys in WEEK:
        for key in keys:
            yield f"{question}:{key}", partial(answer, ann, question, key)
    yield "second photo", partial(_photo, ann, 1)
    yield "progress", partial(ann.types, "/progress")


async def _photo(ann: Person, number: int) -> None:
    await ann.sends_photo(skin(number))
    await ann.sees("Photo saved")


async def _is_asked(ann: Person, days: Days) -> None:
    days.pass_by(days=12)
    await ann.sees("Your weekly look")
