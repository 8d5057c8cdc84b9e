"""What the API answers about incidents."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Incident(BaseModel):
    """Something that cannot go on without a person."""

    id: str
    instance: str
    work_item: Text
    node: str
    code: str
    message: str
    command: str
    officer: Text
    attempts: int
    raised_at: Instant
    resolved_at: Instant | None
