"""An SOP edited as a table: read, rearranged, written back; whatever else the file says stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpmn import differences, drawing, parser, reader, tablereading, tablewriting
from engine.core import steptable
from engine.core.errors import Invalid
from engine.core.findings import errors
from engine.core.steptable import END, Decision, Lane, Table
from tests.builders import END as FINISH
from tests.builders import START, laned, process, user

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "processes").glob("*/*.bpmn"))


def read(data: bytes) -> Table:
    return tablereading.read(drawing.changeable(data))


def written(data: bytes, table: Table) -> bytes:
    root = drawing.changeable(data)
    tablewriting.write(root, table)
    return drawing.serialised(root)


def sound(data: bytes) -> bool:
    return errors(parser.load(reader.read(data)).findings) == ()


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows]


def line(*steps: str, flows: str = "") -> bytes:
    """Return an SOP of steps one after the other, in two lanes."""
    nodes = laned({"Kepala": list(steps[:1]), "Staf": ["mulai", *steps[1:], "selesai"]})
    chain = " > ".join(("mulai", *steps, "selesai"))
    return process(nodes + START + "".join(map(user, steps)) + FINISH, flows or chain)


DECIDED = process(
    START
    + user("susun")
    + user("periksa")
    + '<bpmn:exclusiveGateway id="benar" name="Benar?"/>'
    + user("arsip")
    + FINISH,
    'mulai > susun > periksa > benar; benar > arsip [hasil == "ya"]; '
    'benar > susun [hasil == "tidak"]; arsip > selesai',
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_shipped_sops_are_tables_and_writing_them_as_they_are_changes_nothing(
    path: Path,
) -> None:
    data = path.read_bytes()
    table = read(data)
    assert table.free, table.obstacles
    assert len(table.rows) == data.count(b"<bpmn:userTask ")
    assert sum(row.decision is not None for row in table.rows) == data.count(
        b"<bpmn:exclusiveGateway "
    )
    assert canonical(written(data, table)) == canonical(data)


def test_cells_are_written_and_the_drawing_stays() -> None:
    data = (ROOT / "processes/boalemo/lakip.bpmn").read_bytes()
    table = read(data)
    row = table.rows[6]
    said = replace(row.step, inputs=("Draf LAKIP", "Nota dinas"), remarks="Baru")
    rows = (*table.rows[:6], replace(row, name="Mengoreksi draf", step=said), *table.rows[7:])
    after = written(data, replace(table, rows=rows, name="LAKIP baru"))
    (process_, step) = differences.compare(*(reader.read(each).root for each in (data, after)))
    assert [(each.name, each.new) for each in process_.properties] == [("name", "LAKIP baru")]
    assert step.id == "langkah_7"
    assert {each.name for each in step.properties} == {"name", "step.remarks", "input"}
    assert diagram(after) == diagram(data)
    assert sound(after)


def diagram(data: bytes) -> bytes:
    found = etree.fromstring(data).find(f"{{{drawing.BPMNDI}}}BPMNDiagram")
    assert found is not None
    return etree.tostring(found, method="c14n").strip()


def test_rows_are_added_moved_and_removed() -> None:
    data = line("a", "b", "c")
    table = steptable.add_row(read(data), 0)
    table = replace(table, rows=tuple(replace(row, name=row.name or "baru") for row in table.rows))
    added = written(data, table)
    assert names(read(added)) == ["a", "baru", "b", "c"]
    assert read(added).rows[1].lane == read(added).rows[0].lane
    moved = written(added, steptable.move_row(read(added), 1, 2))
    assert names(read(moved)) == ["a", "b", "c", "baru"]
    gone = written(moved, steptable.remove_row(read(moved), 0))
    assert names(read(gone)) == ["b", "c", "baru"]
    assert all(map(sound, (added, moved, gone)))
    assert b"BPMNShape" in gone
    assert b'sourceRef="a"' not in gone
    assert b">a<" not in gone


def test_a_decision_comes_with_its_question_and_goes_with_it() -> None:
    data = line("a", "b", "c")
    table = read(data)
    asked = replace(table.rows[1], decision=Decision("Sudah benar?", "a"))
    decided = written(data, replace(table, rows=(table.rows[0], asked, table.rows[2])))
    assert sound(decided)
    assert read(decided).rows[1].decision == Decision("Sudah benar?", "a")
    assert [field.id for field in read(decided).rows[1].step.form] == ["hasil"]
    assert b'hasil == "tidak"' in decided
    table = read(decided)
    plain = replace(table.rows[1], decision=None)
    after = written(decided, replace(table, rows=(table.rows[0], plain, table.rows[2])))
    assert sound(after)
    assert read(after).rows[1].step.form == ()
    assert b"Gateway" not in after


def test_a_decision_uses_the_question_there_is_and_no_name_twice() -> None:
    asks = (
        "<bpmn:extensionElements><sop:form>"
        '<sop:field id="hasil" label="Hasil" type="number"/>{}</sop:form></bpmn:extensionElements>'
    )
    choice = (
        '<sop:field id="setuju" label="Setuju" type="choice"><sop:option value="ya" label="Ya"/>'
        '<sop:option value="tidak" label="Tidak"/></sop:field>'
    )
    for extra, answer in ((choice, b'setuju == "ya"'), ("", b'hasil_2 == "ya"')):
        data = process(
            START + user("a", asks.format(extra)) + user("b") + FINISH, "mulai > a > b > selesai"
        )
        table = read(data)
        asked = replace(table.rows[0], decision=Decision("Lanjut?", END))
        after = written(data, replace(table, rows=(asked, table.rows[1])))
        assert answer in after
        assert sound(after)
        assert read(after).rows[0].decision == Decision("Lanjut?", END)


def test_where_a_decision_leads_changes_and_its_conditions_stay() -> None:
    table = read(DECIDED)
    assert names(table) == ["susun", "periksa", "arsip"]
    assert table.rows[1].decision == Decision("Benar?", "susun")
    ended = replace(table.rows[1], decision=Decision("Benar?", END))
    after = written(DECIDED, replace(table, rows=(table.rows[0], ended, table.rows[2])))
    flow = etree.fromstring(after).find('.//{*}sequenceFlow[@id="f_benar_susun"]')
    assert flow is not None
    assert flow.get("targetRef") == "selesai"
    assert "".join(flow.itertext()).strip() == 'hasil == "tidak"'
    assert sound(after)


def test_a_row_that_a_decision_leads_to_may_go() -> None:
    table = steptable.remove_row(read(DECIDED), 0)
    assert table.rows[0].decision == Decision("Benar?", "periksa")
    after = written(DECIDED, table)
    assert names(read(after)) == ["periksa", "arsip"]
    assert sound(after)


def test_lanes_are_added_renamed_and_removed() -> None:
    data = line("a", "b", "c")
    table = steptable.add_lane(read(data), "Sekretaris")
    moved = replace(table.rows[2], lane=table.lanes[2].id)
    kept = replace(table.lanes[0], name="Kepala Dinas")
    table = replace(table, rows=(*table.rows[:2], moved), lanes=(kept, *table.lanes[1:]))
    after = written(data, table)
    assert [lane.name for lane in read(after).lanes] == ["Kepala Dinas", "Staf", "Sekretaris"]
    assert read(after).rows[2].lane == read(after).lanes[2].id
    emptied = read(after)
    rows = tuple(replace(row, lane=emptied.lanes[0].id) for row in emptied.rows)
    table = steptable.remove_lane(replace(emptied, rows=rows), emptied.lanes[1].id)
    gone = written(after, table)
    assert [lane.name for lane in read(gone).lanes] == ["Kepala Dinas", "Sekretaris"]
    assert sound(gone)
    nodes = {"a", "b", "c", "mulai", "selesai"}
    references = etree.fromstring(gone).findall(".//{*}flowNodeRef")
    assert {each.text for each in references} == nodes
    assert len(references) == len(nodes)


def test_an_sop_without_lanes_gets_its_first() -> None:
    data = process(START + user("a") + FINISH, "mulai > a > selesai")
    table = steptable.add_lane(read(data), "Staf")
    rows = tuple(replace(row, lane=table.lanes[0].id) for row in table.rows)
    after = written(data, replace(table, rows=rows))
    assert [lane.name for lane in read(after).lanes] == ["Staf"]
    assert sound(after)


PARALLEL = process(
    START
    + user("a")
    + '<bpmn:parallelGateway id="bagi" name="Bagi"/>'
    + user("b")
    + user("c")
    + '<bpmn:parallelGateway id="gabung"/>'
    + FINISH,
    "mulai > a > bagi; bagi > b > gabung; bagi > c > gabung; gabung > selesai",
)
BRANCHED = DECIDED.replace(b'targetRef="susun"><', b'targetRef="lain"><').replace(
    b"<bpmn:endEvent", user("lain").encode() + b"<bpmn:endEvent"
)


@pytest.mark.parametrize(
    ("data", "about"),
    [
        (PARALLEL, "bagi"),
        (BRANCHED, "lain"),
        (line("a", flows="mulai > a"), ""),
        (DECIDED.replace(b"<bpmn:endEvent", b'<bpmn:endEvent id="dua"/><bpmn:endEvent'), ""),
        (line("a", "b", flows="mulai > a > b > a"), "a"),
        (line("a", flows="mulai > a > selesai; a > selesai"), "a"),
        (
            process(
                START
                + user("a")
                + '<bpmn:boundaryEvent id="lewat" attachedToRef="a"><bpmn:timerEventDefinition>'
                "<bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>"
                "</bpmn:boundaryEvent>" + FINISH,
                "mulai > a > selesai; lewat > selesai",
            ),
            "lewat",
        ),
        (
            line("a").replace(b"<bpmn:endEvent", b'<bpmn:textAnnotation id="c"/><bpmn:endEvent'),
            "c",
        ),
    ],
)
def test_what_no_table_can_say_is_kept_and_only_its_cells_change(data: bytes, about: str) -> None:
    table = read(data)
    assert not table.free
    if about:
        assert about in [each.element for each in table.obstacles]
    first = replace(table.rows[0], name="Diubah")
    after = written(data, replace(table, rows=(first, *table.rows[1:])))
    assert canonical(after).replace(b'name="Diubah"', b'name="a"') in (
        canonical(data),
        canonical(data).replace(b'name="susun"', b'name="a"'),
    )
    for act in (
        lambda: steptable.add_row(table, 0),
        lambda: steptable.remove_row(table, 0),
        lambda: steptable.move_row(table, 0, 1),
        lambda: steptable.add_lane(table, "x"),
        lambda: steptable.remove_lane(table, "x"),
        lambda: written(data, replace(table, lanes=(*table.lanes, Lane("+1", "x")))),
        lambda: written(data, replace(table, rows=(*table.rows, table.rows[0]))),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.code == "table.fixed"


def test_what_the_engine_does_is_a_locked_row_that_can_be_moved() -> None:
    service = '<bpmn:serviceTask id="nomor" name="Memberi nomor"><bpmn:extensionElements>'
    service += '<sop:handler name="nomor_surat"/></bpmn:extensionElements></bpmn:serviceTask>'
    data = process(START + user("a") + service + FINISH, "mulai > a > nomor > selesai")
    table = read(data)
    assert [row.locked for row in table.rows] == [False, True]
    ignored = replace(table.rows[1], name="Lain")
    assert b"Lain" not in written(data, replace(table, rows=(table.rows[0], ignored)))
    after = written(data, steptable.move_row(table, 1, -1))
    assert [row.id for row in read(after).rows] == ["nomor", "a"]
    assert b'<sop:handler name="nomor_surat"/>' in after


def test_what_others_wrote_into_a_step_goes_with_it() -> None:
    foreign = (
        '<bpmn:extensionElements><x:warna xmlns:x="urn:lain" kode="merah"/>'
        '<sop:link kind="call" sop="SOP Arsip"/></bpmn:extensionElements>'
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
        "<bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    data = process(START + user("a", foreign) + user("b") + FINISH, "mulai > a > b > selesai")
    table = read(data)
    step = replace(table.rows[0].step, remarks="Catatan")
    rows = (table.rows[1], replace(table.rows[0], step=step))
    after = written(data, replace(table, rows=rows))
    assert b'kode="merah"' in after
    assert b'sop="SOP Arsip"' in after
    assert b"loopCardinality>3<" in after
    assert b'remarks="Catatan"' in after
    assert sound(after)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "move", "remove", "decide", "plain"]), st.integers(0, 9)),
        max_size=12,
    )
)
def test_whatever_is_done_to_a_table_is_what_its_model_says(
    acts: list[tuple[str, int]],
) -> None:
    data = DECIDED
    for number, (act, at) in enumerate(acts):
        table = read(data)
        index = at % len(table.rows)
        try:
            wanted = changed(table, act, index, f"baru {number}")
            data = written(data, wanted)
        except Invalid as refusal:
            assert refusal.code in {"table.invalid", "table.last_row"}  # noqa: PT017
            continue
        found = read(data)
        assert found.free
        assert names(found) == names(wanted)
        assert [bool(row.decision) for row in found.rows] == [
            bool(row.decision) for row in wanted.rows
        ]
        assert sound(data)


def changed(table: Table, act: str, index: int, name: str) -> Table:
    if act == "add":
        added = steptable.add_row(table, index)
        return replace(added, rows=tuple(replace(row, name=row.name or name) for row in added.rows))
    if act == "move":
        return steptable.move_row(table, index, 1)
    if act == "remove":
        return steptable.remove_row(table, index)
    target = table.rows[(index * 7 + 3) % len(table.rows)].id
    decision = Decision("Benar?", target) if act == "decide" else None
    row = replace(table.rows[index], decision=decision)
    return replace(table, rows=(*table.rows[:index], row, *table.rows[index + 1 :]))
