"""Where a list that was read in part goes on: the values of its last row, as opaque text."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from engine.core.errors import Invalid

Value = datetime | str | int

_MOST: Final = 2**31
_YEARS: Final = range(1900, 3000)


def write(values: Sequence[Value]) -> str:
    """Return the cursor that stands after a row with these values; instants are aware."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str, kinds: Sequence[type]) -> tuple[Value, ...]:
    """Return the values of a cursor, one of each of `kinds`. Raises Invalid for any other text."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return tuple(_value(value, kind) for value, kind in zip(found, kinds, strict=True))
    except (ValueError, TypeError, RecursionError):
        raise Invalid("list.cursor") from None


def _value(found: object, kind: type) -> Value:
    if kind is datetime and isinstance(found, str):
        moment = datetime.fromisoformat(found)
        if moment.utcoffset() == timedelta(0) and moment.year in _YEARS:
            return moment
    if kind is str and isinstance(found, str) and b"\0" not in found.encode():
        return found
    if kind is int and type(found) is int and 0 <= found < _MOST:
        return found
    raise ValueError(found)
