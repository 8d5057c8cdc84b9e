"""Verbs on a working calendar: look at it, and edit it, with all that an edit does to deadlines."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from engine import actors
from engine.actors import Actor
from engine.agencies import trail_of
from engine.core import calendarcsv, openinghours
from engine.core.calendar import HORIZON
from engine.core.calendarcsv import Row
from engine.core.calendaredits import Day, DayEdit, Edited, Edits
from engine.core.errors import Invalid, NotPermitted, require_reason, unknown
from engine.core.findings import Finding
from engine.reprojection import Moves, reproject
from engine.session import Session
from engine.workinghours import calendar_json, edited_of, require_sound
from storage import agencies
from storage.agencies import AgencyRecord

Make = Callable[[Edited, date], Edits]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what it makes of a calendar, and what the trail says it was.

    One that is `lasting` holds from `first` on, or from tomorrow, so that nothing is counted anew
    of the days that have been worked.
    """

    change: str
    facts: Mapping[str, Any]
    make: Make
    lasting: bool = False
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit came to: whether anything changed, the dates it named, and all that moves.

    `first` is from when on it holds, where it is of that kind; `overdue` how many deadlines have
    passed already that had not.
    """

    agency: str
    changed: bool
    days: tuple[Day, ...] = ()
    moves: Moves = field(default_factory=Moves)
    first: date | None = None
    overdue: int = 0


def set_day(on: date, why: str, hours: str = "") -> Edit:
    """Close a date, or give it other hours, such as "07.30-12.00". Raises Invalid.

    A reason is needed. Hours that are the date's ordinary ones make it ordinary again.
    """
    spans = openinghours.read(hours)
    require_reason(why)
    facts = {"day": on.isoformat(), "hours": openinghours.written(spans)}
    wanted = {on: DayEdit(why.strip(), spans)}
    return Edit("day", facts, lambda edited, _: edited.with_days(wanted))


def remove_day(on: date) -> Edit:
    """Take back what was decided for a date, or strike out the closed day that lies below."""
    return Edit("day_removed", {"day": on.isoformat()}, lambda edited, _: edited.without_day(on))


def set_season(
    name: str, first: date | None = None, last: date | None = None, hours: Iterable[str] = ()
) -> Edit:
    """Add a season, or change the one of that name; what is left out stays as it is there.

    `hours` are entries such as "senin-kamis 08.00-15.00". Raises Invalid.
    """
    entries = tuple(hours)
    facts = {
        "season": name,
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        "hours": list(entries),
    }

    def make(edited: Edited, tomorrow: date) -> Edits:
        usual = edited.calendar.week_on(first or tomorrow)
        week = openinghours.read_week(entries, usual) or None
        return edited.with_season(name, first, last, week)

    return Edit("season", facts, make)


def remove_season(name: str) -> Edit:
    """Strike out a season."""
    return Edit("season_removed", {"season": name}, lambda edited, _: edited.without_season(name))


def set_week(hours: Iterable[str], first: date | None = None) -> Edit:
    """Give weekdays hours from `first` on: "sabtu 08.00-12.00", "jumat tutup"; others stay.

    Raises Invalid.
    """
    entries = tuple(hours)

    def make(edited: Edited, since: date) -> Edits:
        usual = edited.calendar.week_on(since)
        return edited.with_week(openinghours.read_week(entries, usual), since)

    return Edit("week", {"hours": list(entries)}, make, lasting=True, first=first)


def remove_week(first: date) -> Edit:
    """Take back the hours of the week that were to hold from `first` on."""
    facts = {"from": first.isoformat()}
    return Edit("week_removed", facts, lambda edited, _: edited.without_week(first))


def import_days(text: str, file: str = "", decreed: int | None = None) -> Edit:
    """Make the dates of a table (`engine.core.calendarcsv`) what it says; others stay.

    `decreed` says that the table holds the whole decree of that year, which is then no longer
    provisional. Raises Invalid with every finding, also for a year of which the table says nothing
    or one after another that is still without its decree.
    """
    rows = calendarcsv.read(text, file)
    facts = {"file": file, "rows": len(rows), "decreed": decreed}

    def make(edited: Edited, _: date) -> Edits:
        edits = _imported(edited, rows, file)
        return edits if decreed is None else _decreed(edited, edits, rows, decreed)

    return Edit("import", facts, make)


def show(session: Session, agency_id: str, first: date, last: date) -> tuple[Edited, list[Day]]:
    """Return a calendar and its days from `first` to `last`. Raises NotFound, Invalid."""
    record = _record(session, agency_id)
    edited = edited_of(record.calendar, record.zone)
    if not first <= last <= first + HORIZON:
        raise Invalid("calendar.period", first=first, last=last)
    return edited, list(edited.days(first, last))


def edit(
    session: Session,
    agency_id: str,
    change: Edit,
    why: str,
    by: str | None,
    now: datetime,
    *,
    administrator: bool = False,
) -> Outcome:
    """Edit the calendar of an agency and re-project its open deadlines; the trails say why.

    Only the head of the agency, an `administrator` or the system may. The caller holds the agency
    (`storage.agencies.lock`); a preview is the same without writing.

    Raises NotFound, NotPermitted, Invalid (`calendar.invalid`) with everything that would be wrong
    with the hours, and whatever the edit itself is refused for.
    """
    record = _record(session, agency_id)
    actor = _head(session, agency_id, by, now, administrator=administrator)
    before = edited_of(record.calendar, record.zone)
    first = change.first or session.agency(agency_id).today(now) + timedelta(days=1)
    after = Edited(before.below, change.make(before, first))
    require_sound(after)
    if after.edits == before.edits:
        return Outcome(agency_id, changed=False)
    days = _different(before, after)
    since = {"from": first.isoformat()} if change.lasting else {}
    cause = {"change": change.change, **change.facts, **since, "why": why}
    agencies.set_calendar(session.work, record, calendar_json(after.below, after.edits))
    moves = reproject(session, agency_id, after.calendar, cause, actor, now)
    trail = trail_of(session, agency_id).trail
    said = [[day.on.isoformat(), openinghours.written(day.hours), day.why] for day in days]
    trail.log("CalendarChanged", actor, now, **cause, days=said, **moves.said())
    holds = first if change.lasting else None
    late = moves.overdue(now)
    return Outcome(agency_id, changed=True, days=days, moves=moves, first=holds, overdue=late)


def _record(session: Session, agency_id: str) -> AgencyRecord:
    record = agencies.find(session.connection, agency_id)
    if record is None:
        raise unknown("agency", agency_id, agencies.ids(session.connection))
    return record


def _head(
    session: Session, agency_id: str, by: str | None, now: datetime, *, administrator: bool
) -> Actor:
    """Return `by` as the head of the agency; None is the system. Raises NotPermitted, NotFound."""
    agency = session.agency(agency_id)
    actor = actors.identify(agency.organisation, by)
    if by is None or not agency.organisation.positions:
        return actor
    head = actors.head(agency.organisation, by, agency.today(now))
    if head is None and not administrator:
        raise NotPermitted("permit.calendar", officer=by)
    return head or actor


def _imported(edited: Edited, rows: Iterable[Row], file: str) -> Edits:
    """Return the edits with those rows. Raises Invalid, naming each that changes without a why."""
    changed: dict[date, Row] = {}
    for row in rows:
        known = edited.day(row.on)
        if row.hours != known.hours or row.why not in ("", known.why):
            changed[row.on] = row
    edits = edited.with_days({on: DayEdit(row.why, row.hours) for on, row in changed.items()})
    findings = [
        Finding("error", "calendar.csv_why", line=row.line, facts={"day": on})
        for on, row in changed.items()
        if (decided := edits.days.get(on)) and not decided.why
    ]
    if findings:
        raise Invalid("calendar.csv", findings=findings, file=file, count=len(findings))
    return edits


def _decreed(edited: Edited, edits: Edits, rows: Iterable[Row], year: int) -> Edits:
    """Return `edits` with `year` as one whose decree they hold. Raises Invalid."""
    if all(row.on.year != year for row in rows):
        raise Invalid("calendar.decree_empty", year=year)
    known = edited.calendar.decreed_until
    if known is not None and year > known + 1:
        raise Invalid("calendar.decree_gap", year=year, missing=known + 1)
    return replace(edits, decreed_until=max(year, edits.decreed_until or year))


def _different(before: Edited, after: Edited) -> tuple[Day, ...]:
    """Return the dates of which the edits speak that are not as they were."""
    named = sorted(before.edits.days.keys() | after.edits.days.keys())
    return tuple(after.day(on) for on in named if after.day(on) != before.day(on))
