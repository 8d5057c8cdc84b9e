"""Units of an agency: what each is called, who heads it, what it is part of, which posts it has."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import people
from engine.core.errors import Refusal
from engine.core.people import Unit
from web.pages import adminscope
from web.pages.adminpeople import change
from web.pages.adminscope import Admin, admin_page
from web.pages.frame import Form, Viewer, redirect
from web.posting import Posted

router = APIRouter()


@router.get("/admin/instansi/{agency}/unit")
def new_unit(agency: str, request: Request, viewer: Admin) -> Response:
    """Show the form of a new unit."""
    return _unit(request, viewer, agency, "", None, None)


@router.post("/admin/instansi/{agency}/unit")
def add_unit(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Add a unit with its posts."""
    try:
        change(viewer, agency, people.add_unit(_wanted("", form), form.texts("jabatan")))
    except Refusal as refusal:
        return _unit(request, viewer, agency, "", form, refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.saved")


@router.get("/admin/instansi/{agency}/unit/{id}")
def unit(agency: str, id: str, request: Request, viewer: Admin) -> Response:
    """Show one unit."""
    return _unit(request, viewer, agency, id, None, None)


@router.post("/admin/instansi/{agency}/unit/{id}")
def change_unit(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Change a unit, and which posts belong to it."""
    try:
        change(viewer, agency, people.change_unit(_wanted(id, form), form.texts("jabatan")))
    except Refusal as refusal:
        return _unit(request, viewer, agency, id, form, refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.saved")


@router.post("/admin/instansi/{agency}/unit/{id}/hapus")
def remove_unit(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Remove a unit without posts and without units within it."""
    try:
        change(viewer, agency, people.remove_unit(id))
    except Refusal as refusal:
        return _unit(request, viewer, agency, id, None, refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.removed")


def _wanted(id: str, form: Posted) -> Unit:
    return Unit(id, form.text("nama"), form.text("pimpinan"), form.text("induk"))


def _unit(
    request: Request,
    viewer: Viewer,
    agency: str,
    id: str,
    sent: Posted | None,
    refusal: Refusal | None,
) -> Response:
    """Return the page of a unit, or of a new one where `id` is empty."""
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.people(here["id"])
    known = next((each for each in found["units"] if each["id"] == id), None)
    if id and known is None:
        raise adminscope.missing("unit", id)
    typed: dict[str, Any] = {"nama": "", "pimpinan": "", "induk": "", "jabatan": []}
    if sent is not None:
        names = ("nama", "pimpinan", "induk")
        typed = {**adminscope.typed(sent, names), "jabatan": sent.texts("jabatan")}
    elif known is not None:
        typed = {
            "nama": known["name"],
            "pimpinan": known["head"],
            "induk": known["parent"],
            "jabatan": known["posts"],
        }
    return admin_page(
        request,
        viewer,
        "unit.html",
        here,
        "jabatan",
        refusal,
        people=found,
        unit=known,
        others=[each for each in found["units"] if each["id"] != id],
        typed=typed,
    )
