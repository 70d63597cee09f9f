"""The weekly check-in: begin this week's, and what happens when its last question is answered."""

from __future__ import annotations

from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

import guidance
from guidance import Assessment, CheckIn, Session
from handlers.check import LEASE
from handlers.feature import Context, Feature, Handler
from handlers.ports import Person, Planned, StoredSession
from handlers.record import Record, checkin_result, load_record, result_key
from handlers.screen import Screen, column, go
from handlers.services import CHECKIN
from handlers.today import ADVICE


class WeeklyCheckIn(Feature):
    def handlers(self) -> list[Handler]:
        return [
            *self.place("checkin", self.checkin),
            CallbackQueryHandler(self.checkin, pattern="^week:"),
        ]

    async def checkin(self, update: Update, _: Context) -> None:
        """By command, by button, or from the weekly prompt, whose button names its week."""
        if (visit := await self.settled(update)) is None:
            return
        person = visit.person
        voice = self.services.voice(person)
        record = await load_record(self.store, person.id)
        assessment = record.assessment
        if assessment is None:
            screen = Screen(voice("checkin-before-check"), column(go(voice.plain("button-check"), "check")))
            await self.today.show(person, screen, tapped=visit.tapped)
            return
        slot = self.slot(person, visit.parts)
        if record.answered(slot):
            await self.today.show_newest(person, record, tapped=visit.tapped, lead=voice("checkin-done"))
            return
        await self._begin(person, record, assessment, slot)
        await self.today.draw(person, tapped=visit.tapped, asking=CHECKIN)

    def slot(self, person: Person, parts: tuple[str, ...]) -> str:
        """This week; or last week's where the prompt of last week is answered a little late."""
        now = self.services.clock.now()
        weeks = [self.services.week(person, now - timedelta(days=back)) for back in (0, 6)]
        return next((week for week in weeks if parts[-1:] == (week,)), weeks[0])

    async def _begin(self, person: Person, record: Record, assessment: Assessment, slot: str) -> None:
        """Known beforehand: age, what makes a person more at risk, and whether they were sent to someone."""
        last = record.history[-1] if record.history else None
        given = guidance.given_facts(assessment, record.told_to_see, last, record.urgency)
        session = guidance.start(self.services.guidance, "checkin", given)
        await self.store.begin_session(person.id, "checkin", session, self.services.clock.now(), slot)

    async def finish(self, person: Person, stored: StoredSession, new: Session) -> bool:
        services = self.services
        content = (await services.editions.of(new.version)).guidance
        now, on = services.clock.now(), services.today(person)
        record = await load_record(self.store, person.id)
        assessment = record.assessment
        if assessment is None:  # erased or voided meanwhile: nothing to compare with
            return await self.store.drop_session(person.id, "checkin", now)
        facts = guidance.facts(content, new)
        began = services.local(person, record.checks[-1].at).date()
        outcome = guidance.follow_up(content, assessment, began, record.history, facts, on)
        refiltered = None
        if "changed" in facts.get("context", ()):  # pregnant, say: the plan is filtered anew
            refiltered = guidance.refilter(content, assessment, facts.get("personal", ()), on)
        result = checkin_result(CheckIn(on, facts, outcome.regimen), outcome, refiltered, new.rev)
        advice = Planned(ADVICE, result_key(stored.id, new.rev), now + LEASE)
        if not await self.store.finish_session(stored, new, result, [advice], now, unanswered=()):
            return False
        await self.services.plan_prompt(person)  # answered: this week's prompt, sent or not, has had its use
        return True
