"""What is stored, opened and put in an order that can be compared: no ids of rows, no seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.keys import MasterKey
from bot.storage.store import open_store


async def records(
    data_dir: Path, master_key: str, chat_id: int, database: str | None = None
) -> dict[str, Any]:
    """Everything about one person, as it means something to them."""
    opened = open_store(
        database=database, data_dir=data_dir, photo_store_url=None, master_key=MasterKey.parse(master_key)
    )
    async with opened as store:
        person = await store.person(chat_id)
        if person is None:
            return {}

        def rows(connection: sa.Connection) -> dict[str, Any]:
            due, log, session = schema.due, schema.consent_log, schema.session
            mine = sa.select(due.c.kind, due.c.slot, due.c.state).where(due.c.person == person.id)
            consents = sa.select(log.c.kind, log.c.given).where(log.c.person == person.id).order_by(log.c.id)
            sessions = sa.select(session.c.kind, session.c.status, session.c.slot).where(
                session.c.person == person.id
            )
            return {
                "due": sorted(tuple(row) for row in connection.execute(mine)),
                "consents": [tuple(row) for row in connection.execute(consents)],
                "sessions": sorted(tuple(map(str, row)) for row in connection.execute(sessions)),
            }

        profile = person.profile
        return {
            "profile": {
                name: getattr(profile, name) for name in profile.__dataclass_fields__ if name != "unanswered"
            },
            "unanswered": list(profile.unanswered),
            "assessments": [a.data for a in await store.assessments(person.id)],
            "checkins": [(c.slot, c.data) for c in await store.checkins(person.id)],
            "photos": [(p.taken, p.width, p.height) for p in await store.photos(person.id)],
            **await store._db.read(rows),
        }
