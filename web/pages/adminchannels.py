"""The channels of an agency with a test, and the messages that were given up."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.channels import Wanted
from engine.core.errors import Refusal
from web.pages import adminscope
from web.pages.adminscope import Admin, admin_page
from web.pages.frame import Form, Viewer, redirect

router = APIRouter()

_FIELDS = ("milik", "alamat", "nama", "ringkasan")
_MOST = 1000


@router.get("/admin/instansi/{agency}/saluran")
def channels(agency: str, request: Request, viewer: Admin) -> Response:
    """Show the channels in use."""
    return _channels(request, viewer, agency, {}, None)


@router.post("/admin/instansi/{agency}/saluran")
def add(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Add a channel to an officer or a post."""
    kind, _, owner = form.text("milik").partition(":")
    try:
        here = adminscope.agency_of(viewer, agency)
        wanted = Wanted(
            agency=here["id"],
            url=form.text("alamat"),
            username=owner if kind == "pejabat" else None,
            position=owner if kind == "jabatan" else None,
            name=form.text("nama"),
            digest=form.text("ringkasan") == "ya",
        )
        made = viewer.app.add_channel(wanted, viewer.by, administrator=True)
    except Refusal as refusal:
        typed = adminscope.typed(form, _FIELDS)
        return _channels(request, viewer, agency, typed, refusal)
    path = f"/admin/instansi/{agency}/saluran"
    return redirect(request, path, "admin.channel_added", name=made["name"])


@router.post("/admin/instansi/{agency}/saluran/{id}/uji")
def test(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Send a test through a channel and wait for it."""
    try:
        _require(viewer, agency, id)
        tested = viewer.app.test_channel(id, viewer.by, administrator=True)
    except Refusal as refusal:
        return _channels(request, viewer, agency, {}, refusal)
    path = f"/admin/instansi/{agency}/saluran"
    return redirect(request, path, "admin.channel_works", name=tested["name"])


@router.post("/admin/instansi/{agency}/saluran/{id}/hapus")
def remove(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Use a channel no more."""
    try:
        _require(viewer, agency, id)
        removed = viewer.app.remove_channel(id, viewer.by, administrator=True)
    except Refusal as refusal:
        return _channels(request, viewer, agency, {}, refusal)
    path = f"/admin/instansi/{agency}/saluran"
    return redirect(request, path, "admin.channel_removed", name=removed["name"])


@router.get("/admin/instansi/{agency}/kiriman")
def dead(agency: str, request: Request, viewer: Admin) -> Response:
    """Show the messages that were given up."""
    return _dead(request, viewer, agency, None)


@router.post("/admin/instansi/{agency}/kiriman")
def resend_all(agency: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Send all of them once more whose channel is in use."""
    try:
        here = adminscope.agency_of(viewer, agency)
        sent = viewer.app.resend_all(here["id"])
    except Refusal as refusal:
        return _dead(request, viewer, agency, refusal)
    path = f"/admin/instansi/{agency}/kiriman"
    return redirect(request, path, "admin.resent", count=len(sent))


@router.post("/admin/instansi/{agency}/kiriman/{id}")
def resend(agency: str, id: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Send one message once more."""
    try:
        here = adminscope.agency_of(viewer, agency)
        known = viewer.app.sendings(here["id"], state="dead", limit=_MOST)
        if id not in [each["message"] for each in known]:
            raise adminscope.missing("notice", id)
        viewer.app.resend(id)
    except Refusal as refusal:
        return _dead(request, viewer, agency, refusal)
    path = f"/admin/instansi/{agency}/kiriman"
    return redirect(request, path, "admin.resent", count=1)


def _require(viewer: Viewer, agency: str, id: str) -> None:
    """Raise NotFound for a channel of another agency."""
    here = adminscope.agency_of(viewer, agency)
    if id not in [each["id"] for each in viewer.app.channels(here["id"])]:
        raise adminscope.missing("channel", id)


def _channels(
    request: Request, viewer: Viewer, agency: str, typed: dict[str, str], refusal: Refusal | None
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    people = viewer.app.people(here["id"])
    facts = {
        "found": viewer.app.channels(here["id"]),
        "people": people,
        "names": {each["username"]: each["name"] for each in people["officers"]},
        "titles": {each["id"]: each["title"] for each in people["positions"]},
        "typed": {**dict.fromkeys(_FIELDS, ""), **typed},
    }
    return admin_page(request, viewer, "channels.html", here, "saluran", refusal, **facts)


def _dead(request: Request, viewer: Viewer, agency: str, refusal: Refusal | None) -> Response:
    here = adminscope.agency_of(viewer, agency)
    people = viewer.app.people(here["id"])
    facts = {
        "found": viewer.app.sendings(here["id"], state="dead", limit=_MOST),
        "names": {each["username"]: each["name"] for each in people["officers"]},
    }
    return admin_page(request, viewer, "outbox.html", here, "kiriman", refusal, **facts)
