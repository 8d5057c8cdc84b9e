"""Who may log in: accounts, their roles and passwords."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.accounts import NewAccount
from engine.core.errors import Refusal
from engine.core.messages import LANGUAGES, ROLES
from web.pages import adminscope
from web.pages.adminscope import Admin, Json, admin_page
from web.pages.frame import Form, Viewer, redirect

router = APIRouter()


@router.get("/admin/akun")
def users(request: Request, viewer: Admin, instansi: str = "") -> Response:
    """Show the accounts of an agency, or of all."""
    return _users(request, viewer, instansi, {}, None)


@router.post("/admin/akun")
def add(request: Request, viewer: Admin, form: Form) -> Response:
    """Make an account; its first password is shown, once."""
    agency, officer = form.text("instansi"), form.text("pejabat")
    roles = form.texts("peran")
    openid = form.text("openid") == "ya"
    try:
        if viewer.agency is not None:
            agency = adminscope.agency_of(viewer, agency or viewer.agency)["id"]
        whose = officer if agency else None
        wanted = NewAccount(form.text("nama"), agency or None, whose, roles, viewer.language)
        made = viewer.app.create_account(wanted, by=viewer.username, openid=openid)
    except Refusal as refusal:
        typed = {"nama": form.text("nama"), "pejabat": officer, "peran": roles, "openid": openid}
        return _users(request, viewer, agency, typed, refusal)
    return _user(request, viewer, made["login"], None, made.get("password"))


@router.get("/admin/akun/{login}")
def user(login: str, request: Request, viewer: Admin) -> Response:
    """Show one account."""
    return _user(request, viewer, login, None)


@router.post("/admin/akun/{login}/peran")
def roles(login: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Give an account exactly these roles."""
    try:
        _account(viewer, login)
        viewer.app.set_roles(login, form.texts("peran"), by=viewer.username)
    except Refusal as refusal:
        return _user(request, viewer, login, refusal)
    return redirect(request, f"/admin/akun/{login}", "admin.saved")


@router.post("/admin/akun/{login}/sandi")
def password(login: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Give an account another password, shown once; its devices are logged out."""
    try:
        _account(viewer, login)
        changed = viewer.app.set_password(login, by=viewer.username)
    except Refusal as refusal:
        return _user(request, viewer, login, refusal)
    return _user(request, viewer, login, None, changed["password"])


@router.post("/admin/akun/{login}/nonaktif")
def disable(login: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Let nobody log in to an account any more."""
    try:
        _account(viewer, login)
        viewer.app.disable_account(login, by=viewer.username)
    except Refusal as refusal:
        return _user(request, viewer, login, refusal)
    return redirect(request, f"/admin/akun/{login}", "admin.user_disabled")


@router.post("/admin/akun/{login}/aktif")
def enable(login: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Let its owner log in again."""
    _account(viewer, login)
    viewer.app.enable_account(login, by=viewer.username)
    return redirect(request, f"/admin/akun/{login}", "admin.user_enabled")


@router.post("/admin/akun/{login}/lepas")
def unlink(login: str, request: Request, viewer: Admin, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Untie an account from its subject of OpenID Connect."""
    _account(viewer, login)
    viewer.app.unlink_account(login, by=viewer.username)
    return redirect(request, f"/admin/akun/{login}", "admin.user_unlinked")


def _account(viewer: Viewer, login: str) -> Json:
    """Return an account of the viewer's agency, or any for who looks after all. Raises NotFound."""
    known: list[Json] = viewer.app.accounts(viewer.agency)
    for each in known:
        if each["login"] == login:
            return each
    raise adminscope.missing("account", login)


def _users(
    request: Request,
    viewer: Viewer,
    agency: str,
    typed: dict[str, Any],
    refusal: Refusal | None,
) -> Response:
    wanted = viewer.agency or agency
    here = adminscope.agency_of(viewer, wanted) if wanted else None
    officers = viewer.app.people(here["id"])["officers"] if here else []
    found = viewer.app.accounts(here["id"] if here else None)
    have = {each["officer"] for each in found}
    return admin_page(
        request,
        viewer,
        "users.html",
        here,
        "akun",
        refusal,
        found=found,
        agencies=adminscope.agencies(viewer),
        officers=[each for each in officers if each["username"] not in have],
        roles=_roles(viewer),
        typed={"nama": "", "pejabat": "", "peran": [], "openid": False, **typed},
    )


def _user(
    request: Request,
    viewer: Viewer,
    login: str,
    refusal: Refusal | None,
    password: str | None = None,
) -> Response:
    found = _account(viewer, login)
    here = adminscope.agency_of(viewer, found["agency"]) if found["agency"] else None
    names = {}
    if here:
        officers = viewer.app.people(here["id"])["officers"]
        names = {each["username"]: each["name"] for each in officers}
    return admin_page(
        request,
        viewer,
        "user.html",
        here,
        "akun",
        refusal,
        user=found,
        name=names.get(found["officer"], found["officer"]),
        roles=_roles(viewer),
        password=password,
    )


def _roles(viewer: Viewer) -> dict[str, str]:
    column = LANGUAGES.index(viewer.language)
    return {role: words[column] for role, words in ROLES.items()}
