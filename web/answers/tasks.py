"""What the API answers about work items."""

from typing import Any, Literal

from pydantic import BaseModel

from engine.core.lifecycle import WorkItemState
from web.answers.values import Instant, Text


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


class Reminder(BaseModel):
    """A reminder to be sent by hand."""

    work_item: str
    text: str
    whatsapp: str


class FormDraft(BaseModel):
    """What somebody has filled in so far, as typed, and which inputs they have ticked off."""

    answers: dict[str, Any]
    ticked: list[int]
    saved_at: Instant | None
