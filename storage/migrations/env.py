"""What Alembic runs for each command; `storage/migrate.py` calls it and hands in the connection."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator

from storage import schema, timeschema, webschema  # noqa: F401 - their tables
from storage.metadata import metadata


def render_item(kind: str, item: Any, _: object) -> str | Literal[False]:
    """Write a type of ours into a drafted migration as `types.Id()`."""
    ours = kind == "type" and isinstance(item, TypeDecorator)
    return f"types.{type(item).__name__}()" if ours else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=render_item,
    # SQLite cannot alter a column: Alembic then copies the whole table, which it calls batch mode.
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
