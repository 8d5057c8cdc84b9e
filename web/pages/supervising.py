"""Whose work a supervisor's page is about, and the links that keep it so."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request
from starlette.responses import Response

from engine.command import Command
from engine.core import indonesian
from engine.core.errors import Invalid, NotFound
from processes.sheets.grid import MEDIA_TYPES
from web.headers import PAGE_HEADERS
from web.pages.frame import Viewer, page

PERIODS: Final = {"30": 30, "90": 90, "365": 365}
"""How many days back a dashboard looks."""

_USUAL: Final = "90"


def line(viewer: Viewer, agency: str = "") -> Command:
    """Return what the viewer supervises; who is of no agency chooses one. Raises NotFound."""
    chosen = viewer.agency or agency
    if not chosen:
        known = viewer.app.agencies()
        if not known:
            raise NotFound("unknown", kind="agency", name="-")
        chosen = known[0]["id"]
    return viewer.app.line(chosen, viewer.username, viewer.visit.roles)


def supervised(
    request: Request, viewer: Viewer, template: str, command: Command, **facts: Any
) -> Response:
    """Return a page about a line of command."""
    return page(
        request,
        viewer,
        template,
        command=command,
        to=links(viewer, command),
        agencies=[] if viewer.agency else viewer.app.agencies(),
        **facts,
    )


def links(viewer: Viewer, command: Command) -> Callable[..., str]:
    """Return what makes links: who is of no agency stays with the one that was chosen."""
    chosen = {} if viewer.agency else {"instansi": command.agency}

    def to(path: str, **query: object) -> str:
        said = {name: value for name, value in query.items() if value not in ("", None)}
        asked = urlencode({**said, **chosen})
        return f"{path}?{asked}" if asked else path

    return to


def since(viewer: Viewer, period: str) -> tuple[str, date]:
    """Return the period that is meant, and the day it begins."""
    known = period if period in PERIODS else _USUAL
    return known, today(viewer) - timedelta(days=PERIODS[known])


def today(viewer: Viewer) -> date:
    """Return the date where the viewer is."""
    return viewer.app.clock.now().astimezone(ZoneInfo(viewer.visit.zone)).date()


def day(text: str, element: str) -> date | None:
    """Return a day that was typed or chosen, None for none. Raises Invalid."""
    if not text:
        return None
    found = indonesian.read_date(text)
    if found is None:
        raise Invalid("request.value", element=element)
    return found


def number(text: str) -> int:
    """Return the number of a page, whatever was typed."""
    return min(int(text), 100_000) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def file(data: bytes, form: str, name: str) -> Response:
    """Return a file to be kept."""
    headers = {**PAGE_HEADERS, "Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(data, media_type=MEDIA_TYPES[form], headers=headers)
