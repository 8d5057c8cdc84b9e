"""Activities that are done more than once: multi-instance, at once or in turn, and standard loops.

The activity's own token is the body: it holds the counters modelers expect, and each instance is a
token that hangs on it. Boundary events hang on the body too, so they end all instances at once.
"""

from typing import Any, Final

from engine.bpmn import variables
from engine.bpmn.activities import Activity, count_round
from engine.bpmn.elements import Element, Repetition
from engine.bpmn.tokens import Token
from engine.core.model import Stuck

MAX_INSTANCES: Final = 1000
"""Instances one multi-instance activity may have."""


class Repeated(Activity):
    """The body of an activity that is repeated."""

    def __init__(self, scope: Any, element: Element, repetition: Repetition) -> None:
        """Add the body for `element`; its instances are nodes of the name `instance`."""
        super().__init__(scope, element)
        self.manual = False
        self.repetition = repetition
        self.instance = instance_name(element.id)

    def start_instance(self, body: Token, index: int, local: dict[str, Any]) -> None:
        """Start instance number `index`, which sees the values `local`."""
        instance = body.hang(body.workflow.spec.task_specs[self.instance])
        instance.data = local
        instance.internal_data["index"] = index
        instance.arrive()


class MultiInstance(Repeated):
    """One instance for each item of a collection, or as many as a number says."""

    def _update_hook(self, my_task: Token) -> bool:
        if self.element.human:
            count_round(my_task)
        super()._update_hook(my_task)
        items = self.items(my_task)
        my_task.internal_data["items"] = items
        my_task.data = {
            "nrOfInstances": len(items),
            "nrOfCompletedInstances": 0,
            "nrOfActiveInstances": 0,
        }
        if self.repetition.value is not None:
            my_task.internal_data["results"] = [None] * len(items)
        if not items:
            return True
        my_task.work()
        for index in range(len(items) if self.repetition.kind == "parallel" else 1):
            self.start(my_task, index)
        if self.repetition.kind == "parallel":
            del my_task.internal_data["items"]
        return False

    def items(self, body: Token) -> list[Any]:
        """Return one item for each instance. Raises Stuck if the model gives none we can use."""
        chosen = self.repetition.cardinality or self.repetition.collection
        value = None if chosen is None else variables.evaluate(chosen, body)
        if self.repetition.cardinality is not None and type(value) is float and value.is_integer():
            value = int(value)
        if self.repetition.cardinality is not None and type(value) is int:
            items: list[Any] = [None] * min(max(value, 0), MAX_INSTANCES + 1)
        elif self.repetition.cardinality is None and type(value) is list:
            items = value
        else:
            raise Stuck("running.instances", self.bpmn_id, element=self.bpmn_id)
        if len(items) > MAX_INSTANCES:
            facts = {"element": self.bpmn_id, "limit": MAX_INSTANCES}
            raise Stuck("running.too_many_instances", self.bpmn_id, **facts)
        return items

    def start(self, body: Token, index: int) -> None:
        """Start the instance for item number `index`."""
        local: dict[str, Any] = {"loopCounter": index + self.repetition.first}
        if self.repetition.item:
            local[self.repetition.item] = body.internal_data["items"][index]
        if self.repetition.result:
            local.setdefault(self.repetition.result, None)
        body.data["nrOfActiveInstances"] += 1
        self.start_instance(body, index, local)

    def instance_done(self, body: Token, instance: Token) -> None:
        """Count an instance that is done; start the next one or go on."""
        counters, index = body.data, instance.internal_data["index"]
        counters["nrOfActiveInstances"] -= 1
        counters["nrOfCompletedInstances"] += 1
        if self.repetition.value is not None:
            value = variables.evaluate(self.repetition.value, instance)
            body.internal_data["results"][index] = value
        until = self.repetition.until
        enough = until is not None and variables.holds(until, instance)
        instance.remove()
        if enough or counters["nrOfCompletedInstances"] == counters["nrOfInstances"]:
            body.complete()
        elif self.repetition.kind == "sequential":
            self.start(body, index + 1)

    def _on_complete_hook(self, my_task: Token) -> None:
        if self.repetition.results and "results" in my_task.internal_data:
            my_task.data = {}
            gathered = my_task.internal_data["results"]
            variables.assign(my_task, {self.repetition.results: gathered})
        super()._on_complete_hook(my_task)


class Loop(Repeated):
    """A standard loop: done again while its condition is true, at most `maximum` times."""

    def _update_hook(self, my_task: Token) -> bool:
        super()._update_hook(my_task)
        my_task.data = {"loopCounter": 0}
        if self.repetition.test_before and not self.again(my_task):
            return True
        my_task.work()
        self.start_instance(my_task, 0, {})
        return False

    def again(self, body: Token) -> bool:
        """Tell whether it is to be done once more."""
        most = self.repetition.maximum
        if most is not None and body.data["loopCounter"] >= most:
            return False
        condition = self.repetition.again
        return condition is None or variables.holds(condition, body)

    def instance_done(self, body: Token, instance: Token) -> None:
        """Do it again, or go on."""
        instance.remove()
        body.data["loopCounter"] += 1
        if self.again(body):
            self.start_instance(body, body.data["loopCounter"], {})
        else:
            body.complete()


def instance_name(activity: str) -> str:
    """Return the name of the node for one instance of `activity`.

    No id can be like it: the control character has no place in XML.
    """
    return f"{activity}\x1finstance"


def body(scope: Any, element: Element, repetition: Repetition) -> Repeated:
    """Return the body for the repeated activity `element`."""
    kind = Loop if repetition.kind == "loop" else MultiInstance
    return kind(scope, element, repetition)
