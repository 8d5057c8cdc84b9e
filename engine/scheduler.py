"""APScheduler: when the ticks are called. A steady beat per node is the whole truth.

Memory job store, UTC, coalesced, one at a time, and never lost to a misfire: a process that was
frozen for minutes must look again at once (`misfire_grace_time=None`; the default drops the job).
"""

import logging
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from engine import ticks
from engine.app import Application

log = logging.getLogger("sopan.scheduler")


def start(app: Application) -> BackgroundScheduler:
    """Start beating for `app`; stop it with its `shutdown()`."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(
        _beat, IntervalTrigger(seconds=app.settings.tick_seconds, timezone=UTC), [app], id="timers"
    )
    scheduler.start()
    return scheduler


def _beat(app: Application) -> None:
    """Look once. What fails is tried at the next beat: the loop outlives a lost database."""
    try:
        ticked = ticks.fire_timers(app, app.clock.now())
    except Exception:
        log.exception("the look for due timers failed; it will be repeated")
        return
    if ticked.failed:
        log.warning("%d instances could not go on; see `sopan incidents`", ticked.failed)
