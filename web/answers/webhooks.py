"""What the API answers about webhooks."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Webhook(BaseModel):
    """A webhook; of its address only what is no secret."""

    id: str
    agency: str
    label: str
    address: Text
    kinds: list[str]
    last_event: int
    attempts: int
    next_at: Instant
    error: Text
    failing_since: Instant | None
    created_at: Instant
    disabled_at: Instant | None


class NewWebhook(Webhook):
    """A webhook with its secret, which is told once."""

    secret: str
