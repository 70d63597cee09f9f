from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.storage import schema
from bot.storage.errors import BrokenSeal
from bot.storage.store import SqlStore
from guidance.model import Answer, Session
from handlers.ports import Person, Planned, Receipt, StoredPhoto, StoredSession
from tests.storage.conftest import Home

JPEG = b"\xff\xd8\xff\xe0 the skin of an arm \xff\xd9" * 500
SECRETS = (
    "4815162342",
    "groin_folds",
    "fever_since_monday",
    "Asia/Kathmandu",
    "skin of an arm",
    "2026-11-19",
)


async def live(store: SqlStore, person: Person, now: datetime) -> tuple[StoredSession, StoredPhoto]:
    """A bit of everything: a finished check and check-in, an open check, a photo, consents, what is due."""
    await store.change_profile(person.id, now, zone="Asia/Kathmandu")
    await store.record_consent(person.id, "photos", True, "1", now)
    await store.set_screen(person.id, 12)
    for kind in ("check", "checkin"):
        begun = await store.begin_session(person.id, kind, Session(kind, "1"), now)
        new = replace(begun.session, rev=1, answers=(Answer("site", ("groin_folds",)),))
        planned = [Planned("advice", f"{kind}{begun.id}", now)]
        assert await store.finish_session(begun, new, {"facts": ["fever_since_monday"]}, planned, now)
    begun = await store.begin_session(person.id, "check", Session("check", "1"), now)
    answers = (Answer("site", ("groin_folds",)), Answer("age", ("18plus",)))
    await store.save_session(begun, replace(begun.session, rev=2, answers=answers), now)
    photo = await store.add_photo(person.id, 7, JPEG, 10, 10, date(2026, 11, 19), now)
    found = await store.session(person.id, begun.id)
    assert photo is not None
    assert found is not None
    return found, photo


async def rows(store: SqlStore) -> dict[str, int]:
    def count(connection: sa.Connection) -> dict[str, int]:
        tables = schema.metadata.tables.values()
        return {t.name: connection.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in tables}

    return await store._db.read(count)


async def wrapped_key(store: SqlStore, person: Person) -> bytes:
    query = sa.select(schema.person.c.key).where(schema.person.c.id == person.id)
    return bytes(await store._db.read(lambda c: c.execute(query).scalar_one()))


async def test_nothing_a_person_said_lies_readable_on_the_disk(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    await live(store, ada, now)
    raw = home.raw()
    assert ada.chat_id.to_bytes(5) not in raw  # as SQLite writes a number
    for secret in SECRETS:
        assert secret.encode() not in raw
        assert secret.encode().hex().encode() not in raw


async def test_erased_means_every_row_the_key_and_the_photos(
    home: Home, store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    await live(rival, ada, now)
    key = await wrapped_key(store, ada)
    receipt = await store.erase(ada.id, now)
    assert receipt == Receipt(answers=3, checkins=1, photos=1, at=now)
    left = {name: count for name, count in (await rows(store)).items() if count}
    assert left == {"meta": 2}  # the key's fingerprint, our name in the photo store
    assert list((home.folder / "photos").iterdir()) == []
    raw = home.raw()
    assert key not in raw
    assert key.hex().encode() not in raw
    assert str(ada.id).encode() not in raw
    assert await store.person(ada.chat_id) is None


async def test_erasing_one_person_leaves_the_other_whole(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    await live(store, ada, now)
    begun, photo = await live(store, ben, now)
    before = await store.person(ben.chat_id)
    await store.erase(ada.id, now)
    assert await store.person(ben.chat_id) == before
    assert await store.open_session(ben.id, "check") == begun
    assert len(await store.assessments(ben.id)) == len(await store.checkins(ben.id)) == 1
    assert await store.photo_bytes(ben.id, photo.id) == JPEG
    assert {due.person for due in await store.claim(now, now + timedelta(minutes=1), 10)} == {ben.id}


async def test_erasing_twice_gives_an_empty_receipt(store: SqlStore, ada: Person, now: datetime) -> None:
    await store.erase(ada.id, now)
    assert await store.erase(ada.id, now) == Receipt(0, 0, 0, now)


async def test_somebody_who_comes_back_after_erasing_starts_anew(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    old, _ = await live(store, ada, now)
    await store.erase(ada.id, now)
    again = await store.welcome(ada.chat_id, now)
    assert again.id != ada.id
    assert again.profile.zone is None
    begun = await store.begin_session(again.id, "check", Session("check", "1"), now)
    assert begun.id > old.id  # an old button never means a new session


async def test_photos_that_could_not_be_deleted_at_once_are_swept_later(
    home: Home, store: SqlStore, ada: Person, now: datetime
) -> None:
    await live(store, ada, now)
    photos, away = home.folder / "photos", home.folder / "unmounted"
    photos.rename(away)
    photos.write_text("the disk is away")
    assert (await store.erase(ada.id, now)).photos == 1
    assert (await rows(store))["erasure"] == 1
    assert await store.person(ada.chat_id) is None
    photos.unlink()
    away.rename(photos)
    assert await store.sweep(now) == 1
    assert (await rows(store))["erasure"] == 0
    assert list(photos.iterdir()) == []
    assert await store.sweep(now) == 0


async def test_a_damaged_answer_does_not_stop_an_erasure(store: SqlStore, ada: Person, now: datetime) -> None:
    await live(store, ada, now)
    await store._db.write(lambda c: c.execute(sa.update(schema.session).values(data=b"\x01damaged")))
    assert (await store.erase(ada.id, now)).answers == 0
    await live(store, await store.welcome(5, now), now)
    await store._db.write(lambda c: c.execute(sa.update(schema.person).values(key=b"lost")))
    found = await store._db.read(lambda c: c.scalar(sa.select(schema.person.c.id)))
    assert (await store.erase(found or 0, now)).photos == 1


async def test_no_record_is_reachable_by_anybody_else(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    begun, photo = await live(store, ada, now)
    new = replace(begun.session, rev=9, answers=())
    stolen = replace(begun, person=ben.id)
    assert await store.session(ben.id, begun.id) is None
    assert await store.open_session(ben.id, "check") is None
    assert not await store.save_session(stolen, new, now)
    assert not await store.finish_session(stolen, new, {}, [], now)
    assert not await store.reopen_session(replace(stolen, status="done"), new, now)
    assert not await store.drop_session(ben.id, "check", now)
    assert await store.assessments(ben.id) == await store.checkins(ben.id) == []
    assert await store.photos(ben.id) == []
    assert await store.photo_bytes(ben.id, photo.id) is None
    assert not await store.delete_photo(ben.id, photo.id)
    assert not await store.finish_due(ben.id, "advice", "check1")
    assert await store.open_session(ada.id, "check") == begun
    assert await store.photo_bytes(ada.id, photo.id) == JPEG


@pytest.mark.parametrize(
    ("table", "column", "look"),
    [
        (schema.person, "chat", lambda s, p: s.person_by_id(p)),
        (schema.person, "profile", lambda s, p: s.person_by_id(p)),
        (schema.person, "key", lambda s, p: s.person_by_id(p)),
        (schema.session, "data", lambda s, p: s.open_session(p, "check")),
        (schema.assessment, "data", lambda s, p: s.assessments(p)),
        (schema.checkin, "data", lambda s, p: s.checkins(p)),
        (schema.photo, "meta", lambda s, p: s.photos(p)),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "name", ""),
)
async def test_a_sealed_value_moved_to_somebody_else_does_not_open(
    store: SqlStore,
    ada: Person,
    ben: Person,
    now: datetime,
    table: sa.Table,
    column: str,
    look: Callable[[SqlStore, int], Awaitable[object]],
) -> None:
    await live(store, ada, now)
    await live(store, ben, now)
    owner = table.c.id if table is schema.person else table.c.person
    await look(store, ben.id)

    def move(connection: sa.Connection) -> None:
        newest = sa.select(table.c[column]).where(owner == ada.id).order_by(table.c.id.desc())
        value = connection.scalar(newest.limit(1))
        connection.execute(sa.update(table).where(owner == ben.id).values({column: value}))

    await store._db.write(move)
    with pytest.raises(BrokenSeal):
        await look(store, ben.id)


async def test_the_database_itself_refuses_a_result_under_somebody_elses_session(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    begun, _ = await live(store, ada, now)
    values = {"person": ben.id, "session": begun.id, "version": "1", "data": b"", "at": now}
    with pytest.raises(sa.exc.IntegrityError) as refused:
        await store._db.write(lambda c: c.execute(sa.insert(schema.assessment).values(**values)))
    assert "parameters hidden" in str(refused.value)  # an error goes to the log: it must show no value
