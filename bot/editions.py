"""Every version of the guidance is kept in the database: a check that is open finishes under the version it
began with, and an old result is shown in the words of its day.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import structlog

import guidance
import handlers
from bot.storage.store import SqlStore
from guidance import ContentError, Guidance, Words
from handlers.ports import Edition

log = structlog.get_logger()

GUIDANCE = Path(guidance.__file__ or "").parent
TEXTS = Path(handlers.__file__ or "").parent / "texts"
PARTS = ("content/**/*.toml", "texts/**/*.ftl")


def load_edition(root: Path = GUIDANCE) -> Edition:
    """The guidance in that folder, with its words and those of the conversation. Raises ContentError."""
    content: Guidance = guidance.load(root)
    return Edition(content, Words.load([root / "texts", TEXTS]))


def archive(root: Path = GUIDANCE) -> bytes:
    """The content and words of the guidance, zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(p for part in PARTS for p in root.glob(part)):
            packed.write(path, path.relative_to(root))
    return out.getvalue()


class Editions:
    """Implements `handlers.ports.Editions`."""

    def __init__(self, current: Edition, store: SqlStore) -> None:
        self.current = current
        self._store = store
        self._loaded = {current.guidance.version: current}

    async def keep(self, now: datetime) -> None:
        """Put the present version by, for the day when it is an old one."""
        packed = await asyncio.to_thread(archive)
        await self._store.keep_edition(self.current.guidance.version, packed, now)

    async def of(self, version: str) -> Edition:
        """That version; the present one where it is not kept, or can no longer be read: the engine then asks
        anew what has no place in it."""
        if not version:  # nothing was given by any version yet
            return self.current
        if version not in self._loaded:
            self._loaded[version] = await self._load(version)
        return self._loaded[version]

    async def _load(self, version: str) -> Edition:
        packed = await self._store.edition(version)
        if packed is None:
            log.warning("edition_not_kept", version=version)
            return self.current
        try:
            return await asyncio.to_thread(_unpacked, packed)
        except (ContentError, zipfile.BadZipFile, OSError) as error:
            log.error("edition_not_readable", version=version, error=type(error).__name__)
            return self.current


def _unpacked(packed: bytes) -> Edition:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(packed)) as archived:
        archived.extractall(folder)
        return load_edition(Path(folder))
