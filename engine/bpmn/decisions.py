"""Decisions of DMN: read from a file, compiled and frozen; and what one decides for given values.

A decision may require others of the same file; they are decided first, and their results are
visible to it under their id, name or variable, and those with one result under their outputs too.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from lxml import etree

from engine.bpmn import decision_reading
from engine.bpmn.decision_markup import VERSIONS, Reading, label
from engine.bpmn.decision_tables import SINGLE, Expression, Outcome, Table
from engine.bpmn.expression_values import Meter
from engine.bpmn.reader import Document
from engine.core.findings import Finding

MAX_DECISIONS: Final = 500
"""Decisions one file may have."""

_DMN: Final = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")


@dataclass(frozen=True, slots=True)
class Step:
    """One decision on the way. `sees` is name -> required decision and its output, None for all."""

    id: str
    logic: Table | Expression
    sees: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with all it requires, in the order they are decided, itself last.

    `version` is its number in an office, 0 outside of one.
    """

    id: str
    name: str
    digest: str
    version: int = 0
    steps: tuple[Step, ...] = field(default=(), repr=False)

    def decide(self, values: Mapping[str, Any]) -> Outcome:
        """Return what is decided with the variables `values`.

        Raises ExpressionError where the values or the tables do not allow it.
        """
        meter = Meter()
        found: dict[str, Outcome] = {}
        for step in self.steps:
            seen = {name: _of(found[id], output) for name, (id, output) in step.sees.items()}
            scope = ChainMap(seen, values)  # type: ignore[arg-type]  # it is only read
            found[step.id] = step.logic.evaluate(scope, meter)
        return found[self.id]


@dataclass(frozen=True, slots=True)
class LoadedDecisions:
    """What a DMN file came to. There are no decisions when a finding is an error."""

    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


def is_dmn(document: Document) -> bool:
    """Tell whether a file is DMN, of whatever version."""
    root = etree.QName(document.root)
    return root.localname == "definitions" and (root.namespace or "").startswith(_DMN)


def load(document: Document) -> LoadedDecisions:
    """Return the decisions of a DMN file, or every finding that keeps them from being used."""
    namespace = etree.QName(document.root).namespace or ""
    if namespace not in VERSIONS:
        line = document.root.sourceline or 0
        facts = {"namespace": namespace}
        return LoadedDecisions((), (Finding("error", "decision.version", "", line, facts),))
    reading = Reading(document.root, namespace)
    decisions = _decisions(reading, document.digest)
    found = tuple(sorted(reading.findings, key=lambda finding: (finding.line, finding.element)))
    refused = any(finding.severity == "error" for finding in found)
    return LoadedDecisions(() if refused else decisions, found)


def _decisions(reading: Reading, digest: str) -> tuple[Decision, ...]:
    nodes = list(reading.children(reading.root, "decision"))
    if not nodes:
        reading.error("decision.none", reading.root)
    if len(nodes) > MAX_DECISIONS:
        reading.error("decision.too_many", reading.root, count=len(nodes), limit=MAX_DECISIONS)
        return ()
    named = dict(_named(nodes, reading))
    logics = {id: decision_reading.logic(node, id, reading) for id, node in named.items()}
    required = {id: _required(node, named, reading) for id, node in named.items()}
    order = _order(required, named, reading)
    if any(finding.severity == "error" for finding in reading.findings):
        return ()
    steps: dict[str, Step] = {}
    for id in order:
        found = logics[id]
        if found is not None:
            sees = _sees(named[id], required[id], named, steps, reading)
            steps[id] = Step(id, found, sees)
    return tuple(
        Decision(id, label(named[id]), digest, 0, _steps(id, order, required, steps))
        for id in named
    )


def _named(nodes: list[etree._Element], reading: Reading) -> Iterator[tuple[str, etree._Element]]:
    """Yield the decisions by id, noting those without one of their own."""
    seen: set[str] = set()
    for node in nodes:
        id = node.get("id", "")
        if not id or id in seen:
            reading.error("decision.id", node, name=label(node))
        else:
            yield id, node
        seen.add(id)


def _required(
    node: etree._Element, known: Mapping[str, etree._Element], reading: Reading
) -> tuple[str, ...]:
    """Return the ids of the decisions that `node` requires."""
    found: list[str] = []
    for requirement in reading.children(node, "informationRequirement"):
        for reference in reading.children(requirement, "requiredDecision"):
            written = reference.get("href", "")
            id = written.removeprefix("#")
            if id in known:
                found.append(id)
            else:
                reading.error("decision.required_missing", reference, reference=written)
    return tuple(dict.fromkeys(found))


def _order(
    required: Mapping[str, tuple[str, ...]],
    named: Mapping[str, etree._Element],
    reading: Reading,
) -> tuple[str, ...]:
    """Return the ids so that each stands after those it requires; none if they go in a circle."""
    try:
        return tuple(TopologicalSorter(required).static_order())
    except CycleError as error:
        circle: list[str] = error.args[1]
        reading.error("decision.circle", named[circle[0]], circle=" > ".join(circle[:20]))
        return ()


def _steps(
    id: str,
    order: tuple[str, ...],
    required: Mapping[str, tuple[str, ...]],
    steps: Mapping[str, Step],
) -> tuple[Step, ...]:
    """Return what is decided for `id`, in order."""
    needed = {id}
    for each in reversed(order):
        if each in needed:
            needed.update(required[each])
    return tuple(steps[each] for each in order if each in needed)


def _sees(
    node: etree._Element,
    required: tuple[str, ...],
    named: Mapping[str, etree._Element],
    steps: Mapping[str, Step],
    reading: Reading,
) -> Mapping[str, tuple[str, str | None]]:
    """Return the names under which the decision `node` sees what it requires."""
    inputs = _inputs(node, reading)
    seen: dict[str, tuple[str, str | None]] = {}
    for id in required:
        own: dict[str, tuple[str, str | None]] = dict.fromkeys(
            _names(named[id], reading), (id, None)
        )
        for output in _outputs(steps[id].logic):
            own.setdefault(output, (id, output))
        for name, meant in own.items():
            if name in seen or name in inputs:
                reading.error("decision.same_name", node, name=name)
            seen[name] = meant
    return seen


def _names(node: etree._Element, reading: Reading) -> tuple[str, ...]:
    """Return what the result of the decision `node` is called: its id, its name, its variable."""
    variable = reading.child(node, "variable")
    named = "" if variable is None else variable.get("name", "")
    return tuple(filter(None, (node.get("id", ""), node.get("name", ""), named)))


def _inputs(node: etree._Element, reading: Reading) -> frozenset[str]:
    """Return the names of the input data that the decision `node` requires."""
    data = {each.get("id", ""): each for each in reading.children(reading.root, "inputData")}
    found: set[str] = set()
    for requirement in reading.children(node, "informationRequirement"):
        for reference in reading.children(requirement, "requiredInput"):
            named = data.get(reference.get("href", "").removeprefix("#"))
            found.update(() if named is None else _names(named, reading))
    return frozenset(found)


def _outputs(logic: Table | Expression) -> tuple[str, ...]:
    """Return the outputs that can be seen by their own names: those of a single result."""
    if isinstance(logic, Table) and logic.policy in SINGLE:
        return tuple(output.name for output in logic.outputs if output.name)
    return ()


def _of(outcome: Outcome, output: str | None) -> Any:
    """Return the value of an outcome, or of one output of it."""
    if output is None:
        return outcome.value
    return outcome.rows[0].get(output) if outcome.rows else None
