"""How a finished message leaves the house: through Apprise, within a time limit, with a reason.

Apprise says only that it failed; why, it says in its log. That log is read here, thread by thread,
cleaned of what is secret, and goes nowhere else.
"""

import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote

from engine.core.errors import Refusal
from notifications import addresses, resolving
from notifications.addresses import Service

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 10.0
MAIL_SECONDS: Final = 20.0
"""A mail server may look for viruses before it says that it has taken a message."""

LIMIT_SECONDS: Final = 30.0
"""How long a message may take in all; a server that sends a byte now and then is given up, too."""

LONGEST_REASON: Final = 500

_HEADED: Final = ("e-mail", "webhook")
_SECRET: Final = re.compile(r"[^/:@?&=#,;\s]{6,}")
_SHORTEST_SECRET: Final = 3
_OPEN: Final = ("from", "to", "cc", "bcc", "name", "smtp", "mode", "format", "verify")
"""Options that hold no secret."""

_WHY: Final = "Socket Exception: "


class Undelivered(Exception):
    """A message did not arrive, or nobody said that it did. The text says why, without secrets."""


class Hanging(Undelivered):
    """Nobody has answered in time; perhaps it arrives all the same."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `key` is the same each time, so that a receiver may know it again."""

    key: str
    subject: str
    body: str
    urgent: bool


def send(url: str, message: Message, network: str) -> None:
    """Send a message to an address. Raises Undelivered."""
    lines: list[str] = []
    _HEARD.lines = lines
    try:
        service = addresses.service_of(url)
        scheme = addresses.scheme_of(url)
        machines = addresses.reachable(service, scheme, network)
        _prepare(service, scheme, message)
        with resolving.pinned(machines):
            delivered = _notify(service, message)
    except Refusal as refusal:
        raise Undelivered(f"{refusal.text('id')} / {refusal.text('en')}") from None
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything on what a server sends
        raise Undelivered(_cleaned(f"{type(error).__name__}: {error}", url)) from None
    finally:
        _HEARD.lines = None
    if not delivered:
        raise Undelivered(_cleaned(_reason(lines), url))


def within(
    seconds: float, work: Callable[[], None], late: Callable[["Future[None]"], None]
) -> None:
    """Run `work` in a thread of its own, and raise what it raises.

    After `seconds` nobody waits any longer: Hanging is raised, and `late` gets the outcome in
    that thread if there ever is one.
    """
    outcome: Future[None] = Future()

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            outcome.set_exception(error)
        else:
            outcome.set_result(None)

    threading.Thread(target=run, name="sopan-send", daemon=True).start()
    wait([outcome], seconds)
    if not outcome.done():
        outcome.add_done_callback(late)
        raise Hanging(f"tidak ada jawaban dalam {seconds:g} detik / no answer in {seconds:g} s")
    outcome.result()


def _prepare(service: Service, scheme: str, message: Message) -> None:
    mail = addresses.SERVICES[scheme] == "e-mail"
    service.socket_connect_timeout = MAIL_SECONDS if mail else CONNECT_SECONDS
    service.socket_read_timeout = READ_SECONDS
    service.redirects = False  # whatever a server says: to no other machine than the one named
    if addresses.SERVICES[scheme] in _HEADED:
        service.headers["X-Idempotency-Key"] = message.key
    if mail:
        service.headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: answer no holiday notes


def _notify(service: Service, message: Message) -> bool:
    from apprise import Apprise, NotifyFormat, NotifyType  # slow: only where one sends

    sender = Apprise()
    sender.add(service)
    kind = NotifyType.WARNING if message.urgent else NotifyType.INFO
    return bool(
        sender.notify(
            title=message.subject,
            body=message.body,
            notify_type=kind,
            body_format=NotifyFormat.TEXT,
        )
    )


def _reason(lines: list[str]) -> str:
    causes = [line.removeprefix(_WHY) for line in lines if line.startswith(_WHY)]
    said = causes or [line for line in lines if line]
    return "; ".join(dict.fromkeys(said)) or "penerima menolak tanpa alasan / refused, no reason"


def _cleaned(text: str, url: str) -> str:
    """Take out of a reason whatever of the address must not be shown."""
    shown = addresses.masked(url)
    for secret in sorted(_secrets(url), key=len, reverse=True):
        if secret not in shown:
            text = text.replace(secret, "•••")
    return " ".join(text.split())[:LONGEST_REASON]


def _secrets(url: str) -> set[str]:
    """Return the parts of an address that may be secret: all but its host and whom it is for."""
    rest = url.partition("://")[2]
    place, _, options = rest.partition("?")
    found = set(_SECRET.findall(place))
    user = place.partition("@")[0] if "@" in place else ""
    found.add(user.partition(":")[2])
    for name, value in parse_qsl(options):
        if name.lower() not in _OPEN:
            found |= {value, *value.split()}
    return {part for raw in found for part in (raw, unquote(raw)) if len(part) >= _SHORTEST_SECRET}


class _Heard(threading.local):
    lines: list[str] | None = None


_HEARD: Final = _Heard()


class _Listening(logging.Handler):
    """Keeps what Apprise says in a thread that sends, and nothing else of it."""

    def emit(self, record: logging.LogRecord) -> None:
        if _HEARD.lines is None:
            return
        text = record.getMessage()
        if record.levelno >= logging.WARNING or text.startswith(_WHY):
            _HEARD.lines.append(text)


_LOG: Final = logging.getLogger("apprise")
_LOG.addHandler(_Listening())
_LOG.setLevel(logging.DEBUG)
_LOG.propagate = False  # it holds addresses and messages
logging.getLogger("urllib3").setLevel(logging.ERROR)  # paths hold tokens
