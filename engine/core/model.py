"""The values that cross the seam between the engine's verbs and the BPMN runner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from engine.core.soptable import Step

Variables = Mapping[str, Any]
"""JSON values by name: None, bool, int, float, str, list and dict, nothing else."""

WaitingKind = Literal["message", "signal"]
ThrownKind = Literal["message", "signal", "escalation", "link"]


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node of a model, as far as people care for it.

    `kind` is the BPMN element's name ("userTask"), `lane` the innermost lane's name as written,
    `scope` the id of the process or sub-process it stands in, `human` whether a person does it.
    """

    id: str
    kind: str
    name: str
    lane: str
    scope: str
    line: int
    human: bool
    step: Step = Step()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A human task a token stands in. `token` names it for as long as it is open.

    `round` counts how often the node has been reached in this instance, from 1. Of a
    multi-instance task, `item` is the element this one is about and `index` its place from 0.
    `process` is "key@digest" of the called process it stands in, "" in the instance's own.
    """

    token: int
    node: str
    round: int = 1
    item: Any = None
    index: int | None = None
    process: str = ""


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A service task a token stands in, and the name of the handler that does its work.

    `values` are what it is given; they are told in the step that opens it and never again, so that
    the state does not keep them. The rest is as in OpenTask.
    """

    token: int
    node: str
    handler: str
    item: Any = None
    index: int | None = None
    process: str = ""
    values: Variables = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An instance waits for a message or signal of this name; `key` is its correlation value."""

    kind: WaitingKind
    name: str
    node: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class TimerMoved:
    """The timer at `node` is due at another instant than it was."""

    node: str
    name: str
    old: datetime
    new: datetime


@dataclass(frozen=True, slots=True)
class Thrown:
    """What left the instance and must be routed: a message, a signal, an escalation.

    A "link" hands over to the SOP of that title, with which this one ends.
    """

    kind: ThrownKind
    name: str
    node: str
    payload: Variables = field(default_factory=dict)
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken at `node`, and the numbers of the rules that fitted."""

    node: str
    decision: str
    version: int
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What one step of an instance came to. `state` is what must be stored to go on later.

    `open` are all human tasks open now, `jobs` all service tasks, `waiting` all subscriptions,
    `passed` the ids of the nodes that completed during the step, in order, `decided` the decisions
    taken in it, `next_due_at` the earliest timer.
    """

    state: bytes
    status: Literal["active", "completed"]
    open: tuple[OpenTask, ...]
    variables: Variables
    next_due_at: datetime | None = None
    waiting: tuple[Waiting, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    passed: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()
    jobs: tuple[OpenJob, ...] = ()


class Stuck(Exception):
    """The model cannot go on from here: the step is undone and becomes an Incident.

    `code` is a key of `messages.MESSAGES`, `node` the BPMN id where it happened.
    """

    def __init__(self, code: str, node: str, **facts: object) -> None:
        """Keep code, node and facts."""
        self.code = code
        self.node = node
        self.facts = facts
        super().__init__(f"{code} at {node}: {facts}")
