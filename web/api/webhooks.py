"""Webhooks: to whom the events of an agency are told."""

from typing import Annotated

from fastapi import Query

from engine.views import Json
from engine.webhooks import Wanted
from web.answers.webhooks import NewWebhook, Webhook
from web.api.router import gated, told
from web.auth import Me
from web.bodies.values import Name, OfAgency
from web.bodies.webhooks import WebhookToAdd

router = gated("webhooks")


@router.get("/webhooks", **told(list[Webhook]))
def list_webhooks(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List webhooks, removed ones too; the head of an agency may, and an administrator."""
    return me.app.webhooks(me.agency(asked.agency), me.by)


@router.post("/webhooks", **told(NewWebhook, 201))
def add_webhook(body: WebhookToAdd, me: Me) -> Json:
    """Add a webhook; its secret is in the answer, this once."""
    wanted = Wanted(me.home(body.agency), body.url, body.label, tuple(body.kinds))
    return me.app.add_webhook(wanted, by=me.by)


@router.post("/webhooks/{id}/remove", **told(Webhook))
def remove_webhook(id: Name, me: Me) -> Json:
    """Tell a webhook nothing more."""
    return me.app.remove_webhook(me.own("webhook", id), by=me.by)
