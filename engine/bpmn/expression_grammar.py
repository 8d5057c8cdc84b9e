"""Knows the grammar of the expression language: words and signs in, one closure out.

A Pratt parser: every sign has a level, and what stands on a higher level binds tighter. Chains of
one level (`a + b + c`, `a.b.c`) are one closure with a loop, so neither the parser nor the closure
goes deeper than MAX_DEPTH brackets do.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from engine.bpmn import expression_closures as closures
from engine.bpmn import expression_values as values
from engine.bpmn.expression_closures import ARITHMETIC, COMPARISONS, Node, Operator, Step
from engine.bpmn.expression_functions import (
    ALIASES,
    FUNCTIONS,
    METHODS,
    SPECIAL,
    Function,
    Signature,
)
from engine.bpmn.expression_tokens import Cursor, Token
from engine.bpmn.expression_values import MAX_DEPTH, ExpressionError, near, truth

CONDITIONAL, OR, AND, NOT, COMPARISON, SUM, PRODUCT, UNARY = range(1, 9)

LEVELS: Final[dict[str, int]] = {
    "?": CONDITIONAL, "if": CONDITIONAL,
    "or": OR, "and": AND,
    "==": COMPARISON, "=": COMPARISON, "!=": COMPARISON,
    "<": COMPARISON, "<=": COMPARISON, ">": COMPARISON, ">=": COMPARISON,
    "in": COMPARISON, "not": COMPARISON, "is": COMPARISON, "between": COMPARISON,
    "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "//": PRODUCT, "%": PRODUCT,
}  # fmt: skip
"""How tightly a sign between two values binds."""


class Grammar(Cursor):
    """The reading of one expression: where it stands, and the variables seen so far."""

    def __init__(self, words: list[Token], *, equals_sign: bool) -> None:
        """Begin at the first word; `equals_sign` allows a single = as equality."""
        super().__init__(words)
        self.equals_sign = equals_sign
        self.depth = 0
        self.reads: set[str] = set()

    def formula(self) -> Node:
        """Read one whole expression, with or without its `${…}`."""
        wrapped = self.take("${")
        node = self.expression()
        if wrapped:
            self.expect("}")
        return node

    def expression(self, level: int = 0) -> Node:
        """Read a value and every sign after it that binds tighter than `level`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError("expression.too_deep", line=self.here.line, limit=MAX_DEPTH)
        node = self._signs(self._value(), level)
        self.depth -= 1
        return node

    def target(self) -> str:
        """Read the name an assignment sets, or one part of it."""
        token = self.here
        if token.kind != "name":
            raise self.unexpected("expression.assignment")
        if token.text.startswith("_"):
            raise ExpressionError("expression.hidden_name", line=token.line, name=token.text)
        self.next()
        return token.text

    # Signs between values

    def _signs(self, node: Node, level: int) -> Node:
        while (binds := self._binding()) > level:
            node = self._INFIX[binds](self, node)
        return node

    def _binding(self) -> int:
        """Return the level of the sign that comes next, 0 if it is none that joins values."""
        if self.here.kind != "sign":
            return 0
        if self.here.value == "=" and not self.equals_sign:
            raise ExpressionError("expression.equals_sign", line=self.here.line)
        if self.here.value == "not" and not self.followed_by("in"):
            return 0
        return LEVELS.get(self.here.value, 0)

    def _conditional(self, node: Node) -> Node:
        if self.take("?"):
            chosen = self.expression()
            self.expect(":")
            return closures.choice(node, chosen, self.expression())
        self.expect("if")
        condition = self.expression(CONDITIONAL)
        self.expect("else")
        return closures.choice(condition, node, self.expression())

    def _or(self, node: Node) -> Node:
        nodes = [node]
        while self.take("or"):
            nodes.append(self.expression(OR))
        return closures.any_of(tuple(nodes))

    def _and(self, node: Node) -> Node:
        nodes = [node]
        while self.take("and"):
            nodes.append(self.expression(AND))
        return closures.all_of(tuple(nodes))

    def _comparison(self, node: Node) -> Node:
        tests: list[tuple[Operator, Node]] = []
        while self._binding() == COMPARISON:
            tests.append(self._test())
        return closures.compared(node, tests)

    def _test(self) -> tuple[Operator, Node]:
        sign = self.next().value
        if sign == "between":
            low = self.expression(COMPARISON)
            self.expect("and")
            return closures.within(">=", "<="), closures.pair(low, self.expression(COMPARISON))
        if sign == "not":
            self.expect("in")
            holds, node = self._container()
            return closures.opposite(holds), node
        if sign == "in":
            return self._container()
        if sign == "is" and self.take("not"):
            sign = "!="
        return COMPARISONS[sign], self.expression(COMPARISON)

    def _container(self) -> tuple[Operator, Node]:
        """Read what stands after `in`: a range such as [1..5], or any value."""
        if not self.at("[", "(", "]"):
            return closures.contained, self.expression(COMPARISON)
        within, node = self._bracket()
        if within is not None:
            return within, node
        return closures.contained, self._signs(self._steps(node), COMPARISON)

    def _arithmetic(self, node: Node) -> Node:
        level = self._binding()
        terms: list[tuple[Operator, Node]] = []
        while self._binding() == level:
            terms.append((ARITHMETIC[self.next().value], self.expression(level)))
        return closures.reckoned(node, terms)

    # Values

    def _value(self) -> Node:
        token = self.here
        if token.kind == "constant":
            self.next()
            node = closures.constant(token.value)
            return self._steps(node) if type(token.value) is str else node
        if token.kind == "name":
            return self._steps(self._call() if self.followed_by("(") else self._variable())
        read = self._PREFIX.get(token.value) if token.kind == "sign" else None
        if read is None:
            raise self.unexpected("expression.value_expected")
        return read(self)

    def _variable(self) -> Node:
        token = self.next()
        if token.text.startswith("_"):
            raise ExpressionError("expression.hidden_name", line=token.line, name=token.text)
        self.reads.add(token.text)
        return closures.variable(token.text)

    def _not(self) -> Node:
        level = NOT if self.next().text == "not" else UNARY
        return closures.unary(self.expression(level), lambda value: not truth(value))

    def _empty(self) -> Node:
        self.next()
        return closures.unary(self.expression(UNARY), values.empty)

    def _minus(self) -> Node:
        self.next()
        return closures.unary(self.expression(UNARY), values.negative)

    def _plus(self) -> Node:
        self.next()
        return closures.unary(self.expression(UNARY), values.positive)

    def _if(self) -> Node:
        self.next()
        condition = self.expression()
        self.expect("then")
        chosen = self.expression()
        self.expect("else")
        return closures.choice(condition, chosen, self.expression())

    def _enclosed(self) -> Node:
        line = self.here.line
        within, node = self._bracket()
        if within is not None:
            raise ExpressionError("expression.range", line=line)
        return self._steps(node)

    def _bracket(self) -> tuple[Operator | None, Node]:
        """Read a list, a value in brackets, or a range: then with the test whether it holds."""
        opening = self.next().value
        if opening == "[" and self.take("]"):
            return None, closures.list_of(())
        items = [self.expression()]
        if self.take(".."):
            return self._range(opening, items[0])
        single = not self.at(",")
        closing = ")" if opening == "(" else "]"
        while self.take(",") and not self.at(closing):
            items.append(self.expression())
        self.expect(closing)
        return None, items[0] if single and opening == "(" else closures.list_of(tuple(items))

    def _range(self, opening: str, low: Node) -> tuple[Operator, Node]:
        high = self.expression()
        if not self.at("]", ")", "["):
            raise self.unexpected("expression.expected", wanted="]")
        least = ">=" if opening == "[" else ">"
        most = "<=" if self.next().value == "]" else "<"
        return closures.within(least, most), closures.pair(low, high)

    def _object(self) -> Node:
        self.next()
        entries: list[tuple[str, Node]] = []
        while not self.at("}"):
            key = self.next()
            if key.kind not in ("name", "constant") or type(key.value) is not str:
                raise ExpressionError("expression.key", line=key.line, found=key.text)
            self.expect(":")
            entries.append((key.value, self.expression()))
            if not self.take(","):
                break
        self.expect("}")
        return self._steps(closures.object_of(tuple(entries)))

    # After a value: .name, [index], .method(…)

    def _steps(self, node: Node) -> Node:
        steps: list[Step] = []
        while self.at(".", "["):
            if self.take("["):
                steps.append(closures.item(self.expression()))
                self.expect("]")
            else:
                self.next()
                steps.append(self._member())
        return closures.path(node, tuple(steps)) if steps else node

    def _member(self) -> Step:
        token = self.next()
        if not token.text.isidentifier():
            self.position -= 1
            raise self.unexpected("expression.value_expected")
        if token.text.startswith("_"):
            raise ExpressionError("expression.hidden_name", line=token.line, name=token.text)
        if not self.at("("):
            return closures.member(token.text)
        if token.text not in METHODS:
            code = "expression.engine_call" if token.text in _ENGINE else "expression.method"
            raise ExpressionError(code, line=token.line, name=token.text)
        function = METHODS[token.text]
        arguments = self._arguments()
        _check_count(function, len(arguments) + 1, token)
        return closures.method(function, arguments)

    # Functions

    def _call(self) -> Node:
        token = self.next()
        name = ALIASES.get(token.value, token.value)
        function: Signature | None = FUNCTIONS.get(name) or SPECIAL.get(name)
        if function is None:
            raise _unknown_function(token)
        arguments = self._arguments()
        _check_count(function, len(arguments), token)
        if isinstance(function, Function):
            return closures.called(function, arguments)
        if len(arguments) == 1:
            return closures.defined(arguments[0])
        return closures.otherwise(*arguments)

    def _arguments(self) -> tuple[Node, ...]:
        self.expect("(")
        nodes: list[Node] = []
        while not self.at(")"):
            nodes.append(self.expression())
            if not self.take(","):
                break
        self.expect(")")
        return tuple(nodes)

    _PREFIX: ClassVar[dict[str, Callable[["Grammar"], Node]]] = {
        "not": _not,
        "!": _not,
        "empty": _empty,
        "-": _minus,
        "+": _plus,
        "if": _if,
        "(": _enclosed,
        "[": _enclosed,
        "{": _object,
    }
    """What may begin a value, apart from a constant or a name."""

    _INFIX: ClassVar[dict[int, Callable[["Grammar", Node], Node]]] = {
        CONDITIONAL: _conditional,
        OR: _or,
        AND: _and,
        COMPARISON: _comparison,
        SUM: _arithmetic,
        PRODUCT: _arithmetic,
    }
    """What reads the signs of a level, and all that follow on the same."""


_ENGINE: Final = frozenset({"getVariable", "getVariableLocal", "hasVariable", "setVariable"})
"""What expressions for other engines ask of `execution` or `task`."""


def _check_count(function: Signature, given: int, token: Token) -> None:
    if not function.least <= given <= function.most:
        raise ExpressionError(
            "expression.arguments", line=token.line, usage=function.usage, given=given
        )


def _unknown_function(token: Token) -> ExpressionError:
    nearest = near(token.value, [*FUNCTIONS, *ALIASES, *SPECIAL])
    if nearest:
        return ExpressionError(
            "expression.function.near", line=token.line, name=token.value, near=nearest
        )
    return ExpressionError(
        "expression.function", line=token.line, name=token.value, known=", ".join(FUNCTIONS)
    )
