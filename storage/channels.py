"""Channels: by which way notices leave this house for an officer, or for whoever holds a post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from storage.timeschema import channel
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """One channel, of an officer or of a post. `url` is sealed: it holds passwords and tokens."""

    id: str
    agency_id: str
    username: str | None
    position_id: str | None
    name: str
    url: bytes
    digest: bool
    created_at: datetime
    disabled_at: datetime | None
    free_at: datetime | None


_IN_USE = channel.c.disabled_at.is_(None)
_FIND = select(channel).where(channel.c.id == bindparam("wanted"))
_OF = (
    select(channel)
    .where(
        channel.c.agency_id == bindparam("agency"),
        _IN_USE,
        or_(
            channel.c.username == bindparam("username"),
            channel.c.position_id.in_(bindparam("posts", expanding=True)),
        ),
    )
    .order_by(channel.c.id)
)


def find(connection: Connection, id: str) -> ChannelRecord | None:
    """Return the channel with that id, removed or not."""
    row = connection.execute(_FIND, {"wanted": id}).one_or_none()
    return ChannelRecord(*row) if row else None


def of_person(
    connection: Connection, agency_id: str, username: str, posts: Collection[str]
) -> list[ChannelRecord]:
    """Return the channels in use of an officer and of the posts they hold."""
    wanted = {"agency": agency_id, "username": username, "posts": sorted(posts)}
    return [ChannelRecord(*row) for row in connection.execute(_OF, wanted)]


def all_of(connection: Connection, agency_id: str | None = None) -> list[ChannelRecord]:
    """Return the channels in use of one agency or of all, oldest first."""
    query = select(channel).where(_IN_USE).order_by(channel.c.agency_id, channel.c.id)
    if agency_id:
        query = query.where(channel.c.agency_id == agency_id)
    return [ChannelRecord(*row) for row in connection.execute(query)]


def with_digest(connection: Connection) -> list[ChannelRecord]:
    """Return the channels in use that get the daily digest."""
    query = select(channel).where(_IN_USE, channel.c.digest).order_by(channel.c.agency_id)
    return [ChannelRecord(*row) for row in connection.execute(query)]


def add(work: UnitOfWork, record: ChannelRecord) -> None:
    """Write a new channel."""
    work.write(insert(channel), [{name: getattr(record, name) for name in ChannelRecord.__slots__}])


def disable(work: UnitOfWork, id: str, now: datetime) -> None:
    """Write that a channel is used no more, unless it is so already."""
    work.guard(update(channel).where(channel.c.id == id, _IN_USE).values(disabled_at=now))


def occupy(connection: Connection, id: str, now: datetime, until: datetime) -> bool:
    """Have a channel for oneself until `until`; False where it is another's or was just used."""
    free = or_(channel.c.free_at.is_(None), channel.c.free_at <= now)
    taken = connection.execute(
        update(channel).where(channel.c.id == id, _IN_USE, free).values(free_at=until)
    )
    return taken.rowcount == 1


def leave(connection: Connection, id: str, free_at: datetime) -> None:
    """Say from when on a channel may be used again."""
    connection.execute(update(channel).where(channel.c.id == id).values(free_at=free_at))
