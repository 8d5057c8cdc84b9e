"""Who calls the API and what they may reach: looked at before anything they sent is read."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive

from engine import documents, drafting
from engine.agencies import TRIAL_AGENCY
from engine.app import Application
from engine.command import Command
from engine.core.errors import NotFound, NotIdentified, NotPermitted
from engine.drafting import Author
from engine.people import By
from engine.tokens import ADMINISTRATOR, Identity
from storage.sights import Sight
from web import commands
from web.problems import Problem, language_of

MEGABYTE: Final = 1_000_000
JSON_LIMIT: Final = 2 * MEGABYTE
BPMN_LIMIT: Final = 6 * MEGABYTE
AUDITOR: Final = "auditor"
BPMN_TYPES: Final = ("application/xml", "text/xml", "application/octet-stream")

Kind = Literal["work item", "instance", "incident", "job", "obligation"]

bearer: Final = HTTPBearer(auto_error=False, scheme_name="token", description="sopan_…")
"""Only says in the OpenAPI description what `Gate` does."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer of one agency, who sees nothing of the others, or an administrator."""

    app: Application
    identity: Identity

    @property
    def by(self) -> str | None:
        """Return the user name to act under; None, the system, for an administrator."""
        return self.identity.username

    def officer(self) -> str:
        """Return the user name. Raises NotPermitted for an administrator: it is officers' work."""
        if self.identity.username is None:
            raise NotPermitted("permit.token")
        return self.identity.username

    def agency(self, asked: str | None = None) -> str | None:
        """Return the agency to look at; None is every one. Raises NotFound for somebody else's."""
        own = self.identity.agency
        if own is None or asked in (None, own):
            return own or asked
        raise NotFound("unknown", kind="agency", name=asked)

    def home(self, asked: str | None = None) -> str:
        """Return the agency to act in; an administrator's, when not named, is the trial agency."""
        return self.agency(asked) or TRIAL_AGENCY

    def definition(self, name: str) -> str:
        """Return `agency/key`; a bare key is of the caller's own agency. Raises NotFound."""
        agency, slash, key = name.rpartition("/")
        own = self.identity.agency
        if own is None:
            return name
        if slash and agency != own:
            raise NotFound("unknown", kind="definition", name=name)
        return f"{own}/{key}"

    def sight(self, asked: str | None = None) -> Sight:
        """Return how far they see, in one agency or in every one. Raises NotFound."""
        return self.app.sight(self.agency(asked), self.identity.username, self.identity.roles)

    def line(self, asked: str | None = None) -> Command:
        """Return whose work they supervise. Raises NotPermitted for who supervises nobody."""
        identity = self.identity
        found = self.app.line(self.home(asked), identity.username, identity.roles)
        found.require()
        return found

    def whole(self, asked: str | None = None) -> Command:
        """Return the same for one who sees all of an agency. Raises NotPermitted else."""
        found = self.line(asked)
        if found.posts is not None:
            raise NotPermitted("permit.whole", officer=self.identity.username)
        return found

    @property
    def keeps(self) -> bool:
        """Tell whether they look after every agency, or by their account's role after their own."""
        return ADMINISTRATOR in self.identity.roles

    def kept(self, asked: str | None = None) -> str | None:
        """Return the agency they look after, None for every one. Raises NotFound, NotPermitted."""
        return self._having(self.agency(asked), ADMINISTRATOR)

    def overseen(self, asked: str | None = None) -> str | None:
        """Return the same for one whose trail they may read. Raises NotFound, NotPermitted."""
        return self._having(self.agency(asked), ADMINISTRATOR, AUDITOR)

    def _having(self, agency: str | None, *roles: str) -> str | None:
        if set(roles).isdisjoint(self.identity.roles):
            login = self.identity.username or "-"
            raise NotPermitted("permit.role", login=login, roles=", ".join(roles))
        return agency

    @property
    def changes(self) -> By:
        """Return as whom they change people; who is no officer is named by the token."""
        account = "" if self.by else f"token {self.identity.token}"[:64]
        return By(self.by, account, self.keeps)

    def administrator(self) -> None:
        """Raise NotPermitted unless this is a token of an administrator of every agency."""
        if self.identity.username is not None:
            raise NotPermitted("permit.operate", officer=self.identity.username)

    def designer(self) -> Author:
        """Return the author they are. Raises NotPermitted for who does not design SOPs."""
        drafting.require_designer(self.author, self.home())
        return self.author

    def own(self, kind: Literal["channel", "webhook"], id: str) -> str:
        """Return the id of something of their agency. Raises NotFound."""
        own = self.identity.agency
        if own is not None and self.app.agency_of(kind, id) != own:
            raise NotFound("unknown", kind=kind, name=id)
        return id

    @property
    def author(self) -> Author:
        """Return who they are as the author of drafts."""
        identity = self.identity
        name = identity.username or ADMINISTRATOR
        return Author(name, identity.username, identity.agency, frozenset(identity.roles))

    def reach(self, kind: Kind, id: str) -> str:
        """Return `id`. Raises NotFound when it is not theirs to see, as if it did not exist."""
        return self.app.require_seen(self.sight(), kind, id)


class Gate(APIRoute):
    """A route nobody passes without a token, and nothing that is too large or of another type."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the usual handler, which would read the body first and ask afterwards."""
        handle = super().get_route_handler()
        takes_json, limit_of = self.body_field is not None, self.limit

        async def gated(request: Request) -> Response:
            office = request.app.state.office
            identity = await run_in_threadpool(office.identify_token, _token(request))
            request.state.caller = Caller(office.speaking(language_of(request)), identity)
            if takes_json and "content-type" in request.headers:
                require_type(request, ("application/json",))
            opened = Request(request.scope, capped(request, limit_of(office)))
            if request.method == "POST" and commands.HEADER in request.headers:
                return await commands.once(office, identity, opened, handle)
            return await handle(opened)

        return gated

    def limit(self, office: Application) -> int:  # noqa: ARG002 - for who knows more
        """Return how many bytes a body may have."""
        return BPMN_LIMIT if self.body_field is None else JSON_LIMIT


class FileGate(Gate):
    """A route that takes a file, as large as an attachment may be in that office."""

    def limit(self, office: Application) -> int:
        """Return how many bytes a body may have."""
        return office.settings.attachment_megabytes * documents.MEGABYTE


def require_type(request: Request, allowed: tuple[str, ...]) -> None:
    """Raise a Problem 415 when the body is not announced as one of `allowed`."""
    found = request.headers.get("content-type", "")
    if found.partition(";")[0].strip().lower() not in allowed:
        raise Problem(415, "request.type", allowed=", ".join(allowed), found=found[:80] or "-")


def _caller(request: Request) -> Caller:
    found: Caller = request.state.caller
    return found


Me = Annotated[Caller, Depends(_caller)]
"""Who calls, as a parameter of a handler."""


Language = Annotated[str, Depends(language_of)]
"""The language the caller likes best, as a parameter of a handler."""


async def _bpmn(request: Request) -> bytes:
    require_type(request, BPMN_TYPES)
    return await request.body()


Bpmn = Annotated[bytes, Depends(_bpmn)]
"""The body as it came, as a parameter of a handler."""


async def _bpmn_if_any(request: Request) -> bytes | None:
    return await _bpmn(request) if await request.body() else None


BpmnIfAny = Annotated[bytes | None, Depends(_bpmn_if_any)]
"""The same where nothing need be sent."""


async def _file(request: Request) -> bytes:
    return await request.body()


File = Annotated[bytes, Depends(_file)]
"""The body as it came, of whatever type it says to be, as a parameter of a handler."""


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotIdentified("token.missing")
    return token.strip()


def capped(request: Request, limit: int) -> Receive:
    """Return a `receive` that refuses a body larger than `limit` bytes, announced or not."""
    announced = request.headers.get("content-length", "")
    received = 0

    async def receive() -> Message:
        nonlocal received
        if announced.isdecimal() and int(announced) > limit:
            raise Problem(413, "request.too_large", limit=limit // MEGABYTE)
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise Problem(413, "request.too_large", limit=limit // MEGABYTE)
        return message

    return receive
