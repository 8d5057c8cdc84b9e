"""API tokens: who may call the JSON API, and as whom. The token itself is stored nowhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from storage.schema import api_token
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """One token: an officer of an agency, or an administrator where both are None.

    `digest` is the SHA-256 of the token in hexadecimal.
    """

    id: str
    agency_id: str | None
    username: str | None
    label: str
    digest: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


def find(connection: Connection, id: str) -> TokenRecord | None:
    """Return the token with that id."""
    return _one(connection, api_token.c.id == id)


def of_digest(connection: Connection, digest: str) -> TokenRecord | None:
    """Return the token with that digest."""
    return _one(connection, api_token.c.digest == digest)


def all_of(connection: Connection, agency_id: str | None = None) -> list[TokenRecord]:
    """Return every token ever made, of one agency or of all, oldest first."""
    query = select(api_token).order_by(api_token.c.id)
    if agency_id:
        query = query.where(api_token.c.agency_id == agency_id)
    return [TokenRecord(**row) for row in connection.execute(query).mappings()]


def add(work: UnitOfWork, record: TokenRecord) -> None:
    """Write a new token."""
    work.write(insert(api_token), [{name: getattr(record, name) for name in TokenRecord.__slots__}])


def revoke(work: UnitOfWork, id: str, now: datetime) -> None:
    """Write that a token is worth nothing from `now` on, unless it is so already."""
    work.guard(
        update(api_token)
        .where(api_token.c.id == id, api_token.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _one(connection: Connection, *where: ColumnElement[bool]) -> TokenRecord | None:
    row = connection.execute(select(api_token).where(*where)).mappings().one_or_none()
    return TokenRecord(**row) if row else None
