"""The only sender. The truth is stored before anything here is called; what fails here loses no more than a
picture of it, and the next tap or command draws it again.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog
from telegram import Bot, CallbackQuery, InputFile, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from handlers.ports import Person, Picture, Store
from handlers.screen import Screen
from handlers.trouble import Kind, classify, wait_of

log = structlog.get_logger()

PATIENCE = timedelta(seconds=3)  # a person waits so long; after that they are better told by their next tap


class Show:
    def __init__(self, bot: Bot, store: Store) -> None:
        self.bot = bot
        self.store = store

    async def answer(self, query: CallbackQuery, toast: str | None = None, *, alert: bool = False) -> None:
        """Every tap is answered, so that no spinner hangs; a query too old to answer is no trouble."""
        try:
            await query.answer(toast, show_alert=alert)
        except TelegramError as exc:
            self._note("answer", exc)

    async def screen(self, person: Person, screen: Screen, tapped: int) -> bool:
        """Draw in place where the tap came from the newest screen; else edit that newest screen.

        A tapped message that is no longer the newest loses its buttons. False: it may not have arrived.
        """
        if person.screen is None:
            await self.send(person, screen)
            return True
        if tapped != person.screen:
            await self._strip(person, tapped)
        try:
            await self.bot.edit_message_text(
                screen.text,
                chat_id=person.chat_id,
                message_id=person.screen,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard(),
            )
        except TelegramError as exc:
            kind = self._note("edit", exc, person)
            if kind is Kind.GONE:
                await self.send(person, screen)
            return kind in {Kind.FINE, Kind.GONE}
        return True

    async def send(self, person: Person, screen: Screen, reply_to: int | None = None) -> None:
        """A fresh message at the bottom of the chat; it becomes the screen, the one before loses its buttons.

        Raises TelegramError where nothing was sent: the caller decides whether it may be sent again.
        """
        sent = await self._sent(person.chat_id, screen, reply_to)
        await self.store.set_screen(person.id, sent.message_id)
        if person.screen is not None:
            await self._strip(person, person.screen)

    async def _sent(self, chat_id: int, screen: Screen, reply_to: int | None = None) -> Message:
        """Told to wait a moment, it waits and sends it once more: nothing has been sent then. Raises
        TelegramError."""
        for last in (False, True):
            try:
                return await self.bot.send_message(
                    chat_id,
                    screen.text,
                    parse_mode=ParseMode.HTML,
                    reply_markup=screen.keyboard(),
                    reply_parameters=_reply(reply_to),
                )
            except RetryAfter as exc:
                wait = wait_of(exc)
                if last or wait > PATIENCE:
                    raise
                await asyncio.sleep(wait.total_seconds())
        raise AssertionError("unreachable")

    async def say(self, chat_id: int, screen: Screen) -> None:
        """To someone who is not known (yet, or any more): nothing is stored of it."""
        await self._sent(chat_id, screen)

    async def farewell(self, person: Person, screen: Screen) -> None:
        """The last screen, in place, of someone who has just been erased: nothing is stored of it."""
        try:
            await self.bot.edit_message_text(
                screen.text, chat_id=person.chat_id, message_id=person.screen, parse_mode=ParseMode.HTML
            )
        except TelegramError as exc:
            # Whatever was wrong with that message, the receipt is owed: nobody is left to ask for it again.
            if classify(exc) is not Kind.FINE:
                await self.say(person.chat_id, screen)

    async def picture(self, person: Person, picture: Picture, caption: str) -> None:
        """A picture of skin goes out under a veil: it shows on a tap, not to who looks over a shoulder."""
        await self.bot.send_photo(
            person.chat_id,
            InputFile(picture.jpeg, filename="comparison.jpg"),
            caption=caption,
            parse_mode=ParseMode.HTML,
            has_spoiler=True,
        )

    async def _strip(self, person: Person, message_id: int) -> None:
        try:
            await self.bot.edit_message_reply_markup(chat_id=person.chat_id, message_id=message_id)
        except TelegramError as exc:
            # What replaces it is sent already: a fault here must not have that sent a second time.
            if classify(exc) is not Kind.FINE:
                log.warning("telegram_refused", doing="strip", kind=classify(exc), person=person.id)

    def _note(self, doing: str, exc: TelegramError, person: Person | None = None) -> Kind:
        """Harmless refusals are let go by name; what is a fault of ours goes on to the error handler."""
        kind = classify(exc)
        if kind is Kind.BUG:
            raise exc
        if kind is not Kind.FINE:
            log.warning("telegram_refused", doing=doing, kind=kind, person=person.id if person else None)
        return kind


def _reply(to: int | None) -> ReplyParameters | None:
    return ReplyParameters(to, allow_sending_without_reply=True) if to is not None else None
