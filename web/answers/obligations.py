"""What the API answers about what is owed by when."""

from typing import Literal

from pydantic import BaseModel

from web.answers.values import Day, Instant, Text


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
    acknowledged_reason: Text
    snoozed_at: Instant | None
    snoozed_by: Text
    snoozed_reason: Text
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
    acknowledged_reason: Text
    snoozed_at: Instant | None
    snoozed_by: Text
    snoozed_reason: Text
    snoozed_until: Instant | None
    next_check_at: Instant | None


class LegalDate(Quieted):
    """The same of a date set by law."""

    to: str
    on: Day
