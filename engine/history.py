"""A forecast from what was recorded: how long the steps of an SOP took, how often work went back.

The rules are `engine.core.spread`; here the past is laid beside the way ahead.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from engine import views
from engine.core import spread
from engine.core.calendar import WorkingCalendar
from engine.core.figures import percent, quantile
from engine.core.findings import Finding
from engine.core.forecast import Begun, Supposing
from engine.core.itinerary import Itinerary, Stop
from engine.core.spread import LEAST, History, Likely
from engine.session import Session
from engine.views import Json
from storage import history
from storage.history import Past

Where = tuple[str, str]
"""The key of the called process, "" in the SOP's own, and the node."""


def found(session: Session, agency: str, key: str, itinerary: Itinerary) -> History:
    """Return what is known of the stops of `itinerary` from the last runs of an SOP."""
    past = history.steps(session.connection, agency, key)
    places: dict[Where, list[int]] = {}
    for each in past:
        places.setdefault(_where(each), []).append(each.seconds)
    took = {
        stop.id: sorted(places[stop.process, stop.node])
        for stop in itinerary.stops.values()
        if stop.kind == "step" and len(places.get((stop.process, stop.node), ())) >= LEAST
    }
    return History(took, _rounds(past, itinerary))


def look(
    known: History,
    itinerary: Itinerary,
    begun: Mapping[str, Begun],
    supposing: Supposing,
    calendar: WorkingCalendar,
    legal: Iterable[tuple[str, date]],
    now: datetime,
) -> Json | None:
    """Return how likely it is finished when, as plain JSON; None without any history."""
    if not known.took:
        return None
    likely = spread.likely(itinerary, begun, known, supposing, calendar, now)
    return {
        "draws": len(likely.finishes),
        "runs": len(known.rounds),
        "finishes_at": _instants(likely.finishes),
        "legal": [_legal(likely, to, on, calendar) for to, on in legal],
        "steps": [
            _step(itinerary.stops[id], known.took.get(id), likely.stops[id])
            for id in itinerary.order
            if id in likely.stops
        ],
    }


def doubts(known: History, itinerary: Itinerary, visited: Iterable[str]) -> list[Finding]:
    """Return what history cannot say of the stops that are passed."""
    if not known.took:
        return [Finding("info", "forecast.history_none", facts={"least": LEAST})]
    ahead = set(visited)
    steps = [stop for stop in itinerary.stops.values() if stop.kind == "step" and stop.id in ahead]
    short = [stop.number or stop.id for stop in steps if stop.id not in known.took]
    result = []
    if short:
        facts = {"steps": ", ".join(short), "least": LEAST}
        result.append(Finding("info", "forecast.history_short", facts=facts))
    if itinerary.again and not known.rounds:
        result.append(Finding("info", "forecast.history_rounds", facts={"least": LEAST}))
    return result


def _where(past: Past) -> Where:
    return past.process.partition("@")[0], past.node


def _rounds(past: Sequence[Past], itinerary: Itinerary) -> list[dict[str, int]]:
    """Return the correction rounds of each run that ended, in a fixed order."""
    runs: dict[str, dict[Where, int]] = {}
    for each in past:
        if each.ended:
            reached = runs.setdefault(each.instance_id, {})
            reached[_where(each)] = max(reached.get(_where(each), 0), each.round)
    if len(runs) < LEAST:
        return []
    places = {stop.id: (stop.process, stop.node) for stop in itinerary.stops.values()}
    return [
        spread.own_rounds(
            itinerary, {id: reached[at] for id, at in places.items() if at in reached}
        )
        for _, reached in sorted(runs.items())
    ]


def _step(stop: Stop, took: Sequence[int] | None, finishes: Sequence[datetime]) -> Json:
    return {
        "step": stop.number,
        "node": stop.id,
        "name": stop.name or stop.id,
        "lane": stop.lane,
        "n": len(took) if took else 0,
        "median_minutes": round(quantile(took, 50) / 60, 1) if took else None,
        "p90_minutes": round(quantile(took, 90) / 60, 1) if took else None,
        "finishes_at": _instants(finishes),
    }


def _instants(finishes: Sequence[datetime]) -> Json:
    return {
        "median": views.instant(spread.by(finishes, 50)),
        "p90": views.instant(spread.by(finishes, 90)),
    }


def _legal(likely: Likely, to: str, on: date, calendar: WorkingCalendar) -> Json:
    """Return in how many of all draws a legal date is met, in per cent."""
    ends_at = datetime.combine(on + timedelta(1), time(), calendar.zone)
    return {
        "on": on.isoformat(),
        "to": to or None,
        "met_percent": percent(*likely.share_by(ends_at)),
    }
