"""Channels: the ways by which notices reach somebody, their addresses masked."""

from typing import Annotated

from fastapi import Query

from engine.channels import Wanted
from engine.views import Json
from web.answers.channels import Channel
from web.api.router import gated, told
from web.auth import Me
from web.bodies.channels import NewChannel
from web.bodies.values import Name, OfAgency

router = gated("channels")


@router.get("/channels", **told(list[Channel]))
def list_channels(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List the channels in use; an officer's are their own and those of their posts."""
    return me.app.list_channels(me.agency(asked.agency), None if me.keeps else me.by)


@router.post("/channels", **told(Channel, 201))
def add_channel(body: NewChannel, me: Me) -> Json:
    """Add a channel to an officer or a position."""
    officer = body.officer or (me.by if body.position is None else None)
    wanted = Wanted(me.home(body.agency), body.url, officer, body.position, body.name, body.digest)
    return me.app.add_channel(wanted, by=me.by, administrator=me.keeps)


@router.post("/channels/{id}/remove", **told(Channel))
def remove_channel(id: Name, me: Me) -> Json:
    """Use a channel no more."""
    return me.app.remove_channel(me.own("channel", id), by=me.by, administrator=me.keeps)


@router.post("/channels/{id}/test", **told(Channel))
def test_channel(id: Name, me: Me) -> Json:
    """Send a test through a channel at once and wait for it."""
    return me.app.test_channel(me.own("channel", id), by=me.by, administrator=me.keeps)
