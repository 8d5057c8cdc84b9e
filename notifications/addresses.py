"""Which addresses a channel may have: services on a network, one recipient each, none in disguise.

An address is an Apprise URL. Apprise also knows addresses that write to this machine's screen, log
or files, and options that read files; those are refused. Where the address names a machine, that
must not be one of those no office has business with: see `reachable`.
"""

import re
import socket
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from engine.core import addresses
from engine.core.addresses import Address
from engine.core.errors import Invalid

SERVICES: Final[Mapping[str, str]] = {
    "mailto": "e-mail",
    "mailtos": "e-mail",
    "json": "webhook",
    "jsons": "webhook",
    "xml": "webhook",
    "xmls": "webhook",
    "form": "webhook",
    "forms": "webhook",
    "tgram": "Telegram",
    "whatsapp": "WhatsApp Cloud API",
    "signal": "Signal API",
    "signals": "Signal API",
    "nctalk": "Nextcloud Talk",
    "nctalks": "Nextcloud Talk",
    "ncloud": "Nextcloud",
    "nclouds": "Nextcloud",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "rocket": "Rocket.Chat",
    "rockets": "Rocket.Chat",
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "gotify": "Gotify",
    "gotifys": "Gotify",
    "slack": "Slack",
    "workflows": "Microsoft Teams",
    "gchat": "Google Chat",
    "wxteams": "Webex",
    "discord": "Discord",
    "lark": "Lark",
    "pover": "Pushover",
    "twilio": "SMS (Twilio)",
    "mailgun": "e-mail (Mailgun)",
    "brevo": "e-mail (Brevo)",
    "apprise": "Apprise API",
    "apprises": "Apprise API",
}
"""Scheme -> what it is. All speak to a service on a network; nothing else is taken."""

LONGEST: Final = 2000

# Its host is a machine the office names; everywhere else that part may be a token.
_SELF_HOSTED: Final = (
    *("e-mail", "webhook", "Signal API", "Nextcloud Talk", "Nextcloud"),
    *("Mattermost", "Rocket.Chat", "Gotify", "Apprise API"),
)
_NAMES_HOST: Final = frozenset(s for s, kind in SERVICES.items() if kind in _SELF_HOSTED)

_HIDES_HOST: Final = "workflows"  # Microsoft's machines have many names

# Options of plugins that read or keep files on this machine.
_FILES: Final = frozenset(("template", "pgp", "pgpkey", "pgppub", "pgpprv", "wkd", "keyfile"))
_TEMPLATE_BY_NAME: Final = "whatsapp"  # there it is one that WhatsApp has approved

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{1,20})://.", re.ASCII | re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")

Service = Any
"""An Apprise plugin for one address; Apprise brings no types for them."""


def service_of(url: str) -> Service:
    """Return what sends to an address. Raises Invalid, which never says the address."""
    scheme = scheme_of(url)
    if scheme not in SERVICES:
        raise Invalid("channel.scheme", scheme=scheme or "-", known=", ".join(sorted(SERVICES)))
    options = {name.lower() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    if scheme == _TEMPLATE_BY_NAME:
        options.discard("template")
    if files := sorted(options & _FILES):
        raise Invalid("channel.option", option=files[0])
    if len(url) > LONGEST or _CONTROL.search(url):
        raise Invalid("channel.url", scheme=scheme)
    service = _instantiate(url)
    if service is None:
        raise Invalid("channel.url", scheme=scheme)
    if len(service) > 1:
        raise Invalid("channel.many", scheme=scheme)
    return service


def _instantiate(url: str) -> Service | None:
    from apprise import Apprise, AppriseAsset, PersistentStoreMode  # slow: only where one sends

    asset = AppriseAsset(
        app_id="Sopan",
        app_desc="Sopan",
        app_url="",
        async_mode=False,
        http_redirects=False,
        secure_logging=True,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    return Apprise.instantiate(url, asset=asset)


def scheme_of(url: str) -> str:
    """Return the scheme of an address in lower case, "" where it has none."""
    found = _SCHEME.match(url)
    return found.group(1).lower() if found else ""


def masked(url: str) -> str:
    """Return what may be shown of an address: its scheme and, where that is no secret, its host."""
    scheme = scheme_of(url)
    if not scheme:
        return "…"
    if scheme not in _NAMES_HOST:
        return f"{scheme}://…"
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port is None or parts.port else None
    except ValueError:  # what stands where the port is may be a password with a slash in it
        host = None
    return f"{scheme}://{host or '…'}"


def reachable(service: Service, scheme: str, network: str) -> dict[str, list[str]]:
    """Check that the machine an address names is one a channel may reach; return its addresses.

    "public" is the internet alone, "private" also addresses of an office's own network, "local"
    this machine, too. Link-local addresses, where clouds hand out their keys, are never reached.
    A machine every office shares is looked at no further. Raises Invalid, also where the name has
    no address.
    """
    own_ntfy = SERVICES[scheme] == "ntfy" and service.mode == "private"
    if scheme not in _NAMES_HOST and scheme != _HIDES_HOST and not own_ntfy:
        return {}
    found: dict[str, list[str]] = {}
    names = {str(getattr(service, name, "") or "").strip("[]") for name in ("host", "smtp_host")}
    for host in sorted(names - {""}):
        looked_up = _looked_up(host)
        if not all(addresses.within(address, network) for address in looked_up):
            raise Invalid("channel.network", host=host, network=network)
        found[host] = [str(address) for address in looked_up]
    return found


def _looked_up(host: str) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Invalid("channel.unknown_host", host=host) from None
    return [addresses.read(str(each[4][0])) for each in found]
