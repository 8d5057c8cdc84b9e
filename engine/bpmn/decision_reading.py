"""From a `decision` element of a DMN file to its table or expression."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from engine.bpmn.decision_cells import Formula, compile_formula
from engine.bpmn.decision_markup import ELEMENTS, Reading, label
from engine.bpmn.decision_tables import (
    AGGREGATORS,
    MANY,
    RANKED,
    SINGLE,
    Expression,
    Input,
    Output,
    Rule,
    Table,
)
from engine.bpmn.expression_values import ExpressionError

_POLICIES: Final = (*SINGLE, *MANY)


def logic(node: etree._Element, id: str, reading: Reading) -> Table | Expression | None:
    """Return what the decision `node`, called `id`, decides by; None if it cannot be read."""
    found = list(reading.children(node, "decisionTable", "literalExpression"))
    if len(found) != 1:
        if not any(ELEMENTS.get(etree.QName(each).localname) == "refused" for each in node):
            reading.error("decision.no_logic", node, count=len(found))
        return None
    if etree.QName(found[0]).localname == "decisionTable":
        return _Table(found[0], id, reading).read()
    return _expression(node, found[0], id, reading)


def _expression(
    node: etree._Element, written: etree._Element, id: str, reading: Reading
) -> Expression | None:
    variable = reading.child(node, "variable")
    type = reading.type(written if written.get("typeRef") else variable)
    formula = reading.formula(written, id)
    if formula is None:
        if not reading.text(written):
            reading.error("decision.no_logic", node, count=0)
        return None
    reading.constant(formula, type, written)
    return Expression(id, "" if variable is None else label(variable), formula, type)


class _Table:
    """One decision table while it is read."""

    def __init__(self, node: etree._Element, id: str, reading: Reading) -> None:
        self.node = node
        self.id = id
        self.reading = reading
        self.policy = node.get("hitPolicy", "UNIQUE")
        self.aggregator = node.get("aggregation", "")

    def read(self) -> Table:
        """Return the table."""
        inputs = list(self.reading.children(self.node, "input"))
        outputs = list(self.reading.children(self.node, "output"))
        columns = tuple(self._output(each) for each in outputs)
        self._check_policy(outputs, columns)
        self._check_names(outputs)
        rows = enumerate(self.reading.children(self.node, "rule"), 1)
        called = tuple(_called(each) for each in inputs)
        rules = tuple(self._rule(row, number, called, columns) for number, row in rows)
        return Table(
            self.id,
            self.policy,
            self.aggregator,
            tuple(filter(None, [self._input(each) for each in inputs])),
            columns,
            tuple(filter(None, rules)),
        )

    def _input(self, node: etree._Element) -> Input | None:
        expression = self.reading.child(node, "inputExpression")
        name = label(node) or self.reading.text(expression)
        formula = self.reading.formula(expression, f"{self.id}, {name}")
        if formula is None:
            if not self.reading.text(expression):
                self.reading.error("decision.no_input", node, name=name)
            return None
        values = self.reading.child(node, "inputValues")
        allowed = self.reading.cell(values, f"{self.id}, {name}")
        return Input(name, formula, self.reading.type(expression), allowed)

    def _output(self, node: etree._Element) -> Output:
        name = node.get("name", "") or node.get("id", "")
        place = f"{self.id}, {name}"
        type = self.reading.type(node)
        values = self.reading.child(node, "outputValues")
        default = self.reading.formula(self.reading.child(node, "defaultOutputEntry"), place)
        self.reading.constant(default, type, node)
        column = Output(name, type, self.reading.cell(values, place), (), default)
        if values is None or self.policy not in RANKED:
            return column
        return replace(column, order=self._order(values, place))

    def _order(self, values: etree._Element, place: str) -> tuple[Any, ...]:
        """Return the values of an output, the most important first; none for ranges."""
        try:
            listed = compile_formula(f"[{self.reading.text(values)}]", place)
            found = listed.evaluate({}, self.reading.meter)
        except ExpressionError:
            return ()
        return tuple(found)

    def _rule(
        self,
        node: etree._Element,
        number: int,
        called: tuple[str, ...],
        columns: tuple[Output, ...],
    ) -> Rule | None:
        place = f"{self.id} #{number}"
        entries = list(self.reading.children(node, "inputEntry"))
        results = list(self.reading.children(node, "outputEntry"))
        if (len(entries), len(results)) != (len(called), len(columns)):
            counts = {"inputs": len(called), "outputs": len(columns)}
            self.reading.error("decision.cells", node, rule=number, **counts)
            return None
        tests = tuple(
            self.reading.cell(entry, place, name)
            for entry, name in zip(entries, called, strict=True)
        )
        return Rule(number, tests, tuple(self._results(results, columns, place)))

    def _results(
        self, nodes: list[etree._Element], columns: tuple[Output, ...], place: str
    ) -> Iterable[Formula | None]:
        for node, column in zip(nodes, columns, strict=True):
            formula = self.reading.formula(node, place)
            self.reading.constant(formula, column.type, node)
            yield formula

    def _check_policy(self, nodes: list[etree._Element], columns: tuple[Output, ...]) -> None:
        error = self.reading.error
        if self.policy not in _POLICIES:
            error("decision.policy", self.node, policy=self.policy, known=", ".join(_POLICIES))
        if self.aggregator and (
            self.aggregator not in AGGREGATORS or self.policy != "COLLECT" or len(columns) > 1
        ):
            error("decision.aggregator", self.node, aggregator=self.aggregator)
        if self.policy in RANKED and not any(column.order for column in columns):
            error("decision.order", self.node)
        for node, column in zip(nodes, columns, strict=True):
            if self.policy in MANY and column.default is not None:
                error("decision.default_many", node)

    def _check_names(self, nodes: list[etree._Element]) -> None:
        if not nodes:
            self.reading.error("decision.no_output", self.node)
        names = [node.get("name", "") for node in nodes]
        for node, name in zip(nodes, names, strict=True):
            if len(nodes) > 1 and (not name or names.count(name) > 1):
                self.reading.error("decision.output_name", node, name=name)


def _called(node: etree._Element) -> str:
    """Return the name a cell may use for the value of its column, besides `?` (Camunda 7)."""
    for key, value in node.attrib.items():
        if etree.QName(str(key)).localname == "inputVariable" and value:
            return str(value)
    return "cellInput"
