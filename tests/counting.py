"""What a piece of code asked of its databases: the cost of a verb, counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event


@dataclass
class Count:
    """The statements sent, without BEGIN and COMMIT, and how many commits there were."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def counted() -> Iterator[Count]:
    """Count what all databases of this process are asked while the block runs."""
    count = Count()

    def sent(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            count.statements.append(statement)

    def committed(_: Connection) -> None:
        count.commits += 1

    event.listen(Engine, "before_cursor_execute", sent)
    event.listen(Engine, "commit", committed)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", sent)
        event.remove(Engine, "commit", committed)
