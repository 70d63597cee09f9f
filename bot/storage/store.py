"""The store whole, and how to open it: the one place where its parts meet."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.photos.vault import Vault
from bot.storage import schema
from bot.storage.base import insert_once
from bot.storage.database import Database, PostgresDatabase, normal_url, sqlite_path
from bot.storage.due import Queue
from bot.storage.editions import EditionRecords
from bot.storage.erasure import Erasing
from bot.storage.errors import StorageTrouble, WrongMasterKey
from bot.storage.keys import MasterKey
from bot.storage.photos import PhotoRecords
from bot.storage.plans import Plans
from bot.storage.sealing import unwrap, wrap
from bot.storage.sessions import Sessions
from bot.storage.sqlite import SqliteDatabase
from bot.storage.upgrade import upgrade
from handlers.ports import DueQueue, Store

_KEY = "key:"
_PHOTOS = "photos"
_BATCH = 200


class SqlStore(Sessions, PhotoRecords, Plans, Erasing, Queue, EditionRecords):
    """Store and DueQueue of handlers/ports.py in one, on SQLite or PostgreSQL."""

    async def check(self) -> None:
        """For the readiness probe: the database answers. Raises StorageTrouble."""
        await self._db.read(lambda c: c.execute(sa.select(1)).all())

    async def rotate_master_key(self) -> int:
        """Wrap every person's key anew under the first master key, and forget the others.

        With several replicas, first give all of them "old,new", then all of them "new,old", then run this,
        then drop the old key. Returns how many people were moved; running it again does no harm.
        """
        moved, last = 0, -1
        while True:
            ids = await self._db.write(lambda c, after=last: self._rewrap(c, after))  # type: ignore[misc]
            if not ids:
                break
            moved, last = moved + len(ids), ids[-1]
        await self._db.write(self._forget_old_keys)
        return moved

    def _rewrap(self, connection: sa.Connection, after: int) -> list[int]:
        table = schema.person
        batch = sa.select(table).where(table.c.id > after).order_by(table.c.id).limit(_BATCH)
        rows = connection.execute(batch.with_for_update()).all()
        for row in rows:
            chat_id = self._sealer(row).unseal_json("person.chat", row.chat)
            values = {
                "lookup": self._master.lookups(chat_id)[0],
                "key": wrap(self._master, row.id, unwrap(self._master, row.id, row.key)),
            }
            connection.execute(sa.update(table).where(table.c.id == row.id).values(**values))
        return [row.id for row in rows]

    def _forget_old_keys(self, connection: sa.Connection) -> None:
        name = schema.meta.c.name
        old = name.startswith(_KEY) & (name != _KEY + self._master.first.fingerprint)
        connection.execute(sa.delete(schema.meta).where(old))


if TYPE_CHECKING:

    def _is_whole(store: SqlStore) -> tuple[Store, DueQueue]:
        return store, store


def database_url(text: str | None, data_dir: Path) -> str:
    """The URL given, else SQLite in the data folder."""
    return text.strip() if text and text.strip() else f"sqlite:///{data_dir / 'redpores.db'}"


async def holds_data(text: str | None, data_dir: Path) -> bool:
    """Whether a database with a master key of its own is there already. Creates nothing.

    Ask before making a new master key. Raises StorageTrouble.
    """
    url = database_url(text, data_dir)
    path = sqlite_path(normal_url(url))
    if path is not None and not path.exists():
        return False
    database = connect(url)
    try:
        return await database.read(
            lambda c: (
                sa.inspect(c).has_table("meta")
                and c.scalar(sa.select(schema.meta.c.name).where(schema.meta.c.name.startswith(_KEY)))
                is not None
            )
        )
    finally:
        await database.close()


@asynccontextmanager
async def open_store(
    *, database: str | None, data_dir: Path, photo_store_url: str | None, master_key: MasterKey
) -> AsyncIterator[SqlStore]:
    """Create or upgrade the database, check the master key, open the photo store.

    Raises StorageTrouble with one sentence on what to do; WrongMasterKey, one kind of it.
    """
    url = database_url(database, data_dir)
    path = sqlite_path(normal_url(url))
    if path is not None:
        _make_file(path)
    vault = Vault.open(photo_store_url, data_dir / "photos")
    base = connect(url)
    try:
        await upgrade(base)
        folder = await base.write(lambda c: _settle(c, master_key))
        yield SqlStore(base, master_key, vault, folder)
    finally:
        await base.close()


def _settle(connection: sa.Connection, master: MasterKey) -> str:
    """Note the first key as one in use, and give this database its name in the photo store, once.

    Returns that name. Raises WrongMasterKey where a key in use is not among ours.
    """
    table = schema.meta
    names = connection.scalars(sa.select(table.c.name).where(table.c.name.startswith(_KEY)))
    missing = {name.removeprefix(_KEY) for name in names} - set(master.fingerprints)
    if missing:
        raise WrongMasterKey(
            "The master key is not the one this database was sealed with "
            f"(wanted {', '.join(sorted(missing))}): "
            "put back the key it was made with, next to a new one if you are changing keys."
        )
    insert_once(connection, table, ("name",), {"name": _KEY + master.first.fingerprint, "value": "in use"})
    insert_once(connection, table, ("name",), {"name": _PHOTOS, "value": secrets.token_hex(8)})
    return str(connection.execute(sa.select(table.c.value).where(table.c.name == _PHOTOS)).scalar_one())


def connect(text: str) -> Database:
    """The database at a URL, as it is. Nothing is opened before the first transaction."""
    url = normal_url(text)
    return SqliteDatabase(url) if sqlite_path(url) is not None else PostgresDatabase(url)


def _make_file(path: Path) -> None:
    """For this user alone; SQLite gives its side files the same rights."""
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StorageTrouble(
            f"The database {path} cannot be written ({error.strerror}): give a folder this user may write to."
        ) from error
