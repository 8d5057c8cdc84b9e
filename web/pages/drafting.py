"""What the pages of drafts share: who writes, how scripts are answered, what a file is called."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Final
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from engine.core.errors import Refusal
from engine.drafting import Author
from web.auth import BPMN_LIMIT
from web.headers import PAGE_HEADERS
from web.pages.frame import Viewer, body_of, form_of, having
from web.posting import Posted

Designer = Annotated[Viewer, having("designer", "administrator")]
"""Somebody who designs SOPs."""

Model = Annotated[bytes, body_of(BPMN_LIMIT)]
"""The BPMN a script sent."""

Upload = Annotated[Posted, form_of(BPMN_LIMIT)]
"""A form with a BPMN file."""

LONGEST_NAME: Final = 120


def author(viewer: Viewer) -> Author:
    """Return who writes."""
    visit = viewer.visit
    name = (visit.username or visit.login)[:64]
    return Author(name, visit.username, visit.agency, frozenset(visit.roles))


def answer(viewer: Viewer, verb: Callable[[], dict[str, Any]]) -> Response:
    """Answer a script with what a verb returns as JSON, or with why it refuses."""
    try:
        return JSONResponse(verb(), headers=PAGE_HEADERS)
    except Refusal as refusal:
        said = {"code": refusal.code, "message": refusal.text(viewer.language)}
        facts = {key: refusal.facts[key] for key in ("revision",) if key in refusal.facts}
        return JSONResponse({**said, **facts}, refusal.status, PAGE_HEADERS)


def bpmn_file(data: bytes, name: str, *, download: bool) -> Response:
    """Return a BPMN file to look at or to keep; browsers never run what is in it."""
    kept = quote(file_name(name))
    how = "attachment" if download else "inline"
    headers = {
        **PAGE_HEADERS,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": f"{how}; filename*=UTF-8''{kept}",
    }
    return Response(data, media_type="application/xml", headers=headers)


def file_name(name: str) -> str:
    """Return a plain file name: no folders, no control characters, and .bpmn at its end."""
    bare = re.split(r"[\\/]", name)[-1]
    plain = "".join(letter for letter in bare if letter.isprintable()).strip(". ")
    stem = plain.removesuffix(".bpmn").removesuffix(".xml")[:LONGEST_NAME] or "sop"
    return f"{stem}.bpmn"
