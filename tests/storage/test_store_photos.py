from __future__ import annotations

import asyncio
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.errors import BrokenSeal, StorageTrouble
from bot.storage.keys import MasterKey
from bot.storage.store import SqlStore, open_store
from handlers.ports import Person, StoredPhoto
from tests.storage.conftest import Home, key_text

JPEG = b"\xff\xd8\xff\xe0 the skin of an arm \xff\xd9" * 500
TAKEN = date(2026, 11, 20)


async def add(
    store: SqlStore, person: Person, update_id: int, now: datetime, taken: date = TAKEN
) -> StoredPhoto:
    photo = await store.add_photo(person.id, update_id, JPEG + bytes([update_id]), 1280, 960, taken, now)
    assert photo is not None
    return photo


def blobs(home: Home) -> list[Path]:
    return sorted((home.folder / "photos").rglob("*.bin"))


async def test_a_photo_comes_back_as_it_went_in(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    photo = await add(store, ada, 1, now)
    assert (photo.taken, photo.at, photo.width, photo.height) == (TAKEN, now, 1280, 960)
    assert await store.photos(ada.id) == [photo]
    assert await store.photo_bytes(ada.id, photo.id) == JPEG + b"\x01"
    [blob] = blobs(home)
    assert b"skin of an arm" not in blob.read_bytes()


async def test_a_photo_sent_twice_is_stored_once(
    home: Home, store: SqlStore, rival: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    photo = await add(store, ada, 1, now)
    assert await rival.add_photo(ada.id, 1, JPEG, 1, 1, TAKEN, now) is None
    assert await store.photos(ada.id) == [photo]
    assert len(blobs(home)) == 1
    await add(store, ben, 1, now)


async def test_a_photo_handled_by_two_replicas_at_once_is_stored_once(
    home: Home, store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    stored = await asyncio.gather(
        *(one.add_photo(ada.id, 9, JPEG, 10, 10, TAKEN, now) for one in (store, rival) * 3)
    )
    assert [photo for photo in stored if photo] == await store.photos(ada.id)
    assert len(blobs(home)) == 1


async def test_photos_come_by_the_day_they_were_taken(store: SqlStore, ada: Person, now: datetime) -> None:
    new = await add(store, ada, 1, now)
    old = await add(store, ada, 2, now + timedelta(hours=1), taken=date(2026, 10, 1))
    same_day = await add(store, ada, 3, now + timedelta(hours=2))
    assert await store.photos(ada.id) == [old, new, same_day]


async def test_a_deleted_photo_is_gone_with_its_bytes(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    photo, kept = await add(store, ada, 1, now), await add(store, ada, 2, now)
    assert await store.delete_photo(ada.id, photo.id)
    assert not await store.delete_photo(ada.id, photo.id)
    assert await store.photo_bytes(ada.id, photo.id) is None
    assert await store.photos(ada.id) == [kept]
    assert len(blobs(home)) == 1


async def test_a_photo_for_somebody_gone_leaves_no_blob(home: Home, store: SqlStore, now: datetime) -> None:
    with pytest.raises(LookupError):
        await store.add_photo(3, 1, JPEG, 10, 10, TAKEN, now)
    assert blobs(home) == []


async def test_a_photo_on_its_way_while_its_owner_erases_everything_leaves_nothing(
    home: Home, store: SqlStore, rival: SqlStore, now: datetime
) -> None:
    for chat_id in range(1, 9):
        person = await store.welcome(chat_id, now)
        await asyncio.gather(
            store.add_photo(person.id, 1, JPEG, 10, 10, TAKEN, now),
            rival.erase(person.id, now),
            return_exceptions=True,
        )
        assert await store.photos(person.id) == []
    await store.sweep(now)
    assert blobs(home) == []


async def test_swapped_photos_do_not_open(
    home: Home, store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    photos = [await add(store, ada, 1, now), await add(store, ada, 2, now), await add(store, ben, 3, now)]
    owners = [ada, ada, ben]
    paths = blobs(home)
    sealed = [path.read_bytes() for path in paths]
    for path, bytes_of_another in zip(paths, sealed[1:] + sealed[:1], strict=True):
        path.write_bytes(bytes_of_another)
    for owner, photo in zip(owners, photos, strict=True):
        with pytest.raises(BrokenSeal, match="backup"):
            await store.photo_bytes(owner.id, photo.id)


async def test_a_photo_whose_blob_was_lost_is_not_there(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    photo = await add(store, ada, 1, now)
    blobs(home)[0].unlink()
    assert await store.photo_bytes(ada.id, photo.id) is None
    assert await store.delete_photo(ada.id, photo.id)


async def test_the_sweep_takes_old_blobs_without_a_row_and_no_others(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    photo = await add(store, ada, 1, now)
    orphan = blobs(home)[0].parents[1] / "0123" / "left-by-a-crash.bin"
    orphan.parent.mkdir()
    orphan.write_bytes(b"x")
    written = now.timestamp()
    for path in blobs(home):
        os.utime(path, (written, written))
    assert await store.sweep(now + timedelta(hours=23)) == 0
    assert orphan.exists()
    assert await store.sweep(now + timedelta(hours=25)) == 1
    assert not orphan.exists()
    assert await store.photo_bytes(ada.id, photo.id) is not None


async def test_a_photo_store_that_fails_says_what_to_do_and_leaves_no_row(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    (home.folder / "photos").rmdir()
    (home.folder / "photos").write_text("a file where the folder was")
    with pytest.raises(StorageTrouble, match="writable and has room"):
        await store.add_photo(ada.id, 1, JPEG, 10, 10, TAKEN, now)
    assert await store.photos(ada.id) == []


async def test_two_bots_that_share_a_photo_store_leave_each_others_photos_alone(
    store: SqlStore, ada: Person, now: datetime, home: Home, tmp_path: Path
) -> None:
    photo = await add(store, ada, 1, now)
    async with open_store(
        database=f"sqlite:///{tmp_path / 'another.db'}",
        data_dir=home.folder,
        photo_store_url=None,
        master_key=MasterKey.parse(key_text("z")),
    ) as another:
        assert await another.sweep(datetime.now(now.tzinfo) + timedelta(days=2)) == 0
    assert await store.photo_bytes(ada.id, photo.id) is not None
