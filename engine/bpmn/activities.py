"""Activities: tasks of people and of the engine, sub-processes and called processes."""

import copy
import json
from collections.abc import Mapping
from typing import Any, Final

from engine.bpmn import decision_calls, variables
from engine.bpmn.elements import Element, HandlerCall
from engine.bpmn.events import Catching, Throwing
from engine.bpmn.flownodes import FlowNode, enter
from engine.bpmn.tokens import SubInstance, Token
from engine.core.model import Stuck

MAX_NESTING: Final = 50
"""How deep sub-processes and calls may be open within each other."""


MAX_GIVEN: Final = 16_000_000
"""Characters of JSON the jobs of one step may be given: for a thousand instances, a large form each
would be a gigabyte."""


class Activity(FlowNode):
    """An activity, with the boundary events that hang on it while it runs."""

    boundaries: tuple[str, ...] = ()

    def _update_hook(self, my_task: Token) -> bool:
        goes_on: bool = super()._update_hook(my_task)
        specs = my_task.workflow.spec.task_specs
        for event in [my_task.hang(specs[name]) for name in self.boundaries]:
            event.arrive()
        return goes_on


class HumanTask(Activity):
    """A task a person does: its token is ready until somebody completes it."""

    def _update_hook(self, my_task: Token) -> bool:
        count_round(my_task)
        return super()._update_hook(my_task)


class ScriptTask(Activity):
    """Assignments the engine makes."""

    def _run_hook(self, my_task: Token) -> bool:
        if self.element.script is not None:
            variables.execute(self.element.script, my_task)
        return True


class BusinessRuleTask(Activity):
    """Takes a decision and keeps its result."""

    def _run_hook(self, my_task: Token) -> bool:
        if self.element.decision is not None:
            decision_calls.take(self.element.decision, my_task)
        return True


class SendTask(Activity, Throwing):
    """Sends a message and goes on."""


class ReceiveTask(Activity, Catching):
    """Waits for a message."""


class ServiceTask(Activity):
    """A task a handler does outside the engine: its token stands until somebody says how it ended.

    What the handler is given is told once, in the step that opens the job.
    """

    def _update_hook(self, my_task: Token) -> bool:
        super()._update_hook(my_task)
        step = my_task.workflow.top_workflow.step
        my_task.work()
        values = variables.passed(self.call.takes, my_task)
        step.given_size += len(json.dumps(values))
        if step.given_size > MAX_GIVEN:
            facts = {"element": self.bpmn_id, "limit": MAX_GIVEN // 1_000_000}
            raise Stuck("running.job_values", self.bpmn_id, **facts)
        step.given[my_task.id] = values
        return False

    @property
    def call(self) -> HandlerCall:
        """Return the handler and what goes in and out."""
        assert self.element.handler is not None  # noqa: S101 - every service task is read with one
        return self.element.handler

    def finish(self, token: Token, values: Mapping[str, Any]) -> None:
        """Keep what the handler returned and go on."""
        variables.assign(token, variables.given(self.call.gives, values, token))
        token.complete()


class SubProcess(Activity):
    """An embedded sub-process: its token stays while tokens move inside it."""

    def _update_hook(self, my_task: Token) -> bool:
        super()._update_hook(my_task)
        my_task.work()
        self.begin(self.open(my_task))
        return False

    def open(self, token: Token) -> SubInstance:
        """Return the scope that runs inside `token`."""
        spec = token.workflow.spec.scopes[self.bpmn_id]
        return opened(spec, token)

    def begin(self, scope: SubInstance) -> None:
        """Put the first tokens into `scope`."""
        begin(scope, scope.spec.entries)

    def close(self, token: Token, scope: SubInstance) -> None:
        """Go on: `scope` has run to its end."""
        del scope
        token.complete()


class EventSubProcess(SubProcess):
    """A sub-process that an event starts, within the scope it stands in."""


class CallActivity(SubProcess):
    """Runs another process with variables of its own, which come in as a copy and go out again.

    One that a link names as an SOP, and that nobody has deployed, is done by hand: its token waits
    for a person as that of a user task does.
    """

    def _update_hook(self, my_task: Token) -> bool:
        if self.element.by_hand and self._callee(my_task) is None:
            my_task.internal_data["by_hand"] = True
            count_round(my_task)
            return super(SubProcess, self)._update_hook(my_task)
        return super()._update_hook(my_task)

    def open(self, token: Token) -> SubInstance:
        """Return the scope of the called process. Raises Stuck if there is none to call."""
        model = self._callee(token)
        if model is None:
            called = self.element.called
            raise Stuck("running.callee_missing", self.bpmn_id, element=self.bpmn_id, called=called)
        scope = opened(model.specification, token)
        values = variables.passed(self.element.takes, token)
        scope.data = {"vars": copy.deepcopy(values), "model": f"{model.key}@{model.digest}"}
        return scope

    def _callee(self, token: Token) -> Any:
        step = token.workflow.top_workflow.step
        return step.model_of(self.element.called) if step.model_of else None

    def close(self, token: Token, scope: SubInstance) -> None:
        """Take over what the called process gives back and go on."""
        values = variables.returned(self.element.gives, scope.data["vars"], token)
        variables.assign(token, values)
        token.complete()


def count_round(token: Token) -> None:
    """Note how often the node has been reached; instances of one activity share their round."""
    if token.host is not None and "round" in token.parent.internal_data:
        return
    rounds = token.workflow.process.data.setdefault("rounds", {})
    node = token.task_spec.bpmn_id
    rounds[node] = token.internal_data["round"] = rounds.get(node, 0) + 1


def opened(spec: Any, host: Token) -> SubInstance:
    """Return a new scope of `spec` inside `host`. Raises Stuck if that is too deep."""
    scope = SubInstance(spec, host)
    if scope.depth > MAX_NESTING:
        node = host.task_spec.bpmn_id
        raise Stuck("running.depth", node, element=node, limit=MAX_NESTING)
    return scope


def begin(scope: Any, names: tuple[str, ...]) -> None:
    """Let the listeners of `scope` listen and put a token at each of `names`."""
    enter(scope, scope.spec.listeners)
    enter(scope, names)
    if not names and scope is not scope.top_workflow:
        scope.clear()
        del scope.top_workflow.subprocesses[scope.host.id]
        scope.host.go()


def activity(scope: Any, element: Element, name: str = "", body: str = "") -> Activity:
    """Return the node for one run of the activity `element`."""
    kinds: dict[str, type[Activity]] = {
        "scriptTask": ScriptTask,
        "businessRuleTask": BusinessRuleTask,
        "sendTask": SendTask,
        "serviceTask": ServiceTask,
        "receiveTask": ReceiveTask,
        "subProcess": EventSubProcess if element.triggered else SubProcess,
        "transaction": SubProcess,
        "callActivity": CallActivity,
    }
    return kinds.get(element.tag, HumanTask)(scope, element, name, body)
