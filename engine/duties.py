"""What time makes happen, as data: each duty, how to do it, and how to see when it is next due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from engine import delivery, digest, ticks, webhooks
from engine.ticks import Ticked
from storage import instances, jobs, obligations, schedules, starttimers

if TYPE_CHECKING:
    from engine.app import Application

Look = Callable[["Application", datetime], Ticked]
NextDue = Callable[["Application"], datetime | None]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to look after, by `look`.

    `next_due` tells when there is something to do, so that the node need not wait for its beat;
    None leaves it to the beat. A node does it `at_once` times beside each other. `seconds` is its
    beat where it is not that of the settings, which no duty beats faster than.
    """

    name: str
    look: Look
    next_due: NextDue | None = None
    at_once: int = 1
    seconds: float = 0.0


def _next_obligation(app: "Application") -> datetime | None:
    with app.database.read() as connection:
        return obligations.next_check(connection)


def _next_timer(app: "Application") -> datetime | None:
    with app.database.read() as connection:
        return instances.next_due(connection)


def _next_version(app: "Application") -> datetime | None:
    with app.database.read() as connection:
        return schedules.next_due(connection)


def _next_start(app: "Application") -> datetime | None:
    with app.database.read() as connection:
        return starttimers.next_due(connection)


def _next_job(app: "Application") -> datetime | None:
    with app.database.read() as connection:
        return jobs.next_due(connection, app.handlers.keys())


def _forget_commands(app: "Application", _now: datetime) -> Ticked:
    app.forget_commands()
    return Ticked()


DUTIES: Final[tuple[Duty, ...]] = (
    Duty("clock", ticks.compare_clocks),
    # Before the starts: a version that comes into force may begin by the clock at once.
    Duty("schedules", ticks.begin_versions, _next_version),
    Duty("starts", ticks.start_due, _next_start),
    # Before the obligations: nobody is reminded of a step that a timer has taken away.
    Duty("timers", ticks.fire_timers, _next_timer),
    Duty("obligations", ticks.check_obligations, _next_obligation),
    # Handlers a node runs at once: a slow one holds up neither the others nor anything else.
    Duty("jobs", ticks.run_jobs, _next_job, at_once=4),
    Duty("digest", digest.digest, seconds=60),
    Duty("delivery", delivery.deliver),
    Duty("webhooks", webhooks.deliver),
    Duty("commands", _forget_commands, seconds=3600),
)
"""Every duty of a node, in the order one look at all of them takes."""
