"""What every flow node does with a token: let it in, and send it on along the right flows."""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from engine.bpmn import variables
from engine.bpmn.elements import Element, Flow
from engine.bpmn.tokens import Token
from engine.core.model import Stuck


class FlowNode(BpmnTaskSpec):
    """A flow node of a running model. It never changes after parsing: threads share it.

    `body` names the multi-instance activity it is one instance of, "" for none; `listens` tells
    whether its tokens only listen, so that they do not keep their scope open; `watches` whether a
    waiting one must be told when others have moved.
    """

    listens = False
    watches = False

    def __init__(self, scope: Any, element: Element, name: str = "", body: str = "") -> None:
        """Add the node for `element` to the specification `scope`."""
        super().__init__(
            scope,
            name or element.id,
            lane=element.lane or None,
            manual=element.human,
            description=element.tag,
            inputs=[flow.source for flow in element.incoming],
            outputs=[flow.target for flow in element.outgoing],
        )
        self.bpmn_id = element.id
        self.bpmn_name = element.name
        self.element = element
        self.watches = self.watches or element.event.kind == "conditional"
        self.body = body

    def notice(self, token: Token) -> bool:
        """Look around after other tokens have moved; tell whether `token` goes on because of it."""
        del token
        return False

    def leave(self, token: Token, flows: Iterable[Flow]) -> None:
        """Send `token` on along `flows`, or end it where there are none."""
        scope = token.workflow
        for child in token.children:
            child.cancel()
        token.remove()
        scope.top_workflow.step.passed.append(self.bpmn_id)
        for flow in flows:
            successor = scope.put(flow.target)
            successor.internal_data["via"] = flow.id
            successor.arrive()
        settle(scope)

    def chosen(self, token: Token) -> list[Flow]:
        """Return the flows `token` leaves by: all that are open to it, else the default flow.

        A flow is open if it has no condition or its condition is true. Raises Stuck for no flow.
        """
        element = self.element
        flows = [
            flow for flow in element.outgoing if flow.id != element.default and holds(flow, token)
        ]
        return flows or self.fallback()

    def fallback(self) -> list[Flow]:
        """Return the default flow. Raises Stuck if there are flows, but no default."""
        element = self.element
        default = [flow for flow in element.outgoing if flow.id == element.default]
        if element.outgoing and not default:
            raise Stuck("running.no_flow", self.bpmn_id, element=self.bpmn_id)
        return default

    def test(self) -> None:
        """Do nothing: the model was checked when it was deployed."""

    def _predict_hook(self, my_task: Token) -> None:
        # Successors are made when a token leaves. The library predicts every path that could be
        # taken, which doubles with every gateway.
        pass

    def _update_hook(self, my_task: Token) -> bool:
        my_task.internal_data.pop("via", None)
        return True

    def _on_complete_hook(self, my_task: Token) -> None:
        if self.body and my_task.parent is not None:
            my_task.parent.task_spec.instance_done(my_task.parent, my_task)
        else:
            self.leave(my_task, self.chosen(my_task))


def holds(flow: Flow, token: Token) -> bool:
    """Tell whether `token` may take `flow`."""
    return flow.condition is None or variables.holds(flow.condition, token)


def settle(scope: Any) -> None:
    """Complete `scope` if no token is left in it, and with it the activity it runs in."""
    if scope.completed or not scope.idle():
        return
    scope.completed = True
    scope.clear()
    top = scope.top_workflow
    if scope is not top:
        del top.subprocesses[scope.host.id]
        scope.host.task_spec.close(scope.host, scope)


def enter(scope: Any, names: Iterable[str]) -> None:
    """Put a token at each of `names` and let it in."""
    for token in [scope.put(name) for name in names]:
        token.arrive()
