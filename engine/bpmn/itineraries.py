"""A model as a plain graph for forecasts, and where the tokens of an instance stand in it.

Sub-processes and called processes are laid out flat: a stop in one has the id of its node after the
ids of what it stands in ("cetak/langkah_2"; "cetak#1/langkah_2" the second time round).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from engine.bpmn import events, runner, variables
from engine.bpmn.elements import SUBPROCESSES, Element, Scope
from engine.bpmn.expressions import ExpressionError
from engine.bpmn.parser import Model
from engine.bpmn.repetitions import MAX_INSTANCES
from engine.bpmn.runner import Context
from engine.bpmn.timers import Clock, Timer, first_due
from engine.bpmn.tokens import READY, STARTED, WAITING, Step, SubInstance, Token
from engine.core import itinerary
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.itinerary import MOST_STOPS, Choice, Itinerary, Stop
from engine.core.model import Variables


@dataclass(frozen=True, slots=True)
class Standing:
    """A token of a running instance that waits, for a person or for something to happen.

    `index` is the place of the instance of a repeated task, from 0; `due_at` when a timer fires.
    """

    stop: str
    token: int
    index: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """Where an instance stands and what its variables are.

    `called` are the versions its call activities run, `reached` how often each node was reached, in
    each process by the stop it is called from, "" for its own.
    """

    standing: tuple[Standing, ...] = ()
    values: Variables = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    reached: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def read(
    model: Model,
    context: Context,
    calendar: WorkingCalendar,
    running: Running,
    now: datetime,
) -> Itinerary:
    """Return the itinerary of `model`, with what it leaves open as findings.

    Raises Invalid for a model too large to lay out.
    """
    reader = _Reader(context, calendar, running, now)
    entries = reader.lay(model, model.scopes[model.key], "", ())
    return itinerary.plan(reader.stops, entries, tuple(reader.findings))


def running(model: Model, data: bytes, context: Context) -> Running:
    """Return where the stored instance of `model` stands."""
    looking = Step(datetime.min.replace(tzinfo=UTC), {}, None, context.model_of, 0)
    instance = runner.load(model, data, looking)
    called = [scope for scope in instance.scopes() if "model" in scope.data]
    return Running(
        standing=tuple(_standing(token) for token in instance.tokens() if _waits(token)),
        values=dict(instance.data["vars"]),
        called={_place(scope.host): str(scope.data["model"]) for scope in called},
        reached={
            "": instance.data["rounds"],
            **{f"{_inside(scope)}/": scope.data.get("rounds", {}) for scope in called},
        },
    )


def _waits(token: Token) -> bool:
    """Tell whether something has to happen at `token` before the instance goes on."""
    spec = token.task_spec
    if spec.listens or spec.element.host:
        return False
    if token.state == WAITING:
        return isinstance(spec, events.Catching)
    if token.state == STARTED:
        return bool(spec.element.tag == "serviceTask")
    return bool(token.state == READY and token.by_hand)


def _standing(token: Token) -> Standing:
    due_at = events.due(token).at if "due" in token.internal_data else None
    return Standing(_place(token), token.id, token.internal_data.get("index", 0), due_at)


def _place(token: Token) -> str:
    """Return the stop at which `token` stands."""
    id: str = token.task_spec.bpmn_id
    scope = token.workflow
    return id if scope is scope.top_workflow else f"{_inside(scope)}/{id}"


def _inside(scope: SubInstance) -> str:
    """Return the stop within which `scope` runs, and which time of several in turn that is."""
    host = scope.host
    repetition = host.task_spec.element.repetition
    in_turn = repetition is not None and repetition.kind == "sequential"
    return _place(host) + _copy(host.internal_data.get("index", 0) if in_turn else 0)


def _copy(index: int) -> str:
    return f"#{index}" if index else ""


class _Reader:
    """Lays a model out flat."""

    def __init__(
        self, context: Context, calendar: WorkingCalendar, running: Running, now: datetime
    ) -> None:
        self.context = context
        self.clock = Clock(ZoneInfo(context.organisation.zone), calendar)
        self.running = running
        self.process = ""
        self.called = ""
        self.values = {**running.values, **variables.builtins(context.organisation, now)}
        self.stops: dict[str, Stop] = {}
        self.findings: list[Finding] = []

    def lay(
        self, model: Model, scope: Scope, prefix: str, leave: tuple[str, ...], *calls: str
    ) -> tuple[str, ...]:
        """Add the stops of `scope`, which goes on to `leave`; return where it begins.

        `calls` are the keys of the processes that call it, the outermost first.
        """
        outer, whole = (self.process, self.called), scope is model.scopes[model.key]
        self.process = prefix if whole else self.process
        self.called = model.key if calls else ""
        links = {e.event.name: e.id for e in scope.elements.values() if _catches_link(e)}
        starts = scope.of("startEvent")
        entries = [e for e in starts if e.event.kind == "none"] or list(scope.entries())
        begun = tuple(prefix + element.id for element in entries)
        for element in scope.elements.values():
            if element.host or element.triggered:
                at = prefix + element.host if element.host else "".join(begun[:1])
                self._doubt("forecast.boundary", at, element)
            targets = [flow.target for flow in element.outgoing]
            if element.event.kind == "link" and element.event.name in links and not targets:
                targets = [links[element.event.name]] * (not _catches_link(element))
            after = tuple(prefix + target for target in targets) or leave
            if element.tag in SUBPROCESSES:
                self._inner(model, model.scopes[element.id], element, prefix, after, calls)
            elif element.tag == "callActivity":
                self._call(model, element, prefix, after, calls)
            else:
                self._add(self._stop(element, prefix, after))
        self.process, self.called = outer
        return begun

    def _call(
        self,
        model: Model,
        element: Element,
        prefix: str,
        after: tuple[str, ...],
        calls: tuple[str, ...],
    ) -> None:
        """Lay out the process that a call activity calls, unless it calls itself."""
        reference = self.running.called.get(prefix + element.id, element.called)
        found = self.context.model_of(reference) if self.context.model_of else None
        if found is None and element.by_hand:
            self._add(self._stop(element, prefix, after))
        elif found is None or found.key in (model.key, *calls):
            self._doubt("forecast.called", prefix + element.id, element)
            self._add(_passing(prefix + element.id, element, prefix, after))
        else:
            top = found.scopes[found.key]
            self._inner(found, top, element, prefix, after, (*calls, model.key))

    def _inner(
        self,
        model: Model,
        scope: Scope,
        element: Element,
        prefix: str,
        after: tuple[str, ...],
        calls: tuple[str, ...],
    ) -> None:
        """Lay out what happens within `element`, once or as often as it is repeated in turn."""
        id = prefix + element.id
        left = f"{id}/"
        copies = self._times(element, id)
        for index in range(copies):
            leave = f"{id}#{index + 1}" if index + 1 < copies else left
            here = id + _copy(index)
            begun = self.lay(model, scope, f"{here}/", (leave,), *calls)
            self._add(Stop(here, begun or (leave,)))
        if not copies:
            self._add(Stop(id, (left,)))
        self._add(_passing(left, element, prefix, after))

    def _stop(self, element: Element, prefix: str, after: tuple[str, ...]) -> Stop:
        id, event = prefix + element.id, element.event
        catches = element.tag in ("intermediateCatchEvent", "receiveTask") and event.kind != "link"
        reached = self.running.reached.get(self.process, {}).get(element.id, 0)
        stop = replace(
            _passing(id, element, prefix, after),
            reached=reached,
            node=element.id,
            process=self.called,
        )
        if element.human or element.by_hand:
            if element.step.time_standard is None:
                self._doubt("forecast.standard", id, element)
            standard, times = element.step.time_standard, self._times(element, id)
            return replace(stop, kind="step", standard=standard, times=times)
        if catches and event.timer and event.timer.expression is None:
            return replace(stop, kind="timer", fires=self._fires(event.timer))
        if catches:
            self._doubt("forecast.timer" if event.timer else "forecast.event", id, element)
        return stop

    def _fires(self, timer: Timer) -> Callable[[datetime], datetime]:
        """Return the function from when a timer is set to when it fires."""
        return lambda start: first_due(timer, timer.text, self.clock, start).at

    def _times(self, element: Element, id: str) -> int:
        """Return how often `element` is done one after another; at once counts as once."""
        repetition = element.repetition
        if repetition is None:
            return 1
        counted = repetition.cardinality or repetition.collection
        try:
            count = _count(counted.evaluate(self.values)) if counted else None
        except ExpressionError:
            count = None
        if count is None:
            self._doubt("forecast.repeated", id, element)
            return 1
        if not count:
            self._doubt("forecast.nothing", id, element)
        return count if repetition.kind == "sequential" else min(count, 1)

    def _add(self, stop: Stop) -> None:
        self.stops[stop.id] = stop
        if len(self.stops) > MOST_STOPS:
            raise Invalid("forecast.too_large", limit=MOST_STOPS)

    def _doubt(self, code: str, at: str, element: Element) -> None:
        """Note what nobody can foresee at the stop `at`."""
        facts = {"step": f"{element.step.number} {element.name or element.id}".strip()}
        self.findings.append(Finding("info", code, at, element.line, facts))


def _count(value: object) -> int | None:
    """Return how many instances a list or a number makes, None for anything else."""
    if isinstance(value, list):
        return min(len(value), MAX_INSTANCES)
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1:
        return None
    return min(max(int(value), 0), MAX_INSTANCES)


def _passing(id: str, element: Element, prefix: str, after: tuple[str, ...]) -> Stop:
    """Return a stop for `element` that takes no time."""
    default = [flow.target for flow in element.outgoing if flow.id == element.default]
    return Stop(
        id,
        after,
        choice=_choice(element),
        number=element.step.number,
        name=element.name,
        lane=element.lane,
        default=prefix + default[0] if default else "",
    )


def _choice(element: Element) -> Choice:
    if element.tag in ("exclusiveGateway", "eventBasedGateway"):
        return "one"
    return "some" if any(flow.condition for flow in element.outgoing) else "all"


def _catches_link(element: Element) -> bool:
    return element.tag == "intermediateCatchEvent" and element.event.kind == "link"
