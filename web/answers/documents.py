"""What the API answers about attachments and comments."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Attachment(BaseModel):
    """A file attached to a step, without what is in it; `officer` attached it."""

    id: str
    instance: str
    work_item: Text
    field: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: Instant
    officer: Text
    added_by: Text
    capacity: Text


class Comment(BaseModel):
    """What somebody wrote about an instance, beside one of its steps or the whole."""

    at: Instant
    name: Text
    capacity: Text
    work_item: Text
    text: str
