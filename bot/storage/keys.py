"""The master key: where it comes from, and what is derived from it. It never goes into the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.storage.errors import StorageTrouble, WrongMasterKey

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class _OneKey:
    """Keys with one purpose each, derived from one master key (HKDF, RFC 5869)."""

    wrap: AESGCM = field(repr=False)
    lookup: bytes = field(repr=False)
    fingerprint: str  # safe to store and to show: tells keys apart, says nothing about them

    @classmethod
    def of(cls, secret: bytes) -> _OneKey:
        def derive(purpose: str) -> bytes:
            return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"redpores {purpose}".encode()).derive(secret)

        return cls(AESGCM(derive("wrap")), derive("lookup"), derive("fingerprint")[:8].hex())


@dataclass(frozen=True, slots=True)
class MasterKey:
    """One or several master keys. The first wraps; every one may unwrap, so that keys can be changed."""

    keys: tuple[_OneKey, ...]

    @classmethod
    def parse(cls, text: str) -> MasterKey:
        """From base64 of 32 bytes; several separated by commas. Raises StorageTrouble; never echoes a key."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            raise StorageTrouble("The master key is empty: give 32 random bytes as base64.")
        return cls(tuple(_OneKey.of(_decode(part, place)) for place, part in enumerate(parts, 1)))

    @property
    def first(self) -> _OneKey:
        return self.keys[0]

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(key.fingerprint for key in self.keys)

    def lookups(self, chat_id: int) -> tuple[bytes, ...]:
        """HMAC-SHA256 of the chat id under each key, the newest key first: finds a person, names nobody."""
        message = str(chat_id).encode()
        return tuple(hmac.new(key.lookup, message, hashlib.sha256).digest() for key in self.keys)


def _decode(part: str, place: int) -> bytes:
    alphabet = part.replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(alphabet + "=" * (-len(alphabet) % 4), validate=True)
    except ValueError:  # not base64, not ASCII
        raw = b""
    if len(raw) != KEY_BYTES:
        raise StorageTrouble(
            f"Master key {place} is not base64 of {KEY_BYTES} bytes: make one with `openssl rand -base64 32`."
        )
    return raw


def load_or_create_master_key(
    explicit: str | None, path: Path, *, may_create: bool = True
) -> tuple[MasterKey, bool]:
    """The key given, else the one in the file, else a new one written there (0600).

    Returns the key and whether it was created. Pass `may_create=False` where a database with data exists
    already: WrongMasterKey is raised instead. Raises StorageTrouble for a key or file that cannot be used.
    """
    if explicit is not None and explicit.strip():
        return MasterKey.parse(explicit), False
    try:
        if path.exists():
            return MasterKey.parse(path.read_text("ascii", errors="replace")), False
        if not may_create:
            raise WrongMasterKey(
                f"The database holds data, but its master key is not at {path}: put the key file back "
                "from your backup, or set the key."
            )
        created = _create(path)
        return MasterKey.parse(path.read_text("ascii")), created
    except OSError as error:
        raise StorageTrouble(
            f"The master key file {path} cannot be used ({error.strerror}): make its folder readable and "
            "writable for this user, or set the key."
        ) from error


def _create(path: Path) -> bool:
    """Write a new key whole or not at all. False: another process was first, and its key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a rename, never replaces a key that is there
        except FileExistsError:
            return False
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True
