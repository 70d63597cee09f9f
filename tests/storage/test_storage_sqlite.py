from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.database import normal_url
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import SqlStore, open_store
from tests.storage.conftest import NOW, Home
from tests.storage.test_storage_trouble import KEY

INSERT = sa.text("INSERT INTO t VALUES (:n)")


@pytest.fixture
def url(tmp_path: Path) -> sa.URL:
    return normal_url(f"sqlite:///{tmp_path / 'one.db'}")


async def test_one_that_fails_among_many_written_together_fails_alone(url: sa.URL) -> None:
    database = SqliteDatabase(url)
    await database.write(lambda c: c.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)"))

    def insert(number: int) -> object:
        def work(connection: sa.Connection) -> int:
            connection.execute(INSERT, {"n": number})
            if number % 10 == 7:
                raise ValueError(number)
            return number

        return database.write(work)

    outcomes = await asyncio.gather(*(insert(number) for number in range(50)), return_exceptions=True)  # type: ignore[call-overload]
    failed = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, ValueError)]
    assert failed == [7, 17, 27, 37, 47]
    kept = await database.read(lambda c: list(c.scalars(sa.text("SELECT n FROM t"))))
    assert kept == [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert len(kept) == 45
    await database.close()


async def test_what_waits_at_the_end_is_still_written(url: sa.URL) -> None:
    database = SqliteDatabase(url)
    await database.write(lambda c: c.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)"))
    waiting = [
        asyncio.ensure_future(database.write(lambda c, n=n: c.execute(INSERT, {"n": n})))  # type: ignore[misc]
        for n in range(20)
    ]
    await asyncio.sleep(0)  # each has joined the queue
    await database.close()
    await asyncio.gather(*waiting)
    again = SqliteDatabase(url)
    assert await again.read(lambda c: c.scalar(sa.text("SELECT count(*) FROM t"))) == 20
    await again.close()


async def test_a_handler_given_up_leaves_the_database_usable(url: sa.URL) -> None:
    database = SqliteDatabase(url)
    await database.write(lambda c: c.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)"))
    given_up = asyncio.ensure_future(database.write(lambda c: c.execute(INSERT, {"n": 1})))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    await database.write(lambda c: c.execute(INSERT, {"n": 2}))
    assert 2 in await database.read(lambda c: list(c.scalars(sa.text("SELECT n FROM t"))))
    await database.close()


async def test_every_connection_keeps_what_it_acknowledged_and_overwrites_what_it_deletes(
    url: sa.URL,
) -> None:
    database = SqliteDatabase(url)

    def pragmas(connection: sa.Connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 4000,
    }
    assert await database.write(pragmas) == wanted
    for found in await asyncio.gather(*(database.read(pragmas) for _ in range(6))):
        assert found == wanted
    await database.close()


async def test_somebody_erased_and_greeted_at_once_ends_as_one_or_none(
    home: Home, store: SqlStore, rival: SqlStore
) -> None:
    for chat_id in range(1, 13):
        person = await store.welcome(chat_id, NOW)
        greeted, _ = await asyncio.gather(store.welcome(chat_id, NOW), rival.erase(person.id, NOW))
        found = await store.person(chat_id)
        assert found in (None, greeted)
        assert found is None or found.id != person.id


async def test_the_photo_store_may_be_any_that_obstore_reaches(tmp_path: Path) -> None:
    async with open_store(
        database=None, data_dir=tmp_path, photo_store_url="memory:///", master_key=KEY
    ) as store:
        person = await store.welcome(1, NOW)
        photo = await store.add_photo(person.id, 1, b"jpeg", 1, 1, NOW.date(), NOW)
        assert photo is not None
        assert await store.photo_bytes(person.id, photo.id) == b"jpeg"
        assert (await store.erase(person.id, NOW)).photos == 1
        assert await store.sweep(NOW) == 0
    assert not (tmp_path / "photos").exists()


async def test_a_folder_may_be_named_by_url(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    async with open_store(
        database=None, data_dir=tmp_path, photo_store_url=folder.as_uri(), master_key=KEY
    ) as store:
        person = await store.welcome(1, NOW)
        await store.add_photo(person.id, 1, b"jpeg", 1, 1, NOW.date(), NOW)
    assert len(list(folder.rglob("*.bin"))) == 1


async def test_a_change_holds_the_lock_before_it_reads_so_that_no_rival_comes_between(url: sa.URL) -> None:
    database = SqliteDatabase(url)

    def rival_is_shut_out(_connection: sa.Connection) -> bool:
        rival = sqlite3.connect(str(url.database), timeout=0, isolation_level=None)
        try:
            rival.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        finally:
            rival.close()
        return False

    assert await database.write(rival_is_shut_out)
    assert not await database.read(rival_is_shut_out)
    await database.close()
