"""What every page of administration is built on: who looks after which agency."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final

from fastapi import Request
from starlette.responses import Response

from engine.core import indonesian
from engine.core.errors import Invalid, NotFound, Refusal, unknown
from engine.people import By
from web.pages.faults import faults
from web.pages.frame import ADMINISTRATOR, Viewer, having, page

AUDITOR: Final = "auditor"

Admin = Annotated[Viewer, having(ADMINISTRATOR)]
"""Looks after every agency, or after the one the account belongs to."""

Overseer = Annotated[Viewer, having(ADMINISTRATOR, AUDITOR)]
"""Also who only looks: trails and nothing else."""

Json = dict[str, Any]


def agencies(viewer: Viewer) -> list[Json]:
    """Return the agencies a viewer looks after, by name."""
    own = viewer.agency
    found = [each for each in viewer.app.agencies() if own is None or each["id"] == own]
    return sorted(found, key=lambda each: each["name"].casefold())


def agency_of(viewer: Viewer, id: str) -> Json:
    """Return an agency the viewer looks after. Raises NotFound for any other."""
    known = agencies(viewer)
    for each in known:
        if each["id"] == id:
            return each
    raise unknown("agency", id[:80], (each["id"] for each in known))


def missing(kind: str, name: str) -> NotFound:
    """Return the refusal for what is not there, or is another agency's."""
    return NotFound("unknown", kind=kind, name=name[:80])


def by_of(viewer: Viewer) -> By:
    """Return as whom an administrator acts; one who is no officer is named by the account."""
    account = "" if viewer.username else viewer.visit.login
    return By(viewer.username, account, viewer.has(ADMINISTRATOR))


def admin_page(
    request: Request,
    viewer: Viewer,
    template: str,
    agency: Json | None,
    tab: str,
    refusal: Refusal | None = None,
    **facts: Any,
) -> Response:
    """Return a page of administration; with a refusal its words stand above the form."""
    zone = {"zone": agency["zone"]} if agency else {}
    return page(
        request,
        viewer,
        f"admin/{template}",
        status=refusal.status if refusal else 200,
        agency=agency,
        tab=tab,
        **zone,
        **{"problems": faults(refusal, viewer.language), **facts},
    )


def read_day(text: str) -> date | None:
    """Return the date of a field, None where it is empty. Raises Invalid."""
    if not text:
        return None
    found = indonesian.read_date(text)
    if found is None:
        raise Invalid("people.day", text=text[:80])
    return found


def typed(form: Any, names: Iterable[str]) -> dict[str, str]:
    """Return what was typed into those fields, to show it again."""
    return {name: form.text(name) for name in names}
