"""What is open at an agency now: by SOP, lane and unit, near its deadline or past it; the oldest.

And how the last weeks went. It reads and changes nothing, and never counts by person.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from engine import reporting, views
from engine.actors import positions_for
from engine.core import lanes
from engine.core.errors import Invalid
from engine.core.figures import figures
from engine.counting import Counting, monday, sop_of
from engine.session import Agency, Session
from engine.views import Json
from storage import reports

NEAR_DAYS: Final = 1
"""Within how many working days a deadline is near."""
MOST_OLDEST: Final = 200
MOST_WEEKS: Final = 260

_COUNTS: Final = ("open", "late", "near", "waiting", "suspended")


def workload(
    session: Session,
    agency_id: str,
    positions: Collection[str] | None,
    oldest: int,
    now: datetime,
) -> Json:
    """Return the open work: how much is late, near its deadline, not yet taken, put aside.

    `positions` narrows it to the work of those posts. Raises NotFound, Invalid.
    """
    _require_count("oldest", oldest, MOST_OLDEST)
    agency = session.agency(agency_id)
    scope = reporting.scope(agency, positions)
    near_at = agency.calendar.add_days(now, NEAR_DAYS)
    rows = reports.open_counts(session.connection, scope, now, near_at)
    here = Counting(agency, reports.titles(session.connection, agency_id))
    return {
        "agency": agency_id,
        "at": views.instant(now),
        "near_until": views.instant(near_at),
        "scoped": positions is not None,
        "total": _sum(rows),
        "by_sop": _grouped(rows, lambda row: [_sop(here, row)]),
        "by_lane": _grouped(rows, lambda row: [(lanes.key(row["lane"]), row["lane"])]),
        "by_unit": _grouped(rows, lambda row: _units(here, row)),
        "oldest": [
            _lying(row, agency, now) for row in reports.oldest(session.connection, scope, oldest)
        ],
    }


def trend(
    session: Session,
    agency_id: str,
    positions: Collection[str] | None,
    weeks: int,
    now: datetime,
) -> Json:
    """Return the figures of each of the last `weeks` weeks, this one included, empty ones too."""
    _require_count("weeks", weeks, MOST_WEEKS)
    agency = session.agency(agency_id)
    today = agency.today(now)
    first = monday(today) - timedelta(weeks=weeks - 1)
    asked = reporting.Asked(agency_id, "week", first, today, positions=positions)
    found = reporting.compliance(session, asked, "id", now)
    known = {row["id"]: row for row in found["rows"]}
    nothing = {"instances": 0, **reporting.figures_json(figures(()))}
    days = [(first + timedelta(weeks=n)).isoformat() for n in range(weeks)]
    return {
        "agency": agency_id,
        "at": views.instant(now),
        "scoped": positions is not None,
        "weeks": [known.get(day, {"id": day, "name": day, **nothing}) for day in days],
    }


def _require_count(option: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise Invalid("report.count", option=option, text=count, most=most)


def _sum(rows: Iterable[Mapping[str, Any]]) -> Json:
    total = dict.fromkeys(_COUNTS, 0)
    for row in rows:
        for name in _COUNTS:
            total[name] += row[name]
    return total


def _grouped(
    rows: list[dict[str, Any]], places: Callable[[Mapping[str, Any]], list[tuple[str, str]]]
) -> list[Json]:
    """Return the counts of each place, by its name; a unit counts what is done within it."""
    groups: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, str] = {}
    for row in rows:
        for id, name in places(row):
            groups.setdefault(id, []).append(row)
            names.setdefault(id, name)
    ids = sorted(groups, key=lambda id: (names[id], id))
    return [{"id": id, "name": names[id], **_sum(groups[id])} for id in ids]


def _sop(here: Counting, row: Mapping[str, Any]) -> tuple[str, str]:
    key = sop_of(row["key"], row["process"])
    return f"{here.agency.organisation.agency}/{key}", here.title(key)


def _units(here: Counting, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = here.units_of(row["position_id"], row["lane"])
    return [(unit, here.unit_name(unit)) for unit in found]


def _lying(row: Mapping[str, Any], agency: Agency, now: datetime) -> Json:
    """Return an open work item and the working time it has lain; by post, not by person."""
    organisation, since = agency.organisation, row["counting_from"]
    posts = positions_for(row["position_id"], row["lane"], organisation)
    running = agency.calendar.between(since, now) if since else timedelta()
    deadline, suspended = row["deadline_at"], row["state"] == "suspended"
    return {
        "id": row["id"],
        "instance": row["instance_id"],
        "title": row["title"],
        "definition": f"{row['agency_id']}/{row['key']}",
        "version": row["version"],
        "node": row["node"],
        "step": row["step"],
        "name": row["name"],
        "lane": row["lane"],
        "position": ", ".join(p.title for p in organisation.positions if p.id in posts) or None,
        "state": row["state"],
        "round": row["round"],
        "ready_at": views.instant(row["ready_at"]),
        "claimed_at": views.instant(row["claimed_at"]),
        "deadline": views.instant(deadline),
        "late": bool(deadline and not suspended and deadline < now),
        "working_seconds": row["waited"] + row["handled"] + int(running.total_seconds()),
    }
