"""Refusals, in Telegram's own words."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818  - an answer of the Bot API, not a fault of ours
    """What a method answers instead of a result: error_code, description and, for 429, parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class BadControl(Exception):  # noqa: N818  - the tester's mistake, told back to the tester
    """A control request that cannot be done. `status` is the HTTP status, the text says what to do."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what)
        self.status = status


def bad(what: str) -> Refused:
    """400 with Telegram's prefix."""
    return Refused(400, f"Bad Request: {what}")
