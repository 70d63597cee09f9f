from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.storage.store import SqlStore
from guidance.model import Answer, Session
from handlers.ports import Person, Planned, StoredSession

CHECK = Session("check", "2026.1", given=(("age", "18plus"),))
CHECKIN = Session("checkin", "2026.1")


def answered(stored: StoredSession, option: str = "arms") -> Session:
    session = stored.session
    answers = (*session.answers, Answer("site", (option, "thighs")))
    return replace(session, rev=session.rev + 1, answers=answers, draft=("a",))


async def finished(
    store: SqlStore,
    person: Person,
    now: datetime,
    *planned: Planned,
    kind: str = "check",
    slot: str | None = None,
) -> StoredSession:
    stored = await store.begin_session(person.id, kind, replace(CHECK, questionnaire=kind), now, slot)
    assert await store.finish_session(stored, answered(stored), {"urgency": "self_care"}, planned, now)
    found = await store.session(person.id, stored.id)
    assert found is not None
    return found


async def test_a_check_begins_once_and_goes_on_where_it_was(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    assert await store.open_session(ada.id, "check") is None
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    assert begun.id < 2**31
    assert (begun.status, begun.session, begun.slot, begun.began) == ("open", CHECK, None, now)
    again = await rival.begin_session(ada.id, "check", replace(CHECK, version="2027.1"), now)
    assert again == begun
    assert await rival.open_session(ada.id, "check") == begun
    assert await rival.session(ada.id, begun.id) == begun


async def test_beginning_on_two_replicas_at_once_opens_one_session(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await asyncio.gather(
        *(one.begin_session(ada.id, "check", CHECK, now) for one in (store, rival) * 5)
    )
    assert len({stored.id for stored in begun}) == 1


async def test_a_checkin_of_another_week_closes_the_one_left_open(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    old = await store.begin_session(ada.id, "checkin", CHECKIN, now, "2026-W47")
    new = await store.begin_session(ada.id, "checkin", CHECKIN, now, "2026-W48")
    assert new.id != old.id
    assert new.slot == "2026-W48"
    assert await store.begin_session(ada.id, "checkin", CHECKIN, now) == new
    assert await store.session(ada.id, old.id) is None


async def test_beginning_for_somebody_gone_says_so(store: SqlStore, now: datetime) -> None:
    with pytest.raises(LookupError):
        await store.begin_session(3, "check", CHECK, now)


async def test_an_answer_is_kept_whole(store: SqlStore, rival: SqlStore, ada: Person, now: datetime) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    new = answered(begun)
    assert await store.save_session(begun, new, now)
    assert await rival.open_session(ada.id, "check") == replace(begun, session=new)


async def test_of_two_taps_at_once_one_counts(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    stored = await store.begin_session(ada.id, "check", CHECK, now)
    for _ in range(10):
        choices = ("arms", "face", "back", "legs")
        saved = await asyncio.gather(
            *(
                (store if place % 2 else rival).save_session(stored, answered(stored, choice), now)
                for place, choice in enumerate(choices)
            )
        )
        assert saved.count(True) == 1
        found = await store.open_session(ada.id, "check")
        assert found is not None
        assert found.session == answered(stored, choices[saved.index(True)])
        stored = found


async def test_a_rev_that_does_not_rise_is_a_mistake_of_ours(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    with pytest.raises(ValueError, match="must rise"):
        await store.save_session(begun, CHECK, now)


async def test_the_last_answer_brings_result_due_advice_and_profile_together(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    result = {"urgency": "self_care", "facts": {"site": ["arms"]}, "words": "größer – 痒い"}
    planned = [Planned("advice", f"s{begun.id}", now), Planned("checkin", "2026-W49", now)]
    later = now + timedelta(minutes=3)
    assert await store.finish_session(begun, answered(begun), result, planned, later, reminders="on")
    [kept] = await store.assessments(ada.id)
    assert (kept.session, kept.at, kept.slot, kept.data) == (begun.id, later, None, result)
    assert await store.checkins(ada.id) == []
    assert await store.open_session(ada.id, "check") is None
    done = await store.session(ada.id, begun.id)
    assert done == replace(begun, status="done", session=answered(begun))
    assert (await store.person_by_id(ada.id)).profile.reminders == "on"  # type: ignore[union-attr]
    claimed = await store.claim(now, now + timedelta(minutes=5), 10)
    assert [(due.kind, due.slot) for due in claimed] == [
        ("advice", f"s{begun.id}"),
        ("checkin", "2026-W49"),
    ]


async def test_a_checkin_is_kept_under_its_week(store: SqlStore, ada: Person, now: datetime) -> None:
    await finished(store, ada, now, kind="checkin", slot="2026-W48")
    await finished(store, ada, now + timedelta(days=7), kind="checkin", slot="2026-W49")
    assert [kept.slot for kept in await store.checkins(ada.id)] == ["2026-W48", "2026-W49"]
    assert await store.assessments(ada.id) == []


async def test_a_last_answer_tapped_twice_makes_one_result(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    done = await asyncio.gather(
        *(
            one.finish_session(
                begun, answered(begun), {"n": n}, [Planned("advice", f"n{n}", now)], now, hour=n
            )
            for n, one in enumerate((store, rival) * 3)
        )
    )
    assert done.count(True) == 1
    winner = done.index(True)
    assert [kept.data for kept in await store.assessments(ada.id)] == [{"n": winner}]
    assert [due.slot for due in await store.claim(now, now + timedelta(minutes=1), 10)] == [f"n{winner}"]
    assert (await store.person_by_id(ada.id)).profile.hour == winner  # type: ignore[union-attr]


async def test_a_last_answer_that_fails_half_way_leaves_nothing(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    planned = [Planned("advice", "s", now)]
    with pytest.raises(TypeError):
        await store.finish_session(begun, answered(begun), {}, planned, now, shoe_size=42)
    assert await store.open_session(ada.id, "check") == begun
    assert await store.assessments(ada.id) == []
    assert await store.oldest() is None


async def test_a_kind_without_results_is_a_mistake_of_ours(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "survey", CHECK, now)
    with pytest.raises(ValueError, match="survey"):
        await store.finish_session(begun, answered(begun), {}, [], now)


async def test_back_from_a_result_voids_it_and_its_advice(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    done = await finished(store, ada, now, Planned("advice", "s1", now), Planned("checkin", "2026-W49", now))
    earlier = replace(done.session, rev=done.session.rev + 1, answers=())
    assert await store.reopen_session(done, earlier, now)
    assert await store.assessments(ada.id) == []
    assert await store.open_session(ada.id, "check") == replace(done, status="open", session=earlier)
    assert [due.kind for due in await store.claim(now, now + timedelta(minutes=5), 10)] == ["checkin"]
    assert not await store.reopen_session(done, earlier, now)


async def test_a_result_given_again_after_back_brings_its_advice_again(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    advice = Planned("advice", "s1", now)
    done = await finished(store, ada, now, advice)
    assert await store.finish_due(ada.id, "advice", "s1")  # it was sent at once
    await store.reopen_session(done, replace(done.session, rev=5, answers=()), now)
    assert not await store.is_due_done(ada.id, "advice", "s1")
    reopened = await store.open_session(ada.id, "check")
    assert reopened is not None
    assert await store.finish_session(reopened, answered(reopened, "face"), {"second": 1}, [advice], now)
    assert [kept.data for kept in await store.assessments(ada.id)] == [{"second": 1}]
    assert [due.slot for due in await store.claim(now, now + timedelta(minutes=5), 10)] == ["s1"]


async def test_back_from_an_old_result_is_refused_while_a_new_check_is_open(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    done = await finished(store, ada, now)
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    assert not await store.reopen_session(done, replace(done.session, rev=9), now)
    assert await store.open_session(ada.id, "check") == begun
    assert len(await store.assessments(ada.id)) == 1


async def test_cancel_closes_the_open_check_and_says_whether_there_was_one(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    begun = await store.begin_session(ada.id, "check", CHECK, now)
    checkin = await store.begin_session(ada.id, "checkin", CHECKIN, now, "2026-W48")
    assert await store.drop_session(ada.id, "check", now)
    assert not await store.drop_session(ada.id, "check", now)
    assert not await store.save_session(begun, answered(begun), now)
    assert await store.open_session(ada.id, "checkin") == checkin
    assert (await store.begin_session(ada.id, "check", CHECK, now)).id > begun.id
