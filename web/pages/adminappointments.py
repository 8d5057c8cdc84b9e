"""Who holds which post from when until when: definitive, Plh. and Plt."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import people
from engine.core.errors import Invalid, Refusal
from engine.core.people import Appointment
from engine.core.staffing import KINDS
from web.pages import adminscope
from web.pages.adminpeople import change
from web.pages.adminscope import Admin, admin_page
from web.pages.frame import Form, Viewer, redirect
from web.posting import Posted

router = APIRouter()

_FIELDS = ("jenis", "pejabat", "jabatan", "mulai", "sampai", "surat")


@router.get("/admin/instansi/{agency}/penunjukan")
def appointments(agency: str, request: Request, viewer: Admin) -> Response:
    """Show who holds what now and later, and who did."""
    return _appointments(request, viewer, agency, "", "", None)


@router.get("/admin/instansi/{agency}/penunjukan/baru")
def new(
    agency: str, request: Request, viewer: Admin, jabatan: str = "", jenis: str = "plh"
) -> Response:
    """Show the form that puts an officer in a post."""
    return _new(request, viewer, agency, {"jabatan": jabatan, "jenis": jenis}, None)


@router.post("/admin/instansi/{agency}/penunjukan/baru")
def appoint(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Put an officer in a post."""
    try:
        change(viewer, agency, people.appoint(_wanted(form)))
    except Refusal as refusal:
        typed = adminscope.typed(form, _FIELDS)
        return _new(request, viewer, agency, typed, refusal)
    return redirect(request, f"/admin/instansi/{agency}/penunjukan", "admin.appointed")


@router.post("/admin/instansi/{agency}/penunjukan/{key}/akhiri")
def end(agency: str, key: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Set the last day of an appointment."""
    text = form.text("sampai")
    try:
        last = adminscope.read_day(text)
        if last is None:
            raise Invalid("people.day", text="")
        change(viewer, agency, people.end_appointment(key, last))
    except Refusal as refusal:
        return _appointments(request, viewer, agency, key, text, refusal)
    return redirect(request, f"/admin/instansi/{agency}/penunjukan", "admin.saved")


@router.post("/admin/instansi/{agency}/penunjukan/{key}/batal")
def withdraw(agency: str, key: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Take back an appointment that has not begun."""
    try:
        change(viewer, agency, people.withdraw_appointment(key))
    except Refusal as refusal:
        return _appointments(request, viewer, agency, "", "", refusal)
    return redirect(request, f"/admin/instansi/{agency}/penunjukan", "admin.withdrawn")


def _wanted(form: Posted) -> Appointment:
    """Return the appointment a form asks for. Raises Invalid."""
    kind = next((each for each in KINDS if each == form.text("jenis")), None)
    if kind is None:
        raise Invalid("people.kind", found=form.text("jenis")[:80])
    return Appointment(
        position=form.text("jabatan"),
        username=form.text("pejabat"),
        kind=kind,
        from_on=adminscope.read_day(form.text("mulai")),
        until_on=adminscope.read_day(form.text("sampai")),
        letter=form.text("surat"),
    )


def _appointments(
    request: Request, viewer: Viewer, agency: str, at: str, text: str, refusal: Refusal | None
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.people(here["id"])
    every = found["appointments"]
    facts = {
        "people": found,
        "open": [each for each in every if each["state"] != "over"],
        "over": [each for each in every if each["state"] == "over"],
        "at": at,
        "text": text,
    }
    return admin_page(request, viewer, "appointments.html", here, "penunjukan", refusal, **facts)


def _new(
    request: Request, viewer: Viewer, agency: str, typed: dict[str, str], refusal: Refusal | None
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    facts = {
        "people": viewer.app.people(here["id"]),
        "kinds": KINDS,
        "typed": {**dict.fromkeys(_FIELDS, ""), **typed},
    }
    return admin_page(request, viewer, "appoint.html", here, "penunjukan", refusal, **facts)
