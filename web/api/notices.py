"""Notices: what one was told, and what goes out through channels."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.core.errors import NotFound
from engine.views import Json
from web.answers.notices import Notice, Sending, Unread
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies.notices import InAgency, OfNotices, OfSendings, ReadNotices
from web.bodies.values import MOST_ROWS, Name

router = gated("notices")


@router.get("/notices", **told(list[Notice]))
def list_notices(
    asked: Annotated[OfNotices, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List what one was told, the newest first."""
    officer = me.officer()
    found = me.app.list_notices(
        me.home(), officer, unread=asked.unread, limit=asked.limit, cursor=asked.cursor
    )
    return paged(request, response, found)


@router.post("/notices/read", **told(Unread))
def read_notices(me: Me, body: ReadNotices = ReadNotices()) -> Json:
    """Note that one has read those notices, or all of them; tell how much is left unread."""
    return {"unread": me.app.read_notices(me.home(), me.officer(), body.ids)}


@router.get("/sendings", **told(list[Sending]))
def list_sendings(asked: Annotated[OfSendings, Query()], me: Me) -> list[Json]:
    """List what goes or went through channels, the newest first; an officer's own, or all."""
    officer = None if me.keeps else me.by
    return me.app.sendings(
        me.agency(asked.agency), state=asked.state, officer=officer, limit=asked.limit
    )


@router.post("/sendings/resend", **told(list[Sending]))
def resend_all(me: Me, body: InAgency = InAgency()) -> list[Json]:
    """Send once more all that was given up and whose channel is in use."""
    return me.app.resend_all(me.kept(body.agency))


@router.post("/sendings/{id}/resend", **told(Sending))
def resend(id: Name, me: Me) -> Json:
    """Send a message once more that was given up; an administrator's to do."""
    agency = me.kept()
    if agency is not None and id not in [
        each["message"] for each in me.app.sendings(agency, state="dead", limit=MOST_ROWS)
    ]:
        raise NotFound("unknown", kind="notice", name=id[:80])
    return me.app.resend(id)
