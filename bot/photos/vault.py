"""Where sealed photos lie: a folder by default, or any object store obstore reaches. No plaintext comes here.

A key is "<of a database>/<of a person>/<random>.bin"; every part is random and names nobody.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from bot.storage.errors import StorageTrouble

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_PAGE = 500


class Vault:
    """Blobs by key. Every method raises StorageTrouble when the store does not do what it is asked."""

    def __init__(self, store: ObjectStore, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        self._where = str(folder) if folder is not None else "PHOTO_STORE_URL"

    @classmethod
    def open(cls, url: str | None, default: Path) -> Vault:
        """The store at `url`, or the folder `default`, which is created. Sends nothing over a network."""
        folder = default if url is None else _folder_of(url)
        try:
            if folder is None:
                return cls(from_url(str(url)), None)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _check_writable(folder)
            return cls(LocalStore(folder, automatic_cleanup=True), folder)
        except OSError as error:
            raise StorageTrouble(
                f"The photo folder {folder} cannot be used ({error.strerror}): make it writable for this "
                "user, or make room on its disk."
            ) from error
        except (BaseError, ValueError) as error:
            raise StorageTrouble(
                "PHOTO_STORE_URL cannot be used: write it like s3://bucket/path or file:///folder, and check "
                "the credentials."
            ) from error

    async def put(self, key: str, sealed: bytes) -> None:
        """Durable when this returns, as far as the store can promise it."""
        try:
            await obstore.put_async(self._store, key, sealed)
            if self._folder is not None:
                # obstore renames into place but does not sync: a power cut could leave an empty file.
                await asyncio.to_thread(_sync, self._folder, key)
        except (BaseError, OSError) as error:
            self._fail("store a photo", error)

    async def get(self, key: str) -> bytes | None:
        """None: there is no such blob."""
        try:
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            self._fail("read a photo", error)

    async def delete(self, keys: Sequence[str]) -> None:
        """What is not there counts as deleted."""
        for key in keys:
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                continue
            except (BaseError, OSError) as error:
                self._fail("delete a photo", error)

    async def delete_all(self, prefix: str) -> int:
        """Everything of one person. Returns how many blobs there were."""
        keys = [key async for page in self.pages(prefix) for key, _ in page]
        await self.delete(keys)
        return len(keys)

    async def pages(self, prefix: str | None = None) -> AsyncIterator[list[tuple[str, datetime]]]:
        """Keys with the time each was written, a page at a time."""
        try:
            async for page in obstore.list(self._store, prefix=prefix, chunk_size=_PAGE):
                yield [(blob["path"], blob["last_modified"]) for blob in page]
        except (BaseError, OSError) as error:
            self._fail("list photos", error)

    def _fail(self, doing: str, error: Exception) -> NoReturn:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise StorageTrouble(
            f"The photo store {self._where} did not {doing} ({type(error).__name__}: {reason}): check that "
            "it is reachable, writable and has room."
        ) from error


def _folder_of(url: str) -> Path | None:
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _check_writable(folder: Path) -> None:
    probe = folder / f".probe-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)


def _sync(folder: Path, key: str) -> None:
    """The blob, its folder, and every folder up to ours, since each names the one below."""
    blob = folder / key
    for path in (blob, *(parent for parent in blob.parents if parent.is_relative_to(folder))):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
