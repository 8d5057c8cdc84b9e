"""The table of an SOP as people edit it: rows in their order, lanes, decisions that lead elsewhere.

A row is one step; a decision after it asks a question, goes on with the next row for "Ya" and to
another row, or the end, for "Tidak". Where a model says more than that, the table has obstacles:
its cells can still be filled in, but rows, lanes and decisions stay as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.soptable import Step

END: Final = "*"
"""What a decision leads to that ends the SOP."""
NEW: Final = "+"
"""How the ids begin of rows and lanes that are not in the model yet."""
MAX_ROWS: Final = 200
MAX_LANES: Final = 40
LONGEST_NAME: Final = 1000


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of Pelaksana."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The question after a row, and the id of the row "Tidak" leads to, `END` the end."""

    question: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `kind` is what the model has there; `lane` the id of its lane, "" none.

    A `locked` one is only shown, as what the engine itself does; it can be moved all the same.
    """

    id: str
    name: str
    lane: str = ""
    step: Step = field(default_factory=Step)
    decision: Decision | None = None
    kind: str = "userTask"
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An SOP as a table. `obstacles` say why it cannot be rearranged, none that it can."""

    name: str
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    obstacles: tuple[Finding, ...] = ()

    @property
    def free(self) -> bool:
        """Tell whether rows, lanes and decisions can be rearranged."""
        return not self.obstacles


def add_row(table: Table, after: int) -> Table:
    """Return the table with an empty row after row number `after`, counted from 0; -1 is first."""
    _require_free(table)
    if len(table.rows) >= MAX_ROWS:
        raise Invalid("table.rows", limit=MAX_ROWS)
    at = min(max(after + 1, 0), len(table.rows))
    beside = table.rows[at - 1] if at else (table.rows[0] if table.rows else None)
    lane = beside.lane if beside else (table.lanes[0].id if table.lanes else "")
    fresh = Row(_fresh(row.id for row in table.rows), "", lane)
    return replace(table, rows=(*table.rows[:at], fresh, *table.rows[at:]))


def remove_row(table: Table, index: int) -> Table:
    """Return the table without a row; decisions that led to it lead to the row that follows it."""
    _require_free(table)
    gone = _row(table, index)
    if len(table.rows) == 1:
        raise Invalid("table.last_row")
    rows = [row for row in table.rows if row is not gone]
    following = rows[index].id if index < len(rows) else END
    return replace(table, rows=tuple(_led(row, gone.id, following) for row in rows))


def move_row(table: Table, index: int, by: int) -> Table:
    """Return the table with a row `by` places further down, as far as there is room."""
    _require_free(table)
    moved = _row(table, index)
    rows = [row for row in table.rows if row is not moved]
    at = min(max(index + by, 0), len(rows))
    return replace(table, rows=(*rows[:at], moved, *rows[at:]))


def add_lane(table: Table, name: str) -> Table:
    """Return the table with one more lane at the right."""
    _require_free(table)
    if len(table.lanes) >= MAX_LANES:
        raise Invalid("table.lanes", limit=MAX_LANES)
    lane = Lane(_fresh(each.id for each in table.lanes), name)
    return replace(table, lanes=(*table.lanes, lane))


def remove_lane(table: Table, id: str) -> Table:
    """Return the table without a lane. Raises Invalid while a row is in it, or for the last."""
    _require_free(table)
    name = next((lane.name for lane in table.lanes if lane.id == id), None)
    if name is None:
        return table
    if len(table.lanes) == 1 or any(row.lane == id for row in table.rows):
        raise Invalid("table.lane_used", lane=name)
    return replace(table, lanes=tuple(lane for lane in table.lanes if lane.id != id))


def numbered(before: Table, table: Table) -> Table:
    """Return the table with its rows numbered anew, where they were simply counted before."""
    counted = all(row.step.number in ("", str(n)) for n, row in enumerate(before.rows, 1))
    if not counted or [row.id for row in before.rows] == [row.id for row in table.rows]:
        return table
    rows = (
        replace(row, step=replace(row.step, number=str(number)))
        for number, row in enumerate(table.rows, 1)
    )
    return replace(table, rows=tuple(rows))


def check(table: Table) -> None:
    """Raise Invalid with every finding where a table cannot be written."""
    found = [
        finding for index, row in enumerate(table.rows, 1) for finding in _of(row, index, table)
    ]
    nameless = [lane for lane in table.lanes if not lane.name.strip()]
    found += [Finding("error", "table.lane_name") for _ in nameless[:1]]
    if found:
        raise Invalid("table.invalid", findings=found, count=len(found))


def _of(row: Row, index: int, table: Table) -> list[Finding]:
    found: list[Finding] = []
    if row.locked:
        return found
    if not row.name.strip():
        found.append(Finding("error", "table.name", facts={"row": index}))
    if len(row.name) > LONGEST_NAME:
        facts = {"row": index, "limit": LONGEST_NAME}
        found.append(Finding("error", "table.long_name", facts=facts))
    if table.free and table.lanes and row.lane not in {lane.id for lane in table.lanes}:
        found.append(Finding("error", "table.lane", facts={"row": index}))
    if row.decision is not None and table.free:
        targets = {END, *(other.id for other in table.rows)}
        if row.decision.otherwise not in targets:
            found.append(Finding("error", "table.target", facts={"row": index}))
        elif row.decision.otherwise == _next(table.rows, index):
            found.append(Finding("error", "table.same_target", facts={"row": index}))
    return found


def _next(rows: Sequence[Row], number: int) -> str:
    """Return what comes after row `number`, counted from 1."""
    return rows[number].id if number < len(rows) else END


def _led(row: Row, gone: str, following: str) -> Row:
    if row.decision is None or row.decision.otherwise != gone:
        return row
    return replace(row, decision=replace(row.decision, otherwise=following))


def _row(table: Table, index: int) -> Row:
    if not 0 <= index < len(table.rows):
        raise Invalid("table.no_row", row=index + 1)
    return table.rows[index]


def _fresh(ids: Iterable[str]) -> str:
    taken = set(ids)
    number = 1
    while f"{NEW}{number}" in taken:
        number += 1
    return f"{NEW}{number}"


def _require_free(table: Table) -> None:
    if not table.free:
        raise Invalid("table.fixed", findings=table.obstacles, count=len(table.obstacles))
