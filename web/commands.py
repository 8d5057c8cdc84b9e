"""Commands with the header Idempotency-Key: carried out once, and answered the same each time."""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from engine import sentcommands
from engine.app import Application
from engine.core.errors import Invalid
from engine.tokens import Identity

HEADER: Final = "idempotency-key"
REPLAYED: Final = "Idempotency-Replayed"

UNKEPT: Final = frozenset({"add_webhook", "add_account", "reset_password", "add_token"})
"""Operations whose answer holds a secret, which is told once and not kept."""

_KEY: Final = re.compile(r"[!-~]{1,255}", re.ASCII)

Handle = Callable[[Request], Awaitable[Response]]


async def once(
    office: Application, identity: Identity, request: Request, handle: Handle
) -> Response:
    """Carry a command out, or answer it as it was answered before. Raises refusals."""
    key = request.headers[HEADER]
    if not _KEY.fullmatch(key):
        raise Invalid("command.key")
    caller = f"{identity.agency} {identity.username or identity.token}"
    asked = f"{request.method} {request.url.path}?{request.url.query}"
    kind = request.headers.get("content-type", "")
    request_digest = sentcommands.digest(asked.encode(), kind.encode(), await request.body())
    key_digest = sentcommands.digest(caller.encode(), key.encode())
    taken = await run_in_threadpool(office.take_command, key_digest, request_digest)
    if isinstance(taken, tuple):
        return _again(*taken)
    token = sentcommands.current.set(taken)
    try:
        response = await handle(request)
    except BaseException:
        await run_in_threadpool(office.drop_command, taken)
        raise
    finally:
        sentcommands.current.reset(token)
    route = request.scope.get("route")
    if getattr(route, "name", "") not in UNKEPT:
        kept = response.headers.get("location", "").encode() + b"\n" + bytes(response.body)
        await run_in_threadpool(office.end_command, taken, response.status_code, kept)
    return response


def _again(status: int, kept: bytes) -> Response:
    location, _, body = kept.partition(b"\n")
    headers = {REPLAYED: "true", **({"Location": location.decode()} if location else {})}
    return Response(body, status, headers, "application/json")
