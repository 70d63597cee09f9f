"""/privacy, the three choices again, and /delete: everything, with a receipt."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler

from guidance import Html
from handlers.callback import pack
from handlers.feature import Context, Feature, Handler, Visit
from handlers.ports import CONSENT_KINDS, ConsentKind, Person
from handlers.screen import Button, Screen, column, go
from handlers.services import Voice
from handlers.start import consent_kind


class Privacy(Feature):
    def handlers(self) -> list[Handler]:
        return [
            *self.place("privacy", self.privacy),
            *self.place("delete", self.ask_delete),
            CallbackQueryHandler(self.choose, pattern="^choose:"),
            CallbackQueryHandler(self.delete_photos, pattern="^photos:delete$"),
            CallbackQueryHandler(self.delete, pattern="^delete:yes$"),
        ]

    async def privacy(self, update: Update, _: Context) -> None:
        """Open to everybody, also to those who have not begun: Telegram's terms ask for it."""
        chat = update.effective_chat
        if update.callback_query is None and chat is not None and await self.store.person(chat.id) is None:
            voice = self.services.voice(None)
            await self.show.say(chat.id, privacy_screen(voice, None))
        elif (visit := await self.visit(update)) is not None:
            await self._show(visit)

    async def choose(self, update: Update, _: Context) -> None:
        """choose:KIND:yes|no. Taking back the answers leaves nothing to keep: it leads to deleting."""
        if (visit := await self.visit(update)) is None:
            return
        kind, given = consent_kind(visit.parts[0]), visit.parts[-1] == "yes"
        if kind is None:
            await self._show(visit)
        elif kind == "answers" and not given:
            await self.today.show(
                visit.person, delete_screen(self.services.voice(visit.person)), tapped=visit.tapped
            )
        else:
            await self._record(visit, kind, given)

    async def _record(self, visit: Visit, kind: ConsentKind, given: bool) -> None:
        person = await self.services.keep_choice(visit.person, kind, given)
        if kind == "photos" and not given and await self.store.photos(person.id):
            voice = self.services.voice(person)
            delete = Button(voice.plain("button-photos-delete"), "photos:delete")
            keep = go(voice.plain("button-photos-keep"), "privacy")
            screen = Screen(voice("privacy-photos-withdrawn"), column(delete, keep))
            await self.today.show(person, screen, tapped=visit.tapped)
            return
        await self._show(Visit(person, visit.tapped))

    async def delete_photos(self, update: Update, _: Context) -> None:
        if (visit := await self.visit(update)) is None:
            return
        person = visit.person
        deleted = [await self.store.delete_photo(person.id, p.id) for p in await self.store.photos(person.id)]
        voice = self.services.voice(person)
        screen = privacy_screen(voice, person).led_by(voice("photos-deleted", count=sum(deleted)))
        await self.today.show(person, screen, tapped=visit.tapped)

    async def ask_delete(self, update: Update, _: Context) -> None:
        chat = update.effective_chat
        if update.callback_query is None and chat is not None and await self.store.person(chat.id) is None:
            await self.show.say(chat.id, Screen(self.services.voice(None)("delete-nothing")))
        elif (visit := await self.visit(update)) is not None:
            await self.today.show(
                visit.person, delete_screen(self.services.voice(visit.person)), tapped=visit.tapped
            )

    async def delete(self, update: Update, _: Context) -> None:
        """The receipt is written over the question, since nobody is left to whom a screen belongs."""
        if (visit := await self.visit(update)) is None:
            return
        person, voice = visit.person, self.services.voice(visit.person)
        receipt = await self.store.erase(person.id, self.services.clock.now())
        text = voice(
            "delete-done",
            when=voice.moment(receipt.at, self.services.zone(person)),
            answers=receipt.answers,
            checkins=receipt.checkins,
            photos=receipt.photos,
        )
        await self.show.farewell(person, Screen(text))

    async def _show(self, visit: Visit) -> None:
        screen = privacy_screen(self.services.voice(visit.person), visit.person)
        await self.today.show(visit.person, screen, tapped=visit.tapped)


def privacy_screen(voice: Voice, person: Person | None) -> Screen:
    consents = person.profile.consents if person else {}
    words = {True: "yes", False: "no", None: "open"}
    names = {kind: voice.plain(f"consent-name-{kind}") for kind in CONSENT_KINDS}
    lines = [voice("privacy-choice", what=names[k], given=words[consents.get(k)]) for k in CONSENT_KINDS]
    text = voice("privacy", choices=Html("\n".join(lines)))
    if person is None:
        return Screen(text)
    buttons = []
    for kind in CONSENT_KINDS:
        if kind in consents:
            key = "button-consent-withdraw" if consents[kind] else "button-consent-give"
            to = "no" if consents[kind] else "yes"
            buttons.append(Button(voice.plain(key, what=names[kind]), pack("choose", kind, to)))
    delete = go(voice.plain("button-delete"), "delete")
    return Screen(text, column(*buttons, delete, go(voice.plain("button-back"), "home")))


def delete_screen(voice: Voice) -> Screen:
    yes = Button(voice.plain("button-delete-yes"), "delete:yes")
    return Screen(voice("delete-ask"), column(go(voice.plain("button-delete-no"), "home"), yes))
