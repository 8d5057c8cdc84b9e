"""Passwords -> argon2id hashes and back to yes or no. Each takes time and memory, on purpose."""

import secrets
import threading
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher()
"""argon2id with the parameters of RFC 9106's second choice: 3 passes over 64 MiB."""

_ROOM: Final = threading.BoundedSemaphore(4)
"""At most four at once, 256 MiB: many logins wait for each other, not for memory."""

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is mistaken for something else when it is copied by hand."""


def generate() -> str:
    """Return a random password that can be read out: 79 bits in four groups of four."""
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def hashed(password: str) -> str:
    """Return what to store."""
    with _ROOM:
        return _HASHER.hash(_bytes(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the one that was stored; for None it takes as long and is not."""
    with _ROOM:
        try:
            _HASHER.verify(stored or _nobodys(), _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_bytes(16))


def _bytes(password: str) -> bytes:
    """Return one text for what keyboards and phones may send in several ways."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace")
