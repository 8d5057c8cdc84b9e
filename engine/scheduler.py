"""APScheduler: when the duties are looked after. A steady beat per node is the whole truth.

Memory job store, UTC, coalesced, and never lost to a misfire: a process that was frozen for minutes
must look again at once (`misfire_grace_time=None`; the default drops the job). Besides the beat a
duty is woken at the instant it is next due, as far as that comes before the next beat; so a wake
that is lost costs one beat and no more.
"""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from engine.app import Application
from engine.clock import SystemClock
from engine.core.errors import Unavailable
from engine.duties import DUTIES, Duty
from storage import wakes

NEVER: Final = datetime.max.replace(tzinfo=UTC)

log = logging.getLogger("sopan.scheduler")


def start(app: Application, duties: Sequence[Duty] = DUTIES) -> "Node":
    """Start looking after the duties of `app`; stop it with its `shutdown()`."""
    node = Node(app, duties)
    node.start()
    return node


class Node:
    """One process at its duties, and what it hears of the others."""

    def __init__(self, app: Application, duties: Sequence[Duty]) -> None:
        """Lay out one watch for each duty that is done once at a time, several for the others."""
        # It warns at each beat that finds the one before still at work, as a slow handler may be.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._app = app
        self._alone = app.alarm
        self._scheduler = Scheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._watches = {
            duty.name: [Watch(app, duty, number, self._scheduler) for number in range(duty.at_once)]
            for duty in duties
        }
        self._listener = wakes.Listener(app.database, self.wake, self.look)

    def start(self) -> None:
        """Begin: every duty is looked after at once, and then at each beat."""
        self._scheduler.start()
        for watch in self._all():
            watch.start()
        self._app.alarm = self._ring
        self._listener.start()

    def shutdown(self) -> None:
        """Stop, and wait for what is being done."""
        self._app.alarm = self._alone
        self._listener.stop()
        for watch in self._all():
            watch.rest()
        self._scheduler.shutdown()

    def look(self) -> None:
        """Look after every duty soon: something may have been missed."""
        now = self._app.clock.now()
        for watch in self._all():
            watch.wake(now)

    def wake(self, due: wakes.Due) -> bool:
        """Be there in time for what is due; tell whether that is sooner than without."""
        sooner = False
        for name, at in due.items():
            for watch in self._watches.get(name, ()):
                sooner |= watch.wake(at)
        return sooner

    def _ring(self, due: wakes.Due) -> None:
        """Take note of what a verb of this process has made due, and tell the others if need be."""
        if self.wake(due):
            wakes.tell(self._app.database, due)

    def _all(self) -> list["Watch"]:
        return [watch for watches in self._watches.values() for watch in watches]


class Scheduler(BackgroundScheduler):  # type: ignore[misc]  # APScheduler 3 has no types
    """APScheduler, whose thread does not die of a job that has run while it was being stopped.

    It then looks for the job among those it has not begun with, finds none there and raises.
    """

    def remove_job(self, job_id: str, jobstore: str | None = None) -> None:
        """Forget a job, if it is still known."""
        with suppress(JobLookupError):
            super().remove_job(job_id, jobstore)


class Watch:
    """One duty on one node: never done twice at the same time, never forgotten."""

    def __init__(self, app: Application, duty: Duty, number: int, scheduler: "Scheduler") -> None:
        """Watch `duty` of `app`, the `number`-th of its kind, with threads of its own."""
        self._app = app
        self._duty = duty
        self._scheduler = scheduler
        self._name = f"{duty.name}-{number}"
        self._beat = timedelta(seconds=max(duty.seconds, app.beat))
        self._wanted = threading.Event()
        self._at_work = threading.Lock()
        self._arming = threading.Lock()
        self._armed = NEVER
        self._resting = False

    def start(self) -> None:
        """Beat from now on."""
        self._scheduler.add_executor(ThreadPoolExecutor(2), self._name)
        trigger = IntervalTrigger(seconds=self._beat.total_seconds(), timezone=UTC)
        first = SystemClock().now()
        self._scheduler.add_job(
            self.look, trigger, id=self._name, executor=self._name, next_run_time=first
        )

    def wake(self, at: datetime) -> bool:
        """Look at `at`, where that is before the next beat and before the next look planned."""
        now = self._app.clock.now()
        left = at - now
        with self._arming:
            if self._resting or left >= self._beat or now < self._armed <= at:
                return False
            self._armed = at
            trigger = DateTrigger(SystemClock().now() + max(left, timedelta()), UTC)
            self._scheduler.add_job(
                self._woken,
                trigger,
                id=f"{self._name}-next",
                executor=self._name,
                replace_existing=True,
                max_instances=2,  # it may be armed anew while it still runs
            )
        return True

    def rest(self) -> None:
        """Be woken no more: APScheduler stops by waiting for us, and holds what `wake` needs."""
        with self._arming:
            self._resting = True

    def look(self) -> None:
        """Look after the duty; if somebody is at it, they look once more when they are done."""
        self._wanted.set()
        while self._wanted.is_set() and self._at_work.acquire(blocking=False):
            try:
                self._wanted.clear()
                self._do()
            finally:
                self._at_work.release()

    def _woken(self) -> None:
        with self._arming:
            self._armed = NEVER
        self.look()

    def _do(self) -> None:
        """Look once. What fails is tried at the next beat: the loop outlives a lost database."""
        try:
            ticked = self._duty.look(self._app, self._app.clock.now())
            self._arm()
        except Unavailable as gone:  # the office knows by itself; a traceback each time hides it
            log.warning("%s", gone)
        except Exception:
            log.exception("a look for what is due failed; it will be repeated")
        else:
            if ticked.failed:
                log.warning("%d could not go on; see `sopan incidents`", ticked.failed)

    def _arm(self) -> None:
        """Be there when the duty is next due. What stays due is left to the beat."""
        at = self._duty.next_due(self._app) if self._duty.next_due else None
        if at is not None and at > self._app.clock.now():
            self.wake(at)
