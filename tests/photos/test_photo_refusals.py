"""What is not kept, why, and what it costs to find out."""

from __future__ import annotations

import struct
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, features

from bot.photos import take_in
from bot.photos.pipeline import MAX_BYTES
from handlers.ports import PhotoRefused

SKIN = (205, 150, 125)


def saved(picture: Image.Image, format: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def refusal(raw: bytes) -> str:
    with pytest.raises(PhotoRefused) as caught:
        take_in(raw)
    return caught.value.reason


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """The same few bytes, but the header claims another size."""
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


@pytest.mark.parametrize("format", ["TIFF", "EPS", "PDF", "BMP", "ICO", "PPM"])
def test_a_file_of_a_kind_we_do_not_read_is_not_a_picture(format: str) -> None:
    assert refusal(saved(Image.new("RGB", (100, 100)), format)) == "not-a-picture"


@pytest.mark.parametrize("raw", [b"", b"\0", b"Dear doctor, ...", b"PK\x03\x04" + bytes(500), bytes(100_000)])
def test_a_file_that_is_no_picture_is_refused_as_such(raw: bytes) -> None:
    assert refusal(raw) == "not-a-picture"


@pytest.mark.parametrize("size", [(1, 1), (63, 500), (500, 63), (30_000, 200)])
def test_a_picture_with_nothing_to_see_in_it_is_refused(size: tuple[int, int]) -> None:
    assert refusal(saved(Image.new("L", size), "PNG")) == "not-a-picture"


def test_the_smallest_picture_is_64_wide() -> None:
    assert take_in(saved(Image.new("RGB", (64, 64), SKIN))).width == 64


@pytest.mark.parametrize(
    "format", ["JPEG", "PNG", "GIF", "WEBP"] + (["AVIF"] if features.check("avif") else [])
)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_photo_cut_short_on_its_way_is_called_broken(format: str, share: float) -> None:
    whole = saved(Image.effect_noise((400, 300), 80).convert("RGB"), format)
    assert refusal(whole[: max(20, int(len(whole) * share))]) == "broken"


def test_a_png_with_damaged_pixels_is_called_broken() -> None:
    raw = bytearray(saved(Image.effect_noise((400, 300), 80), "PNG"))
    raw[len(raw) // 2 : len(raw) // 2 + 2000] = bytes(2000)
    assert refusal(bytes(raw)) == "broken"


def test_a_file_over_twenty_megabytes_is_too_large() -> None:
    photo = saved(Image.new("RGB", (100, 100), SKIN))
    assert refusal(photo + bytes(MAX_BYTES)) == "too-large"
    assert take_in(photo + bytes(MAX_BYTES - len(photo))).width == 100


def test_a_photo_over_sixty_megapixels_is_too_large() -> None:
    small = saved(Image.new("RGB", (100, 100), SKIN))
    assert refusal(with_size(small, 7800, 7700)) == "too-large"
    assert refusal(with_size(small, 12_000, 12_000)) == "too-large"
    assert refusal(with_size(small, 60_000, 60_000)) == "too-large"
    assert refusal(with_size(small, 7700, 7700)) == "broken", "within the limit, but there is no such picture"


@pytest.mark.parametrize(("format", "size"), [("PNG", (5000, 4001)), ("WEBP", (3001, 3000))])
def test_other_formats_have_lower_limits(format: str, size: tuple[int, int]) -> None:
    assert refusal(saved(Image.new("L", size).convert("RGB"), format)) == "too-large"


PEAK = """
import sys
from PIL import Image
from bot.photos import take_in
from handlers.ports import PhotoRefused

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

raw = sys.stdin.buffer.read()
before = peak()
try:
    take_in(raw)
    said = "kept"
except PhotoRefused as refused:
    said = refused.reason
print(said, peak() - before)
"""


def told_and_megabytes(raw: bytes) -> tuple[str, float]:
    run = subprocess.run([sys.executable, "-c", PEAK], input=raw, capture_output=True, check=True)
    said, megabytes = run.stdout.split()
    return said.decode(), float(megabytes)


def test_a_tiny_file_that_claims_12000_by_12000_costs_no_memory() -> None:
    said, megabytes = told_and_megabytes(with_size(saved(Image.new("RGB", (100, 100))), 12_000, 12_000))
    assert said == "too-large"
    assert megabytes < 10


def test_a_tiny_file_that_claims_59_megapixels_costs_little_memory() -> None:
    said, megabytes = told_and_megabytes(with_size(saved(Image.new("RGB", (100, 100))), 7700, 7700))
    assert said == "broken"
    assert megabytes < 60


def test_a_photo_of_24_megapixels_is_never_held_at_full_size() -> None:
    raw = saved(Image.new("RGB", (6000, 4000), SKIN))
    said, megabytes = told_and_megabytes(raw)
    assert said == "kept"
    assert megabytes < 60, "at full size it would be 96"
