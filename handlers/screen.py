"""A screen: text, rows of buttons. What is shown, before Telegram is thought of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callback import pack

TEXT_LIMIT = 4096  # characters after entities, Bot API: sendMessage.text


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    text: str  # Telegram HTML
    rows: Rows = ()
    urgent: bool = False  # stands alone: nothing is put before what to do now

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """None where there is no button: an empty keyboard is not a keyboard to Telegram."""
        if not self.rows:
            return None
        return InlineKeyboardMarkup(
            [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in self.rows]
        )

    def led_by(self, line: str) -> Screen:
        """The same screen with a line before it: a kind answer to something sent at the wrong moment."""
        return self if self.urgent else Screen(f"{line}\n\n{self.text}", self.rows)


def go(text: str, place: str, *parts: str | int) -> Button:
    """A button that leads to a place: see Feature.place."""
    return Button(text, pack("go", place, *parts))


def column(*buttons: Button | None) -> Rows:
    """A button a row; None is left out, so that a caller can write a condition in place."""
    return tuple((b,) for b in buttons if b is not None)


def grid(buttons: Iterable[Button], width: int) -> Rows:
    cells = tuple(buttons)
    return tuple(cells[i : i + width] for i in range(0, len(cells), width))
