"""What a diagram editor loses comes back; what somebody has changed in it does not."""

from pathlib import Path
from typing import Final

import pytest

from engine import tableedits
from engine.bpmn.grafting import graft
from engine.core.errors import Invalid
from engine.tableedits import Cells, Edit
from tests.foreignfiles import FILES, said

BEFORE: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- atas --><?gaya satu?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" xmlns:t="urn:t"
    targetNamespace="urn:t">
  <!-- satu --><!-- dua -->
  <process id="p"><documentation>D</documentation>
    <extensionElements><x:a>ini <x:b/> itu</x:a></extensionElements>
    <startEvent id="s"/>
    <task id="satu" name="Satu" isForCompensation="false">
      <extensionElements><x:c/><!-- di dalam --></extensionElements><x:luar/>
    </task>
    <!-- sebelum dua -->
    <sendTask id="dua" messageRef="t:m" operationRef="o"><outgoing>hilang</outgoing></sendTask>
    <!-- paling akhir -->
  </process>
</definitions>
<!-- bawah -->"""


def after(inside: str) -> bytes:
    """Return what an editor wrote, which knows nothing but BPMN."""
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:x="urn:x" xmlns:t="urn:t" targetNamespace="urn:t"><bpmn:process id="p">'
        f"<bpmn:documentation>D</bpmn:documentation>{inside}</bpmn:process></bpmn:definitions>"
    ).encode()


def lines(data: bytes) -> str:
    """Return a file on one line, without spaces between its elements."""
    return "".join(line.strip() for line in data.decode().splitlines())


def test_everything_that_was_lost_comes_back_in_its_place() -> None:
    found = lines(
        graft(
            BEFORE,
            after(
                "<bpmn:extensionElements><x:a>ini  itu<x:b/></x:a></bpmn:extensionElements>"
                '<bpmn:startEvent id="s"/><bpmn:task id="satu" name="Lain"/>'
                '<bpmn:sendTask id="dua" operationRef="o"/><bpmn:task id="baru"/>'
            ),
        )
    )
    assert found.startswith('<?xml version="1.0" encoding="UTF-8"?><!-- atas --><?gaya satu?>')
    assert "<!-- satu --><!-- dua --><bpmn:process" in found
    assert "<x:a>ini <x:b/> itu</x:a>" in found
    assert 'id="satu" name="Lain" isForCompensation="false"' in found
    assert "<x:luar/>" in found
    assert "<x:c/><!-- di dalam -->" in found
    assert "<!-- sebelum dua --><bpmn:sendTask" in found
    assert 'operationRef="o" messageRef="t:m"' in found
    assert ">hilang<" in found
    assert "<!-- paling akhir --></bpmn:process>" in found
    assert found.endswith("<!-- bawah -->")


def test_what_somebody_has_taken_away_stays_away() -> None:
    before = BEFORE.replace(b'operationRef="o"', b'operationRef="s"')
    found = graft(before, after('<bpmn:startEvent id="s"/><bpmn:sendTask id="dua"/>'))
    assert b"satu" not in found.replace(b"<!-- satu -->", b"").replace(b"<?gaya satu?>", b"")
    assert b"di dalam" not in found
    assert b"operationRef" not in found
    assert b"sebelum dua" in found
    assert b"<x:a>" in found


def test_what_was_taken_away_and_is_there_again_is_as_it_was() -> None:
    without = graft(BEFORE, after('<bpmn:startEvent id="s"/>'))
    again = after('<bpmn:startEvent id="s"/><bpmn:task id="satu"/>')
    assert b"di dalam" not in graft(without, again)
    found = graft(without, again, BEFORE)
    assert found.count(b"di dalam") == found.count(b"<x:luar/>") == 1
    assert found.count(b"paling akhir") == found.count(b"<x:a>") == 1


def test_a_file_that_has_lost_nothing_is_left_as_it_is() -> None:
    plain = after('<bpmn:startEvent id="s"/>')
    assert graft(plain, plain) == plain
    assert graft(BEFORE, BEFORE) == BEFORE
    kept = plain.replace(b"<bpmn:startEvent", b"<!-- milik sendiri --><bpmn:startEvent")
    assert b"paling akhir" not in graft(BEFORE, kept)


def test_of_several_with_one_id_only_the_last_counts() -> None:
    """Each with each would take minutes for a file that is full of the same id."""
    before = [f'<task id="sama"><incoming>f{number}</incoming></task>' for number in range(3)]
    there = '<bpmn:task id="sama"/><bpmn:task id="sama"/>'
    found = graft(BEFORE.replace(b'<startEvent id="s"/>', "".join(before).encode()), after(there))
    assert b"f0" not in found
    assert b"f1" not in found
    assert found.count(b"f2") == 1


def test_what_is_no_bpmn_is_refused() -> None:
    with pytest.raises(Invalid):
        graft(BEFORE, b"<x/>")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_cell_changed_in_the_table_changes_nothing_else(file: Path) -> None:
    data = file.read_bytes()
    rows = [row for row in tableedits.table(data, file.name).rows if not row.locked]
    assert rows
    row = rows[0]
    cells = Cells(
        "Nama baru", row.lane, tableedits.described(row.step.time_standard), (), (), "", "", ""
    )
    edited = tableedits.edited(data, file.name, Edit("", {row.id: cells}, {}))
    before, now = said(data), said(edited)
    gone, come = (before - now).elements(), (now - before).elements()
    assert [(each[-3], each[-2], each[-1]) for each in gone] == [("", "name", row.name)]
    assert [(each[-3], each[-2], each[-1]) for each in come] == [("", "name", "Nama baru")]
