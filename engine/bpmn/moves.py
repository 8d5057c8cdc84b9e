"""Going back: which earlier steps a task may be returned to, and what becomes of the other tokens.

The branch of the task starts again at the target. Whatever has come from the target since, because
every path to it leads through the target, is cancelled with it; other branches stay. A target in a
parallel block the token has left is refused: the join would wait for the other branches for ever.
"""

from dataclasses import dataclass
from typing import Any

from engine.bpmn import graph, paths
from engine.bpmn.gateways import ParallelGateway
from engine.bpmn.tokens import Token
from engine.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a task cannot go back to a step: a code of `messages`, and the join that would starve."""

    code: str
    join: str = ""


@dataclass(frozen=True, slots=True)
class _Move:
    """What going back means: in `scope`, what stands in `again` is done again from `target` on."""

    scope: Any
    target: str
    again: frozenset[str]


def targets(task: Token) -> dict[str, str | None]:
    """Return the steps before `task`: for each why it cannot be returned to, None if it can."""
    found: dict[str, str | None] = {}
    for anchor in _anchors(task):
        for element in anchor.workflow.spec.scope.elements.values():
            if element.human:
                plan = _plan(anchor, element.id)
                code = plan.code if isinstance(plan, Refused) else None
                if code not in ("move.not_upstream", "move.same"):
                    found[element.id] = code
    return found


def move(task: Token, target: str) -> None:
    """Take `task` back to the step `target`. Raises Invalid if it cannot go there."""
    plan: _Move | Refused = Refused("move.other_scope")
    for anchor in _anchors(task):
        if target in anchor.workflow.spec.task_specs:
            plan = _plan(anchor, target)
            break
    if isinstance(plan, Refused):
        raise Invalid(plan.code, target=target, join=plan.join)
    _go_back(plan, anchor)


def _anchors(task: Token) -> list[Token]:
    """Return what stands for `task` in its scope and in each scope around it, the inmost first."""
    found = []
    at = task
    while True:
        anchor = at.parent if at.host is not None else at
        found.append(anchor)
        if anchor.workflow is anchor.workflow.top_workflow:
            return found
        at = anchor.workflow.host


def _plan(anchor: Token, target: str) -> _Move | Refused:
    scope = anchor.workflow
    elements = scope.spec.scope.elements
    if target not in elements or not elements[target].human:
        return Refused("move.not_a_task")
    if target == anchor.task_spec.bpmn_id:
        return Refused("move.same")
    if anchor.task_spec.bpmn_id not in graph.reachable(scope.spec.forwards, [target]):
        return Refused("move.not_upstream")
    again = graph.dominated(scope.spec.forwards, paths.beginnings(scope.spec.scope), target)
    plan = _Move(scope, target, frozenset(again))
    starving = _starving(plan, anchor)
    return Refused("move.join_starves", starving) if starving else plan


def _starving(plan: _Move, anchor: Token) -> str:
    """Return a parallel join that would wait for ever after `plan`, "" if there is none.

    Every way into a join that can be reached from the target must be reached from there again, or
    have an arrival that stays, or still be before a token that stays; all without passing the join.
    """
    spec = plan.scope.spec
    staying = [
        token.task_spec.bpmn_id
        for token in plan.scope.tasks.values()
        if token is not anchor and token.host is None and not _cancelled(plan, token)
    ]
    for name in graph.reachable(spec.forwards, [plan.target]):
        join = spec.task_specs.get(name)
        if isinstance(join, ParallelGateway):
            fed = graph.reachable(spec.forwards, [plan.target, *staying], {name})
            waiting = plan.scope.joins.get(name)
            arrived = join.arrived(waiting) if waiting is not None else {}
            for flow in join.element.incoming:
                kept = flow.id in arrived and flow.source not in plan.again
                if flow.source not in fed and not kept:
                    return str(name)
    return ""


def _cancelled(plan: _Move, token: Token) -> bool:
    return token.task_spec.bpmn_id in plan.again and not token.task_spec.listens


def _go_back(plan: _Move, anchor: Token) -> None:
    anchor.cancel()
    for token in list(plan.scope.tasks.values()):
        if token.live and token.host is None and _cancelled(plan, token):
            token.cancel()
    for token in list(plan.scope.joins.values()):
        counts = token.task_spec.arrived(token)
        for flow in token.task_spec.element.incoming:
            if flow.source in plan.again:
                counts.pop(flow.id, None)
        if not counts:
            token.remove()
    again = plan.scope.put(plan.target)
    again.arrive()
