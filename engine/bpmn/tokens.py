"""An instance while it runs: SpiffWorkflow's workflows and tasks, kept flat and exact.

A token is a SpiffWorkflow task with a small number as its id. It leaves the workflow as soon as it
is done, so an instance never grows with its history; what hangs on it (its boundary events, the
instances of a multi-instance activity) are its children. SpiffWorkflow would keep every finished
task, predict every possible one and walk that tree at each step (docs/explanation/running-bpmn.md).
"""

import heapq
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.environment import ENGINE
from engine.core.model import Decided, Stuck, Thrown

READY: Final[int] = TaskState.READY
WAITING: Final[int] = TaskState.WAITING
STARTED: Final[int] = TaskState.STARTED
FUTURE: Final[int] = TaskState.FUTURE
CANCELLED: Final[int] = TaskState.CANCELLED

MAX_TOKENS: Final = 20_000
"""Tokens one instance may hold at once: more is a runaway model."""


class Token(Task):
    """One token.

    `data` holds what only an instance of a multi-instance activity sees, `internal_data` what the
    engine keeps about it.
    """

    _parent: int | None
    due_at: datetime | None = None

    def __init__(
        self, workflow: Any, spec: Any, parent: Any = None, state: int = FUTURE, id: int = 0
    ) -> None:
        """Put a new token into `workflow` at `spec`, hanging on `parent` if it is given."""
        super().__init__(workflow, spec, parent, state, id or workflow.top_workflow.number())
        workflow.top_workflow.count(self)

    @property
    def live(self) -> bool:
        """Tell whether it is still in the instance."""
        return self.id in self.workflow.tasks

    @property
    def by_hand(self) -> bool:
        """Tell whether a person has to do what it stands in."""
        return bool(self.task_spec.manual or self.internal_data.get("by_hand"))

    @property
    def host(self) -> "Token | None":
        """Return the token it hangs on, None if it stands in the flow by itself."""
        return None if self._parent is None else self.workflow.tasks[self._parent]

    def arrive(self) -> None:
        """Let its node take it in."""
        self.task_spec._update(self)  # noqa: SLF001 - the library's way in

    def go(self) -> None:
        """Make it ready: a person may do it, or the engine runs it."""
        self._ready()

    def wait(self) -> None:
        """Let it wait for an event or for other tokens."""
        self._set_state(WAITING)
        self.watch()

    def watch(self) -> None:
        """Let it be told when other tokens have moved, if its node cares."""
        if self.task_spec.watches:
            self.workflow.top_workflow.watching[self.id] = self

    def work(self) -> None:
        """Let it stand while what it has started runs."""
        self._set_state(STARTED)

    def hang(self, spec: Any) -> "Token":
        """Return a new token at `spec` that hangs on this one."""
        return Token(self.workflow, spec, self)

    def unhang(self) -> None:
        """Take it from what it hangs on, so that it lives on alone."""
        host = self.host
        if host is not None:
            host._children.remove(self.id)  # noqa: SLF001 - the library keeps it there
            self._parent = None

    def _set_state(self, value: int) -> None:
        # The library's own also collects log details, a quarter of the time of a step.
        self._state = value

    def _ready(self) -> None:
        super()._ready()
        if not self.by_hand:
            self.workflow.top_workflow.queue.append(self)

    def complete(self) -> None:
        """Complete it, unless what it did has removed it already (a terminate, a caught error)."""
        if self.live:
            super().complete()

    def cancel(self) -> None:
        """Cancel it with all that hangs on it and all that runs inside it."""
        for child in self.children:
            child.cancel()
        inside = self.workflow.top_workflow.subprocesses.pop(self.id, None)
        if inside is not None:
            inside.clear()
        self._set_state(CANCELLED)
        self.task_spec._on_cancel(self)  # noqa: SLF001 - the library tells listeners of its own
        self.remove()

    def remove(self) -> None:
        """Take it out of the instance."""
        self.unhang()
        if self.workflow.tasks.pop(self.id, None) is not None:
            self.workflow.top_workflow.alive -= 1
            self.workflow.top_workflow.watching.pop(self.id, None)
        if self.workflow.joins.get(self.task_spec.name) is self:
            del self.workflow.joins[self.task_spec.name]


class _Scope:
    """What a running process and a running sub-process have in common."""

    tasks: dict[int, Token]
    joins: dict[str, Token]
    spec: Any
    data: dict[str, Any]

    @property
    def process(self) -> Any:
        """Return the running process it is or stands in."""
        scope: Any = self
        while "vars" not in scope.data:
            scope = scope.host.workflow
        return scope

    def put(self, name: str) -> Token:
        """Return a new token at the node `name`."""
        return Token(self, self.spec.task_specs[name])

    def clear(self, keep: Token | None = None) -> None:
        """Cancel every token of the scope but `keep`."""
        for token in list(self.tasks.values()):
            if token is not keep and token.live and token.host is None:
                token.cancel()

    def idle(self) -> bool:
        """Tell whether no token is left but listeners, which do not keep a scope open."""
        return all(token.task_spec.listens for token in self.tasks.values())

    def _task_completed_notify(self, task: Token) -> None:
        # The library updates all waiting tasks here; ours are told when something happens to them.
        pass


class SubInstance(_Scope, BpmnSubWorkflow):
    """A running sub-process or called process; of the latter `data["vars"]` are its variables."""

    def __init__(self, spec: Any, host: Token) -> None:
        """Open an empty scope for `spec` inside the activity `host`."""
        self.host = host
        self.joins = {}
        top = host.workflow.top_workflow
        super().__init__(spec, host.id, top, deserializing=True)
        top.subprocesses[host.id] = self

    @property
    def parent_workflow(self) -> Any:
        """Return the scope of the activity it runs in."""
        return self.host.workflow

    def _calculate_depth(self) -> int:
        depth: int = self.host.workflow.depth + 1
        return depth


@dataclass(slots=True)
class Step:
    """What one step of an instance needs and leaves behind."""

    now: datetime
    builtins: Mapping[str, Any]
    clock: Any
    model_of: Any
    budget: int
    used: int = 0
    missed: int = 0
    passed: list[str] = field(default_factory=list)
    thrown: list[Thrown] = field(default_factory=list)
    decision_of: Any = None
    decided: list[Decided] = field(default_factory=list)
    given: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    given_size: int = 0


class Instance(_Scope, BpmnWorkflow):
    """A running process instance: all its scopes, its variables and its counters."""

    def __init__(self, spec: Any, scopes: Mapping[str, Any], step: Step) -> None:
        """Make an empty instance of the process `spec` whose sub-processes are `scopes`."""
        self.joins = {}
        self.queue: deque[Token] = deque()
        self.watching: dict[int, Token] = {}
        self.timers: list[tuple[datetime, int, int, Token]] = []
        self.tickets = count()
        self.last_number = 0
        self.stored_number = 0
        self.alive = 0
        self.step = step
        super().__init__(spec, scopes, script_engine=ENGINE, deserializing=True)
        self.data = {"vars": {}, "rounds": {}}

    def number(self) -> int:
        """Return the next number for a token."""
        self.last_number += 1
        return self.last_number

    def count(self, token: Token) -> None:
        """Note one more token. Raises Stuck if a sound model would not have so many."""
        self.alive += 1
        if self.alive > MAX_TOKENS:
            node = token.task_spec.bpmn_id
            raise Stuck("running.tokens", node, element=node, limit=MAX_TOKENS)

    def set_timer(self, token: Token, at: datetime) -> None:
        """Note that `token` waits until `at`; what was noted for it before counts no more."""
        heapq.heappush(self.timers, (at, token.id, next(self.tickets), token))
        token.due_at = at

    def next_timer(self) -> tuple[datetime, Token] | None:
        """Return the waiting token that is due first, the older one of two, and when."""
        while self.timers:
            at, _, _, token = self.timers[0]
            if token.live and token.state == WAITING and token.due_at == at:
                return at, token
            heapq.heappop(self.timers)
        return None

    def scopes(self) -> Iterator[Any]:
        """Yield every running scope, the process itself first."""
        yield self
        yield from list(self.subprocesses.values())

    def tokens(self) -> Iterator[Token]:
        """Yield every token of every scope."""
        for scope in self.scopes():
            yield from list(scope.tasks.values())

    def run_to_stability(self) -> None:
        """Run what is ready and needs no person, until nothing is left to run.

        Raises Stuck when that takes more steps or tokens than a sound model needs.
        """
        while self._run_queue() or self._notice():
            pass

    def _run_queue(self) -> bool:
        ran = False
        while self.queue:
            token = self.queue.popleft()
            if token.live and token.state == READY:
                self._charge(token)
                token.run()
                ran = True
        return ran

    def _charge(self, token: Token) -> None:
        node = token.task_spec.bpmn_id
        self.step.used += 1
        if self.step.used > self.step.budget:
            raise Stuck("running.budget", node, element=node, limit=self.step.budget)

    def _notice(self) -> bool:
        """Tell the tokens that watch that others have moved; stop at the first that goes on."""
        watching = [token for _, token in sorted(self.watching.items()) if token.state == WAITING]
        return any(token.task_spec.notice(token) for token in watching)
