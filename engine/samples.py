"""Cycles with a past, for a demonstration: the verbs people would have used, at working times gone.

Nothing is written that the engine would not have written then; only the clock is set back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from engine import ladder
from engine.clock import FixedClock
from engine.core.calendar import WorkingCalendar
from storage import obligations

if TYPE_CHECKING:
    from engine.app import Application

_ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class Move:
    """What an officer did with the step that was open: how long it waited, and how long it took.

    Both are working time. With a `reason` it was returned, to the step with number `to`.
    """

    officer: str
    waited: timedelta
    took: timedelta
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A cycle: which SOP (`agency/key`), who started it, what has been done, and what is open.

    The step that is open now has been so for `days` working days and `hours` more; for a cycle that
    has ended, that is how long ago.
    """

    definition: str
    title: str
    officer: str
    moves: Sequence[Move]
    days: int = 0
    hours: timedelta = _ZERO


def play(app: "Application", sample: Sample) -> str:
    """Let a cycle have happened up to now; return the id of its instance.

    Raises what its verbs raise: then it stands where it was.
    """
    agency = sample.definition.partition("/")[0]
    with app.database.read() as connection:
        calendar = app.caches.agency(connection, agency).calendar
    now = app.clock.now()
    last = calendar.subtract(calendar.add_days(now, -sample.days), sample.hours)
    times = _times(calendar, sample.moves, last)
    clock = FixedClock(times[0][0] if times else last)
    then = type(app)(app.settings, app.database, clock, app.handlers)
    running = str(then.start(sample.definition, title=sample.title, by=sample.officer)["id"])
    for move, (_, claimed, closed) in zip(sample.moves, times, strict=True):
        _make(then, clock, running, move, claimed, closed)
    _fire(then, clock, running, now)
    return running


def _times(
    calendar: WorkingCalendar, moves: Sequence[Move], last: datetime
) -> list[tuple[datetime, datetime, datetime]]:
    """Return when each step opened, was taken and was closed, the last of them at `last`."""
    found: list[tuple[datetime, datetime, datetime]] = []
    closed = last
    for move in reversed(moves):
        claimed = calendar.subtract(closed, move.took)
        opened = calendar.subtract(claimed, move.waited)
        found.append((opened, claimed, closed))
        closed = opened
    return found[::-1]


def _make(
    app: "Application",
    clock: FixedClock,
    running: str,
    move: Move,
    claimed: datetime,
    closed: datetime,
) -> None:
    task = app.tasks(instance=running)[0]["id"]
    _fire(app, clock, running, claimed)
    app.claim(task, by=move.officer)
    app.begin(task, by=move.officer)
    _fire(app, clock, running, closed)
    if move.reason:
        app.return_(task, move.reason, to=move.to, by=move.officer)
    else:
        app.complete(task, move.values, by=move.officer)


def _fire(app: "Application", clock: FixedClock, running: str, until: datetime) -> None:
    """Let the rungs of the cycle fire that were due by then, and set the clock to `until`."""
    while True:
        with app.database.read() as connection:
            pending = obligations.open_of(connection, running)
        due = [(each.next_check_at, each.id) for each in pending if each.next_check_at is not None]
        at, id = min(due, default=(until, ""))
        if at >= until:
            break
        clock.at = at
        app.run(partial(ladder.fire, obligation_id=id, now=at))
    clock.at = until
