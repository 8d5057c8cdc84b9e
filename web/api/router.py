"""What every route of the API is built on: its prefix, its gate, its answer, its next part."""

from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from engine.views import Json
from web import problems
from web.auth import BPMN_TYPES, FileGate, Gate, bearer

PREFIX: Final = "/api/v1"

_MODEL: Final = {
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in BPMN_TYPES}
}
BPMN_BODY: Final = {"requestBody": {"required": True, **_MODEL}}
"""How the OpenAPI description tells of a body that is a model."""
BPMN_BODY_IF_ANY: Final = {"requestBody": {"required": False, **_MODEL}}
"""The same where nothing need be sent."""


def gated(tag: str) -> APIRouter:
    """Return a router nobody passes without a token."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        route_class=Gate,
        dependencies=[Depends(bearer)],
        responses=problems.RESPONSES,
    )


def file_gated(tag: str) -> APIRouter:
    """Return such a router for bodies as large as an attachment may be."""
    found = gated(tag)
    found.route_class = FileGate
    return found


def told(answer: Any, status: int = 200) -> dict[str, Any]:
    """Return the options of a route that answers with JSON like `answer`.

    It is described, not filtered: what the engine says goes out as it is.
    """
    described = {"model": answer, "description": "Done."}
    return {"status_code": status, "response_model": None, "responses": {status: described}}


def raw(*types: str) -> dict[str, Any]:
    """Return the options of a route that answers with a file of one of those types."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}
    return {
        "response_class": Response,
        "responses": {200: {"description": "The file.", "content": content}},
    }


def paged(request: Request, response: Response, found: Json, name: str = "cursor") -> list[Json]:
    """Return the rows of a list; where it goes on stands in the header `Link` (RFC 8288)."""
    if found["next"] is not None:
        known = [(key, value) for key, value in request.query_params.items() if key != name]
        query = urlencode([*known, (name, found["next"])])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    rows: list[Json] = found["rows"]
    return rows


def file(content: bytes, media_type: str, name: str = "") -> Response:
    """Return a file to be saved, never to be shown by a browser as a page of ours."""
    named = f'; filename="{name}"' if name else ""
    return Response(
        content, headers={"Content-Disposition": f"attachment{named}"}, media_type=media_type
    )
