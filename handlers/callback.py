"""What a button carries: the callback_data codec. At most 64 bytes, checked where the button is made.

A button of a questionnaire names the session, its revision, the question and the option, so that an old
screen, a double tap and a lost race are all recognised as what they are. Everything else is `kind:part:…`.
"""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 64  # bytes, Bot API: InlineKeyboardButton.callback_data
MAX_ID = 2**31 - 1  # of a session and of a revision: INTEGER in the database


def pack(kind: str, *parts: str | int) -> str:
    """Join the parts. Raises ValueError where Telegram would refuse the button."""
    data = ":".join([kind, *(str(p) for p in parts)])
    if len(data.encode()) > LIMIT or any(":" in str(p) for p in parts):
        raise ValueError(f"button data over {LIMIT} bytes, or a part with a colon: {data!r}")
    return data


def unpack(data: str) -> tuple[str, tuple[str, ...]]:
    kind, *parts = data.split(":")
    return kind, tuple(parts)


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer to a question ("q"), a step back ("b"), or its meaning opened ("h") or shut ("s")."""

    kind: str
    session: int
    rev: int
    question: str = ""
    option: str = ""

    def pack(self) -> str:
        if self.kind == "q":
            return pack("q", self.session, self.rev, self.question, self.option)
        return pack(self.kind, self.session, self.rev)

    @classmethod
    def parse(cls, data: str) -> Tap | None:
        """None: forged, or from another age of the bot. The tap is answered as expired."""
        kind, parts = unpack(data)
        if len(parts) != (4 if kind == "q" else 2):
            return None
        try:
            session, rev = int(parts[0]), int(parts[1])
        except ValueError:
            return None
        if not (0 <= session <= MAX_ID and 0 <= rev <= MAX_ID):
            return None
        return cls(kind, session, rev, *parts[2:])
