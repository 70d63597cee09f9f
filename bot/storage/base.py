"""What every part of the store shares: the open person, rows locked for change, inserts that happen once."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.photos.vault import Vault
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.keys import MasterKey
from bot.storage.sealing import Sealer, unwrap

Row = sa.Row[*tuple[Any, ...]]

# Statements on the path of a tap are built once: building one costs several times what running it does.
_BY_ID = sa.select(schema.person).where(schema.person.c.id == sa.bindparam("person"))
_LOCKED = _BY_ID.with_for_update(key_share=True)


class Base:
    """A part of the store. Parts are composed in store.py; none of them knows another."""

    def __init__(self, database: Database, master: MasterKey, vault: Vault, folder: str) -> None:
        self._db = database
        self._master = master
        self._vault = vault
        self._folder = folder  # ours in the photo store, which another bot may use as well

    def _sealer(self, person: Row) -> Sealer:
        return self._sealer_for(person.id, person.key)

    def _sealer_for(self, person: int, wrapped: bytes) -> Sealer:
        return Sealer(person, unwrap(self._master, person, wrapped))

    def _sealer_of(self, connection: sa.Connection, person: int) -> Sealer | None:
        row = find_person(connection, person)
        return None if row is None else self._sealer(row)


def find_person(connection: sa.Connection, person: int) -> Row | None:
    return connection.execute(_BY_ID, {"person": person}).first()


def lock_person(connection: sa.Connection, person: int) -> Row | None:
    """The row of the person, held until the transaction ends; None: there is no such person (any more).

    Whatever changes a person's records goes through this first, so that two replicas take turns per person
    and every race between them, erasure included, has one winner. SQLite holds the whole database anyway.
    """
    return connection.execute(_LOCKED, {"person": person}).first()


def insert_once(
    connection: sa.Connection, table: sa.Table, unique: tuple[str, ...], values: dict[str, Any]
) -> int | None:
    """The new row's key; None: a row with these unique values is there already, and stays as it is."""
    found: int | None = connection.scalar(_insert_once(connection.dialect.name, table, unique), values)
    return found


@cache
def _insert_once(dialect: str, table: sa.Table, unique: tuple[str, ...]) -> sa.Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    key = next(iter(table.primary_key.columns))
    return insert(table).on_conflict_do_nothing(index_elements=list(unique)).returning(key)


def main_area(connection: sa.Connection, sealer: Sealer, now: datetime) -> int:
    """The one area everybody has, made on first use. Call it with the person's row locked."""
    table = schema.area
    found = connection.scalar(
        sa.select(table.c.id).where(table.c.person == sealer.person, table.c.key == "main")
    )
    if found is not None:
        return int(found)
    name = sealer.seal_json("area.name", "")
    values = {"person": sealer.person, "key": "main", "name": name, "created_at": now}
    made = connection.execute(sa.insert(table).values(**values).returning(table.c.id)).scalar_one()
    return int(made)
