"""The form of a step as a page sends and shows it: fields, tables row by row, what was wrong.

A field `nomor` comes as `isian.nomor`, the cell of a table as `isian.anggaran.2.jumlah`, a file as
`berkas.naskah`. A draft is what was typed, as text; only completing reads it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from engine.core.errors import Refusal
from engine.views import Json
from web.posting import Posted

MOST_ROWS: Final = 200
SPARE_ROWS: Final = 2


def typed(form: Sequence[Json], posted: Posted) -> dict[str, Any]:
    """Return what was typed into each field, as text; of a table its rows with anything in them."""
    return {field["id"]: _typed(field, posted) for field in form if field["type"] != "file"}


def values(
    form: Sequence[Json], written: Mapping[str, Any], files: Mapping[str, str]
) -> dict[str, Any]:
    """Return the answers to be checked: what was typed, and of each file field its attachment."""
    answers = {
        field["id"]: files.get(field["id"]) if field["type"] == "file" else written.get(field["id"])
        for field in form
    }
    return {name: value for name, value in answers.items() if value is not None}


def files_of(form: Sequence[Json], attachments: Sequence[Json], work_item: str) -> dict[str, str]:
    """Return the attachment each file field stands for: the last one of this work item."""
    fields = {field["id"] for field in form if field["type"] == "file"}
    return {
        each["field"]: each["id"]
        for each in attachments
        if each["field"] in fields and each["work_item"] == work_item
    }


def shown(form: Sequence[Json], step: Json, written: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what stands in each field: what was just typed, else the draft, else the last round.

    The decision itself is never answered beforehand.
    """
    if written is not None:
        return {field["id"]: written.get(field["id"]) for field in form}
    draft = (step["draft"] or {}).get("content", {}).get("isian")
    if isinstance(draft, dict):
        return {field["id"]: draft.get(field["id"]) for field in form}
    decides = step["outcome"]["id"] if step["outcome"] else ""
    before = {name: value for name, value in step["before"].items() if name != decides}
    return {field["id"]: _written(field, before.get(field["id"])) for field in form}


def rows(field: Json, value: object, more: int = 0) -> list[dict[str, Any]]:
    """Return the rows a table shows: those that are filled, and some to fill in."""
    filled = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    empty = {column["id"]: "" for column in field["columns"]}
    return [*({**empty, **row} for row in filled), *[empty] * max(more, SPARE_ROWS)][:MOST_ROWS]


def problems(refusal: Refusal, language: str) -> dict[str, str]:
    """Return what is wrong with each field; under "" what is wrong with the whole."""
    found = {each.element: each.text(language) for each in refusal.findings}
    return found or {"": refusal.text(language)}


def _typed(field: Json, posted: Posted) -> Any:
    name = f"isian.{field['id']}"
    if not field["columns"]:
        return posted.text(name) if name in posted else None
    numbers = {
        int(part)
        for key in posted
        if key.startswith(f"{name}.")
        and (part := key.removeprefix(f"{name}.").partition(".")[0]).isascii()
        and part.isdigit()
        and len(part) < 4
    }
    made = [
        {
            column["id"]: posted.text(f"{name}.{number}.{column['id']}")
            for column in field["columns"]
        }
        for number in sorted(numbers)[:MOST_ROWS]
    ]
    return [row for row in made if any(row.values())]


def _written(field: Json, value: object) -> object:
    """Return an answer as somebody would type it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float | int):
        return str(value).replace(".", ",")
    if field["columns"] and isinstance(value, list):
        cells = [row for row in value if isinstance(row, dict)]
        return [
            {name: _written({"columns": []}, cell) for name, cell in row.items()} for row in cells
        ]
    return value
