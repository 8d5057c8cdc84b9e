"""Which machines a handler may talk to: hosts an administrator has named, and none in disguise.

A model says where to call, and a form may have filled that in. So a host must be on the list, and
the call goes to the very address that was looked at, whatever its name means a moment later.
"""

import socket
from collections.abc import Iterable
from fnmatch import fnmatchcase

from engine.core import addresses
from engine.core.addresses import Address
from handlers.contract import Permanent, Retry


def patterns(text: str) -> tuple[str, ...]:
    """Return the host patterns of a setting: names, "*.go.id", or "*"; commas between."""
    return tuple(part.strip().lower().rstrip(".") for part in text.split(",") if part.strip())


def resolve(host: str, port: int, allowed: Iterable[str]) -> Address:
    """Return the address to call for `host`.

    A name that stands in the list as it is may lie in the office's own network; what only a pattern
    lets through may not. Raises Permanent for a host that may not be called, Retry where its
    address is not found.
    """
    listed = tuple(allowed)
    name = require_listed(host, listed)
    found = _looked_up(name, port)
    for address in found:
        if not addresses.within(address, "local" if name in listed else "public"):
            raise Permanent(
                f"{host} menunjuk alamat yang tidak boleh dipanggil ({address}) / "
                f"{host} means an address that may not be called"
            )
    return found[0]


def require_listed(host: str, allowed: Iterable[str]) -> str:
    """Return the name of a host that is on the list. Raises Permanent for any other."""
    name = host.lower().rstrip(".")
    if not any(fnmatchcase(name, pattern) for pattern in allowed):
        raise Permanent(
            f"{host} belum diizinkan; tambahkan pada SOPAN_HTTP_HOSTS / "
            f"{host} is not allowed yet; add it to SOPAN_HTTP_HOSTS"
        )
    return name


def _looked_up(name: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"alamat {name} tidak ditemukan / the address of {name} is not found"
        raise Retry(reason) from error
    return [addresses.read(str(each[4][0])) for each in found]
