"""What time makes happen, as functions of `now`. The scheduler only decides when to call them."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from engine import instances
from engine.core.errors import Refusal
from storage import instances as stored

if TYPE_CHECKING:
    from engine.app import Application

BATCH = 100
"""How many instances one look takes at a time."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one look came to: how many instances went on, and how many could not."""

    advanced: int = 0
    failed: int = 0


def fire_timers(app: "Application", now: datetime) -> Ticked:
    """Fire every timer due at `now`, one instance and one transaction at a time.

    An instance that cannot go on gets its incident, one that cannot be saved is left for the next
    look; neither stops the others.
    """
    advanced = failed = 0
    seen: set[str] = set()
    while True:
        with app.database.read() as connection:
            due = [id for id in stored.due(connection, now, BATCH + len(seen)) if id not in seen]
        if not due:
            return Ticked(advanced, failed)
        for id in due:
            seen.add(id)
            try:
                result = app.run(partial(instances.advance, id=id, now=now))
            except Refusal:
                failed += 1
                continue
            failed += result.incident is not None
            advanced += result.incident is None
