"""What every body and query is made of: names, days, instants, parts of lists."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MOST_ROWS: Final = 1000

NO_NUL: Final = r"^[^\x00]*$"  # PostgreSQL has no text with U+0000

Name = Annotated[str, StringConstraints(max_length=255, pattern=NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=4000, pattern=NO_NUL)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]
Cursor = Annotated[str, StringConstraints(max_length=500)]
Variables = dict[str, Any]
Url = Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS: Final = range(1900, 3000)


def _day(sent: Any) -> Any:
    """Read "2026-03-02"; anything else is left as it is and refused."""
    if not isinstance(sent, str) or not _DAY.fullmatch(sent):
        raise ValueError  # says nothing of what was sent, which may be no text at all
    found = date.fromisoformat(sent)
    if found.year not in _YEARS:
        raise ValueError
    return found


def _moment(sent: Any) -> Any:
    """Read an instant with its offset, such as "2026-03-02T08:00:00+07:00"."""
    if not isinstance(sent, str):
        raise ValueError  # noqa: TRY004 - what Pydantic wants
    found = datetime.fromisoformat(sent)
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError
    return found


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=datetime)]


class Body(BaseModel):
    """JSON: each field known and of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Question(BaseModel):
    """A query: each parameter known."""

    model_config = ConfigDict(extra="forbid")


class OfAgency(Question):
    """Which agency; an officer's own is the only one there is."""

    agency: Name | None = None


class Part(Question):
    """Which part of a list: so many rows, from where the header `Link` of the last one says."""

    limit: Rows = MOST_ROWS
    cursor: Cursor = ""


class PartOfAgency(OfAgency, Part):
    """Which part of the list of an agency."""


class Reason(Body):
    """Why."""

    reason: Text
