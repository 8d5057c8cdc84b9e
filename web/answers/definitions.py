"""What the API answers about SOPs and decisions."""

from typing import Any, Literal

from pydantic import BaseModel

from web.answers.values import Day, Finding, Instant, Text


class AnyVersion(BaseModel):
    """One version of an SOP or of a decision."""

    definition: str
    version: int
    name: str
    status: Literal["draft", "active", "retired"]
    file: str
    digest: str
    deployed_at: Instant
    deployed_by: Text


class Schedule(BaseModel):
    """The day from which a version is to be in force, the instant it begins, and who set it when.

    `error` says why it could not be put in force then; it is tried again.
    """

    effective_on: Day
    due_at: Instant
    set_at: Instant
    set_by: Text
    error: Text


class Definition(AnyVersion):
    """One version of an SOP: when it was last put in force, and from when it is to be."""

    activated_at: Instant | None
    activated_on: Day | None
    schedule: Schedule | None


class Standing(Definition):
    """A version as a command leaves it, with what is odd about the day it is in force from."""

    findings: list[Finding]


class DecisionVersion(AnyVersion):
    """One version of a decision."""

    kind: Literal["decision"]


class Deployed(AnyVersion):
    """What deploying came to; of a decision with its `kind`."""

    activated_at: Instant | None = None
    activated_on: Day | None = None
    schedule: Schedule | None = None
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


class SopContent(Standing):
    """What a version of an SOP says."""

    identity: dict[str, Any]
    lanes: list[str]
    time_standard: str
    steps: list[SopStep]
