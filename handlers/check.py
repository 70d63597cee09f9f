"""The check: begin it, and what happens when its last question is answered."""

from __future__ import annotations

from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

import guidance
from guidance import Session
from handlers.feature import Context, Feature, Handler
from handlers.ports import Person, Planned, StoredSession
from handlers.record import check_result, load_record, result_key
from handlers.services import photo_fits
from handlers.today import ADVICE

LEASE = timedelta(minutes=2)
"""Longer than drawing a result takes with its retries; after that the worker sends it."""

PHOTO_WAIT = timedelta(minutes=15)
"""How long a result waits for a photo that was offered and neither sent nor declined."""


class Check(Feature):
    def handlers(self) -> list[Handler]:
        return [
            *self.place("check", self.check),
            CallbackQueryHandler(self.result, pattern="^go:result:"),
            CallbackQueryHandler(self.seen, pattern="^go:seen:"),
        ]

    async def check(self, update: Update, _: Context) -> None:
        """Go on with the open one, or begin anew. An old result stays until the new one is there."""
        if (visit := await self.settled(update)) is not None:
            await self.begin(visit.person)
            await self.today.draw(visit.person, tapped=visit.tapped, asking="check")

    async def begin(self, person: Person) -> None:
        session = guidance.start(self.services.guidance, "check")
        await self.store.begin_session(person.id, "check", session, self.services.clock.now())

    async def finish(self, person: Person, stored: StoredSession, new: Session) -> bool:
        """The last answer, the assessment and its due advice in one transaction: advice is never lost."""
        content = (await self.services.editions.of(new.version)).guidance
        now = self.services.clock.now()
        facts = guidance.facts(content, new)
        assessment = guidance.assess(content, facts, self.services.today(person))
        offered = (
            not assessment.urgency.urgent
            and bool(person.profile.consents.get("photos"))
            and photo_fits(content, facts)
        )
        advice = Planned(ADVICE, result_key(stored.id, new.rev), now + (PHOTO_WAIT if offered else LEASE))
        return await self.store.finish_session(stored, new, check_result(assessment, new.rev), [advice], now)

    async def result(self, update: Update, _: Context) -> None:
        """On without a photo, or the result once more."""
        if (visit := await self.settled(update)) is None:
            return
        record = await load_record(self.store, visit.person.id)
        await self.today.show_newest(visit.person, record, tapped=visit.tapped)

    async def seen(self, update: Update, _: Context) -> None:
        """After an urgent result: someone has looked at it, so the rest of the bot is there again."""
        if (visit := await self.settled(update)) is None:
            return
        person = visit.person
        record = await load_record(self.store, person.id)
        lead = None
        if record.newest_key is not None and visit.parts[1:] == (record.newest_key,):
            now = self.services.clock.now()
            await self.store.finish_due(person.id, ADVICE, record.newest_key)
            person = await self.store.change_profile(person.id, now, seen=record.newest_key)
            lead = self.services.voice(person)("seen-thanks")
        await self.today.draw(person, tapped=visit.tapped, lead=lead)
