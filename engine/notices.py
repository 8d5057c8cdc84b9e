"""What a person is told: written with the change it tells of, and sent later (`engine.delivery`).

In-app at once. Through the channels of an officer, and of the posts they hold, within a quarter of
an hour, so that what comes together is one message; while the office is closed at its next opening.
What is urgent waits for neither.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.session import Agency, Session
from storage import channels, notices
from storage.channels import ChannelRecord
from storage.notices import APP, NoticeRecord

Json = dict[str, Any]

WINDOW: Final = timedelta(minutes=15)
"""How long a notice waits for others to go along with it."""

DUTY: Final = "delivery"
"""The duty that sends what is due."""

_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Tell:
    """That one person be told something once.

    `key` names it within the agency; `facts` are texts ready to be shown, in Indonesian, and in
    English with the suffix `_en` where that differs.
    """

    kind: str
    username: str
    key: str
    urgent: bool
    facts: Json
    instance: str | None = None
    work_item: str | None = None
    obligation: str | None = None


def tell(session: Session, agency: Agency, told: Tell, now: datetime) -> None:
    """Tell a person, in-app at once and through each of their channels in time; once per key."""
    outbox = _outbox(session)
    outbox.records.append(_record(session, agency, told, APP, now))
    for channel in outbox.channels(agency, told.username, now):
        record = _record(session, agency, told, channel.id, now)
        outbox.records.append(record)
        if told.urgent:
            session.expect(DUTY, record.next_at)


def tell_through(
    session: Session, agency: Agency, told: Tell, channel: str, at: datetime, now: datetime
) -> None:
    """Tell a person through that one channel alone, at `at`."""
    record = _record(session, agency, told, channel, now)
    _outbox(session).records.append(replace(record, next_at=at))


def when(calendar: WorkingCalendar, at: datetime, *, urgent: bool) -> datetime:
    """Return when what is to be told at `at` leaves the house.

    Where the quarter of an hour would end after closing time or in the break, it ends there: what
    was told while the office is open is sent then.
    """
    if urgent:
        return at
    opening = opens(calendar, at)
    if opening > at:
        return opening
    end = at + WINDOW
    return end if opens(calendar, end) == end else calendar.subtract(end, _MOMENT)


def opens(calendar: WorkingCalendar, at: datetime) -> datetime:
    """Return from when on the office is open; a calendar that never opens holds nothing back."""
    try:
        return calendar.opening(at)
    except Invalid:
        return at


@dataclass(slots=True)
class Outbox:
    """The notices of one unit of work, written at its end."""

    session: Session
    records: list[NoticeRecord] = field(default_factory=list)
    _known: dict[tuple[str, str], list[ChannelRecord]] = field(default_factory=dict)

    def channels(self, agency: Agency, username: str, now: datetime) -> list[ChannelRecord]:
        """Return the channels of an officer and of the posts they hold, each person's read once."""
        here = agency.organisation
        key = (here.agency, username)
        if key not in self._known:
            posts = [held.position for held in here.holdings(username, agency.today(now))]
            self._known[key] = channels.of_person(self.session.connection, *key, posts)
        return self._known[key]

    def flush(self) -> None:
        """Add the notices to the unit of work."""
        for record in self.records:
            self.session.expect("delivery", record.next_at)
        notices.add(self.session.work, self.records)


def _outbox(session: Session) -> Outbox:
    found = session.pending.get("notices")
    if not isinstance(found, Outbox):
        found = session.pending["notices"] = Outbox(session)
    return found


def _record(
    session: Session, agency: Agency, told: Tell, channel: str, now: datetime
) -> NoticeRecord:
    inside = channel == APP
    return NoticeRecord(
        id=session.new_id(now),
        agency_id=agency.organisation.agency,
        key=notices.channel_key(told.key, channel),
        username=told.username,
        channel=channel,
        kind=told.kind,
        urgent=told.urgent,
        instance_id=told.instance,
        work_item_id=told.work_item,
        obligation_id=told.obligation,
        facts=told.facts,
        state="sent" if inside else "ready",
        attempts=0,
        next_at=None if inside else when(agency.calendar, now, urgent=told.urgent),
        error="",
        bundle_id=None,
        created_at=now,
        sent_at=now if inside else None,
        read_at=None,
    )
