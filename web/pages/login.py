"""Logging in with a password, logging out, and the language of the pages."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from engine.core import addresses, messages
from engine.core.errors import Refusal
from web import cookies, demo, posting
from web.pages import frame
from web.pages.faults import faults
from web.pages.frame import Anybody, Guest, GuestForm, Viewer, page, redirect
from web.posting import Posted

router = APIRouter()

_REMEMBERED: Final = timedelta(days=365)

_TOO_MANY: Final = 429
"""The status of "wait a little": what scripts and proxies understand."""

Onward = Annotated[str, Query(alias="lanjut", max_length=2000)]


@router.get("/")
def begin() -> Response:
    """Lead to the list of tasks."""
    raise frame.Elsewhere(frame.HOME)


@router.get("/masuk")
def show(request: Request, who: Anybody, onward: Onward = "") -> Response:
    """Show the login form; who is logged in goes on."""
    target = posting.own_path(onward, frame.HOME)
    if isinstance(who, Viewer):
        return redirect(request, target)
    return form_page(request, who, target)


@router.post("/masuk")
def log_in(request: Request, who: Anybody, form: GuestForm) -> Response:
    """Log in. A session that was there before is worth nothing any more."""
    target = posting.own_path(form.text("lanjut"), frame.HOME)
    try:
        secret = who.app.log_in(
            form.text("nama"),
            form.raw("sandi"),
            address_of(request),
            request.headers.get("user-agent", ""),
            demo=who.demo,
        )
    except Refusal as refusal:
        return form_page(request, frame.guest(request), target, form, refusal)
    return admitted(request, who, secret, target)


@router.post("/keluar")
def log_out(request: Request, viewer: Anybody, form: GuestForm) -> Response:
    """Log out here, or with `semua` on every device."""
    everywhere = "semua" in form
    if isinstance(viewer, Viewer):
        end = viewer.app.log_out_everywhere if everywhere else viewer.app.log_out
        end(viewer.visit)
    words = "login.out_everywhere" if everywhere else "login.out"
    answer = redirect(request, frame.LOGIN_PAGE, words)
    cookies.drop(request, answer, cookies.SESSION)
    return answer


@router.post("/bahasa")
def choose_language(request: Request, who: Anybody, form: GuestForm) -> Response:
    """Read in Indonesian or in English from now on."""
    chosen = form.text("bahasa")
    if chosen not in messages.LANGUAGES:
        chosen = messages.LANGUAGES[0]
    if isinstance(who, Viewer):
        who.app.set_account_language(who.visit, chosen)
    answer = redirect(request, posting.own_path(form.text("lanjut"), frame.HOME))
    cookies.keep(request, answer, cookies.LANGUAGE, chosen, _REMEMBERED)
    return answer


def admitted(request: Request, who: Viewer | Guest, secret: str, target: str) -> Response:
    """Send a browser on with the cookie of its new session; the one before ends."""
    if isinstance(who, Viewer):
        who.app.log_out(who.visit)
    answer = redirect(request, target)
    cookies.keep(request, answer, cookies.SESSION, secret)
    cookies.drop(request, answer, cookies.LOGIN)
    return answer


def address_of(request: Request) -> str:
    """Return where a request came from, as far as the server or its proxy knows."""
    return addresses.neighbourhood(request.client.host) if request.client else "-"


def form_page(
    request: Request,
    who: Guest,
    target: str,
    form: Posted | None = None,
    refusal: Refusal | None = None,
) -> Response:
    """Return the login form, after a refusal with what it says."""
    status = 200 if refusal is None else refusal.status
    return page(
        request,
        who,
        "login.html",
        status=_TOO_MANY if refusal and refusal.code == "login.paused" else status,
        target=target,
        login=form.text("nama") if form else "",
        problems=faults(refusal, who.language),
        openid=request.app.state.provider is not None,
        samples=demo.samples(who.app) if who.demo else None,
        sample_password=demo.PASSWORD,
    )
