"""Knows the closed language of conditions and scripts: compile once, evaluate safely and fast.

No part of a source is ever Python: words become closures over a fixed table of operators and
functions. There are no loops, so the cost is bounded by the source and a meter over the data.
The language is described in docs/reference/expressions.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from engine.bpmn.expression_closures import Node
from engine.bpmn.expression_grammar import Grammar
from engine.bpmn.expression_tokens import Token, tokens
from engine.bpmn.expression_values import (
    ExpressionError,
    Meter,
    member,
    shown,
    truth,
    variable,
    weigh,
)

__all__ = ["Expression", "ExpressionError", "Script", "compile_expression", "compile_script"]

MAX_EXPRESSION: Final = 4_000
MAX_SCRIPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression: its source and the variables it reads."""

    source: str
    reads: frozenset[str]
    _node: Node = field(repr=False, compare=False)

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        """Return its value, a JSON value, with the variables of `scope`.

        Raises ExpressionError where they do not allow it or it would cost too much.
        """
        try:
            meter = Meter()
            value = self._node(scope, meter)
            if type(value) in (list, dict):
                weigh(value, meter)
        except ExpressionError as error:
            raise error.placed(_beginning(self.source), 1) from None
        return value

    def holds(self, scope: Mapping[str, Any]) -> bool:
        """Return whether this condition holds: true, or not: false or null.

        Raises ExpressionError for any other value, and as evaluate does.
        """
        try:
            return truth(self.evaluate(scope))
        except ExpressionError as error:
            raise error.placed(_beginning(self.source), 1) from None


@dataclass(frozen=True, slots=True)
class _Assignment:
    """One line of a script: what it sets, as a path of names, and to what."""

    path: tuple[str, ...]
    node: Node
    line: int


@dataclass(frozen=True, slots=True)
class Script:
    """A compiled script: its source, the variables it reads before it sets them, and those set."""

    source: str
    reads: frozenset[str]
    writes: frozenset[str]
    _assignments: tuple[_Assignment, ...] = field(repr=False, compare=False)

    def run(self, scope: Mapping[str, Any]) -> dict[str, Any]:
        """Return the new values of the variables it sets; `scope` and its values stay untouched.

        Raises ExpressionError as evaluate does.
        """
        known = dict(scope)
        meter = Meter()
        for assignment in self._assignments:
            try:
                value = assignment.node(known, meter)
                weigh(value, meter)
                known[assignment.path[0]] = _set(known, assignment.path, value, meter)
            except ExpressionError as error:
                raise error.placed(_beginning(self.source), assignment.line) from None
        return {each.path[0]: known[each.path[0]] for each in self._assignments}


@lru_cache(maxsize=1024)
def compile_expression(source: str) -> Expression:
    """Return the expression written in `source`, alone or as `${…}`, `#{…}` or `= …`.

    Raises ExpressionError with the line.
    """
    try:
        grammar = _grammar(source, MAX_EXPRESSION, equals_sign=True)
        grammar.words = [word for word in grammar.words if word.kind != "newline"]
        grammar.take("=")
        node = grammar.formula()
        if grammar.here.kind != "end":
            raise grammar.unexpected("expression.leftover")
    except ExpressionError as error:
        raise error.placed(_beginning(source), 1) from None
    return Expression(source, frozenset(grammar.reads), node)


@lru_cache(maxsize=1024)
def compile_script(source: str) -> Script:
    """Return the script written in `source`: `name = expression`, one a line or between `;`.

    Raises ExpressionError with the line.
    """
    try:
        grammar = _grammar(source, MAX_SCRIPT, equals_sign=False)
        grammar.words = _without_inner_newlines(grammar.words)
        assignments, reads, writes = _assignments(grammar)
    except ExpressionError as error:
        raise error.placed(_beginning(source), 1) from None
    return Script(source, frozenset(reads), frozenset(writes), tuple(assignments))


def _grammar(source: str, limit: int, *, equals_sign: bool) -> Grammar:
    if len(source) > limit:
        raise ExpressionError("expression.too_long", length=len(source), limit=limit)
    words = tokens(source)
    if all(word.kind in ("newline", "end") for word in words):
        raise ExpressionError("expression.nothing")
    return Grammar(words, equals_sign=equals_sign)


def _beginning(source: str) -> str:
    """Return the source on one line, shortened, for a message."""
    text = " ".join(source[:200].split())
    return text if len(text) <= 80 else text[:79] + "…"


def _without_inner_newlines(words: list[Token]) -> list[Token]:
    """Leave out the line ends inside brackets: there a line may go on."""
    kept: list[Token] = []
    open_brackets = 0
    for word in words:
        if word.kind == "sign" and word.value in ("(", "[", "{", "${"):
            open_brackets += 1
        elif word.kind == "sign" and word.value in (")", "]", "}"):
            open_brackets -= 1
        if word.kind != "newline" or open_brackets <= 0:
            kept.append(word)
    return kept


def _assignments(grammar: Grammar) -> tuple[list[_Assignment], set[str], set[str]]:
    found: list[_Assignment] = []
    reads: set[str] = set()
    writes: set[str] = set()
    while _next_statement(grammar):
        assignment = _assignment(grammar)
        if len(assignment.path) > 1:
            grammar.reads.add(assignment.path[0])
        reads |= grammar.reads - writes
        grammar.reads = set()
        writes.add(assignment.path[0])
        found.append(assignment)
    if not found:
        raise ExpressionError("expression.nothing")
    return found, reads, writes


def _next_statement(grammar: Grammar) -> bool:
    while grammar.here.kind == "newline" or grammar.at(";"):
        grammar.next()
    return grammar.here.kind != "end"


def _assignment(grammar: Grammar) -> _Assignment:
    line = grammar.here.line
    path = [grammar.target()]
    while grammar.take("."):
        path.append(grammar.target())
    if not grammar.take("="):
        raise grammar.unexpected("expression.assignment")
    node = grammar.formula()
    if grammar.here.kind not in ("newline", "end") and not grammar.at(";"):
        raise grammar.unexpected("expression.leftover")
    return _Assignment(tuple(path), node, line)


def _set(scope: Mapping[str, Any], path: tuple[str, ...], value: Any, meter: Meter) -> Any:
    """Return the new value of path[0]: `value`, or a copy of the object with it set inside."""
    if len(path) == 1:
        return value
    top = inner = _copied(variable(scope, path[0]), path[1], meter)
    for name, following in pairwise(path[1:]):
        inner[name] = _copied(member(inner, name), following, meter)
        inner = inner[name]
    inner[path[-1]] = value
    return top


def _copied(value: Any, name: str, meter: Meter) -> dict[str, Any]:
    if type(value) is not dict:
        raise ExpressionError("expression.not_object", name=name, value=shown(value))
    meter.spend(len(value))
    return dict(value)
