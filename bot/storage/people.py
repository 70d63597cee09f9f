"""People: found by a keyed hash of the chat id, their profile sealed under their own key."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Base, Row, find_person, insert_once, lock_person
from bot.storage.codec import profile_from_json, profile_to_json
from bot.storage.errors import NoSuchPerson
from bot.storage.plans import close_all
from bot.storage.sealing import Sealer, new_data_key, unwrap, wrap
from handlers.ports import ConsentKind, Person, Profile

PERSON = schema.person
LOG = schema.consent_log

_BY_LOOKUP = sa.select(PERSON).where(PERSON.c.lookup.in_(sa.bindparam("lookups", expanding=True)))


class People(Base):
    async def person(self, chat_id: int) -> Person | None:
        return await self._look(lambda c: self._find(c, chat_id))

    async def person_by_id(self, person: int) -> Person | None:
        return await self._look(lambda c: find_person(c, person))

    async def welcome(self, chat_id: int, now: datetime) -> Person:
        def work(connection: sa.Connection) -> Person:
            while True:  # again only where another replica erases or inserts this very person meanwhile
                found = self._find(connection, chat_id)
                locked = None if found is None else lock_person(connection, found.id)
                if locked is not None:
                    return self._greet(connection, locked, chat_id, now)
                self._insert(connection, chat_id, now)

        return await self._db.write(work)

    async def change_profile(self, person: int, now: datetime, **changes: Any) -> Person:
        """Raises NoSuchPerson, a LookupError; TypeError for a field that Profile has not."""
        return await self._db.write(
            lambda c: self._change(c, person, now, lambda profile: replace(profile, **changes))
        )

    async def record_consent(
        self, person: int, kind: ConsentKind, given: bool, version: str, now: datetime
    ) -> Person:
        """Raises NoSuchPerson, a LookupError."""

        def set_it(profile: Profile) -> Profile:
            return replace(profile, consents={**profile.consents, kind: given})

        def work(connection: sa.Connection) -> Person:
            changed = self._change(connection, person, now, set_it)
            newest = sa.select(LOG.c.given, LOG.c.version).where(LOG.c.person == person, LOG.c.kind == kind)
            last = connection.execute(newest.order_by(LOG.c.id.desc()).limit(1)).first()
            if last is None or (last.given, last.version) != (given, version):
                values = {"person": person, "kind": kind, "given": given, "version": version, "at": now}
                connection.execute(sa.insert(LOG).values(**values))
            return changed

        return await self._db.write(work)

    async def set_screen(self, person: int, message_id: int | None) -> None:
        await self._db.write(lambda c: _update(c, person, screen=message_id))

    async def set_reachable(self, person: int, reachable: bool, now: datetime) -> None:
        def work(connection: sa.Connection) -> None:
            if lock_person(connection, person) is None:
                return
            _update(connection, person, reachable=reachable)
            if not reachable:
                close_all(connection, person)

        await self._db.write(work)

    async def _look(self, find: Callable[[sa.Connection], Row | None]) -> Person | None:
        def work(connection: sa.Connection) -> Person | None:
            row = find(connection)
            return None if row is None else self._open_person(row)

        return await self._db.read(work)

    def _find(self, connection: sa.Connection, chat_id: int) -> Row | None:
        return connection.execute(_BY_LOOKUP, {"lookups": self._master.lookups(chat_id)}).first()

    def _insert(self, connection: sa.Connection, chat_id: int, now: datetime) -> None:
        """Two replicas may do this at once: the second finds what the first inserted."""
        person, data_key = secrets.randbits(63), new_data_key()
        sealer = Sealer(person, data_key)
        values = {
            "id": person,
            "lookup": self._master.lookups(chat_id)[0],
            "key": wrap(self._master, person, data_key),
            "chat": sealer.seal_json("person.chat", chat_id),
            "profile": sealer.seal_json("person.profile", profile_to_json(Profile())),
            "blobs": f"{self._folder}/{secrets.token_hex(16)}",
            "reachable": True,
            "rev": 0,
            "created_at": now,
            "seen_at": now,
        }
        insert_once(connection, PERSON, ("lookup",), values)

    def _greet(self, connection: sa.Connection, row: Row, chat_id: int, now: datetime) -> Person:
        newest = self._master.lookups(chat_id)[0]
        changes: dict[str, Any] = {"reachable": True, "seen_at": now}
        if row.lookup != newest:  # sealed under an older master key: move over on this occasion
            changes["lookup"] = newest
            changes["key"] = wrap(self._master, row.id, unwrap(self._master, row.id, row.key))
        _update(connection, row.id, **changes)
        return replace(self._open_person(row), reachable=True)

    def _change(
        self, connection: sa.Connection, person: int, now: datetime, change: Callable[[Profile], Profile]
    ) -> Person:
        row = lock_person(connection, person)
        if row is None:
            raise NoSuchPerson(person)
        return self._change_locked(connection, row, now, change)

    def _change_locked(
        self, connection: sa.Connection, row: Row, now: datetime, change: Callable[[Profile], Profile]
    ) -> Person:
        """Changes the profile of a row that lock_person gave."""
        before = self._open_person(row)
        profile = change(before.profile)
        if profile != before.profile:
            sealed = self._sealer(row).seal_json("person.profile", profile_to_json(profile))
            _update(connection, row.id, profile=sealed, rev=PERSON.c.rev + 1, seen_at=now)
        return replace(before, profile=profile)

    def _open_person(self, row: Row) -> Person:
        sealer = self._sealer(row)
        return Person(
            id=row.id,
            chat_id=sealer.unseal_json("person.chat", row.chat),
            profile=profile_from_json(sealer.unseal_json("person.profile", row.profile)),
            screen=row.screen,
            reachable=row.reachable,
        )


def _update(connection: sa.Connection, person: int, **values: Any) -> None:
    connection.execute(sa.update(PERSON).where(PERSON.c.id == person).values(**values))
