from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.storage import schema
from bot.storage.store import SqlStore
from handlers.ports import Person, Planned, Profile
from tests.storage.conftest import Home


async def consent_log(store: SqlStore, person: int) -> list[tuple[str, bool, str]]:
    table = schema.consent_log
    query = sa.select(table.c.kind, table.c.given, table.c.version).where(table.c.person == person)
    return [tuple(row) for row in await store._db.read(lambda c: c.execute(query.order_by(table.c.id)).all())]


async def test_somebody_who_never_wrote_is_not_there(store: SqlStore) -> None:
    assert await store.person(1) is None
    assert await store.person_by_id(1) is None


async def test_a_person_is_found_again_by_chat_and_by_id(store: SqlStore, ada: Person) -> None:
    assert ada.chat_id == 4_815_162_342
    assert ada.profile == Profile()
    assert ada.reachable
    assert 0 <= ada.id < 2**63
    assert await store.person(ada.chat_id) == ada
    assert await store.person_by_id(ada.id) == ada


async def test_saying_start_twice_makes_one_person(store: SqlStore, ada: Person, now: datetime) -> None:
    assert (await store.welcome(ada.chat_id, now)).id == ada.id


async def test_two_replicas_greeting_a_newcomer_at_once_make_one_person(
    store: SqlStore, rival: SqlStore, now: datetime
) -> None:
    people = await asyncio.gather(*(one.welcome(77, now) for one in (store, rival) * 8))
    assert len({person.id for person in people}) == 1


async def test_a_person_survives_a_restart(home: Home, now: datetime) -> None:
    async with home.open() as store:
        made = await store.welcome(5, now)
        changed = await store.change_profile(made.id, now, zone="Europe/Berlin", unanswered=("2026-W47",))
        await store.set_screen(made.id, 99)
    async with home.open() as store:
        found = await store.person(5)
    assert found is not None
    assert found.profile == changed.profile == Profile(zone="Europe/Berlin", unanswered=("2026-W47",))
    assert found.screen == 99


async def test_changing_one_choice_leaves_the_others(store: SqlStore, ada: Person, now: datetime) -> None:
    await store.change_profile(ada.id, now, language="de", hour=19)
    changed = await store.change_profile(ada.id, now, hour=8)
    assert changed.profile == Profile(language="de", hour=8)
    assert (await store.person(ada.chat_id)) == changed


async def test_choices_made_at_once_on_two_replicas_are_all_kept(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    fields = {"language": "de", "country": "de", "zone": "Europe/Berlin", "weekday": 3, "hour": 7}
    await asyncio.gather(
        *(
            (store if place % 2 else rival).change_profile(ada.id, now, **{name: value})
            for place, (name, value) in enumerate(fields.items())
        )
    )
    found = await store.person(ada.chat_id)
    assert found is not None
    assert found.profile == Profile(**fields)  # type: ignore[arg-type]


async def test_a_choice_that_does_not_exist_is_a_mistake_of_ours(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    with pytest.raises(TypeError):
        await store.change_profile(ada.id, now, shoe_size=42)


async def test_a_choice_of_somebody_gone_says_so(store: SqlStore, now: datetime) -> None:
    with pytest.raises(LookupError, match="no person 12"):
        await store.change_profile(12, now, hour=8)
    with pytest.raises(LookupError, match="no person 12"):
        await store.record_consent(12, "photos", True, "1", now)


async def test_the_same_consent_twice_is_logged_once(store: SqlStore, ada: Person, now: datetime) -> None:
    await store.record_consent(ada.id, "answers", True, "2026-11", now)
    person = await store.record_consent(ada.id, "answers", True, "2026-11", now)
    assert person.profile.consents == {"answers": True}
    assert await consent_log(store, ada.id) == [("answers", True, "2026-11")]


async def test_consent_withdrawn_and_given_again_leaves_every_step(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    for given, version in ((True, "1"), (False, "1"), (True, "1"), (True, "2")):
        await store.record_consent(ada.id, "photos", given, version, now)
    await store.record_consent(ada.id, "answers", False, "2", now)
    found = await store.person(ada.chat_id)
    assert found is not None
    assert found.profile.consents == {"photos": True, "answers": False}
    assert await consent_log(store, ada.id) == [
        ("photos", True, "1"),
        ("photos", False, "1"),
        ("photos", True, "1"),
        ("photos", True, "2"),
        ("answers", False, "2"),
    ]


async def test_the_newest_screen_is_remembered_and_forgotten(store: SqlStore, ada: Person) -> None:
    await store.set_screen(ada.id, 2**40)
    assert (await store.person(ada.chat_id)).screen == 2**40  # type: ignore[union-attr]
    await store.set_screen(ada.id, None)
    assert (await store.person(ada.chat_id)).screen is None  # type: ignore[union-attr]
    await store.set_screen(1, 5)  # nobody: nothing happens


async def test_blocking_the_bot_closes_what_is_due_and_coming_back_can_plan_it_again(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    weekly = Planned("checkin", "2026-W48", now)
    await store.plan_due(ada.id, weekly)
    await store.plan_due(ben.id, weekly)
    await store.set_reachable(ada.id, False, now)
    found = await store.person(ada.chat_id)
    assert found is not None
    assert not found.reachable
    assert [due.person for due in await store.claim(now, now + timedelta(minutes=5), 10)] == [ben.id]
    assert (await store.welcome(ada.chat_id, now)).reachable
    assert await store.plan_due(ada.id, weekly)
    assert [due.person for due in await store.claim(now, now + timedelta(minutes=5), 10)] == [ada.id]


async def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        await store.welcome(1, datetime(2026, 11, 23))  # noqa: DTZ001
