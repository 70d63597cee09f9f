from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.database import normal_url
from bot.storage.errors import StorageTrouble
from bot.storage.keys import MasterKey
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import open_store
from tests.postgres import PostgresServer
from tests.storage.children import start
from tests.storage.conftest import Home, key_text

KEY = MasterKey.parse(key_text("k"))


def rights(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def trouble(url: str | None, folder: Path, photos: str | None = None) -> str:
    with pytest.raises(StorageTrouble) as refused:
        async with open_store(database=url, data_dir=folder, photo_store_url=photos, master_key=KEY):
            pass
    text = str(refused.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("sqlite:///data/bot.db", "sqlite:///data/bot.db"),
        ("sqlite:////srv/bot.db", "sqlite:////srv/bot.db"),
        (" postgres://u:p%40s@h:5/d ", "postgresql+asyncpg://u:p%40s@h:5/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+asyncpg://u@h/d?ssl=require"),
        ("postgresql+psycopg://u@h/d", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_the_usual_forms_of_a_database_url_are_understood(given: str, normal: str) -> None:
    assert normal_url(given).render_as_string(hide_password=False) == normal


@pytest.mark.parametrize("given", ["", "data.db", "mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:"])
async def test_any_other_database_url_is_refused_with_examples(given: str) -> None:
    with pytest.raises(StorageTrouble, match="sqlite:///") as refused:
        normal_url(given)
    assert "secret" not in str(refused.value)


async def test_with_no_url_the_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    async with open_store(database=None, data_dir=folder, photo_store_url=None, master_key=KEY) as store:
        await store.check()
    assert rights(folder) == {"photos": 0o700, "redpores.db": 0o600}


async def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "may write to" in await trouble(None, tmp_path / "file" / "data")


async def test_a_photo_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("")
    assert "photo folder" in await trouble(None, tmp_path)


@pytest.mark.parametrize("url", ["floppy://a", "no url at all", "s3:"])
async def test_a_photo_store_url_that_is_none_says_what_to_do(tmp_path: Path, url: str) -> None:
    assert "PHOTO_STORE_URL" in await trouble(None, tmp_path, url)


async def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "redpores.db").write_text("a shopping list, much longer than a header " * 50)
    assert "not a SQLite database" in await trouble(None, tmp_path)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Home]:
    """A database of ours in a folder that nobody may write to."""
    database = tmp_path / "redpores.db"
    sqlite3.connect(database).close()
    database.chmod(0o444)
    tmp_path.chmod(0o555)
    yield Home(f"sqlite:///{database}", tmp_path, None)
    tmp_path.chmod(0o755)


async def test_a_read_only_folder_says_what_to_do(read_only: Home) -> None:
    # Root may write anywhere, whatever the rights: a run as root gives that up first.
    give_up = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    child = await start(read_only, "print('opened')", under=give_up if os.geteuid() == 0 else ())
    output, errors = await child.communicate()
    assert output.decode().startswith("StorageTrouble"), output.decode() + errors.decode()
    assert "this user" in output.decode()


@pytest.mark.parametrize("room", [0, 16_384])
async def test_a_full_disk_at_the_start_says_what_to_do(tmp_path: Path, room: int) -> None:
    home = Home(f"sqlite:///{tmp_path / 'redpores.db'}", tmp_path, None)
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    child = await start(home, "print('opened')", before=limit)
    output, errors = await child.communicate()
    assert output.decode().startswith("StorageTrouble"), output.decode() + errors.decode()
    assert "make room" in output.decode()


async def test_a_disk_that_fills_up_later_says_what_to_do_and_loses_nothing(
    tmp_path: Path, now: datetime
) -> None:
    home = Home(f"sqlite:///{tmp_path / 'redpores.db'}", tmp_path, None)
    child = await start(
        home,
        """\
        await store.welcome(1, now)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        for chat_id in range(2, 4000):
            await store.welcome(chat_id, now)
            print(chat_id, flush=True)
        """,
    )
    output, _ = await child.communicate()
    *kept, last = output.decode().splitlines()
    assert last.startswith("StorageTrouble")
    assert "make room" in last
    async with home.open() as store:
        assert await store.person(int(kept[-1])) is not None


async def test_a_lock_that_stays_is_named_after_the_last_try(tmp_path: Path) -> None:
    path = tmp_path / "redpores.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    database = SqliteDatabase(normal_url(f"sqlite:///{path}"), busy_seconds=0.01)
    create = sa.text("CREATE TABLE t (id INTEGER)")
    with pytest.raises(StorageTrouble, match="stays locked"):
        await database.write(lambda c: c.execute(create))
    other.execute("ROLLBACK")
    other.close()
    await database.write(lambda c: c.execute(create))
    await database.close()


async def test_a_server_that_does_not_answer_says_what_to_do(tmp_path: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:9/bot"
    text = await trouble(url, tmp_path)
    assert "does not answer" in text
    assert "secret" not in text


async def test_a_database_that_the_server_has_not_says_what_to_do(
    server: PostgresServer, tmp_path: Path
) -> None:
    url = f"postgresql://postgres@/nowhere?host={server.folder}"
    assert "check DATABASE_URL" in await trouble(url, tmp_path)
