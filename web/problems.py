"""Every refusal as a problem document (RFC 9457), in the language the caller asks for."""

import difflib
import inspect
import re
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from engine.core import messages
from engine.core.errors import Refusal
from engine.core.findings import Finding
from web.headers import HEADERS

MEDIA_TYPE: Final = "application/problem+json"

TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Permintaan tidak terbaca", "Request not readable"),
    401: ("Pemanggil belum dikenal", "Caller not known"),
    403: ("Tidak berwenang", "Not permitted"),
    404: ("Tidak ditemukan", "Not found"),
    405: ("Metode tidak sesuai", "Method not allowed"),
    409: ("Keadaan tidak memungkinkan", "Conflict"),
    413: ("Permintaan terlalu besar", "Request too large"),
    415: ("Tipe isi tidak sesuai", "Media type not supported"),
    422: ("Isian perlu diperbaiki", "Not acceptable as it is"),
    500: ("Kesalahan di pihak kami", "Failure on our side"),
    503: ("Sementara tidak tersedia", "Not available now"),
}

_FINDING: Final = {
    "severity": {"type": "string", "enum": ["error", "warning", "info"]},
    "code": {"type": "string"},
    "element": {"type": "string"},
    "line": {"type": "integer"},
    "message": {"type": "string"},
}
_DOCUMENT: Final = {
    "type": {"type": "string", "format": "uri"},
    "title": {"type": "string"},
    "status": {"type": "integer"},
    "detail": {"type": "string"},
    "code": {"type": "string"},
    "findings": {"type": "array", "items": {"type": "object", "properties": _FINDING}},
}

RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "A refusal: what was expected, what is, and what to do next (RFC 9457).",
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "type": "object",
                    "required": list(_DOCUMENT),
                    "properties": _DOCUMENT,
                }
            }
        },
    }
}
"""How the OpenAPI description tells of refusals."""

_SOON: Final = frozenset({"busy", "command.running"})
"""Refusals that are over in a moment."""

_FIELDS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "missing": ("request.missing", {}),
    "extra_forbidden": ("request.unknown", {}),
    "string_type": ("request.text", {}),
    "string_unicode": ("request.text", {}),
    "string_too_long": ("request.long", {"most": "max_length"}),
    "int_type": ("request.integer", {}),
    "int_parsing": ("request.integer", {}),
    "int_from_float": ("request.integer", {}),
    "bool_type": ("request.yesno", {}),
    "bool_parsing": ("request.yesno", {}),
    "dict_type": ("request.object", {}),
    "model_type": ("request.object", {}),
    "model_attributes_type": ("request.object", {}),
    "literal_error": ("request.choice", {"allowed": "expected"}),
    "greater_than_equal": ("request.least", {"least": "ge"}),
    "less_than_equal": ("request.most", {"most": "le"}),
}
"""Pydantic's name of an error -> our code, and our name of a fact -> Pydantic's."""

_TAG: Final = re.compile(r"([a-z]{2})(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?", re.ASCII)


class Problem(HTTPException):
    """What HTTP itself refuses: a status, one of our codes, and its facts."""

    def __init__(self, status: int, code: str, **facts: object) -> None:
        """Keep them for the handler."""
        super().__init__(status)
        self.code = code
        self.facts = facts


def install(api: FastAPI) -> None:
    """Let `api` answer every exception with a problem document."""
    api.add_exception_handler(Refusal, _of_refusal)
    api.add_exception_handler(HTTPException, _of_http)
    api.add_exception_handler(RequestValidationError, _of_fields)
    api.add_exception_handler(Exception, _of_failure)


def language_of(request: Request) -> str:
    """Return the language the caller likes best of those we speak, else the office's own."""
    liked: dict[str, float] = {}
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = _TAG.fullmatch(part.strip())
        if tag and tag[1] in messages.LANGUAGES:
            liked.setdefault(tag[1], float(tag[2] or 1))
    best = max(liked, key=liked.__getitem__, default="")
    return best if liked.get(best) else str(request.app.state.office.settings.language)


async def _of_refusal(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)  # noqa: S101 - the type it is installed for
    language = language_of(request)
    findings = [finding.as_json(language) for finding in error.findings]
    return _answer(language, error.status, error.code, error.text(language), findings)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    language = language_of(request)
    if isinstance(error, Problem):
        code, facts = error.code, error.facts
    elif error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "-")
        code, facts = "request.method", {"method": request.method, "allowed": allowed}
    elif error.status_code == 404:
        code, facts = "request.route", {}
    else:
        code, facts = "request.json", {}
    detail = messages.say(code, language, {"path": request.url.path, **facts})
    return _answer(language, error.status_code, code, detail, [], error.headers)


async def _of_fields(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    language = language_of(request)
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        return _answer(language, 400, "request.json", messages.say("request.json", language, {}))
    known = _fields_of(request.scope.get("endpoint"))
    findings = [_finding(problem, known) for problem in problems]
    shown = [finding.as_json(language) for finding in findings]
    if len(findings) == 1:
        return _answer(language, 422, findings[0].code, findings[0].text(language), shown)
    detail = messages.say("request.invalid", language, {"count": len(findings)})
    return _answer(language, 422, "request.invalid", detail, shown)


async def _of_failure(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    """Say nothing of what went wrong inside; the server logs it."""
    language = language_of(request)
    return _answer(language, 500, "request.failed", messages.say("request.failed", language, {}))


def _answer(
    language: str,
    status: int,
    code: str,
    detail: str,
    findings: list[dict[str, object]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    told = {"WWW-Authenticate": 'Bearer realm="sopan"'} if status == 401 else {}
    if status == 503 or code in _SOON:
        told["Retry-After"] = "2"
    return JSONResponse(
        {
            "type": f"urn:sopan:problem:{code}",
            "title": TITLES[status][messages.LANGUAGES.index(language)],
            "status": status,
            "detail": detail,
            "code": code,
            "findings": findings or [],
        },
        status,
        {**HEADERS, **told, **(headers or {})},
        MEDIA_TYPE,
    )


def _finding(problem: Mapping[str, Any], known: list[str]) -> Finding:
    """Put one of Pydantic's errors in our words, without repeating what was sent."""
    element = ".".join(str(part) for part in problem["loc"][1:]) or str(problem["loc"][0])
    code, names = _FIELDS.get(problem["type"], ("request.value", {}))
    facts = {ours: str(problem["ctx"][its]).replace(" or ", ", ") for ours, its in names.items()}
    if code == "request.unknown":
        near = difflib.get_close_matches(element, known, n=1)
        if near:
            code, facts = "request.unknown_near", {"near": near[0]}
    return Finding("error", code, element[:80], facts=facts)


def _fields_of(endpoint: Any) -> list[str]:
    """Return the names of the fields of the models an endpoint takes."""
    if endpoint is None:
        return []
    kinds = inspect.get_annotations(inspect.unwrap(endpoint)).values()
    bare = [getattr(kind, "__origin__", kind) for kind in kinds]
    models = [kind for kind in bare if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [name for model in models for name in model.model_fields]
