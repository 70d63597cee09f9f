"""Erasure: the key and every row at once, the photos right after, and a sweep for what a crash left."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog

from bot.storage import schema
from bot.storage.base import Base, Row, lock_person
from bot.storage.codec import session_from_json
from bot.storage.errors import BrokenSeal, StorageTrouble
from handlers.ports import Receipt

ERASURE = schema.erasure
GRACE = timedelta(days=1)
"""How old a blob without a row must be before it counts as left behind: a photo on its way has none yet."""

log = structlog.get_logger(__name__)


class Erasing(Base):
    async def erase(self, person: int, now: datetime) -> Receipt:
        """Idempotent: a person already gone gives an empty receipt. A photo store that does not answer does
        not stop it: without the key the blobs cannot be opened, and `sweep` removes them."""

        def work(connection: sa.Connection) -> tuple[Receipt, str | None]:
            owner = lock_person(connection, person)
            if owner is None:
                return Receipt(0, 0, 0, now), None
            receipt = Receipt(
                answers=self._count_answers(connection, owner),
                checkins=_count(connection, person, schema.checkin),
                photos=_count(connection, person, schema.photo),
                at=now,
            )
            connection.execute(sa.insert(ERASURE).values(blobs=owner.blobs, at=now))
            # Every table refers to person with ON DELETE CASCADE: a new one cannot be forgotten here.
            connection.execute(sa.delete(schema.person).where(schema.person.c.id == person))
            return receipt, owner.blobs

        receipt, blobs = await self._db.write(work)
        if blobs is not None:
            try:
                await self._empty(blobs)
                await self._db.erase_traces()
            except StorageTrouble as trouble:
                log.warning("erasure.later", person=person, reason=type(trouble).__name__)
        return receipt

    async def sweep(self, now: datetime) -> int:
        """Finish erasures, and delete blobs of ours that no row points at and that are older than a day.

        Returns how many blobs were deleted. Raises StorageTrouble; running it again goes on."""
        pending = await self._db.read(lambda c: list(c.scalars(sa.select(ERASURE.c.blobs))))
        deleted = 0
        for blobs in pending:
            deleted += await self._empty(blobs)
        async for page in self._vault.pages(self._folder):
            old = [key for key, written in page if now - written > GRACE]
            orphans = await self._without_row(old)
            await self._vault.delete(orphans)
            deleted += len(orphans)
        return deleted

    async def _empty(self, blobs: str) -> int:
        deleted = await self._vault.delete_all(blobs)
        await self._db.write(lambda c: c.execute(sa.delete(ERASURE).where(ERASURE.c.blobs == blobs)))
        return deleted

    async def _without_row(self, keys: list[str]) -> list[str]:
        if not keys:
            return []
        known = sa.select(schema.photo.c.blob).where(schema.photo.c.blob.in_(keys))
        there = await self._db.read(lambda c: set(c.scalars(known)))
        return [key for key in keys if key not in there]

    def _count_answers(self, connection: sa.Connection, owner: Row) -> int:
        """Questions answered in checks, finished or not. A damaged row must not stop an erasure."""
        try:
            sealer = self._sealer(owner)
        except BrokenSeal:
            return 0
        table, total = schema.session, 0
        checks = sa.select(table.c.data).where(table.c.person == owner.id, table.c.kind == "check")
        for data in connection.scalars(checks):
            try:
                total += len(session_from_json(sealer.unseal_json("session.data", data)).answers)
            except BrokenSeal:
                continue
        return total


def _count(connection: sa.Connection, person: int, table: sa.Table) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(table.c.person == person)
    if "void_at" in table.c:
        query = query.where(table.c.void_at.is_(None))
    return connection.scalar(query) or 0
