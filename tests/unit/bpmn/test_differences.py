"""How two versions of an SOP differ: what came, went and changed, whatever was drawn."""

import pytest
from lxml import etree

from engine.bpmn import differences, drawing
from engine.bpmn.differences import Difference, Property
from engine.core.errors import Invalid
from tests.builders import END, START, laned, process, user


def compared(old: bytes, new: bytes) -> list[Difference]:
    return list(differences.compare(etree.fromstring(old), etree.fromstring(new)))


def sop(standard: str = "P2D", *, lane: str = "Staf", extra: str = "", name: str = "a") -> bytes:
    inner = (
        f'<bpmn:extensionElements><sop:timeStandard duration="{standard}"/>'
        f"<sop:input>Draf</sop:input>{extra}</bpmn:extensionElements>"
    )
    node = user("a", inner).replace('name="a"', f'name="{name}"')
    lanes = laned({lane: ["mulai", "a", "selesai"]})
    return process(lanes + START + node + END, "mulai > a > selesai")


def test_nothing_differs_from_itself_however_it_is_drawn() -> None:
    assert compared(sop(), sop()) == []
    assert compared(sop(), drawing.redraw(sop())) == []
    assert compared(sop(), sop().replace(b"><", b">\n  <")) == []


def test_a_changed_step_says_what_was_and_what_is() -> None:
    assert compared(sop(), sop("PT90M", name="b")) == [
        Difference(
            "changed",
            "a",
            "userTask",
            "b",
            (Property("name", "a", "b"), Property("timeStandard", "2 hari", "90 menit")),
        )
    ]
    (found,) = compared(sop(), sop(extra="<sop:input>Nota</sop:input>"))
    assert found.properties == (Property("input", "Draf", "Draf\nNota"),)
    (found,) = compared(sop(), sop("lusa"))
    assert found.properties == (Property("timeStandard", "2 hari", "lusa"),)


def test_a_row_is_told_cell_by_cell() -> None:
    old, new = (sop(extra=f'<sop:step number="{number}" remarks="Ket."/>') for number in ("1", "2"))
    (found,) = compared(old, new)
    assert found.properties == (Property("step.number", "1", "2"),)


def test_a_form_is_told_in_words() -> None:
    form = '<sop:form><sop:field id="x" label="Nilai" type="number"/></sop:form>'
    (found,) = compared(sop(), sop(extra=form))
    assert found.properties == (Property("form", "", "(id: x, label: Nilai, type: number)"),)


def test_a_lane_with_another_name_is_one_change_and_a_step_in_another_lane_one() -> None:
    (found,) = compared(sop(), sop(lane="Kasubag"))
    assert (found.id, found.properties) == ("lane_0", (Property("name", "Staf", "Kasubag"),))
    two = process(
        laned({"Staf": ["mulai", "selesai"], "Kasubag": ["a"]}) + START + user("a") + END,
        "mulai > a > selesai",
    )
    one = process(
        laned({"Staf": ["mulai", "selesai", "a"], "Kasubag": []}) + START + user("a") + END,
        "mulai > a > selesai",
    )
    (found,) = compared(one, two)
    assert found.properties == (Property("lane", "Staf", "Kasubag"),)


def test_steps_and_flows_come_and_go() -> None:
    old = process(START + user("a") + END, "mulai > a > selesai")
    new = process(START + user("b") + END, "mulai > b > selesai", key="lain")
    found = compared(old, new)
    assert [(each.change, each.tag, each.name or each.id) for each in found] == [
        ("changed", "process", "lain"),
        ("added", "userTask", "b"),
        ("added", "sequenceFlow", "mulai → b"),
        ("added", "sequenceFlow", "b → selesai"),
        ("removed", "userTask", "a"),
        ("removed", "sequenceFlow", "mulai → a"),
        ("removed", "sequenceFlow", "a → selesai"),
    ]


def test_where_a_flow_leads_and_when_are_told_by_name() -> None:
    gateway = '<bpmn:exclusiveGateway id="g" default="f_g_a"/>'
    nodes = START + gateway + user("a") + user("b") + END
    flows = "mulai > g; g > b [x == 1]; a > selesai; b > selesai; "
    old = process(nodes, flows + "g > a")
    new = process(nodes, (flows + "g > a").replace("x == 1", "x == 2")).replace(
        b'sourceRef="a" targetRef="selesai"', b'sourceRef="a" targetRef="b"'
    )
    found = {each.id: each.properties for each in compared(old, new)}
    assert found == {
        "f_g_b": (Property("conditionExpression", "x == 1", "x == 2"),),
        "f_a_selesai": (Property("targetRef", "selesai", "b"),),
    }


def test_a_file_without_a_process_is_refused() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    with pytest.raises(Invalid):
        compared(empty, sop())
