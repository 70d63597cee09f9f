"""Structured logs: ids, never answers, names, texts, file ids or tokens."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "uvicorn", "alembic", "asyncio")
"""Libraries that would log addresses (with the token in them) or bodies: warnings and worse only."""


def places(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where a fault happened, and what kind of fault led to which. Never in its own words: an exception may
    quote what a person wrote."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["fault"] = way_to(error)
    return event


def way_to(fault: BaseException) -> str:
    error: BaseException | None = fault
    told = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        told.append(f"{type(error).__name__} at {way}")
        error = error.__cause__ or error.__context__
    return "; from ".join(told)


class OthersWords(logging.Formatter):
    """What a library logs: which one, and the sentence it has for it, without the values it fills in and
    without the words of an exception. Telegram's library, for one, logs an update it cannot read in full."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.msg.partition("\n")[0] if isinstance(record.msg, str) else type(record.msg).__name__
        error = record.exc_info[1] if record.exc_info else None
        return f"{record.levelname} {record.name} {said}{f' fault={way_to(error)!r}' if error else ''}"


def set_up(level: int = logging.INFO) -> None:
    """Lines of key=value on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OthersWords())
    logging.basicConfig(level=level, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            places,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event"], bool_as_flag=False
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
