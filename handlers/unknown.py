"""Everything else: help, cancel, texts, stickers, voice messages, unknown buttons, groups, blocking.

Nothing that is sent goes unanswered, and nothing here changes what is stored of the check.
"""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers.feature import PRIVATE, Context, Feature, Handler, message_of
from handlers.screen import Screen, column, go


class Basics(Feature):
    """The places that only tell something, and /cancel."""

    def handlers(self) -> list[Handler]:
        return [
            CommandHandler(["help", "about", "language"], self.tell, PRIVATE),
            *self.place("cancel", self.cancel),
            CallbackQueryHandler(self.home, pattern="^go:home$"),
        ]

    async def tell(self, update: Update, _: Context) -> None:
        """Open to everybody, also to those who have not begun."""
        message, chat = update.message, update.effective_chat
        if message is None or chat is None:
            return
        command = message.parse_entity(message.entities[0])  # "/help" also where "/help!" was written
        word = command.lstrip("/").partition("@")[0].lower()
        key = {"help": "help", "about": "about", "language": "language-only-english"}[word]
        person = await self.store.person(chat.id)
        text = self.services.voice(person)(key, version=self.services.guidance.version)
        if person is None:
            await self.show.say(chat.id, Screen(text))
        else:
            back = go(self.services.voice(person).plain("button-back"), "home")
            await self.today.show(person, Screen(text, column(back)))

    async def home(self, update: Update, _: Context) -> None:
        if (visit := await self.visit(update)) is not None:
            await self.today.draw(visit.person, tapped=visit.tapped)

    async def cancel(self, update: Update, _: Context) -> None:
        if (visit := await self.settled(update)) is None:
            return
        now = self.services.clock.now()
        dropped = [await self.store.drop_session(visit.person.id, kind, now) for kind in ("check", "checkin")]
        lead = self.services.voice(visit.person)("cancelled" if any(dropped) else "cancelled-nothing")
        await self.today.draw(visit.person, tapped=visit.tapped, lead=lead)


class Unknown(Feature):
    """The end of the routing table."""

    def handlers(self) -> list[Handler]:
        return [
            MessageHandler(PRIVATE & filters.TEXT, self.text),
            MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, self.other),
            CommandHandler("start", self.group, filters.ChatType.GROUPS),
            CallbackQueryHandler(self.button),
            ChatMemberHandler(self.blocked, ChatMemberHandler.MY_CHAT_MEMBER),
        ]

    async def text(self, update: Update, _: Context) -> None:
        await self._sorry(update, "sorry-text")

    async def other(self, update: Update, _: Context) -> None:
        await self._sorry(update, "sorry-other")

    async def _sorry(self, update: Update, key: str) -> None:
        if (person := await self.known(update)) is not None:
            await self.today.draw(person, lead=self.services.voice(person)(key))

    async def group(self, update: Update, _: Context) -> None:
        if update.effective_chat is not None:
            await self.show.say(update.effective_chat.id, Screen(self.services.voice(None)("sorry-private")))

    async def button(self, update: Update, _: Context) -> None:
        """A button of another age of the bot, or a forged one."""
        query = update.callback_query
        if query is None:
            return
        if (person := await self.known(update)) is None:
            return
        voice = self.services.voice(person)
        await self.show.answer(query, voice.plain("toast-expired"))
        await self.today.draw(person, tapped=message_of(query))

    async def blocked(self, update: Update, _: Context) -> None:
        """Blocked: stop writing, keep the data. Unblocked: the weekly prompt stands again."""
        change = update.my_chat_member
        if change is None or (person := await self.store.person(change.chat.id)) is None:
            return
        if change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
            await self.store.set_reachable(person.id, False, self.services.clock.now())
        elif not person.reachable:
            await self.returned(person)
