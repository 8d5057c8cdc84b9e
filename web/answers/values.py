"""What every answer is made of: instants, texts, findings."""

from typing import Literal

from pydantic import BaseModel

Instant = str
"""ISO 8601, UTC."""
Day = str
Text = str | None


class Health(BaseModel):
    """That the server is alive."""

    status: Literal["ok"]


class Finding(BaseModel):
    """Something odd in a model or in what was sent."""

    severity: Literal["error", "warning", "info"]
    code: str
    element: str
    line: int
    message: str
