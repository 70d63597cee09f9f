"""The screens of the conversation itself, each under the moment at which a person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from bot.editions import Editions
from handlers.callback import pack
from handlers.ports import CONSENT_KINDS, Edition, Profile, StoredPhoto
from handlers.privacy import delete_screen, privacy_screen
from handlers.progress import progress_screen
from handlers.prompts import Prompts
from handlers.record import Record
from handlers.reminders import Reminders, clock_screen, day_screen, hour_screen, rhythm_values
from handlers.results import photo_offer
from handlers.screen import Button, Screen, column, go
from handlers.services import Services
from handlers.today import Today
from handlers.welcome import consent_screen, country_screen, declined_screen, welcome_screen
from tests.golden.people import KP as ROUGH
from tests.golden.people import ON, Life, another_week, checked, content, noon, person, voice, words


class Stopped:
    """A clock that shows one moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def services(moment: datetime) -> Services:
    """Drawing a screen stores nothing and sends nothing: there is nothing behind it to do so."""
    nothing = cast("Any", None)
    return Services(
        Editions(Edition(content(), words()), nothing), nothing, nothing, Stopped(moment), nothing
    )


def screens() -> Iterator[tuple[str, Screen]]:
    life = checked(ROUGH)
    yield from beginning(life)
    yield from menus(life)
    yield from reminders()
    yield from data()
    yield from photos(life)
    yield from said()


def beginning(life: Life) -> Iterator[tuple[str, Screen]]:
    new = voice("world")
    yield "welcome", welcome_screen(new)
    for kind in CONSENT_KINDS:
        yield f"consent: {kind}", consent_screen(new, kind)
    yield "no to storing answers", declined_screen(new)
    yield "country", country_screen(new, content())
    yield "photo offered before the result", photo_offer(voice("gb"), life.check)


def menus(life: Life) -> Iterator[tuple[str, Screen]]:
    today = Today(services(noon(ON)))
    yield "menu before the check", today.menu(person("gb"), Record([], []))
    yield "menu after the check", today.menu(person("gb"), life.record)
    answered = another_week(life, 0, {})
    yield "menu, this week answered", today.menu(person("gb"), answered.record)


def reminders() -> Iterator[tuple[str, Screen]]:
    say, asked, world = voice("gb"), person("gb"), person("world")
    feature = Reminders(services(noon(ON)), Today(services(noon(ON))))
    yield "weekly look: day", day_screen(say)
    yield "weekly look: hour", hour_screen(say)
    yield "weekly look: zone, gb", feature.zone_screen(asked)
    yield "weekly look: zone, us", feature.zone_screen(person("us"))
    yield "weekly look: what time is it", clock_screen(say)
    yield "weekly look: places at that time", feature.places_screen(world, 14)
    values = rhythm_values(say, asked.profile)
    ways_on = column(
        go(say.plain("button-plan"), "plan"),
        Button(say.plain("button-reminders-change"), pack("remind", "ask")),
    )
    first = "Sunday 29 Nov, 18:00"
    yield "weekly look: set", Screen(say("reminders-set", first=first, **values), ways_on)
    yield "weekly look: on", feature.state_screen(asked)
    paused = replace(asked.profile, reminders="paused")
    yield "weekly look: paused", feature.state_screen(replace(asked, profile=paused))
    yield "weekly look: off", feature.state_screen(replace(asked, profile=Profile(country="gb")))
    prompts = Prompts(services(noon(ON)), Today(services(noon(ON))))
    yield "weekly prompt", prompts.prompt(asked, "2026-W48")
    resume = Button(say.plain("button-resume"), pack("remind", "resume"))
    yield "after two weeks without an answer", Screen(say("checkin-nudge"), column(resume))


def data() -> Iterator[tuple[str, Screen]]:
    say, known = voice("gb"), person("gb")
    yield "privacy, before the beginning", privacy_screen(voice("world"), None)
    yield "privacy", privacy_screen(say, known)
    delete = Button(say.plain("button-photos-delete"), "photos:delete")
    keep = go(say.plain("button-photos-keep"), "privacy")
    yield "no more photos", Screen(say("privacy-photos-withdrawn"), column(delete, keep))
    yield "delete", delete_screen(say)
    counts = {"answers": 14, "checkins": 3, "photos": 1}
    yield "deleted", Screen(say("delete-done", when="Monday 23 Nov, 12:00", **counts))


def photos(life: Life) -> Iterator[tuple[str, Screen]]:
    say = voice("gb")
    yield "how to take a photo", Screen(say("photo-how"), column(go(say.plain("button-back"), "home")))
    yield "progress, nothing yet", progress_screen(say, [], [], asked=True)
    weeks = another_week(another_week(life, 1, {}), 2, {"w_change": "bit_better", "w_itch": "1"})
    taken = [StoredPhoto(n, ON, noon(ON), 1000, 800) for n in (1, 2)]
    yield (
        "progress, two weeks and one photo",
        progress_screen(say, weeks.record.checkins, taken[:1], asked=True),
    )
    yield (
        "progress, two weeks and two photos",
        progress_screen(say, weeks.record.checkins, taken, asked=False),
    )


def said() -> Iterator[tuple[str, Screen]]:
    """Texts that stand alone, or before a screen."""
    for country in ("gb", "world"):
        say = voice(country)
        back = column(go(say.plain("button-back"), "home"))
        for key in ("help", "about", "language-only-english"):
            yield f"/{key}, {country}", Screen(say(key, version="2026-11-23.1"), back)
        for key in ("trouble", "text", "other", "not-known", "private"):
            yield f"sorry: {key}, {country}", Screen(say(f"sorry-{key}"))
