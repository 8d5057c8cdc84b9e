"""What-if: when an SOP, or an instance that runs, would be finished. It reads and changes nothing.

How it counts, in words: docs/reference/forecast.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from engine import forecastviews, history, instances, obligations
from engine.bpmn import itineraries
from engine.bpmn.itineraries import Running
from engine.bpmn.parser import Model
from engine.bpmn.timers import TimerError
from engine.core import escalation, timestandard
from engine.core import forecast as core
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Conflict, Invalid, NotFound
from engine.core.forecast import Begun, Supposing
from engine.core.itinerary import Itinerary, Stop
from engine.forecastviews import Owed
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
    """What is forecast: a model at an agency, where it begins, and what it owes by when."""

    agency: Agency
    model: Model
    itinerary: Itinerary
    begun: Mapping[str, Begun]
    head: Json
    owed: Owed


def forecast(session: Session, asked: Asked, agency_id: str, language: str, now: datetime) -> Json:
    """Return when each step and the whole would be finished, as plain JSON values.

    `agency_id` is whose a definition is that names no agency.

    Raises Invalid for a question that contradicts itself, NotFound, and Conflict for an SOP without
    a version in force or an instance that does not run.
    """
    if bool(asked.definition) == bool(asked.instance) or (asked.instance and asked.start):
        raise Invalid("forecast.which")
    _check(asked)
    try:
        if asked.instance:
            return _answer(
                session, _of_instance(session, asked.instance, now), asked, language, now
            )
        return _at_start(session, _deployed(session, asked, agency_id, now), asked, language)
    except (OverflowError, TimerError):
        raise Invalid("forecast.too_far") from None


def of_model(
    session: Session, agency: Agency, model: Model, asked: Asked, language: str, now: datetime
) -> Json:
    """Return the same of a model that is not deployed, as if this agency ran it.

    The definition, version and instance of `asked` do not count. Raises Invalid.
    """
    _check(asked)
    head = {"definition": f"{agency.organisation.agency}/{model.key}", "version": None}
    try:
        subject = _begun_anew(session, agency, model, head, asked, now)
        return _at_start(session, subject, asked, language)
    except (OverflowError, TimerError):
        raise Invalid("forecast.too_far") from None


def _at_start(session: Session, subject: _Subject, asked: Asked, language: str) -> Json:
    """Return the forecast of what is begun anew: nothing of it is before it begins."""
    start = min(each.at for each in subject.begun.values())
    return _answer(session, subject, asked, language, start)


def _answer(
    session: Session, subject: _Subject, asked: Asked, language: str, now: datetime
) -> Json:
    supposing = Supposing(asked.rounds, _rounds_at(asked, subject.itinerary), asked.late_by)
    calendar, begun = subject.agency.calendar, subject.begun
    way, owed = subject.itinerary, subject.owed
    if asked.legal_on:
        owed = replace(owed, legal=[("", asked.legal_on)])
    found = core.forecast(way, begun, supposing, calendar, now)
    past: Json | None = None
    doubts = [finding for finding in way.findings if finding.element in found.visited]
    if asked.history:
        here, _, key = subject.head["definition"].partition("/")
        known = history.found(session, here, key, way)
        past = history.look(known, way, begun, supposing, calendar, owed.legal, now)
        doubts += history.doubts(known, way, found.visited)
    return {
        **subject.head,
        "name": subject.model.name,
        "agency": subject.agency.organisation.agency,
        "zone": calendar.zone.key,
        **forecastviews.shown(found, owed, calendar, language),
        "rounds": asked.rounds,
        "late_by": asked.late_by,
        "history": past,
        "assumptions": [finding.as_json(language) for finding in doubts],
    }


def _check(asked: Asked) -> None:
    _require_number("--rounds", asked.rounds, MOST_ROUNDS)
    _require_number("--late-by", asked.late_by, MOST_LATE)
    for rounds in asked.rounds_at.values():
        _require_number("--set", rounds, MOST_ROUNDS)


def _require_number(option: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise Invalid("forecast.number", option=option, text=value, most=most)


def _deployed(session: Session, asked: Asked, agency_id: str, now: datetime) -> _Subject:
    """Return an SOP that would be started."""
    named, _, key = asked.definition.rpartition("/")
    agency_id = named or agency_id
    agency = session.agency(agency_id)
    record = instances.startable(session, agency_id, key, asked.version)
    head = {"definition": f"{agency_id}/{key}", "version": record.version}
    return _begun_anew(session, agency, session.model(record.id), head, asked, now)


def _begun_anew(
    session: Session, agency: Agency, model: Model, head: Json, asked: Asked, now: datetime
) -> _Subject:
    """Return a model that would be started when it is asked for."""
    calendar = agency.calendar
    start = _moment(asked.start, calendar) if asked.start else now
    found = itineraries.read(model, session.context(agency), calendar, Running(), start)
    begun = {id: Begun(start) for id in found.entries}
    today = start.astimezone(calendar.zone).date()
    legal = [(each.to, escalation.next_legal(each.on, today)) for each in model.legal_dates]
    standard = model.time_standard
    due_at = timestandard.deadline(standard, calendar, start) if standard else None
    owed = Owed(_by_date(legal), standard, due_at)
    head = {**head, "instance": None, "title": None}
    return _Subject(agency, model, found, begun, head, owed)


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
    return _Subject(agency, model, found, begun, head, _owed(session, id))


def _owed(session: Session, id: str) -> Owed:
    """Return what an instance as a whole owes by when, still open."""
    open_ = stored_obligations.open_of(session.connection, id)
    legal = [(each.label, on) for each in open_ if (on := obligations.terms_of(each).legal_on)]
    whole = next((each for each in open_ if each.kind == "whole"), None)
    if whole is None:
        return Owed(_by_date(legal))
    return Owed(_by_date(legal), obligations.standard_of(whole), whole.deadline_at)


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
