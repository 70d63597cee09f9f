"""The tables, for SQLite and PostgreSQL alike. migrations/ builds them; a test holds the two together.

What a person said or sent stands in sealed columns only. Plain columns hold ids, times, states and keys of
our own, enough to find and to order rows.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(sa.TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970 UTC: exact, ordered, alike on both databases."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Storage takes aware datetimes only: give this one its time zone.")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


# On SQLite only INTEGER PRIMARY KEY is the row id itself.
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _owner() -> sa.Column[int]:
    return sa.Column("person", _BIG, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False)


def _same_owner(column: str, parent: str) -> sa.ForeignKeyConstraint:
    """A reference within one person: the database itself refuses a row that points at somebody else's."""
    return sa.ForeignKeyConstraint(
        ["person", column], [f"{parent}.person", f"{parent}.id"], ondelete="CASCADE"
    )


OPEN: sa.ColumnElement[str] = sa.literal_column("'open'")
"""Written into the statement, not bound: only then do the partial indexes below serve."""


person = sa.Table(
    "person",
    metadata,
    sa.Column("id", _BIG, primary_key=True, autoincrement=False),  # random, 63 bits
    sa.Column("lookup", sa.LargeBinary, nullable=False, unique=True),  # HMAC-SHA256 of the chat id
    sa.Column("key", sa.LargeBinary, nullable=False),  # the data key, wrapped
    sa.Column("chat", sa.LargeBinary, nullable=False),  # sealed chat id
    sa.Column("profile", sa.LargeBinary, nullable=False),  # sealed JSON
    sa.Column("blobs", sa.Text, nullable=False, unique=True),  # prefix of this person's photos: ours / random
    sa.Column("screen", sa.BigInteger),
    sa.Column("reachable", sa.Boolean, nullable=False),
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
)

consent_log = sa.Table(
    "consent_log",
    metadata,
    sa.Column("id", _BIG, primary_key=True),
    _owner(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("given", sa.Boolean, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Index(None, "person"),
    sqlite_autoincrement=True,
)

area = sa.Table(
    "area",
    metadata,
    sa.Column("id", _BIG, primary_key=True),
    _owner(),
    sa.Column("key", sa.Text, nullable=False),  # "main" is the one everybody has
    sa.Column("name", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("person", "key"),
    sa.UniqueConstraint("person", "id"),
    sqlite_autoincrement=True,
)

session = sa.Table(
    "session",
    metadata,
    # Sequential and below 2**31: it travels in callback data of 64 bytes. Never used again once deleted.
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("area", _BIG, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("slot", sa.Text),
    sa.Column("status", sa.Text, nullable=False),  # open, done, abandoned
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("version", sa.Text, nullable=False),  # of the content
    sa.Column("data", sa.LargeBinary, nullable=False),  # sealed JSON
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.UniqueConstraint("person", "id"),
    _same_owner("area", "area"),
    sqlite_autoincrement=True,
)
sa.Index(
    "uq_session_open",
    session.c.person,
    session.c.kind,
    unique=True,
    sqlite_where=session.c.status == OPEN,
    postgresql_where=session.c.status == OPEN,
)


def _dated(name: str) -> sa.Table:
    table = sa.Table(
        name,
        metadata,
        sa.Column("id", _BIG, primary_key=True),
        _owner(),
        sa.Column("session", sa.Integer, nullable=False),  # and through it the area
        sa.Column("slot", sa.Text),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),  # sealed JSON
        sa.Column("at", Instant, nullable=False),
        sa.Column("void_at", Instant),
        sa.Index(None, "person", "session"),
        _same_owner("session", "session"),
        sqlite_autoincrement=True,
    )
    sa.Index(
        f"uq_{name}_session",
        table.c.session,
        unique=True,
        sqlite_where=table.c.void_at.is_(None),
        postgresql_where=table.c.void_at.is_(None),
    )
    return table


assessment = _dated("assessment")
checkin = _dated("checkin")

photo = sa.Table(
    "photo",
    metadata,
    sa.Column("id", _BIG, primary_key=True),
    _owner(),
    sa.Column("area", _BIG, nullable=False),
    sa.Column("update_id", sa.BigInteger, nullable=False),
    sa.Column("blob", sa.Text, nullable=False, unique=True),
    sa.Column("meta", sa.LargeBinary, nullable=False),  # sealed JSON: the date it was taken
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.UniqueConstraint("person", "update_id"),
    _same_owner("area", "area"),
    sqlite_autoincrement=True,
)

due = sa.Table(
    "due",
    metadata,
    sa.Column("id", _BIG, primary_key=True),
    _owner(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # open, done, closed (called off; may be opened again)
    # The session it follows from. No foreign key: it only ever narrows within one person.
    sa.Column("session", sa.Integer),
    sa.UniqueConstraint("person", "kind", "slot"),
    sqlite_autoincrement=True,
)
sa.Index("ix_due_open", due.c.at, sqlite_where=due.c.state == OPEN, postgresql_where=due.c.state == OPEN)

erasure = sa.Table(
    "erasure",
    metadata,
    sa.Column("blobs", sa.Text, primary_key=True),  # a prefix in the photo store that is still to be emptied
    sa.Column("at", Instant, nullable=False),
)

edition = sa.Table(
    "edition",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),  # of the guidance
    sa.Column(
        "archive", sa.LargeBinary, nullable=False
    ),  # its content and words, zipped: nothing of a person
    sa.Column("at", Instant, nullable=False),
)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # "key:<fingerprint>" for each master key in use; "photos"
    sa.Column("value", sa.Text, nullable=False),
)
