"""What the API answers about jobs of handlers."""

from typing import Any, Literal

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Job(BaseModel):
    """A job of a handler."""

    id: str
    instance: str
    agency: str
    node: str
    handler: str
    answered: bool
    state: Literal["ready", "running", "done", "failed", "cancelled"]
    item: Any
    inputs: dict[str, Any]
    attempts: int
    next_at: Instant | None
    error: Text
    created_at: Instant
    closed_at: Instant | None
