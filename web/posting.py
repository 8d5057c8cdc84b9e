"""What a page may send: only from our own pages, only so much, and by whom the session says."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from engine.core.errors import Invalid, NotPermitted

CSRF_FIELD: Final = "_csrf"
CSRF_HEADER: Final = "X-CSRF-Token"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    media_type: str
    data: bytes


class Posted:
    """The fields of a form that was sent. Text is text: what is no text is refused."""

    def __init__(self, form: FormData) -> None:
        """Keep what was read."""
        self._form = form

    def __iter__(self) -> Iterator[str]:
        """Return the names of the fields, in the order in which they came."""
        return iter(dict.fromkeys(name for name in self._form if name != CSRF_FIELD))

    def __contains__(self, name: object) -> bool:
        """Tell whether a field was sent."""
        return name in self._form

    def text(self, name: str, default: str = "") -> str:
        """Return the last value of a field, without spaces at its ends."""
        values = self.texts(name)
        return values[-1] if values else default

    def texts(self, name: str) -> list[str]:
        """Return every value of a field. Raises Invalid for a file or a NUL character."""
        found = [_text(name, value) for value in self._form.getlist(name)]
        return [value.strip() for value in found]

    def number(self, name: str) -> int | None:
        """Return a field as a number of at most eight digits, None for anything else."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 9 else None

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a field that say something."""
        return lines(self.text(name))

    def raw(self, name: str) -> str:
        """Return the last value of a field as it was typed: for passwords."""
        values = self._form.getlist(name)
        return _text(name, values[-1]) if values else ""

    def digest(self) -> str:
        """Return what stands for everything that was sent, the token of its page included."""
        found = hashlib.sha256()
        for name, value in self._form.multi_items():
            for part in (name.encode(), *_parts(value)):
                found.update(len(part).to_bytes(8) + part)
        return found.hexdigest()

    def uploads(self, name: str) -> list[Upload]:
        """Return the files of a field; one left empty is none."""
        found = [value for value in self._form.getlist(name) if isinstance(value, UploadFile)]
        return [
            Upload(file.filename or "", file.content_type or "", file.file.read())
            for file in found
            if file.filename or file.size
        ]


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def require_own_page(request: Request) -> None:
    """Raise NotPermitted for a request that another site's page made.

    Browsers say where a request comes from; scripts cannot change it. Old ones that say nothing
    still have to show the token (`require_token`).
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise NotPermitted("request.origin")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise NotPermitted("request.origin")


def masked(token: str) -> str:
    """Return the token as a page carries it: different each time.

    Pages are compressed, and what is searched for stands in them: from their sizes an unmasked
    token could be guessed bit by bit (BREACH).
    """
    mask = secrets.token_bytes(len(token))
    mixed = bytes(a ^ b for a, b in zip(mask, token.encode(), strict=True))
    return base64.urlsafe_b64encode(mask + mixed).decode()


def unmasked(shown: str) -> str:
    """Return the token of a page's field; what was not masked stays as it is."""
    try:
        whole = base64.b64decode(shown.encode(), altchars=b"-_", validate=True)
        mask, mixed = whole[: len(whole) // 2], whole[len(whole) // 2 :]
        return bytes(a ^ b for a, b in zip(mask, mixed, strict=True)).decode("ascii")
    except ValueError:  # no base64, an odd length, no text: nothing we made
        return shown


def require_token(expected: str, shown: str) -> None:
    """Raise NotPermitted when `shown`, masked or not, is not the token of the session."""
    shown = unmasked(shown)
    if not expected or not hmac.compare_digest(
        expected.encode(errors="replace"), shown.encode(errors="replace")
    ):
        raise NotPermitted("request.csrf")


def own_path(text: str, default: str = "/tugas") -> str:
    """Return `text` if it leads to a page of ours, else `default`: never to another server."""
    shaped = text.startswith("/") and not text.startswith(("//", "/\\")) and len(text) <= 2000
    if not shaped or not text.isprintable() or "\\" in text:
        return default
    return text


def _parts(value: str | UploadFile) -> tuple[bytes, ...]:
    if isinstance(value, str):
        return (value.encode(errors="replace"),)
    value.file.seek(0)
    content = value.file.read()
    value.file.seek(0)
    return (value.filename or "").encode(errors="replace"), content


def _text(name: str, value: str | UploadFile) -> str:
    if not isinstance(value, str):
        raise Invalid("request.text", element=name[:80])
    if "\0" in value:  # PostgreSQL has no text with U+0000
        raise Invalid("request.value", element=name[:80])
    return value
