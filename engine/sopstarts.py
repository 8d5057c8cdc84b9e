"""What a new SOP begins as: empty, or the usual chain of drafting, correcting, signing, filing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from engine.bpmn import blank, drawing, tablereading, tablewriting
from engine.core.errors import Invalid
from engine.core.steptable import NEW, Decision, Row, Table


def begun(template: str, key: str, name: str, agency: str, lanes: Sequence[str]) -> bytes:
    """Return the BPMN of a new SOP made from a template. Raises Invalid for an unknown one."""
    rows_of = TEMPLATES.get(template)
    if rows_of is None:
        raise Invalid("draft.template", name=template[:40], known=", ".join(TEMPLATES))
    data = blank.blank(key, name, agency, lanes)
    root = drawing.changeable(data)
    table = tablereading.read(root)
    rows = [
        replace(row, step=replace(row.step, number=str(number)))
        for number, row in enumerate(rows_of(table), 1)
    ]
    tablewriting.write(root, replace(table, rows=tuple(rows)))
    return drawing.serialised(root)


def _one(table: Table) -> tuple[Row, ...]:
    return table.rows


def _climbing(table: Table) -> tuple[Row, ...]:
    """Drafted in the last lane, corrected lane by lane, signed in the first, filed in the last."""
    head, staff = table.lanes[0], table.lanes[-1]
    start = replace(table.rows[0], name="Menyusun konsep", lane=staff.id)
    correcting = table.lanes[-2:0:-1]
    asked = [(lane, "Memeriksa dan memaraf konsep", "Konsep benar?") for lane in correcting]
    asked.append((head, "Menandatangani dokumen", "Ditandatangani?"))
    decided = [
        Row(f"{NEW}{number}", name, lane.id, decision=Decision(question, start.id))
        for number, (lane, name, question) in enumerate(asked, 1)
    ]
    filed = Row(f"{NEW}0", "Mengirim dan mengarsipkan dokumen", staff.id)
    return start, *decided, filed


TEMPLATES: Final[Mapping[str, Callable[[Table], tuple[Row, ...]]]] = {
    "kosong": _one,
    "berjenjang": _climbing,
}
"""The templates, by name: the rows each begins with."""
