"""The one error handler: what went wrong is logged by its kind, the person is told once, nothing is lost."""

from __future__ import annotations

import structlog
from telegram import Update
from telegram.error import TelegramError

from handlers.feature import Context
from handlers.ports import NoSuchPerson, StoreTrouble
from handlers.screen import Screen
from handlers.services import Services
from handlers.trouble import Kind, classify

log = structlog.get_logger()

REMEMBERED = 10_000


class Errors:
    """Also remembers which updates were not kept, for whoever brings them: they have to come again."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.told: dict[int, None] = {}  # update ids; an update that comes again is apologised for once
        self.not_kept: set[int] = set()

    async def __call__(self, update: object, context: Context) -> None:
        error = context.error
        update_id = update.update_id if isinstance(update, Update) else 0
        if isinstance(error, TelegramError):
            await self._telegram(error, update)
            return
        if isinstance(error, NoSuchPerson):  # erased by another tap meanwhile: nothing is left to answer for
            log.info("erased_meanwhile", update=update_id)
            return
        if isinstance(error, StoreTrouble):
            self.not_kept.add(update_id)
            log.error("store_trouble", update=update_id, error=type(error).__name__)
        else:
            log.error("bug", update=update_id, error=type(error).__name__, exc_info=error)
        if isinstance(update, Update):
            await self._tell_once(update)

    async def _telegram(self, error: TelegramError, update: object) -> None:
        """The truth is stored already; the next tap draws the screen again, the worker a result."""
        kind = classify(error)
        chat = update.effective_chat if isinstance(update, Update) else None
        if kind is Kind.UNREACHABLE and chat is not None:
            person = await self.services.store.person(chat.id)
            if person is not None:
                await self.services.store.set_reachable(person.id, False, self.services.clock.now())
        if kind is Kind.BUG:
            log.error("telegram_refused", kind=kind, words=error.message)
        else:
            log.warning("telegram_refused", kind=kind, error=type(error).__name__)

    async def _tell_once(self, update: Update) -> None:
        if update.update_id in self.told or update.effective_chat is None:
            return
        self.told[update.update_id] = None
        if len(self.told) > REMEMBERED:
            self.told.pop(next(iter(self.told)))
        voice = self.services.voice(None)
        if update.callback_query is not None:
            await self.services.show.answer(update.callback_query)
        try:
            await self.services.show.say(update.effective_chat.id, Screen(voice("sorry-trouble")))
        except TelegramError as exc:
            log.warning("telegram_refused", kind=classify(exc), error=type(exc).__name__)
