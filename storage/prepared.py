"""Statements compiled once and handed to the driver: the few that every verb is made of.

SQLAlchemy writes the SQL and converts the values. What it does around each execution (a context,
events, a result with its metadata) costs a completion more than its statements do, so those go past
it; everything else runs through it as usual. Measured: bench/README.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


class Prepared:
    """A Core statement, compiled once for each database and each set of columns.

    An IN over a list of parameters has no place in it: its SQL differs with the length.
    """

    __slots__ = ("_forms", "_statement")

    def __init__(self, statement: Executable) -> None:
        """Keep `statement`, whose `bindparam`s get their values when it is run."""
        self._statement: Any = statement
        self._forms: dict[tuple[str, ...], _Form] = {}

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run a SELECT and return its rows. Raises what SQLAlchemy would."""
        form = self._form(connection.dialect, values)
        with _driver_of(connection) as driver:
            found = driver.cursor().execute(form.sql, form.parameters(values)).fetchall()
        return [form.row(row) for row in found]

    def send(self, driver: Any, dialect: Dialect, values: Values | Sequence[Values]) -> Any:
        """Run a change, for one row or for many, within `one_round_trip`.

        After it, `rowcount` of the cursor returned says how many rows were touched.
        """
        cursor = driver.cursor()
        if isinstance(values, Mapping):
            form = self._form(dialect, values)
            cursor.execute(form.sql, form.parameters(values))
        else:
            form = self._form(dialect, values[0])
            cursor.executemany(form.sql, [form.parameters(row) for row in values])
        return cursor

    def _form(self, dialect: Dialect, values: Values) -> "_Form":
        key = (dialect.name, *values)
        found = self._forms.get(key)
        if found is None:
            found = self._forms[key] = _compile(self._statement, dialect, list(values))
        return found


@contextmanager
def one_round_trip(connection: Connection) -> Iterator[Any]:
    """Give the driver's own connection; PostgreSQL gets the changes sent through it in one go."""
    with _driver_of(connection) as driver:
        if connection.dialect.name == "postgresql":
            with driver.pipeline():
                yield driver
        else:
            yield driver


@contextmanager
def _driver_of(connection: Connection) -> Iterator[Any]:
    """Give the driver's own connection, whose errors come out as SQLAlchemy's.

    A lost connection does not go back to the pool.
    """
    driver: Any = connection.connection.driver_connection
    dialect = connection.dialect
    dbapi = dialect.loaded_dbapi
    try:
        yield driver
    except dbapi.Error as error:
        lost = dialect.is_disconnect(error, driver, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            None, None, error, dbapi.Error, connection_invalidated=lost, dialect=dialect
        ) from error


@dataclass(frozen=True, slots=True)
class _Form:
    """The SQL for one database, and how values go into it and come out of it."""

    sql: str
    positional: bool
    binds: tuple[tuple[str, Convert], ...]
    constants: Values
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]

    def parameters(self, values: Values) -> Any:
        given = {**self.constants, **values} if self.constants else values
        if self.positional:
            return [
                convert(given[name]) if convert else given[name] for name, convert in self.binds
            ]
        return {
            name: convert(given[name]) if convert else given[name] for name, convert in self.binds
        }

    def row(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in self.converted:
            values[place] = convert(values[place])
        return tuple(values)


def _compile(statement: Any, dialect: Dialect, names: list[str]) -> _Form:
    # As if for many rows: then an INSERT does not ask for the key the database gave its row.
    compiled = statement.compile(dialect=dialect, column_keys=names, for_executemany=True)
    named = {name: bind for bind, name in compiled.bind_names.items()}
    binds = {name: _native(b.type, dialect).bind_processor(dialect) for name, b in named.items()}
    selected = statement.selected_columns if isinstance(statement, Select) else ()
    results = [_native(column.type, dialect).result_processor(dialect, None) for column in selected]
    return _Form(
        sql=str(compiled),
        positional=compiled.positional,
        binds=tuple((name, binds[name]) for name in compiled.positiontup or binds),
        constants={name: b.effective_value for name, b in named.items() if not b.required},
        converted=tuple((place, each) for place, each in enumerate(results) if each),
    )


def _native(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type_.dialect_impl(dialect)
