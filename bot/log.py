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
    error, told = event.pop("exc_info", None), []
    while isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        told.append(f"{type(error).__name__} at {way}")
        error = error.__cause__ or error.__context__
    if told:
        event["fault"] = "; from ".join(told)
    return event


def set_up(level: int = logging.INFO) -> None:
    """Lines of key=value on standard error."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
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
