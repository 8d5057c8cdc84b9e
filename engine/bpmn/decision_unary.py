"""Knows whether a value fits a test of a decision table, in the three-valued logic of FEEL.

A test is a closure over the variables, among them `?`, the value of its column. It gives true,
false, or null where the two cannot be compared; only true fits. DMN 1.3 §10.3.2.13 (equality),
§10.3.2.7 (ranges) and table 55 (unary tests).
"""

from collections.abc import Mapping
from typing import Any, Final

from engine.bpmn import expression_values as values
from engine.bpmn.expression_closures import COMPARISONS, Node, Operator
from engine.bpmn.expression_values import ExpressionError, Meter

VALUE: Final = "?"
"""The name of the value that is tested."""

_COST: Final = 1_000
"""Characters that are compared for one unit of the meter."""

_NULL: Final = frozenset({"expression.kinds", "expression.argument", "expression.not_object"})
"""Errors of an expression over a value that is null: FEEL has null for its result."""


def same(left: Any, right: Any, meter: Meter) -> bool | None:
    """Return whether both are equal; null where they are of different kinds."""
    if left is None or right is None:
        return left is right
    if _kind(left) is not _kind(right):
        return None
    meter.spend(len(left) // _COST if type(left) is str else 0)
    return values.equal(left, right, meter)


def compared(sign: str, other: Node) -> Node:
    """Return the test `sign other`, such as `< 5`."""
    if sign in ("==", "="):
        return lambda scope, meter: same(scope[VALUE], other(scope, meter), meter)
    if sign == "!=":
        return negated(compared("==", other))
    return inside(COMPARISONS[sign], other)


def inside(holds: Operator, other: Node) -> Node:
    """Return the test whether `holds` is true of the value and `other`, which may be a range."""

    def test(scope: Mapping[str, Any], meter: Meter) -> bool | None:
        against = other(scope, meter)
        try:
            return bool(holds(scope[VALUE], against, meter))
        except ExpressionError as error:
            if error.code == "expression.kinds":
                return None
            raise

    return test


def matching(wanted: Node, *, computed: bool) -> Node:
    """Return the test whether the value is `wanted`, or one of it where it is a list.

    A `computed` condition about other variables, such as `setuju and skor > 5`, counts itself.
    """

    def test(scope: Mapping[str, Any], meter: Meter) -> bool | None:
        value, other = scope[VALUE], wanted(scope, meter)
        if computed and other is True and type(value) is not bool:
            return True
        found = same(value, other, meter)
        if type(other) is list and found is not True:
            meter.spend(4 * len(other))
            return any(same(value, each, meter) for each in other)
        return found

    return test


def condition(node: Node) -> Node:
    """Return the test an expression over `?` makes: true, false or null."""

    def test(scope: Mapping[str, Any], meter: Meter) -> bool | None:
        try:
            found = node(scope, meter)
        except ExpressionError as error:
            if scope[VALUE] is None and error.code in _NULL:
                return None
            raise
        if found is None or type(found) is bool:
            return found
        raise ExpressionError("expression.not_boolean", value=values.shown(found))

    return test


def one_of(tests: tuple[Node, ...]) -> Node:
    """Return the test that one of `tests` holds."""
    if len(tests) == 1:
        return tests[0]

    def test(scope: Mapping[str, Any], meter: Meter) -> bool | None:
        found: bool | None = False
        for each in tests:
            holds = each(scope, meter)
            if holds:
                return True
            found = None if holds is None else found
        return found

    return test


def negated(test: Node) -> Node:
    """Return the test that `test` does not hold; null stays null."""

    def opposite(scope: Mapping[str, Any], meter: Meter) -> bool | None:
        found = test(scope, meter)
        return None if found is None else not found

    return opposite


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)
