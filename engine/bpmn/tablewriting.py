"""Writes an edited table into the model it was read from; whatever else the file says stays.

Elements are changed where they stand: a step keeps its form, its links, its timers, what others
have written into it. The diagram is drawn anew when rows, lanes or decisions were rearranged, and
left alone when they were not.
"""

from dataclasses import replace

from lxml import etree

from engine.bpmn import drawing, extensions, tablereading
from engine.bpmn.mainprocess import main_process
from engine.bpmn.tablearranging import Arranging
from engine.core import steptable
from engine.core.errors import Invalid
from engine.core.steptable import Row, Table


def write(root: etree._Element, table: Table) -> None:
    """Make the model of a file say what `table` says.

    `table` is one that `tablereading.read` gave of the same file, edited. Raises Invalid where it
    cannot be written (`steptable.check`), or where rows were rearranged that cannot be.
    """
    steptable.check(table)
    before = tablereading.read(root)
    process = main_process(root)
    if table.name.strip() and table.name != before.name:
        process.set("name", table.name.strip())
    if _arrangement(before) == _arrangement(table):
        _contents(process, table)
        _names(process, table)
        return
    if not before.free:
        raise Invalid("table.fixed", findings=before.obstacles, count=len(before.obstacles))
    ids = Arranging(root, process, tablereading.chain(process)).arrange(table)
    _contents(process, ids)
    _names(process, ids)
    etree.indent(process, level=1)
    drawing.draw(root)


def _write_row(node: etree._Element, row: Row) -> None:
    """Write the cells of a row into its step, as far as they have changed."""
    _rename(node, row.name)
    there = extensions.read_step(node)
    wanted = replace(row.step, form=there.form, links=there.links, assumption=there.assumption)
    if wanted != there:
        extensions.write_step(node, wanted)


def _arrangement(table: Table) -> object:
    """Return what the shape of the model depends on."""
    rows = [(r.id, r.lane, r.decision.otherwise if r.decision else None) for r in table.rows]
    return [lane.id for lane in table.lanes], rows


def _contents(process: etree._Element, table: Table) -> None:
    nodes = tablereading.with_own_id(process)
    for row in table.rows:
        if not row.locked:
            _write_row(nodes[row.id], row)


def _names(process: etree._Element, table: Table) -> None:
    """Write the names of lanes and decisions."""
    nodes = tablereading.with_own_id(process)
    for lane in table.lanes:
        _rename(nodes[lane.id], lane.name)
    if any(row.decision for row in table.rows):
        gateways = tablereading.chain(process).gateways
        for row in table.rows:
            if row.decision:
                _rename(gateways[row.id], row.decision.question)


def _rename(node: etree._Element, name: str) -> None:
    if node.get("name", "") != name.strip():
        node.set("name", name.strip())
