"""/start, the three choices, the country: what this is, before anything is asked."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from handlers import welcome
from handlers.check import Check
from handlers.feature import PRIVATE, Context, Feature, Handler, Visit
from handlers.ports import CONSENT_KINDS, ConsentKind
from handlers.services import Services
from handlers.today import Today


def consent_kind(word: str) -> ConsentKind | None:
    return next((kind for kind in CONSENT_KINDS if kind == word), None)


class Start(Feature):
    def __init__(self, services: Services, today: Today, check: Check) -> None:
        super().__init__(services, today)
        self.check = check

    def handlers(self) -> list[Handler]:
        return [
            CommandHandler("start", self.start, PRIVATE),
            CallbackQueryHandler(self.welcome, pattern="^go:welcome$"),
            CallbackQueryHandler(self.consent, pattern="^go:consent:"),
            CallbackQueryHandler(self.agree, pattern="^agree:"),
            CallbackQueryHandler(self.country, pattern="^country:"),
        ]

    async def start(self, update: Update, _: Context) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        known = await self.store.person(chat.id)
        person = await self.store.welcome(chat.id, self.services.clock.now())
        if known is not None and not known.reachable:
            person = await self.returned(person)
        settled = self.today.before_all(person) is None
        await self.today.draw(person, lead=self.services.voice(person)("welcome-back") if settled else None)

    async def welcome(self, update: Update, _: Context) -> None:
        if (visit := await self.visit(update)) is not None:
            screen = welcome.welcome_screen(self.services.voice(visit.person))
            await self.today.show(visit.person, screen, tapped=visit.tapped)

    async def consent(self, update: Update, _: Context) -> None:
        """Show one of the three questions, also again: a yes is taken back as easily as it was given."""
        if (visit := await self.visit(update)) is None:
            return
        kind = consent_kind(visit.parts[1])
        if kind is None:
            await self.today.draw(visit.person, tapped=visit.tapped)
            return
        screen = welcome.consent_screen(self.services.voice(visit.person), kind)
        await self.today.show(visit.person, screen, tapped=visit.tapped)

    async def agree(self, update: Update, _: Context) -> None:
        if (visit := await self.visit(update)) is None:
            return
        person, kind = visit.person, consent_kind(visit.parts[0])
        if kind is not None and visit.parts[1:] in {("yes",), ("no",)}:
            person = await self.services.keep_choice(person, kind, visit.parts[1] == "yes")
        await self._go_on(Visit(person, visit.tapped))

    async def country(self, update: Update, _: Context) -> None:
        if (visit := await self.visit(update)) is None:
            return
        person = visit.person
        if visit.parts[0] in self.services.guidance.countries:
            now = self.services.clock.now()
            person = await self.store.change_profile(person.id, now, country=visit.parts[0])
        await self._go_on(Visit(person, visit.tapped))

    async def _go_on(self, visit: Visit) -> None:
        """Once all is settled, the check begins by itself: that is what people come for."""
        settled = self.today.before_all(visit.person) is None
        if settled and not await self.store.assessments(visit.person.id):
            await self.check.begin(visit.person)
        await self.today.draw(visit.person, tapped=visit.tapped)
