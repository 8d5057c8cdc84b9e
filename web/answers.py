"""What the API answers: the shape of each value, for its description. A test compares them."""

from typing import Any, Literal

from pydantic import BaseModel

from engine.core.lifecycle import InstanceStatus, WorkItemState

Instant = str
"""ISO 8601, UTC."""
Day = str
Text = str | None


class Health(BaseModel):
    """That the server is alive."""

    status: Literal["ok"]


class Finding(BaseModel):
    """Something odd in a model or in what was sent."""

    severity: Literal["error", "warning", "info"]
    code: str
    element: str
    line: int
    message: str


class Definition(BaseModel):
    """One version of an SOP."""

    definition: str
    version: int
    name: str
    status: Literal["draft", "active", "retired"]
    file: str
    digest: str
    deployed_at: Instant
    deployed_by: Text


class DecisionVersion(Definition):
    """One version of a decision."""

    kind: Literal["decision"]


class Deployed(Definition):
    """What deploying came to; of a decision with its `kind`."""

    new: bool
    findings: list[Finding]
    kind: Literal["decision"] = "decision"


class SopStep(BaseModel):
    """A step of an SOP as its table says."""

    node: str
    kind: str
    human: bool
    number: str
    name: str
    lane: str
    inputs: list[str]
    time_standard: str
    outputs: list[str]
    remarks: str
    assumption: str
    links: list[dict[str, Any]]


class SopContent(Definition):
    """What a version of an SOP says."""

    identity: dict[str, Any]
    lanes: list[str]
    time_standard: str
    steps: list[SopStep]


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


class WorkItem(BaseModel):
    """A work item; `waited` and `handled` are seconds of working time."""

    id: str
    instance: str
    agency: str
    step: str
    node: str
    name: str
    lane: str
    position: Text
    state: WorkItemState
    round: int
    item: Any
    officer: Text
    capacity: Text
    candidates: list[str]
    ready_at: Instant
    claimed_at: Instant | None
    started_at: Instant | None
    closed_at: Instant | None
    deadline: Instant | None
    provisional: bool
    compliance: Literal["pending", "met", "breached", "void"] | None
    late: bool
    paused: bool
    waited: int
    handled: int
    result: Any
    reason: Text


class Task(WorkItem):
    """A work item with its instance and its SOP."""

    title: str
    definition: str
    version: int


class Option(BaseModel):
    """One answer of a choice."""

    value: str
    label: str


class Column(BaseModel):
    """One column of a field that is a table."""

    id: str
    label: str
    type: str
    total: bool


class Field(BaseModel):
    """One field of a form."""

    id: str
    label: str
    type: str
    required: bool
    options: list[Option]
    columns: list[Column]


class TaskInFull(Task):
    """A work item with its form and what its row of the SOP table says."""

    time_standard: Text
    inputs: list[str]
    outputs: list[str]
    remarks: Text
    form: list[Field]


class Incident(BaseModel):
    """Something that cannot go on without a person."""

    id: str
    instance: str
    work_item: Text
    node: str
    code: str
    message: str
    command: str
    officer: Text
    attempts: int
    raised_at: Instant
    resolved_at: Instant | None


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


class Job(BaseModel):
    """A job of a handler."""

    id: str
    instance: str
    agency: str
    node: str
    handler: str
    answered: bool
    state: Literal["ready", "running", "done", "failed", "cancelled"]
    item: Any
    inputs: dict[str, Any]
    attempts: int
    next_at: Instant | None
    error: Text
    created_at: Instant
    closed_at: Instant | None


class Obligation(BaseModel):
    """What is owed by when; `left` is working seconds."""

    id: str
    kind: Literal["step", "response", "whole", "legal"]
    to: Text
    on: Day | None
    agency: str
    instance: str
    definition: str
    version: int
    title: str
    work_item: Text
    step: Text
    node: Text
    name: Text
    lane: Text
    officer: Text
    candidates: list[str]
    time_standard: Text
    base_at: Instant
    deadline: Instant
    provisional: bool
    compliance: Literal["pending", "met", "breached", "void"]
    closed_at: Instant | None
    paused_at: Instant | None
    late: bool
    left: int | None
    distance: Text
    rungs_fired: int
    next_check_at: Instant | None
    acknowledged_at: Instant | None
    acknowledged_by: Text
    snoozed_until: Instant | None
    error: Text


class Quieted(BaseModel):
    """How an obligation stands now that somebody has seen to it."""

    id: str
    agency: str
    instance: str
    work_item: Text
    kind: str
    deadline: Instant
    acknowledged_at: Instant | None
    acknowledged_by: Text
    snoozed_until: Instant | None
    next_check_at: Instant | None


class LegalDate(Quieted):
    """The same of a date set by law."""

    to: str
    on: Day


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


class Reminder(BaseModel):
    """A reminder to be sent by hand."""

    work_item: str
    text: str
    whatsapp: str


class Notice(BaseModel):
    """What an officer was told."""

    id: str
    kind: str
    urgent: bool
    subject: str
    short: str
    text: str
    link: Text
    instance: Text
    work_item: Text
    created_at: Instant
    read_at: Instant | None


class Unread(BaseModel):
    """How much is left unread."""

    unread: int


class Sending(BaseModel):
    """A notice as it stands in the outbox."""

    id: str
    agency: str
    officer: str
    channel: str
    channel_name: Text
    kind: str
    urgent: bool
    subject: str
    state: Literal["ready", "sending", "sent", "dead"]
    attempts: int
    error: Text
    message: str
    removed: bool
    created_at: Instant
    next_at: Instant | None
    sent_at: Instant | None


class Channel(BaseModel):
    """A channel; of its address only what is no secret."""

    id: str
    agency: str
    officer: Text
    position: Text
    name: str
    address: Text
    digest: bool
    created_at: Instant
    removed_at: Instant | None


class CalendarDay(BaseModel):
    """A day of a working calendar."""

    date: Day
    day: str
    hours: str
    open: bool
    why: str
    edited: bool
    provisional: bool


class Season(BaseModel):
    """A season with hours of its own."""

    name: str
    first: Day
    last: Day
    week: dict[str, str]


class Calendar(BaseModel):
    """A working calendar."""

    agency: str
    decreed_until: int
    week: dict[str, str]
    seasons: list[Season]
    days: list[CalendarDay]


class Moved(BaseModel):
    """A deadline that an edit of a calendar moves."""

    kind: str
    work_item: Text
    instance: str
    title: str
    step: Text
    name: Text
    old: Instant
    new: Instant
    provisional: bool


class EditedCalendar(BaseModel):
    """What an edit of a calendar came to, or would come to."""

    agency: str
    preview: bool
    changed: bool
    days: list[CalendarDay]
    moved: list[Moved]


class Agency(BaseModel):
    """An agency and how much there is of it."""

    id: str
    name: str
    zone: str
    definitions: int
    running: int
    officers: int


class Unit(BaseModel):
    """An organisational unit."""

    id: str
    name: str
    head: Text


class Position(BaseModel):
    """A post and who holds it today."""

    id: str
    title: str
    superior: Text
    unit: Text
    aliases: list[str]
    holders: list[str]


class Officer(BaseModel):
    """A person who works here."""

    username: str
    name: str


class Appointment(BaseModel):
    """That an officer holds a post; `in_force` is today."""

    position: str
    officer: str
    kind: Literal["definitive", "plh", "plt"]
    since: Day | None
    until: Day | None
    letter: Text
    in_force: bool


class People(BaseModel):
    """Who works in an agency, and in what post."""

    agency: str
    name: str
    zone: str
    units: list[Unit]
    positions: list[Position]
    officers: list[Officer]
    appointments: list[Appointment]


class Draft(BaseModel):
    """An open draft of an SOP."""

    id: str
    agency: str
    definition: str
    name: str
    base_version: int | None
    file: str
    revision: int
    saved_at: Instant
    saved_by: Text
    editor: Text
    editor_at: Instant | None
    closed_at: Instant | None


class BegunDraft(Draft):
    """A draft, and whether it was begun just now."""

    new: bool


class KeptRevision(BaseModel):
    """What a draft held once."""

    revision: int
    saved_at: Instant
    saved_by: Text


class DraftInFull(Draft):
    """A draft with its history."""

    history: list[KeptRevision]


class Webhook(BaseModel):
    """A webhook; of its address only what is no secret."""

    id: str
    agency: str
    label: str
    address: Text
    kinds: list[str]
    last_event: int
    attempts: int
    next_at: Instant
    error: Text
    failing_since: Instant | None
    created_at: Instant
    disabled_at: Instant | None


class NewWebhook(Webhook):
    """A webhook with its secret, which is told once."""

    secret: str
