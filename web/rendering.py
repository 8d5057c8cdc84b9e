"""Templates -> HTML: everything is escaped, and a name that is not given is an error of ours."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from web import assets, speech

FOLDER: Final = Path(__file__).parent / "templates"


def render(template: str, facts: Mapping[str, Any]) -> str:
    """Return a template with `facts`; `language` and `zone` among them decide how values look."""
    return ENVIRONMENT.get_template(template).render(facts)


@pass_context
def _t(context: Context, key: str, /, **facts: object) -> str:
    return speech.say(key, context["language"], **facts)


@pass_context
def _moment(context: Context, at: str | datetime | None) -> str:
    return "" if at is None else speech.moment(at, context["zone"], context["language"])


@pass_context
def _short_moment(context: Context, at: str | datetime | None) -> str:
    return "" if at is None else speech.short_moment(at, context["zone"], context["language"])


@pass_context
def _day(context: Context, on: str | date | None) -> str:
    return "" if on is None else speech.day(on, context["language"])


@pass_context
def _duration(context: Context, amount: float | timedelta | None, days: int = 0) -> str:
    return "" if amount is None else speech.duration(amount, context["language"], days)


@pass_context
def _number(context: Context, value: float | None, decimals: int | None = None) -> str:
    return "" if value is None else speech.number(value, context["language"], decimals)


@pass_context
def _office(context: Context) -> Markup:
    """Return the attribute of an element that holds words of the office: they are Indonesian."""
    return Markup("") if context["language"] == "id" else Markup(' lang="id"')


@pass_context
def fingerprint(context: Mapping[str, Any], html: str) -> str:
    """Return what changes when a part of a page does; its tokens, new each time, do not count."""
    bare = html.replace(context["csrf"], "").strip()
    return base64.urlsafe_b64encode(hashlib.sha256(bare.encode()).digest()[:15]).decode()


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=_t, office=_office, bundle=assets.bundle)
    made.filters.update(
        moment=_moment,
        short_moment=_short_moment,
        day=_day,
        duration=_duration,
        number=_number,
        fingerprint=fingerprint,
    )
    return made


ENVIRONMENT: Final = _environment()
