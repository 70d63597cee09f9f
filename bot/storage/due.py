"""The due queue, for the worker. A claim pushes `at` forward under a lock; a dead worker's claim runs out.

The same statements on both databases: SKIP LOCKED exists on PostgreSQL only and is left out on SQLite, where
one writer holds the whole database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Base, lock_person
from bot.storage.plans import plan_all
from bot.storage.schema import OPEN
from handlers.ports import Due, Planned

DUE = schema.due

_OLDEST = sa.select(DUE.c.at).where(DUE.c.state == OPEN).order_by(DUE.c.at).limit(1)


class Queue(Base):
    async def claim(self, now: datetime, until: datetime, limit: int) -> list[Due]:
        """`at` of each is when it was due before this claim.

        Raises ValueError unless `until` is after `now`."""
        if until <= now:
            raise ValueError("A claim must last: give an `until` after `now`.")
        oldest = await self.oldest()
        if oldest is None or oldest > now:  # the usual case; a look costs less than a writing transaction
            return []
        ripe = (
            sa.select(DUE.c.id, DUE.c.person, DUE.c.kind, DUE.c.slot, DUE.c.at, DUE.c.attempts)
            .where(DUE.c.state == OPEN, DUE.c.at <= now)
            .order_by(DUE.c.at, DUE.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def work(connection: sa.Connection) -> list[Due]:
            rows = connection.execute(ripe).all()
            if rows:
                claimed = sa.update(DUE).where(DUE.c.id.in_([row.id for row in rows]))
                connection.execute(claimed.values(at=until, attempts=DUE.c.attempts + 1))
            return [Due(r.id, r.person, r.kind, r.slot, r.at, r.attempts + 1) for r in rows]

        return await self._db.write(work)

    async def finish(self, due: Due, planned: Sequence[Planned] = ()) -> None:
        """Nothing follows from a row that was called off, or planned anew, since it was claimed."""

        def work(connection: sa.Connection) -> None:
            if lock_person(connection, due.person) is None:
                return
            row = connection.execute(
                sa.select(DUE.c.state, DUE.c.attempts).where(DUE.c.id == due.id).with_for_update()
            ).first()
            # Planning anew starts the attempts from nought. A rival's later claim raises them: done is done.
            if row is None or row.state == "closed" or row.attempts < due.attempts:
                return
            connection.execute(sa.update(DUE).where(DUE.c.id == due.id).values(state="done"))
            plan_all(connection, due.person, planned)

        await self._db.write(work)

    async def postpone(self, due: Due, at: datetime) -> None:
        """Nothing, if it is done, called off, or somebody else's by now."""
        mine = sa.update(DUE).where(DUE.c.id == due.id, DUE.c.state == OPEN, DUE.c.attempts == due.attempts)
        await self._db.write(lambda c: c.execute(mine.values(at=at)))

    async def oldest(self) -> datetime | None:
        return await self._db.read(lambda c: c.scalar(_OLDEST))
