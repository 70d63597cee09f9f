"""Runs a questionnaire, tap by tap: the check and the weekly check-in alike.

A tap names session, revision, question and option. It is applied to what is stored, written back only if
nobody was first (compare-and-set), then answered, then drawn. Double taps, old screens, lost races, restarts
and other replicas all end as the same harmless case: nothing changes, and today's truth is drawn.
"""

from __future__ import annotations

from typing import Protocol

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler

import guidance
from guidance import Guidance, Outcome, Session
from handlers.callback import Tap
from handlers.feature import Context, Feature, Handler, message_of
from handlers.ports import Person, StoredSession
from handlers.questions import question_screen
from handlers.record import load_record
from handlers.services import Services
from handlers.today import Today


class Finisher(Protocol):
    """What happens when a questionnaire is through. True: stored; False: somebody was first."""

    async def finish(self, person: Person, stored: StoredSession, new: Session) -> bool: ...


class Asking(Feature):
    def __init__(self, services: Services, today: Today, finishers: dict[str, Finisher]) -> None:
        super().__init__(services, today)
        self.finishers = finishers

    def handlers(self) -> list[Handler]:
        return [CallbackQueryHandler(self.tap, pattern=r"^[qbhs]:")]

    async def tap(self, update: Update, _: Context) -> None:
        query = update.callback_query
        if query is None or (person := await self.known(update)) is None:
            return
        if self.today.before_all(person) is not None:  # no yes (any more) to keeping what is answered
            await self._say_and_draw(person, query)
            return
        tap = Tap.parse(query.data or "")
        stored = await self.store.session(person.id, tap.session) if tap else None
        if tap is None or stored is None:
            await self._say_and_draw(person, query, "toast-expired")
        elif tap.kind in "hs":
            await self._explain(person, query, tap, stored)
        elif tap.kind == "b":
            await self._back(person, query, tap, stored)
        else:
            await self._answer(person, query, tap, stored)

    async def _answer(self, person: Person, query: CallbackQuery, tap: Tap, stored: StoredSession) -> None:
        content = await self._content(stored)
        new, outcome = guidance.apply(content, stored.session, tap.question, tap.option, rev=tap.rev)
        if outcome is Outcome.REFUSED:
            toast = "toast-choose-first" if tap.option == "done" else "toast-limit"
            await self._say_and_draw(person, query, toast, asking=stored.kind)
        elif outcome is Outcome.STALE or stored.status != "open" or not await self._keep(person, stored, new):
            await self._say_and_draw(person, query, "toast-answered", asking=stored.kind)
        else:
            await self._say_and_draw(person, query, asking=stored.kind)

    async def _content(self, stored: StoredSession) -> Guidance:
        """The version it began with: it finishes under that, however the guidance has changed since."""
        return (await self.services.editions.of(stored.session.version)).guidance

    async def _keep(self, person: Person, stored: StoredSession, new: Session) -> bool:
        if guidance.is_over(await self._content(stored), new):
            return await self.finishers[stored.kind].finish(person, stored, new)
        return await self.store.save_session(stored, new, self.services.clock.now())

    async def _back(self, person: Person, query: CallbackQuery, tap: Tap, stored: StoredSession) -> None:
        """Also from a result that a slip of the thumb brought: it is void then, the question open again."""
        new, outcome = guidance.back(await self._content(stored), stored.session, rev=tap.rev)
        kept = False
        if outcome is Outcome.ACCEPTED:
            now = self.services.clock.now()
            if stored.status == "open":
                kept = await self.store.save_session(stored, new, now)
            elif await self._stands(person, stored):
                kept = await self.store.reopen_session(stored, new, now)
        await self._say_and_draw(person, query, None if kept else "toast-answered", asking=stored.kind)

    async def _stands(self, person: Person, stored: StoredSession) -> bool:
        """Whether its result is the newest: once others came after it, it is a slip of the thumb no more."""
        newest = (await load_record(self.store, person.id)).newest
        return newest is not None and newest.session == stored.id

    async def _explain(self, person: Person, query: CallbackQuery, tap: Tap, stored: StoredSession) -> None:
        """What a question means is only shown, never stored."""
        if stored.status != "open" or tap.rev != stored.session.rev:
            await self._say_and_draw(person, query, "toast-answered", asking=stored.kind)
            return
        await self.show.answer(query)
        voice = await self.services.voice_of(person, stored.session.version)
        screen = question_screen(voice, stored, explained=tap.kind == "h")
        await self.show.screen(person, screen, message_of(query))

    async def _say_and_draw(
        self, person: Person, query: CallbackQuery, toast: str | None = None, asking: str | None = None
    ) -> None:
        voice = self.services.voice(person)
        await self.show.answer(query, voice.plain(toast) if toast else None)
        fresh = await self.store.person_by_id(person.id)
        if fresh is not None:
            await self.today.draw(fresh, tapped=message_of(query), asking=asking)
