"""What the API answers about notices and what goes out."""

from typing import Literal

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Notice(BaseModel):
    """What an officer was told."""

    id: str
    kind: str
    urgent: bool
    subject: str
    short: str
    text: str
    link: Text
    instance: Text
    work_item: Text
    created_at: Instant
    read_at: Instant | None


class Unread(BaseModel):
    """How much is left unread."""

    unread: int


class Sending(BaseModel):
    """A notice as it stands in the outbox."""

    id: str
    agency: str
    officer: str
    channel: str
    channel_name: Text
    kind: str
    urgent: bool
    subject: str
    state: Literal["ready", "sending", "sent", "dead"]
    attempts: int
    error: Text
    message: str
    removed: bool
    created_at: Instant
    next_at: Instant | None
    sent_at: Instant | None
