"""What people do, in the words of the content's keys, so that a change of wording breaks no test."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Sequence

from PIL import Image, ImageDraw

from tests.client import Button, Person

Step = tuple[str, Callable[[], Awaitable[None]]]

CHECK: Sequence[tuple[str, ...]] = (
    # question, options … ; Done is tapped where several may be ticked
    ("now", "none"),
    ("recent", "none"),
    ("age", "18plus"),
    ("personal", "none"),
    ("site", "outer_arm_thigh", "done"),
    ("look", "rough_uniform", "done"),
    ("feel", "rough"),
    ("onset", "years"),
    ("trigger", "dry_winter", "done"),
    ("extras", "none"),
    ("care", "little"),
    ("itch", "4"),
)
"""Keratosis pilaris as it is in the books: the usual path, without one follow-up question."""

WEEK: Sequence[tuple[str, ...]] = (
    ("w_now", "none"),
    ("w_change", "bit_better"),
    ("w_itch", "2"),
    ("w_soreness", "1"),
    ("w_steps", "fine"),
    ("w_bother", "little"),
)


async def option(person: Person, question: str, key: str) -> Button:
    """The button of an option on the newest message that has it."""
    for message in reversed(await person.chat()):
        for button in message.buttons:
            if button.data and button.data.startswith("q:") and button.data.endswith(f":{question}:{key}"):
                return button
    raise AssertionError(f"{person.name} is not offered {question}:{key}. The chat:\n{await text_of(person)}")


async def answer(person: Person, question: str, *keys: str) -> None:
    for key in keys:
        await person.taps(await option(person, question, key))


async def at(person: Person, data: str) -> Button:
    """The newest button that leads to a place: "go:plan"."""
    for message in reversed(await person.chat()):
        for button in message.buttons:
            if button.data == data or (data.endswith(":") and (button.data or "").startswith(data)):
                return button
    raise AssertionError(f"{person.name} finds no way to {data}. The chat:\n{await text_of(person)}")


async def goes(person: Person, data: str) -> None:
    await person.taps(await at(person, data))


async def text_of(person: Person) -> str:
    lines = []
    for message in await person.chat():
        lines.append(f"{'bot' if message.by_bot else person.name}: {message.text}")
        lines += ["   " + " ".join(f"[{b.text}]" for b in row) for row in message.rows]
    return "\n".join(lines)


async def agrees(person: Person, *, photos: bool = True, reminders: bool = True, country: str = "gb") -> None:
    """From nothing to the first question."""
    await person.types("/start")
    await goes(person, "go:consent:answers")
    await goes(person, "agree:answers:yes")
    await goes(person, f"agree:photos:{'yes' if photos else 'no'}")
    await goes(person, f"agree:reminders:{'yes' if reminders else 'no'}")
    await goes(person, f"country:{country}")


async def checks(person: Person, answers: Sequence[tuple[str, ...]] = CHECK) -> None:
    for question, *keys in answers:
        await answer(person, question, *keys)


def skin(seed: int = 0, size: tuple[int, int] = (900, 1200)) -> bytes:
    """A picture that stands for skin in tests of the way a photo takes; no claim on how skin looks."""
    picture = Image.new("RGB", size, (205 - 3 * seed, 160, 140))
    draw = ImageDraw.Draw(picture)
    for n in range(60):
        x, y = (n * 131 + seed * 17) % size[0], (n * 197 + seed * 29) % size[1]
        draw.ellipse((x, y, x + 14, y + 14), fill=(190, 110 + 10 * seed, 105))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
