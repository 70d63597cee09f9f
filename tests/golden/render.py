"""A screen as a phone of 360 px shows it: wrapped text, then its buttons, for a person to review."""

from __future__ import annotations

import html
import re
import textwrap

from handlers.screen import Button, Screen

WIDTH = 38  # characters in a line of a message on a phone of 360 px
TOO_LONG = "!!"


def rendered(screen: Screen) -> str:
    """How long it is, the text, and a line of [ label ] boxes for each row. A label that is cut off on the
    phone is marked with !!."""
    lines = [*text_lines(screen.text), "", *(row_line(row) for row in screen.rows)]
    return "\n".join([f"({len(lines)} lines)", *lines]).rstrip()


def text_lines(text: str) -> list[str]:
    shown = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</?b>", "*", text)))
    return [line for written in shown.split("\n") for line in textwrap.wrap(written, WIDTH) or [""]]


def row_line(row: tuple[Button, ...]) -> str:
    """Boxes of equal width: 36 characters for a label alone in its row, 17 for each of two."""
    room = WIDTH // len(row) - 2
    return "".join(f"[{box(button.text, room)}]" for button in row)


def box(label: str, room: int) -> str:
    return label.center(room) if len(label) <= room else f"{TOO_LONG}{label}{TOO_LONG}"
