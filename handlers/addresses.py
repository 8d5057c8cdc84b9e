"""Which machines a handler may talk to: hosts an administrator has named, and none in disguise.

A model says where to call, and a form may have filled that in. So a host must be on the list, and
the call goes to the very address that was looked at, whatever its name means a moment later.
"""

import ipaddress
import socket
from collections.abc import Iterable
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from handlers.contract import Permanent, Retry

Address = IPv4Address | IPv6Address

EVERY: Final = "*"

_METADATA: Final = frozenset(
    map(ipaddress.ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"))
)
"""Where clouds tell a machine its secrets, besides the link-local 169.254.169.254."""


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
        if _forbidden(address, named=name in listed):
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
    return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _forbidden(address: Address, *, named: bool) -> bool:
    """Tell whether nobody may call an address, or only under a name that is listed as it is."""
    plain = _unwrapped(address)
    if plain in _METADATA or plain.is_link_local or plain.is_multicast or plain.is_unspecified:
        return True
    return not named and not plain.is_global


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address.sixtofour or _nat64(address) or address
    return address


def _nat64(address: IPv6Address) -> IPv4Address | None:
    inside = address in ipaddress.ip_network("64:ff9b::/96")
    return IPv4Address(int(address) & 0xFFFF_FFFF) if inside else None
