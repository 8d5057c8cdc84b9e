"""What a piece of code asked of its databases: the cost of a verb, as the drivers see it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, Pool, event

UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass
class Count:
    """The statements sent, without BEGIN and COMMIT, and how many commits of changes there were.

    Many rows for one statement count once on PostgreSQL and each for itself on SQLite.
    """

    statements: list[str] = field(default_factory=list)
    commits: int = 0

    def note(self, statement: Any) -> None:
        """Count a statement."""
        if not str(statement).startswith(UNCOUNTED):
            self.statements.append(str(statement))


@contextmanager
def counted() -> Iterator[Count]:
    """Count what all databases of this process are asked while the block runs."""
    count = Count()
    watched: list[Any] = []

    class Counting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *args: Any, **options: Any) -> Any:
            count.note(query)
            return super().execute(query, *args, **options)

        def executemany(self, query: Any, *args: Any, **options: Any) -> None:
            count.note(query)
            super().executemany(query, *args, **options)

    def watch(driver: Any, *_: Any) -> None:
        watched.append(driver)
        if isinstance(driver, sqlite3.Connection):
            driver.set_trace_callback(count.note)
        else:
            driver.cursor_factory = Counting

    def committed(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            count.commits += driver.execute("PRAGMA query_only").fetchone() == (0,)
        else:
            count.commits += not connection.get_execution_options().get("postgresql_readonly")

    event.listen(Pool, "checkout", watch)
    event.listen(Engine, "commit", committed)
    try:
        yield count
    finally:
        event.remove(Pool, "checkout", watch)
        event.remove(Engine, "commit", committed)
        for driver in watched:
            if isinstance(driver, sqlite3.Connection):
                driver.set_trace_callback(None)
            else:
                driver.cursor_factory = psycopg.Cursor
