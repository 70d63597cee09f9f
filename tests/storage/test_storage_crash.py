from __future__ import annotations

import signal
from datetime import date, datetime, timedelta

from tests.storage.children import start
from tests.storage.conftest import Home

KILL = "os.kill(os.getpid(), signal.SIGKILL)\n"


async def killed(home: Home, body: str) -> str:
    child = await start(home, body + KILL)
    output, errors = await child.communicate()
    assert child.returncode == -signal.SIGKILL, errors.decode()
    return output.decode()


async def test_an_answer_acknowledged_before_a_kill_is_there_after_it(home: Home, now: datetime) -> None:
    output = await killed(
        home,
        """\
        ada = await store.welcome(1, now)
        begun = await store.begin_session(ada.id, "check", Session("check", "1"), now)
        saved = await store.save_session(begun, replace(begun.session, rev=1, draft=("fever",)), now)
        print(saved, flush=True)
        """,
    )
    assert output == "True\n"
    async with home.open() as store:
        ada = await store.person(1)
        assert ada is not None
        found = await store.open_session(ada.id, "check")
        assert found is not None
        assert found.session.draft == ("fever",)


async def test_what_a_dead_worker_claimed_comes_due_again(home: Home, now: datetime) -> None:
    await killed(
        home,
        """\
        ada = await store.welcome(1, now)
        await store.plan_due(ada.id, Planned("advice", "s1", now))
        assert len(await store.claim(now, now + timedelta(minutes=5), 10)) == 1
        """,
    )
    async with home.open() as store:
        assert await store.claim(now + timedelta(minutes=4), now + timedelta(minutes=9), 10) == []
        [due] = await store.claim(now + timedelta(minutes=5), now + timedelta(minutes=10), 10)
        assert (due.slot, due.attempts) == ("s1", 2)


async def test_a_kill_in_the_middle_of_a_change_leaves_none_of_it_and_no_lock(
    home: Home, now: datetime
) -> None:
    await killed(
        home,
        """\
        ada = await store.welcome(1, now)
        import sqlalchemy as sa
        from bot.storage import schema
        def half(connection):
            connection.execute(sa.delete(schema.person))
            os.kill(os.getpid(), signal.SIGKILL)
        await store._db.write(half)
        """,
    )
    async with home.open() as store:
        ada = await store.person(1)
        assert ada is not None
        await store.set_screen(ada.id, 3)


async def test_a_kill_between_blob_and_row_leaves_a_blob_for_the_sweep(home: Home, now: datetime) -> None:
    await killed(
        home,
        """\
        ada = await store.welcome(1, now)
        from datetime import date
        real = store._db.write
        async def die(work):
            os.kill(os.getpid(), signal.SIGKILL)
        store._db.write = die
        await store.add_photo(ada.id, 1, b"jpeg", 1, 1, date(2026, 11, 1), now)
        """,
    )
    assert len(list((home.folder / "photos").rglob("*.bin"))) == 1
    async with home.open() as store:
        ada = await store.person(1)
        assert ada is not None
        assert await store.photos(ada.id) == []
        assert await store.sweep(datetime.now(now.tzinfo) + timedelta(days=2)) == 1
        assert await store.add_photo(ada.id, 1, b"jpeg", 1, 1, date(2026, 11, 1), now) is not None
