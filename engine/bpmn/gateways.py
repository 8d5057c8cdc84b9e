"""Gateways: which way a token goes, and when tokens that meet go on together.

Joins count tokens per incoming sequence flow (BPMN 2.0.2 §13.4), so they are exact inside loops.
All arrivals at one gateway wait in a single token, which keeps how many came along each flow.
"""

from typing import Any

from engine.bpmn import graph
from engine.bpmn.elements import Element, Flow
from engine.bpmn.flownodes import FlowNode, holds
from engine.bpmn.tokens import Token


class ExclusiveGateway(FlowNode):
    """Each token passes on its own, along the first flow whose condition is true."""

    def chosen(self, token: Token) -> list[Flow]:
        """Return the first flow whose condition is true, else the default flow. Raises Stuck."""
        for flow in self.element.outgoing:
            if flow.id != self.element.default and holds(flow, token):
                return [flow]
        return self.fallback()


class InclusiveSplit(FlowNode):
    """An inclusive gateway with one way in: it takes every flow whose condition is true."""


class EventBasedGateway(FlowNode):
    """A token splits to all events behind the gateway; the first one that happens wins."""

    def leave(self, token: Token, flows: Any) -> None:
        """Let a token wait at each event; they know each other as rivals."""
        scope, race = token.workflow, token.id
        token.remove()
        scope.top_workflow.step.passed.append(self.bpmn_id)
        for rival in [scope.put(flow.target) for flow in flows]:
            rival.internal_data["race"] = race
            rival.arrive()


class Join(FlowNode):
    """A gateway with several ways in: arrivals wait in one token until `enough` of them came."""

    def arrived(self, token: Token) -> dict[str, int]:
        """Return how many tokens wait in `token`, by the flow they came along."""
        counts: dict[str, int] = token.internal_data["arrived"]
        return counts

    def _update_hook(self, my_task: Token) -> bool:
        scope, via = my_task.workflow, my_task.internal_data.pop("via")
        waiting = scope.joins.get(self.name)
        if waiting is None:
            waiting = scope.joins[self.name] = my_task
            my_task.internal_data["arrived"] = {}
            my_task.wait()
        else:
            my_task.remove()
        counts = self.arrived(waiting)
        counts[via] = counts.get(via, 0) + 1
        self.arrive(waiting)
        return False

    def arrive(self, token: Token) -> None:
        """Look whether the arrivals in `token` may go on, right after one more came."""

    def fire(self, token: Token) -> None:
        """Take one arrival of each flow that has one and send them on as one token."""
        left = {via: count - 1 for via, count in self.arrived(token).items() if count > 1}
        token.internal_data["arrived"] = left
        united = token
        if left:
            united = token.workflow.put(self.name)
        else:
            del token.workflow.joins[self.name]
            del token.internal_data["arrived"]
        united.go()


class ParallelGateway(Join):
    """It goes on as soon as a token came along every incoming flow, and leaves by all flows."""

    def arrive(self, token: Token) -> None:
        """Fire as often as every flow has an arrival."""
        if len(self.arrived(token)) == len(self.element.incoming):
            self.fire(token)

    def chosen(self, token: Token) -> list[Flow]:
        """Return all flows: a parallel gateway knows no conditions."""
        del token
        return list(self.element.outgoing)


class ParallelSplit(FlowNode):
    """A parallel gateway with one way in."""

    def chosen(self, token: Token) -> list[Flow]:
        """Return all flows: a parallel gateway knows no conditions."""
        del token
        return list(self.element.outgoing)


class InclusiveGateway(Join):
    """It goes on when no token can come any more along a flow that has none yet.

    BPMN 2.0.2 §13.4.3: a token elsewhere holds it up if it can reach an empty incoming flow and
    cannot reach one that has an arrival, both without passing the gateway itself.
    """

    watches = True

    def notice(self, token: Token) -> bool:
        """Fire if nothing more can come."""
        scope = token.workflow
        counts = self.arrived(token)
        empty = [flow.source for flow in self.element.incoming if flow.id not in counts]
        if empty:
            full = [flow.source for flow in self.element.incoming if flow.id in counts]
            backwards = scope.spec.backwards
            coming = graph.reachable(backwards, empty, {self.bpmn_id})
            coming -= graph.reachable(backwards, full, {self.bpmn_id})
            if any(at in coming for at in standing(scope, token)):
                return False
        self.fire(token)
        return True


def standing(scope: Any, besides: Token) -> list[str]:
    """Return the nodes of `scope` where a token stands, other than `besides` and listeners."""
    return [
        token.task_spec.bpmn_id
        for token in scope.tasks.values()
        if token is not besides and token.host is None and not token.task_spec.listens
    ]


def gateway(scope: Any, element: Element) -> FlowNode:
    """Return the node for the gateway `element`."""
    several = len(element.incoming) > 1
    if element.tag == "exclusiveGateway":
        return ExclusiveGateway(scope, element)
    if element.tag == "eventBasedGateway":
        return EventBasedGateway(scope, element)
    if element.tag == "parallelGateway":
        return ParallelGateway(scope, element) if several else ParallelSplit(scope, element)
    return InclusiveGateway(scope, element) if several else InclusiveSplit(scope, element)
