"""What every feature shares: who is writing, where to, and an answer for whoever is not known."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers.callback import unpack
from handlers.ports import Person
from handlers.screen import Screen
from handlers.services import Services
from handlers.today import Today

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Update, Context, None]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
"""Health is talked about in private chats only; an edited message is not a new one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone known, by a command or a button."""

    person: Person
    tapped: int | None = None  # the message whose button it was; None: a command or a message
    parts: tuple[str, ...] = ()  # of the button, behind its kind


class Feature:
    def __init__(self, services: Services, today: Today) -> None:
        self.services = services
        self.store = services.store
        self.show = services.show
        self.today = today

    @staticmethod
    def place(name: str, callback: Callback) -> list[Handler]:
        """One place, two ways to it: the command and the buttons that lead there."""
        return [
            CommandHandler(name, callback, PRIVATE),
            CallbackQueryHandler(callback, pattern=f"^go:{name}(:|$)"),
        ]

    async def known(self, update: Update) -> Person | None:
        """The person behind an update. Someone not known is told how to begin, and nothing is stored."""
        chat = update.effective_chat
        if chat is None or chat.type != chat.PRIVATE:
            return None
        person = await self.store.person(chat.id)
        if person is None:
            voice = self.services.voice(None)
            if update.callback_query is not None:
                await self.show.answer(update.callback_query, voice.plain("toast-unknown"), alert=True)
            else:
                await self.show.say(chat.id, Screen(voice("sorry-not-known")))
            return None
        return person if person.reachable else await self.returned(person)

    async def returned(self, person: Person) -> Person:
        """Whoever writes to us can be written to: the weekly prompt stands again too."""
        await self.store.set_reachable(person.id, True, self.services.clock.now())
        await self.services.plan_prompt(person)
        return await self.store.person_by_id(person.id) or person

    async def visit(self, update: Update) -> Visit | None:
        """Who is there, with the tap answered. None: not known, and told so."""
        if (person := await self.known(update)) is None:
            return None
        query = update.callback_query
        if query is None:
            return Visit(person)
        await self.show.answer(query)
        return Visit(person, message_of(query), unpack(query.data or "")[1])

    async def settled(self, update: Update) -> Visit | None:
        """Like `visit`, but only past the first choices: who has not made them yet is shown them instead."""
        if (visit := await self.visit(update)) is None:
            return None
        if self.today.before_all(visit.person) is None:
            return visit
        await self.today.draw(visit.person, tapped=visit.tapped)
        return None


def message_of(query: CallbackQuery) -> int:
    """The message whose button was tapped; 0 where Telegram no longer tells."""
    return query.message.message_id if query.message else 0
