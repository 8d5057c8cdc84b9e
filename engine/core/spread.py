"""How likely a forecast is, from how long the same steps took before.

The walk of the forecast is gone many times; each time every step takes one of the times it took
before, and work is sent back as often as in one of the runs before. What is drawn hangs only on its
place, so the same history gives the same answer. In words: docs/reference/forecast.md.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from engine.core import forecast
from engine.core.calendar import WorkingCalendar
from engine.core.forecast import Begun, Supposing
from engine.core.itinerary import Itinerary, Stop

LEAST: Final = 5
"""Times a step must have been done, and runs must have ended, before they say anything."""

_DRAWS: Final = 500
_FEWEST: Final = 20
_STOPS: Final = 20_000
"""Stops all draws pass together, about: a long SOP is drawn less often."""
_BITS: Final = 2**64


@dataclass(frozen=True, slots=True)
class History:
    """How long each stop took, in working seconds in rising order, and how often work went back.

    `rounds` are, for each run that ended, the correction rounds by the stop id of the decision.
    Steps done fewer than LEAST times are not in `took`; with fewer ended runs `rounds` is empty.
    """

    took: Mapping[str, Sequence[int]]
    rounds: Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Likely:
    """When the whole and each stop were finished in all draws, each in rising order."""

    finishes: Sequence[datetime]
    stops: Mapping[str, Sequence[datetime]]

    def share_by(self, moment: datetime) -> tuple[int, int]:
        """Return in how many draws the whole is finished by `moment`, and how many there are."""
        return sum(at <= moment for at in self.finishes), len(self.finishes)


def likely(
    itinerary: Itinerary,
    begun: Mapping[str, Begun],
    history: History,
    supposing: Supposing,
    calendar: WorkingCalendar,
    now: datetime,
) -> Likely:
    """Return when everything would be finished if it went as it did before.

    A step without a history takes its standard, and without ended runs the rounds are those of
    `supposing`. Raises as `forecast.forecast` does.
    """
    draws = min(_DRAWS, max(_FEWEST, _STOPS // max(len(itinerary.stops), 1)))
    finishes: list[datetime] = []
    stops: dict[str, list[datetime]] = {}
    for number in range(draws):
        draw = _Draw(number, history)
        rounds = Supposing(supposing.rounds, draw.rounds(itinerary) or supposing.rounds_at)
        passed = forecast.passed(itinerary, begun, rounds, calendar, now, draw.took)
        finishes.append(max(line.finishes_at for line in passed))
        last = {line.stop.id: line.finishes_at for line in passed if line.stop.kind == "step"}
        for id, at in last.items():
            stops.setdefault(id, []).append(at)
    return Likely(sorted(finishes), {id: sorted(found) for id, found in stops.items()})


def by(finishes: Sequence[datetime], per_cent: int) -> datetime:
    """Return the earliest of `finishes`, in rising order, by which `per_cent` of them are over."""
    return finishes[max(-(-len(finishes) * per_cent // 100), 1) - 1]


def own_rounds(itinerary: Itinerary, reached: Mapping[str, int]) -> dict[str, int]:
    """Return how often each decision sent back in a run that reached each stop so often.

    A later decision that sends work back past an earlier one makes that step be done again, too:
    those rounds are its own and not the earlier one's.
    """
    own: dict[str, int] = {}
    for decision in reversed([id for id in itinerary.order if id in itinerary.again]):
        asked = itinerary.asked(decision).id
        others = sum(n for other, n in own.items() if asked in itinerary.again[other])
        own[decision] = max(reached.get(asked, 1) - 1 - others, 0)
    return own


@dataclass(frozen=True, slots=True)
class _Draw:
    """One way it may go."""

    number: int
    history: History

    def took(self, stop: Stop, which: str, spent: timedelta) -> timedelta | None:
        """Return what a step takes from now on: one of the times that were longer than `spent`.

        Nothing where none was: it may be done at any moment.
        """
        known = self.history.took.get(stop.id)
        if known is None:
            return None
        seconds = int(spent.total_seconds())
        longer = known[bisect_right(known, seconds) :] if seconds else known
        if not longer:
            return timedelta()
        return timedelta(seconds=longer[self._pick(f"{stop.id} {which}", len(longer))] - seconds)

    def rounds(self, itinerary: Itinerary) -> dict[str, int]:
        """Return the correction rounds still to come; those a running instance had are over."""
        if not self.history.rounds:
            return {}
        run = self.history.rounds[self._pick("", len(self.history.rounds))]
        had = own_rounds(itinerary, {id: stop.reached for id, stop in itinerary.stops.items()})
        return {id: max(run.get(id, 0) - had[id], 0) for id in itinerary.again}

    def _pick(self, what: str, of: int) -> int:
        """Return a number below `of` that looks like chance and is always the same."""
        digest = hashlib.sha256(f"{self.number} {what}".encode()).digest()
        return int.from_bytes(digest[:8]) * of // _BITS
