"""Where the time comes from. Below this folder it is an argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock:
    """The system's clock plus so many seconds: for the sandbox and for tests, where a week passes without
    waiting."""

    def __init__(self, offset: Callable[[], float]) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset())


def offset_in(path: Path) -> Callable[[], float]:
    """Seconds that stand in a file; several processes can share it. No file yet, or half of one: 0."""

    def offset() -> float:
        try:
            return float(path.read_text())
        except (FileNotFoundError, ValueError):
            return 0.0

    return offset
