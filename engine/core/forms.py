"""What a person sent with a step: checked against the step's form, cleaned to plain JSON values.

Answers of a form are read by their field's type, also where they come as text from a command line
or a page. What the form does not ask for may come along as a variable if it is plain JSON.
"""

import difflib
import json
import keyword
import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.indonesian import number, read_date, read_number
from engine.core.soptable import Column, Field, FieldType

TEXT_LIMIT: Final = 20_000
"""Characters one text may have."""

SIZE_LIMIT: Final = 2**20 + 2**16
"""Bytes all answers may have together: one mebibyte, and room for the JSON around it."""

DEPTH_LIMIT: Final = 32
"""How deep lists and objects may be nested."""

RESERVED: Final = frozenset(
    {
        *("agency", "now", "today", "true", "false", "null"),
        *("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"),
    }
)
"""Names the engine gives a meaning of its own."""

_SHOWN: Final = 80  # characters of a wrong answer repeated in a message
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")  # half a character; UTF-8 cannot say it
_YESNO: Final = {
    **dict.fromkeys(("ya", "yes", "true", "1", "on"), True),
    **dict.fromkeys(("tidak", "no", "false", "0", "off"), False),
}


def check(form: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, object]:
    """Return `values` cleaned: numbers as int or float, dates as ISO text, yes/no as bool.

    An optional answer left blank becomes None. Raises Invalid with a finding for each problem; one
    problem alone speaks for itself, several are counted (`form.several`).
    """
    fields = {field.id: field for field in form}
    asked = [field for field in form if field.required or field.id in values]
    readers: list[tuple[str, Callable[[object], object]]] = [
        *((field.id, partial(_answer, field)) for field in asked),
        *((name, partial(_named, name)) for name in values if name not in fields),
    ]
    cleaned: dict[str, object] = {}
    problems: list[Finding] = []
    for name, read in readers:
        try:
            cleaned[name] = read(values.get(name))
        except Invalid as refusal:
            problems.append(Finding("error", refusal.code, name, facts=refusal.facts))
    if problems:
        raise _refusal(problems)
    if len(json.dumps(cleaned, ensure_ascii=False).encode()) > SIZE_LIMIT:
        raise Invalid("form.too_big")
    return cleaned


def is_variable(name: object) -> bool:
    """Tell whether an answer or a variable may have this name."""
    return (
        isinstance(name, str)
        and name.isidentifier()
        and not name.startswith("_")
        and not keyword.iskeyword(name)
        and name not in RESERVED
    )


def _refusal(problems: list[Finding]) -> Invalid:
    """Build the refusal: the one problem itself, or how many there are."""
    if len(problems) == 1:
        return Invalid(problems[0].code, findings=problems, **problems[0].facts)
    return Invalid("form.several", findings=problems, count=len(problems))


def _answer(field: Field, value: object) -> object:
    """Return the cleaned answer to one field of the form, None for an optional one left blank."""
    if value == [] or _blank(value):
        if field.required:
            raise Invalid("form.required", label=_label(field))
        return None
    return _READERS[field.type](field, value)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(field: Field, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not _is_json(value):
        raise Invalid("form.text", label=_label(field))
    text = str(value).strip()
    if len(text) > TEXT_LIMIT:
        raise Invalid("form.too_long", label=_label(field), limit=number(TEXT_LIMIT))
    return text


def _choice(field: Field, value: object) -> str:
    text = _text(field, value)
    allowed = [option.value for option in field.options]
    if text in allowed:
        return text
    spellings = {
        spelling.casefold(): option.value
        for option in field.options
        for spelling in (option.label, option.value)
    }
    near = difflib.get_close_matches(text[:_SHOWN].casefold(), spellings, n=1)
    raise Invalid(
        "form.choice_near" if near else "form.choice",
        label=_label(field),
        value=_shown(text),
        allowed=", ".join(allowed),
        near=spellings[near[0]] if near else "",
    )


def _number(field: Field, value: object) -> int | float:
    read = read_number(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, int | float) or not _is_json(read):
        raise Invalid("form.number", label=_label(field), value=_shown(value))
    return read


def _date(field: Field, value: object) -> str:
    on = read_date(value) if isinstance(value, str) else None
    if on is None:
        raise Invalid("form.date", label=_label(field), value=_shown(value))
    return on.isoformat()


def _yesno(field: Field, value: object) -> bool:
    answer = _YESNO.get(str(value).strip().casefold())
    if answer is None:
        raise Invalid("form.yesno", label=_label(field), value=_shown(value))
    return answer


def _table(field: Field, value: object) -> list[object]:
    try:
        rows = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Invalid("form.table", label=_label(field))
    if field.columns:
        rows = [_row(field, number, row) for number, row in enumerate(rows, 1) if _filled(row)]
        if field.required and not rows:
            raise Invalid("form.required", label=_label(field))
    _plain(_label(field), rows)
    return rows


def totals(field: Field, rows: object) -> dict[str, int | float]:
    """Return the sum of each column of a table that is to be added up.

    What is no number yet, in a form that is being filled in, counts nothing.
    """
    found: dict[str, int | float] = {}
    for column in field.columns:
        if column.total:
            cells = [row.get(column.id) for row in rows] if isinstance(rows, list) else []
            read = [read_number(cell) if isinstance(cell, str) else cell for cell in cells]
            numbers = [n for n in read if isinstance(n, int | float) and not isinstance(n, bool)]
            found[column.id] = sum(numbers)
    return found


def _filled(row: Mapping[str, object]) -> bool:
    return any(not _blank(cell) for cell in row.values())


def _row(field: Field, number: int, row: Mapping[str, object]) -> dict[str, object]:
    """Return one row of a table with its cells read by the types of their columns."""
    known = {column.id: _cell(field, number, column) for column in field.columns}
    if unknown := next((name for name in row if name not in known), None):
        raise Invalid("form.column", label=_label(field), row=number, column=_shown(unknown))
    return {
        name: None if _blank(row.get(name)) else _READERS[cell.type](cell, row.get(name))
        for name, cell in known.items()
    }


def _cell(field: Field, number: int, column: Column) -> Field:
    """Return a cell as a field of its own: "Anggaran (2): Jumlah"."""
    label = f"{_label(field)} ({number}): {column.label or column.id}"
    return Field(column.id, label, column.type)


_READERS: Final[Mapping[FieldType, Callable[[Field, object], object]]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "yesno": _yesno,
    "file": _text,  # a reference to a stored file
    "table": _table,
}


def _named(name: str, value: object) -> object:
    """Return what came along beside the form, if its name and its value may be kept."""
    if not is_variable(name):
        raise Invalid("form.name", name=_shown(name))
    return _plain(name, value)


def _plain(label: str, value: object) -> object:
    if not _is_json(value):
        raise Invalid("form.json", label=label)
    return value


def _is_json(value: object, depth: int = 0) -> bool:
    """Tell whether JSON can say `value` and every reader of it understands the same."""
    match value:
        case str():
            return not _SURROGATE.search(value)
        case bool() | None:
            return True
        case int():
            return -(2**63) <= value < 2**63
        case float():
            return math.isfinite(value)
        case list():
            return depth < DEPTH_LIMIT and all(_is_json(part, depth + 1) for part in value)
        case dict():
            named = all(isinstance(key, str) and _is_json(key) for key in value)
            return named and _is_json([*value.values()], depth)
    return False


def _label(field: Field) -> str:
    return field.label or field.id


def _shown(value: object) -> str:
    return str(value)[:_SHOWN]
