"""Verbs on an account: create, change its password, roles or language, disable, enable, link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from engine import actors
from engine.agencies import trail_of
from engine.core import credentials
from engine.core.errors import Conflict, Invalid, NotFound, unknown
from engine.session import Session
from storage import accounts, loginsessions
from storage.accounts import AccountRecord

ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is said of an account when it is made; of an officer where `agency` is given."""

    login: str
    agency: str | None = None
    username: str | None = None
    roles: Sequence[str] = ()
    language: str = "id"
    demo: bool = False


def create(
    session: Session, wanted: NewAccount, hash: str | None, by: str | None, now: datetime
) -> AccountRecord:
    """Make an account. `hash` is that of its first password, None for OpenID Connect alone.

    The first password must be changed at the first login, but not in the demonstration. Raises
    Invalid for a login, role or language that cannot be, or an agency without an officer; NotFound
    for an unknown officer; Conflict where the login or the officer has an account already.
    """
    login = credentials.read_login(wanted.login)
    if (wanted.agency is None) != (wanted.username is None):
        raise Invalid("account.whose")
    if wanted.agency is not None and wanted.username is not None:
        actors.identify(session.agency(wanted.agency).organisation, wanted.username)
        taken = accounts.of_officer(session.connection, wanted.agency, wanted.username)
        if taken is not None:
            raise Conflict("account.officer", officer=wanted.username, login=taken.login)
    if accounts.of_login(session.connection, login) is not None:
        raise Conflict("account.taken", login=login)
    record = AccountRecord(
        id=session.new_id(now),
        login=login,
        agency_id=wanted.agency,
        username=wanted.username,
        roles=credentials.check_roles(wanted.roles),
        password=hash,
        must_change=hash is not None and not wanted.demo,
        subject=None,
        language=credentials.check_language(wanted.language),
        demo=wanted.demo,
        created_at=now,
        disabled_at=None,
    )
    accounts.add(session.work, record)
    _log(session, "AccountCreated", record, by, now, roles=list(record.roles))
    return record


def set_password(
    session: Session, login: str, hash: str, by: str | None, now: datetime
) -> AccountRecord:
    """Give an account a password that must be changed at the next login; its sessions end."""
    record = find(session, login)
    loginsessions.end_all(session.work, record.id, now)
    return _change(session, record, "PasswordReset", by, now, password=hash, must_change=True)


def change_password(
    session: Session, record: AccountRecord, hash: str, spare: str, now: datetime
) -> AccountRecord:
    """Give an account the password its owner chose; sessions but that of digest `spare` end."""
    loginsessions.end_all(session.work, record.id, now, spare=spare)
    by = record.username
    return _change(session, record, "PasswordChanged", by, now, password=hash, must_change=False)


def set_roles(
    session: Session, login: str, roles: Sequence[str], by: str | None, now: datetime
) -> AccountRecord:
    """Give an account exactly these roles. Raises Conflict for the last administrator."""
    record = find(session, login)
    wanted = credentials.check_roles(roles)
    if ADMINISTRATOR not in wanted:
        _keep_an_administrator(session, record)
    return _change(session, record, "AccountRolesChanged", by, now, roles=list(wanted))


def disable(session: Session, login: str, by: str | None, now: datetime) -> AccountRecord:
    """Let nobody log in to an account any more; its sessions end. It stays for the record."""
    record = find(session, login)
    if record.disabled_at is not None:
        return record
    _keep_an_administrator(session, record)
    loginsessions.end_all(session.work, record.id, now)
    return _change(session, record, "AccountDisabled", by, now, disabled_at=now)


def enable(session: Session, login: str, by: str | None, now: datetime) -> AccountRecord:
    """Let its owner log in again."""
    record = find(session, login)
    if record.disabled_at is None:
        return record
    return _change(session, record, "AccountEnabled", by, now, disabled_at=None)


def set_language(session: Session, id: str, language: str) -> None:
    """Remember in which language its owner reads."""
    wanted = credentials.check_language(language)
    accounts.change(session.work, id, {"language": wanted})


def link(session: Session, record: AccountRecord, subject: str, now: datetime) -> None:
    """Tie an account to one subject of OpenID Connect, for good."""
    by = record.username
    _change(session, record, "AccountLinked", by, now, subject=subject)


def unlink(session: Session, login: str, by: str | None, now: datetime) -> AccountRecord:
    """Untie an account from OpenID Connect, so that it can be tied to another subject."""
    record = find(session, login)
    if record.subject is None:
        return record
    return _change(session, record, "AccountUnlinked", by, now, subject=None)


def typed(connection: Connection, text: str) -> AccountRecord | None:
    """Return the account whose login somebody typed; what can be no login is nobody's."""
    try:
        login = credentials.read_login(text)
    except Invalid:
        return None
    return accounts.of_login(connection, login)


def find(session: Session, login: str) -> AccountRecord:
    """Return the account with that login. Raises NotFound, with the nearest one there is."""
    record = typed(session.connection, login)
    if record is None:
        known = [each.login for each in accounts.all_of(session.connection)]
        raise unknown("account", login, known)
    return record


def by_id(session: Session, id: str) -> AccountRecord:
    """Return the account with that id. Raises NotFound."""
    record = accounts.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="account", name=id)
    return record


def _keep_an_administrator(session: Session, record: AccountRecord) -> None:
    """Refuse to take away the last one who can give roles in every agency."""
    every = accounts.all_of(session.connection)
    others = [each for each in every if each.id != record.id and each.demo == record.demo]
    if _administers_all(record) and not any(map(_administers_all, others)):
        raise Conflict("account.last", login=record.login)


def _administers_all(record: AccountRecord) -> bool:
    roles = record.roles if record.disabled_at is None else ()
    return record.agency_id is None and ADMINISTRATOR in roles


def _change(
    session: Session,
    record: AccountRecord,
    kind: str,
    by: str | None,
    now: datetime,
    **values: Any,
) -> AccountRecord:
    accounts.change(session.work, record.id, values)
    said = {name: value for name, value in values.items() if name == "roles"}
    _log(session, kind, record, by, now, **said)
    return replace(record, **{**values, "roles": tuple(values.get("roles", record.roles))})


def _log(
    session: Session, kind: str, record: AccountRecord, by: str | None, now: datetime, **data: Any
) -> None:
    """Say so in the trail of the agency; an account of no agency has none."""
    if record.agency_id is not None:
        trail_of(session, record.agency_id).trail.log(
            kind, actors.Actor(by), now, login=record.login, username=record.username, **data
        )
