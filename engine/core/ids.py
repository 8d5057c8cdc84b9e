"""Ids that sort by the time they were made: UUID version 7 (RFC 9562 §5.7)."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

RANDOM_BITS: Final = 74
"""How many random bits an id needs."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def new_id(random_bits: int, now: datetime) -> str:
    """Return a new id for `now` as text of 36 characters; `random_bits` is below 2**RANDOM_BITS."""
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1)
    high, low = random_bits >> 62, random_bits & (1 << 62) - 1
    return str(UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low))
