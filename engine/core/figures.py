"""What the times of many steps add up to: how many in time, the two clocks, work done again.

The definitions in words: docs/reference/reports.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from engine.core import timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.soptable import TimeStandard

_A_MONDAY: Final = date(2024, 1, 1)

Judgement = Literal["met", "breached", "late", "void", "none"]
"""Of a step that has a time standard its compliance, "late" while it is open and past its deadline;
"none" of one that has no standard."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One step as it was done, or ended undone, or is late and still open.

    `waited` and `handled` are working seconds; `share` is how much of its time standard it took,
    1.0 for all of it, None where that cannot be said. Times count of what is `done` alone.
    """

    judgement: Judgement
    done: bool = True
    returned: bool = False
    round: int = 1
    waited: int = 0
    handled: int = 0
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How `n` measurements lie; median and p90 (nine of ten are below it) are None of nothing."""

    n: int
    median: float | None
    p90: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What many turns add up to.

    `on_time` is the per cent met of all that was met, breached or is late and open. `again` counts
    those done in a second or later round, `returned` those that sent the work back, `rounds` is the
    highest round.
    """

    done: int
    met: int
    breached: int
    late: int
    void: int
    without_standard: int
    on_time: float | None
    waiting: Spread
    handling: Spread
    share: Spread
    again: int
    returned: int
    rounds: int


def figures(turns: Iterable[Turn]) -> Figures:
    """Return what `turns` add up to."""
    judged = dict.fromkeys(("met", "breached", "late", "void", "none"), 0)
    waited: list[float] = []
    handled: list[float] = []
    shares: list[float] = []
    again = returned = rounds = 0
    for turn in turns:
        judged[turn.judgement] += 1
        if not turn.done:
            continue
        waited.append(turn.waited)
        handled.append(turn.handled)
        if turn.share is not None:
            shares.append(turn.share)
        again += turn.round > 1
        returned += turn.returned
        rounds = max(rounds, turn.round)
    return Figures(
        done=len(waited),
        met=judged["met"],
        breached=judged["breached"],
        late=judged["late"],
        void=judged["void"],
        without_standard=judged["none"],
        on_time=percent(judged["met"], judged["met"] + judged["breached"] + judged["late"]),
        waiting=spread(waited),
        handling=spread(handled),
        share=spread(shares),
        again=again,
        returned=returned,
        rounds=rounds,
    )


def spread(values: Iterable[float]) -> Spread:
    """Return how `values` lie."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, None, None, 0)
    return Spread(len(ordered), quantile(ordered, 50), quantile(ordered, 90), sum(ordered))


def quantile(ordered: Sequence[float], per_cent: int) -> float:
    """Return the value that `per_cent` of `ordered`, which is not empty, do not exceed.

    Between two values it is taken in proportion, as PERCENTILE.INC and MEDIAN of a spreadsheet do.
    """
    below, rest = divmod((len(ordered) - 1) * per_cent, 100)
    if not rest:
        return ordered[below]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * rest / 100


def percent(part: int, whole: int) -> float | None:
    """Return how many per cent `part` is of `whole`, to one decimal; None of nothing.

    Less than all is never shown as 100, more than nothing never as 0.
    """
    if not whole:
        return None
    shown = round(100 * part / whole, 1)
    return min(max(shown, 0.1), 99.9) if 0 < part < whole else shown


def normal_length(standard: TimeStandard, calendar: WorkingCalendar, on: date) -> timedelta:
    """Return how much working time `standard` is, begun when the normal week of `on` opens.

    A day is as long as it is without Ramadan and holidays.
    """
    plain = replace(calendar, week=calendar.week_on(on), weeks=(), seasons=(), closed={}, days={})
    begin = plain.opening(datetime.combine(_A_MONDAY, time(), calendar.zone))
    return plain.between(begin, timestandard.deadline(standard, plain, begin))
