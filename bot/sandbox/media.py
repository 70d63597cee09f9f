"""Files as Telegram keeps them: photos made smaller and without metadata, everything else as it came."""

from __future__ import annotations

import hashlib
import io
import mimetypes
from dataclasses import dataclass
from itertools import count
from typing import Any

from PIL import Image, ImageOps

from bot.sandbox import limits
from bot.sandbox.errors import bad

_SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", limits.PHOTO_LONG_SIDE))


@dataclass
class StoredFile:
    file_id: str
    unique_id: str
    kind: str  # "photo", "document", "animation", "sticker", "voice"
    data: bytes
    path: str  # as getFile tells it
    described: dict[str, Any]  # the PhotoSize, Document … that the Bot API shows
    siblings: tuple[str, ...] = ()  # file ids of the sizes of one photo, smallest first
    link_until: float = 0.0


class Files:
    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def photo(self, sizes: list[tuple[str, int, int, bytes]]) -> list[dict[str, Any]]:
        """Keep one photo in all its sizes. The PhotoSize objects, smallest first."""
        stored = [
            self._keep("photo", jpeg, ".jpg", {"width": width, "height": height}, tag)
            for tag, width, height, jpeg in sizes
        ]
        ids = tuple(file.file_id for file in stored)
        for file in stored:
            file.siblings = ids
        return [file.described for file in stored]

    def other(self, kind: str, data: bytes, name: str, mime: str, **more: Any) -> dict[str, Any]:
        """Keep a document, animation, sticker or voice message as it is."""
        described = {"file_name": name, "mime_type": mime} if name else {}
        if mime and kind == "voice":
            described = {"mime_type": mime}
        suffix = f".{name.rpartition('.')[2]}" if "." in name else mimetypes.guess_extension(mime) or ".bin"
        return self._keep(kind, data, suffix, more | described, kind[:1]).described

    def _keep(self, kind: str, data: bytes, suffix: str, more: dict[str, Any], tag: str) -> StoredFile:
        number = next(self._numbers)
        digest = hashlib.sha256(data).hexdigest()
        file_id = f"BQACAgSandbox{number:08d}{tag}{digest[:32]}"
        unique = f"AgAD{digest[32:48]}{tag}"
        described = {"file_id": file_id, "file_unique_id": unique, **more, "file_size": len(data)}
        path = f"{kind}s/file_{number}{suffix}"
        file = StoredFile(file_id, unique, kind, data, path, described)
        self.by_id[file_id] = self.by_path[path] = file
        return file


def shrink_photo(data: bytes) -> list[tuple[str, int, int, bytes]]:
    """A picture as Telegram keeps it: (tag, width, height, JPEG) for each size, smallest first.

    Raises Refused for what is no picture, too big, or too long and thin.
    """
    if not data:
        raise bad("file must be non-empty")
    if len(data) > limits.PHOTO_BYTES:
        raise bad(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {limits.PHOTO_BYTES} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
            if width + height > limits.PHOTO_SIDES or max(width, height) > limits.PHOTO_RATIO * min(
                width, height
            ):
                raise bad("PHOTO_INVALID_DIMENSIONS")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise bad("IMAGE_PROCESS_FAILED") from error
    found = []
    for tag, side in _SIZES:
        copy = upright.copy()
        copy.thumbnail((side, side))
        out = io.BytesIO()
        copy.save(out, "JPEG", quality=87)
        found.append((tag, copy.width, copy.height, out.getvalue()))
        if max(upright.size) <= side:
            break
    return found


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a GIF; 320 x 320 where they cannot be read (a film)."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return opened.size
    except (OSError, ValueError, SyntaxError):
        return 320, 320
