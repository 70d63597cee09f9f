"""Two photos beside each other, as a person sees them on a phone."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from bot.photos import side_by_side
from bot.photos.lettering import can_draw, drawable, typeface, wrapped
from handlers.ports import PhotoRefused

RED, BLUE, GREY = (200, 60, 50), (40, 60, 190), (128, 128, 128)
PHONE = 360  # px, width of a picture on a small phone
DATES = ("2 Nov 2026", "23 Nov 2026")
Box = tuple[int, int, int, int]


def stored(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def sheet(first: bytes, second: bytes, labels: tuple[str, str] = DATES) -> Image.Image:
    made = side_by_side(first, second, labels)
    picture = Image.open(BytesIO(made.jpeg))
    assert picture.size == (made.width, made.height)
    return picture.convert("RGB")


def where(picture: Image.Image, colour: tuple[int, int, int]) -> Box | None:
    """The box around all pixels of about this colour."""
    close = [
        channel.point(lambda v, c=value: 255 * (abs(v - c) < 25))
        for channel, value in zip(picture.split(), colour, strict=True)
    ]
    both = Image.composite(close[0], Image.new("L", picture.size), close[1])
    return Image.composite(both, Image.new("L", picture.size), close[2]).getbbox()


def bar_height(picture: Image.Image) -> int:
    """The bar is white at its left edge; below it a photo or its grey surround begins."""
    return next(y for y in range(picture.height) if sum(picture.getpixel((1, y))) < 600)


def ink(picture: Image.Image) -> Box | None:
    return picture.convert("L").point(lambda v: 255 * (v < 100)).getbbox()


def text_of(picture: Image.Image, side: int) -> Box | None:
    """The box around the label's letters, without the badge before them. `side`: 0 left, 1 right."""
    left = side * 648
    bar = picture.crop((left, 0, left + 632, bar_height(picture)))
    beside_badge = 100
    box = ink(bar.crop((beside_badge, 0, 632, bar.height)))
    return box and (box[0] + beside_badge, box[1], box[2] + beside_badge, box[3])


def test_both_photos_are_whole_and_beside_each_other() -> None:
    picture = sheet(stored(1280, 960, RED), stored(1280, 960, BLUE))
    top = bar_height(picture)
    assert picture.size == (1280, top + 474)
    for found, expected in ((where(picture, RED), (0, 632)), (where(picture, BLUE), (648, 1280))):
        assert found is not None
        assert found[0] == pytest.approx(expected[0], abs=2)
        assert found[2] == pytest.approx(expected[1], abs=2)
        assert found[1] == pytest.approx(top, abs=2)
        assert found[3] == pytest.approx(picture.height, abs=2)


def test_a_wide_photo_beside_a_tall_one_keeps_its_shape_on_neutral_grey() -> None:
    picture = sheet(stored(1280, 640, RED), stored(640, 1280, BLUE))
    top = bar_height(picture)
    red, blue = where(picture, RED), where(picture, BLUE)
    assert red is not None
    assert blue is not None
    assert (red[2] - red[0]) / (red[3] - red[1]) == pytest.approx(2, abs=0.05)
    assert (blue[2] - blue[0]) / (blue[3] - blue[1]) == pytest.approx(0.5, abs=0.02)
    assert (red[1] - top) == pytest.approx(picture.height - red[3], abs=4), "in the middle of its box"
    assert all(abs(a - b) < 4 for a, b in zip(picture.getpixel((300, top + 20)), GREY, strict=True))


@pytest.mark.parametrize("first", [(64, 64), (1280, 20), (20, 1280), (1280, 1280), (1, 1)])
@pytest.mark.parametrize("second", [(64, 1280), (1280, 960)])
def test_any_two_shapes_fit(first: tuple[int, int], second: tuple[int, int]) -> None:
    picture = sheet(stored(*first, RED), stored(*second, BLUE))
    assert picture.width == 1280
    assert picture.height <= 1280
    red, blue = where(picture, RED), where(picture, BLUE)
    assert red is not None
    assert blue is not None
    assert red[2] <= 634
    assert blue[0] >= 646


def test_the_same_skin_in_two_sizes_is_shown_equally_large() -> None:
    picture = sheet(stored(320, 240, RED), stored(1280, 960, BLUE))
    red, blue = where(picture, RED), where(picture, BLUE)
    assert red is not None
    assert blue is not None
    assert red[2] - red[0] == pytest.approx(blue[2] - blue[0], abs=3)


@pytest.mark.parametrize("labels", [DATES, ("First: 28 September 2026", "Latest: 23 November 2026")])
@pytest.mark.parametrize("side", [0, 1])
def test_the_date_is_eleven_pixels_high_on_a_phone(labels: tuple[str, str], side: int) -> None:
    picture = sheet(stored(640, 480, RED), stored(640, 480, BLUE), labels)
    letters = text_of(picture, side)
    assert letters is not None
    # The height of one line from the top of its figures to their foot: the first line of the bar.
    line = picture.crop((side * 648 + letters[0], letters[1], side * 648 + letters[0] + 40, letters[1] + 56))
    box = ink(line)
    assert box is not None
    assert (box[3] - box[1]) * PHONE / 1280 >= 11


def test_each_photo_carries_its_number_also_without_a_label() -> None:
    picture = sheet(stored(640, 480, RED), stored(640, 480, BLUE), ("", ""))
    height = bar_height(picture)
    first, second = (picture.crop((left, 0, left + 100, height)) for left in (0, 648))
    assert ink(first) is not None
    assert ink(second) is not None
    white = [sum(v > 200 for v in badge.convert("L").tobytes()) for badge in (first, second)]
    assert white[0] != white[1], "two different figures"
    assert text_of(picture, 0) is None


def test_each_label_is_over_its_own_photo() -> None:
    photos = stored(640, 480, RED), stored(640, 480, BLUE)
    left_only, right_only = sheet(*photos, ("23 Nov 2026", "")), sheet(*photos, ("", "23 Nov 2026"))
    assert text_of(left_only, 0) is not None
    assert text_of(left_only, 1) is None
    assert text_of(right_only, 0) is None
    assert text_of(right_only, 1) is not None


@pytest.mark.parametrize("label", ["The day before the new cream, left upper arm, " * 3, "W" * 90, "x " * 60])
def test_a_long_label_is_never_cut(label: str) -> None:
    picture = sheet(stored(640, 480, RED), stored(640, 480, BLUE), (label, "23 Nov 2026"))
    letters = text_of(picture, 0)
    assert letters is not None
    assert letters[2] <= 632 - 8, "a margin stays at the right"
    assert letters[3] <= bar_height(picture) - 8, "and below"
    assert where(picture, RED) is not None


def test_a_photo_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PhotoRefused):
        side_by_side(stored(100, 100, RED), b"nothing", DATES)


def test_the_comparison_carries_no_metadata() -> None:
    jpeg = side_by_side(stored(100, 100, RED), stored(100, 100, BLUE), DATES).jpeg
    assert b"Exif" not in jpeg
    assert b"ICC_PROFILE" not in jpeg
    assert dict(Image.open(BytesIO(jpeg)).getexif()) == {}


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("23 November 2026", "23 November 2026"),
        ("1er février – été", "1er fevrier - ete"),
        ("3. März, Straße", "3. Marz, Strasse"),
        ("5 września, Łódź", "5 wrzesnia, Lodz"),
        ("12 Şubat", "12 Subat"),
        ("23 ноября 2026", "23 noyabrya 2026"),
        ("7 Щучья, Ёж", "7 Shchuch'ya, Ezh"),
        ("٢٣/١١/٢٠٢٦", "23/11/2026"),
        ("2026年11月23日", "2026 11 23"),
        ("🌿 23 Nov\u200b\n2026", "23 Nov 2026"),
    ],
)
def test_a_label_in_letters_the_typeface_lacks_is_still_readable(label: str, written: str) -> None:
    assert drawable(label) == written
    photos = stored(100, 100, RED), stored(100, 100, BLUE)
    assert side_by_side(*photos, (label, "")) == side_by_side(*photos, (written, ""))


def test_the_typeface_draws_figures_and_letters_each_in_its_own_shape() -> None:
    shapes = {bytes(typeface(40).getmask(letter)) for letter in "0123456789abcdefghijkmnopqrstuvwxyz"}
    assert len(shapes) == 35
    assert isinstance(typeface(40), ImageFont.FreeTypeFont)
    assert not can_draw("\ufffe")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_label_ever_shows_an_empty_box(label: str) -> None:
    assert all(can_draw(letter) for letter in drawable(label))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from([40, 56, 64]), st.integers(120, 560))
def test_wrapping_loses_no_letter_and_keeps_within_the_width(label: str, size: int, width: int) -> None:
    text = drawable(label)
    lines = wrapped(text, size, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(typeface(size).getlength(line) <= width for line in lines)
