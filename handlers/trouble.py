"""What a refusal by Telegram means for us: sorted by type, and by words only where there is no type."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut


class Kind(StrEnum):
    FINE = "fine"  # the screen already shows this, or the spinner has long stopped
    GONE = "gone"  # the message cannot be edited any more: send a fresh one
    UNREACHABLE = "unreachable"  # blocked us or left: stop writing, keep the data
    UNKNOWN = "unknown"  # no answer came: it may or may not have arrived
    LATER = "later"
    BUG = "bug"  # ours


WORDS = {
    "message is not modified": Kind.FINE,
    "query is too old": Kind.FINE,
    "message to edit not found": Kind.GONE,
    "message_id_invalid": Kind.GONE,
    "message can't be edited": Kind.GONE,
    "there is no text in the message to edit": Kind.GONE,
    "message to be replied not found": Kind.GONE,
    "message to delete not found": Kind.FINE,
    "message can't be deleted": Kind.FINE,
    "chat not found": Kind.UNREACHABLE,
}


def wait_of(exc: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait: the library gives seconds or a timedelta, as it is set."""
    wait = exc.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def classify(exc: TelegramError) -> Kind:
    """BadRequest is a NetworkError to python-telegram-bot, so it is asked first."""
    match exc:
        case Forbidden():
            return Kind.UNREACHABLE
        case BadRequest():
            said = exc.message.lower()
            return next((kind for words, kind in WORDS.items() if said.startswith(words)), Kind.BUG)
        case TimedOut():
            return Kind.UNKNOWN
        case RetryAfter() | NetworkError():
            return Kind.LATER
    return Kind.BUG
