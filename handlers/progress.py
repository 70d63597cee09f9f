"""/progress: how it went, week by week, and the photos side by side."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import CallbackQueryHandler

import guidance
from handlers.compare import Comparison
from handlers.feature import Context, Feature, Handler
from handlers.ports import Dated, StoredPhoto
from handlers.record import load_record
from handlers.screen import Screen, column, go
from handlers.services import Services, Voice
from handlers.today import Today

SHOWN_WEEKS = 12


class Progress(Feature):
    def __init__(self, services: Services, today: Today, comparison: Comparison) -> None:
        super().__init__(services, today)
        self.comparison = comparison

    def handlers(self) -> list[Handler]:
        return [
            *self.place("progress", self.progress),
            CallbackQueryHandler(self.compare, pattern="^go:compare$"),
        ]

    async def progress(self, update: Update, _: Context) -> None:
        if (visit := await self.settled(update)) is None:
            return
        person = visit.person
        record = await load_record(self.store, person.id)
        if record.must_be_seen(person):
            await self.today.show_newest(person, record, tapped=visit.tapped)
            return
        photos = await self.store.photos(person.id)
        asked = not record.answered(self.services.week(person, self.services.clock.now()))
        screen = progress_screen(self.services.voice(person), record.checkins, photos, asked=asked)
        await self.today.show(person, screen, tapped=visit.tapped)

    async def compare(self, update: Update, _: Context) -> None:
        """The picture, and below it where the person stands. No picture while someone has to look first."""
        if (visit := await self.settled(update)) is None:
            return
        person = visit.person
        urgent = (await load_record(self.store, person.id)).must_be_seen(person)
        sent = not urgent and await self.comparison.send(person)
        await self.today.draw(person, tapped=None if sent else visit.tapped)


def progress_screen(
    voice: Voice, checkins: Sequence[Dated], photos: list[StoredPhoto], *, asked: bool
) -> Screen:
    parts = [voice("progress-title")]
    parts.append("\n".join(week_lines(voice, c) for c in checkins[-SHOWN_WEEKS:]) or voice("progress-none"))
    if not photos:
        parts.append(voice("compare-none"))
    elif len(photos) == 1:
        parts.append(voice("compare-one", date=voice.day(photos[0].taken)))
    else:
        parts.append(voice("progress-photos", count=len(photos)))
    return Screen(
        "\n\n".join(parts),
        column(
            go(voice.plain("button-compare"), "compare") if len(photos) > 1 else None,
            go(voice.plain("button-checkin"), "checkin") if asked else None,
            go(voice.plain("button-plan"), "plan"),
        ),
    )


def week_lines(voice: Voice, checkin: Dated) -> str:
    """One check-in in one or two lines: date, trend, and the two numbers where they were asked."""
    week = guidance.checkin_from_dict(checkin.data["checkin"])
    outcome = guidance.followup_from_dict(checkin.data["followup"])
    lines = [voice("progress-line", date=voice.day(week.on), trend=voice(f"trend-{outcome.trend}"))]
    itch, soreness = (min(week.facts.get(group, ()), default="") for group in ("itch", "soreness"))
    if itch.isdigit() and soreness.isdigit():
        lines.append(voice("progress-scores", itch=itch, soreness=soreness))
    elif itch.isdigit():
        lines.append(voice("progress-itch", itch=itch))
    return "\n".join(lines)
