"""Tokens of this API; for who looks after every agency."""

from datetime import timedelta
from typing import Annotated

from fastapi import Query

from engine.views import Json
from web.answers.accounts import NewToken as NewTokenAnswer
from web.answers.accounts import Token
from web.api.router import gated, told
from web.auth import Me
from web.bodies.accounts import NewToken
from web.bodies.values import Name, OfAgency

router = gated("tokens")


@router.get("/tokens", **told(list[Token]))
def list_tokens(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List every token ever made, without the tokens themselves."""
    me.administrator()
    return me.app.tokens(asked.agency)


@router.post("/tokens", **told(NewTokenAnswer, 201))
def add_token(body: NewToken, me: Me) -> Json:
    """Make a token; its text is in the answer, this once."""
    me.administrator()
    valid_for = timedelta(days=body.days) if body.days else None
    return me.app.create_token(
        body.officer, agency=body.agency, label=body.label, valid_for=valid_for
    )


@router.post("/tokens/{id}/revoke", **told(Token))
def revoke_token(id: Name, me: Me) -> Json:
    """Make a token worth nothing from now on."""
    me.administrator()
    return me.app.revoke_token(id)
