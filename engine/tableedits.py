"""What people do to the table of an SOP in one go: cells filled in, then one button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.bpmn import drawing, tablereading, tablewriting
from engine.core import steptable, timestandard
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.soptable import TimeStandard
from engine.core.steptable import Decision, Lane, Row, Table
from engine.views import Json

NEW_STEP: Final = "Kegiatan baru"
NEW_LANE: Final = "Pelaksana baru"


@dataclass(frozen=True, slots=True)
class Cells:
    """What the cells of a row say now; `otherwise` "" is no decision."""

    name: str
    lane: str
    standard: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    remarks: str
    question: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Edit:
    """All cells by the id of their row, the names of lanes by theirs, and the button with its row.

    What is not mentioned stays as it is.
    """

    name: str
    rows: Mapping[str, Cells]
    lanes: Mapping[str, str]
    action: str = "simpan"
    on: str = ""


def table(data: bytes, file: str) -> Table:
    """Return the table of a BPMN file. Raises Invalid for one nobody could edit as a table."""
    found = tablereading.read(drawing.changeable(data, file))
    if len(found.rows) > steptable.MAX_ROWS:
        raise Invalid("table.rows", limit=steptable.MAX_ROWS)
    return found


def edited(data: bytes, file: str, edit: Edit) -> bytes:
    """Return a BPMN file with an edit of its table. Raises Invalid with every finding."""
    root = drawing.changeable(data, file)
    before = tablereading.read(root)
    after = _acted(_filled(before, edit), edit)
    tablewriting.write(root, steptable.numbered(before, after))
    return drawing.serialised(root)


def shown(found: Table, language: str) -> Json:
    """Return a table as plain JSON."""
    return {
        "name": found.name,
        "free": found.free,
        "obstacles": [each.text(language) for each in found.obstacles],
        "lanes": [{"id": lane.id, "name": lane.name} for lane in found.lanes],
        "rows": [_row(row, found) for row in found.rows],
    }


def described(standard: TimeStandard | None) -> str:
    """Return a time standard as people write it: "2 hari"."""
    if standard is None:
        return ""
    try:
        return timestandard.describe(standard)
    except Invalid:
        return standard.duration


def _row(row: Row, found: Table) -> Json:
    names = {lane.id: lane.name for lane in found.lanes}
    return {
        "id": row.id,
        "kind": row.kind,
        "locked": row.locked,
        "number": row.step.number,
        "name": row.name,
        "lane": row.lane,
        "lane_name": names.get(row.lane, ""),
        "standard": described(row.step.time_standard),
        "inputs": list(row.step.inputs),
        "outputs": list(row.step.outputs),
        "remarks": row.step.remarks,
        "question": row.decision.question if row.decision else "",
        "otherwise": row.decision.otherwise if row.decision else "",
    }


def _filled(before: Table, edit: Edit) -> Table:
    """Return the table with its cells filled in. Raises Invalid for every time nobody can read."""
    wrong: list[Finding] = []
    rows = []
    for number, row in enumerate(before.rows, 1):
        cells = edit.rows.get(row.id)
        if cells is None:
            rows.append(row)
            continue
        try:
            rows.append(_cells(row, cells, free=before.free))
        except Invalid:
            facts = {"row": number, "text": cells.standard[:60]}
            wrong.append(Finding("error", "table.standard", row.id, facts=facts))
    if wrong:
        raise Invalid("table.invalid", findings=wrong, count=len(wrong))
    lanes = (Lane(each.id, edit.lanes.get(each.id, each.name)) for each in before.lanes)
    name = " ".join(edit.name.split()) or before.name
    return replace(before, name=name, rows=tuple(rows), lanes=tuple(lanes))


def _cells(row: Row, cells: Cells, *, free: bool) -> Row:
    """Return a row as its cells say it; what a locked row does is not said here."""
    if free:
        decision = Decision(cells.question, cells.otherwise) if cells.otherwise else None
        row = replace(row, lane=cells.lane or row.lane, decision=decision)
    if row.locked:
        return row
    standard = row.step.time_standard
    if cells.standard.strip() != described(standard):
        standard = timestandard.parse(cells.standard) if cells.standard.strip() else None
    step = replace(
        row.step,
        time_standard=standard,
        inputs=cells.inputs,
        outputs=cells.outputs,
        remarks=cells.remarks,
    )
    return replace(row, name=" ".join(cells.name.split()), step=step)


def _acted(found: Table, edit: Edit) -> Table:
    act = _ACTIONS.get(edit.action)
    if act is None:
        raise Invalid("table.action", name=edit.action[:40])
    return act(found, edit.on)


def _saved(found: Table, on: str) -> Table:
    del on
    return found


def _index(found: Table, id: str) -> int:
    return next((index for index, row in enumerate(found.rows) if row.id == id), -1)


def _added(found: Table, on: str) -> Table:
    after = steptable.add_row(found, _index(found, on))
    rows = (replace(row, name=NEW_STEP) if row not in found.rows else row for row in after.rows)
    return replace(after, rows=tuple(rows))


_ACTIONS: Final[Mapping[str, Callable[[Table, str], Table]]] = {
    "simpan": _saved,
    "tambah": _added,
    "hapus": lambda found, on: steptable.remove_row(found, _index(found, on)),
    "naik": lambda found, on: steptable.move_row(found, _index(found, on), -1),
    "turun": lambda found, on: steptable.move_row(found, _index(found, on), 1),
    "lajur-tambah": lambda found, on: steptable.add_lane(found, on.strip() or NEW_LANE),
    "lajur-hapus": steptable.remove_lane,
}
"""The buttons of the table, by their names."""
