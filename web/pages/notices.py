"""The page of notices: what an officer was told in Sopan, read or not yet."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import NotPermitted
from web.pages.frame import Form, Me, Viewer, page, redirect

router = APIRouter()

PATH: Final = "/pemberitahuan"
STEP: Final = 25
MOST: Final = 500


@router.get(PATH)
def notices(request: Request, viewer: Me, semua: str = "", banyak: int = STEP) -> Response:
    """Show what is unread, or everything, the newest first."""
    agency, officer = _who(viewer)
    limit = min(max(banyak, STEP), MOST)
    found = viewer.app.notices(agency, officer, unread=not semua, limit=limit + 1)
    return page(
        request,
        viewer,
        "notices.html",
        notices=found[:limit],
        everything=bool(semua),
        unread=viewer.app.count_notices(agency, officer),
        more=min(limit + STEP, MOST) if len(found) > limit and limit < MOST else None,
    )


@router.post(f"{PATH}/dibaca")
def read(request: Request, viewer: Me, form: Form) -> Response:
    """Note that notices were read: those named, or all of them; then go where one leads."""
    agency, officer = _who(viewer)
    ids = form.texts("id")
    viewer.app.read_notices(agency, officer, ids or None)
    if "ke" in form:
        return redirect(request, form.text("ke"))
    return redirect(request, PATH, "notices.read_now")


def _who(viewer: Viewer) -> tuple[str, str]:
    """Return whose notices they are. Raises NotPermitted for an account of no officer."""
    if viewer.agency is None:
        raise NotPermitted("permit.account_officer", login=viewer.visit.login)
    return viewer.agency, viewer.officer
