"""BPMN models in a few words, for tests: `Model(tasks="a b", flows="s > a > b > e")`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

from engine.bpmn import reader, runner
from engine.bpmn.parser import Loaded, load
from engine.bpmn.parser import Model as Loadable
from engine.bpmn.runner import Context
from engine.core.model import Progress
from engine.core.people import Organisation, Unit

ORGANISATION = Organisation(
    agency="boalemo",
    name="Kabupaten Boalemo",
    zone="Asia/Makassar",
    units=(
        Unit("sekretariat", "Sekretariat", "sekretaris"),
        Unit("bidang-1", "Bidang Pemerintahan", "kabid-1"),
        Unit("bidang-2", "Bidang Keuangan", "kabid-2"),
    ),
)
MONDAY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Makassar."""

SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:sop="urn:sopan:sop:1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'targetNamespace="urn:test"'
)


@dataclass(frozen=True)
class Drawing:
    """A process: its nodes by kind, what else is XML, and its flows.

    `flows` is "s > a > g; g > b [x == 1]; g > e": a node called s or e that nothing declares is a
    start or end event. `inside` are sub-processes by id, `outside` XML beside the process.
    """

    flows: str
    tasks: str = ""
    xor: str = ""
    all: str = ""
    any: str = ""
    nodes: str = ""
    inside: Mapping[str, "Drawing"] = field(default_factory=dict)
    outside: str = ""
    key: str = "p"

    def xml(self) -> bytes:
        """Return the file."""
        outside = [self.outside, *(each.outside for each in self.inside.values())]
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions {SPACES}>\n'
            f'<process id="{self.key}" isExecutable="true">\n{self.body()}\n</process>\n'
            f"{''.join(outside)}\n</definitions>\n"
        ).encode()

    def body(self) -> str:
        """Return what stands inside the process."""
        simple = [
            *(f'<userTask id="{id_}" name="{id_}"/>' for id_ in self.tasks.split()),
            *(_gateway("exclusive", id_, self.flows) for id_ in self.xor.split()),
            *(_gateway("parallel", id_, "") for id_ in self.all.split()),
            *(_gateway("inclusive", id_, self.flows) for id_ in self.any.split()),
            *(
                f'<subProcess id="{k}">{each.body()}</subProcess>'
                for k, each in self.inside.items()
            ),
        ]
        nodes = "\n".join(simple) + self.nodes
        for id_, tag in (("s", "startEvent"), ("e", "endEvent")):
            if id_ in _named(self.flows) and f'id="{id_}"' not in nodes:
                nodes += f'<{tag} id="{id_}"/>'
        return nodes + _flows(self.flows)


def _parts(flows: str) -> list[tuple[str, str, str]]:
    """Return source, target and condition of every flow."""
    found = []
    for line in filter(None, (part.strip() for part in flows.replace("\n", ";").split(";"))):
        chain, _, condition = line.partition("[")
        nodes = [node.strip() for node in chain.split(">")]
        for source, target in pairwise(nodes):
            last = target == nodes[-1]
            found.append((source, target, condition.strip().rstrip("]") if last else ""))
    return found


def _named(flows: str) -> set[str]:
    return {node for source, target, _ in _parts(flows) for node in (source, target)}


def _gateway(kind: str, id_: str, flows: str) -> str:
    """Return a gateway; of its flows the last one without a condition is the default."""
    leaving = [(target, condition) for source, target, condition in _parts(flows) if source == id_]
    plain = [target for target, condition in leaving if not condition]
    default = f' default="{id_}-{plain[-1]}"' if plain and len(leaving) > 1 else ""
    return f'<{kind}Gateway id="{id_}"{default}/>'


def _flows(flows: str) -> str:
    found = []
    for source, target, condition in _parts(flows):
        escaped = condition.replace("&", "&amp;").replace("<", "&lt;")
        inner = f"<conditionExpression>{escaped}</conditionExpression>" if condition else ""
        found.append(
            f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
            f"{inner}</sequenceFlow>"
        )
    return "\n".join(found)


def loaded(xml: bytes) -> Loaded:
    """Return what a file comes to."""
    return load(reader.read(xml, "test.bpmn"))


def model(xml: bytes) -> Loadable:
    """Return the first model of a file that must have no errors."""
    result = loaded(xml)
    assert result.models, [f"{f.line}: {f.text('en')}" for f in result.findings]
    return result.models[0]


@dataclass
class Run:
    """An instance at work. After every step it is stored, thrown away and looked at again."""

    model: Loadable
    context: Context = Context(ORGANISATION)  # noqa: RUF009 - frozen
    now: datetime = MONDAY
    progress: Progress = field(init=False)

    def start(self, at: str = "", **values: Any) -> "Run":
        """Start it with `values`, at the start event `at`."""
        return self._take(runner.start(self.model, values, self.context, self.now, at=at))

    def complete(self, node: str, nth: int = 0, **values: Any) -> "Run":
        """Complete the `nth` open task of `node`."""
        token = self.token(node, nth)
        state = self.progress.state
        return self._take(runner.complete(self.model, state, token, values, self.context, self.now))

    def deliver(
        self, kind: Literal["message", "signal"], name: str, key: str | None = None, **values: Any
    ) -> "Run":
        """Hand over a message or signal."""
        state = self.progress.state
        return self._take(
            runner.deliver(self.model, state, kind, name, values, key, self.context, self.now)
        )

    def after(self, **passed: float) -> "Run":
        """Let time pass."""
        self.now += timedelta(**passed)
        return self._take(runner.advance(self.model, self.progress.state, self.context, self.now))

    def move(self, node: str, target: str) -> "Run":
        """Return the task of `node` to the step `target`."""
        token, state = self.token(node), self.progress.state
        return self._take(runner.move(self.model, state, token, target, self.context, self.now))

    def finish(self, node: str, nth: int = 0, **values: Any) -> "Run":
        """End the `nth` open job of `node` with `values`."""
        token, state = self.job(node, nth), self.progress.state
        return self._take(
            runner.finish_job(self.model, state, token, values, self.context, self.now)
        )

    def fail(self, node: str, code: str, **values: Any) -> "Run":
        """End the open job of `node` in the error `code`."""
        token, state = self.job(node), self.progress.state
        return self._take(
            runner.fail_job(self.model, state, token, code, values, self.context, self.now)
        )

    def job(self, node: str, nth: int = 0) -> int:
        """Return the number of the `nth` open job of `node`."""
        tokens = [job.token for job in self.progress.jobs if job.node == node]
        assert len(tokens) > nth, f"{node} is not open, but {self.jobs}"
        return tokens[nth]

    def token(self, node: str, nth: int = 0) -> int:
        """Return the number of the `nth` open task of `node`."""
        tokens = [task.token for task in self.progress.open if task.node == node]
        assert len(tokens) > nth, f"{node} is not open, but {self.open}"
        return tokens[nth]

    @property
    def open(self) -> list[str]:
        """Return the nodes of the open tasks, sorted."""
        return sorted(task.node for task in self.progress.open)

    @property
    def jobs(self) -> list[str]:
        """Return the nodes of the open jobs, sorted."""
        return sorted(job.node for job in self.progress.jobs)

    @property
    def waiting(self) -> list[str]:
        """Return the nodes that wait for a message or signal, sorted."""
        return sorted(each.node for each in self.progress.waiting)

    def _take(self, progress: Progress) -> "Run":
        stored = runner.inspect(self.model, progress.state, self.context)
        for name in ("status", "open", "jobs", "variables", "next_due_at", "waiting"):
            assert getattr(stored, name) == getattr(progress, name), name
        self.progress = progress
        return self


def run(xml: bytes, **values: Any) -> Run:
    """Start the first process of a file with `values`."""
    return Run(model(xml)).start(**values)
