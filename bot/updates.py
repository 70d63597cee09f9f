"""One update, from wherever it came, to the conversation: in order per person, and with a plain answer to
"is it kept?", so that whoever brought it confirms it to Telegram only then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.storage.store import SqlStore
from handlers.errors import Errors
from handlers.ports import StoreTrouble

ALLOWED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


class PersonalOrder:
    """A lock per person, kept only while someone holds or awaits it. Comfort, not safety: safety is the
    compare-and-set, since another replica has locks of its own."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(person, (asyncio.Lock(), 0))
        self._locks[person] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[person]
            if waiting == 1:
                del self._locks[person]
            else:
                self._locks[person] = lock, waiting - 1


class Updates:
    def __init__(
        self, application: Application[Any, Any, Any, Any, Any, Any], errors: Errors, store: SqlStore
    ) -> None:
        self.application = application
        self.errors = errors
        self.store = store
        self.order = PersonalOrder()

    async def store_answers(self) -> bool:
        try:
            await self.store.check()
        except StoreTrouble:
            return False
        return True

    async def handle(self, update: Update) -> bool:
        """False: the store was away and nothing of it was kept; bring it again. Never raises for what is in
        the update: a fault of ours is logged, the person told, and the update is done with."""
        user = update.effective_user
        async with self.order.turn(user.id if user else 0):
            await self.application.process_update(update)
        if update.update_id in self.errors.not_kept:
            self.errors.not_kept.discard(update.update_id)
            return False
        return True
