"""panggil_http: calls another system over HTTP; the same key each time lets that one count once."""

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from handlers import addresses
from handlers.contract import Context, Handler, Outcome, Permanent, Retry

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
SECRETS: Final = "HANDLER_"
"""How the variables of the environment begin that a header may name: no others leave the house."""

LONGEST_WAIT: Final = 60.0
USUAL_WAIT: Final = 20.0
MOST_SENT: Final = 1_000_000
LONGEST_RETRY: Final = timedelta(days=1)

_AGAIN: Final = frozenset({408, 425, 429})
_OK: Final = range(200, 300)
_MOVED: Final = range(300, 400)
_SERVERS_FAULT: Final = 500
_OURS: Final = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
)
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")


def handler(hosts: str) -> Handler:
    """Return the handler that may call `hosts`, as the setting `http_hosts` lists them."""
    allowed = addresses.patterns(hosts)
    return Handler(
        lambda context: _run(context, allowed), needs=("url",), gives=("status", "jawaban")
    )


def _run(context: Context, allowed: tuple[str, ...]) -> Outcome:
    """Call `url` and return the status and the answer, JSON where it is JSON.

    Raises Permanent for what cannot be sent and for a refusal (4xx), unless `galat` names a BPMN
    error for it; Retry where the other side is busy, broken or not reached.
    """
    from handlers import outgoing  # it takes a while to load, and few offices call anybody

    inputs, secrets = context.inputs, _Secrets()
    url = outgoing.address(inputs["url"])
    headers = _headers(inputs.get("kepala"), secrets)
    headers["Idempotency-Key"] = context.key
    body = _body(inputs.get("isi"), headers)
    call = outgoing.Call(_method(inputs.get("metode")), url, headers, body)
    status, told, raw = outgoing.make(call, _wait(inputs.get("batas_waktu")), allowed)
    values = {"status": status, "jawaban": _read(secrets.hidden(raw), told)}
    return _judged(values, told, call.place, str(inputs.get("galat") or ""), context.now)


def _judged(
    values: dict[str, Any], told: Mapping[str, str], place: str, error: str, now: datetime
) -> Outcome:
    status = values["status"]
    if status in _OK:
        return Outcome(values)
    if status in _AGAIN or status >= _SERVERS_FAULT:
        reason = f"{place} menjawab {status} / {place} answered {status}"
        raise Retry(reason, _retry_after(told.get("Retry-After", ""), now))
    if status in _MOVED:
        raise Permanent(
            f"{place} mengalihkan ke alamat lain ({status}); tulis alamat itu pada model / "
            f"{place} redirects; write the other address in the model"
        )
    if error:
        return Outcome(values, error=error)
    raise Permanent(f"{place} menolak dengan {status} / {place} refused with {status}")


def _method(written: Any) -> str:
    method = str(written or "GET").upper()
    if method not in METHODS:
        known = ", ".join(METHODS)
        raise Permanent(f"metode harus salah satu dari {known} / metode must be one of {known}")
    return method


class _Secrets:
    """What was read from the environment for one call, so that it is not repeated to anybody."""

    def __init__(self) -> None:
        self._known: list[str] = []

    def take(self, name: str) -> str:
        """Return the value of a variable of the environment. Raises Permanent without one."""
        value = os.environ.get(name, "").strip() if name.startswith(SECRETS) else ""
        if not value:
            raise Permanent(
                f"env:{name} tidak ada; namanya harus diawali {SECRETS} dan nilainya terisi / "
                f"env:{name} is not there; its name must begin with {SECRETS} and have a value"
            )
        self._known.append(value)
        return value

    def hidden(self, raw: bytes) -> bytes:
        """Return an answer without the secrets that it repeats."""
        for value in self._known:
            raw = raw.replace(value.encode(), b"***")
        return raw


def _headers(written: Any, secrets: _Secrets) -> dict[str, str]:
    """Return the headers of the model, with "env:NAME" replaced wherever it stands in one."""
    if written in (None, ""):
        return {}
    if not isinstance(written, Mapping):
        raise Permanent("kepala harus berupa objek nama dan nilai / kepala must be an object")
    found: dict[str, str] = {}
    for name, text in written.items():
        if not _NAME.fullmatch(str(name)) or str(name).lower() in _OURS:
            raise Permanent(f'kepala "{name}" tidak boleh dipakai / header "{name}" is not allowed')
        value = re.sub(r"env:(\w+)", lambda each: secrets.take(each[1]), str(text))
        if not value.isprintable():
            raise Permanent(f'kepala "{name}" memuat tanda yang tidak boleh / has forbidden signs')
        found[str(name)] = value
    return found


def _body(written: Any, headers: dict[str, str]) -> bytes:
    """Return what is sent: text as it is, any other value as JSON."""
    if written is None:
        return b""
    if isinstance(written, str):
        body, kind = written.encode("utf-8", "replace"), "text/plain; charset=utf-8"
    else:
        body, kind = json.dumps(written, ensure_ascii=False).encode(), "application/json"
    if len(body) > MOST_SENT:
        raise Permanent(f"isi lebih dari {MOST_SENT} bita / the body is over {MOST_SENT} bytes")
    if not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = kind
    return body


def _wait(written: Any) -> float:
    if written in (None, ""):
        return USUAL_WAIT
    if isinstance(written, bool) or not isinstance(written, int | float) or written <= 0:
        raise Permanent("batas_waktu harus bilangan detik / batas_waktu must be seconds")
    return min(float(written), LONGEST_WAIT)


def _read(raw: bytes, told: Mapping[str, str]) -> Any:
    """Return an answer as JSON if it says it is, else as text."""
    text = raw.decode("utf-8", "replace")
    if "json" in told.get("Content-Type", "").lower():
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _retry_after(told: str, now: datetime) -> timedelta:
    """Return how long the other side asks to wait: seconds, or until a date."""
    text = told.strip()
    try:
        if text.isdecimal():
            wait = timedelta(seconds=int(text[:9]))
        else:
            at = parsedate_to_datetime(text)
            wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    except (TypeError, ValueError, OverflowError):
        return timedelta(0)
    return min(max(wait, timedelta(0)), LONGEST_RETRY)
