from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage import schema
from bot.storage.errors import BrokenSeal, StorageTrouble, WrongMasterKey
from bot.storage.keys import MasterKey, load_or_create_master_key
from bot.storage.sealing import Sealer, new_data_key, unwrap, wrap
from bot.storage.store import holds_data
from tests.storage.conftest import Home, key_text

OLD, NEW = key_text("o"), key_text("n")


def test_a_first_start_makes_a_key_that_only_this_user_can_read(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    made, created = load_or_create_master_key(None, path)
    assert created
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]
    again, created = load_or_create_master_key("  ", path)
    assert not created
    assert again.fingerprints == made.fingerprints


def test_a_key_from_the_settings_goes_before_the_file_and_writes_none(tmp_path: Path) -> None:
    key, created = load_or_create_master_key(NEW, tmp_path / "master.key")
    assert not created
    assert key.fingerprints == MasterKey.parse(NEW).fingerprints
    assert list(tmp_path.iterdir()) == []


def test_no_key_is_made_where_data_waits_for_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(WrongMasterKey, match="put the key file back"):
        load_or_create_master_key(None, path, may_create=False)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", ",", "not base64!", "c2hvcnQ=", OLD + "," + "c2hvcnQ=", "ключ"])
def test_a_key_that_is_none_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(StorageTrouble) as refused:
        MasterKey.parse(text)
    assert "c2hvcnQ" not in str(refused.value)
    assert "base64" in str(refused.value)


def test_a_key_file_that_is_a_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="cannot be used"):
        load_or_create_master_key(None, tmp_path)


def test_a_key_is_never_shown_in_a_traceback() -> None:
    assert OLD[:20] not in repr(MasterKey.parse(OLD))
    assert "o" * 8 not in repr(MasterKey.parse(OLD))


def test_a_url_safe_key_without_padding_is_the_same_key() -> None:
    text = "_-" * 21 + "8"
    assert MasterKey.parse(text).fingerprints == MasterKey.parse("/+" * 21 + "8=").fingerprints


def test_every_listed_key_opens_and_the_first_one_wraps() -> None:
    data_key = new_data_key()
    wrapped = wrap(MasterKey.parse(OLD), 1, data_key)
    both = MasterKey.parse(f"{NEW}, {OLD}")
    assert unwrap(both, 1, wrapped) == data_key
    assert unwrap(MasterKey.parse(NEW), 1, wrap(both, 1, data_key)) == data_key
    with pytest.raises(BrokenSeal, match="every master key"):
        unwrap(MasterKey.parse(NEW), 1, wrapped)
    with pytest.raises(BrokenSeal):
        unwrap(both, 2, wrapped)


def test_a_sealed_value_opens_only_in_its_place_for_its_owner_and_unharmed() -> None:
    key = new_data_key()
    sealer = Sealer(1, key)
    sealed = sealer.seal_json("session.data", {"site": ["groin", "größer"]})
    assert sealer.unseal_json("session.data", sealed) == {"site": ["groin", "größer"]}
    assert sealer.seal("a", b"x") != sealer.seal("a", b"x")
    harmed = [sealed[:-1], sealed[:5], b"", b"\x02" + sealed[1:], sealed[:-1] + bytes([sealed[-1] ^ 1])]
    for broken in harmed:
        with pytest.raises(BrokenSeal):
            sealer.unseal("session.data", broken)
    with pytest.raises(BrokenSeal):
        sealer.unseal("person.profile", sealed)
    with pytest.raises(BrokenSeal):
        Sealer(2, key).unseal("session.data", sealed)


async def test_before_the_first_start_there_is_no_data(empty_home: Home) -> None:
    assert not await holds_data(empty_home.url, empty_home.folder)


async def test_a_database_is_not_opened_with_another_master_key(home: Home, now: datetime) -> None:
    assert not await holds_data(home.url, home.folder)
    async with home.open(OLD) as store:
        made = await store.welcome(1, now)
    assert await holds_data(home.url, home.folder)
    with pytest.raises(WrongMasterKey, match="put back the key"):
        async with home.open(NEW):
            pass
    async with home.open(OLD) as store:
        assert await store.person(1) == made


async def test_asking_whether_there_is_data_makes_none(tmp_path: Path) -> None:
    assert not await holds_data(None, tmp_path / "data")
    assert not (tmp_path / "data").exists()


async def test_changing_the_master_key_keeps_everybody(home: Home, now: datetime) -> None:
    async with home.open(OLD) as store:
        people = [await store.welcome(chat_id, now) for chat_id in range(1, 6)]
    async with home.open(f"{NEW},{OLD}") as store:
        assert await store.person(1) == people[0]
        assert (await store.welcome(2, now)).id == people[1].id
        people.append(await store.welcome(6, now))
        assert len(await store._db.read(lambda c: c.execute(sa.select(schema.person)).all())) == 6
    with pytest.raises(WrongMasterKey):  # some are still under the old one
        async with home.open(NEW):
            pass
    async with home.open(f"{NEW},{OLD}") as store:
        assert await store.rotate_master_key() == 6
    async with home.open(NEW) as store:
        assert [await store.person(chat_id) for chat_id in range(1, 7)] == people
    with pytest.raises(WrongMasterKey):
        async with home.open(OLD):
            pass
