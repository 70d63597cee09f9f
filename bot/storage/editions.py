"""The versions of the guidance that were in use on this database."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Base, insert_once

EDITION = schema.edition


class EditionRecords(Base):
    async def keep_edition(self, version: str, archive: bytes, now: datetime) -> bool:
        """False: that version is kept already, and stays as it is."""
        values = {"version": version, "archive": archive, "at": now}
        return await self._db.write(lambda c: insert_once(c, EDITION, ("version",), values)) is not None

    async def edition(self, version: str) -> bytes | None:
        query = sa.select(EDITION.c.archive).where(EDITION.c.version == version)
        return await self._db.read(lambda c: c.scalar(query))
