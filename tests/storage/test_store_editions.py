from __future__ import annotations

from datetime import datetime

from bot.storage.store import SqlStore


async def test_a_version_of_the_guidance_is_kept_once_and_as_it_was(store: SqlStore, now: datetime) -> None:
    assert await store.edition("2026-11-23.1") is None
    assert await store.keep_edition("2026-11-23.1", b"first", now)
    assert not await store.keep_edition("2026-11-23.1", b"changed", now)
    assert await store.edition("2026-11-23.1") == b"first"
