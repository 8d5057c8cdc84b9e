"""When each step and the whole will be finished, if each step takes exactly its time standard.

A step starts when everything that leads to it is finished, of parallel branches the latest. The
rules in words: docs/reference/forecast.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from engine.core import timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.core.itinerary import MOST_STOPS, Itinerary, Stop


@dataclass(frozen=True, slots=True)
class Supposing:
    """What is supposed: correction rounds, and by how many per cent every standard is overrun.

    `rounds` at every decision that can send back, but `rounds_at` at those it names by stop id.
    """

    rounds: int = 0
    rounds_at: Mapping[str, int] = field(default_factory=dict)
    late_by: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """A stop that the forecast begins at: open since an instant, its deadline if one is kept.

    `times` is how often it is still to be done one after another, None for all of its times;
    `spent` the working time it has taken so far.
    """

    at: datetime
    due_at: datetime | None = None
    times: int | None = None
    spent: timedelta = timedelta()


Drawn = Callable[[Stop, str, timedelta], timedelta | None]
"""The working time a step takes from now on, where that is known better than by its standard.

It is told which time of which round it is, as a text of its own, and how much is spent already.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """A stop on the way, from when to when; `after` is what it had to wait for last."""

    stop: Stop
    round: int
    starts_at: datetime
    finishes_at: datetime
    after: "Planned | None"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What lies ahead: the `lines` by start, the whole's finish and how long each lane holds it.

    `held` is in working time, the longest first. `critical` are the lines that the finish hangs on:
    one after another they lead to it. `visited` are the ids of all stops on the way.
    """

    lines: tuple[Planned, ...]
    critical: tuple[Planned, ...]
    starts_at: datetime
    finishes_at: datetime
    held: Mapping[str, timedelta]
    visited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a legal date is met, and the working days between the finish and that date.

    `days` are those left after the day of the finish up to the legal date, or those past it.
    """

    met: bool
    days: int


def forecast(
    itinerary: Itinerary,
    begun: Mapping[str, Begun],
    supposing: Supposing,
    calendar: WorkingCalendar,
    now: datetime,
) -> Forecast:
    """Return when everything from the stops `begun` on is finished; none of it before `now`.

    Raises Invalid for a standard that is not one, a calendar without enough working time, or a way
    without measure; OverflowError where it leads past the year 9999.
    """
    return _walked(_Walk(itinerary, supposing, calendar, now), begun).result()


def passed(
    itinerary: Itinerary,
    begun: Mapping[str, Begun],
    supposing: Supposing,
    calendar: WorkingCalendar,
    now: datetime,
    drawn: Drawn,
) -> Sequence[Planned]:
    """Return everything that is passed when steps take what is `drawn` for them, in order.

    Raises as `forecast` does.
    """
    return _walked(_Walk(itinerary, supposing, calendar, now, drawn), begun).passed


def judge(finish: datetime, legal_on: date, calendar: WorkingCalendar) -> Verdict:
    """Return whether what is finished at `finish` is in time for the local date `legal_on`."""
    on = finish.astimezone(calendar.zone).date()
    first, last = sorted((on, legal_on))
    dates = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    return Verdict(on <= legal_on, sum(map(calendar.is_working_day, dates)))


def provisional_years(
    starts_at: datetime, finishes_at: datetime, calendar: WorkingCalendar
) -> tuple[int, ...]:
    """Return the years a forecast touches whose holidays nobody has decreed yet."""
    if calendar.decreed_until is None:
        return ()
    first, last = (at.astimezone(calendar.zone).year for at in (starts_at, finishes_at))
    return tuple(year for year in range(first, last + 1) if year > calendar.decreed_until)


@dataclass(slots=True)
class _Walk:
    """A way through the stops, and everything passed on it."""

    itinerary: Itinerary
    supposing: Supposing
    calendar: WorkingCalendar
    now: datetime
    drawn: Drawn | None = None
    rounds: dict[str, int] = field(default_factory=dict)
    passed: list[Planned] = field(default_factory=list)

    def through(self, id: str, earlier: list[Planned], begun: Begun | None) -> Planned:
        """Pass a stop, and as often as supposed the correction rounds that begin there."""
        found = [self._open(id, begun)] if begun else []
        if earlier:
            found.append(self._pass(id, _latest(earlier)))
        at = _latest(found)
        again = self.itinerary.again.get(id, {})
        rounds = self.supposing.rounds_at.get(id, self.supposing.rounds) if again else 0
        for _ in range(rounds):
            done: dict[str, Planned] = {}
            for each, before in again.items():
                waited = [done[one] for one in before]
                done[each] = self._pass(each, _latest(waited) if waited else at)
            at = done[id]
        return at

    def result(self) -> Forecast:
        """Return the forecast of all that was passed."""
        lines = sorted(filter(_planned, self.passed), key=lambda line: line.starts_at)
        end = _latest(self.passed[::-1])
        chain = list(_chain(end))[::-1]
        held: dict[str, timedelta] = {}
        for line in lines:
            if line.stop.kind == "step":
                time = self.calendar.between(line.starts_at, line.finishes_at)
                held[line.stop.lane] = held.get(line.stop.lane, timedelta()) + time
        return Forecast(
            lines=tuple(lines),
            critical=tuple(filter(_planned, chain)),
            starts_at=min(line.starts_at for line in self.passed),
            finishes_at=end.finishes_at,
            held=dict(sorted(held.items(), key=lambda each: -each[1])),
            visited=frozenset(line.stop.id for line in self.passed),
        )

    def _open(self, id: str, begun: Begun) -> Planned:
        """Pass a stop that is open already, at the earliest now."""
        stop = self.itinerary.stops[id]
        self.rounds[id] = max(stop.reached, 1)
        times = stop.times if begun.times is None else begun.times
        rest = self.drawn(stop, f"{self.rounds[id]}/0", begun.spent) if self.drawn else None
        if rest is not None and times:
            finish = self.calendar.add(max(self.now, begun.at), rest)
        else:
            finish = max(self.now, begun.due_at or begun.at)
            if stop.kind != "timer" or begun.due_at is None:
                finish = max(finish, self._by_standard(stop, begun.at, min(times, 1)))
        finish = self._finish(stop, finish, times - 1) if times > 1 else finish
        return self._note(stop, begun.at, finish, None)

    def _pass(self, id: str, after: Planned) -> Planned:
        stop, start = self.itinerary.stops[id], after.finishes_at
        self.rounds[id] = self.rounds.get(id, stop.reached) + 1
        return self._note(stop, start, self._finish(stop, start, stop.times), after)

    def _note(
        self, stop: Stop, start: datetime, finish: datetime, after: Planned | None
    ) -> Planned:
        if len(self.passed) >= MOST_STOPS:
            raise Invalid("forecast.too_large", limit=MOST_STOPS)
        passed = Planned(stop, self.rounds[stop.id], start, finish, after)
        self.passed.append(passed)
        return passed

    def _finish(self, stop: Stop, start: datetime, times: int) -> datetime:
        """Return when `stop` is done `times` times over, begun at `start`."""
        for left in range(times, 0, -1):
            what = f"{self.rounds[stop.id]}/{left}"
            took = self.drawn(stop, what, timedelta()) if self.drawn else None
            if took is None:
                return self._by_standard(stop, start, left)
            start = self.calendar.add(start, took)
        return start

    def _by_standard(self, stop: Stop, start: datetime, times: int) -> datetime:
        if stop.fires:
            return max(start, stop.fires(start))
        if stop.standard is None:
            return start
        percent = 100 + self.supposing.late_by
        for _ in range(times):
            start = timestandard.deadline(stop.standard, self.calendar, start, percent)
        return start


def _walked(walk: _Walk, begun: Mapping[str, Begun]) -> _Walk:
    """Return `walk` after it has gone all the way."""
    last: dict[str, Planned] = {}
    for id in walk.itinerary.reached(tuple(begun)):
        earlier = [last[before] for before in walk.itinerary.before[id] if before in last]
        last[id] = walk.through(id, earlier, begun.get(id))
    return walk


def _latest(lines: Sequence[Planned]) -> Planned:
    return max(lines, key=lambda line: line.finishes_at)


def _planned(line: Planned) -> bool:
    return line.stop.planned


def _chain(end: Planned) -> Iterator[Planned]:
    """Yield what the end hangs on, backwards."""
    at: Planned | None = end
    while at:
        yield at
        at = at.after
