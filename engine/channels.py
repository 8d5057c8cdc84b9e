"""Verbs on a channel: add one to an officer or a position, remove it; and what its address is."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from engine import actors
from engine.actors import SYSTEM, Actor
from engine.agencies import trail_of
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, unknown
from engine.core.people import Organisation
from engine.session import Session
from engine.vault import Vault
from notifications import addresses
from storage import channels, notices
from storage.channels import ChannelRecord

VARIABLE: Final = "env:"
"""How an address begins that stands in the environment, as in "env:TELEGRAM_KADIS"."""

_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,63}", re.ASCII)
_GONE: Final = "saluran dihapus / the channel was removed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The channel somebody wants: of an officer or of whoever holds a position, and its address."""

    agency: str
    url: str = field(repr=False)
    username: str | None = None
    position: str | None = None
    name: str = ""
    digest: bool = False


def check(
    session: Session,
    wanted: Wanted,
    by: str | None,
    now: datetime,
    *,
    administrator: bool = False,
) -> str:
    """Return the address itself of a channel that `by` may add.

    An officer adds their own and those of the positions they hold; the system and administrators
    any. Raises NotFound, NotPermitted, Invalid.
    """
    agency = session.agency(wanted.agency)
    organisation = agency.organisation
    actor = actors.identify(organisation, by)
    _check_owner(organisation, wanted)
    if not administrator:
        _require_owner(organisation, wanted.username, wanted.position, actor, agency.today(now))
    url = wanted.url.strip()
    if url.startswith(VARIABLE) and by is not None:
        raise NotPermitted("channel.environment", officer=by)
    return resolved(url, os.environ)


def check_address(url: str, network: str) -> None:
    """Check that a channel may have an address. Raises Invalid.

    It asks the network for the host, which may take a while: call it outside any transaction.
    """
    addresses.reachable(addresses.service_of(url), addresses.scheme_of(url), network)


def add(
    session: Session,
    wanted: Wanted,
    vault: Vault,
    by: str | None,
    now: datetime,
    *,
    administrator: bool = False,
) -> ChannelRecord:
    """Add a channel whose address has been checked; it is kept encrypted.

    Raises as `check` does, and Unavailable where there is no key.
    """
    plain = check(session, wanted, by, now, administrator=administrator)
    actor = actors.identify(session.agency(wanted.agency).organisation, by)
    record = ChannelRecord(
        id=session.new_id(now),
        agency_id=wanted.agency,
        username=wanted.username,
        position_id=wanted.position,
        name=wanted.name.strip() or addresses.SERVICES[addresses.scheme_of(plain)],
        url=vault.seal(wanted.url.strip()),
        digest=wanted.digest,
        created_at=now,
        disabled_at=None,
        free_at=None,
    )
    channels.add(session.work, record)
    _log(session, "ChannelAdded", record, plain, actor, now)
    return record


def remove(
    session: Session, id: str, by: str | None, now: datetime, *, administrator: bool = False
) -> ChannelRecord:
    """Use a channel no more; what still waits for it is given up, in-app it stays.

    Raises NotFound, NotPermitted, Conflict where it has been removed already.
    """
    record = own(session, id, by, now, administrator=administrator)
    actor = actors.identify(session.agency(record.agency_id).organisation, by)
    channels.disable(session.work, id, now)
    notices.bury(session.work, id, _GONE)
    _log(session, "ChannelRemoved", record, "", actor, now)
    return replace(record, disabled_at=now)


def own(
    session: Session, id: str, by: str | None, now: datetime, *, administrator: bool = False
) -> ChannelRecord:
    """Return a channel in use that `by` may test and remove. Raises as `remove` does."""
    record = channels.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="channel", name=id)
    agency = session.agency(record.agency_id)
    actor = actors.identify(agency.organisation, by)
    day = agency.today(now)
    if not administrator:
        _require_owner(agency.organisation, record.username, record.position_id, actor, day)
    if record.disabled_at is not None:
        raise Conflict("channel.removed", name=record.name)
    return record


def resolved(url: str, environment: Mapping[str, str]) -> str:
    """Return the address itself, from the environment where it stands there. Raises Invalid."""
    if not url.startswith(VARIABLE):
        return url
    name = url.removeprefix(VARIABLE).strip()
    found = environment.get(name, "").strip() if _NAME.fullmatch(name) else ""
    if not found:
        raise Invalid("channel.variable", name=name)
    return found


def _check_owner(organisation: Organisation, wanted: Wanted) -> None:
    if (wanted.username is None) == (wanted.position is None):
        raise Invalid("channel.whose")
    if wanted.username is not None:
        actors.identify(organisation, wanted.username)
    elif organisation.position(wanted.position or "") is None:
        known = (post.id for post in organisation.positions)
        raise unknown("position", wanted.position or "", known)


def _require_owner(
    organisation: Organisation,
    username: str | None,
    position: str | None,
    actor: Actor,
    day: date,
) -> None:
    held = (position,) if position else ()
    if actor == SYSTEM or actor.username == username:
        return
    if actors.holder_of(organisation, actor.username, held, day) is None:
        raise NotPermitted("channel.permit", officer=actor.username)


def _log(
    session: Session, kind: str, record: ChannelRecord, url: str, actor: Actor, now: datetime
) -> None:
    trail_of(session, record.agency_id).trail.log(
        kind,
        actor,
        now,
        channel=record.id,
        username=record.username,
        position=record.position_id,
        name=record.name,
        address=addresses.masked(url) if url else "",
    )
