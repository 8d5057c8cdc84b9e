"""The cookies of the pages: the login session, a message for the next page, the language."""

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal

from fastapi import Request
from starlette.responses import Response

from engine import logins

SESSION: Final = "sopan_sesi"
MESSAGE: Final = "sopan_pesan"
LANGUAGE: Final = "sopan_bahasa"
LOGIN: Final = "sopan_masuk"
"""Ties a login form to the browser it was sent to."""
OPENID: Final = "sopan_openid"

_LONGEST: Final = 3000


@dataclass(frozen=True, slots=True)
class Message:
    """What the next page says first: a key of `web/words/` with its facts."""

    key: str
    facts: dict[str, Any]
    kind: Literal["success", "warning", "danger"] = "success"


def is_https(request: Request) -> bool:
    """Tell whether the browser came by HTTPS, as its proxy or the setting base_url says."""
    return request.url.scheme == "https" or request.app.state.https


def read(request: Request, name: str) -> str:
    """Return a cookie of ours, "" where there is none."""
    return request.cookies.get(_named(request, name), "")


def keep(
    request: Request,
    response: Response,
    name: str,
    value: str,
    lasts: timedelta | None = logins.LONGEST,
) -> None:
    """Let the browser keep a cookie that no script can read and no other site can send along."""
    response.set_cookie(
        _named(request, name),
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def drop(request: Request, response: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(
        _named(request, name), path="/", secure=is_https(request), httponly=True, samesite="lax"
    )


def packed(value: object) -> str:
    """Return a JSON value as text that fits a cookie."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def unpacked(text: str) -> Any:
    """Return the JSON value of `packed`; None for what is none, for anybody can send a cookie."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        return json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, RecursionError):
        return None


def pack_message(message: Message) -> str:
    """Return a message as text that fits a cookie."""
    facts = {name: str(value)[:300] for name, value in message.facts.items()}
    return packed([message.key, facts, message.kind])


def unpack_message(text: str) -> Message | None:
    """Return the message of a cookie, None for what is none of ours."""
    match unpacked(text):
        case [str(key), dict(facts), "success" | "warning" | "danger" as kind]:
            return Message(key, facts, kind)
        case _:
            return None


def _named(request: Request, name: str) -> str:
    """Return the name of a cookie; with `__Host-` browsers take it from no other host."""
    return f"__Host-{name}" if is_https(request) else name
