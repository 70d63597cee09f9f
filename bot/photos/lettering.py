"""Words drawn into pictures with the typeface that comes with Pillow.

That typeface (Aileron, reduced) knows little more than ASCII. What it cannot draw is written in Latin
letters, so that a person reads "23 noyabrya 2026", never a row of empty boxes.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PIL import ImageFont

_NO_SUCH_LETTER = "\ufffe"  # never a character: every typeface draws its "missing" box for it

# Written by sound, in pairs, the way a reader of many languages will know the month again.
_PAIRS = """
а a  б b  в v  г g  ґ g  д d  е e  є ye  ж zh  з z  и i  й y  к k  л l  м m  н n  о o  п p  р r  с s  т t  у u
ф f  х kh  ц ts  ч ch  ш sh  щ shch  ъ '  ы y  ь '  э e  ю yu  я ya  і i  ј j  љ lj  њ nj  ђ dj  ћ c  џ dz
α a  β v  γ g  δ d  ε e  ζ z  η i  θ th  ι i  κ k  λ l  μ m  ν n  ξ x  ο o  π p  ρ r  σ s  ς s  τ t  υ y  φ f
χ ch  ψ ps  ω o
ß ss  æ ae  œ oe  ø o  đ d  ð d  þ th  ł l  ı i
"""
_LATIN = dict(zip(_PAIRS.split()[::2], _PAIRS.split()[1::2], strict=True))
_LATIN |= dict.fromkeys("‐‑‒–—―−", "-")
_LATIN |= dict.fromkeys("‘’‚ʼ", "'") | dict.fromkeys("“”„«»", '"')


@lru_cache(maxsize=32)
def typeface(size: int) -> ImageFont.FreeTypeFont:
    """At `size` px to the em. Raises RuntimeError where Pillow was built without FreeType."""
    font = ImageFont.load_default(size=size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow has no FreeType here and cannot draw labels: install the official wheel")
    return font


@lru_cache(maxsize=1024)
def can_draw(letter: str) -> bool:
    """Whether the typeface has this one character."""
    if letter == " ":
        return True
    drawn, missing = (typeface(32).getmask(text) for text in (letter, _NO_SUCH_LETTER))
    return drawn.size[0] > 0 and (drawn.size != missing.size or bytes(drawn) != bytes(missing))


def drawable(text: str) -> str:
    """The text in characters the typeface has: as it is, else without accents, else in Latin letters.

    Digits of other scripts become 0 to 9, so that a date in figures stays readable; what cannot be written at
    all becomes a space. White space is collapsed.
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(_written(letter) for letter in composed).split())


def _written(letter: str) -> str:
    if letter.isspace():
        return " "
    if can_draw(letter):
        return letter
    latin = _LATIN.get(letter.lower())
    if latin is not None:
        return latin.capitalize() if letter.isupper() else latin
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    base = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if base != letter:
        return "".join(map(_written, base))
    return "" if unicodedata.category(letter) in {"Cf", "Mn"} else " "


def wrapped(text: str, size: int, width: int) -> list[str]:
    """Lines of at most `width` px at this size. Where one is not enough, the first break comes after a colon,
    so that a date stays together; a word longer than a line is broken; nothing is cut off."""
    if typeface(size).getlength(text) <= width:
        return [text] if text else []
    heading, colon, rest = text.partition(": ")
    parts = (heading + ":", rest) if colon else (text,)
    return [line for part in parts for line in _filled(part.split(), typeface(size), width)]


def _filled(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while font.getlength(line) > width and len(line) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or font.getlength(line[:n]) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines
