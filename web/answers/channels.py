"""What the API answers about channels."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Channel(BaseModel):
    """A channel; of its address only what is no secret."""

    id: str
    agency: str
    officer: Text
    position: Text
    name: str
    address: Text
    digest: bool
    created_at: Instant
    removed_at: Instant | None
