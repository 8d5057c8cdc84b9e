"""Small things tests are made of: models in a few lines, an agency of four, a clock."""

from datetime import UTC, date, datetime
from itertools import pairwise

from engine.core.people import Appointment, Officer, Organisation, Position

MONDAY = datetime(2026, 1, 12, 0, 0, tzinfo=UTC)
"""08.00 WITA on an ordinary Monday."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SOP = "urn:sopan:sop:1.0"


def process(nodes: str, flows: str, *, key: str = "proses", outside: str = "") -> bytes:
    """Return a BPMN file: `nodes` as XML, `flows` as "a > b > c; b > d [x == 1]".

    A condition in brackets belongs to the last flow of its chain. `outside` stands beside the
    process: messages, signals, errors.
    """
    return (
        f'<bpmn:definitions xmlns:bpmn="{BPMN}" xmlns:xsi="{XSI}" xmlns:sop="{SOP}" '
        f'targetNamespace="urn:test">{outside}'
        f'<bpmn:process id="{key}" name="{key}" isExecutable="true">{nodes}{sequence(flows)}'
        "</bpmn:process></bpmn:definitions>"
    ).encode()


def sequence(flows: str) -> str:
    """Return the sequence flows of "a > b > c; b > d [x == 1]" as XML."""
    made: list[str] = []
    for chain in filter(None, (part.strip() for part in flows.split(";"))):
        path, _, condition = chain.partition("[")
        nodes = [node.strip() for node in path.split(">")]
        for here, there in pairwise(nodes):
            last = there == nodes[-1]
            inner = _condition(condition.rstrip("] ")) if condition and last else ""
            made.append(
                f'<bpmn:sequenceFlow id="f_{here}_{there}" sourceRef="{here}" targetRef="{there}">'
                f"{inner}</bpmn:sequenceFlow>"
            )
    return "".join(made)


def _condition(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        f"{escaped}</bpmn:conditionExpression>"
    )


def user(id: str, inner: str = "") -> str:
    """Return a user task."""
    return f'<bpmn:userTask id="{id}" name="{id}">{inner}</bpmn:userTask>'


START = '<bpmn:startEvent id="mulai"/>'
END = '<bpmn:endEvent id="selesai"/>'


def office(agency: str = "kantor") -> Organisation:
    """Return an agency of four posts in one line, each held by an officer of the same name."""
    posts = (
        Position("kadis", "Kepala Dinas"),
        Position("sekretaris", "Sekretaris", superior="kadis"),
        Position("kasubag", "Kasubag", superior="sekretaris"),
        Position("staf", "Staf", superior="kasubag"),
    )
    return Organisation(
        agency=agency,
        name="Dinas Contoh",
        zone="Asia/Makassar",
        positions=posts,
        officers=tuple(Officer(post.id, f"Contoh {post.title}") for post in posts),
        appointments=tuple(
            Appointment(post.id, post.id, from_on=date(2024, 1, 1)) for post in posts
        ),
    )


def laned(lanes: dict[str, list[str]]) -> str:
    """Return a lane set: lane name -> node ids."""
    inner = "".join(
        f'<bpmn:lane id="lane_{number}" name="{name}">'
        + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
        + "</bpmn:lane>"
        for number, (name, nodes) in enumerate(lanes.items())
    )
    return f'<bpmn:laneSet id="lanes">{inner}</bpmn:laneSet>'
