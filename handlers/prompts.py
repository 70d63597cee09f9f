"""What the worker sends when it is due: a result that was not shown yet, and the weekly prompt."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from telegram.error import TelegramError, TimedOut

from handlers.callback import pack
from handlers.ports import Due, Person, Planned
from handlers.record import load_record
from handlers.screen import Button, Screen, column, go
from handlers.services import CHECKIN, Services
from handlers.today import Today
from handlers.trouble import Kind, classify

log = structlog.get_logger()

QUIET_AFTER = 2  # prompts without an answer; then one gentle note, then silence


class Prompts:
    def __init__(self, services: Services, today: Today) -> None:
        self.services = services
        self.store = services.store
        self.today = today

    async def deliver(self, due: Due) -> Sequence[Planned]:
        """Send what is due; what follows from it is returned, to be stored with "done".

        Raises TelegramError where it has to be tried again later.
        """
        person = await self.store.person_by_id(due.person)
        if person is None or not person.reachable:
            return ()
        try:
            if due.kind == CHECKIN:
                return await self._weekly(person, due)
            await self._advice(person, due)
        except TelegramError as exc:
            if classify(exc) is not Kind.UNREACHABLE:
                raise
            log.info("unreachable", person=person.id)
            await self.store.set_reachable(person.id, False, self.services.clock.now())
        return ()

    async def _advice(self, person: Person, due: Due) -> None:
        record = await load_record(self.store, person.id)
        if record.newest_key == due.slot:
            await self.today.show_newest(person, record)

    async def _weekly(self, person: Person, due: Due) -> Sequence[Planned]:
        profile, now = person.profile, self.services.clock.now()
        following = self.services.next_prompt(person)
        if following is None or not profile.consents.get("reminders"):
            return ()
        week = self.services.week
        planned = (Planned(CHECKIN, week(person, following), following),)
        if self.today.before_all(person) is not None:  # no yes to keeping what they would answer
            return planned
        # Also where an urgent result stands: this week's first question then is whether someone was seen.
        slot = week(person, now)  # a bot that was away for weeks asks about this week, once
        under_way = await self.store.open_session(person.id, CHECKIN)
        if under_way is not None and under_way.slot == slot:
            return planned
        if any(checkin.slot == slot for checkin in await self.store.checkins(person.id)):
            return planned
        unanswered = list(profile.unanswered)
        if slot in unanswered:  # sent, and killed before it was marked done; or late by a week or more
            return planned
        if len(unanswered) >= QUIET_AFTER:
            await self._fall_silent(person)
            return ()
        try:
            await self.services.show.send(person, self.prompt(person, slot))
        except TimedOut:  # it may have arrived: rather not asked this week than asked twice
            log.warning("prompt_unknown", person=person.id, due=due.id)
        await self.store.change_profile(person.id, now, unanswered=[*unanswered, slot])
        return planned

    def prompt(self, person: Person, slot: str) -> Screen:
        voice = self.services.voice(person)
        begin = Button(voice.plain("button-checkin"), pack("week", slot))
        return Screen(
            voice("checkin-prompt"), column(begin, go(voice.plain("button-reminders-manage"), "reminders"))
        )

    async def _fall_silent(self, person: Person) -> None:
        voice = self.services.voice(person)
        resume = Button(voice.plain("button-resume"), pack("remind", "resume"))
        await self.services.show.send(person, Screen(voice("checkin-nudge"), column(resume)))
        now = self.services.clock.now()
        await self.store.change_profile(person.id, now, reminders="paused", unanswered=[])
