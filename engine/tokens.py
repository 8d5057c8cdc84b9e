"""Verbs on an API token: create, revoke, identify. A token acts as one officer, or administers."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from engine import actors
from engine.agencies import trail_of
from engine.core import credentials
from engine.core.errors import Invalid, NotFound, NotIdentified
from engine.session import Session
from storage import accounts, tokens
from storage.tokens import TokenRecord

PREFIX: Final = "sopan_"
"""How a token begins, so that people and scanners for leaked secrets know one when they see it."""


ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who calls: an officer of an agency, or an administrator, who is of none.

    `roles` are those of the officer's account. `token` is the token they showed, "" without one.
    """

    agency: str | None
    username: str | None
    roles: tuple[str, ...] = field(default=(), compare=False)
    token: str = field(default="", compare=False)


def create(
    session: Session,
    secret: str,
    agency_id: str | None,
    username: str | None,
    label: str,
    valid_for: timedelta | None,
    now: datetime,
) -> TokenRecord:
    """Make `secret` a token of an officer of an agency; without both, of an administrator.

    `valid_for` None is until it is revoked. Raises NotFound for an unknown agency or officer,
    Invalid for one of the two without the other, or for a time that is over before it begins.
    """
    if (agency_id is None) != (username is None):
        raise Invalid("token.whose")
    if valid_for is not None and valid_for <= timedelta(0):
        raise Invalid("token.period")
    if agency_id is not None:
        actors.identify(session.agency(agency_id).organisation, username)
    record = TokenRecord(
        id=session.new_id(now),
        agency_id=agency_id,
        username=username,
        label=label.strip(),
        digest=credentials.digest_of(secret),
        created_at=now,
        expires_at=now + valid_for if valid_for else None,
        revoked_at=None,
    )
    tokens.add(session.work, record)
    _log(session, "TokenCreated", record, now)
    return record


def revoke(session: Session, id: str, now: datetime) -> TokenRecord:
    """Make a token worth nothing from now on; one that is so already stays so. Raises NotFound."""
    record = tokens.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="token", name=id)
    if record.revoked_at is not None:
        return record
    tokens.revoke(session.work, id, now)
    _log(session, "TokenRevoked", record, now)
    return replace(record, revoked_at=now)


def identify(session: Session, secret: str, now: datetime) -> Identity:
    """Return whose token `secret` is.

    Raises NotIdentified for no token of ours, for one that has been revoked or has expired, and for
    one of an officer who no longer works there or may not log in.
    """
    record = tokens.of_digest(session.connection, credentials.digest_of(secret))
    if record is None:
        raise NotIdentified("token.unknown")
    if record.revoked_at is not None:
        raise NotIdentified("token.revoked", id=record.id)
    if record.expires_at is not None and record.expires_at <= now:
        raise NotIdentified("token.expired", id=record.id)
    if record.agency_id is not None:
        try:
            actors.identify(session.agency(record.agency_id).organisation, record.username)
        except NotFound:
            raise NotIdentified("token.officer", officer=record.username) from None
    return Identity(record.agency_id, record.username, _roles(session, record), record.id)


def _roles(session: Session, record: TokenRecord) -> tuple[str, ...]:
    """Return the roles of the officer's account. Raises NotIdentified if it may not log in."""
    if record.agency_id is None or record.username is None:
        return (ADMINISTRATOR,)
    found = accounts.of_officer(session.connection, record.agency_id, record.username)
    if found and found.disabled_at is not None:
        raise NotIdentified("token.disabled", officer=record.username)
    return found.roles if found else ()


def _log(session: Session, kind: str, record: TokenRecord, now: datetime) -> None:
    """Say so in the trail of the agency; an administrator's token has none."""
    if record.agency_id is not None:
        trail_of(session, record.agency_id).trail.log(
            kind, actors.SYSTEM, now, token=record.id, username=record.username, label=record.label
        )
