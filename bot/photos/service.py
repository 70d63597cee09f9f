"""Pictures for the conversation: the work is done on a few threads, never on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.photos import compare, pipeline
from handlers.ports import Picture

_P = ParamSpec("_P")
_T = TypeVar("_T")


class PhotoService:
    """Implements `handlers.ports.Photos`.

    At most `threads` pictures are in work at a time; the others wait their turn on the event loop, so that
    memory stays bounded however many people send a photo at once.
    """

    def __init__(self, threads: int = 2) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="photos")
        self._free = asyncio.Semaphore(threads)

    async def take_in(self, raw: bytes) -> Picture:
        """As `pipeline.take_in`. Raises PhotoRefused."""
        return await self._run(pipeline.take_in, raw)

    async def side_by_side(self, first: bytes, second: bytes, labels: tuple[str, str]) -> Picture:
        """As `compare.side_by_side`. Raises PhotoRefused."""
        return await self._run(compare.side_by_side, first, second, labels)

    async def close(self) -> None:
        """Wait for the pictures in work. Whoever asks afterwards gets a RuntimeError."""
        await asyncio.to_thread(self._pool.shutdown)

    async def _run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        await self._free.acquire()
        try:
            job = asyncio.wrap_future(self._pool.submit(work, *args, **kwargs))
        except BaseException:
            self._free.release()
            raise
        # The thread works on when the one who asked is cancelled. Its place is free when *it* is done.
        job.add_done_callback(lambda _: self._free.release())
        return await asyncio.shield(job)
