"""What-if: when an SOP, or an instance that runs, would be finished. It reads and changes nothing.

How it counts, in words: docs/reference/forecast.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from engine import history, instances, obligations, views
from engine.bpmn import itineraries
from engine.bpmn.itineraries import Running
from engine.bpmn.parser import Model
from engine.bpmn.timers import TimerError
from engine.core import escalation, timestandard
from engine.core import forecast as core
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Conflict, Invalid, NotFound
from engine.core.forecast import Begun, Forecast, Planned, Supposing
from engine.core.itinerary import Itinerary, Stop
from engine.session import Agency, Session
from engine.views import Json
from storage import instances as stored_instances
from storage import obligations as stored_obligations
from storage import workitems as stored_workitems
from storage.workitems import WorkItemRecord

MOST_ROUNDS: Final = 100
MOST_LATE: Final = 1000
"""Per cent."""

_COPY: Final = re.compile(r"#\d+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: of a `definition` ("agency/key") or of a running `instance`.

    `start` is when it would be started: a date means the opening of the office, a time without a
    zone is the agency's; left out, now. `version` is the one in force if left out. `rounds` are
    correction rounds at every decision that can send back, `rounds_at` at single ones, by the
    number of the step before it or the id of either. `late_by` is by how many per cent each step
    overruns its standard. `legal_on` is the local date by which it must be finished, those that the
    SOP or the instance has if left out. With `history` the answer also says how likely it is, from
    how long the same steps took before.
    """

    definition: str = ""
    instance: str = ""
    start: date | None = None
    version: int | None = None
    rounds: int = 0
    rounds_at: Mapping[str, int] = field(default_factory=dict)
    late_by: int = 0
    legal_on: date | None = None
    history: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is forecast: a model at an agency, and where it begins."""

    agency: Agency
    model: Model
    itinerary: Itinerary
    begun: Mapping[str, Begun]
    head: Json
    legal: Sequence[tuple[str, date]]


def forecast(session: Session, asked: Asked, agency_id: str, language: str, now: datetime) -> Json:
    """Return when each step and the whole would be finished, as plain JSON values.

    `agency_id` is whose a definition is that names no agency.

    Raises Invalid for a question that contradicts itself, NotFound, and Conflict for an SOP without
    a version in force or an instance that does not run.
    """
    _check(asked)
    try:
        return _answer(session, asked, agency_id, language, now)
    except (OverflowError, TimerError):
        raise Invalid("forecast.too_far") from None


def _answer(session: Session, asked: Asked, agency_id: str, language: str, now: datetime) -> Json:
    if asked.instance:
        subject = _of_instance(session, asked.instance, now)
    else:
        subject = _of_definition(session, asked, agency_id, now)
        now = min(each.at for each in subject.begun.values())
    supposing = Supposing(asked.rounds, _rounds_at(asked, subject.itinerary), asked.late_by)
    calendar, begun = subject.agency.calendar, subject.begun
    way, legal = subject.itinerary, subject.legal
    if asked.legal_on:
        legal = [("", asked.legal_on)]
    found = core.forecast(way, begun, supposing, calendar, now)
    past: Json | None = None
    doubts = [finding for finding in way.findings if finding.element in found.visited]
    if asked.history:
        here, _, key = subject.head["definition"].partition("/")
        known = history.found(session, here, key, way)
        past = history.look(known, way, begun, supposing, calendar, legal, now)
        doubts += history.doubts(known, way, found.visited)
    return {
        **_view(subject, found, legal, asked, language),
        "history": past,
        "assumptions": [finding.as_json(language) for finding in doubts],
    }


def _check(asked: Asked) -> None:
    if bool(asked.definition) == bool(asked.instance) or (asked.instance and asked.start):
        raise Invalid("forecast.which")
    _require_number("--rounds", asked.rounds, MOST_ROUNDS)
    _require_number("--late-by", asked.late_by, MOST_LATE)
    for rounds in asked.rounds_at.values():
        _require_number("--set", rounds, MOST_ROUNDS)


def _require_number(option: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise Invalid("forecast.number", option=option, text=value, most=most)


def _of_definition(session: Session, asked: Asked, agency_id: str, now: datetime) -> _Subject:
    """Return an SOP that would be started."""
    named, _, key = asked.definition.rpartition("/")
    agency_id = named or agency_id
    agency = session.agency(agency_id)
    record = instances.startable(session, agency_id, key, asked.version)
    model = session.model(record.id)
    start = _moment(asked.start, agency.calendar) if asked.start else now
    found = itineraries.read(model, session.context(agency), agency.calendar, Running(), start)
    begun = {id: Begun(start) for id in found.entries}
    head: Json = {"definition": f"{agency_id}/{key}", "version": record.version}
    head |= {"instance": None, "title": None}
    today = start.astimezone(agency.calendar.zone).date()
    owed = [(each.to, escalation.next_legal(each.on, today)) for each in model.legal_dates]
    return _Subject(agency, model, found, begun, head, _by_date(owed))


def _of_instance(session: Session, id: str, now: datetime) -> _Subject:
    """Return an instance that runs."""
    record = stored_instances.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="instance", name=id)
    if record.status != "active":
        raise Conflict("instance.status", status=record.status, instance=id)
    agency = session.agency(record.agency_id, record.agency_revision)
    model, context = session.model(record.definition_id), session.context(agency)
    running = itineraries.running(model, record.state, context) if record.state else Running()
    found = itineraries.read(model, context, agency.calendar, running, now)
    items = {item.token: item for item in stored_workitems.open_of(session.connection, id)}
    begun = _begun(found, running, items, agency.calendar, now) or {
        entry: Begun(now) for entry in found.entries
    }
    head = {
        "definition": f"{record.agency_id}/{record.key}",
        "version": record.version,
        "instance": record.id,
        "title": record.title,
    }
    owed = [
        (each.label, on)
        for each in stored_obligations.open_of(session.connection, id)
        if (on := obligations.terms_of(each).legal_on)
    ]
    return _Subject(agency, model, found, begun, head, _by_date(owed))


def _by_date(owed: Iterable[tuple[str, date]]) -> list[tuple[str, date]]:
    """Return legal dates, the earliest first."""
    return sorted(owed, key=lambda each: (each[1], each[0]))


def _begun(
    itinerary: Itinerary,
    running: Running,
    items: Mapping[int, WorkItemRecord],
    calendar: WorkingCalendar,
    now: datetime,
) -> dict[str, Begun]:
    """Return the stops that are open. Of a task done by several at once the last one counts."""
    begun: dict[str, Begun] = {}
    for each in running.standing:
        item = items.get(each.token)
        at = item.ready_at if item else now
        due_at = item.deadline_at if item else each.due_at
        stop = _laid(each.stop, itinerary)
        left = stop.times - each.index if stop.times > 1 else None
        spent = _spent(item, calendar, now) if item else timedelta()
        known = begun.get(stop.id, Begun(at, due_at, left, spent))
        latest = max((due for due in (due_at, known.due_at) if due), default=None)
        begun[stop.id] = Begun(min(at, known.at), latest, left, min(spent, known.spent))
    return begun


def _spent(item: WorkItemRecord, calendar: WorkingCalendar, now: datetime) -> timedelta:
    """Return the working time an open task has taken so far, on both clocks."""
    running = calendar.between(item.counting_from, now) if item.counting_from else timedelta()
    return timedelta(seconds=item.waited + item.handled) + running


def _laid(id: str, itinerary: Itinerary) -> Stop:
    """Return the stop `id`, or what it stands in where fewer times or calls could be foreseen."""
    if id not in itinerary.stops:
        id = _COPY.sub("", id)
    while id not in itinerary.stops:
        id = id.rpartition("/")[0]
    return itinerary.stops[id]


def _moment(start: date, calendar: WorkingCalendar) -> datetime:
    """Return the instant that is meant: of a date the opening of the office from then on."""
    if isinstance(start, datetime):
        return start if start.tzinfo else start.replace(tzinfo=calendar.zone)
    return calendar.opening(datetime.combine(start, time(), calendar.zone))


def _rounds_at(asked: Asked, itinerary: Itinerary) -> dict[str, int]:
    """Return the rounds at single decisions, by the ids of their stops."""
    found: dict[str, int] = {}
    for name, rounds in asked.rounds_at.items():
        decision = itinerary.decision(name)
        if decision is None:
            known = ", ".join(itinerary.decisions()) or "-"
            raise Invalid("forecast.decision", name=name, known=known)
        found[decision] = rounds
    return found


def _view(
    subject: _Subject,
    found: Forecast,
    legal: Sequence[tuple[str, date]],
    asked: Asked,
    language: str,
) -> Json:
    calendar = subject.agency.calendar
    days = (datetime.combine(on, time(), calendar.zone) for _, on in legal)
    latest = max([found.finishes_at, *days])
    critical = set(found.critical)
    verdicts = [_legal(found, on, calendar) for _, on in legal]
    return {
        **subject.head,
        "name": subject.model.name,
        "agency": subject.agency.organisation.agency,
        "starts_at": views.instant(found.starts_at),
        "finishes_at": views.instant(found.finishes_at),
        "steps": [_line(line, calendar, language, critical) for line in found.lines],
        "lanes": [
            {"lane": lane, "working_minutes": held // timedelta(minutes=1)}
            for lane, held in found.held.items()
        ],
        "legal": verdicts[0] if verdicts else None,
        "legal_dates": [
            {"to": to or None, **verdict} for (to, _), verdict in zip(legal, verdicts, strict=True)
        ],
        "provisional_years": list(core.provisional_years(found.starts_at, latest, calendar)),
        "rounds": asked.rounds,
        "late_by": asked.late_by,
    }


def _line(line: Planned, calendar: WorkingCalendar, language: str, critical: Set[Planned]) -> Json:
    stop, standard = line.stop, line.stop.standard
    held = calendar.between(line.starts_at, line.finishes_at)
    return {
        "step": stop.number,
        "node": stop.id,
        "kind": stop.kind,
        "name": stop.name or stop.id,
        "lane": stop.lane,
        "round": line.round,
        "starts_at": views.instant(line.starts_at),
        "finishes_at": views.instant(line.finishes_at),
        "time_standard": timestandard.describe(standard, language) if standard else None,
        "times": stop.times,
        "working_minutes": held // timedelta(minutes=1),
        "provisional": calendar.provisional(line.starts_at, line.finishes_at),
        "critical": line in critical,
    }


def _legal(found: Forecast, on: date, calendar: WorkingCalendar) -> Json:
    verdict = core.judge(found.finishes_at, on, calendar)
    return {"on": on.isoformat(), "met": verdict.met, "working_days": verdict.days}
