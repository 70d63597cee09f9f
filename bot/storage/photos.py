"""Photos: sealed bytes in the vault, a row that points at them. The blob is written first, deleted last."""

from __future__ import annotations

import secrets
from datetime import date, datetime

import sqlalchemy as sa

from bot.storage import schema
from bot.storage.base import Base, Row, find_person, insert_once, lock_person, main_area
from bot.storage.errors import NoSuchPerson
from bot.storage.sealing import Sealer
from handlers.ports import StoredPhoto

PHOTO = schema.photo


class PhotoRecords(Base):
    async def add_photo(
        self, person: int, update_id: int, jpeg: bytes, width: int, height: int, taken: date, now: datetime
    ) -> StoredPhoto | None:
        """Raises NoSuchPerson, a LookupError; StorageTrouble."""
        owner = await self._db.read(lambda c: _owner_unless_seen(c, person, update_id))
        if owner is None:
            return None
        key = f"{owner.blobs}/{secrets.token_hex(16)}.bin"
        # The place names the blob, so that two photos of one person cannot be swapped either.
        await self._vault.put(key, self._sealer(owner).seal(f"photo:{key}", jpeg))

        def work(connection: sa.Connection) -> StoredPhoto | None:
            locked = lock_person(connection, person)
            if locked is None:  # erased while the blob was on its way
                return None
            sealer = self._sealer(locked)
            values = {
                "person": person,
                "area": main_area(connection, sealer, now),
                "update_id": update_id,
                "blob": key,
                "meta": sealer.seal_json("photo.meta", {"taken": taken.isoformat()}),
                "width": width,
                "height": height,
                "at": now,
            }
            number = insert_once(connection, PHOTO, ("person", "update_id"), values)
            return None if number is None else StoredPhoto(number, taken, now, width, height)

        stored = await self._db.write(work)
        if stored is None:
            await self._vault.delete([key])
        return stored

    async def photos(self, person: int) -> list[StoredPhoto]:
        """By the day it was taken, then by when it came."""

        def work(connection: sa.Connection) -> list[StoredPhoto]:
            sealer = self._sealer_of(connection, person)
            if sealer is None:
                return []
            rows = connection.execute(sa.select(PHOTO).where(PHOTO.c.person == person))
            return sorted((_photo(sealer, row) for row in rows), key=lambda p: (p.taken, p.at, p.id))

        return await self._db.read(work)

    async def photo_bytes(self, person: int, photo: int) -> bytes | None:
        """Raises BrokenSeal for a damaged blob, StorageTrouble where the photo store does not answer."""

        def work(connection: sa.Connection) -> tuple[Sealer, str] | None:
            key = connection.scalar(_mine(person, photo))
            sealer = self._sealer_of(connection, person)
            return None if key is None or sealer is None else (sealer, str(key))

        found = await self._db.read(work)
        if found is None:
            return None
        sealer, key = found
        sealed = await self._vault.get(key)
        return None if sealed is None else sealer.unseal(f"photo:{key}", sealed)

    async def delete_photo(self, person: int, photo: int) -> bool:
        """The row goes first: a blob left behind is unreachable, and `sweep` finds it."""

        def work(connection: sa.Connection) -> str | None:
            key: str | None = connection.scalar(_mine(person, photo))
            gone = sa.delete(PHOTO).where(PHOTO.c.id == photo, PHOTO.c.person == person)
            return key if connection.execute(gone).rowcount == 1 else None

        key = await self._db.write(work)
        if key is None:
            return False
        await self._vault.delete([key])
        return True


def _owner_unless_seen(connection: sa.Connection, person: int, update_id: int) -> Row | None:
    owner = find_person(connection, person)
    if owner is None:
        raise NoSuchPerson(person)
    seen = sa.select(PHOTO.c.id).where(PHOTO.c.person == person, PHOTO.c.update_id == update_id)
    return owner if connection.scalar(seen) is None else None


def _mine(person: int, photo: int) -> sa.Select[str]:
    return sa.select(PHOTO.c.blob).where(PHOTO.c.id == photo, PHOTO.c.person == person)


def _photo(sealer: Sealer, row: Row) -> StoredPhoto:
    meta = sealer.unseal_json("photo.meta", row.meta)
    return StoredPhoto(row.id, date.fromisoformat(meta["taken"]), row.at, row.width, row.height)
