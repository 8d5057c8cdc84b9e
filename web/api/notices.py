"""Notices: what one was told, and what goes out through channels."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.views import Json
from web.answers import Notice, Sending, Unread
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies import Name, OfNotices, OfSendings, ReadNotices

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
    """List what goes or went through channels, the newest first; an officer's their own."""
    return me.app.sendings(
        me.agency(asked.agency), state=asked.state, officer=me.by, limit=asked.limit
    )


@router.post("/sendings/{id}/resend", **told(Sending))
def resend(id: Name, me: Me) -> Json:
    """Send a message once more that was given up; an administrator's to do."""
    me.administrator()
    return me.app.resend(id)
