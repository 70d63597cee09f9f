"""What is due, seen from the person: plan it, call it off, mark it done. The worker's side is due.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Base, insert_once, lock_person
from bot.storage.schema import OPEN
from handlers.ports import Planned

DUE = schema.due
_SLOT = ("person", "kind", "slot")


class Plans(Base):
    async def plan_due(self, person: int, planned: Planned) -> bool:
        def work(connection: sa.Connection) -> bool:
            return lock_person(connection, person) is not None and plan(connection, person, planned)

        return await self._db.write(work)

    async def cancel_due(self, person: int, kind: str) -> None:
        await self._db.write(
            lambda c: _set_state(c, "closed", DUE.c.person == person, DUE.c.kind == kind, DUE.c.state == OPEN)
        )

    async def replan_due(self, person: int, kind: str, choices: Sequence[Planned]) -> Planned | None:
        def work(connection: sa.Connection) -> Planned | None:
            if lock_person(connection, person) is None:
                return None
            _set_state(connection, "closed", DUE.c.person == person, DUE.c.kind == kind, DUE.c.state == OPEN)
            return next((choice for choice in choices if plan(connection, person, choice)), None)

        return await self._db.write(work)

    async def finish_due(self, person: int, kind: str, slot: str) -> bool:
        """One that was called off is marked done too: it shall not come back."""
        slots = (DUE.c.person == person, DUE.c.kind == kind, DUE.c.slot == slot)
        return await self._db.write(lambda c: _set_state(c, "done", *slots, DUE.c.state != "done") == 1)

    async def is_due_done(self, person: int, kind: str, slot: str) -> bool:
        query = sa.select(DUE.c.state).where(DUE.c.person == person, DUE.c.kind == kind, DUE.c.slot == slot)
        return await self._db.read(lambda c: c.scalar(query)) == "done"


def plan(connection: sa.Connection, person: int, planned: Planned, session: int | None = None) -> bool:
    """Call it with the person's row locked. True: newly due, or due again after it was called off."""
    values: dict[str, Any] = {"at": planned.at, "attempts": 0, "state": "open", "session": session}
    slot = {"person": person, "kind": planned.kind, "slot": planned.slot}
    if insert_once(connection, DUE, _SLOT, slot | values) is not None:
        return True
    again = sa.update(DUE).where(
        DUE.c.person == person,
        DUE.c.kind == planned.kind,
        DUE.c.slot == planned.slot,
        DUE.c.state == "closed",
    )
    return connection.execute(again.values(**values)).rowcount == 1


def plan_all(
    connection: sa.Connection, person: int, planned: Sequence[Planned], session: int | None = None
) -> None:
    for one in planned:
        plan(connection, person, one, session)


def close_all(connection: sa.Connection, person: int) -> None:
    """Nothing is due for this person any more."""
    _set_state(connection, "closed", DUE.c.person == person, DUE.c.state == OPEN)


def withdraw_advice(connection: sa.Connection, person: int, session: int) -> None:
    """The advice of this session, sent or not: the next result of the session brings its own."""
    _set_state(connection, "closed", DUE.c.person == person, DUE.c.session == session, DUE.c.kind == "advice")


def _set_state(connection: sa.Connection, state: str, *where: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.update(DUE).where(*where).values(state=state)).rowcount
