"""/reminders: day, hour and clock of the weekly look; pause, resume, stop."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_time
from telegram import Update
from telegram.ext import CallbackQueryHandler

import guidance
from handlers.callback import pack
from handlers.feature import Context, Feature, Handler, Visit
from handlers.ports import Person, Profile
from handlers.record import load_record
from handlers.screen import Button, Rows, Screen, column, go, grid
from handlers.services import CHECKIN, CONSENT_VERSION, Voice

DAYS = range(7)
HOURS = range(7, 23)  # quiet at night
CLOCKS = range(24)


class Reminders(Feature):
    def handlers(self) -> list[Handler]:
        return [
            *self.place("reminders", self.show_state),
            CallbackQueryHandler(self.change, pattern="^remind:"),
        ]

    async def show_state(self, update: Update, _: Context) -> None:
        if (visit := await self.settled(update)) is None:
            return
        profile = visit.person.profile
        if profile.consents.get("reminders") and profile.weekday is None:  # said yes, and nothing chosen yet
            await self._show(visit, day_screen(self.services.voice(visit.person)))
        else:
            await self._show(visit, self.state_screen(visit.person))

    async def change(self, update: Update, _: Context) -> None:
        """remind:ask | day:N | hour:N | clock | at:N | zone:NAME | pause | resume | stop."""
        if (visit := await self.settled(update)) is None:
            return
        word, value = visit.parts[0], visit.parts[1] if len(visit.parts) > 1 else ""
        voice = self.services.voice(visit.person)
        match word:
            case "ask":
                await self._show(visit, day_screen(voice))
            case "day" if value.isdecimal() and int(value) in DAYS:
                await self._keep(visit, weekday=int(value))
            case "hour" if value.isdecimal() and int(value) in HOURS:
                await self._keep(visit, hour=int(value))
            case "clock":
                await self._show(visit, clock_screen(voice))
            case "at" if value.isdecimal() and int(value) in CLOCKS:
                await self._show(visit, self.places_screen(visit.person, int(value)))
            case "zone" if guidance.zone_ok(value):
                await self._keep(visit, zone=value)
            case "pause" | "stop":
                await self._halt(visit, "paused" if word == "pause" else "off")
            case "resume":
                await self._turn_on(visit, {})
            case _:
                await self._show(visit, self.state_screen(visit.person))

    async def _keep(self, visit: Visit, **chosen: object) -> None:
        """Keep one choice and ask for the next; with the last of them, the weekly look is set."""
        if "zone" in chosen:
            await self._turn_on(visit, chosen)
            return
        now = self.services.clock.now()
        person = await self.store.change_profile(visit.person.id, now, **chosen)
        voice = self.services.voice(person)
        screen = hour_screen(voice) if "weekday" in chosen else self.zone_screen(person)
        await self._show(Visit(person, visit.tapped), screen)

    async def _turn_on(self, visit: Visit, chosen: dict[str, object]) -> None:
        """Asking for the weekly look is the yes to be written to; it is logged as such."""
        now, person = self.services.clock.now(), visit.person
        profile = person.profile
        if profile.weekday is None or profile.hour is None or (profile.zone is None and not chosen):
            await self._show(visit, day_screen(self.services.voice(person)))
            return
        await self.store.record_consent(person.id, "reminders", True, CONSENT_VERSION, now)
        person = await self.store.change_profile(person.id, now, **chosen, reminders="on", unanswered=[])
        first = await self.services.plan_prompt(person, first=True)
        voice = self.services.voice(person)
        zone = person.profile.zone
        if first is None or zone is None:
            return
        text = voice("reminders-set", first=voice.moment(first, zone), **rhythm_values(voice, person.profile))
        await self._show(Visit(person, visit.tapped), Screen(text, await self._ways_on(person)))

    async def _halt(self, visit: Visit, state: str) -> None:
        now = self.services.clock.now()
        person = await self.store.change_profile(visit.person.id, now, reminders=state)
        await self.store.cancel_due(person.id, CHECKIN)
        await self._show(Visit(person, visit.tapped), self.state_screen(person))

    async def _ways_on(self, person: Person) -> Rows:
        voice = self.services.voice(person)
        checked = (await load_record(self.store, person.id)).assessment is not None
        return column(
            go(voice.plain("button-plan"), "plan") if checked else None,
            Button(voice.plain("button-reminders-change"), pack("remind", "ask")),
        )

    async def _show(self, visit: Visit, screen: Screen) -> None:
        await self.today.show(visit.person, screen, tapped=visit.tapped)

    def state_screen(self, person: Person) -> Screen:
        voice, profile = self.services.voice(person), person.profile
        set_up = Button(voice.plain("button-reminders-set"), pack("remind", "ask"))
        change = Button(voice.plain("button-reminders-change"), pack("remind", "ask"))
        resume = Button(voice.plain("button-reminders-resume"), pack("remind", "resume"))
        pause = Button(voice.plain("button-reminders-pause"), pack("remind", "pause"))
        stop = Button(voice.plain("button-reminders-stop"), pack("remind", "stop"))
        back = go(voice.plain("button-back"), "home")
        following = self.services.next_prompt(person)
        if following is not None and profile.zone is not None:
            when = voice.moment(following, profile.zone)
            text = voice("reminders-on", next=when, **rhythm_values(voice, profile))
            return Screen(text, column(change, pause, stop, back))
        if profile.reminders == "paused" and profile.zone is not None:
            text = voice("reminders-paused", **rhythm_values(voice, profile))
            return Screen(text, column(resume, change, stop, back))
        return Screen(f"{voice('reminders-off')}\n{voice('reminders-offer')}", column(set_up, back))

    def zone_screen(self, person: Person) -> Screen:
        """The clocks of the person's country; where they are not known, what time it is there."""
        voice = self.services.voice(person)
        zones = self.services.guidance.country(person.profile.country or "world").zones
        if not zones:
            return clock_screen(voice)
        return zones_screen(voice, "reminders-zone", zones, self.services.clock.now())

    def places_screen(self, person: Person, hour: int) -> Screen:
        """Places whose clock shows about that hour now."""
        now = self.services.clock.now()
        fitting = [z for z in self.services.guidance.cities if now.astimezone(ZoneInfo(z)).hour == hour]
        voice = self.services.voice(person)
        if not fitting:
            return clock_screen(voice)
        return zones_screen(voice, "reminders-zone-choose", tuple(fitting), now)


def rhythm_values(voice: Voice, profile: Profile) -> dict[str, object]:
    hour = format_time(time(profile.hour or 0), "HH:mm", locale=profile.language)
    return {"day": voice.weekday(profile.weekday or 0), "time": hour, "city": city(profile.zone or "")}


def city(zone: str) -> str:
    """The place an IANA name names: "America/New_York" reads "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def day_screen(voice: Voice) -> Screen:
    days = [Button(voice.weekday(day), pack("remind", "day", day)) for day in DAYS]
    return Screen(voice("reminders-day"), (*grid(days, 2), *column(go(voice.plain("button-back"), "home"))))


def hour_screen(voice: Voice) -> Screen:
    hours = [Button(f"{hour:02d}:00", pack("remind", "hour", hour)) for hour in HOURS]
    back = Button(voice.plain("button-back"), pack("remind", "ask"))
    return Screen(voice("reminders-hour"), (*grid(hours, 4), (back,)))


def clock_screen(voice: Voice) -> Screen:
    hours = [Button(f"{hour:02d}:…", pack("remind", "at", hour)) for hour in CLOCKS]
    back = Button(voice.plain("button-back"), pack("remind", "ask"))
    return Screen(voice("reminders-zone-time"), (*grid(hours, 4), (back,)))


def zones_screen(voice: Voice, text: str, zones: tuple[str, ...], now: datetime) -> Screen:
    buttons = [
        Button(
            voice.plain("zone-button", city=city(zone), time=f"{now.astimezone(ZoneInfo(zone)):%H:%M}"),
            pack("remind", "zone", zone),
        )
        for zone in zones
    ]
    other = Button(voice.plain("button-zone-other"), pack("remind", "clock"))
    back = Button(voice.plain("button-back"), pack("remind", "ask"))
    return Screen(voice(text), column(*buttons, other, back))
