"""The daily digest: at opening time, what is open, near its deadline and past it.

For an officer their own work, and for a superior that of those below. It is written a little before
the office opens, so that it is one message with what was held back overnight.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from engine.actors import positions_for
from engine.core import indonesian
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.notices import Tell, tell_through
from engine.rungwords import distance
from engine.session import Agency, Session
from engine.ticks import Ticked
from notifications.digests import KIND
from storage import channels, notices, reads
from storage.channels import ChannelRecord
from storage.notices import channel_key
from storage.reads import TaskFilter

if TYPE_CHECKING:
    from engine.app import Application

Json = dict[str, Any]

BEFORE_OPENING: Final = timedelta(minutes=5)
AFTER_OPENING: Final = timedelta(hours=4)
"""A node that was down all morning sends no digest of it in the afternoon."""

NEAR: Final = 1
"""Working days before its deadline from which work is near it."""

MOST_WORK: Final = 5000
MOST_LINES: Final = 100
"""How much of each part is kept; the message shows fewer and counts them all."""


def digest(app: "Application", now: datetime) -> Ticked:
    """Write the digest of each channel that gets one, once a working day."""
    with app.database.read() as connection:
        wanted = channels.with_digest(connection)
        here = {each.agency_id: app.caches.agency(connection, each.agency_id) for each in wanted}
    for id, agency in here.items():
        opening = opening_today(agency, now)
        if opening is None or not -BEFORE_OPENING <= now - opening <= AFTER_OPENING:
            continue
        own = [each for each in wanted if each.agency_id == id and each.created_at < opening]
        app.run(partial(_write, agency=agency, wanted=own, at=max(opening, now), now=now))
    return Ticked()


def opening_today(agency: Agency, now: datetime) -> datetime | None:
    """Return when the office opens on the local day of `now`, None where it does not."""
    today = agency.today(now)
    midnight = datetime.combine(today, time(), agency.calendar.zone)
    try:
        opening = agency.calendar.opening(midnight)
    except Invalid:
        return None
    return opening if agency.today(opening) == today else None


def facts_of(agency: Agency, username: str, work: Iterable[dict[str, Any]], at: datetime) -> Json:
    """Return what a digest tells an officer of the open work of their agency."""
    organisation, day = agency.organisation, agency.today(at)
    posts = {held.position for held in organisation.holdings(username, day)}
    mine, below = [], []
    for item in work:
        doers = positions_for(item["position_id"], item["lane"], organisation)
        if item["officer"] == username or (item["officer"] is None and posts.intersection(doers)):
            mine.append(item)
        elif any(posts.intersection(organisation.superiors(doer)) for doer in doers):
            below.append(item)
    return {
        "date": indonesian.day(day),
        "date_en": f"{day:%A} {day.day} {day:%B %Y}",
        "mine": _part(mine, agency, at, holders=False),
        "below": _part(below, agency, at, holders=True),
    }


def _write(
    session: Session, agency: Agency, wanted: Sequence[ChannelRecord], at: datetime, now: datetime
) -> None:
    day, id = agency.today(at), agency.organisation.agency
    people = {each.id: _reader(agency, each, at) for each in wanted}
    tells = {
        each.id: f"{KIND}:{day.isoformat()}:{people[each.id]}" for each in wanted if people[each.id]
    }
    keys = {channel_key(key, channel): channel for channel, key in tells.items()}
    missing = keys.keys() - notices.keys_known(session.connection, id, keys)
    if not missing:
        return
    work = reads.tasks(session.connection, TaskFilter(agency=id, limit=MOST_WORK))
    for key in sorted(missing):
        channel = keys[key]
        username = people[channel]
        facts = facts_of(agency, username, work, at)
        told = Tell(KIND, username, tells[channel], urgent=False, facts=facts)
        tell_through(session, agency, told, channel, at, now)


def _reader(agency: Agency, channel: ChannelRecord, at: datetime) -> str:
    """Return whose digest a channel gets: of a post whoever acts in it, else its holder."""
    if channel.username is not None:
        return channel.username
    day = agency.today(at)
    held = [
        each
        for each in agency.organisation.appointments
        if each.position == channel.position_id and each.holds_on(day)
    ]
    acting = sorted(held, key=lambda each: each.kind == "definitive")
    return acting[0].username if acting else ""


def _part(items: Sequence[dict[str, Any]], agency: Agency, at: datetime, *, holders: bool) -> Json:
    """Return the counts of some work, and those items that are late or near, the latest first."""
    calendar = agency.calendar
    near_at = _near_at(calendar, at)
    timed = [item for item in items if item["deadline_at"] is not None]
    late = [item for item in timed if item["deadline_at"] < at]
    near = [item for item in timed if at <= item["deadline_at"] <= near_at]
    shown = sorted([*late, *near], key=lambda item: item["deadline_at"])[:MOST_LINES]
    return {
        "counts": {"open": len(items), "late": len(late), "near": len(near)},
        "listed": len(late) + len(near),
        "lines": [_line(item, agency, at, holders=holders) for item in shown],
    }


def _line(item: dict[str, Any], agency: Agency, at: datetime, *, holders: bool) -> Json:
    person = agency.organisation.officer(item["officer"] or "")
    holder = person.name if person else item["officer"] or item["lane"]
    step = f"{item['step']}. {item['name']}" if item["step"] else item["name"]
    return {
        "name": step,
        "sop": item["title"] or item["key"],
        "holder": holder if holders else "",
        "link": f"/tugas/{item['id']}",
        **distance(item["deadline_at"], agency.calendar, at),
    }


def _near_at(calendar: WorkingCalendar, at: datetime) -> datetime:
    try:
        return calendar.add_days(at, NEAR)
    except Invalid:
        return at
