"""First and latest side by side, with their dates and the trend in words. It names no cause."""

from __future__ import annotations

from guidance import Trend
from handlers.ports import Person
from handlers.record import load_record
from handlers.services import Services


class Comparison:
    def __init__(self, services: Services) -> None:
        self.services = services

    async def send(self, person: Person) -> bool:
        """False: there are not two photos yet, and nothing was sent."""
        services = self.services
        photos = await services.store.photos(person.id)
        if len(photos) < 2:
            return False
        first, latest = photos[0], photos[-1]
        before = await services.store.photo_bytes(person.id, first.id)
        after = await services.store.photo_bytes(person.id, latest.id)
        if before is None or after is None:
            return False
        voice = services.voice(person)
        dates = voice.day(first.taken), voice.day(latest.taken)
        labels = (
            voice.plain("compare-label-first", date=dates[0]),
            voice.plain("compare-label-latest", date=dates[1]),
        )
        picture = await services.photos.side_by_side(before, after, labels)
        follow_up = (await load_record(services.store, person.id)).follow_up
        trend = (
            "" if follow_up is None or follow_up.trend is Trend.FIRST else voice(f"trend-{follow_up.trend}")
        )
        caption = voice("compare-caption", first=dates[0], latest=dates[1], trend=trend)
        await services.show.picture(person, picture, caption)
        return True
