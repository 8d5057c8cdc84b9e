"""A form that comes twice, by a double tap or a lost answer, is carried out once.

Each page carries its own token, so the same form sent twice from one page is the same command,
and the same form on a page that was opened anew is another. The second leads where the first did.
"""

import time
from collections.abc import Callable
from typing import Final

from fastapi import Request
from starlette.responses import Response

from engine import sentcommands
from engine.core.errors import Conflict
from engine.sentcommands import Command
from web.pages.frame import Viewer, redirect
from web.posting import Posted

_MOST_WAITS: Final = 20
_WAIT_SECONDS: Final = 0.25


def once(request: Request, viewer: Viewer, form: Posted, act: Callable[[], Response]) -> Response:
    """Carry out what a form asks, or lead where that led the first time. Raises refusals."""
    app = viewer.app
    key = sentcommands.digest(
        b"form", viewer.visit.login.encode(), request.url.path.encode(), form.digest().encode()
    )
    taken = _taken(viewer, key)
    if not isinstance(taken, Command):
        return redirect(request, taken)
    token = sentcommands.current.set(taken)
    try:
        answer = act()
    except BaseException:
        app.drop_command(taken)
        raise
    finally:
        sentcommands.current.reset(token)
    onward = answer.headers.get("location") or answer.headers.get("hx-redirect")
    if onward:
        app.end_command(taken, answer.status_code, onward.encode())
    else:
        app.drop_command(taken)  # a page that says what is missing
    return answer


def _taken(viewer: Viewer, key: str) -> Command | str:
    """Return the command to carry out, or where it led; wait a little for one at work."""
    waits = 0
    while True:
        try:
            found = viewer.app.take_command(key, key)
        except Conflict as refusal:
            waits += 1
            if waits > _MOST_WAITS:
                done = refusal.code == "command.done"
                raise Conflict("form.done" if done else "form.running") from None
            time.sleep(_WAIT_SECONDS)
        else:
            return found if isinstance(found, Command) else found[1].decode()
