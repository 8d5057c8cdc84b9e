"""Drawing a BPMN file anew: what is written, what stays, what is refused."""

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator

from engine.bpmn.drawing import BPMNDI, DC, draw, redraw
from engine.core.errors import Invalid

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PLAIN = """
  <process id="plain">
    <documentation>Tetap.</documentation>
    <startEvent id="start"/>
    <userTask id="task" name="Memeriksa draft"/>
    <exclusiveGateway id="right" name="Benar?"/>
    <endEvent id="end"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="task"/>
    <sequenceFlow id="b" sourceRef="task" targetRef="right"/>
    <sequenceFlow id="c" name="Ya" sourceRef="right" targetRef="end"/>
    <sequenceFlow id="d" name="Tidak" sourceRef="right" targetRef="task"/>
  </process>
"""


def definitions(inside: str) -> etree._Element:
    text = f'<definitions xmlns="{BPMN}" id="all" targetNamespace="urn:test">{inside}</definitions>'
    return etree.fromstring(text)


def redrawn(inside: str) -> etree._Element:
    root = definitions(inside)
    draw(root)
    BpmnValidator().validate(root, "drawn")
    return root


def plane(root: etree._Element) -> etree._Element:
    (found,) = root.iter(f"{{{BPMNDI}}}BPMNPlane")
    return found


def shown(root: etree._Element) -> list[str | None]:
    return [part.get("bpmnElement") for part in plane(root)]


def bounds(root: etree._Element, key: str) -> tuple[int, ...]:
    (found,) = root.iterfind(f".//{{{BPMNDI}}}BPMNShape[@bpmnElement='{key}']/{{{DC}}}Bounds")
    return tuple(int(found.get(name, "")) for name in ("x", "y", "width", "height"))


def refusal(inside: str) -> Invalid:
    root = definitions(inside)
    before = etree.tostring(root)
    with pytest.raises(Invalid) as caught:
        draw(root)
    assert etree.tostring(root) == before
    return caught.value


def messages(inside: str, language: str = "en") -> list[str]:
    return [finding.text(language) for finding in refusal(inside).findings]


def test_a_process_without_a_pool_is_drawn_on_its_own_plane() -> None:
    root = redrawn(PLAIN)
    assert plane(root).get("bpmnElement") == "plain"
    assert shown(root) == ["start", "task", "right", "end", "a", "b", "c", "d"]


def test_names_of_gateways_and_flows_have_their_place() -> None:
    labelled = [
        next(label.iterancestors()).get("bpmnElement")
        for label in redrawn(PLAIN).iter(f"{{{BPMNDI}}}BPMNLabel")
    ]
    assert labelled == ["right", "c", "d"]


def test_a_broken_diagram_gives_way_and_all_else_stays() -> None:
    broken = f'<d:BPMNDiagram xmlns:d="{BPMNDI}" id="old"><d:BPMNPlane id="p"/></d:BPMNDiagram>'
    root = redrawn(PLAIN + broken + broken.replace("old", "older"))
    assert len(root.findall(f"{{{BPMNDI}}}BPMNDiagram")) == 1
    process = root[0]
    process.tail = None
    alone = definitions(PLAIN)[0]
    alone.tail = None
    assert etree.tostring(process) == etree.tostring(alone)


def test_ids_of_the_diagram_never_meet_those_of_the_model() -> None:
    root = redrawn(PLAIN.replace('"end"', '"task_di"').replace('"plain"', '"diagram"'))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_file_comes_back_as_bytes_with_its_comments() -> None:
    body = f'<definitions xmlns="{BPMN}" id="all" targetNamespace="urn:é">{PLAIN}</definitions>'
    written = f'<?xml version="1.0" encoding="ISO-8859-1"?><!-- dua --><!--é-->{body}'
    drawn = redraw(written.encode("latin-1"))
    assert drawn.decode().startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!-- dua --><!--é-->')
    assert redraw(drawn) == drawn


def test_what_is_not_safe_to_read_is_not_drawn() -> None:
    with pytest.raises(Invalid) as caught:
        redraw(b'<!DOCTYPE definitions [<!ENTITY e SYSTEM "file:///secret">]><definitions/>')
    assert caught.value.code == "xml.doctype"


def test_pool_and_lanes_enclose_what_is_in_them() -> None:
    lanes = """<laneSet id="lanes">
        <lane id="upper" name="Kepala"><flowNodeRef>right</flowNodeRef></lane>
        <lane id="lower" name="Staf"><flowNodeRef> start </flowNodeRef></lane></laneSet>"""
    pool = """<collaboration id="both">
        <participant id="pool" name="Dinas" processRef="plain"/></collaboration>"""
    text = PLAIN.replace("</documentation>", f"</documentation>{lanes}")
    root = redrawn(pool + text)
    assert plane(root).get("bpmnElement") == "both"
    assert shown(root)[:3] == ["pool", "upper", "lower"]
    x, y, width, height = bounds(root, "pool")
    upper, lower = bounds(root, "upper"), bounds(root, "lower")
    assert upper[:3] == (x + 30, y, width - 30)
    assert lower[1] == y + upper[3]
    assert upper[1] < bounds(root, "right")[1] < lower[1] < bounds(root, "start")[1]
    assert bounds(root, "task")[1] > lower[1] + lower[3], "in no lane: a band of its own"
    assert bounds(root, "task")[1] < y + height


def test_a_subprocess_is_drawn_open_around_its_steps() -> None:
    root = redrawn("""<process id="plain"><subProcess id="outer" name="Rapat">
        <startEvent id="begin"/><userTask id="inner"/>
        <sequenceFlow id="a" sourceRef="begin" targetRef="inner"/></subProcess>
        <boundaryEvent id="late" attachedToRef="outer"/></process>""")
    x, y, width, height = bounds(root, "outer")
    ix, iy, iwidth, iheight = bounds(root, "inner")
    assert x < ix
    assert y + 30 < iy
    assert ix + iwidth < x + width
    assert iy + iheight < y + height
    assert bounds(root, "late")[1] + 18 == y + height
    (outer,) = root.iterfind(f".//{{{BPMNDI}}}BPMNShape[@bpmnElement='outer']")
    assert outer.get("isExpanded") == "true"
    assert "a" in shown(root)


def test_what_has_no_place_is_refused_all_at_once() -> None:
    found = refusal(f'{PLAIN}<process id="two"><group id="g"/></process>')
    assert found.text("en") == (
        "Expected to draw the diagram anew, but 2 things have no place in it. "
        "Draw it in a BPMN modeler."
    )
    assert [finding.text("en") for finding in found.findings] == [
        'Expected to draw one process, its lanes, nodes and flows only, but "two" is a <process>. '
        "Take it out, or draw the diagram in a BPMN modeler.",
        'Expected to draw one process, its lanes, nodes and flows only, but "g" is a <group>. '
        "Take it out, or draw the diagram in a BPMN modeler.",
    ]
    assert found.findings[0].text("id") == (
        "Seharusnya gambar hanya memuat satu proses, lajur, langkah dan alurnya, tetapi "
        '"two" berupa <process>. Keluarkan, atau gambar diagramnya dengan penyunting BPMN.'
    )


def test_a_flow_to_nowhere_is_refused() -> None:
    flow = '<sequenceFlow id="lost" sourceRef="task" targetRef="tsak"/></process>'
    assert messages(PLAIN.replace("</process>", flow)) == [
        'Expected "lost" to join two nodes of the same scope, but "tsak" is not there. '
        "Correct the end of the flow."
    ]


def test_a_flow_into_a_boundary_event_is_refused() -> None:
    event = """<boundaryEvent id="late" attachedToRef="task"/>
        <sequenceFlow id="in" sourceRef="start" targetRef="late"/></process>"""
    (message,) = messages(PLAIN.replace("</process>", event))
    assert message.startswith('Expected "in" to join two nodes of the same scope, but "late"')


def test_a_flow_out_of_a_subprocess_is_refused() -> None:
    inside = """<subProcess id="outer"><userTask id="inner"/>
        <sequenceFlow id="out" sourceRef="inner" targetRef="task"/></subProcess></process>"""
    (message,) = messages(PLAIN.replace("</process>", inside))
    assert '"out"' in message


def test_what_has_no_id_is_refused() -> None:
    assert messages("<process>\n<userTask/></process>") == [
        "Expected everything that is drawn to have an id, but the <process> on line 1 has none. "
        "Add one.",
        "Expected everything that is drawn to have an id, but the <userTask> on line 2 has none. "
        "Add one.",
    ]


def test_a_file_without_a_process_is_refused() -> None:
    assert messages("", "id") == [
        "Seharusnya berkas memuat proses untuk digambar, tetapi tidak ada. Tambahkan prosesnya."
    ]
