"""The shipped BPMN files say what their source documents say, no more and no less, and are drawn.

`sops/` holds a transcription of every table; a new procedure is a new file there.
"""

import re
import tomllib
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator

from engine.bpmn.drawing import redraw
from engine.core import lanes, routing
from engine.core.routing import Box, crosses
from processes import catalogue

NODES = "//bpmn:process/*[bpmn:incoming|bpmn:outgoing]"
TABLES = sorted((Path(__file__).parent / "sops").glob("*.toml"))
SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "sop": "urn:sopan:sop:1.0",
}
DURATIONS = {"menit": "PT{}M", "jam": "PT{}H", "hari": "P{}D", "minggu": "P{}W"}


class Sop:
    """A transcription and the BPMN file it is about."""

    def __init__(self, table: Path) -> None:
        self.table = tomllib.loads(table.read_text("utf-8"))
        self.file = catalogue.builtin() / self.table["file"]
        self.root = etree.parse(self.file).getroot()

    def all(self, path: str) -> list[etree._Element]:
        found = self.root.xpath(path, namespaces=SPACES)
        assert isinstance(found, list)
        return [element for element in found if isinstance(element, etree._Element)]

    def bounds(self) -> dict[str, Box]:
        """Return the bounds of every shape by the id of what it shows."""
        return {
            str(shape.get("bpmnElement")): box(shape.find("dc:Bounds", SPACES))
            for shape in self.all("//bpmndi:BPMNShape")
        }

    def labels(self) -> list[Box]:
        return [box(bounds) for bounds in self.all("//bpmndi:BPMNLabel/dc:Bounds")]

    def paths(self) -> dict[str, routing.Path]:
        """Return the waypoints of every arrow by the id of its flow."""
        return {
            str(edge.get("bpmnElement")): tuple(
                (int(point.get("x", "")), int(point.get("y", "")))
                for point in edge.iterfind("di:waypoint", SPACES)
            )
            for edge in self.all("//bpmndi:BPMNEdge")
        }


def box(bounds: etree._Element | None) -> Box:
    assert bounds is not None
    return Box(*(int(bounds.get(name, "")) for name in ("x", "y", "width", "height")))


@pytest.fixture(params=TABLES, ids=lambda table: table.stem)
def sop(request: pytest.FixtureRequest) -> Sop:
    return Sop(request.param)


def as_modelled(task: etree._Element) -> dict[str, str]:
    """Return the row of the table that a user task says."""

    def attribute(element: str, name: str) -> str:
        return " ".join(found.get(name, "") for found in task.iterfind(f".//sop:{element}", SPACES))

    def texts(name: str) -> str:
        return " | ".join(item.text or "" for item in task.iterfind(f".//sop:{name}", SPACES))

    return {
        "number": attribute("step", "number"),
        "kegiatan": task.get("name", ""),
        "kelengkapan": texts("input"),
        "waktu": attribute("timeStandard", "duration"),
        "output": texts("output"),
        "keterangan": attribute("link", "sop") or attribute("step", "remarks"),
    }


def as_printed(row: dict[str, str], unit: str) -> dict[str, str]:
    """Return a transcribed row in the model's spelling: "2 hari" is P2D, "-" is nothing."""
    amount, _, written = row["waktu"].partition(" ")
    remarks = "" if row["keterangan"] == "-" else row["keterangan"]
    return {
        **row,
        "number": row["number"].rstrip("."),
        "waktu": DURATIONS[written.lower() or unit].format(amount),
        "keterangan": remarks.removeprefix("Lanjutan "),  # a link "start-from" says the same
    }


def test_the_five_procedures_are_there() -> None:
    files = [path for agency in catalogue.agencies(catalogue.builtin()) for path in agency.files]
    assert sorted(files) == sorted(Sop(table).file for table in TABLES)
    assert sum(len(Sop(table).table["row"]) for table in TABLES) == 56


def test_every_row_is_said_exactly_and_none_is_invented(sop: Sop) -> None:
    unit = sop.table.get("unit", "")
    assert [as_modelled(task) for task in sop.all("//bpmn:userTask")] == [
        as_printed(row, unit) for row in sop.table["row"]
    ]


def test_every_step_is_named_after_its_number(sop: Sop) -> None:
    numbers = [row["number"].rstrip(".") for row in sop.table["row"]]
    assert [task.get("id") for task in sop.all("//bpmn:userTask")] == [
        f"langkah_{number}" for number in numbers
    ]


def test_links_say_how_they_continue(sop: Sop) -> None:
    for link in sop.all("//sop:link"):
        assert str(link.get("sop")).startswith("SOP ")
        assert link.get("kind") in {"start-from", "call", "end-with", "reference"}
    first = next(iter(sop.table["row"]))
    if first["keterangan"].startswith("Lanjutan"):
        (link,) = sop.all("//bpmn:userTask[1]//sop:link")
        assert link.get("kind") == "start-from"


def test_the_lanes_are_the_columns_and_somebody_holds_each(sop: Sop) -> None:
    named = [str(lane.get("name")) for lane in sop.all("//bpmn:lane")]
    assert named == sop.table["lanes"]
    agency = catalogue.read_agency(sop.file.parent)
    for name in named:
        held = lanes.positions(name, agency.organisation)
        assert {a.position for a in agency.organisation.appointments} >= set(held) > set()


def test_every_node_stands_in_one_lane(sop: Sop) -> None:
    nodes = {node.get("id") for node in sop.all(NODES)}
    placed = Counter(reference.text for reference in sop.all("//bpmn:flowNodeRef"))
    assert placed == Counter(nodes)


def test_a_lane_that_the_row_does_not_name_is_an_assumption(sop: Sop) -> None:
    for lane in sop.all("//bpmn:lane"):
        for reference in lane.iterfind("bpmn:flowNodeRef", SPACES):
            for step in sop.all(f"//bpmn:userTask[@id='{reference.text}']//sop:step"):
                assumed = step.get("assumption")
                assert assumed is None or assumed.startswith("Pelaksana disimpulkan: ")
                assert assumed is None or "keyakinan" in assumed


def test_a_step_that_checks_decides_and_leads_back(sop: Sop) -> None:
    flows = sop.all("//bpmn:sequenceFlow")
    returns = {}
    for gateway in sop.all("//bpmn:exclusiveGateway"):
        (before,) = (
            f.get("sourceRef", "") for f in flows if f.get("targetRef") == gateway.get("id")
        )
        leaving = {
            flow.get("name"): (condition(flow), flow.get("targetRef", ""))
            for flow in flows
            if flow.get("sourceRef") == gateway.get("id")
        }
        assert {name: said for name, (said, _) in leaving.items()} == {
            "Ya": 'hasil == "ya"',
            "Tidak": 'hasil == "tidak"',
        }
        assert answers(sop, before) == ["ya", "tidak"]
        assert gateway.xpath("boolean(.//sop:step/@assumption)", namespaces=SPACES)
        returns[number(before)] = int(number(leaving["Tidak"][1]))
    assert returns == sop.table["returns"]


def condition(flow: etree._Element) -> str | None:
    return flow.findtext("bpmn:conditionExpression", namespaces=SPACES)


def answers(sop: Sop, task: str) -> list[str | None]:
    field = f"//bpmn:userTask[@id='{task}']//sop:field[@id='hasil' and @required='true']"
    return [option.get("value") for option in sop.all(f"{field}/sop:option")]


def number(task: str) -> str:
    return task.removeprefix("langkah_")


def test_only_the_units_of_bangka_tengah_work_at_once(sop: Sop) -> None:
    loops = sop.all("//bpmn:multiInstanceLoopCharacteristics")
    assert len(loops) == (sop.file.name == "sakip.bpmn")
    for loop in loops:
        collection = loop.find(".//sop:collection", SPACES)
        assert collection is not None
        assert dict(collection.attrib) == {"expression": "agency.units", "item": "unit"}
        assert loop.get("isSequential") == "false"
        assert next(loop.iterancestors()).get("id") == "langkah_4"


def test_a_date_set_by_law_is_said_to_be_inferred(sop: Sop) -> None:
    owed = [(date.get("on"), date.get("to")) for date in sop.all("//sop:legalDate")]
    (notes,) = (note.text or "" for note in sop.all("//bpmn:process/bpmn:documentation"))
    reports = {"boalemo": "Bupati", "bangka-tengah": "Bupati", "babel-kesbangpol": "Gubernur"}
    to = reports.get(sop.file.parent.name)
    assert owed == ([("02-last", to)] if to else [])
    inferred = f"batas akhir Februari kepada {to} disimpulkan dari Perpres 29/2014"
    assert (inferred in notes) == bool(to)


def test_it_is_valid_bpmn(sop: Sop) -> None:
    BpmnValidator().validate(sop.root, str(sop.file))


def test_it_names_no_real_person(sop: Sop) -> None:
    text = sop.file.read_text("utf-8") + (sop.file.parent / "agency.toml").read_text("utf-8")
    assert not re.search(r"\d{8}\s?\d{6}\s?\d\s?\d{3}", text)
    assert "NIP" not in text
    officers = catalogue.read_agency(sop.file.parent).organisation.officers
    assert all(person.name.startswith("Contoh ") for person in officers)


def test_everything_is_drawn_once(sop: Sop) -> None:
    shown = sop.all("//bpmndi:BPMNShape|//bpmndi:BPMNEdge")
    visible = sop.all(f"//bpmn:participant|//bpmn:lane|//bpmn:sequenceFlow|{NODES}")
    assert Counter(part.get("bpmnElement") for part in shown) == Counter(
        element.get("id") for element in visible
    )
    ids = Counter(element.get("id") for element in sop.all("//*[@id][not(self::sop:field)]"))
    assert set(ids.values()) == {1}


def test_every_node_is_drawn_in_its_lane_and_clear_of_the_others(sop: Sop) -> None:
    bounds = sop.bounds()
    (pool,) = (bounds[pool.get("id", "")] for pool in sop.all("//bpmn:participant"))
    for lane in sop.all("//bpmn:lane"):
        band = bounds[lane.get("id", "")]
        assert inside(band, pool)
        for reference in lane.iterfind("bpmn:flowNodeRef", SPACES):
            assert inside(bounds[reference.text or ""], band)
    nodes = [bounds[node.get("id", "")] for node in sop.all(NODES)]
    pairs = combinations([*nodes, *sop.labels()], 2)
    assert not [pair for pair in pairs if pair[0].overlaps(pair[1])]


def test_every_arrow_is_attached_and_passes_every_node(sop: Sop) -> None:
    bounds = sop.bounds()
    nodes = [bounds[node.get("id", "")] for node in sop.all(NODES)]
    paths = sop.paths()
    for flow in sop.all("//bpmn:sequenceFlow"):
        path = paths[flow.get("id", "")]
        assert on_border(path[0], bounds[flow.get("sourceRef", "")])
        assert on_border(path[-1], bounds[flow.get("targetRef", "")])
        assert not crosses(path, nodes)
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(path))


def test_drawing_it_again_changes_not_a_byte(sop: Sop) -> None:
    written = sop.file.read_bytes()
    assert redraw(written) == written


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def on_border(point: tuple[int, int], shape: Box) -> bool:
    x, y = point
    middle = shape.centre
    return (x == middle[0] and y in {shape.y, shape.bottom}) or (
        y == middle[1] and x in {shape.x, shape.right}
    )
