"""What the API answers about instances, their trail, and what a verb came to."""

from typing import Any

from pydantic import BaseModel

from engine.core.lifecycle import InstanceStatus
from web.answers.incidents import Incident
from web.answers.jobs import Job
from web.answers.obligations import Obligation
from web.answers.tasks import WorkItem
from web.answers.values import Instant, Text


class Instance(BaseModel):
    """One line of the list of instances."""

    id: str
    definition: str
    version: int
    name: str
    title: str
    status: InstanceStatus
    open: int
    incidents: int
    started_at: Instant
    ended_at: Instant | None


class Result(BaseModel):
    """What a verb came to: the instance, the work that opened, the incident if any."""

    id: str
    definition: str
    version: int
    title: str
    status: InstanceStatus
    work_item: WorkItem | None
    next: list[WorkItem]
    incident: Incident | None


class Waiting(BaseModel):
    """What an instance waits for."""

    kind: str
    name: str
    node: str
    key: Text


class Entry(BaseModel):
    """One entry of an audit trail."""

    seq: int
    at: Instant
    kind: str
    officer: Text
    capacity: Text
    work_item: Text
    data: dict[str, Any]
    hash: str


class AgencyEntry(Entry):
    """An entry of any trail of an agency, and the instance it is of; null for the agency's own."""

    id: int
    instance: Text
    title: str


class InstanceInFull(BaseModel):
    """Everything about an instance."""

    id: str
    definition: str
    version: int
    name: str
    title: str
    status: InstanceStatus
    started_at: Instant
    started_by: Text
    ended_at: Instant | None
    next_due_at: Instant | None
    waiting: list[Waiting]
    variables: dict[str, Any]
    steps: list[WorkItem]
    open: list[WorkItem]
    jobs: list[Job]
    obligations: list[Obligation]
    incidents: list[Incident]
    events: list[Entry]


class Break(BaseModel):
    """Where an audit trail is broken."""

    stream: str
    seq: int
    fault: str
    message: str


class Verification(BaseModel):
    """Whether audit trails are whole."""

    whole: bool
    streams: int
    events: int
    breaks: list[Break]
