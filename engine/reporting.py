"""How well the time standards are kept, and what is open now: counted for reports and dashboards.

It reads and changes nothing, and never counts by person. The definitions in words:
docs/reference/reports.md.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Final

from engine import views
from engine.core import lanes
from engine.core.errors import Invalid, unknown
from engine.core.figures import Figures, Turn, figures
from engine.counting import GROUPINGS, Counting, Place
from engine.session import Agency, Session
from engine.views import Json
from storage import reports
from storage.reports import Scope, StepRow

FEW: Final = 5
"""Figures of fewer than so many steps prove nothing; they are shown with their number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know of an agency.

    `by` is "sop", "step", "lane", "unit", "month" or "week". `since` and `until` are local dates,
    both included; left out, the year so far. `sop` narrows it to one SOP, by its key, `positions`
    to the work of those posts.
    """

    agency: str
    by: str = "sop"
    since: date | None = None
    until: date | None = None
    sop: str = ""
    positions: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Local dates, both included, and the instants between which they lie."""

    since: date
    until: date
    begins_at: datetime
    ends_at: datetime


def compliance(session: Session, asked: Asked, language: str, now: datetime) -> Json:
    """Return how well the standards were kept in a period, and where the time went.

    Raises NotFound for an unknown agency, SOP or post, Invalid for a grouping or period that is
    none.
    """
    if asked.by not in GROUPINGS:
        raise Invalid("report.by", text=asked.by, known=", ".join(GROUPINGS))
    agency = session.agency(asked.agency)
    when = period(agency, asked.since, asked.until, now)
    here, found = steps(session, asked, when, now)
    place, labels = GROUPINGS[asked.by]
    groups: dict[Place, list[Turn]] = {}
    first: dict[Place, StepRow] = {}
    instances: dict[Place, set[str]] = {}
    for row in found:
        at = place(here, row)
        groups.setdefault(at, []).append(here.turn(row))
        instances.setdefault(at, set()).add(row.instance_id)
        if at not in first or first[at].at <= row.at:
            first[at] = row
    rows = [
        {
            **labels(here, first[at], language),
            "instances": len(instances[at]),
            **figures_json(figures(groups[at])),
        }
        for at in sorted(groups)
    ]
    every = figures(chain.from_iterable(groups.values()))
    return {
        "report": "compliance",
        "agency": asked.agency,
        "agency_name": agency.organisation.name,
        "by": asked.by,
        "since": when.since.isoformat(),
        "until": when.until.isoformat(),
        "sop": f"{asked.agency}/{asked.sop}" if asked.sop else None,
        "scoped": asked.positions is not None,
        "at": views.instant(now),
        "rows": rows,
        "total": {
            "instances": len(set().union(*instances.values())),
            **figures_json(every),
        },
        "wholes": wholes(session, asked, when),
    }


def steps(
    session: Session, asked: Asked, when: Period, now: datetime
) -> tuple[Counting, Iterator[StepRow]]:
    """Return the steps that count in a period: those closed in it and those late and open."""
    connection = session.connection
    agency = session.agency(asked.agency)
    titles = reports.titles(connection, asked.agency)
    if asked.sop and asked.sop not in titles:
        known = (f"{asked.agency}/{key}" for key in titles)
        raise unknown("definition", f"{asked.agency}/{asked.sop}", known)
    here, limits = Counting(agency, titles), scope(agency, asked.positions)
    closed = reports.closed_steps(connection, limits, when.begins_at, when.ends_at)
    late = reports.late_steps(connection, limits, when.begins_at, when.ends_at, now)
    found = chain(closed, late)
    if asked.sop:
        return here, (row for row in found if here.sop(row) == asked.sop)
    return here, found


def scope(agency: Agency, positions: Collection[str] | None) -> Scope:
    """Return whose work is meant. Raises NotFound for an unknown post."""
    organisation = agency.organisation
    if positions is None:
        return Scope(organisation.agency)
    known = {post.id: post for post in organisation.positions}
    for id in sorted(positions):
        if id not in known:
            raise unknown("position", id, known)
    posts = [known[id] for id in sorted(set(positions))]
    names = {lanes.key(name) for post in posts for name in (post.title, *post.aliases)}
    return Scope(organisation.agency, tuple(post.id for post in posts), tuple(sorted(names)))


def period(agency: Agency, since: date | None, until: date | None, now: datetime) -> Period:
    """Return the period that is meant: the year so far where nothing is said."""
    last = until or agency.today(now)
    first = since or last.replace(month=1, day=1)
    if first > last:
        raise Invalid("report.period", since=first, until=last)
    zone = agency.calendar.zone
    try:
        begins_at = datetime.combine(first, time(), zone).astimezone(UTC)
        ends_at = datetime.combine(last + timedelta(1), time(), zone).astimezone(UTC)
        return Period(first, last, begins_at, ends_at)
    except OverflowError:  # the calendar of Python begins with the year 1 and ends with 9999
        raise Invalid("report.period", since=first, until=last) from None


def figures_json(found: Figures) -> Json:
    """Return figures as plain JSON; times in working seconds, shares in per cent."""
    said: Json = asdict(found)
    for name in ("waiting", "handling", "share"):
        said[name] = {part: _rounded(value) for part, value in said[name].items()}
    said["share"] = {part: said["share"][part] for part in ("n", "median", "p90")}
    for part in ("median", "p90"):
        share = getattr(found.share, part)
        said["share"][part] = None if share is None else round(share * 100, 1)
    return said


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def wholes(session: Session, asked: Asked, when: Period) -> list[Json]:
    """Return the whole SOPs and legal dates judged in the period, by SOP."""
    if asked.positions is not None:
        return []
    limits = Scope(asked.agency)
    found: dict[tuple[str, str], Json] = {}
    rows = reports.judged_wholes(session.connection, limits, when.begins_at, when.ends_at)
    for key, kind, judged, count in rows:
        if not asked.sop or key == asked.sop:
            fresh = {"definition": f"{asked.agency}/{key}", "kind": kind}
            one = found.setdefault((key, kind), {**fresh, "met": 0, "breached": 0, "void": 0})
            one[judged] = count
    return [found[each] for each in sorted(found)]
