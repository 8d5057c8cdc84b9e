"""Posts and officers of an agency: the tree of who stands above whom, and changing both."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import people
from engine.core.errors import Refusal
from engine.core.people import Officer, Position
from engine.people import Change
from web.pages import adminscope
from web.pages.adminscope import Admin, Json, admin_page
from web.pages.frame import Form, Viewer, redirect
from web.posting import Posted

router = APIRouter()

_POST = ("nama", "atasan", "unit", "sebutan")
_OFFICER = ("pengguna", "nama")


@router.get("/admin/instansi/{agency}/jabatan")
def positions(agency: str, request: Request, viewer: Admin) -> Response:
    """Show the posts as a tree, with who holds them and who stands in today."""
    return _positions(request, viewer, agency, {}, None)


@router.post("/admin/instansi/{agency}/jabatan")
def add_position(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Add a post."""
    try:
        change(viewer, agency, people.add_position(_wanted("", form)))
    except Refusal as refusal:
        return _positions(request, viewer, agency, adminscope.typed(form, _POST), refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.saved")


@router.get("/admin/instansi/{agency}/jabatan/{id}")
def position(agency: str, id: str, request: Request, viewer: Admin) -> Response:
    """Show one post."""
    return _position(request, viewer, agency, id, None, None)


@router.post("/admin/instansi/{agency}/jabatan/{id}")
def change_position(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Change a post."""
    try:
        change(viewer, agency, people.change_position(_wanted(id, form)))
    except Refusal as refusal:
        typed = adminscope.typed(form, _POST)
        return _position(request, viewer, agency, id, typed, refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.saved")


@router.post("/admin/instansi/{agency}/jabatan/{id}/hapus")
def remove_position(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Remove a post."""
    try:
        change(viewer, agency, people.remove_position(id))
    except Refusal as refusal:
        return _position(request, viewer, agency, id, None, refusal)
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.removed")


@router.get("/admin/instansi/{agency}/pejabat")
def officers(agency: str, request: Request, viewer: Admin) -> Response:
    """Show who works here."""
    return _officers(request, viewer, agency, "", {}, None)


@router.post("/admin/instansi/{agency}/pejabat")
def add_officer(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Add an officer."""
    try:
        wanted = Officer(form.text("pengguna"), form.text("nama"))
        change(viewer, agency, people.add_officer(wanted))
    except Refusal as refusal:
        typed = adminscope.typed(form, _OFFICER)
        return _officers(request, viewer, agency, "", typed, refusal)
    return redirect(request, f"/admin/instansi/{agency}/pejabat", "admin.saved")


@router.post("/admin/instansi/{agency}/pejabat/{username}")
def rename_officer(
    agency: str, username: str, request: Request, viewer: Admin, form: Form
) -> Response:
    """Give an officer another name."""
    try:
        change(viewer, agency, people.rename_officer(username, form.text("nama")))
    except Refusal as refusal:
        typed = {"nama": form.text("nama")}
        return _officers(request, viewer, agency, username, typed, refusal)
    return redirect(request, f"/admin/instansi/{agency}/pejabat", "admin.saved")


@router.post("/admin/instansi/{agency}/pejabat/{username}/hapus")
def remove_officer(
    agency: str,
    username: str,
    request: Request,
    viewer: Admin,
    form: Form,  # noqa: ARG001 - the form is the guard
) -> Response:
    """Remove an officer who holds no post any more."""
    try:
        change(viewer, agency, people.remove_officer(username))
    except Refusal as refusal:
        return _officers(request, viewer, agency, "", {}, refusal)
    return redirect(request, f"/admin/instansi/{agency}/pejabat", "admin.removed")


@router.post("/admin/instansi/{agency}/kembalikan")
def hand_back(agency: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Let agency.toml say again who works here."""
    here = adminscope.agency_of(viewer, agency)
    viewer.app.hand_back_people(here["id"], adminscope.by_of(viewer))
    return redirect(request, f"/admin/instansi/{agency}/jabatan", "admin.handed_back")


def change(viewer: Viewer, agency: str, wanted: Change) -> Json:
    """Make one change in an agency the viewer looks after; return its people."""
    here = adminscope.agency_of(viewer, agency)
    found: Json = viewer.app.change_people(here["id"], wanted, adminscope.by_of(viewer))
    return found


def nested(posts: list[Json]) -> list[Json]:
    """Return the posts or units of a tree (`depth`) each with those right `below` it."""
    top: list[Json] = []
    path: list[Json] = []
    for post in posts:
        node = {**post, "below": []}
        del path[post["depth"] :]
        (path[-1]["below"] if path else top).append(node)
        path.append(node)
    return top


def _wanted(id: str, form: Posted) -> Position:
    aliases = form.lines("sebutan")
    return Position(id, form.text("nama"), form.text("atasan"), form.text("unit"), aliases)


def _positions(
    request: Request, viewer: Viewer, agency: str, typed: dict[str, str], refusal: Refusal | None
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.people(here["id"])
    return admin_page(
        request,
        viewer,
        "positions.html",
        here,
        "jabatan",
        refusal,
        people=found,
        tree=nested(found["positions"]),
        units=nested(found["units"]),
        typed=typed,
    )


def _position(
    request: Request,
    viewer: Viewer,
    agency: str,
    id: str,
    typed: dict[str, str] | None,
    refusal: Refusal | None,
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    found = viewer.app.people(here["id"])
    post = next((each for each in found["positions"] if each["id"] == id), None)
    if post is None:
        raise adminscope.missing("position", id)
    stored: dict[str, Any] = {
        "nama": post["title"],
        "atasan": post["superior"],
        "unit": post["unit"],
        "sebutan": "\n".join(post["aliases"]),
    }
    facts = {
        "people": found,
        "post": post,
        "typed": typed or stored,
        "held": [each for each in found["appointments"] if each["position"] == id],
    }
    return admin_page(request, viewer, "position.html", here, "jabatan", refusal, **facts)


def _officers(
    request: Request,
    viewer: Viewer,
    agency: str,
    at: str,
    typed: dict[str, str],
    refusal: Refusal | None,
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    facts = {"people": viewer.app.people(here["id"]), "at": at, "typed": typed}
    return admin_page(request, viewer, "officers.html", here, "pejabat", refusal, **facts)
