"""A unit of work: what a verb wants written, collected first and then written all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable


class Stale(Exception):
    """What was read is no longer so: somebody else was faster. Read again and decide again."""


Values = Mapping[str, Any]


class UnitOfWork:
    """Reads through one snapshot now; writes in one transaction later.

    Everything slow happens between the two, so the write transaction is short and, on SQLite, can
    share its commit with others. A guarded statement makes that safe: see `guard`.
    """

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`, a snapshot."""
        self.connection = connection
        self._writes: list[tuple[Executable, Values | Sequence[Values] | None, int | None]] = []

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self._writes

    def write(self, statement: Executable, values: Values | Sequence[Values] | None = None) -> None:
        """Add a statement with its parameters, or with those of many rows."""
        self._writes.append((statement, values, None))

    def guard(self, statement: Executable, values: Values | None = None) -> None:
        """Add a statement that must touch exactly one row; otherwise the whole unit is Stale."""
        self._writes.append((statement, values, 1))

    def apply(self, connection: Connection) -> None:
        """Write everything through `connection`, inside its transaction. Raises Stale."""
        for statement, values, expected in self._writes:
            result = connection.execute(statement, values)
            if expected is not None and result.rowcount != expected:
                raise Stale
