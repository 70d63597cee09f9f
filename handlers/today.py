"""Where a person stands now: one function from what is stored to the screen to show. /start, a stale tap, a
sticker, a restart and another device all end here, so all of them go on where the person was.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers import results, welcome
from handlers.ports import CONSENT_KINDS, Person, StoredSession
from handlers.questions import question_screen
from handlers.record import Record, load_record
from handlers.screen import Screen, column, go
from handlers.services import CHECKIN, Services, photo_fits

KINDS = ("check", CHECKIN)  # of questionnaires

ADVICE = "advice"  # the kind of due row that holds a result until it was shown


@dataclass(frozen=True, slots=True)
class Standing:
    screen: Screen
    settles: str | None = None  # key of the result this screen shows: its advice is then delivered


class Today:
    def __init__(self, services: Services) -> None:
        self.services = services

    async def draw(
        self,
        person: Person,
        *,
        tapped: int | None = None,
        lead: str | None = None,
        asking: str | None = None,
    ) -> None:
        """In place after a tap; a fresh message where `tapped` is None. `lead` is a line shown before it.
        `asking`: the kind of questionnaire to go on with, where two are under way."""
        standing = await self.standing(person, asking)
        screen = standing.screen.led_by(lead) if lead else standing.screen
        await self.show(person, screen, tapped=tapped, settles=standing.settles)

    async def show(
        self, person: Person, screen: Screen, *, tapped: int | None = None, settles: str | None = None
    ) -> None:
        show = self.services.show
        if tapped is None:
            await show.send(person, screen)
            shown = True
        else:
            shown = await show.screen(person, screen, tapped)
        if shown and settles is not None:
            await self.services.store.finish_due(person.id, ADVICE, settles)

    async def show_newest(
        self, person: Person, record: Record, *, tapped: int | None = None, lead: str | None = None
    ) -> None:
        """The newest result, whether shown before or not."""
        if record.newest is None:
            await self.draw(person, tapped=tapped)
            return
        screen = await self.result(person, record)
        screen = screen.led_by(lead) if lead else screen
        await self.show(person, screen, tapped=tapped, settles=record.newest_key)

    async def after_photo(self, person: Person, lead: str) -> None:
        """A photo that was offered before the result opens the way to it; else on where the person was."""
        record = await load_record(self.services.store, person.id)
        if await self.waits(person, record) and await self.open_session(person) is None:
            await self.show_newest(person, record, lead=lead)
        else:
            await self.draw(person, lead=lead)

    async def standing(self, person: Person, asking: str | None = None) -> Standing:
        """A questionnaire that is asked for, or was begun after the newest result, goes first. Else a result
        comes before it: one not shown yet, and one that someone has to look at."""
        services = self.services
        if (screen := self.before_all(person)) is not None:
            return Standing(screen)
        under_way = await self.open_session(person, asking)
        question = await self.question(person, under_way) if under_way else None
        if question and under_way and under_way.kind == asking:
            return question
        record = await load_record(services.store, person.id)
        newest = record.newest
        if question and under_way and (newest is None or under_way.began > newest.at):
            return question
        if (pending := await self.pending(person, record)) is not None:
            return pending
        if record.must_be_seen(person):
            return Standing(await self.result(person, record))
        return question or Standing(self.menu(person, record))

    async def question(self, person: Person, under_way: StoredSession) -> Standing:
        voice = await self.services.voice_of(person, under_way.session.version)
        return Standing(question_screen(voice, under_way))

    async def result(self, person: Person, record: Record) -> Screen:
        """The newest, in the words of the version that it was given by."""
        voice = await self.services.voice_of(person, record.version)
        return results.newest_screen(self.services, person, record, voice)

    def before_all(self, person: Person) -> Screen | None:
        """What has to be settled before anything else: the three choices, and the country."""
        voice = self.services.voice(person)
        consents = person.profile.consents
        if not consents:
            return welcome.welcome_screen(voice)
        if not consents.get("answers", True):
            return welcome.declined_screen(voice)
        undecided = [kind for kind in CONSENT_KINDS if kind not in consents]
        if undecided:
            return welcome.consent_screen(voice, undecided[0])
        if person.profile.country is None:
            return welcome.country_screen(voice, self.services.guidance)
        return None

    async def open_session(self, person: Person, asking: str | None = None) -> StoredSession | None:
        """The questionnaire under way; of two, the one asked for, else the one begun last."""
        store = self.services.store
        if asking is not None and (wanted := await store.open_session(person.id, asking)) is not None:
            return wanted  # the usual tap: the other one need not be looked for
        others = [await store.open_session(person.id, kind) for kind in KINDS if kind != asking]
        return max((s for s in others if s), key=lambda s: s.began, default=None)

    async def pending(self, person: Person, record: Record) -> Standing | None:
        """A result not yet shown; after a check, first the offer of a photo."""
        newest = record.newest
        if newest is None or not await self.waits(person, record):
            return None
        if record.follow_up is None and self.photo_offered(person, record):
            return Standing(results.photo_offer(self.services.voice(person), newest))
        return Standing(await self.result(person, record), record.newest_key)

    async def waits(self, person: Person, record: Record) -> bool:
        """Whether the newest result has not been shown yet."""
        key = record.newest_key
        return key is not None and not await self.services.store.is_due_done(person.id, ADVICE, key)

    def photo_offered(self, person: Person, record: Record) -> bool:
        assessment = record.assessment
        return (
            assessment is not None
            and not record.urgency.urgent
            and bool(person.profile.consents.get("photos"))
            and photo_fits(self.services.guidance, assessment.facts)
        )

    def menu(self, person: Person, record: Record) -> Screen:
        voice = self.services.voice(person)
        checked = record.assessment is not None
        asked = checked and not record.answered(self.services.week(person, self.services.clock.now()))
        title = voice("home-title")
        text = title if checked else f"{title}\n{voice('home-no-check')}"
        return Screen(
            text,
            column(
                None if checked else go(voice.plain("button-check"), "check"),
                go(voice.plain("button-plan"), "plan") if checked else None,
                go(voice.plain("button-checkin"), "checkin") if asked else None,
                go(voice.plain("button-progress"), "progress") if checked else None,
                go(voice.plain("button-reminders"), "reminders") if checked else None,
                go(voice.plain("button-check-again"), "check", "again") if checked else None,
                go(voice.plain("button-privacy"), "privacy"),
            ),
        )
