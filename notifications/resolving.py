"""Names of machines, while a message is sent: what was looked at is what is called.

A name may have another address a moment later, and somebody may arrange that on purpose (DNS
rebinding). Apprise and smtplib look names up again by themselves; no option of theirs takes an
address. So the lookup of this process answers a thread that sends with the addresses that were
found to be allowed, and all others as ever.
"""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

Pins = Mapping[str, Sequence[str]]
"""The name of a machine -> the addresses by which it may be called."""

_system = socket.getaddrinfo


class _Pinned(threading.local):
    addresses: Pins = {}  # noqa: RUF012 - never changed, only replaced


_PINNED: Final = _Pinned()


@contextmanager
def pinned(pins: Pins) -> Iterator[None]:
    """Let this thread call those machines by those addresses alone."""
    before = _PINNED.addresses
    _PINNED.addresses = {_plain(name): found for name, found in pins.items()}
    try:
        yield
    finally:
        _PINNED.addresses = before


def _look_up(host: Any, *arguments: Any, **named: Any) -> list[Any]:
    """Answer as `socket.getaddrinfo` does."""
    found = _PINNED.addresses.get(_plain(host)) if _PINNED.addresses else None
    if found is None:
        return _system(host, *arguments, **named)
    answers: list[Any] = []
    failure: OSError | None = None
    for address in found:
        try:
            answers += _system(address, *arguments, **named)
        except OSError as error:  # of the other family than was asked for
            failure = error
    if not answers and failure is not None:
        raise failure
    return answers


def _plain(host: Any) -> str:
    """Return a name as every library spells it in the end: in ASCII, lower case, without a dot."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    with suppress(UnicodeError):
        text = text.encode("idna").decode()
    return text.lower().rstrip(".")


socket.getaddrinfo = _look_up
