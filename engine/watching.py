"""The open work of a line of command, step by step, and what its supervisor may do about each.

It reads and changes nothing. Who has a step is said; nobody is compared with anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast, get_args

from engine import actors, reporting, rungwords, timeviews, views
from engine.actors import positions_for
from engine.command import Command
from engine.core import lanes, timestandard
from engine.core.errors import Invalid, NotFound
from engine.core.lifecycle import OPEN_STATES
from engine.core.people import CAPACITY, Organisation
from engine.core.soptable import TimeStandard
from engine.core.workclocks import Clocks
from engine.counting import Counting, sop_of
from engine.session import Agency, Session
from engine.views import Json
from engine.workload import NEAR_DAYS
from storage import reports, worklists
from storage.sights import Sight
from storage.worklists import Standing, Wanted

STANDINGS: Final[tuple[str, ...]] = get_args(Standing)
PAGE_SIZE: Final = 25
MOST_DATES: Final = 10

_HELD: Final = ("snoozed_at", "snoozed_by", "snoozed_reason", "snoozed_until")
_QUIET: Final = ("acknowledged_at", "acknowledged_by", "acknowledged_reason", *_HELD)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the open work: how it stands, of which SOP, lane and unit; which page.

    `lane` and `unit` None is every one; "" is the work that belongs to none. The work of a unit is
    that of the units within it, too.
    """

    standing: str = "open"
    sop: str = ""
    lane: str | None = None
    unit: str | None = None
    page: int = 1
    size: int = PAGE_SIZE


def listed(session: Session, command: Command, asked: Asked, now: datetime) -> Json:
    """Return a page of the open work in a line of command, and what it can be narrowed to.

    Raises NotPermitted for one who supervises nobody, Invalid for a standing that is none.
    """
    command.require()
    if asked.standing not in STANDINGS:
        known = ", ".join(STANDINGS)
        raise Invalid("obligation.state", wanted=asked.standing[:80], known=known)
    connection, agency = session.connection, session.agency(command.agency)
    scope = reporting.scope(agency, command.posts)
    near = agency.calendar.add_days(now, NEAR_DAYS)
    here = Counting(agency, reports.titles(connection, command.agency))
    counts = reports.open_counts(connection, scope, now, near)
    matching = [row for row in counts if _matches(here, row, asked)]
    total = sum(row[asked.standing] for row in matching)
    pages = max(1, -(-total // asked.size))
    number = min(max(asked.page, 1), pages)
    shares = None
    if asked.unit is not None:
        shares = {(row["position_id"], row["lane"]) for row in matching}
    wanted = Wanted(
        scope,
        cast("Standing", asked.standing),
        near,
        asked.sop,
        asked.lane,
        shares,
        asked.size,
        (number - 1) * asked.size,
    )
    rows = worklists.page(connection, wanted, now)
    owed = worklists.owed(connection, [row["id"] for row in rows])
    return {
        "report": "worklist",
        "agency": command.agency,
        "agency_name": command.agency_name,
        "at": views.instant(now),
        "at_text": _moment(now, agency),
        "near_until": views.instant(near),
        "standing": asked.standing,
        "counts": {name: sum(row[name] for row in matching) for name in STANDINGS},
        "total": total,
        "page": number,
        "pages": pages,
        "items": [_item(row, owed.get(row["id"]), agency, near, now) for row in rows],
        "choices": _choices(here, counts),
    }


def watched(
    session: Session, command: Command, work_item: str, by: str | None, now: datetime
) -> Json:
    """Return one step of a line of command, and who it may be given to.

    `may_act` tells whether `by`, None for the system, is above whoever has it. Raises NotPermitted,
    and NotFound for what is not theirs to watch.
    """
    command.require()
    agency = session.agency(command.agency)
    scope = reporting.scope(agency, command.posts)
    row = worklists.one(session.connection, scope, work_item)
    if row is None:
        raise NotFound("unknown", kind="work item", name=work_item)
    owed = worklists.owed(session.connection, [work_item]).get(work_item)
    near = agency.calendar.add_days(now, NEAR_DAYS)
    organisation = agency.organisation
    posts = positions_for(row["position_id"], row["lane"], organisation)
    return {
        **_item(row, owed, agency, near, now),
        "obligation": owed["id"] if owed else None,
        "may_act": row["state"] in OPEN_STATES and _is_above(agency, by, posts, now),
        "officers": _officers(organisation, posts, agency.today(now)),
    }


def heat(session: Session, command: Command, found: Json, sop: str, now: datetime) -> Json:
    """Return what the diagram of an SOP is coloured with: `found` is its compliance by step.

    `heat` is the median of how much of its standard a step took, 1.0 for all of it.
    """
    scope = reporting.scope(session.agency(command.agency), command.posts)
    nodes: dict[str, Json] = {}
    for row in found["rows"]:
        share = row["share"]["median"]
        nodes[row["node"]] = {"heat": None if share is None else share / 100, "tokens": 0}
    standing = worklists.open_nodes(session.connection, scope, sop, now)
    for node, (count, late) in standing.items():
        one = nodes.setdefault(node, {"heat": None})
        one["tokens"] = count
        if late:
            one["state"] = "late"
    return {"nodes": nodes}


def dates(session: Session, command: Command, language: str, now: datetime) -> list[Json]:
    """Return the nearest time limits of whole instances, dates set by law among them."""
    agency = session.agency(command.agency)
    scope = reporting.scope(agency, command.posts)
    everything = command.posts is None
    positions = scope.positions or ()
    sight = Sight(command.agency, everything, command.officer, positions, scope.lanes)
    found = []
    for row in worklists.dates(session.connection, sight, MOST_DATES):
        paused = row["paused_at"] is not None
        standing = TimeStandard(row["standard"], row["calendar"]) if row["standard"] else None
        found.append(
            {
                "instance": row["instance_id"],
                "title": row["title"],
                "sop": row["sop"],
                "kind": row["kind"],
                "to": row["label"] or None,
                "on": (row["frozen"] or {}).get("on"),
                "time_standard": timestandard.describe(standing, language) if standing else None,
                "deadline": views.instant(row["deadline_at"]),
                "provisional": row["provisional"],
                "paused": paused,
                "late": not paused and row["deadline_at"] < now,
                **_distance(row["deadline_at"], agency, now, stands=not paused),
            }
        )
    return found


def _matches(here: Counting, row: Mapping[str, Any], asked: Asked) -> bool:
    if asked.sop and sop_of(row["key"], row["process"]) != asked.sop:
        return False
    if asked.lane is not None and lanes.key(row["lane"]) != asked.lane:
        return False
    return asked.unit is None or asked.unit in here.units_of(row["position_id"], row["lane"])


def _choices(here: Counting, counts: Sequence[Mapping[str, Any]]) -> Json:
    """Return what the list can be narrowed to: ids and names, in the order of the names."""
    sops = {sop_of(row["key"], row["process"]) for row in counts}
    units = {id for row in counts for id in here.units_of(row["position_id"], row["lane"])}
    return {
        "sop": _named({key: here.title(key) for key in sops}),
        "lane": _named({lanes.key(row["lane"]): row["lane"] for row in counts}),
        "unit": _named({id: here.unit_name(id) for id in units}),
    }


def _named(names: Mapping[str, str]) -> list[Json]:
    return [{"id": id, "name": names[id]} for id in sorted(names, key=lambda id: (names[id], id))]


def _item(
    row: Mapping[str, Any],
    owed: Mapping[str, Any] | None,
    agency: Agency,
    near: datetime,
    now: datetime,
) -> Json:
    organisation = agency.organisation
    posts = positions_for(row["position_id"], row["lane"], organisation)
    holder = organisation.officer(row["officer"]) if row["officer"] else None
    clocks = Clocks(row["waited"], row["handled"], row["counting_from"])
    read = clocks.at(now, agency.calendar, claimed=row["claimed_at"] is not None)
    deadline = row["deadline_at"]
    stands = row["state"] in OPEN_STATES and row["state"] != "suspended"
    late = bool(stands and deadline and deadline < now)
    return {
        "id": row["id"],
        "instance": row["instance_id"],
        "title": row["title"],
        "sop": row["sop"],
        "step": row["step"],
        "name": row["name"],
        "lane": row["lane"],
        "position": ", ".join(p.title for p in organisation.positions if p.id in posts),
        "holder": holder.name if holder else row["officer"],
        "state": row["state"],
        "round": row["round"],
        "deadline": views.instant(deadline),
        "deadline_text": _moment(deadline, agency),
        "provisional": row["provisional"],
        "late": late,
        "near": bool(stands and deadline and not late and deadline < near),
        **_distance(deadline, agency, now, stands=stands),
        "waited": read.waited,
        "handled": read.handled,
        **_quiet(owed, organisation, now),
    }


def _quiet(owed: Mapping[str, Any] | None, organisation: Organisation, now: datetime) -> Json:
    """Return who noted it and who holds it back, why and until when; what is over is left out."""
    if owed is None:
        return dict.fromkeys(_QUIET)
    found = timeviews.quiet(owed)
    if owed["snoozed_until"] is not None and owed["snoozed_until"] <= now:
        found.update(dict.fromkeys(_HELD))
    for name in ("acknowledged_by", "snoozed_by"):
        officer = organisation.officer(found[name]) if found[name] else None
        found[name] = officer.name if officer else found[name]
    return found


def _moment(instant: datetime | None, agency: Agency) -> str:
    """Return an instant by the clocks of the agency, so that a spreadsheet sorts it."""
    if instant is None:
        return ""
    return f"{instant.astimezone(agency.calendar.zone):%Y-%m-%d %H.%M %Z}"


def _distance(deadline: datetime | None, agency: Agency, now: datetime, *, stands: bool) -> Json:
    """Return the working time to a deadline or since, in words; "" where there is none."""
    nothing = {"left": "", "left_en": "", "past": "", "past_en": ""}
    if deadline is None or not stands:
        return nothing
    try:
        return {**nothing, **rungwords.distance(deadline, agency.calendar, now)}
    except Invalid:  # further off than the calendar looks
        return nothing


def _is_above(agency: Agency, by: str | None, posts: Sequence[str], now: datetime) -> bool:
    organisation, today = agency.organisation, agency.today(now)
    if by is None or not organisation.positions:
        return True
    above = actors.superior(organisation, by, posts, today)
    return above is not None or actors.head(organisation, by, today) is not None


def _officers(organisation: Organisation, posts: Sequence[str], today: date) -> list[Json]:
    """Return the officers of the agency with their posts, those of the step first."""
    own = set(organisation.holders(posts, today))
    found = []
    for officer in organisation.officers:
        held = organisation.holdings(officer.username, today)
        titles = [
            CAPACITY[each.kind] + post.title
            for each in held
            if (post := organisation.position(each.position)) is not None
        ]
        one = {"username": officer.username, "name": officer.name, "posts": ", ".join(titles)}
        found.append({**one, "usual": officer.username in own})
    return sorted(found, key=lambda each: (not each["usual"], each["posts"], each["name"]))
