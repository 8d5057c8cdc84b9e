"""Accounts: who may log in to the pages. Of a password only its argon2 hash is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from storage.unitofwork import UnitOfWork
from storage.webschema import account


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One account. It belongs to an officer of an agency, or to none (both None)."""

    id: str
    login: str
    agency_id: str | None
    username: str | None
    roles: tuple[str, ...]
    password: str | None
    must_change: bool
    subject: str | None
    language: str
    demo: bool
    created_at: datetime
    disabled_at: datetime | None


def find(connection: Connection, id: str) -> AccountRecord | None:
    """Return the account with that id."""
    return _one(connection, account.c.id == id)


def of_login(connection: Connection, login: str) -> AccountRecord | None:
    """Return the account with that login, which is in lower case."""
    return _one(connection, account.c.login == login)


def of_subject(connection: Connection, subject: str) -> AccountRecord | None:
    """Return the account that belongs to a subject of OpenID Connect."""
    return _one(connection, account.c.subject == subject)


def of_officer(connection: Connection, agency_id: str, username: str) -> AccountRecord | None:
    """Return the account of an officer."""
    return _one(connection, account.c.agency_id == agency_id, account.c.username == username)


def all_of(connection: Connection, agency_id: str | None = None) -> list[AccountRecord]:
    """Return every account there ever was, of one agency or of all, by login."""
    query = select(account).order_by(account.c.login)
    if agency_id:
        query = query.where(account.c.agency_id == agency_id)
    return [record(row) for row in connection.execute(query).mappings()]


def count(connection: Connection, *, demo: bool) -> int:
    """Return how many accounts there are that belong, or do not belong, to the demonstration."""
    query = select(func.count()).select_from(account).where(account.c.demo.is_(demo))
    return int(connection.scalar(query) or 0)


def add(work: UnitOfWork, added: AccountRecord) -> None:
    """Write a new account."""
    values = {name: getattr(added, name) for name in AccountRecord.__slots__}
    work.write(insert(account), [{**values, "roles": list(added.roles)}])


def change(work: UnitOfWork, id: str, values: Mapping[str, Any]) -> None:
    """Write new values of some columns of an account."""
    work.guard(update(account).where(account.c.id == id).values(**values))


def record(row: Mapping[Any, Any]) -> AccountRecord:
    """Return the account a row of the table holds."""
    values = {name: row[name] for name in AccountRecord.__slots__}
    return AccountRecord(**{**values, "roles": tuple(values["roles"])})


def _one(connection: Connection, *where: ColumnElement[bool]) -> AccountRecord | None:
    row = connection.execute(select(account).where(*where)).mappings().one_or_none()
    return record(row) if row else None
