"""`python -m bot rotate-key`: change the master key without opening anything a person said."""

from __future__ import annotations

from bot.settings import Settings
from bot.storage.keys import load_or_create_master_key
from bot.wire import store_of


async def rotate(settings: Settings) -> int:
    """Lock every person's key with the first of the master keys given. Returns how many people. Raises
    StorageTrouble."""
    key, _ = load_or_create_master_key(settings.master_key, settings.master_key_path, may_create=False)
    async with store_of(settings, key) as store:
        return await store.rotate_master_key()
