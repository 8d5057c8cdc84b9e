"""Logging in: how often it may be tried, the session it opens, and who a session is of."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from engine import accounts
from engine.core import credentials
from engine.core.credentials import PER_ADDRESS, PER_LOGIN, Limit
from engine.core.errors import NotIdentified, NotPermitted, Unavailable
from engine.core.people import CAPACITY, Organisation
from engine.session import Agency, Session
from storage import accounts as stored
from storage import loginattempts, loginsessions
from storage.accounts import AccountRecord
from storage.loginattempts import AttemptRecord
from storage.loginsessions import LoginSessionRecord

IDLE: Final = timedelta(hours=12)
"""A session nobody uses for so long is over: nobody's working day is longer."""

LONGEST: Final = timedelta(days=7)
"""A session is over after so long, however much it is used."""

_SEEN_EVERY: Final = timedelta(minutes=5)

_SWEPT_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """A post somebody holds today; `title` says in what capacity ("Plh. Sekretaris")."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is logged in. Without an agency it is somebody who only administers."""

    account: str
    login: str
    roles: tuple[str, ...]
    agency: str | None
    agency_name: str
    zone: str
    username: str | None
    name: str
    posts: tuple[Post, ...]
    leads: bool
    language: str
    csrf: str
    digest: str
    must_change: bool
    has_password: bool
    demo: bool


# How often


def reserve(connection: Connection, login: str, address: str, now: datetime) -> None:
    """Count an attempt as failed before it is looked at, so that many at once count too.

    Raises Unavailable while the login or the address has to wait.
    """
    for key, limit in _limits(login, address):
        record = loginattempts.lock(connection, key, now)
        if record.blocked_until is not None and record.blocked_until > now:
            seconds = -((now - record.blocked_until) // timedelta(seconds=1))  # rounded up
            raise Unavailable("login.paused", seconds=seconds)
        failures, rest = credentials.remembered(limit, record.failures, now - record.since)
        until = now + credentials.pause(limit, failures + 1)
        loginattempts.save(connection, AttemptRecord(key, failures + 1, now - rest, until))


def forgive(connection: Connection, login: str, address: str, now: datetime) -> None:
    """Take back what `reserve` counted: the password was right."""
    (from_key, _), (login_key, _) = _limits(login, address)
    record = loginattempts.lock(connection, from_key, now)
    failures = max(record.failures - 1, 0)
    loginattempts.save(connection, replace(record, failures=failures, blocked_until=None))
    loginattempts.forget(connection, [login_key])
    loginattempts.sweep(connection, now - _SWEPT_AFTER)


def forget(connection: Connection, login: str) -> None:
    """Let a login be tried again at once: an administrator has given it a new password."""
    loginattempts.forget(connection, [_login_key(login)])


def _limits(login: str, address: str) -> tuple[tuple[str, Limit], tuple[str, Limit]]:
    """Return what is counted, in the order in which it is locked."""
    return (f"from:{address[:120]}", PER_ADDRESS), (_login_key(login), PER_LOGIN)


def _login_key(login: str) -> str:
    """Return the key of a login. Hashed: people type passwords where a login belongs."""
    return f"login:{credentials.digest_of(login.strip().lower())}"


# Sessions


def admit(record: AccountRecord | None, *, right: bool, demo: bool) -> AccountRecord:
    """Return the account if it may log in. Raises NotIdentified, NotPermitted."""
    if record is None or not right:
        raise NotIdentified("login.wrong")
    if record.disabled_at is not None:
        raise NotPermitted("login.disabled", login=record.login)
    if record.demo and not demo:
        raise NotPermitted("login.demo", login=record.login)
    return record


def open_session(
    session: Session, record: AccountRecord, secret: str, csrf: str, device: str, now: datetime
) -> LoginSessionRecord:
    """Log an account in: `secret` is what its browser will show."""
    opened = LoginSessionRecord(
        digest=credentials.digest_of(secret),
        account_id=record.id,
        csrf=csrf,
        device=device[:200],
        created_at=now,
        seen_at=now,
        expires_at=now + LONGEST,
        ended_at=None,
    )
    loginsessions.add(session.work, opened)
    return opened


def identify(session: Session, secret: str, now: datetime, *, demo: bool) -> Visit:
    """Return whose session `secret` is. Raises NotIdentified for none, or one that is over.

    What an account of the demonstration may see is gone when the demonstration is: `demo`.
    """
    found = loginsessions.with_account(session.connection, credentials.digest_of(secret))
    if found is None:
        raise NotIdentified("login.unknown")
    opened, record = found
    over = opened.ended_at is not None or opened.expires_at <= now or opened.seen_at + IDLE <= now
    if over or record.disabled_at is not None or (record.demo and not demo):
        raise NotIdentified("login.over")
    if now - opened.seen_at >= _SEEN_EVERY:
        loginsessions.see(session.work, opened.digest, now)
    return _visit(session, opened, record, now)


def find_subject(
    session: Session, subject: str, names: tuple[str, ...], now: datetime
) -> AccountRecord:
    """Return the account a subject of OpenID Connect logs in to. Raises NotIdentified.

    The first time it is the one whose login is one of `names`, which from then on belongs to that
    subject alone: a name may be given to somebody else one day, a subject never is.
    """
    record = stored.of_subject(session.connection, subject)
    if record is not None:
        return record
    for name in names:
        record = accounts.typed(session.connection, name)
        if record is not None and record.subject is None and not record.demo:
            accounts.link(session, record, subject, now)
            return record
    raise NotIdentified("login.stranger", names=", ".join(names)[:200] or "-")


def _visit(
    session: Session, opened: LoginSessionRecord, record: AccountRecord, now: datetime
) -> Visit:
    agency = session.agency(record.agency_id) if record.agency_id else None
    posts, leads = _posts(agency, record.username, now)
    return Visit(
        account=record.id,
        login=record.login,
        roles=record.roles,
        agency=record.agency_id,
        agency_name=agency.organisation.name if agency else "",
        zone=agency.organisation.zone if agency else "Asia/Jakarta",
        username=record.username,
        name=_name(agency, record),
        posts=posts,
        leads=leads,
        language=record.language,
        csrf=opened.csrf,
        digest=opened.digest,
        must_change=record.must_change,
        has_password=record.password is not None,
        demo=record.demo,
    )


def _name(agency: Agency | None, record: AccountRecord) -> str:
    """Return the officer's name. Raises NotIdentified for one who no longer works there."""
    if agency is None or record.username is None:
        return record.login
    officer = agency.organisation.officer(record.username)
    if officer is None and agency.organisation.positions:
        raise NotIdentified("login.officer", officer=record.username)
    return officer.name if officer else record.username


def _posts(
    agency: Agency | None, username: str | None, now: datetime
) -> tuple[tuple[Post, ...], bool]:
    """Return the posts an officer holds today, and whether somebody works under one of them."""
    if agency is None or username is None:
        return (), False
    here, today = agency.organisation, agency.today(now)
    posts = tuple(_held(here, username, today))
    held = {post.id for post in posts}
    return posts, any(position.superior in held for position in here.positions)


def _held(organisation: Organisation, username: str, today: date) -> list[Post]:
    found = []
    for appointment in organisation.holdings(username, today):
        post = organisation.position(appointment.position)
        title = post.title if post else appointment.position
        found.append(Post(appointment.position, CAPACITY[appointment.kind] + title))
    return found
