"""A unit of work: what a verb wants written, collected first and then written all or nothing."""

from collections.abc import Sequence

from sqlalchemy import Connection, Executable

from storage.prepared import Prepared, Values, one_round_trip


class Stale(Exception):
    """What was read is no longer so: somebody else was faster. Read again and decide again."""


class UnitOfWork:
    """Reads through one snapshot now; writes in one transaction later.

    Everything slow happens between the two, so the write transaction is short and, on SQLite, can
    share its commit with others. A guarded statement makes that safe: see `guard`.
    """

    def __init__(self, connection: Connection) -> None:
        """Read through `connection`, a snapshot."""
        self.connection = connection
        self._writes: list[tuple[Prepared, Values | Sequence[Values], int | None]] = []

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self._writes

    def write(
        self, statement: Prepared | Executable, values: Values | Sequence[Values] | None = None
    ) -> None:
        """Add a statement with its parameters, or with those of many rows."""
        self._writes.append((_prepared(statement), values or {}, None))

    def guard(self, statement: Prepared | Executable, values: Values | None = None) -> None:
        """Add a statement that must touch exactly one row; otherwise the whole unit is Stale."""
        self._writes.append((_prepared(statement), values or {}, 1))

    def guard_all(self, statement: Prepared | Executable, rows: Sequence[Values]) -> None:
        """Add a statement that must touch one row for each of `rows`, by the keys these name."""
        if rows:
            self._writes.append((_prepared(statement), rows, len(rows)))

    def apply(self, connection: Connection) -> None:
        """Write everything through `connection`, inside its transaction. Raises Stale."""
        with one_round_trip(connection) as driver:
            sent = [
                (statement.send(driver, connection.dialect, values), expected)
                for statement, values, expected in self._writes
            ]
        if any(cursor.rowcount != expected for cursor, expected in sent if expected is not None):
            raise Stale


def _prepared(statement: Prepared | Executable) -> Prepared:
    return statement if isinstance(statement, Prepared) else Prepared(statement)
