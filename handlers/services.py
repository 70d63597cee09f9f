"""What every feature is built from, and the voice in which it speaks to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

import guidance
from guidance import Facts, Guidance, Rhythm, Words, first_checkin, next_checkin
from guidance import slot as week_slot
from handlers.ports import Clock, ConsentKind, Edition, Editions, Person, Photos, Planned, Profile, Store
from handlers.show import Show

CHECKIN = "checkin"
"""The kind of session that the weekly questions are, and of the due row that asks them."""

CHOICES = 3  # weeks to look ahead for one that was not asked about yet

CONSENT_VERSION = "2026-11-23"
"""Of the consent texts. Raised with their meaning, and stored with every yes and no."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Texts in one person's language, with the names and numbers of their country."""

    guidance: Guidance
    words: Words
    profile: Profile

    def __call__(self, key: str, **values: object) -> str:
        return self.words.text(key, self.profile.language, **{**self.country_values(), **values})

    def plain(self, key: str, **values: object) -> str:
        """Without tags: for buttons and toasts, which Telegram shows as they are."""
        return self.words.plain(key, self.profile.language, **{**self.country_values(), **values})

    def has(self, key: str) -> bool:
        return self.words.has(key, self.profile.language)

    def country_values(self) -> dict[str, object]:
        country = self.guidance.country(self.profile.country or "world")
        return {**country.values, "emergency": country.emergency}

    def fact(self, fact: tuple[str, str]) -> str:
        return guidance.fact_text(self.guidance, fact, self.profile.language)

    def day(self, day: date) -> str:
        """For example "23 Nov 2026", as it is written in the language."""
        return format_date(day, "d MMM y", locale=self.profile.language)

    def moment(self, moment: datetime, zone: str) -> str:
        """For example "Sunday 29 Nov, 18:00", by the wall clock of the zone."""
        local = moment.astimezone(ZoneInfo(zone))
        day = format_date(local.date(), "EEEE d MMM", locale=self.profile.language)
        return f"{day}, {format_time(local.time(), 'HH:mm', locale=self.profile.language)}"

    def weekday(self, weekday: int) -> str:
        """0 is Monday."""
        return format_date(date(2024, 1, 1 + weekday), "EEEE", locale=self.profile.language)


@dataclass(frozen=True, slots=True)
class Services:
    editions: Editions
    store: Store
    photos: Photos
    clock: Clock
    show: Show

    @property
    def guidance(self) -> Guidance:
        """The present version: for all that begins now."""
        return self.editions.current.guidance

    def voice(self, person: Person | None, edition: Edition | None = None) -> Voice:
        """Of the present version, unless another is given."""
        spoken = edition or self.editions.current
        return Voice(spoken.guidance, spoken.words, person.profile if person else Profile())

    async def voice_of(self, person: Person, version: str) -> Voice:
        """Of the version in which a session began, or a result was given."""
        return self.voice(person, await self.editions.of(version))

    def today(self, person: Person) -> date:
        """The date where the person is."""
        return self.local(person, self.clock.now()).date()

    def zone(self, person: Person) -> str:
        """The clock they chose; before that, the first of their country's, so that today is today there."""
        zones = self.guidance.country(person.profile.country or "world").zones
        return person.profile.zone or next(iter(zones), "UTC")

    def local(self, person: Person, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone(person)))

    def week(self, person: Person, moment: datetime) -> str:
        """The week that moment lies in where the person is: "2026-W48"."""
        return week_slot(moment, self.zone(person))

    async def keep_choice(self, person: Person, kind: ConsentKind, given: bool) -> Person:
        """Log one of the three choices. A no to reminders ends them, wherever it was said."""
        now = self.clock.now()
        person = await self.store.record_consent(person.id, kind, given, CONSENT_VERSION, now)
        if kind == "reminders" and not given:
            person = await self.store.change_profile(person.id, now, reminders="off")
            await self.store.cancel_due(person.id, CHECKIN)
        return person

    async def plan_prompt(self, person: Person, *, first: bool = False) -> datetime | None:
        """Write the next weekly prompt into the queue, in place of any that waited there. A week that was
        asked about or answered already is left to the one after."""
        record = await self.store.checkins(person.id)
        answered = {checkin.slot for checkin in record}
        choices: list[Planned] = []
        at = self.next_prompt(person, first=first)
        while at is not None and len(choices) < CHOICES:
            if (slot := self.week(person, at)) not in answered:
                choices.append(Planned(CHECKIN, slot, at))
            at = self.next_prompt(person, after=at)
        planned = await self.store.replan_due(person.id, CHECKIN, choices)
        return planned.at if planned else None

    def next_prompt(
        self, person: Person, *, first: bool = False, after: datetime | None = None
    ) -> datetime | None:
        """When the weekly prompt comes next after `after` (now, unless given); None where none is wanted.
        `first`: some days after set-up."""
        profile = person.profile
        if (
            profile.reminders != "on"
            or profile.zone is None
            or profile.weekday is None
            or profile.hour is None
        ):
            return None
        rhythm = Rhythm(profile.zone, profile.weekday, profile.hour)
        return (first_checkin if first else next_checkin)(rhythm, after or self.clock.now())


def photo_fits(content: Guidance, facts: Facts) -> bool:
    """No photo is ever asked of an intimate area: the area named in the check decides."""
    check = content.questionnaires["check"]
    intimate = {o.fact for q in check.questions for o in q.options if o.intimate}
    said = {(group, key) for group, keys in facts.items() for key in keys}
    return bool(facts.get("site")) and not (said & intimate)
