"""Where the secrets of channels are kept: encrypted in the database, the key outside of it.

The key is the setting `secret_key`. Where that is empty, a SQLite database has a file of its own
beside it, `office.db.key`, that only its owner may read; PostgreSQL is on another machine, whose
nodes must all be given the same key.
"""

import base64
import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from engine.core.errors import Unavailable
from engine.settings import Settings
from storage.database import Database
from storage.sqlite import Sqlite

_OWNER_ONLY: Final = 0o600
_LONGEST_FILE: Final = 4096


class Vault:
    """Seals texts and opens them again. It finds its key when it first needs it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Keep where the key may be."""
        self._given = settings.secret_key
        kind = database.kind
        self._file = Path(f"{kind.path}.key") if isinstance(kind, Sqlite) else None
        self._fernet: Fernet | None = None

    def seal(self, text: str) -> bytes:
        """Encrypt a text. Raises Unavailable where there is no key."""
        return self._lock().encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Return a text that was sealed. Raises Unavailable where the key is another, or none."""
        try:
            return self._lock().decrypt(sealed).decode()
        except InvalidToken:
            raise Unavailable("channel.key_other") from None

    def _lock(self) -> Fernet:
        if self._fernet is None:
            key = self._given or self._from_file()
            digest = hashlib.sha256(b"sopan channels:" + key.encode()).digest()
            self._fernet = Fernet(base64.urlsafe_b64encode(digest))
        return self._fernet

    def _from_file(self) -> str:
        if self._file is None:
            raise Unavailable("channel.key_missing")
        try:
            return _read(self._file) or _create(self._file)
        except (OSError, UnicodeDecodeError) as error:
            raise Unavailable(
                "channel.key_file", path=self._file, reason=str(error.args[-1])
            ) from error


def _read(file: Path) -> str:
    try:
        with file.open(encoding="ascii") as opened:
            return opened.read(_LONGEST_FILE).strip()
    except FileNotFoundError:
        return ""


def _create(file: Path) -> str:
    """Write a new key and return it; where another process was faster, return that one's.

    It is written whole under another name first: nobody ever reads half a key.
    """
    key = secrets.token_urlsafe(32)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(key + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return _read(file)
    finally:
        draft.unlink()
    return key
