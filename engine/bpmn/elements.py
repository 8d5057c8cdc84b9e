"""What a BPMN process says, as values: its flow nodes, sequence flows, events and repetitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.bpmn.expressions import Expression, Script
from engine.bpmn.timers import Timer
from engine.core import sopnames
from engine.core.soptable import Step

HUMAN = frozenset({"userTask", "manualTask", "task"})
"""A plain task waits for a person too: BPMN leaves it unspecified who does it."""
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)
SUBPROCESSES = frozenset({"subProcess", "transaction"})
TASKS = frozenset({"scriptTask", "sendTask", "receiveTask", "businessRuleTask"})
"""What the engine does itself."""
ACTIVITIES = HUMAN | TASKS | SUBPROCESSES | {"callActivity", "serviceTask"}

REFUSED_ACTIVITIES = frozenset({"adHocSubProcess"})
REFUSED = REFUSED_ACTIVITIES | {"complexGateway"}
"""Flow nodes that are refused by name (`coverage`); they are read so that the paths are whole."""

EventKind = Literal[
    "none",
    "timer",
    "message",
    "signal",
    "conditional",
    "error",
    "escalation",
    "terminate",
    "cancel",
    "link",
]


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow. Without a condition it is always taken."""

    id: str
    source: str
    target: str
    line: int
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event definition.

    `name` is what two ends agree on: the name of a message, signal or link, the code of an error or
    escalation; "" as a code catches every code. `key` is the correlation key of a message,
    `condition` what a conditional event waits for.
    """

    kind: EventKind
    name: str = ""
    timer: Timer | None = None
    condition: Expression | None = None
    key: Expression | None = None


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often an activity is done: for each item or number at once or in turn, or in a loop.

    `item` and `result` are names each instance sees of its own; `value` is what it gives when it is
    done and `results` the variable that gathers those. `until` ends a multi-instance early; `again`
    goes on with a loop. `first` is the number of the first instance.
    """

    kind: Literal["parallel", "sequential", "loop"]
    cardinality: Expression | None = None
    collection: Expression | None = None
    item: str = ""
    result: str = ""
    value: Expression | None = None
    results: str = ""
    first: int = 0
    until: Expression | None = None
    again: Expression | None = None
    maximum: int | None = None
    test_before: bool = False


@dataclass(frozen=True, slots=True)
class Passing:
    """What goes into a called process or comes out: everything, or these names and values."""

    everything: bool = True
    named: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionCall:
    """A decision that is taken, by its id, and the variable of its result.

    `mapping` is the shape of the result in Camunda 7, "" for its plain value.
    """

    reference: str
    result: str
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class HandlerCall:
    """The handler that does a service task, by its name; what it takes in and gives back."""

    name: str
    takes: Passing = Passing()
    gives: Passing = Passing()


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node.

    `host` is the activity a boundary event is attached to, `called` the process a call activity
    calls with what it `takes` in and `gives` back, `decision` what a business-rule task takes,
    `triggered` marks an event sub-process.
    """

    id: str
    tag: str
    name: str
    line: int
    scope: str
    lane: str = ""
    incoming: tuple[Flow, ...] = ()
    outgoing: tuple[Flow, ...] = ()
    default: str = ""
    event: Event = Event("none")
    host: str = ""
    interrupting: bool = True
    triggered: bool = False
    called: str = ""
    takes: Passing = Passing()
    gives: Passing = Passing()
    script: Script | None = None
    decision: DecisionCall | None = None
    handler: HandlerCall | None = None
    repetition: Repetition | None = None
    step: Step = Step()  # noqa: RUF009 - frozen

    @property
    def human(self) -> bool:
        """Tell whether a person does it."""
        return self.tag in HUMAN

    @property
    def by_hand(self) -> bool:
        """Tell whether a person does it as long as the SOP it calls is not modelled."""
        return self.tag == "callActivity" and bool(sopnames.linked(self.step.links, "call"))


@dataclass(frozen=True, slots=True)
class Scope:
    """A process or sub-process: what stands directly in it, in document order."""

    id: str
    tag: str
    name: str
    line: int
    parent: str = ""
    elements: Mapping[str, Element] = field(default_factory=dict)

    def of(self, *tags: str) -> tuple[Element, ...]:
        """Return the elements with one of `tags`."""
        return tuple(element for element in self.elements.values() if element.tag in tags)

    def boundaries(self, host: str) -> tuple[Element, ...]:
        """Return the boundary events attached to the activity `host`."""
        return tuple(e for e in self.elements.values() if e.host == host)

    def handlers(self) -> tuple[Element, ...]:
        """Return the event sub-processes."""
        return tuple(element for element in self.elements.values() if element.triggered)

    def entries(self) -> tuple[Element, ...]:
        """Return where a token may begin: the start events, else whatever nothing leads to.

        BPMN 2.0.2 §13.2.1.
        """
        starts = self.of("startEvent")
        return starts or tuple(
            element
            for element in self.elements.values()
            if not element.incoming
            and not element.host
            and not element.triggered
            and not (element.tag == "intermediateCatchEvent" and element.event.kind == "link")
        )
