"""What a query finds, as plain values."""

from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.sql.selectable import CompoundSelect

Row = dict[str, Any]


def dicts(connection: Connection, query: Select[Any] | CompoundSelect[Any]) -> list[Row]:
    """Return the rows of a query, each under the names of its columns."""
    return [dict(row) for row in connection.execute(query).mappings()]
