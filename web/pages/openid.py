"""Logging in at the OpenID Connect provider of the settings, where there is one."""

import hmac
import logging
import re
from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from engine.core.errors import NotFound, Refusal
from web import cookies, posting
from web.headers import PAGE_HEADERS
from web.openid import Journey, Provider
from web.pages import frame, login
from web.pages.frame import Anybody, redirect

router = APIRouter()

BACK: Final = "/masuk/openid/kembali"

_LASTS: Final = timedelta(minutes=10)
_ERROR: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)
_LOG: Final = logging.getLogger("sopan.web")

Said = Annotated[str, Query(max_length=4000)]


@router.get("/masuk/openid")
def set_out(request: Request, onward: login.Onward = "") -> Response:
    """Send the browser to the provider."""
    provider = _provider(request)
    journey = Journey.begin(posting.own_path(onward, frame.HOME)[:1000])
    now = request.app.state.office.clock.now()
    try:
        address = provider.way_there(journey, _back(request), now)
    except Refusal as refusal:
        return _refused(request, refusal)
    answer = RedirectResponse(address, 303, PAGE_HEADERS)
    cookies.keep(request, answer, cookies.OPENID, cookies.packed(journey.as_json()), _LASTS)
    return answer


@router.get(BACK)
def come_back(
    request: Request, who: Anybody, state: Said = "", code: Said = "", error: Said = ""
) -> Response:
    """Log in whom the provider sent back; only the browser that set out can come back."""
    provider = _provider(request)
    journey = Journey.of(cookies.unpacked(cookies.read(request, cookies.OPENID)))
    if journey is None or not hmac.compare_digest(
        journey.state.encode(errors="replace"), state.encode(errors="replace")
    ):
        return _failed(request, "state")
    if error or not code:
        return _failed(request, error if _ERROR.fullmatch(error) else "code")
    try:
        now = who.app.clock.now()
        person = provider.way_back(journey, code, _back(request), now)
        device = request.headers.get("user-agent", "")
        secret = who.app.log_in_subject(person.subject, person.names, device)
    except Refusal as refusal:
        return _refused(request, refusal)
    answer = login.admitted(request, who, secret, journey.target)
    cookies.drop(request, answer, cookies.OPENID)
    return answer


def _provider(request: Request) -> Provider:
    found: Provider | None = request.app.state.provider
    if found is None:
        raise NotFound("page.missing", path=request.url.path)
    return found


def _back(request: Request) -> str:
    """Return our address for the way back, which the provider has to know beforehand."""
    base: str = request.app.state.office.settings.base_url or str(request.base_url)
    return base.rstrip("/") + BACK


def _failed(request: Request, reason: str) -> Response:
    answer = redirect(
        request, frame.LOGIN_PAGE, "login.openid_failed", kind="warning", reason=reason
    )
    cookies.drop(request, answer, cookies.OPENID)
    return answer


def _refused(request: Request, refusal: Refusal) -> Response:
    _LOG.warning("OpenID Connect: %s", refusal)
    answer = login.form_page(request, frame.guest(request), frame.HOME, refusal=refusal)
    cookies.drop(request, answer, cookies.OPENID)
    return answer
