"""Knows how the texts of a decision table are read: cells as FEEL's unary tests, and expressions.

Both are the closed language, with what FEEL adds (`< 5`, `[1..5]`, `"a","b"`, `not(…)`, `?`) and
without what means something else there: an index, which FEEL counts from 1, and `//`, a comment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.bpmn import decision_unary as unary
from engine.bpmn import expression_closures as closures
from engine.bpmn.expression_closures import Node
from engine.bpmn.expression_grammar import COMPARISON, Grammar
from engine.bpmn.expression_tokens import tokens
from engine.bpmn.expression_values import ExpressionError, Meter, weigh
from engine.bpmn.expressions import MAX_EXPRESSION


@dataclass(frozen=True, slots=True)
class Formula:
    """A compiled cell or expression: where it stands and its source, and the variables it reads."""

    source: str
    reads: frozenset[str]
    _node: Node = field(repr=False, compare=False)

    def evaluate(self, scope: Mapping[str, Any], meter: Meter) -> Any:
        """Return its value, of a cell whether `scope["?"]` fits: true, false or null.

        Raises ExpressionError.
        """
        try:
            meter.spend(1)
            value = self._node(scope, meter)
            if type(value) in (list, dict):
                weigh(value, meter)
        except ExpressionError as error:
            raise error.placed(self.source, 1) from None
        return value


def compile_cell(source: str, place: str, called: str = "?") -> Formula | None:
    """Return the test written in a cell, None for one that fits everything.

    `place` says for messages where it stands; `called` is another name for `?`. Raises
    ExpressionError with the line of the source.
    """
    if source.strip() in ("", "-"):
        return None
    return _compiled(source, place, called, Cells.tests)


def compile_formula(source: str, place: str) -> Formula:
    """Return the expression in `source`. Raises ExpressionError with the line of the source."""
    return _compiled(source, place, "", Cells.formula)


def _compiled(source: str, place: str, called: str, read: Callable[["Cells"], Node]) -> Formula:
    beginning = " ".join(source[:200].split())
    shown = f"{place}: {beginning if len(beginning) <= 80 else beginning[:79] + '…'}"
    try:
        grammar = Cells(source, called)
        node = read(grammar)
        if grammar.here.kind != "end":
            raise grammar.unexpected("expression.leftover")
    except ExpressionError as error:
        raise error.placed(shown, 1) from None
    return Formula(shown, frozenset(grammar.reads), node)


class Cells(Grammar):
    """The reading of one cell or expression; `asks` tells whether a test has read `?`."""

    def __init__(self, source: str, called: str) -> None:
        """Begin at the first word; `called` is the name of the tested value, "" without one."""
        if len(source) > MAX_EXPRESSION:
            limit = MAX_EXPRESSION
            raise ExpressionError("expression.too_long", length=len(source), limit=limit)
        words = [word for word in tokens(source) if word.kind != "newline"]
        super().__init__(words, equals_sign=True)
        self.called = called
        self.asks = False
        if self.here.kind == "end":
            raise ExpressionError("expression.nothing")
        for word in words:
            if word.text == "//":
                raise ExpressionError(
                    "expression.operator", line=word.line, operator="//", instead="floor(a / b)"
                )

    def formula(self) -> Node:
        """Read one whole expression, with or without `${…}` or a leading `=`."""
        self.take("=")
        return super().formula()

    def tests(self) -> Node:
        """Read the tests of a cell."""
        start = self.position
        if self.at("not") and self.followed_by("("):
            self.next()
            self.next()
            node = self._tests()
            if self.take(")") and self.here.kind == "end":
                return unary.negated(node)
            self.position = start
        return self._tests()

    def _tests(self) -> Node:
        found = [self._fits()]
        while self.take(","):
            found.append(self._fits())
        return unary.one_of(tuple(found))

    def _fits(self) -> Node:
        """Read one test: a comparison with a value, a range, or an expression."""
        if self.at("<", "<=", ">", ">=", "=", "==", "!="):
            return unary.compared(self.next().value, self.expression(COMPARISON))
        start = self.position
        self.asks = False
        if self.at("[", "(", "]"):
            within, node = self._bracket()
            if within is not None:
                return unary.inside(within, node)
            node = self._signs(self._steps(node), 0)
        else:
            node = self.expression()
        if self.asks:
            return unary.condition(node)
        return unary.matching(node, computed=self.position - start > 1)

    def _value(self) -> Node:
        asked = self.called and (self.at("?") or self.here[:2] == ("name", self.called))
        if not asked:
            return super()._value()
        self.next()
        self.asks = True
        return self._steps(closures.variable(unary.VALUE))

    def _steps(self, node: Node) -> Node:
        steps = []
        while self.take("."):
            steps.append(self._member())
        if self.at("[") and not self._ends_range():
            raise ExpressionError("decision.index", line=self.here.line)
        return closures.path(node, tuple(steps)) if steps else node

    def _ends_range(self) -> bool:
        """Tell whether the `[` that comes next ends a range such as `[1..a[`."""
        after = self.words[self.position + 1]
        return after.kind == "end" or (
            after.kind == "sign" and after.value in (",", ")", "and", "or")
        )
