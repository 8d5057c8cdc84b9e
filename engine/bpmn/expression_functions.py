"""Knows the functions of the expression language: a closed table, and names of other dialects."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from engine.bpmn import expression_values as values
from engine.bpmn.expression_values import Meter, shown

_NUMERAL: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

_ANSWERS: Final = {"true": True, "false": False, "ya": True, "tidak": False}


class Mismatch(Exception):
    """An argument a function cannot work with."""

    def __init__(self, value: object) -> None:
        self.value = value
        super().__init__()


@dataclass(frozen=True, slots=True)
class Signature:
    """How to write a function, what it returns, and how many arguments it takes."""

    usage: str
    meaning: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Function(Signature):
    """A function; `call` takes the meter and the arguments and returns a JSON value."""

    call: Callable[..., Any]


# Arguments


def _text(value: Any, meter: Meter) -> str:
    if type(value) is not str:
        raise Mismatch(value)
    meter.spend(len(value) // 8)
    return value


def _number(value: Any) -> int | float:
    if type(value) is int or type(value) is float:
        return values.finite(value)
    raise Mismatch(value)


def _list(value: Any, meter: Meter) -> list[Any]:
    if type(value) is not list:
        raise Mismatch(value)
    meter.spend(3 * len(value))
    return value


def _object(value: Any, meter: Meter) -> dict[str, Any]:
    if type(value) is not dict:
        raise Mismatch(value)
    meter.spend(len(value))
    return value


def _several(given: tuple[Any, ...], meter: Meter) -> list[Any]:
    """Return the items of the one list given, or the arguments themselves."""
    return _list(given[0], meter) if len(given) == 1 else list(given)


# Text


def _lower(meter: Meter, text: Any) -> str:
    return _text(text, meter).lower()


def _upper(meter: Meter, text: Any) -> str:
    return _text(text, meter).upper()


def _trim(meter: Meter, text: Any) -> str:
    return _text(text, meter).strip()


def _startswith(meter: Meter, text: Any, beginning: Any) -> bool:
    return _text(text, meter).startswith(_text(beginning, meter))


def _endswith(meter: Meter, text: Any, ending: Any) -> bool:
    return _text(text, meter).endswith(_text(ending, meter))


def _contains(meter: Meter, container: Any, wanted: Any) -> bool:
    return values.contains(container, wanted, meter)


def _str(meter: Meter, value: Any) -> str:
    if type(value) is str:
        return _text(value, meter)
    if type(value) in (list, dict):
        raise Mismatch(value)
    return shown(value)


def _len(_meter: Meter, value: Any) -> int:
    if type(value) is str or type(value) is list or type(value) is dict:
        return len(value)
    raise Mismatch(value)


# Numbers


def _int(meter: Meter, value: Any) -> int:
    if type(value) is bool:
        return int(value)
    return math.trunc(_float(meter, value))


def _float(_meter: Meter, value: Any) -> int | float:
    """Read a number. A text with a decimal comma is none: "1.250,5" could mean two things."""
    if type(value) is not str:
        return _number(value)
    written = value.strip() if len(value) <= values.MAX_BITS else ""
    if not _NUMERAL.fullmatch(written):
        raise Mismatch(value)
    return values.finite(int(written) if written.lstrip("+-").isdecimal() else float(written))


def _bool(meter: Meter, value: Any) -> bool:
    if type(value) is not str:
        return values.truth(value)
    written = _text(value, meter).strip().lower()
    if written not in _ANSWERS:
        raise Mismatch(value)
    return _ANSWERS[written]


def _round(_meter: Meter, value: Any, places: Any = 0) -> Any:
    """Round half away from zero, as on paper: 2.5 is 3."""
    if type(places) is not int or not 0 <= places <= 15:
        raise Mismatch(places)
    if type(_number(value)) is int:
        return value
    try:
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return value
    return int(rounded) if places == 0 else float(rounded)


def _floor(_meter: Meter, value: Any) -> int:
    return math.floor(_number(value))


def _ceil(_meter: Meter, value: Any) -> int:
    return math.ceil(_number(value))


def _abs(_meter: Meter, value: Any) -> Any:
    return abs(_number(value))


# Lists and objects


def _extreme(choose: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    def extreme(meter: Meter, *given: Any) -> Any:
        items = _several(given, meter)
        numbers = all(type(each) in (int, float) for each in items)
        if not items or not (numbers or all(type(each) is str for each in items)):
            raise Mismatch(items)
        return choose(items)

    return extreme


def _sum(meter: Meter, *given: Any) -> Any:
    total: Any = 0
    for each in _several(given, meter):
        total = values.finite(total + _number(each))
    return total


def _mean(meter: Meter, *given: Any) -> float:
    items = _several(given, meter)
    if not items:
        raise Mismatch(items)
    return float(_sum(meter, items) / len(items))


def _keys(meter: Meter, value: Any) -> list[str]:
    return list(_object(value, meter))


def _values(meter: Meter, value: Any) -> list[Any]:
    return list(_object(value, meter).values())


# Methods of other dialects


def _equals(meter: Meter, value: Any, other: Any) -> bool:
    return values.equal(value, other, meter)


def _is_empty(_meter: Meter, value: Any) -> bool:
    return values.empty(value)


# Dates. They are texts in ISO 8601, so they compare as texts.


def _day(value: Any, meter: Meter) -> date:
    try:
        return datetime.fromisoformat(_text(value, meter)).date()
    except ValueError:
        raise Mismatch(value) from None


def _date(meter: Meter, value: Any) -> str:
    return _day(value, meter).isoformat()


def _datetime(meter: Meter, value: Any) -> str:
    try:
        return datetime.fromisoformat(_text(value, meter)).isoformat()
    except ValueError:
        raise Mismatch(value) from None


def _add_days(meter: Meter, value: Any, days: Any) -> str:
    if type(days) is not int:
        raise Mismatch(days)
    try:
        return (_day(value, meter) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise Mismatch(days) from None


def _days_between(meter: Meter, first: Any, last: Any) -> int:
    return (_day(last, meter) - _day(first, meter)).days


MANY: Final = 100

FUNCTIONS: Final[dict[str, Function]] = {
    "len": Function("len(value)", "how many characters, items or keys", 1, 1, _len),
    "lower": Function("lower(text)", "the text in small letters", 1, 1, _lower),
    "upper": Function("upper(text)", "the text in capitals", 1, 1, _upper),
    "trim": Function("trim(text)", "the text without space at both ends", 1, 1, _trim),
    "startswith": Function(
        "startswith(text, beginning)", "whether the text begins so", 2, 2, _startswith
    ),
    "endswith": Function("endswith(text, ending)", "whether the text ends so", 2, 2, _endswith),
    "contains": Function(
        "contains(container, value)", "the same as `value in container`", 2, 2, _contains
    ),
    "str": Function("str(value)", "a number, text, true, false or null as text", 1, 1, _str),
    "int": Function(
        "int(value)", "a number or its text, without what follows the point", 1, 1, _int
    ),
    "number": Function("number(value)", "a number, or the number a text holds", 1, 1, _float),
    "bool": Function(
        "bool(value)",
        'true or false from "true", "false", "ya", "tidak"; null is false',
        1,
        1,
        _bool,
    ),
    "abs": Function("abs(number)", "the number without its sign", 1, 1, _abs),
    "round": Function(
        "round(number, places)",
        "rounded, half away from zero; places is 0 if left out",
        1,
        2,
        _round,
    ),
    "floor": Function("floor(number)", "the next whole number below", 1, 1, _floor),
    "ceil": Function("ceil(number)", "the next whole number above", 1, 1, _ceil),
    "min": Function(
        "min(list)",
        "the least of a list or of the arguments, all numbers or all texts",
        1,
        MANY,
        _extreme(min),
    ),
    "max": Function(
        "max(list)",
        "the greatest of a list or of the arguments, all numbers or all texts",
        1,
        MANY,
        _extreme(max),
    ),
    "sum": Function("sum(list)", "the sum of a list or of the arguments; 0 of []", 1, MANY, _sum),
    "mean": Function("mean(list)", "the mean of a list or of the arguments", 1, MANY, _mean),
    "keys": Function("keys(object)", "the list of its names", 1, 1, _keys),
    "values": Function("values(object)", "the list of its values", 1, 1, _values),
    "date": Function("date(text)", "the day of an ISO date or date and time", 1, 1, _date),
    "datetime": Function(
        "datetime(text)", "an ISO date and time, written in full", 1, 1, _datetime
    ),
    "add_days": Function("add_days(date, days)", "the date so many days later", 2, 2, _add_days),
    "days_between": Function(
        "days_between(first, last)", "the days from the first date to the last", 2, 2, _days_between
    ),
}

ALIASES: Final[dict[str, str]] = {
    "size": "len",
    "count": "len",
    "float": "number",
    "string": "str",
    "ceiling": "ceil",
    "strip": "trim",
    "string length": "len",
    "lower case": "lower",
    "upper case": "upper",
    "starts with": "startswith",
    "ends with": "endswith",
    "list contains": "contains",
    "get keys": "keys",
    "get values": "values",
    "date and time": "datetime",
}
"""Names of the same functions in FEEL and other dialects."""

METHODS: Final[dict[str, Function]] = {
    "equals": Function("x.equals(y)", "the same as x == y", 2, 2, _equals),
    "isEmpty": Function("x.isEmpty()", "the same as empty x", 1, 1, _is_empty),
    "contains": FUNCTIONS["contains"],
    "startsWith": FUNCTIONS["startswith"],
    "startswith": FUNCTIONS["startswith"],
    "endsWith": FUNCTIONS["endswith"],
    "endswith": FUNCTIONS["endswith"],
    "toLowerCase": FUNCTIONS["lower"],
    "lower": FUNCTIONS["lower"],
    "toUpperCase": FUNCTIONS["upper"],
    "upper": FUNCTIONS["upper"],
    "trim": FUNCTIONS["trim"],
    "strip": FUNCTIONS["trim"],
    "length": FUNCTIONS["len"],
    "size": FUNCTIONS["len"],
    "keys": FUNCTIONS["keys"],
    "values": FUNCTIONS["values"],
}
"""Methods other dialects write on data, `x.trim()`: our functions, with x as first argument."""

SPECIAL: Final[dict[str, Signature]] = {
    "defined": Signature("defined(x)", "whether the variable or member is there", 1, 1),
    "is defined": Signature("is defined(x)", "the same as defined(x)", 1, 1),
    "get or else": Signature(
        "get or else(x, other)", "x, or other where x is not there or null", 2, 2
    ),
}
"""Functions that may look at what is not there; the closures evaluate them."""

SPACED_NAMES: Final = tuple(name for name in (*ALIASES, *SPECIAL) if " " in name)
