"""Administration: the agencies somebody looks after, and what waits there."""

from collections import Counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import Refusal
from engine.doors.administering import ZONES
from web.pages import adminscope
from web.pages.adminscope import Admin, Json, Overseer, admin_page
from web.pages.frame import ADMINISTRATOR, Form, Viewer, redirect

router = APIRouter()

_FIELDS = ("kode", "nama", "zona")


@router.get("/admin")
def overview(request: Request, viewer: Overseer) -> Response:
    """Show the agencies with what waits for an administrator."""
    return _overview(request, viewer, {}, None)


@router.post("/admin/instansi")
def add_agency(request: Request, viewer: Admin, form: Form) -> Response:
    """Make another agency: for administrators of all."""
    if viewer.agency is not None:
        adminscope.agency_of(viewer, form.text("kode"))
    try:
        made = viewer.app.create_agency(form.text("kode"), form.text("nama"), form.text("zona"))
    except Refusal as refusal:
        return _overview(request, viewer, adminscope.typed(form, _FIELDS), refusal)
    path = f"/admin/instansi/{made['id']}/jabatan"
    return redirect(request, path, "admin.agency_added", name=made["name"])


@router.get("/admin/instansi/{agency}/gangguan")
def incidents(agency: str, request: Request, viewer: Admin) -> Response:
    """Show what cannot go on without a person."""
    return _incidents(request, viewer, agency, "", "", None)


@router.post("/admin/instansi/{agency}/gangguan/{id}/ulangi")
def retry(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Try again what led to an incident."""
    try:
        _incident(viewer, agency, id)
        outcome = viewer.app.retry(id, by=viewer.by)
    except Refusal as refusal:
        return _incidents(request, viewer, agency, id, "", refusal)
    return _after(request, agency, outcome)


@router.post("/admin/instansi/{agency}/gangguan/{id}/lewati")
def skip(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:
    """End the automatic step of an incident without a result."""
    try:
        found = _incident(viewer, agency, id)
        outcome = viewer.app.skip_job(found["job"] or "", form.text("alasan"), by=viewer.by)
    except Refusal as refusal:
        return _incidents(request, viewer, agency, id, form.text("alasan"), refusal)
    return _after(request, agency, outcome)


def _overview(
    request: Request, viewer: Viewer, typed: dict[str, str], refusal: Refusal | None
) -> Response:
    runs = viewer.has(ADMINISTRATOR)
    stuck = Counter(each["agency"] for each in viewer.app.incident_list(viewer.agency))
    dead = Counter(
        each["agency"]
        for each in (viewer.app.sendings(viewer.agency, state="dead", limit=1000) if runs else ())
    )
    return admin_page(
        request,
        viewer,
        "overview.html",
        None,
        "",
        refusal,
        found=adminscope.agencies(viewer),
        stuck=stuck,
        dead=dead,
        zones=ZONES,
        typed=typed,
        may_run=runs,
        may_add=runs and viewer.agency is None,
    )


def _incidents(
    request: Request, viewer: Viewer, agency: str, at: str, reason: str, refusal: Refusal | None
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.incident_list(here["id"])
    facts = {"found": found, "at": at, "reason": reason}
    return admin_page(request, viewer, "incidents.html", here, "gangguan", refusal, **facts)


def _incident(viewer: Viewer, agency: str, id: str) -> Json:
    """Return an open incident of an agency. Raises NotFound."""
    here = adminscope.agency_of(viewer, agency)
    for each in viewer.app.incident_list(here["id"]):
        if each["id"] == id:
            return each
    raise adminscope.missing("incident", id)


def _after(request: Request, agency: str, outcome: Json) -> Response:
    path = f"/admin/instansi/{agency}/gangguan"
    if outcome["incident"]:
        return redirect(request, path, "admin.still_stuck", "warning")
    return redirect(request, path, "admin.goes_on", title=outcome["title"] or outcome["definition"])
