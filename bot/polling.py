"""Fetching updates by long polling. An update is confirmed only after its effect is committed: the offset
moves on when the whole batch is kept, so what a kill interrupts comes again.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.updates import ALLOWED, Updates
from handlers.trouble import wait_of

log = structlog.get_logger()

T = TypeVar("T")

LONG_POLL = 25  # seconds
BATCH = 50  # updates in flight at most
MOST_TRIES = 6
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between tries while Telegram or the store is away


async def poll(bot: Bot, updates: Updates, stop: asyncio.Event) -> None:
    """Until `stop`. Raises InvalidToken where Telegram no longer knows the token."""
    offset, pause = 0, FIRST_PAUSE
    while not stop.is_set():
        try:
            fetched = await unless(stop, _fetch(bot, offset))
        except InvalidToken:
            raise
        except TelegramError as exc:
            pause = await _rest(exc, pause, stop)
            continue
        pause = FIRST_PAUSE
        if fetched is not None:
            batch, following = fetched
            if not all(await asyncio.gather(*(_keep(updates, update, stop) for update in batch))):
                return  # stopped while the store was away: what was not kept comes again
            offset = following
    if offset:
        await _confirm(bot, offset)


async def _fetch(bot: Bot, offset: int) -> tuple[Sequence[Update], int]:
    """What came, and the offset behind it. Raises TelegramError."""
    try:
        came = await bot.get_updates(offset, limit=BATCH, timeout=LONG_POLL, allowed_updates=ALLOWED)
    except TelegramError:
        raise
    except Exception as exc:  # one that the library stumbles over, and would at every start again
        log.error("unreadable_update", error=type(exc).__name__)
        return await _fetch_one_by_one(bot, offset)
    return came, came[-1].update_id + 1 if came else offset


async def _fetch_one_by_one(bot: Bot, offset: int) -> tuple[Sequence[Update], int]:
    """The same as Telegram sent it, so that one that cannot be read does not hide the others."""
    wanted = {"offset": offset, "limit": BATCH, "timeout": 0, "allowed_updates": ALLOWED}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBUserWarning)  # it would rather be asked by the method above
        came: list[dict[str, Any]] = await bot.do_api_request("getUpdates", api_kwargs=wanted)
    return [one for raw in came if (one := _read(raw, bot))], came[-1]["update_id"] + 1 if came else offset


def _read(raw: dict[str, Any], bot: Bot) -> Update | None:
    try:
        return Update.de_json(raw, bot)
    except Exception as exc:
        log.error("set_aside", update=raw.get("update_id"), error=type(exc).__name__)
        return None


async def _keep(updates: Updates, update: Update, stop: asyncio.Event) -> bool:
    """Until it is kept, however long the store is away. An update that fails again and again while the
    database answers is set aside, so that it does not hold up everybody else."""
    pause, tries = FIRST_PAUSE, 1
    while not await updates.handle(update):
        if tries >= MOST_TRIES and await updates.store_answers():
            log.error("set_aside", update=update.update_id, tries=tries)
            return True
        if await stopped_within(stop, pause):
            return False
        pause, tries = min(pause * 2, LONGEST_PAUSE), tries + 1
    return True


async def _confirm(bot: Bot, offset: int) -> None:
    """The last batch is kept: say so, that it does not come again after a restart."""
    try:
        await bot.get_updates(offset, limit=1, timeout=0, allowed_updates=ALLOWED)
    except TelegramError as exc:
        log.info("not_confirmed", error=type(exc).__name__)


async def _rest(exc: TelegramError, pause: float, stop: asyncio.Event) -> float:
    """Wait before the next try; returns the pause after that."""
    if isinstance(exc, Conflict):
        log.error(
            "conflict", what="another process polls with this token, or a webhook is set: stop that one"
        )
        pause = max(pause, 5.0)
    elif isinstance(exc, RetryAfter):
        pause = wait_of(exc).total_seconds()
    else:
        log.warning("telegram_away", error=type(exc).__name__, next_try_seconds=pause)
    await stopped_within(stop, pause)
    return min(pause * 2, LONGEST_PAUSE)


async def stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    """Sleep, but not past a stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of the work, or None if `stop` came first; the work is cancelled then."""
    task, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for one in (task, stopping):
            one.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)
