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
        spec, here = anchor.workflow.spec, anchor.task_spec.bpmn_id
        upstream = graph.reachable(graph.reversed_(spec.onwards), [here]) - {here}
        for element in spec.scope.elements.values():
            if element.human and element.id in upstream:
                plan = _plan(anchor, element.id) if spec.joins else None
                found.setdefault(element.id, plan.code if isinstance(plan, Refused) else None)
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
    scope, here = anchor.workflow, anchor.task_spec.bpmn_id
    elements = scope.spec.scope.elements
    if target not in elements or not elements[target].human:
        return Refused("move.not_a_task")
    if target == here:
        return Refused("move.same")
    ahead = graph.reachable(scope.spec.onwards, [target])
    if here not in ahead:
        return Refused("move.not_upstream")
    plan = _Move(scope, target, _again(scope.spec, target, here, ahead))
    starving = _starving(plan, anchor)
    return Refused("move.join_starves", starving) if starving else plan


def _again(spec: Any, target: str, here: str, ahead: set[str]) -> frozenset[str]:
    """Return what is done again: what comes only after the target, or only after the way from it.

    The way is what every path to the task passes after the target; so a parallel block on it is
    taken back as a whole.
    """
    starts = paths.beginnings(spec.scope)
    way = [node for node in graph.chain(spec.dominators, here) if node in ahead]
    return frozenset(
        graph.dominated(spec.forwards, starts, target)
        | graph.dominated(spec.forwards, starts, way[-1])
    )


def _starving(plan: _Move, anchor: Token) -> str:
    """Return a parallel join that would wait for ever after `plan`, "" if there is none.

    Every way into a join that can be reached from the target must be reached from there again, or
    have an arrival that stays, or still be before a token that stays; all without passing the join
    or going round a loop.
    """
    spec = plan.scope.spec
    staying = [
        token.task_spec.bpmn_id
        for token in plan.scope.tasks.values()
        if token is not anchor and token.host is None and not _cancelled(plan, token)
    ]
    ahead = graph.reachable(spec.onwards, [plan.target])
    for name in spec.joins:
        join = spec.task_specs[name]
        if name in ahead and isinstance(join, ParallelGateway):
            fed = graph.reachable(spec.onwards, [plan.target, *staying], {name})
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
