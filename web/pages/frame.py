"""What every page is built on: who looks at it, what they sent, and how an answer is made.

A page is a file in `web/pages/` with a router named `router`, listed in `web/site.py`, a template
in `web/templates/` that begins `{% extends "base.html" %}`, and its words in `web/words/`, listed
in `web/speech.py`:

    router = APIRouter()

    @router.get("/tugas")
    def tasks(request: Request, viewer: Me) -> Response:
        found = viewer.app.tasks(viewer.agency, officer=viewer.username)
        return page(request, viewer, "tasks.html", tasks=found)

    @router.post("/tugas/{id}/ambil")
    def claim(id: str, request: Request, viewer: Me, form: Form) -> Response:
        viewer.app.claim(viewer.caller.reach("work item", id), by=viewer.officer)
        return redirect(request, f"/tugas/{id}", "tasks.claimed", name="…")

* `Me` is the viewer; nobody passes without being logged in. `having("designer", "administrator")`
  is a viewer with one of these roles: `viewer: Annotated[Viewer, having("designer")]`.
* `Form` is a form that was sent from one of our pages (`web.posting.Posted`); `form_of(limit)` one
  with larger files, `body_of(limit)` the bytes a script of ours sent with `X-CSRF-Token`. A POST
  without one of the three is open to other sites: `web/site.py` refuses to start with such a route.
* `part` answers what a page asks for again and again (`parts.following`): 304 while it is the same.
  A form marked `data-careful` is sent by a script, so that what was typed outlives a lost line; the
  verb behind it is best done by `resending.once`.
* Refusals of the engine need no handling: they become a page with the same words.
* In a template: `t("key", fact=…)`, `office()` on elements that hold words of the office, the
  filters `moment`, `short_moment`, `day`, `duration`, `number`, the variables `viewer`, `language`,
  `csrf`, and the macros of `parts.html`.
"""

import re
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.app import Application
from engine.core import messages
from engine.core.errors import NotIdentified, NotPermitted
from engine.logins import Visit
from engine.tokens import Identity
from web import cookies, posting, speech
from web.auth import JSON_LIMIT, Caller, capped
from web.cookies import Message
from web.headers import PAGE_HEADERS
from web.pages import navigation
from web.posting import CSRF_FIELD, CSRF_HEADER, Posted
from web.rendering import fingerprint, render

HOME: Final = "/tugas"
PASSWORD_PAGE: Final = "/akun/sandi"  # noqa: S105 - a path
LOGIN_PAGE: Final = "/masuk"

ADMINISTRATOR: Final = "administrator"

_MOST_FIELDS: Final = 2000

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Elsewhere(Exception):
    """The page is not for now; look at `path` first."""

    def __init__(self, path: str) -> None:
        """Remember where to."""
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody nobody knows, and the language to speak to them."""

    app: Application
    language: str
    demo: bool
    csrf: str
    visit: None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page: `visit` says everything about them."""

    app: Application
    visit: Visit
    demo: bool

    @property
    def language(self) -> str:
        """Return "id" or "en"."""
        return self.visit.language

    @property
    def csrf(self) -> str:
        """Return the token each form of theirs has to show."""
        return self.visit.csrf

    @property
    def agency(self) -> str | None:
        """Return their agency; None for an account of no agency, which sees every one."""
        return self.visit.agency

    @property
    def username(self) -> str | None:
        """Return the officer they are, None for an account of no officer."""
        return self.visit.username

    @property
    def officer(self) -> str:
        """Return the officer they act as. Raises NotPermitted for who is none."""
        if self.visit.username is None:
            raise NotPermitted("permit.account_officer", login=self.visit.login)
        return self.visit.username

    @property
    def by(self) -> str | None:
        """Return whom a verb of administration is done by; None, the system, for nobody's officer.

        Raises NotPermitted for an account that is neither an officer's nor an administrator's.
        """
        if self.visit.username is None:
            self.require(ADMINISTRATOR)
        return self.visit.username

    @property
    def caller(self) -> Caller:
        """Return what reaches only their own agency: `caller.reach("instance", id)`."""
        visit = self.visit
        return Caller(self.app, Identity(visit.agency, visit.username, tuple(visit.roles)))

    def has(self, *roles: str) -> bool:
        """Tell whether they have one of these roles."""
        return not set(roles).isdisjoint(self.visit.roles)

    def require(self, *roles: str) -> None:
        """Raise NotPermitted unless they have one of these roles."""
        if not self.has(*roles):
            raise NotPermitted("permit.role", login=self.visit.login, roles=roles)


# Who


def visitor(request: Request) -> Viewer:
    """Return who is logged in. Raises NotIdentified, which leads to the login page."""
    state = request.app.state
    secret = cookies.read(request, cookies.SESSION)
    if not secret:
        raise NotIdentified("login.unknown")
    visit = state.office.identify_session(secret, demo=state.demo)
    office = state.office.speaking(visit.language)
    if visit.username is None:
        office = office.known_as(visit.login)
    return Viewer(office, visit, state.demo)


def viewer(request: Request, found: Annotated[Viewer, Depends(visitor)]) -> Viewer:
    """Return who looks; one with a password somebody else chose has to change it first."""
    if found.visit.must_change and request.url.path not in (PASSWORD_PAGE, "/keluar", "/bahasa"):
        raise Elsewhere(PASSWORD_PAGE)
    return found


def anybody(request: Request) -> Viewer | Guest:
    """Return who looks, logged in or not."""
    try:
        return visitor(request)
    except NotIdentified:
        return guest(request)


def guest(request: Request) -> Guest:
    """Return somebody nobody knows, who may have chosen a language."""
    state = request.app.state
    chosen = cookies.read(request, cookies.LANGUAGE)
    language = chosen if chosen in messages.LANGUAGES else state.office.settings.language
    known = cookies.read(request, cookies.LOGIN)
    csrf = known if _TOKEN.fullmatch(known) else secrets.token_urlsafe(32)
    return Guest(state.office.speaking(language), language, state.demo, csrf)


def having(*roles: str) -> Any:
    """Return the dependency on a viewer with one of these roles."""

    def with_role(found: Me) -> Viewer:
        found.require(*roles)
        return found

    return Depends(with_role)


Me = Annotated[Viewer, Depends(viewer)]
Anybody = Annotated[Viewer | Guest, Depends(anybody)]


# What they sent


def form_of(
    limit: int | Callable[[Application], int], who: Callable[..., Viewer | Guest] = visitor
) -> Any:
    """Return the dependency on a form of at most `limit` bytes, sent from one of our pages.

    The limit may follow from the settings of the office.

    A guest (`who=anybody`) shows the token of the cookie that came with the page.
    """

    async def form(
        request: Request, found: Annotated[Viewer | Guest, Depends(who)]
    ) -> AsyncIterator[Posted]:
        posting.require_own_page(request)
        shown = request.headers.get(CSRF_HEADER)
        if shown is not None:
            posting.require_token(found.csrf, shown)
        most = limit if isinstance(limit, int) else limit(found.app)
        own = Request(request.scope, capped(request, most))
        async with own.form(max_files=20, max_fields=_MOST_FIELDS, max_part_size=most) as fields:
            if shown is None:
                posting.require_token(found.csrf, str(fields.get(CSRF_FIELD, "")))
            yield Posted(fields)

    return _guarding(form)


def body_of(limit: int) -> Any:
    """Return the dependency on at most `limit` bytes that a script of ours sent with the token."""

    async def body(request: Request, found: Annotated[Viewer, Depends(visitor)]) -> bytes:
        posting.require_own_page(request)
        posting.require_token(found.csrf, request.headers.get(CSRF_HEADER, ""))
        return await Request(request.scope, capped(request, limit)).body()

    return _guarding(body)


def _guarding(dependency: Callable[..., Any]) -> Any:
    GUARDS.add(dependency)
    return Depends(dependency)


GUARDS: Final[set[Callable[..., Any]]] = set()
"""Every dependency that keeps out what other sites' pages send."""

Form = Annotated[Posted, form_of(JSON_LIMIT)]
GuestForm = Annotated[Posted, form_of(10_000, anybody)]


# What they get


def page(
    request: Request, who: Viewer | Guest, template: str, *, status: int = 200, **facts: Any
) -> HTMLResponse:
    """Return a template as a page."""
    shown = _Shown(request)
    context = _context(request, who, shown, facts)
    response = HTMLResponse(render(template, context), status, PAGE_HEADERS)
    if shown.done:
        cookies.drop(request, response, cookies.MESSAGE)
    if who.visit is None and cookies.read(request, cookies.LOGIN) != who.csrf:
        cookies.keep(request, response, cookies.LOGIN, who.csrf, None)
    return response


def part(request: Request, who: Viewer, template: str, **facts: Any) -> Response:
    """Return a part that a page asks for again and again; 304 alone while it is what they have."""
    context = _context(request, who, _Shown(request), facts)
    html = render(template, context)
    tag = f'W/"{fingerprint(context, html)}"'
    if request.headers.get("if-none-match") == tag:
        kept = {"Cache-Control": PAGE_HEADERS["Cache-Control"], "ETag": tag}  # RFC 9110, 15.4.5
        return Response(status_code=304, headers=kept)
    return HTMLResponse(html, headers={**PAGE_HEADERS, "ETag": tag})


def _context(
    request: Request, who: Viewer | Guest, shown: "_Shown", facts: dict[str, Any]
) -> dict[str, Any]:
    return {
        "viewer": who,
        "visit": who.visit,
        "language": who.language,
        "zone": who.visit.zone if who.visit else "Asia/Jakarta",
        "csrf": posting.masked(who.csrf),
        "path": request.url.path,
        "here": _here(request),
        "demo": who.demo,
        "message": lambda: shown.message(who.language),
        "menu": lambda: _menu(request, who),
        **facts,
    }


def redirect(
    request: Request,
    path: str,
    message: str = "",
    kind: Literal["success", "warning", "danger"] = "success",
    **facts: object,
) -> Response:
    """Send the browser to a page of ours, which first says `message`, a key of `web/words/`."""
    target = posting.own_path(path, HOME)
    response: Response
    if request.headers.get("hx-request") == "true":
        response = Response(status_code=204, headers={**PAGE_HEADERS, "HX-Redirect": target})
    else:
        response = RedirectResponse(target, 303, PAGE_HEADERS)
    if message:
        text = cookies.pack_message(Message(message, facts, kind))
        cookies.keep(request, response, cookies.MESSAGE, text, None)
    return response


class _Shown:
    """The message that was left for the next page, and whether this one has said it."""

    def __init__(self, request: Request) -> None:
        self._found = cookies.unpack_message(cookies.read(request, cookies.MESSAGE))
        self.done = False

    def message(self, language: str) -> tuple[str, str] | None:
        self.done = self._found is not None
        if self._found is None or self._found.key not in speech.WORDS:
            return None
        try:
            return self._found.kind, speech.say(self._found.key, language, **self._found.facts)
        except (KeyError, IndexError, TypeError, ValueError):  # a cookie somebody made up
            return None


def _here(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def _menu(request: Request, who: Viewer | Guest) -> list[navigation.Link]:
    if who.visit is None or who.visit.must_change:
        return []
    counts = who.app.menu_counts(who.visit)
    return navigation.links(who.visit, request.url.path, request.app.state.pages, counts)
