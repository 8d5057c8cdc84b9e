"""Knows what a decision comes to: which rules of a table fit, what its hit policy makes of them.

DMN 1.3 §8.2.8 (hit policies) and §8.3.3 (default outputs). A rule that is wrong for the given
values is never passed over: the decision stops with the number of the rule.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from engine.bpmn.decision_cells import Formula
from engine.bpmn.decision_unary import VALUE, same
from engine.bpmn.expression_values import ExpressionError, Meter, finite, shown

SINGLE: Final = ("UNIQUE", "FIRST", "ANY", "PRIORITY")
"""Hit policies with one result; the others give a list."""
MANY: Final = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
RANKED: Final = ("PRIORITY", "OUTPUT ORDER")
"""Hit policies that go by the order of the allowed output values."""
AGGREGATORS: Final = ("SUM", "MIN", "MAX", "COUNT")


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value: its name in the file, what it is at bottom, and the values allowed."""

    name: str = ""
    base: str = "Any"
    allowed: Formula | None = None

    def admits(self, value: Any, meter: Meter) -> bool:
        """Tell whether `value` is of this type; null is of every type."""
        if value is None:
            return True
        if not BASES[self.base](value):
            return False
        return self.allowed is None or self.allowed.evaluate({VALUE: value}, meter) is True


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested: the value, and which values may come at all."""

    name: str
    expression: Formula
    type: Type = Type()
    allowed: Formula | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. `order` lists its values, the most important first, if a policy asks."""

    name: str
    type: Type = Type()
    allowed: Formula | None = None
    order: tuple[Any, ...] = ()
    default: Formula | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: one test for each input, None for `-`, and one expression for each output."""

    number: int
    tests: tuple[Formula | None, ...]
    outputs: tuple[Formula | None, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: the value, and by which rules with which outputs, in order."""

    value: Any
    rows: tuple[Mapping[str, Any], ...] = ()
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """A decision that is one expression; `name` is what its result is called."""

    decision: str
    name: str
    formula: Formula
    type: Type = Type()

    def evaluate(self, scope: Mapping[str, Any], meter: Meter) -> Outcome:
        """Return its value with the variables of `scope`. Raises ExpressionError."""
        value = self.formula.evaluate(scope, meter)
        if not self.type.admits(value, meter):
            raise ExpressionError(
                "decision.result_type",
                decision=self.decision,
                type=self.type.name,
                value=shown(value),
            )
        return Outcome(value, ({self.name: value},))


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; `decision` is the id it is called by in messages."""

    decision: str
    policy: str
    aggregator: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    def evaluate(self, scope: Mapping[str, Any], meter: Meter) -> Outcome:
        """Return what the table decides with the variables of `scope`. Raises ExpressionError."""
        columns = [self._column(each, scope, meter) for each in self.inputs]
        hits: list[tuple[Rule, dict[str, Any]]] = []
        for rule in self.rules:
            if _fits(rule, columns, meter):
                hits.append((rule, self._outputs(rule, scope, meter)))
                if self.policy == "FIRST":
                    break
        if self.policy in RANKED:
            hits.sort(key=lambda hit: self._rank(hit[1]))
        if self.policy in SINGLE:
            return self._single(hits, scope, meter)
        return self._several(hits, meter)

    def _column(self, column: Input, scope: Mapping[str, Any], meter: Meter) -> Mapping[str, Any]:
        """Return the variables its cells see. Raises ExpressionError for a value it cannot have."""
        value = column.expression.evaluate(scope, meter)
        seen = ChainMap({VALUE: value}, scope)  # type: ignore[arg-type]  # it is only read
        if not column.type.admits(value, meter):
            raise ExpressionError(
                "decision.input_type",
                decision=self.decision,
                input=column.name,
                type=column.type.name,
                value=shown(value),
            )
        if value is not None and column.allowed and not column.allowed.evaluate(seen, meter):
            raise ExpressionError(
                "decision.input_value",
                decision=self.decision,
                input=column.name,
                value=shown(value),
            )
        return seen

    def _outputs(self, rule: Rule, scope: Mapping[str, Any], meter: Meter) -> dict[str, Any]:
        pairs = zip(self.outputs, rule.outputs, strict=True)
        return {
            output.name: self._output(output, formula, rule.number, scope, meter)
            for output, formula in pairs
        }

    def _output(
        self,
        output: Output,
        formula: Formula | None,
        rule: int,
        scope: Mapping[str, Any],
        meter: Meter,
    ) -> Any:
        """Return the value of an output cell. Raises ExpressionError for one it cannot have."""
        value = None if formula is None else formula.evaluate(scope, meter)
        if value is None or self.aggregator == "COUNT":
            return value
        fits = output.type.admits(value, meter)
        if fits and output.allowed is not None:
            fits = output.allowed.evaluate({VALUE: value}, meter) is True
        if not fits:
            raise ExpressionError(
                "decision.output_value",
                decision=self.decision,
                rule=rule,
                output=output.name or "-",
                value=shown(value),
            )
        return value

    def _rank(self, row: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the place of a row by the order of the output values, the leftmost first."""
        ranked = [output for output in self.outputs if output.order]
        return tuple(_place(row[output.name], output.order) for output in ranked)

    def _single(
        self, hits: list[tuple[Rule, dict[str, Any]]], scope: Mapping[str, Any], meter: Meter
    ) -> Outcome:
        if not hits:
            return self._default(scope, meter)
        numbers = ", ".join(str(rule.number) for rule, _ in hits)
        if self.policy == "UNIQUE" and len(hits) > 1:
            raise ExpressionError("decision.unique", decision=self.decision, rules=numbers)
        first, row = hits[0]
        if self.policy == "ANY" and not all(_agree(other, row, meter) for _, other in hits):
            raise ExpressionError("decision.any", decision=self.decision, rules=numbers)
        decisive = hits if self.policy == "ANY" else [(first, row)]
        return Outcome(self._plain(row), (row,), tuple(rule.number for rule, _ in decisive))

    def _default(self, scope: Mapping[str, Any], meter: Meter) -> Outcome:
        """Return the default outputs, null where there are none (DMN 1.3 §8.3.3)."""
        if all(output.default is None for output in self.outputs):
            return Outcome(None)
        row = {
            output.name: self._output(output, output.default, 0, scope, meter)
            for output in self.outputs
        }
        return Outcome(self._plain(row), (row,))

    def _several(self, hits: list[tuple[Rule, dict[str, Any]]], meter: Meter) -> Outcome:
        rows = tuple(row for _, row in hits)
        numbers = tuple(rule.number for rule, _ in hits)
        values = [self._plain(row) for row in rows]
        if not self.aggregator:
            return Outcome(values, rows, numbers)
        found = self._aggregated(values, meter)
        return Outcome(found, ({self.outputs[0].name: found},), numbers)

    def _plain(self, row: Mapping[str, Any]) -> Any:
        """Return the value of a row: of one output itself, of several an object by their names."""
        return next(iter(row.values())) if len(self.outputs) == 1 else dict(row)

    def _aggregated(self, values: list[Any], meter: Meter) -> Any:
        if self.aggregator == "COUNT":
            return len(values)
        meter.spend(len(values))
        numbers = all(type(each) in (int, float) for each in values)
        texts = self.aggregator != "SUM" and all(type(each) is str for each in values)
        if not numbers and not texts:
            raise ExpressionError(
                "decision.aggregate", decision=self.decision, aggregator=self.aggregator
            )
        return _AGGREGATE[self.aggregator](values) if values else None


def _fits(rule: Rule, columns: Iterable[Mapping[str, Any]], meter: Meter) -> bool:
    return all(
        test is None or test.evaluate(column, meter) is True
        for test, column in zip(rule.tests, columns, strict=True)
    )


def _agree(row: Mapping[str, Any], other: Mapping[str, Any], meter: Meter) -> bool:
    return all(same(row[name], other[name], meter) is True for name in row)


def _place(value: Any, order: tuple[Any, ...]) -> int:
    return next((i for i, each in enumerate(order) if each == value), len(order))


def _sum(values: list[Any]) -> Any:
    """Return the sum, reckoned in decimals as FEEL does: 0.1 and 0.2 are 0.3."""
    if all(type(each) is int for each in values):
        return finite(sum(values))
    total = sum((Decimal(repr(each)) for each in values), Decimal(0))
    return finite(float(total))


_AGGREGATE: Final[Mapping[str, Callable[[list[Any]], Any]]] = {"SUM": _sum, "MIN": min, "MAX": max}


def _is_day(value: Any) -> bool:
    return type(value) is str and len(value) == 10 and _parses(date.fromisoformat, value)


def _is_instant(value: Any) -> bool:
    return type(value) is str and len(value) > 10 and _parses(datetime.fromisoformat, value)


def _parses(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


BASES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "Any": lambda _: True,
    "string": lambda value: type(value) is str,
    "number": lambda value: type(value) in (int, float),
    "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
    "boolean": lambda value: type(value) is bool,
    "date": _is_day,
    "dateTime": _is_instant,
}
"""What a value of each type is; days and instants are texts in ISO 8601."""

TYPES: Final[Mapping[str, str]] = {
    "": "Any",
    "Any": "Any",
    "string": "string",
    "number": "number",
    "double": "number",
    "decimal": "number",
    "integer": "integer",
    "long": "integer",
    "boolean": "boolean",
    "date": "date",
    "dateTime": "dateTime",
    "date and time": "dateTime",
}
"""Names of the types in DMN and in Camunda 7 -> what they are."""
