"""Login sessions: who is logged in where. The secret in the browser's cookie is stored nowhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from storage import accounts
from storage.accounts import AccountRecord
from storage.unitofwork import UnitOfWork
from storage.webschema import account, login_session


@dataclass(frozen=True, slots=True)
class LoginSessionRecord:
    """One session. `digest` is the SHA-256 of the secret in hexadecimal."""

    digest: str
    account_id: str
    csrf: str
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None


def with_account(
    connection: Connection, digest: str
) -> tuple[LoginSessionRecord, AccountRecord] | None:
    """Return the session with that digest and the account it is of."""
    query = select(account, *_OWN).join(login_session, login_session.c.account_id == account.c.id)
    found = connection.execute(query.where(login_session.c.digest == digest)).mappings()
    row = found.one_or_none()
    if row is None:
        return None
    values = {name: row[f"own_{name}"] for name in LoginSessionRecord.__slots__}
    return LoginSessionRecord(**values), accounts.record(row)


def open_of(connection: Connection, account_id: str, now: datetime) -> list[LoginSessionRecord]:
    """Return the sessions of an account that are neither ended nor expired, the newest first."""
    query = (
        select(login_session)
        .where(
            login_session.c.account_id == account_id,
            login_session.c.ended_at.is_(None),
            login_session.c.expires_at > now,
        )
        .order_by(login_session.c.created_at.desc())
    )
    return [LoginSessionRecord(**row) for row in connection.execute(query).mappings()]


def add(work: UnitOfWork, added: LoginSessionRecord) -> None:
    """Write a new session."""
    values = {name: getattr(added, name) for name in LoginSessionRecord.__slots__}
    work.write(insert(login_session), [values])


def see(work: UnitOfWork, digest: str, now: datetime) -> None:
    """Write that a session was used."""
    work.write(update(login_session).where(login_session.c.digest == digest).values(seen_at=now))


def end(work: UnitOfWork, digest: str, now: datetime) -> None:
    """End a session, unless it has ended."""
    work.write(
        update(login_session)
        .where(login_session.c.digest == digest, login_session.c.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_all(work: UnitOfWork, account_id: str, now: datetime, *, spare: str = "") -> None:
    """End every session of an account but the one with the digest `spare`."""
    work.write(
        update(login_session)
        .where(
            login_session.c.account_id == account_id,
            login_session.c.ended_at.is_(None),
            login_session.c.digest != spare,
        )
        .values(ended_at=now)
    )


_OWN = [column.label(f"own_{column.name}") for column in login_session.c]
