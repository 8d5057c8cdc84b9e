"""Knows what the operators of the expression language do to values, and how much that may cost.

Values are JSON values and nothing else: text, numbers, true, false, null, lists and objects (dict).
Types are compared exactly, so no method of a foreign object is ever called. Whatever touches a
whole text, list or object pays the meter first.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from engine.core import messages

BUDGET: Final = 400_000
"""Units one evaluation may spend. One is about 0.1 µs: part of a list, 8 characters of a text."""

MAX_BITS: Final = 256
MAX_TEXT: Final = 100_000
MAX_ITEMS: Final = 10_000
MAX_DEPTH: Final = 40

_JSON: Final = frozenset({str, int, float, bool, type(None), list, dict})
_NUMBERS: Final = frozenset({int, float})
_MANY: Final = frozenset({list, dict})


class ExpressionError(Exception):
    """An expression that cannot be compiled, or not be evaluated with these values.

    `code` is a key of `messages.MESSAGES`, `facts` fill its words, `line` (from 1) is the line of
    the source. The fact `source` is the beginning of the expression.
    """

    def __init__(self, code: str, *, line: int = 0, **facts: object) -> None:
        """Keep the code and the facts; line and source are added by whoever knows them."""
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = {"source": "", **facts}
        self.line = line

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """Return the whole message in `language` ("id" or "en")."""
        return messages.say(self.code, language, self.facts)

    def placed(self, source: str, line: int) -> "ExpressionError":
        """Return this error, knowing the source it is about and at least the line it began on."""
        self.facts["source"] = self.facts["source"] or source
        self.line = self.line or line
        return self


class Meter:
    """What one evaluation has left to spend."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = BUDGET

    def spend(self, units: int) -> None:
        """Pay for `units` of work; raises ExpressionError when nothing is left."""
        self.left -= units
        if self.left < 0:
            raise ExpressionError("expression.budget")


def shown(value: object) -> str:
    """Return `value` as a reader would write it, shortened: "ya", 80, null, [ … ]."""
    if type(value) is list:
        return "[ … ]" if value else "[]"
    if type(value) is dict:
        return "{ … }" if value else "{}"
    if type(value) not in _JSON:
        return type(value).__name__
    if type(value) is str and len(value) > 40:
        value = value[:39] + "…"
    if type(value) is int and value.bit_length() > MAX_BITS:
        return "…"
    return json.dumps(value, ensure_ascii=False)


def near(name: str, known: Iterable[str]) -> str:
    """Return the known name most like `name`, "" when none is. Looks at the first 200 only."""
    names = [each for each in islice(known, 200) if type(each) is str and len(each) < 60]
    return next(iter(get_close_matches(name[:60], names, n=1)), "")


# Reading


def variable(scope: Mapping[str, Any], name: str) -> Any:
    """Return the variable `name`; raises ExpressionError when it is not there or is not JSON."""
    try:
        value = scope[name]
    except KeyError:
        raise _missing("expression.undefined", name, scope) from None
    return plain(value, name)


def plain(value: Any, name: str) -> Any:
    """Return `value` if it is a JSON value; its inner parts are looked at when they are read."""
    if type(value) in _JSON:
        return value
    raise ExpressionError("expression.not_json", name=name, type=type(value).__name__)


def member(value: Any, name: str) -> Any:
    """Return `value.name` of an object (dict); never an attribute of a Python object."""
    if type(value) is not dict:
        raise ExpressionError("expression.not_object", name=name, value=shown(value))
    if name not in value:
        raise _missing("expression.member", name, value)
    return plain(value[name], name)


def item(value: Any, index: Any) -> Any:
    """Return `value[index]`: a key of an object, or a position from 0, from the end below 0."""
    if type(value) is dict and type(index) is str:
        return member(value, index)
    if type(value) in (list, str) and type(index) is int:
        if -len(value) <= index < len(value):
            return plain(value[index], shown(index))
        raise ExpressionError("expression.index", index=shown(index), size=len(value))
    raise ExpressionError("expression.no_index", index=shown(index), value=shown(value))


def _missing(code: str, name: str, known: Mapping[str, Any]) -> ExpressionError:
    nearest = near(name, known)
    if nearest:
        return ExpressionError(f"{code}.near", name=name, near=nearest)
    return ExpressionError(code, name=name)


# Truth


def truth(value: Any) -> bool:
    """Return whether a condition holds: true, false, or null for false. Nothing else is guessed."""
    if value is True:
        return True
    if value is False or value is None:
        return False
    raise ExpressionError("expression.not_boolean", value=shown(value))


def empty(value: Any) -> bool:
    """Return whether there is nothing in it: null, "", [] or {}."""
    return value is None or (type(value) in (str, list, dict) and not value)


# Comparing


def equal(left: Any, right: Any, meter: Meter) -> bool:
    """Return whether both are the same value; 1, 1.0 and true are, as in Python."""
    if type(left) not in _MANY or type(right) not in _MANY:
        return bool(plain(left, "==") == plain(right, "=="))
    pairs = [(left, right)]
    while pairs:
        a, b = pairs.pop()
        if type(a) not in _MANY or type(b) not in _MANY:
            same = bool(plain(a, "==") == plain(b, "=="))
        elif same := type(a) is type(b) and len(a) == len(b):
            meter.spend(6 * len(a) + 1)
            same = type(a) is list or a.keys() == b.keys()
            pairs.extend(_parts(a, b) if same else ())
        if not same:
            return False
    return True


def _parts(left: Any, right: Any) -> Iterable[tuple[Any, Any]]:
    """Return the pairs of values of two lists as long, or of two objects with the same keys."""
    if type(left) is list:
        return zip(left, right, strict=True)
    return ((left[key], right[key]) for key in left)


def unequal(left: Any, right: Any, meter: Meter) -> bool:
    """Return whether the values differ."""
    return not equal(left, right, meter)


def contains(container: Any, wanted: Any, meter: Meter) -> bool:
    """Return whether a text has a part, a list an item, an object a key."""
    if type(container) is str and type(wanted) is str:
        meter.spend(len(container) * min(len(wanted), 64) // 64 + 1)
        return wanted in container
    if type(container) is dict and type(wanted) is str:
        return wanted in container
    if type(container) is list:
        meter.spend(4 * len(container))
        return any(equal(wanted, each, meter) for each in container)
    raise _kinds("in", wanted, container)


def order(symbol: str, holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Meter], bool]:
    """Return the comparison `symbol` of two numbers or two texts.

    ISO dates are texts and compare as such; two instants with an offset compare as instants.
    """

    def compare(left: Any, right: Any, _meter: Meter) -> bool:
        if type(left) is str and type(right) is str:
            instants = _instant(left), _instant(right)
            return holds(*instants) if None not in instants else holds(left, right)
        if type(left) in _NUMBERS and type(right) in _NUMBERS:
            return holds(left, right)
        raise _kinds(symbol, left, right)

    return compare


def _instant(text: str) -> datetime | None:
    """Return the instant a text such as 2026-03-02T10:15:00+08:00 names, None if it names none."""
    if not 17 <= len(text) <= 40 or text[10] != "T":
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if instant.tzinfo is None else instant


def _kinds(symbol: str, left: object, right: object) -> ExpressionError:
    return ExpressionError(
        "expression.kinds", operator=symbol, left=shown(left), right=shown(right)
    )


# Reckoning


def add(left: Any, right: Any, meter: Meter) -> Any:
    """Return the sum of two numbers, or two texts or two lists joined."""
    if type(left) is str and type(right) is str and len(left) + len(right) <= MAX_TEXT:
        meter.spend((len(left) + len(right)) // 8)
        return left + right
    if type(left) is list and type(right) is list and len(left) + len(right) <= MAX_ITEMS:
        meter.spend(len(left) + len(right))
        return left + right
    if type(left) in _NUMBERS and type(right) in _NUMBERS:
        return finite(finite(left) + finite(right))
    if type(left) is type(right) and type(left) in (str, list):
        raise ExpressionError("expression.too_large")
    raise _kinds("+", left, right)


def reckon(symbol: str, result: Callable[[Any, Any], Any]) -> Callable[[Any, Any, Meter], Any]:
    """Return the operator `symbol` on two numbers, refusing what has no finite result."""

    def calculate(left: Any, right: Any, _meter: Meter) -> Any:
        if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
            raise _kinds(symbol, left, right)
        try:
            return finite(result(finite(left), finite(right)))
        except ZeroDivisionError:
            raise ExpressionError("expression.division", left=shown(left)) from None

    return calculate


def negative(value: Any) -> Any:
    """Return `-value` of a number."""
    if type(value) not in _NUMBERS:
        raise _kinds("-", 0, value)
    return -value


def positive(value: Any) -> Any:
    """Return `+value` of a number."""
    if type(value) not in _NUMBERS:
        raise _kinds("+", 0, value)
    return value


def finite(value: Any) -> int | float:
    """Return a number that JSON can carry and nobody needs long to multiply."""
    if type(value) is int and value.bit_length() <= MAX_BITS:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    raise ExpressionError("expression.too_big")


def weigh(value: Any, meter: Meter) -> None:
    """Pay for every part of a result as it would be stored, and refuse one nested too deep.

    `b = [a, a]; c = [b, b]; …` is small in memory and endless on paper.
    """
    level = [value]
    for _ in range(MAX_DEPTH):
        meter.spend(len(level))
        inner: list[Any] = []
        for each in level:
            if type(each) is str:
                meter.spend(len(each) // 8)
            elif type(each) in (list, dict):
                meter.spend(len(each))
                inner.extend(each.values() if type(each) is dict else each)
            else:
                plain(each, "=")
        if not inner:
            return
        level = inner
    raise ExpressionError("expression.too_large")
