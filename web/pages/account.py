"""One's own account: who one is here, the password, the devices one is logged in on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from engine.core import credentials
from engine.core.errors import Invalid, Refusal
from engine.core.messages import LANGUAGES, ROLES
from web import devices
from web.pages import frame
from web.pages.faults import faults
from web.pages.frame import Form, Me, Viewer, page, redirect

router = APIRouter()

Myself = Annotated[Viewer, Depends(frame.visitor)]
"""Also who has to change the password first."""


@router.get("/akun")
def show(request: Request, viewer: Me) -> Response:
    """Show who one is here and where one is logged in."""
    column = LANGUAGES.index(viewer.language)
    return page(
        request,
        viewer,
        "account.html",
        roles=[ROLES[role][column] for role in viewer.visit.roles],
        devices=[
            {**each, "device": devices.name(each["device"]) or "-"}
            for each in viewer.app.login_sessions(viewer.visit)
        ],
    )


@router.get("/akun/sandi")
def show_password(request: Request, viewer: Myself) -> Response:
    """Show the form that changes the password."""
    return _password_form(request, viewer, None)


@router.post("/akun/sandi")
def change_password(request: Request, viewer: Myself, form: Form) -> Response:
    """Change the password; sessions on other devices end."""
    try:
        if form.raw("baru") != form.raw("ulang"):
            raise Invalid("password.repeat")
        viewer.app.change_password(viewer.visit, form.raw("lama"), form.raw("baru"))
    except Refusal as refusal:
        return _password_form(request, viewer, refusal)
    onward = frame.HOME if viewer.visit.must_change else "/akun"
    return redirect(request, onward, "account.password_saved")


def _password_form(request: Request, viewer: Viewer, refusal: Refusal | None) -> Response:
    return page(
        request,
        viewer,
        "account_password.html",
        status=refusal.status if refusal else 200,
        problems=faults(refusal, viewer.language),
        least=credentials.SHORTEST_PASSWORD,
    )
