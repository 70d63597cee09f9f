"""Photos: taken in with consent, of areas that may be photographed, stored once, compared with the first."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers.callback import pack
from handlers.compare import Comparison
from handlers.feature import PRIVATE, Context, Feature, Handler
from handlers.ports import Person, PhotoRefused
from handlers.record import load_record
from handlers.screen import Button, Screen, column, go
from handlers.services import CONSENT_VERSION, Services, photo_fits
from handlers.today import Today

log = structlog.get_logger()

IN_HAND = 6  # photos at a time: each may be 20 MB before it is shrunk
MOST_BYTES = 20 * 1024 * 1024  # Bot API: getFile, "up to 20MB in size"


class Photo(Feature):
    def __init__(self, services: Services, today: Today, comparison: Comparison) -> None:
        super().__init__(services, today)
        self.comparison = comparison
        self.room = asyncio.Semaphore(IN_HAND)

    def handlers(self) -> list[Handler]:
        pictures = filters.PHOTO | filters.Document.ALL
        return [
            *self.place("photo", self.how),
            MessageHandler(PRIVATE & pictures, self.receive),
            CallbackQueryHandler(self.allow, pattern="^keep:"),
        ]

    async def how(self, update: Update, _: Context) -> None:
        """How to take it; a photo is welcome at any time, with or without this."""
        if (visit := await self.settled(update)) is None:
            return
        person = visit.person
        voice = self.services.voice(person)
        if (refusal := await self.refusal(person)) is not None:
            await self.today.draw(person, tapped=visit.tapped, lead=voice(refusal))
            return
        back = go(voice.plain("button-back"), "home")
        await self.today.show(person, Screen(voice("photo-how"), column(back)), tapped=visit.tapped)

    async def receive(self, update: Update, _: Context) -> None:
        message = update.message
        if message is None or (person := await self.known(update)) is None:
            return
        voice = self.services.voice(person)
        if self.today.before_all(person) is not None:
            await self.today.draw(person, lead=voice("photo-before-check"))
        elif (refusal := await self.refusal(person)) is not None:
            await self.today.draw(person, lead=voice(refusal))
        elif not person.profile.consents.get("photos"):
            await self._ask_consent(person, message)
        else:
            await self._take_in(person, message, update.update_id)

    async def refusal(self, person: Person) -> str | None:
        """Why no photo is taken now, as a text key; None: it is welcome."""
        record = await load_record(self.store, person.id)
        assessment = record.assessment
        if assessment is None:
            return "photo-before-check"
        if record.must_be_seen(person):
            return "photo-urgent"
        return None if photo_fits(self.services.guidance, assessment.facts) else "photo-intimate"

    async def allow(self, update: Update, _: Context) -> None:
        """Yes to photos, given under a photo sent before: that one is taken now, nothing has to be resent."""
        if (visit := await self.settled(update)) is None or (query := update.callback_query) is None:
            return
        person = visit.person
        if visit.parts[:1] != ("yes",):
            await self.today.draw(person, tapped=visit.tapped)
            return
        now = self.services.clock.now()
        person = await self.store.record_consent(person.id, "photos", True, CONSENT_VERSION, now)
        asked = query.message if isinstance(query.message, Message) else None
        photo = asked.reply_to_message if asked else None
        if photo is None or await self.refusal(person) is not None:
            await self.today.draw(person, tapped=visit.tapped)
        else:  # two taps are two updates, yet one photo: it goes by its message, apart from the update ids
            await self._take_in(person, photo, -photo.message_id)

    async def _ask_consent(self, person: Person, message: Message) -> None:
        voice = self.services.voice(person)
        yes = Button(voice.plain("button-yes"), pack("keep", "yes"))
        no = Button(voice.plain("button-no"), pack("keep", "no"))
        screen = Screen(voice("photo-no-consent"), column(yes, no))
        await self.show.send(person, screen, reply_to=message.message_id)

    async def _take_in(self, person: Person, message: Message, update_id: int) -> None:
        """Fetch, clean, store; then the comparison where there is one, then where the person was."""
        voice = self.services.voice(person)
        try:
            async with self.room:
                picture = await self.services.photos.take_in(await self._fetch(message))
        except PhotoRefused as exc:
            await self.today.draw(person, lead=voice(f"photo-{exc.reason}"))
            return
        except TelegramError as exc:
            log.warning("photo_not_fetched", person=person.id, error=type(exc).__name__)
            await self.today.draw(person, lead=voice("photo-not-fetched"))
            return
        now, today = self.services.clock.now(), self.services.today(person)
        stored = await self.store.add_photo(
            person.id, update_id, picture.jpeg, picture.width, picture.height, today, now
        )
        if stored is None:  # a kill cut off the answer to it
            await self.today.after_photo(person, voice("photo-again"))
            return
        lead = voice("photo-saved", date=voice.day(stored.taken))
        try:
            compared = await self.comparison.send(person)
        except TelegramError as exc:  # the photo is safe: that is what has to be said; the picture can wait
            log.warning("not_compared", person=person.id, error=type(exc).__name__)
            compared = True
        await self.today.after_photo(person, lead if compared else f"{lead}\n{voice('photo-saved-first')}")

    async def _fetch(self, message: Message) -> bytes:
        """The bytes of a photo or a file. Raises PhotoRefused and TelegramError."""
        document = message.document
        if document is not None:
            if (document.file_size or 0) > MOST_BYTES:
                raise PhotoRefused("too-large")
            file = await document.get_file()
        elif message.photo:
            file = await message.photo[-1].get_file()
        else:
            raise PhotoRefused("not-a-picture")
        return bytes(await file.download_as_bytearray())
