"""Notices: the outbox. What a person is told, in-app and through each of their channels.

One message is one row that leads and those bundled with it (`bundle_id`): only the leading row has
a `next_at`, and `attempts` counts how often its message was taken (fencing).
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, case, cast, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.channels import ChannelRecord
from storage.prepared import Prepared
from storage.timeschema import DEAD, UNREAD, channel, notice
from storage.types import Id
from storage.unitofwork import UnitOfWork

APP: Final = "app"
"""The channel of what is shown in Sopan itself."""

_LONGEST_KEY: Final = 200
_DEPTH: Final = 10
"""How many notices a look goes through for each channel it wants."""


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """One notice to one person through one channel."""

    id: str
    agency_id: str
    key: str
    username: str
    channel: str
    kind: str
    urgent: bool
    instance_id: str | None
    work_item_id: str | None
    obligation_id: str | None
    facts: dict[str, Any]
    state: str
    attempts: int
    next_at: datetime | None
    error: str
    bundle_id: str | None
    created_at: datetime
    sent_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A channel with a message that is due: since when, and whether any of it is urgent."""

    channel: ChannelRecord
    urgent: bool
    next_at: datetime


_SAME = ["agency_id", "key"]
# Told twice is told once: the second row with the same key is not written.
_ADD = {
    "sqlite": Prepared(sqlite.insert(notice).on_conflict_do_nothing(index_elements=_SAME)),
    "postgresql": Prepared(postgresql.insert(notice).on_conflict_do_nothing(index_elements=_SAME)),
}
_FIND = select(notice).where(notice.c.id == bindparam("wanted"))


def channel_key(key: str, channel: str) -> str:
    """Return the key of a notice: what it is about and the channel; a long one as its digest."""
    short = key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
    return f"{short}:{channel}"


def add(work: UnitOfWork, records: Sequence[NoticeRecord]) -> None:
    """Write new notices, each once: one whose key is there already is left as it is."""
    rows = [{name: getattr(record, name) for name in NoticeRecord.__slots__} for record in records]
    if rows:
        work.write(_ADD[work.connection.dialect.name], rows)


def find(connection: Connection, id: str) -> NoticeRecord | None:
    """Return the notice with that id."""
    row = connection.execute(_FIND, {"wanted": id}).one_or_none()
    return NoticeRecord(*row) if row else None


def keys_known(connection: Connection, agency_id: str, keys: Collection[str]) -> set[str]:
    """Return those of `keys` that an agency's notices have."""
    query = select(notice.c.key).where(notice.c.agency_id == agency_id, notice.c.key.in_(keys))
    return set(connection.scalars(query))


def of_person(
    connection: Connection, agency_id: str, username: str, *, unread: bool, limit: int
) -> list[NoticeRecord]:
    """Return what an officer was told in-app, the newest first."""
    query = (
        select(notice)
        .where(
            notice.c.agency_id == agency_id,
            notice.c.username == username,
            notice.c.channel == APP,
        )
        .order_by(notice.c.created_at.desc(), notice.c.id.desc())
        .limit(limit)
    )
    if unread:
        query = query.where(UNREAD)
    return [NoticeRecord(*row) for row in connection.execute(query)]


def count_unread(connection: Connection, agency_id: str, username: str) -> int:
    """Return how much an officer was told in-app and has not read."""
    query = select(func.count()).where(
        notice.c.agency_id == agency_id, notice.c.username == username, UNREAD
    )
    return int(connection.execute(query).scalar_one())


def mark_read(
    work: UnitOfWork, agency_id: str, username: str, ids: Collection[str] | None, now: datetime
) -> None:
    """Write that an officer has read those notices, all of theirs if `ids` is None."""
    statement = (
        update(notice)
        .where(notice.c.agency_id == agency_id, notice.c.username == username, UNREAD)
        .values(read_at=now)
    )
    if ids is None:
        work.write(statement)
    elif ids:
        one = statement.where(notice.c.id == bindparam("wanted"))
        work.write(one, [{"wanted": id} for id in sorted(set(ids))])


def sendings(
    connection: Connection,
    agency_id: str | None,
    *,
    state: str | None = None,
    username: str | None = None,
    limit: int,
) -> list[NoticeRecord]:
    """Return what goes or went through channels, the newest first; what is in-app is not."""
    query = (
        select(notice)
        .where(notice.c.channel != APP)
        .order_by(notice.c.created_at.desc(), notice.c.id.desc())
        .limit(limit)
    )
    if agency_id:
        query = query.where(notice.c.agency_id == agency_id)
    if state:
        query = query.where(DEAD if state == "dead" else notice.c.state == state)
    if username:
        query = query.where(notice.c.username == username)
    return [NoticeRecord(*row) for row in connection.execute(query)]


def count_dead(connection: Connection) -> int:
    """Return how many notices were given up."""
    query = select(func.count()).select_from(notice).where(DEAD)
    return int(connection.execute(query).scalar_one())


def due(connection: Connection, now: datetime, busy: Collection[str], limit: int) -> list[Due]:
    """Return free channels with a message due, urgent ones first: a look without a lock.

    Channels in `busy` are left out, and those another node is at or that were just used.
    """
    # Those that wait longest, by their index: without ORDER BY and LIMIT PostgreSQL, which plans a
    # repeated statement without its values, reads all that are held for later, too.
    waiting = (
        select(notice.c.channel, notice.c.urgent, notice.c.next_at)
        .where(notice.c.next_at <= now, notice.c.channel.not_in(list(busy)))
        .order_by(notice.c.next_at)
        .limit(limit * _DEPTH)
        .subquery()
    )
    urgent = func.max(case((waiting.c.urgent, 1), else_=0))
    first = (
        select(
            waiting.c.channel,
            urgent.label("urgent"),
            func.min(waiting.c.next_at).label("next_at"),
        )
        .group_by(waiting.c.channel)
        .subquery()
    )
    query = (
        select(*channel.c, first.c.urgent, first.c.next_at)
        .join(channel, channel.c.id == cast(first.c.channel, Id))
        .where(
            channel.c.disabled_at.is_(None),
            or_(channel.c.free_at.is_(None), channel.c.free_at <= now),
        )
        .order_by(first.c.urgent.desc(), first.c.next_at)
        .limit(limit)
    )
    return [
        Due(ChannelRecord(*row[:-2]), bool(row.urgent), row.next_at)
        for row in connection.execute(query)
    ]


def take(
    connection: Connection, channel: str, now: datetime, until: datetime, upto: datetime
) -> list[NoticeRecord]:
    """Take the message of a channel that is due, the leading notice first; it is free at `until`.

    A message that was not tried yet takes along what is due by `upto`; after that it stays as it
    is, so that whoever gets it twice can know it. Have the channel (`channels.occupy`) first.
    """
    here = notice.c.channel == channel
    query = (
        select(notice.c.id, notice.c.bundle_id)
        .where(here, notice.c.next_at <= now)
        .order_by(notice.c.urgent.desc(), notice.c.next_at, notice.c.id)
        .limit(1)
    )
    lead = connection.execute(query).one_or_none()
    if lead is None:
        return []
    if lead.bundle_id is None:
        alone = (notice.c.bundle_id.is_(None), notice.c.next_at <= upto, notice.c.id != lead.id)
        connection.execute(
            update(notice)
            .where(here, *alone)
            .values(bundle_id=lead.id, state="sending", next_at=None)
        )
    connection.execute(
        update(notice)
        .where(notice.c.id == lead.id)
        .values(bundle_id=lead.id, state="sending", attempts=notice.c.attempts + 1, next_at=until)
    )
    return bundle(connection, lead.id)


def bundle(connection: Connection, lead: str) -> list[NoticeRecord]:
    """Return the notices of one message, the leading one first, then the oldest."""
    query = (
        select(notice)
        .where(notice.c.bundle_id == lead)
        .order_by(notice.c.id != lead, notice.c.created_at, notice.c.id)
    )
    return [NoticeRecord(*row) for row in connection.execute(query)]


def settle(
    connection: Connection,
    taken: NoticeRecord,
    state: str,
    error: str,
    next_at: datetime | None,
    sent_at: datetime | None,
) -> bool:
    """Write what became of a message; False where somebody else has taken it since, or ended it.

    That it was sent is written also of one that had been given up.
    """
    mine = [notice.c.id == taken.id, notice.c.attempts == taken.attempts]
    mine.append(notice.c.state != "sent" if state == "sent" else notice.c.state == "sending")
    values = {"state": state, "error": error, "sent_at": sent_at}
    done = connection.execute(update(notice).where(*mine).values(next_at=next_at, **values))
    if done.rowcount != 1:
        return False
    others = (notice.c.bundle_id == taken.id, notice.c.id != taken.id)
    connection.execute(update(notice).where(*others).values(**values))
    return True


def postpone(connection: Connection, channel: str, now: datetime, until: datetime) -> None:
    """Let what is due of a channel and not urgent wait until `until`."""
    here = (notice.c.channel == channel, notice.c.next_at <= now, notice.c.state == "ready")
    connection.execute(update(notice).where(*here, ~notice.c.urgent).values(next_at=until))


def revive(work: UnitOfWork, record: NoticeRecord, now: datetime) -> None:
    """Let a dead message, of which `record` is a part, be sent once more."""
    lead = record.bundle_id or record.id
    dead = (notice.c.state == "dead",)
    work.guard(update(notice).where(notice.c.id == lead, *dead).values(state="ready", next_at=now))
    work.write(
        update(notice)
        .where(notice.c.bundle_id == lead, notice.c.id != lead, *dead)
        .values(state="ready")
    )


def bury(work: UnitOfWork, channel: str, error: str) -> None:
    """Give up what still waits for a channel that is used no more."""
    work.write(
        update(notice)
        .where(
            notice.c.channel == channel, or_(notice.c.state == "ready", notice.c.state == "sending")
        )
        .values(state="dead", error=error, next_at=None)
    )
