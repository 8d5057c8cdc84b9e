"""APScheduler: when the ticks are called. A steady beat per node is the whole truth.

Memory job store, UTC, coalesced, one at a time, and never lost to a misfire: a process that was
frozen for minutes must look again at once (`misfire_grace_time=None`; the default drops the job).
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from engine import ticks
from engine.app import Application
from engine.core.errors import Unavailable
from engine.ticks import Ticked

JOB_WORKERS: Final = 4
"""Handlers a node runs at once: a slow one holds up neither the timers nor the others."""

log = logging.getLogger("sopan.scheduler")


def start(app: Application) -> BackgroundScheduler:
    """Start beating for `app`; stop it with its `shutdown()`."""
    # It warns at each beat that finds the one before still at work, which a slow handler may be.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(
        _beat,
        IntervalTrigger(seconds=app.settings.tick_seconds, timezone=UTC),
        [app, ticks.fire_timers],
        id="timers",
    )
    scheduler.add_job(
        _beat,
        IntervalTrigger(seconds=app.settings.tick_seconds, timezone=UTC),
        [app, ticks.start_due],
        id="starts",
    )
    for number in range(JOB_WORKERS):
        scheduler.add_job(
            _beat,
            IntervalTrigger(seconds=app.settings.tick_seconds, timezone=UTC),
            [app, ticks.run_jobs],
            id=f"jobs-{number}",
        )
    scheduler.start()
    return scheduler


def _beat(app: Application, tick: Callable[[Application, datetime], Ticked]) -> None:
    """Look once. What fails is tried at the next beat: the loop outlives a lost database."""
    try:
        ticked = tick(app, app.clock.now())
    except (
        Unavailable
    ) as gone:  # the office knows by itself; a traceback each second hides the rest
        log.warning("%s", gone)
        return
    except Exception:
        log.exception("a look for what is due failed; it will be repeated")
        return
    if ticked.failed:
        log.warning("%d instances could not go on; see `sopan incidents`", ticked.failed)
