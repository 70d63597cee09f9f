"""Sealing: AES-256-GCM with a key per person, each wrapped by the master key.

A sealed value is one format byte, a random 96-bit nonce, and the ciphertext with its tag (NIST SP 800-38D).
The associated data names the place (table and column) and the owner, so that a value moved elsewhere does
not open.
"""

from __future__ import annotations

import json
import os
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.errors import BrokenSeal
from bot.storage.keys import KEY_BYTES, MasterKey

FORMAT = b"\x01"
NONCE_BYTES = 12


class Sealer:
    """Seals and unseals what belongs to one person."""

    __slots__ = ("_aead", "person")

    def __init__(self, person: int, key: bytes) -> None:
        self.person = person
        self._aead = AESGCM(key)

    def seal(self, place: str, plain: bytes) -> bytes:
        return _seal(self._aead, _bound(place, self.person), plain)

    def unseal(self, place: str, sealed: bytes) -> bytes:
        """Raises BrokenSeal."""
        plain = _unseal(self._aead, _bound(place, self.person), sealed)
        if plain is None:
            raise BrokenSeal(f"{place} of person {self.person} does not open: restore it from a backup.")
        return plain

    def seal_json(self, place: str, value: Any) -> bytes:
        return self.seal(place, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def unseal_json(self, place: str, sealed: bytes) -> Any:
        return json.loads(self.unseal(place, sealed))


def new_data_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def wrap(master: MasterKey, person: int, data_key: bytes) -> bytes:
    """The data key of a person, sealed under the first master key."""
    return _seal(master.first.wrap, _bound("person.key", person), data_key)


def unwrap(master: MasterKey, person: int, wrapped: bytes) -> bytes:
    """Raises BrokenSeal when no master key given opens it."""
    for key in master.keys:
        plain = _unseal(key.wrap, _bound("person.key", person), wrapped)
        if plain is not None:
            return plain
    raise BrokenSeal(f"The key of person {person} does not open: give every master key used so far.")


def _bound(place: str, person: int) -> bytes:
    return f"{place}:{person}".encode()


def _seal(aead: AESGCM, bound: bytes, plain: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + aead.encrypt(nonce, plain, FORMAT + bound)


def _unseal(aead: AESGCM, bound: bytes, sealed: bytes) -> bytes | None:
    if sealed[:1] != FORMAT:
        return None
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return aead.decrypt(nonce, ciphertext, FORMAT + bound)
    except (InvalidTag, ValueError):  # ValueError: cut short
        return None
