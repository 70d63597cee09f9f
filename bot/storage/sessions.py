"""Sessions and what came of them. Every change is compare-and-set on `rev`: of two taps, one is first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Row, lock_person, main_area
from bot.storage.codec import session_from_json, session_to_json
from bot.storage.errors import NoSuchPerson
from bot.storage.people import People
from bot.storage.plans import plan_all, withdraw_advice
from bot.storage.schema import OPEN
from bot.storage.sealing import Sealer
from guidance.model import Session
from handlers.ports import Dated, Planned, StoredSession

SESSION = schema.session
RESULTS = {"check": schema.assessment, "checkin": schema.checkin}

_WITH_KEY = (
    sa.select(SESSION, schema.person.c.key.label("owner_key"))
    .join(schema.person, schema.person.c.id == SESSION.c.person)
    .where(SESSION.c.person == sa.bindparam("owner"))
)
_OPEN_ONE = _WITH_KEY.where(SESSION.c.kind == sa.bindparam("kind"), SESSION.c.status == OPEN)
_BY_ID = _WITH_KEY.where(SESSION.c.id == sa.bindparam("number"), SESSION.c.status != "abandoned")
_ADVANCE = sa.update(SESSION).where(
    SESSION.c.id == sa.bindparam("number"),
    SESSION.c.person == sa.bindparam("owner"),
    SESSION.c.rev == sa.bindparam("rev_before"),
    SESSION.c.status == sa.bindparam("status_before"),
)


class Sessions(People):
    async def open_session(self, person: int, kind: str) -> StoredSession | None:
        return await self._db.read(lambda c: self._load_open(c, person, kind))

    async def session(self, person: int, session: int) -> StoredSession | None:
        """None also for one that was abandoned: nothing on its screens can be answered any more."""
        return await self._db.read(lambda c: self._load(c, _BY_ID, {"owner": person, "number": session}))

    async def begin_session(
        self, person: int, kind: str, session: Session, now: datetime, slot: str | None = None
    ) -> StoredSession:
        """Raises NoSuchPerson, a LookupError."""

        def work(connection: sa.Connection) -> StoredSession:
            owner = lock_person(connection, person)
            if owner is None:
                raise NoSuchPerson(person)
            found = self._load_open(connection, person, kind)
            if found is not None and (slot is None or found.slot == slot):
                return found
            _abandon(connection, person, kind, now)
            sealer = self._sealer(owner)
            values = _sealed(sealer, session) | {
                "person": person,
                "area": main_area(connection, sealer, now),
                "kind": kind,
                "slot": slot,
                "status": "open",
                "began_at": now,
                "updated_at": now,
            }
            made = sa.insert(SESSION).values(**values).returning(SESSION.c.id)
            number = connection.execute(made).scalar_one()
            return StoredSession(number, person, kind, slot, "open", session, now)

        return await self._db.write(work)

    async def save_session(self, stored: StoredSession, new: Session, now: datetime) -> bool:
        """Raises ValueError for a `new` whose rev does not rise."""
        return await self._db.write(lambda c: self._advance(c, stored, new, "open", "open", now) is not None)

    async def finish_session(
        self,
        stored: StoredSession,
        new: Session,
        result: dict[str, Any],
        planned: Sequence[Planned],
        now: datetime,
        **profile: Any,
    ) -> bool:
        """Raises ValueError for a `new` whose rev does not rise, or a kind that has no results."""
        if stored.kind not in RESULTS:
            raise ValueError(f"A session of kind {stored.kind!r} has no result.")

        def work(connection: sa.Connection) -> bool:
            owner = self._advance(connection, stored, new, "open", "done", now)
            if owner is None:
                return False
            table = RESULTS[stored.kind]
            values = {
                "person": stored.person,
                "session": stored.id,
                "slot": stored.slot,
                "version": new.version,
                "data": self._sealer(owner).seal_json(f"{table.name}.data", result),
                "at": now,
            }
            connection.execute(sa.insert(table).values(**values))
            plan_all(connection, stored.person, planned, stored.id)
            if profile:
                self._change_locked(connection, owner, now, lambda before: replace(before, **profile))
            return True

        return await self._db.write(work)

    async def reopen_session(self, stored: StoredSession, new: Session, now: datetime) -> bool:
        """False also where another session of this kind was begun since: the old result stands.

        Raises ValueError for a `new` whose rev does not rise."""

        def work(connection: sa.Connection) -> bool:
            if lock_person(connection, stored.person) is None:
                return False
            if self._load_open(connection, stored.person, stored.kind) is not None:
                return False
            if self._advance(connection, stored, new, "done", "open", now) is None:
                return False
            table = RESULTS[stored.kind]
            void = sa.update(table).where(table.c.person == stored.person, table.c.session == stored.id)
            connection.execute(void.where(table.c.void_at.is_(None)).values(void_at=now))
            withdraw_advice(connection, stored.person, stored.id)
            return True

        return await self._db.write(work)

    async def drop_session(self, person: int, kind: str, now: datetime) -> bool:
        return await self._db.write(lambda c: _abandon(c, person, kind, now))

    async def assessments(self, person: int) -> list[Dated]:
        return await self._db.read(lambda c: self._history(c, person, schema.assessment))

    async def checkins(self, person: int) -> list[Dated]:
        return await self._db.read(lambda c: self._history(c, person, schema.checkin))

    def _advance(
        self,
        connection: sa.Connection,
        stored: StoredSession,
        new: Session,
        before: str,
        after: str,
        now: datetime,
    ) -> Row | None:
        """Compare-and-set from one rev and status to the next. The locked person, or None: not ours."""
        if new.rev <= stored.session.rev:
            raise ValueError(f"The rev of session {stored.id} must rise above {stored.session.rev}.")
        owner = lock_person(connection, stored.person)
        if owner is None:
            return None
        parameters = _sealed(self._sealer(owner), new) | {
            "number": stored.id,
            "owner": stored.person,
            "rev_before": stored.session.rev,
            "status_before": before,
            "status": after,
            "updated_at": now,
        }
        return owner if connection.execute(_ADVANCE, parameters).rowcount == 1 else None

    def _load_open(self, connection: sa.Connection, person: int, kind: str) -> StoredSession | None:
        return self._load(connection, _OPEN_ONE, {"owner": person, "kind": kind})

    def _load(
        self, connection: sa.Connection, query: sa.Select[*tuple[Any, ...]], parameters: dict[str, Any]
    ) -> StoredSession | None:
        row = connection.execute(query, parameters).first()
        if row is None:
            return None
        data = self._sealer_for(row.person, row.owner_key).unseal_json("session.data", row.data)
        session = session_from_json(data)
        return StoredSession(row.id, row.person, row.kind, row.slot, row.status, session, row.began_at)

    def _history(self, connection: sa.Connection, person: int, table: sa.Table) -> list[Dated]:
        sealer = self._sealer_of(connection, person)
        if sealer is None:
            return []
        kept = sa.select(table).where(table.c.person == person, table.c.void_at.is_(None))
        place = f"{table.name}.data"
        return [
            Dated(row.id, row.session, row.at, row.slot, sealer.unseal_json(place, row.data))
            for row in connection.execute(kept.order_by(table.c.at, table.c.id))
        ]


def _sealed(sealer: Sealer, session: Session) -> dict[str, Any]:
    return {
        "rev": session.rev,
        "version": session.version,
        "data": sealer.seal_json("session.data", session_to_json(session)),
    }


def _abandon(connection: sa.Connection, person: int, kind: str, now: datetime) -> bool:
    close = sa.update(SESSION).where(
        SESSION.c.person == person, SESSION.c.kind == kind, SESSION.c.status == OPEN
    )
    return connection.execute(close.values(status="abandoned", updated_at=now)).rowcount > 0
