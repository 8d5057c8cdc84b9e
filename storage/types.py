"""Column types that mean the same on SQLite and PostgreSQL."""

import json
import re
from datetime import UTC, datetime
from typing import Any, Final, cast

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from engine.core.audit import canonical

BigId: Final = BigInteger().with_variant(Integer, "sqlite")
"""The key of an append-only table. SQLite numbers only INTEGER keys by itself."""

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, UTC when it comes back. A naive one is refused with ValueError.

    timestamptz on PostgreSQL; on SQLite text that sorts as the instants do, because SQLAlchemy's
    own type drops the offset there: 08:00+07:00 would come back as 08:00 UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the column."""
        return dialect.type_descriptor(String(26) if dialect.name == "sqlite" else self.impl)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an instant into what the driver stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an aware instant is needed, not {value!r}")
        instant = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return instant.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
        return instant

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn what the driver found into an instant in UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        return cast("datetime", value).astimezone(UTC)


class Id(TypeDecorator[str]):
    """A uuid as lower-case text of 36 characters: uuid on PostgreSQL, the same text on SQLite.

    Any other text is stored nowhere and so matches nothing: it is bound as NULL, because
    PostgreSQL fails the whole statement over it.
    """

    impl = String(36)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the column."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=False))
        return dialect.type_descriptor(self.impl_instance)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same for both
        """Let through what can be an id."""
        return value if value is not None and _ID.fullmatch(value) else None


class JsonText(TypeDecorator[Any]):
    """JSON in its canonical text. Only strings, numbers, booleans, None, lists and dicts go in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 - the same for both
        """Write `value`, None as JSON's null. Raises TypeError, ValueError for what is no JSON."""
        return canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the same for both
        """Read the text back."""
        return None if value is None else json.loads(value)
