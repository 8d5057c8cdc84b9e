"""What time makes happen, as functions of `now`. The scheduler only decides when to call them."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from engine import instances, jobs, ladder
from engine import schedules as engine_schedules
from engine import starttimers as engine_starttimers
from engine.case import Result
from engine.clock import DatabaseClock
from engine.core.errors import Conflict, Invalid, Refusal, Unavailable
from engine.core.model import Stuck
from engine.jobs import Overtaken
from engine.ladder import Together
from handlers.contract import Outcome, Permanent, Retry
from storage import instances as stored
from storage import jobs as stored_jobs
from storage import obligations, schedules, starttimers
from storage.jobs import JobRecord
from storage.schedules import Schedule

if TYPE_CHECKING:
    from engine.app import Application

BATCH = 100
"""How many instances one look takes at a time, and how many jobs it does at most."""

PATIENCE = 20
"""How often a result is saved anew when others were faster: each time one of them got further."""

TAKEN: Final = 20
"""How many obligations are taken at a time."""

LEASE: Final = timedelta(seconds=10)
"""How long what was taken is nobody else's: many times what it needs, and the wait after a crash.

One that takes longer is fired by somebody else as well, who finds it done.
"""

AGAIN_AFTER: Final = timedelta(minutes=15)
"""When an obligation or a schedule is looked at again whose look has failed."""

log = logging.getLogger("sopan.ticks")


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one look came to: how many instances or versions went on, and how many could not."""

    advanced: int = 0
    failed: int = 0


def begin_versions(app: "Application", now: datetime) -> Ticked:
    """Put every version in force whose day has begun, each in a transaction of its own.

    One that cannot be keeps why, and is tried again a quarter of an hour later.
    """
    advanced = failed = 0
    seen: set[str] = set()
    while True:
        with app.database.read() as connection:
            due = schedules.due(connection, now, BATCH + len(seen))
        left = [each for each in due if each.definition_id not in seen]
        if not left:
            return Ticked(advanced, failed)
        for each in left:
            seen.add(each.definition_id)
            begun = _begin(app, each, now)
            advanced += begun is True
            failed += begun is None


def start_due(app: "Application", now: datetime) -> Ticked:
    """Start every SOP whose start timer is due at `now`, as often as it was due in the meantime."""
    advanced = failed = 0
    while True:
        with app.database.read() as connection:
            due = starttimers.due(connection, now, BATCH)
        if not due:
            return Ticked(advanced, failed)
        for timer in due:
            result = app.run(partial(engine_starttimers.fire, seen=timer, now=now))
            advanced += result is not None and result.incident is None
            failed += result is not None and result.incident is not None


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


def check_obligations(app: "Application", now: datetime) -> Ticked:
    """Fire the rungs due at `now`.

    They are taken in batches, which are nobody else's until the lease runs out, and which share a
    transaction where they can. One that fails is marked with why, and looked at again a quarter of
    an hour later; it does not stop the others.
    """
    advanced = failed = 0
    while True:
        with app.database.read() as connection:
            if not obligations.due(connection, now, 1):
                return Ticked(advanced, failed)
        taken = app.database.write(
            lambda connection: obligations.take(connection, now, now + LEASE, TAKEN)
        )
        together = _fire_together(app, taken, now)
        advanced += together.fired
        failed += together.stuck
        for id in together.left:
            fired = _fire(app, id, now)
            advanced += fired is True
            failed += fired is False


def compare_clocks(app: "Application", _now: datetime) -> Ticked:
    """Look at the database's clock, which counts, and how far this machine's own is off."""
    if isinstance(app.clock, DatabaseClock):
        app.clock.compare()
    return Ticked()


def run_jobs(app: "Application", now: datetime) -> Ticked:
    """Run the handlers of jobs that are due at `now`, one after the other.

    Each is taken in a short transaction, runs outside any, and is ended in another. What fails is
    tried again later, in the end by a person; it does not stop the others.
    """
    advanced = failed = 0
    for _ in range(BATCH):
        taken = _take(app, now)
        if taken is None:
            break
        ended = _work(app, taken)
        if ended is not None:
            advanced += ended.incident is None
            failed += ended.incident is not None
        now = app.clock.now()
    return Ticked(advanced, failed)


def _begin(app: "Application", seen: Schedule, now: datetime) -> bool | None:
    """Return whether a version came into force, None where it could not."""
    for _ in range(PATIENCE):
        try:
            return app.run(partial(engine_schedules.fire, seen=seen, now=now))
        except Unavailable:
            raise
        except Exception as error:
            if isinstance(error, Conflict) and error.code == "busy":
                continue
            if not isinstance(error, Refusal):
                log.exception("version %s could not be put in force", seen.definition_id)
            _postpone_version(app, seen, error, now)
            return None
    return False  # others were faster each time; the next look shows what they did


def _postpone_version(app: "Application", seen: Schedule, error: Exception, now: datetime) -> None:
    until, why = now + AGAIN_AFTER, jobs.reason(error)
    with suppress(Conflict):  # somebody has withdrawn it meanwhile
        app.run(partial(engine_schedules.postpone, seen=seen, error=why, until=until, now=now))


def _fire_together(app: "Application", ids: Sequence[str], now: datetime) -> Together:
    """Fire several in one transaction; where that fails, all are left to be fired one by one."""
    try:
        return app.run(partial(ladder.fire_together, ids=ids, now=now))
    except Unavailable:
        raise  # the database is away: what was taken is taken again when the lease runs out
    except Exception:  # noqa: BLE001 - whose it is shows, and is kept, where each fires alone
        return Together(0, 0, tuple(ids))


def _fire(app: "Application", id: str, now: datetime) -> bool | None:
    """Return whether a rung fired, None where none was due any more."""
    try:
        result = app.run(partial(ladder.fire, obligation_id=id, now=now))
    except Unavailable:
        raise  # the database is away: what is left is taken again when the lease runs out
    except Conflict as conflict:
        if conflict.code == "busy":  # others were faster each time; the lease runs out soon
            return None
        return _postpone(app, id, conflict, now)
    except Exception as error:
        if not isinstance(error, Refusal):
            log.exception("the look at obligation %s failed", id)
        return _postpone(app, id, error, now)
    return None if result is None else result.incident is None


def _postpone(app: "Application", id: str, error: Exception, now: datetime) -> bool:
    with suppress(Conflict):  # somebody has closed it meanwhile
        why = jobs.reason(error)
        app.run(partial(ladder.postpone, obligation_id=id, error=why, until=now + AGAIN_AFTER))
    return False


def _take(app: "Application", now: datetime) -> JobRecord | None:
    with app.database.read() as connection:
        if not stored_jobs.any_due(connection, app.handlers.keys(), now):
            return None
    until = now + jobs.LEASE
    return app.database.write(
        lambda connection: stored_jobs.take(connection, app.handlers.keys(), now, until)
    )


def _work(app: "Application", taken: JobRecord) -> Result | None:
    """Run the handler and keep what it came to; None where the job is to be taken once more."""
    try:
        outcome = jobs.run(app.handlers[taken.handler], taken, app.clock.now())
        return _finish(app, taken, outcome)
    except Overtaken:
        return None
    except Stuck as stuck:
        return _give_up(app, taken, stuck)
    except Exception as error:  # noqa: BLE001 - a handler may raise anything; it is kept on the job
        return _failed(app, taken, error)


def _finish(app: "Application", taken: JobRecord, outcome: Outcome) -> Result:
    for _ in range(PATIENCE - 1):
        try:
            return app.run(lambda s: jobs.finish(s, taken, outcome, app.clock.now()))
        except Conflict as conflict:
            if conflict.code != "busy":
                raise
    return app.run(lambda s: jobs.finish(s, taken, outcome, app.clock.now()))


def _failed(app: "Application", taken: JobRecord, error: Exception) -> Result | None:
    reason = jobs.reason(error)
    if isinstance(error, Permanent | Invalid) or taken.attempts >= jobs.MOST_ATTEMPTS:
        facts = {"element": taken.node, "handler": taken.handler, "reason": reason}
        return _give_up(app, taken, Stuck("running.job_failed", taken.node, **facts))
    wait = jobs.backoff(taken.attempts, app.jitter())
    if isinstance(error, Retry):
        wait = max(wait, error.after)
    next_at = app.clock.now() + wait
    app.database.write(lambda connection: stored_jobs.give_back(connection, taken, next_at, reason))
    return None


def _give_up(app: "Application", taken: JobRecord, stuck: Stuck) -> Result | None:
    try:
        return app.run(lambda s: jobs.give_up(s, taken, stuck, app.clock.now()))
    except Refusal:
        return None  # overtaken, or nobody could save it: then the lease runs out
