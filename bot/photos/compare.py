"""Two photos of the same skin beside each other, with their dates."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from bot.photos.lettering import drawable, typeface, wrapped
from bot.photos.pipeline import encode, read
from handlers.ports import Picture

WIDTH = 1280  # px, of the whole
_GAP = 16
_BOX_WIDTH = (WIDTH - _GAP) // 2
_LOWEST, _TALLEST = _BOX_WIDTH // 2, _BOX_WIDTH * 16 // 9  # px, height of a box

# Size of the letters and the most lines, in the order tried. A phone shows the 1,280 px at about 360 and a
# digit is 0.7 of the size: 11 px high there at 56. Only a label of more than three lines is set smaller.
_SETTINGS = ((64, 1), (60, 1), (56, 1), (64, 2), (60, 2), (56, 2), (56, 3), (48, 4), (40, 1000))
_PAD = 16

_PAPER, _INK = (255, 255, 255), (17, 17, 17)
_SURROUND = (128, 128, 128)  # neutral: a coloured or bright frame changes how the skin in it looks


def side_by_side(first: bytes, second: bytes, labels: tuple[str, str]) -> Picture:
    """One picture, 1,280 px wide: above each photo a bar with its number (1, 2) and its label.

    Each photo is shown whole in a box of the same size, on neutral grey. The boxes are as tall as the taller
    photo needs, within 1:2 and 16:9 of their width. A long label is set smaller, then in more lines.
    Blocks. Raises PhotoRefused where a photo cannot be read.
    """
    photos = (read(first), read(second))
    needed = max(round(_BOX_WIDTH * photo.height / photo.width) for photo in photos)
    box = (_BOX_WIDTH, min(max(needed, _LOWEST), _TALLEST))
    size, texts = _set([drawable(label) for label in labels])
    line_height = round(size * 1.2)
    bar = max(1, *(len(lines) for lines in texts)) * line_height + 2 * _PAD

    sheet = Image.new("RGB", (WIDTH, bar + box[1]), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for index, (photo, lines) in enumerate(zip(photos, texts, strict=True)):
        left = index * (_BOX_WIDTH + _GAP)
        _number(draw, str(index + 1), left, size, line_height)
        for row, line in enumerate(lines):
            at = (left + _text_left(size), _PAD + row * line_height + line_height // 2)
            draw.text(at, line, fill=_INK, font=typeface(size), anchor="lm")
        _place(sheet, photo, (left, bar), box)
    return encode(sheet)


def _badge(size: int) -> int:
    """Width of the square with the number, px."""
    return round(size * 1.15)


def _text_left(size: int) -> int:
    return _PAD + _badge(size) + size // 4


def _set(labels: Sequence[str]) -> tuple[int, list[list[str]]]:
    """The first setting that both labels fit in, and their lines: the same size for both."""
    for size, most in _SETTINGS:
        lines = [wrapped(label, size, _BOX_WIDTH - _text_left(size) - _PAD) for label in labels]
        if max(map(len, lines)) <= most:
            break
    return size, lines


def _number(draw: ImageDraw.ImageDraw, number: str, left: int, size: int, line_height: int) -> None:
    side = _badge(size)
    top = _PAD + (line_height - side) // 2
    left += _PAD
    draw.rounded_rectangle((left, top, left + side - 1, top + side - 1), radius=side // 5, fill=_INK)
    middle = (left + side // 2, top + side // 2)
    draw.text(middle, number, fill=_PAPER, font=typeface(size), anchor="mm")


def _place(sheet: Image.Image, photo: Image.Image, corner: tuple[int, int], box: tuple[int, int]) -> None:
    """Whole, as large as the box allows, in its middle. A small photo is enlarged: the two are compared."""
    scale = min(box[0] / photo.width, box[1] / photo.height)
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    sheet.paste(_SURROUND, (*corner, corner[0] + box[0], corner[1] + box[1]))
    offset = (corner[0] + (box[0] - size[0]) // 2, corner[1] + (box[1] - size[1]) // 2)
    sheet.paste(photo.resize(size, Image.Resampling.LANCZOS), offset)
