"""The open jobs of one instance in the hands of one verb: collected here, written at the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from engine.actors import SYSTEM
from engine.core.model import OpenJob
from engine.session import Session
from engine.trail import Trail
from storage import jobs
from storage.jobs import JobRecord

UNDER_WAY: Final = frozenset({"ready", "running"})
"""States of a job that a handler has or will get; one that has failed waits for a person."""


def beside(job: JobRecord) -> bool:
    """Tell whether no service task waits for a job, as with one that a rung asks for."""
    return job.token < 0


class CaseJobs:
    """The open jobs of an instance, as they are and as they shall be."""

    def __init__(self, session: Session, trail: Trail, count: int) -> None:
        """Keep the jobs of the instance that `trail` is of; with a `count` of 0 nothing is read."""
        self._session = session
        self._count = count
        self._trail = trail
        self._found: dict[str, JobRecord] | None = None if count else {}
        self._before: dict[str, JobRecord] = {}
        self._added: dict[str, None] = {}
        self._changed: dict[str, dict[str, Any]] = {}

    @property
    def open(self) -> list[JobRecord]:
        """Return the open jobs, in the order they appeared."""
        return [job for job in self._known().values() if job.closed_at is None]

    @property
    def count(self) -> int:
        """Return how many are open."""
        return self._count if self._found is None else len(self.open)

    @property
    def changed(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self._added or self._changed)

    def follow(self, wanted: tuple[OpenJob, ...], now: datetime) -> list[str]:
        """Open the jobs that are new in `wanted`, cancel those that are not in it any more.

        Returns the ids of the cancelled.
        """
        tokens = {job.token for job in wanted}
        cancelled = [j.id for j in self.open if not beside(j) and j.token not in tokens]
        self._cancel(cancelled, now)
        known = {job.token for job in self._known().values()}
        for job in wanted:
            if job.token not in known:
                self._open(job, now)
        return cancelled

    def ask(self, handler: str, node: str, inputs: Mapping[str, Any], now: datetime) -> None:
        """Let a handler do something that no service task waits for."""
        aside = OpenJob(-self._trail.seq - 1, node, handler, values=inputs)
        self._open(aside, now)

    def cancel(self, now: datetime) -> None:
        """Cancel all of them."""
        self._cancel([job.id for job in self.open], now)

    def hold(self) -> None:
        """Let no handler have them until `resume`; what one returns meanwhile is not kept."""
        for job in self.open:
            if job.state in UNDER_WAY:
                self.change(job, state="ready", next_at=None)

    def resume(self, now: datetime) -> None:
        """Let handlers have them again."""
        for job in self.open:
            if job.state in UNDER_WAY:
                self.change(job, next_at=now)

    def end(self, job: JobRecord, state: str, now: datetime) -> None:
        """Close a job for good."""
        self.change(job, state=state, next_at=None, closed_at=now)

    def change(self, job: JobRecord, **columns: Any) -> None:
        """Change columns of an open job."""
        self._known()[job.id] = replace(self._known()[job.id], **columns)
        if job.id not in self._added:
            self._changed.setdefault(job.id, {}).update(columns)

    def flush(self) -> None:
        """Add the statements that make it so.

        Where somebody has taken or ended a changed job meanwhile, the whole unit is Stale.
        """
        work = self._session.work
        for id in (*self._added, *self._changed):
            self._session.expect("jobs", self._known()[id].next_at)
        jobs.add(work, [self._known()[id] for id in self._added])
        for id, values in self._changed.items():
            jobs.change(work, self._before[id], values)

    def _known(self) -> dict[str, JobRecord]:
        if self._found is None:
            read = jobs.open_of(self._session.connection, self._trail.stream)
            self._found = {job.id: job for job in read}
            self._before = dict(self._found)
        return self._found

    def _cancel(self, ids: list[str], now: datetime) -> None:
        for job in [self._known()[id] for id in ids]:
            self.end(job, "cancelled", now)
            self._trail.log("JobCancelled", SYSTEM, now, job=job.id, node=job.node)

    def _open(self, job: OpenJob, now: datetime) -> None:
        record = JobRecord(
            id=self._session.new_id(now),
            agency_id=self._trail.agency_id,
            instance_id=self._trail.stream,
            token=job.token,
            node=job.node,
            process=job.process,
            handler=job.handler,
            item=job.item,
            inputs=dict(job.values),
            state="ready",
            attempts=0,
            next_at=now,
            error="",
            created_at=now,
            closed_at=None,
        )
        self._known()[record.id] = record
        self._added[record.id] = None
        self._trail.log("JobOpened", SYSTEM, now, job=record.id, node=job.node, handler=job.handler)
