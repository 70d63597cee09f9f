"""Bytes that no camera wrote."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from bot.photos import take_in
from handlers.ports import PhotoRefused

FORMATS = ["JPEG", "PNG", "GIF", "WEBP"] + (["AVIF"] if features.check("avif") else [])


def _samples() -> list[bytes]:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    samples = []
    for format in FORMATS:
        for mode in ("RGB", "L", "P", "RGBA", "CMYK"):
            picture = Image.linear_gradient("L").resize((96, 80)).convert("RGB").convert(mode)
            out = BytesIO()
            try:
                picture.save(out, format, exif=exif)
            except (OSError, ValueError):  # this format has no such mode
                continue
            samples.append(out.getvalue())
    return samples


SAMPLES = _samples()


def taken_or_refused(raw: bytes) -> None:
    try:
        kept = take_in(raw)
    except PhotoRefused:
        return
    assert max(kept.width, kept.height) <= 1280
    assert Image.open(BytesIO(kept.jpeg)).size == (kept.width, kept.height)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_and_never_crash(raw: bytes) -> None:
    taken_or_refused(raw)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([sample[:16] for sample in SAMPLES]), st.binary(max_size=400))
def test_arbitrary_bytes_behind_the_start_of_a_picture_never_crash(start: bytes, raw: bytes) -> None:
    taken_or_refused(start + raw)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
    st.floats(0.1, 1),
)
def test_a_photo_with_flipped_bytes_is_kept_or_refused_and_never_crashes(
    sample: bytes, changes: list[tuple[float, int]], share: float
) -> None:
    raw = bytearray(sample)
    for where, value in changes:
        raw[int(where * len(raw))] = value
    taken_or_refused(bytes(raw[: int(len(raw) * share)]))
