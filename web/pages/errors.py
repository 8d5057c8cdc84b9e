"""What a page says of a refusal: the engine's own words, the right status, and where to go on."""

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from engine.core import messages
from engine.core.errors import NotIdentified, Refusal
from web import posting, speech
from web.headers import PAGE_HEADERS
from web.pages import frame
from web.pages.frame import Elsewhere, Guest, Viewer
from web.problems import TITLES, Problem


def install(pages: FastAPI) -> None:
    """Let `pages` answer every exception with a page."""
    pages.add_exception_handler(Elsewhere, _elsewhere)
    pages.add_exception_handler(NotIdentified, _of_stranger)
    pages.add_exception_handler(Refusal, _of_refusal)
    pages.add_exception_handler(HTTPException, _of_http)
    pages.add_exception_handler(ClientDisconnect, _of_nobody)
    pages.add_exception_handler(RequestValidationError, _of_fields)
    pages.add_exception_handler(Exception, _of_failure)


def refusal_page(request: Request, who: Viewer | Guest, refusal: Refusal) -> Response:
    """Return the page of a refusal; where htmx asked, the part that says it."""
    language = who.language
    findings = [finding.text(language) for finding in refusal.findings]
    return _page(request, who, refusal.status, refusal.text(language), findings)


async def _elsewhere(request: Request, error: Exception) -> Response:
    assert isinstance(error, Elsewhere)  # noqa: S101 - the type it is installed for
    return frame.redirect(request, error.path)


async def _of_stranger(request: Request, error: Exception) -> Response:
    """Lead to the login page and back here; a form that was sent is told so on its own page."""
    assert isinstance(error, NotIdentified)  # noqa: S101
    if request.method in ("GET", "HEAD"):
        if request.headers.get("hx-request") == "true":
            headers = {**PAGE_HEADERS, "HX-Redirect": login_path(request)}
            return Response(status_code=204, headers=headers)
        return RedirectResponse(login_path(request), 303, PAGE_HEADERS)
    return await run_in_threadpool(refusal_page, request, frame.guest(request), error)


async def _of_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101
    return await run_in_threadpool(refusal_page, request, await _who(request), error)


async def _of_nobody(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a handler's
    """Answer who has gone before all of a form was here: no error of ours, and nobody hears it."""
    return Response(status_code=400)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    who = await _who(request)
    if isinstance(error, Problem):
        text = messages.say(error.code, who.language, error.facts)
        return await run_in_threadpool(_page, request, who, error.status_code, text)
    code = {404: "page.missing", 405: "page.method"}.get(error.status_code, "page.unreadable")
    status = error.status_code if error.status_code in TITLES else 400
    text = messages.say(code, who.language, {"path": request.url.path[:200]})
    return await run_in_threadpool(_page, request, who, status, text)


async def _of_fields(request: Request, error: Exception) -> Response:
    """Answer a number or an address that cannot be read as what does not exist."""
    del error
    who = await _who(request)
    text = messages.say("page.missing", who.language, {"path": request.url.path[:200]})
    return await run_in_threadpool(_page, request, who, 404, text)


async def _of_failure(request: Request, error: Exception) -> Response:
    """Say nothing of what went wrong inside; the server logs it. It may be the database."""
    del error
    who = frame.guest(request)
    text = messages.say("request.failed", who.language, {})
    return _page(request, who, 500, text)


def login_path(request: Request) -> str:
    """Return the login page that leads back here, or to the page a form was sent from."""
    wanted = request.url.path
    if request.url.query:
        wanted += f"?{request.url.query}"
    if request.method not in ("GET", "HEAD"):
        wanted = frame.HOME
    target = posting.own_path(wanted, frame.HOME)
    if target in (frame.HOME, "/"):
        return frame.LOGIN_PAGE
    return f"{frame.LOGIN_PAGE}?lanjut={quote(target, safe='/')}"


def _page(
    request: Request, who: Viewer | Guest, status: int, text: str, findings: list[str] | None = None
) -> Response:
    facts: dict[str, Any] = {
        "title": speech.say(f"error.title.{status}", who.language),
        "text": text,
        "findings": findings or [],
        "failed": status >= 500,
        "login_path": login_path(request),
    }
    part = request.headers.get("hx-request") == "true"
    template = "errors_part.html" if part else "errors.html"
    answer = frame.page(request, who, template, status=status, **facts)
    if part:
        answer.headers["HX-Retarget"] = "#pesan"
        answer.headers["HX-Reswap"] = "innerHTML show:window:top"
    return answer


async def _who(request: Request) -> Viewer | Guest:
    """Return who looks; a guest where even that cannot be told."""
    try:
        return await run_in_threadpool(frame.anybody, request)
    except Refusal:
        return frame.guest(request)
