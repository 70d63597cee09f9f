from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest

from bot.storage.store import SqlStore
from handlers.ports import Person, Planned

MINUTES = timedelta(minutes=5)


async def slots(store: SqlStore, now: datetime, limit: int = 100) -> list[str]:
    return [due.slot for due in await store.claim(now, now + MINUTES, limit)]


async def test_nothing_due_is_nothing_claimed(store: SqlStore, ada: Person, now: datetime) -> None:
    assert await store.oldest() is None
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now + timedelta(seconds=1)))
    assert await store.claim(now, now + MINUTES, 10) == []
    assert await store.oldest() == now + timedelta(seconds=1)


async def test_the_same_week_is_planned_once(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    assert await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    assert not await store.plan_due(ada.id, Planned("checkin", "2026-W48", now + MINUTES))
    assert await store.plan_due(ada.id, Planned("nudge", "2026-W48", now + MINUTES))
    assert await store.plan_due(ben.id, Planned("checkin", "2026-W48", now + MINUTES))
    assert not await store.plan_due(404, Planned("checkin", "2026-W48", now))
    assert await store.oldest() == now


async def test_the_oldest_come_first_and_no_more_than_asked(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    for age in (1, 3, 2):
        await store.plan_due(ada.id, Planned("checkin", f"{age} hours old", now - timedelta(hours=age)))
    claimed = await store.claim(now, now + MINUTES, 2)
    assert [(due.slot, due.person, due.kind, due.attempts) for due in claimed] == [
        ("3 hours old", ada.id, "checkin", 1),
        ("2 hours old", ada.id, "checkin", 1),
    ]
    assert claimed[0].at == now - timedelta(hours=3)
    assert await slots(store, now) == ["1 hours old"]


async def test_what_one_worker_claimed_another_leaves_alone_until_it_runs_out(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    [first] = await store.claim(now, now + MINUTES, 10)
    assert await rival.claim(now, now + MINUTES, 10) == []
    assert await rival.claim(now + MINUTES - timedelta(microseconds=1), now + 2 * MINUTES, 10) == []
    [second] = await rival.claim(now + MINUTES, now + 2 * MINUTES, 10)
    assert (second.id, first.attempts, second.attempts) == (first.id, 1, 2)


async def test_a_claim_must_last(store: SqlStore, now: datetime) -> None:
    with pytest.raises(ValueError, match="after"):
        await store.claim(now, now, 10)


async def test_four_workers_claim_every_row_exactly_once(
    store: SqlStore, rival: SqlStore, now: datetime
) -> None:
    for chat_id in range(60):
        person = await store.welcome(chat_id + 1, now)
        await store.plan_due(person.id, Planned("checkin", "2026-W48", now))

    async def work(queue: SqlStore) -> list[int]:
        mine: list[int] = []
        while claimed := await queue.claim(now, now + MINUTES, 7):
            mine += [due.id for due in claimed]
            for due in claimed:
                await queue.finish(due)
        return mine

    shares = await asyncio.gather(work(store), work(rival), work(store), work(rival))
    counts = Counter(number for share in shares for number in share)
    left_out = await work(store)  # a worker that found rows locked may have gone home early
    counts.update(left_out)
    assert len(counts) == 60
    assert set(counts.values()) == {1}
    assert await store.oldest() is None


async def test_done_brings_what_follows_and_does_not_come_back(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    [due] = await store.claim(now, now + MINUTES, 10)
    await store.finish(due, [Planned("checkin", "2026-W49", now + timedelta(days=7))])
    assert await store.is_due_done(ada.id, "checkin", "2026-W48")
    assert not await store.is_due_done(ada.id, "checkin", "2026-W49")
    assert await store.oldest() == now + timedelta(days=7)
    assert not await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    assert await slots(store, now + timedelta(days=1)) == []


async def test_postponed_comes_when_it_was_put_to(store: SqlStore, ada: Person, now: datetime) -> None:
    await store.plan_due(ada.id, Planned("advice", "s1", now))
    [due] = await store.claim(now, now + MINUTES, 10)
    await store.postpone(due, now + timedelta(hours=1))
    assert await slots(store, now + timedelta(minutes=59)) == []
    [again] = await store.claim(now + timedelta(hours=1), now + timedelta(hours=2), 10)
    assert again.attempts == 2
    await store.postpone(due, now)  # the slow first worker: not its row any more
    assert await slots(store, now + timedelta(hours=1)) == []


async def test_a_slow_worker_that_did_the_work_after_all_ends_it(
    store: SqlStore, rival: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("advice", "s1", now))
    [slow] = await store.claim(now, now + MINUTES, 10)
    await rival.claim(now + MINUTES, now + 2 * MINUTES, 10)
    await store.finish(slow)
    assert await store.is_due_done(ada.id, "advice", "s1")


async def test_stopping_reminders_closes_them_and_starting_opens_them_again(
    store: SqlStore, ada: Person, ben: Person, now: datetime
) -> None:
    for person in (ada, ben):
        await store.plan_due(person.id, Planned("checkin", "2026-W48", now))
        await store.plan_due(person.id, Planned("advice", "s1", now))
    await store.cancel_due(ada.id, "checkin")
    assert not await store.is_due_done(ada.id, "checkin", "2026-W48")
    assert await store.plan_due(ada.id, Planned("checkin", "2026-W48", now + MINUTES))
    claimed = await store.claim(now, now + timedelta(minutes=1), 10)
    assert sorted((due.person, due.kind) for due in claimed) == sorted(
        [(ada.id, "advice"), (ben.id, "advice"), (ben.id, "checkin")]
    )


async def test_what_was_done_stays_done_when_the_rest_is_called_off(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    assert await store.finish_due(ada.id, "checkin", "2026-W48")
    await store.cancel_due(ada.id, "checkin")
    assert await store.is_due_done(ada.id, "checkin", "2026-W48")
    assert not await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))


async def test_a_prompt_on_its_way_while_reminders_stop_plans_no_next_one(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    [due] = await store.claim(now, now + MINUTES, 10)
    await store.cancel_due(ada.id, "checkin")
    await store.finish(due, [Planned("checkin", "2026-W49", now)])
    assert await store.oldest() is None


async def test_a_prompt_called_off_and_planned_anew_is_not_ended_by_the_old_claim(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    [due] = await store.claim(now, now + MINUTES, 10)
    await store.cancel_due(ada.id, "checkin")
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now + MINUTES))
    await store.finish(due)
    assert await store.oldest() == now + MINUTES


async def test_marking_done_happens_once(store: SqlStore, ada: Person, now: datetime) -> None:
    assert not await store.finish_due(ada.id, "advice", "s1")
    await store.plan_due(ada.id, Planned("advice", "s1", now))
    assert not await store.is_due_done(ada.id, "advice", "s1")
    assert await store.finish_due(ada.id, "advice", "s1")
    assert not await store.finish_due(ada.id, "advice", "s1")
    assert await store.is_due_done(ada.id, "advice", "s1")


async def test_work_for_somebody_erased_meanwhile_ends_quietly(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    await store.plan_due(ada.id, Planned("checkin", "2026-W48", now))
    [due] = await store.claim(now, now + MINUTES, 10)
    await store.erase(ada.id, now)
    await store.finish(due, [Planned("checkin", "2026-W49", now)])
    await store.postpone(due, now)
    assert await store.oldest() is None


async def test_planning_anew_replaces_what_waits_and_passes_over_a_week_that_was_asked(
    store: SqlStore, ada: Person, now: datetime
) -> None:
    weeks = [Planned("checkin", f"2026-W{n}", now + timedelta(days=n)) for n in (1, 2, 3)]
    await store.plan_due(ada.id, weeks[0])
    await store.finish_due(ada.id, "checkin", weeks[0].slot)
    await store.plan_due(ada.id, weeks[2])
    assert await store.replan_due(ada.id, "checkin", weeks[:2]) == weeks[1]
    assert await slots(store, now + timedelta(days=9)) == [weeks[1].slot]
    assert await store.replan_due(ada.id, "checkin", weeks[:1]) is None
    assert await slots(store, now + timedelta(days=99)) == []
