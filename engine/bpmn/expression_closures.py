"""Knows how a read expression is evaluated: each part is a closure over the closures inside it.

A closure takes the variables and the meter of this evaluation and returns a JSON value. None keeps
state, so one expression may be evaluated by many threads at once.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.bpmn import expression_values as values
from engine.bpmn.expression_functions import Function, Mismatch
from engine.bpmn.expression_values import ExpressionError, Meter, truth

Node = Callable[[Mapping[str, Any], Meter], Any]
Operator = Callable[[Any, Any, Meter], Any]
Step = Callable[[Any, Mapping[str, Any], Meter], Any]

_ABSENT: Final = frozenset(
    {
        "expression.undefined",
        "expression.undefined.near",
        "expression.member",
        "expression.member.near",
        "expression.not_object",
    }
)
"""Errors that mean: it is not there."""


def contained(wanted: Any, container: Any, meter: Meter) -> bool:
    """Return whether `wanted in container`."""
    return values.contains(container, wanted, meter)


COMPARISONS: Final[dict[str, Operator]] = {
    "==": values.equal,
    "=": values.equal,
    "!=": values.unequal,
    "<": values.order("<", operator.lt),
    "<=": values.order("<=", operator.le),
    ">": values.order(">", operator.gt),
    ">=": values.order(">=", operator.ge),
    "is": values.equal,
}

ARITHMETIC: Final[dict[str, Operator]] = {
    "+": values.add,
    "-": values.reckon("-", operator.sub),
    "*": values.reckon("*", operator.mul),
    "/": values.reckon("/", operator.truediv),
    "//": values.reckon("//", operator.floordiv),
    "%": values.reckon("%", operator.mod),
}


# Values


def constant(value: Any) -> Node:
    """Return what is always `value`."""
    return lambda _scope, _meter: value


def variable(name: str) -> Node:
    """Return the value of the variable `name`."""

    def read(scope: Mapping[str, Any], _meter: Meter) -> Any:
        return values.variable(scope, name)

    return read


def list_of(nodes: tuple[Node, ...]) -> Node:
    """Return a new list."""
    return lambda scope, meter: [node(scope, meter) for node in nodes]


def object_of(entries: tuple[tuple[str, Node], ...]) -> Node:
    """Return a new object (dict)."""
    return lambda scope, meter: {key: node(scope, meter) for key, node in entries}


def pair(low: Node, high: Node) -> Node:
    """Return the two ends of a range."""
    return lambda scope, meter: (low(scope, meter), high(scope, meter))


def path(node: Node, steps: tuple[Step, ...]) -> Node:
    """Return what the steps lead to from a value: members, items, methods."""

    def walk(scope: Mapping[str, Any], meter: Meter) -> Any:
        value = node(scope, meter)
        for step in steps:
            value = step(value, scope, meter)
        return value

    return walk


def member(name: str) -> Step:
    """Return the step `.name`."""
    return lambda value, _scope, _meter: values.member(value, name)


def item(index: Node) -> Step:
    """Return the step `[index]`."""
    return lambda value, scope, meter: values.item(value, index(scope, meter))


# Signs


def unary(node: Node, result: Callable[[Any], Any]) -> Node:
    """Return the result of one operand."""
    return lambda scope, meter: result(node(scope, meter))


def choice(condition: Node, chosen: Node, other: Node) -> Node:
    """Return `chosen` where the condition holds, else `other`; only one is evaluated."""
    return lambda scope, meter: (
        chosen(scope, meter) if truth(condition(scope, meter)) else other(scope, meter)
    )


def all_of(nodes: tuple[Node, ...]) -> Node:
    """Return whether every condition holds, from the left, until one does not."""

    def every(scope: Mapping[str, Any], meter: Meter) -> bool:
        for node in nodes:  # noqa: SIM110  a generator costs more than the comparisons
            if not truth(node(scope, meter)):
                return False
        return True

    return every


def any_of(nodes: tuple[Node, ...]) -> Node:
    """Return whether one of the conditions holds, from the left, until one does."""

    def some(scope: Mapping[str, Any], meter: Meter) -> bool:
        for node in nodes:  # noqa: SIM110  a generator costs more than the comparisons
            if truth(node(scope, meter)):
                return True
        return False

    return some


def compared(first: Node, tests: list[tuple[Operator, Node]]) -> Node:
    """Return whether all of `first < second <= third …` hold."""
    if len(tests) == 1:
        [(holds, second)] = tests
        return lambda scope, meter: holds(first(scope, meter), second(scope, meter), meter)

    def chain(scope: Mapping[str, Any], meter: Meter) -> bool:
        left = first(scope, meter)
        for holds, node in tests:
            right = node(scope, meter)
            if not holds(left, right, meter):
                return False
            left = right
        return True

    return chain


def opposite(holds: Operator) -> Operator:
    """Return the comparison that holds when `holds` does not."""
    return lambda left, right, meter: not holds(left, right, meter)


def within(least: str, most: str) -> Operator:
    """Return the test of a value against a pair of ends, `least` one of > >=, `most` of < <=."""
    above, below = COMPARISONS[least], COMPARISONS[most]

    def inside(value: Any, ends: Any, meter: Meter) -> bool:
        low, high = ends
        return bool(above(value, low, meter) and below(value, high, meter))

    return inside


def reckoned(first: Node, terms: list[tuple[Operator, Node]]) -> Node:
    """Return the result of operators of one level, from the left."""

    def result(scope: Mapping[str, Any], meter: Meter) -> Any:
        value = first(scope, meter)
        for reckon, node in terms:
            value = reckon(value, node(scope, meter), meter)
        return value

    return result


# Functions


def called(function: Function, arguments: tuple[Node, ...]) -> Node:
    """Return what the function returns for the arguments."""

    def call(scope: Mapping[str, Any], meter: Meter) -> Any:
        return _apply(function, meter, [node(scope, meter) for node in arguments])

    return call


def method(function: Function, arguments: tuple[Node, ...]) -> Step:
    """Return the step `.function(arguments)`: the value before the point is the first argument."""

    def call(value: Any, scope: Mapping[str, Any], meter: Meter) -> Any:
        return _apply(function, meter, [value, *(node(scope, meter) for node in arguments)])

    return call


def _apply(function: Function, meter: Meter, arguments: list[Any]) -> Any:
    try:
        return function.call(meter, *arguments)
    except Mismatch as mismatch:
        raise ExpressionError(
            "expression.argument", usage=function.usage, value=values.shown(mismatch.value)
        ) from None


def defined(node: Node) -> Node:
    """Return whether a variable or member is there; null is."""

    def there(scope: Mapping[str, Any], meter: Meter) -> bool:
        try:
            node(scope, meter)
        except ExpressionError as error:
            if error.code in _ABSENT:
                return False
            raise
        return True

    return there


def otherwise(node: Node, other: Node) -> Node:
    """Return the value, or `other` where it is not there or null."""
    there = defined(node)

    def value(scope: Mapping[str, Any], meter: Meter) -> Any:
        found = node(scope, meter) if there(scope, meter) else None
        return other(scope, meter) if found is None else found

    return value
