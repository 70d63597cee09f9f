"""Other processes on the same database: replicas, and ones that die."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.storage.conftest import Home, key_text

_ROOT = Path(__file__).parents[2]

_PROGRAM = """\
import asyncio, os, resource, signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage.errors import StorageTrouble
from bot.storage.keys import MasterKey
from bot.storage.store import open_store
from guidance.model import Answer, Session
from handlers.ports import Planned

now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

async def main():
    async with open_store(
        database={url!r}, data_dir=Path({folder!r}), photo_store_url=None, master_key=MasterKey.parse({key!r})
    ) as store:
{body}

{before}
try:
    asyncio.run(main())
except StorageTrouble as trouble:
    print(type(trouble).__name__, trouble)
"""


async def start(home: Home, body: str, before: str = "", under: tuple[str, ...] = ()) -> Process:
    """A process that opens the store and runs `body` in it, with `store` and `now` at hand.

    `before` runs first; `under` is a command that starts it, such as setpriv."""
    program = _PROGRAM.format(
        url=home.url,
        folder=str(home.folder),
        key=key_text("k"),
        body=textwrap.indent(textwrap.dedent(body), " " * 8),
        before=before,
    )
    return await asyncio.create_subprocess_exec(
        *under, sys.executable, "-W", "error", "-c", program, cwd=_ROOT, stdout=PIPE, stderr=PIPE
    )
