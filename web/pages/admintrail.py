"""The audit trail of an agency, the latest first, and whether it is whole."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.events import EVENTS
from engine.core.messages import LANGUAGES
from web.pages import adminscope
from web.pages.adminscope import Json, Overseer, admin_page
from web.pages.frame import Form, Viewer

router = APIRouter()

_ROWS: Final = 50
_LARGEST: Final = 2**62


@router.get("/admin/instansi/{agency}/riwayat")
def trail(
    agency: str,
    request: Request,
    viewer: Overseer,
    peristiwa: str = "",
    pejabat: str = "",
    sebelum: int = 0,
) -> Response:
    """Show entries of the trail."""
    wanted = (peristiwa, pejabat, min(max(sebelum, 0), _LARGEST))
    return _trail(request, viewer, agency, wanted, None)


@router.post("/admin/instansi/{agency}/riwayat/periksa")
def verify(agency: str, request: Request, viewer: Overseer, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Check every hash of the trails of an agency."""
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.verify_trail(here["id"])
    return _trail(request, viewer, agency, ("", "", 0), found)


def _trail(
    request: Request,
    viewer: Viewer,
    agency: str,
    wanted: tuple[str, str, int],
    verified: Json | None,
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    people = viewer.app.people(here["id"])
    names = {each["username"]: each["name"] for each in people["officers"]}
    kind = wanted[0] if wanted[0] in EVENTS else ""
    officer = wanted[1] if wanted[1] in names else ""
    found = viewer.app.trail(
        here["id"], kind=kind, officer=officer, before=wanted[2], limit=_ROWS + 1
    )
    column = LANGUAGES.index(viewer.language)
    shown = [
        {
            **each,
            "fact": EVENTS.get(each["kind"], (each["kind"],) * 2)[column],
            "said": said(each["data"]),
        }
        for each in found[:_ROWS]
    ]
    return admin_page(
        request,
        viewer,
        "trail.html",
        here,
        "riwayat",
        found=shown,
        older=shown[-1]["id"] if len(found) > _ROWS else 0,
        kinds=sorted(((words[column], each) for each, words in EVENTS.items())),
        names=names,
        kind=kind,
        officer=officer,
        verified=verified,
    )


def said(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of an entry, each as a name and a text, those that say nothing left out."""
    return [(name, _text(value)) for name, value in data.items() if value not in (None, "", [], {})]


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return "-" if value is None else str(value)
