"""From whatever a phone sends to the one kind of picture that is kept.

Kept pictures are baseline JPEG, upright, sRGB, at most 1,280 px on the longer side and without any metadata.
Everything here works on bytes and blocks: call it from a worker thread (`service.py`).
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageCms, JpegImagePlugin, UnidentifiedImageError, features

from handlers.ports import PhotoRefused, Picture

LONGEST = 1280  # px, longer side of a kept picture
SMALLEST = 64  # px, shorter side; below this there is nothing to compare
MAX_BYTES = 20 * 1024 * 1024  # what the Bot API lets a bot download

# The formats tried, and the most pixels accepted of each. A baseline JPEG is decoded at a fraction of its
# size; the others are held whole while they are read, at 4 to 16 bytes a pixel, so that they must be smaller
# for the same memory. With these limits one picture adds 30 MB (baseline JPEG) to 150 MB (WebP).
_MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 20_000_000, "GIF": 20_000_000, "WEBP": 9_000_000}
if features.check("avif"):
    _MAX_PIXELS["AVIF"] = 12_500_000
_MAX_PIXELS_PROGRESSIVE = 16_000_000  # all coefficients of a progressive JPEG are kept until its last scan

_QUALITY = 88
_STRIP = 64  # rows of the result made at a time

_ORIENTATION = 0x0112  # EXIF tag
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Once, for the whole process: changing filters around each picture is not safe with several threads.
warnings.simplefilter("error", Image.DecompressionBombWarning)


def take_in(raw: bytes) -> Picture:
    """Make the picture we keep from the bytes a person sent. Blocks for about 0.1 s on a 12 Mpx JPEG.

    Raises PhotoRefused: "too-large" (bytes or pixels), "not-a-picture" (no format we read, or under 64 px on
    the shorter side), "broken" (a picture by its first bytes, but it cannot be read to the end).
    """
    picture = read(raw)
    if min(picture.size) < SMALLEST:
        raise PhotoRefused("not-a-picture")
    return encode(picture)


def read(raw: bytes) -> Image.Image:
    """Decode to an upright sRGB picture in mode RGB, at most 1,280 px on the longer side, never enlarged.

    Raises PhotoRefused as `take_in` does, but has no lower limit of size.
    """
    if len(raw) > MAX_BYTES:
        raise PhotoRefused("too-large")
    with _opened(raw) as source:
        _check_header(source, len(raw))
        try:
            small = _shrunk(source)
            profile = source.info.get("icc_profile")
            orientation = _orientation(source)
        except Exception as error:
            # Decoders fail on garbled data with errors of many kinds; to the person they are all one.
            raise PhotoRefused("broken") from error
    turn = _UPRIGHT.get(orientation)
    if turn is not None:
        small = small.transpose(turn)
    return _srgb(small, profile)


def encode(picture: Image.Image) -> Picture:
    """A baseline JPEG of a picture in mode RGB, with nothing in it but the picture.

    Colour is kept at full resolution (4:4:4): redness around a follicle is a few pixels of colour, and
    halving the colour planes would smear it into the skin beside it.
    """
    clean = picture.copy()
    clean.info = {}  # the JPEG writer takes comments from here
    out = BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return Picture(out.getvalue(), clean.width, clean.height)


def _opened(raw: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(raw), formats=list(_MAX_PIXELS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefused("too-large") from error
    except UnidentifiedImageError as error:
        raise PhotoRefused("broken" if _begins_like_a_picture(raw) else "not-a-picture") from error
    except Exception as error:  # a header of a known format, with nonsense in it
        raise PhotoRefused("broken") from error


def _begins_like_a_picture(raw: bytes) -> bool:
    if raw[:4] == b"RIFF":
        return raw[8:12] == b"WEBP"
    return raw[4:12] == b"ftypavif" or raw.startswith(
        (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
    )


def _check_header(source: Image.Image, length: int) -> None:
    """Whether the size claimed is one we take, and one that `length` bytes can hold. Nothing decoded yet."""
    # An iPhone's JPEG with a second picture behind the first opens as "MPO".
    limit = _MAX_PIXELS.get(source.format or "", _MAX_PIXELS["JPEG"])
    if source.info.get("progressive"):
        limit = min(limit, _MAX_PIXELS_PROGRESSIVE)
    pixels = source.width * source.height
    if pixels > limit:
        raise PhotoRefused("too-large")
    # A Huffman-coded JPEG spends at least one bit on each block of 8 by 8. With fewer bytes the rest of the
    # picture is missing, and the decoder would fill it with grey and say nothing.
    if isinstance(source, JpegImagePlugin.JpegImageFile) and length < pixels // 512:
        raise PhotoRefused("broken")


def _shrunk(source: Image.Image) -> Image.Image:
    """Decoded and fitted into a square of 1,280 px, in mode L, RGB or CMYK."""
    width, height = source.size
    scale = min(1.0, LONGEST / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Before anything touches the pixels: a JPEG is then decoded at 1/2, 1/4 or 1/8. Other formats ignore it.
    source.draft(None, size)
    source.load()
    flat = _flat_reduced(source, max(1, max(source.size) // LONGEST))
    # Hamming: as sharp as bicubic when shrinking, in two thirds of its time, the largest part of the work.
    return flat if flat.size == size else flat.resize(size, Image.Resampling.HAMMING)


def _flat_reduced(source: Image.Image, factor: int) -> Image.Image:
    """The picture at 1/`factor`, without alpha or palette; strip by strip, so that no second full-size copy
    is ever made."""
    if factor == 1 and source.mode in {"L", "RGB", "CMYK"} and not source.has_transparency_data:
        return source
    size = (-(-source.width // factor), -(-source.height // factor))
    reduced: Image.Image | None = None
    for top in range(0, source.height, _STRIP * factor):
        bottom = min(top + _STRIP * factor, source.height)
        strip = _flat(source.crop((0, top, source.width, bottom))).reduce(factor)
        if reduced is None:
            reduced = Image.new(strip.mode, size)
        reduced.paste(strip, (0, top // factor))
    if reduced is None:
        raise ValueError("a picture without rows")
    return reduced


def _flat(picture: Image.Image) -> Image.Image:
    """In mode L, RGB or CMYK, eight bits, see-through parts on white."""
    if picture.mode.startswith("I"):
        # Plain convert("L") would cut 16-bit values off at 255 and turn nearly everything white.
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.has_transparency_data:
        see_through = picture.convert("RGBA")
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(see_through, mask=see_through.getchannel("A"))
        return flat
    if picture.mode == "1":
        return picture.convert("L")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged EXIF is no reason to refuse a good picture: it stays as it lies
        return 1


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, by the profile that came with the picture. Phones write Display P3: read as sRGB, its reds are
    too pale. A profile that is broken or of another kind of picture is passed over."""
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")
