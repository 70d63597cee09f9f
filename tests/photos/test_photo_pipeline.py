"""What people send, and what is kept of it."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image, ImageCms, features

from bot.photos import take_in
from handlers.ports import Picture

SKIN = (205, 150, 125)
RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 170, 30), (30, 30, 220), (220, 220, 30)


def saved(picture: Image.Image, format: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def shown(kept: Picture) -> Image.Image:
    picture = Image.open(BytesIO(kept.jpeg))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert picture.size == (kept.width, kept.height)
    picture.load()
    return picture


def near(colour: tuple[int, ...], wanted: tuple[int, ...], within: int = 6) -> bool:
    return all(abs(a - b) <= within for a, b in zip(colour, wanted, strict=True))


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """Every marker with its bytes, up to the end of the file; nothing may follow the end of the image."""
    assert jpeg[:2] == b"\xff\xd8"
    found, at = [], 2
    while True:
        assert jpeg[at] == 0xFF
        marker = jpeg[at + 1]
        if marker == 0xD9:
            assert at + 2 == len(jpeg)
            return found
        (length,) = struct.unpack_from(">H", jpeg, at + 2)
        found.append((marker, jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == 0xDA:
            while jpeg[at] != 0xFF or jpeg[at + 1] == 0 or 0xD0 <= jpeg[at + 1] <= 0xD7:
                at += 1


def display_p3() -> bytes:
    """A matrix profile of the primaries adapted to D50, gamma 563/256, laid out as ICC.1:2001 says."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    name = b"P3 for a test\0"
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) + b"\0\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(80),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += struct.pack(">3i", round(0.9642 * 65536), 65536, round(0.8249 * 65536))
    return header.ljust(128, b"\0") + table + body


def test_a_photo_of_twelve_megapixels_is_kept_at_1280() -> None:
    kept = take_in(saved(Image.new("RGB", (4032, 3024), SKIN)))
    assert (kept.width, kept.height) == (1280, 960)
    assert near(shown(kept).getpixel((640, 480)), SKIN)


def test_a_tall_photo_is_1280_high() -> None:
    kept = take_in(saved(Image.new("RGB", (1500, 3000), SKIN)))
    assert (kept.width, kept.height) == (640, 1280)


def test_a_small_photo_is_never_enlarged() -> None:
    kept = take_in(saved(Image.new("RGB", (300, 200), SKIN)))
    assert (kept.width, kept.height) == (300, 200)


def test_a_red_dot_keeps_its_place_and_its_colour_when_the_photo_shrinks() -> None:
    photo = Image.new("RGB", (4000, 3000), SKIN)
    photo.paste(RED, (2990, 1490, 3010, 1510))
    small = shown(take_in(saved(photo, quality=95)))
    assert near(small.getpixel((960, 480)), RED, within=25)
    assert near(small.getpixel((945, 480)), SKIN)


def test_a_red_spot_two_pixels_wide_keeps_its_colour() -> None:
    photo = Image.new("RGB", (400, 300), SKIN)
    photo.paste(RED, (201, 151, 203, 153))
    kept = shown(take_in(saved(photo, "PNG")))
    red, green, _ = kept.getpixel((201, 151))
    assert red - green > 130, "190 in the photo, 55 in the skin beside it"


def test_nothing_that_tells_where_or_by_whom_is_kept() -> None:
    photo = Image.new("RGB", (800, 600), SKIN)
    exif = Image.Exif()
    exif[0x010F] = "Secretphone"
    exif[0x013B] = "Jane Secret"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    profile = display_p3()
    raw = saved(photo, exif=exif, comment=b"Secret comment", icc_profile=profile, xmp=b"<x>Secret</x>")
    assert b"Secret" in raw
    kept = take_in(raw).jpeg
    assert b"Secret" not in kept
    parts = segments(kept)
    assert {marker for marker, _ in parts} <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    (jfif,) = [data for marker, data in parts if marker == 0xE0]
    assert len(jfif) == 14, "a JFIF header without a thumbnail"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_comment_in_a_photo_kept_at_its_size_is_not_kept(format: str) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Jane Secret"
    raw = saved(Image.new("RGB", (100, 100), SKIN), format, exif=exif, comment=b"Secret comment")
    assert b"Secret" in raw
    kept = take_in(raw).jpeg
    assert b"Secret" not in kept
    assert {marker for marker, _ in segments(kept)} <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


# EXIF 2.3, tag 274: on which side of the scene the first row and the first column of the file lie.
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
SCENE = {
    frozenset({"top", "left"}): RED,
    frozenset({"top", "right"}): GREEN,
    frozenset({"bottom", "left"}): BLUE,
    frozenset({"bottom", "right"}): YELLOW,
}


@pytest.mark.parametrize("orientation", SIDES)
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_photo_stands_upright_however_the_phone_was_held(format: str, orientation: int) -> None:
    row, column = SIDES[orientation]
    width, height = (160, 120) if row in {"top", "bottom"} else (120, 160)
    photo = Image.new("RGB", (width, height))
    for left, side in ((0, column), (width // 2, OPPOSITE[column])):
        for top, end in ((0, row), (height // 2, OPPOSITE[row])):
            photo.paste(SCENE[frozenset({side, end})], (left, top, left + width // 2, top + height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = shown(take_in(saved(photo, format, exif=exif)))
    assert upright.size == (160, 120)
    corners = [upright.getpixel(at) for at in ((40, 30), (120, 30), (40, 90), (120, 90))]
    assert all(near(*pair) for pair in zip(corners, (RED, GREEN, BLUE, YELLOW), strict=True))


def test_an_unknown_orientation_leaves_the_photo_as_it_lies() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    assert take_in(saved(Image.new("RGB", (160, 120), SKIN), exif=exif)).width == 160


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_photo_with_damaged_exif_is_still_kept() -> None:
    raw = saved(Image.new("RGB", (160, 120), SKIN), exif=b"Exif\0\0II*\0\xff\xff\xff\x7f garbage")
    assert near(shown(take_in(raw)).getpixel((80, 60)), SKIN)


def test_the_red_of_a_phone_with_wide_colours_becomes_the_same_red_in_srgb() -> None:
    gamma = 563 / 256
    p3 = (200, 110, 95)
    linear = [(value / 255) ** gamma for value in p3]
    # Display P3 to sRGB in linear light, from the primaries of both (SMPTE EG 432-1, IEC 61966-2-1).
    matrix = ((1.22494, -0.22494, 0.0), (-0.04206, 1.04206, 0.0), (-0.01964, -0.07864, 1.09827))
    converted = [sum(m * v for m, v in zip(row, linear, strict=True)) for row in matrix]
    wanted = tuple(round(255 * (1.055 * value ** (1 / 2.4) - 0.055)) for value in converted)
    assert wanted[0] > p3[0] + 8, "the test would show nothing"

    raw = saved(Image.new("RGB", (200, 200), p3), "PNG", icc_profile=display_p3())
    assert near(shown(take_in(raw)).getpixel((100, 100)), wanted, within=2)
    plain = saved(Image.new("RGB", (200, 200), p3), "PNG")
    assert near(shown(take_in(plain)).getpixel((100, 100)), p3, within=2)


@pytest.mark.parametrize(
    "profile",
    [
        b"not a profile",
        display_p3()[:200],
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    ],
    ids=["nonsense", "cut short", "of another colour space"],
)
def test_a_photo_with_a_useless_colour_profile_is_read_as_srgb(profile: bytes) -> None:
    kept = take_in(saved(Image.new("RGB", (200, 200), SKIN), "PNG", icc_profile=profile))
    assert near(shown(kept).getpixel((100, 100)), SKIN, within=2)


def test_a_grey_png_of_sixteen_bits_keeps_its_greys() -> None:
    levels = [0, 64, 128, 255]
    row = b"".join(struct.pack("<H", level * 257) * 50 for level in levels)
    kept = shown(take_in(saved(Image.frombytes("I;16", (200, 100), row * 100), "PNG")))
    assert [near(kept.getpixel((25 + 50 * i, 50)), (v, v, v), 2) for i, v in enumerate(levels)] == [True] * 4


@pytest.mark.parametrize(
    ("mode", "colour", "wanted"),
    [("L", 120, (120, 120, 120)), ("1", 255, (255, 255, 255)), ("LA", (120, 255), (120, 120, 120))],
)
def test_a_grey_picture_is_kept(mode: str, colour: object, wanted: tuple[int, ...]) -> None:
    kept = take_in(saved(Image.new(mode, (100, 100), colour), "PNG"))
    assert near(shown(kept).getpixel((50, 50)), wanted, within=2)


def test_a_picture_in_printing_colours_is_kept() -> None:
    kept = take_in(saved(Image.new("CMYK", (100, 100), (0, 200, 200, 0))))
    assert near(shown(kept).getpixel((50, 50)), (255, 55, 55), within=8)


@pytest.mark.parametrize("size", [(100, 100), (3000, 2000)])
def test_see_through_parts_become_white(size: tuple[int, int]) -> None:
    photo = Image.new("RGBA", size, (0, 0, 0, 0))
    photo.paste((*RED, 255), (0, 0, size[0] // 2, size[1]))
    kept = shown(take_in(saved(photo, "PNG")))
    assert near(kept.getpixel((kept.width // 4, kept.height // 2)), RED)
    assert near(kept.getpixel((kept.width * 3 // 4, kept.height // 2)), (255, 255, 255), within=2)


@pytest.mark.parametrize("format", ["PNG", "GIF"])
@pytest.mark.parametrize("size", [(100, 101), (2700, 1401)])
def test_a_picture_with_a_palette_is_kept(format: str, size: tuple[int, int]) -> None:
    photo = Image.new("RGB", size, RED)
    photo.paste(BLUE, (0, size[1] // 2, *size))
    kept = shown(take_in(saved(photo.quantize(4), format)))
    assert near(kept.getpixel((kept.width // 2, kept.height // 4)), RED)
    assert near(kept.getpixel((kept.width // 2, kept.height - 1)), BLUE)


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    first, second = (Image.new("RGB", (100, 100), colour) for colour in (RED, BLUE))
    for format in ("GIF", "WEBP", "PNG"):
        raw = saved(first, format, save_all=True, append_images=[second])
        assert near(shown(take_in(raw)).getpixel((50, 50)), RED, within=10)


def test_of_a_phone_photo_with_a_second_picture_behind_it_the_first_is_kept() -> None:
    first, second = (Image.new("RGB", (100, 100), colour) for colour in (RED, BLUE))
    raw = saved(first, "MPO", save_all=True, append_images=[second])
    kept = take_in(raw)
    assert near(shown(kept).getpixel((50, 50)), RED)
    segments(kept.jpeg)


@pytest.mark.parametrize("format", ["WEBP", "PNG"] + (["AVIF"] if features.check("avif") else []))
def test_other_formats_are_kept_as_jpeg(format: str) -> None:
    kept = take_in(saved(Image.new("RGB", (1500, 1000), SKIN), format))
    assert near(shown(kept).getpixel((600, 400)), SKIN)
