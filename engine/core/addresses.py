"""How far a network address is: the internet, an office's own network, this machine, or nowhere.

Only what the address itself tells; whoever calls a name must judge the address it is called by.
"""

import ipaddress
from ipaddress import IPv4Address, IPv6Address
from typing import Final

Address = IPv4Address | IPv6Address

NETWORKS: Final = ("public", "private", "local")
"""Inwards: the internet, an office's own network, this machine."""

_METADATA: Final = frozenset(
    map(ipaddress.ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"))
)
"""Where clouds tell a machine its secrets, besides the link-local 169.254.169.254."""

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


def read(text: str) -> Address:
    """Return the address that is written, without its zone ("fe80::1%eth0"). Raises ValueError."""
    return ipaddress.ip_address(text.partition("%")[0])


def neighbourhood(text: str) -> str:
    """Return an address as one household has it: of IPv6 the /64, of which it takes what it likes.

    What is no address stays as it is.
    """
    try:
        address = read(text)
    except ValueError:
        return text
    if isinstance(address, IPv4Address):
        return str(address)
    whole = ipaddress.IPv6Network((int(address), 64), strict=False)
    return str(address.ipv4_mapped or whole)


def network_of(address: Address) -> str | None:
    """Return which of NETWORKS an address lies in, None for one that nobody has business with."""
    plain = _unwrapped(address)
    if plain.is_loopback:
        return "local"
    if plain in _METADATA or plain.is_link_local or plain.is_multicast or plain.is_unspecified:
        return None
    if isinstance(plain, IPv6Address):
        if plain.is_reserved:  # ::/8, too: an IPv4 address in disguise that nothing unwraps
            return None
        if plain.is_site_local:  # fec0::/10, given up by RFC 3879 but still in use inside
            return "private"
    return "public" if plain.is_global else "private"


def within(address: Address, network: str) -> bool:
    """Tell whether an address lies in `network` or further out."""
    found = network_of(address)
    return found is not None and NETWORKS.index(found) <= NETWORKS.index(network)


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
