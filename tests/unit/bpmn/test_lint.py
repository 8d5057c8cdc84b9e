"""What a deployment is refused for, and what it is only warned of: code, element and line."""
# ruff: noqa: E501 - one case a line

import pytest

from engine.bpmn.coverage import ATTRIBUTES, ELEMENTS
from engine.core.messages import MESSAGES
from tests.models import Drawing, loaded

TASK = '<userTask id="t"/>'
OUTSIDE = (
    '<message id="m" name="surat"/><signal id="g" name="tanda"/><error id="r" errorCode="R"/>'
    '<message id="d" name="surat-${nomor}"/>'
)
MESSAGE = '<messageEventDefinition messageRef="m"/>'
CANCEL = "<cancelEventDefinition/>"
CONDITION = "<conditionalEventDefinition/>"


def codes(nodes: str, flows: str = "s > t > e", outside: str = OUTSIDE) -> list[str]:
    """Return the codes of the errors and warnings of a process."""
    found = loaded(Drawing(flows=flows, nodes=nodes, outside=outside).xml()).findings
    return sorted(finding.code for finding in found if finding.severity != "info")


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


def boundary(definition: str, attributes: str = "") -> str:
    return (
        f'{TASK}<boundaryEvent id="b" attachedToRef="t" {attributes}>{definition}</boundaryEvent>'
    )


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ('<adHocSubProcess id="t"/>', "bpmn.refused.ad_hoc"),
        ('<complexGateway id="t"/>', "bpmn.refused.complex_gateway"),
        ('<userTask id="t" isForCompensation="true"/>', "bpmn.refused.compensation"),
        ('<userTask id="t" startQuantity="2"/>', "bpmn.refused.quantity"),
        ('<receiveTask id="t" messageRef="m" instantiate="true"/>', "bpmn.refused.instantiate"),
        (
            '<userTask id="t"><multiInstanceLoopCharacteristics behavior="One">'
            "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>",
            "bpmn.refused.complex_behavior",
        ),
        (
            '<userTask id="t"><dataOutputAssociation><sourceRef>x</sourceRef><assignment/>'
            "</dataOutputAssociation></userTask>",
            "bpmn.refused.data_copy",
        ),
    ],
)
def test_what_we_do_not_run_is_refused_by_name(nodes: str, code: str) -> None:
    assert codes(nodes) == [code]


@pytest.mark.parametrize(
    ("nodes", "flows", "code"),
    [
        # Events
        (f'{TASK}<endEvent id="e"><compensateEventDefinition/></endEvent>', "s > t > e", "bpmn.refused.compensation"),
        (f'{TASK}<startEvent id="s"><errorEventDefinition errorRef="r"/></startEvent>', "s > t > e", "bpmn.event_not_here"),
        (f'{TASK}<endEvent id="e">{timer("P1D")}</endEvent>', "s > t > e", "bpmn.event_not_here"),
        ('<intermediateCatchEvent id="t"/>', "s > t > e", "bpmn.event_not_here"),
        (boundary(""), "s > t > e; b > e", "bpmn.event_not_here"),
        (boundary(f"{MESSAGE}{timer('P1D')}"), "s > t > e; b > e", "bpmn.refused.multiple"),
        (boundary('<errorEventDefinition errorRef="r"/>', 'cancelActivity="false"'), "s > t > e; b > e", "bpmn.always_interrupts"),
        (boundary(CANCEL), "s > t > e; b > e", "bpmn.cancel_outside"),
        (f'{TASK}<endEvent id="e">{CANCEL}</endEvent>', "s > t > e", "bpmn.cancel_outside"),
        (boundary('<messageEventDefinition messageRef="lain"/>'), "s > t > e; b > e", "bpmn.event_undeclared"),
        (boundary('<errorEventDefinition errorRef="lain"/>'), "s > t > e; b > e", "bpmn.event_undeclared"),
        (boundary("<messageEventDefinition/>"), "s > t > e; b > e", "bpmn.event_without_reference"),
        (boundary("<signalEventDefinition/>"), "s > t > e; b > e", "bpmn.event_without_reference"),
        (boundary(CONDITION), "s > t > e; b > e", "bpmn.event_without_condition"),
        ('<receiveTask id="t"/>', "s > t > e", "bpmn.event_without_reference"),
        ('<sendTask id="t"/>', "s > t > e", "bpmn.event_without_reference"),
        (boundary(MESSAGE).replace('Ref="t"', 'Ref="x"'), "s > t > e; b > e", "bpmn.boundary_host"),
        ('<intermediateThrowEvent id="t"><linkEventDefinition name="A"/></intermediateThrowEvent>', "s > t", "bpmn.link_target"),
        # Timers
        (boundary("<timerEventDefinition/>"), "s > t > e; b > e", "bpmn.timer.empty"),
        (boundary(timer("3 hari")), "s > t > e; b > e", "bpmn.timer.duration"),
        (boundary(timer("besok", "timeDate")), "s > t > e; b > e", "bpmn.timer.date"),
        (boundary(timer("R/PT0.01S", "timeCycle")), "s > t > e; b > e", "bpmn.timer.too_often"),
        # Flows
        (TASK, "s > t > e; t > nowhere", "bpmn.flow_unknown"),
        (f'{TASK}<subProcess id="p2"><userTask id="u"/></subProcess>', "s > t > p2 > e; t > u", "bpmn.flow_across"),
        (TASK, "s > t > e; e > t", "bpmn.flow_out_of"),
        (TASK, "s > t > e; t > s", "bpmn.flow_into"),
        ('<userTask id="t" default="x"/>', "s > t > e", "bpmn.default_unknown"),
        (f'{TASK}<startEvent id="s2"/>', "s > t > e; s2 > t", "bpmn.several_starts"),
        (f'{TASK}<userTask id="t"/>', "s > t > e", "bpmn.duplicate_id"),
        (TASK, "s > t > e; t > e [x == ]", "expression.unfinished"),
        (TASK, "t > t", "bpmn.start_missing"),
        # Gateways
        (f'{TASK}<eventBasedGateway id="g"/>', "s > g > t > e", "bpmn.race_target"),
        (f'{TASK}<eventBasedGateway id="g"/>', "s > t > g", "bpmn.race_without_events"),
        # Activities
        ('<scriptTask id="t"/>', "s > t > e", "bpmn.script_missing"),
        ('<scriptTask id="t"><script>x = __import__("os")</script></scriptTask>', "s > t > e", "expression.function"),
        ('<callActivity id="t"/>', "s > t > e", "bpmn.call_without_target"),
        ('<callActivity id="t" calledElement="${sop}"/>', "s > t > e", "bpmn.dynamic_name"),
        (boundary(MESSAGE.replace('"m"', '"d"')), "s > t > e; b > e", "bpmn.dynamic_name"),
        ('<userTask id="t"><standardLoopCharacteristics/></userTask>', "s > t > e", "bpmn.loop_without_end"),
        ('<userTask id="t"><multiInstanceLoopCharacteristics/></userTask>', "s > t > e", "bpmn.instances_missing"),
        (f'{TASK}<subProcess id="es" triggeredByEvent="true"><startEvent id="es1"/></subProcess>', "s > t > e", "bpmn.event_not_here"),
        (f'{TASK}<subProcess id="es" triggeredByEvent="true"><userTask id="u"/></subProcess>', "s > t > e", "bpmn.event_subprocess_start"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(nodes: str, flows: str, code: str) -> None:
    assert code in codes(nodes, flows)
    assert not loaded(Drawing(flows=flows, nodes=nodes, outside=OUTSIDE).xml()).models


@pytest.mark.parametrize(
    ("nodes", "flows", "code"),
    [
        (f'{TASK}<userTask id="u"/>', "s > t > e; u > u", "bpmn.unreachable"),
        (f'{TASK}<userTask id="u"/>', "s > t > u > t", "bpmn.endless"),
        (
            f'{TASK}<exclusiveGateway id="g" default="g-t"/><parallelGateway id="j"/>'
            '<userTask id="u"/>',
            "s > g; g > t > j; g > u [x]; u > j; j > e",
            "bpmn.dead_join_choice",
        ),
        (
            f'{TASK}<exclusiveGateway id="g"/>',
            "s > g; g > t [x]; g > e; t > e",
            "bpmn.default_implied",
        ),
        (f'{TASK}<parallelGateway id="g"/>', "s > g; g > t [x]; t > e", "bpmn.condition_ignored"),
        (
            '<userTask id="t"><extensionElements><camunda:inputOutput/></extensionElements></userTask>',
            "s > t > e",
            "bpmn.extension_ignored",
        ),
        (
            f'{TASK}<laneSet id="l"><lane id="l1" name="Kasubag"/></laneSet>',
            "s > t > e",
            "bpmn.outside_lanes",
        ),
        (
            f'{TASK}<laneSet id="l"><lane id="l1" name="Kasubag"><flowNodeRef>t</flowNodeRef>'
            "<flowNodeRef>hilang</flowNodeRef></lane></laneSet>",
            "s > t > e",
            "bpmn.lane_unknown_node",
        ),
    ],
)
def test_what_may_be_wrong_is_warned_of(nodes: str, flows: str, code: str) -> None:
    result = loaded(Drawing(flows=flows, nodes=nodes).xml())
    assert [f.code for f in result.findings if f.severity == "warning"] == [code]
    assert result.models


def test_a_join_that_waits_for_what_never_comes_is_refused() -> None:
    nodes = f'{TASK}<userTask id="u"/><parallelGateway id="j"/>'
    assert codes(nodes, "s > t > j; u > j; j > u; j > e") == []
    assert "bpmn.dead_join" in codes(
        f'{nodes}<userTask id="v"/>', "s > t > j; v > u > j; v > v; j > e"
    )


def test_an_unknown_element_is_refused() -> None:
    assert "bpmn.unknown_element" in codes('<userTsk id="t"/>')


def test_a_node_inside_a_node_is_refused() -> None:
    assert "bpmn.misplaced" in codes('<userTask id="t"><userTask id="u"/></userTask>')


def test_two_lanes_are_refused() -> None:
    lanes = "".join(
        f'<lane id="{n}" name="{n}"><flowNodeRef>t</flowNodeRef></lane>' for n in ("A", "B")
    )
    assert codes(f'{TASK}<laneSet id="l">{lanes}</laneSet>') == ["bpmn.two_lanes"]


def test_the_innermost_lane_counts() -> None:
    lanes = (
        '<laneSet id="l"><lane id="a" name="Dinas"><flowNodeRef>t</flowNodeRef><childLaneSet id="c">'
        '<lane id="b" name=" Kasubag&#10; Umum "><flowNodeRef>t</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
    )
    (found,) = loaded(Drawing(flows="s > t > e", nodes=f"{TASK}{lanes}").xml()).models
    assert found.lanes == ("Kasubag Umum",)
    assert found.nodes["t"].lane == "Kasubag Umum"


def test_every_finding_is_told_at_once_with_its_line() -> None:
    xml = Drawing(
        flows="s > a > b > e",
        nodes='\n<adHocSubProcess id="a"/>\n<complexGateway id="b"/>\n<userTask id="a"/>\n',
    ).xml()
    found = [(f.code, f.element, f.line) for f in loaded(xml).findings]
    assert ("bpmn.refused.ad_hoc", "a", 5) in found
    assert ("bpmn.refused.complex_gateway", "b", 6) in found


def test_the_words_say_what_to_do() -> None:
    xml = Drawing(flows="s > t > e", nodes=boundary(timer("3 hari"))).xml()
    (finding,) = [f for f in loaded(xml).findings if f.severity == "error"]
    assert finding.text("en") == (
        'Expected the time of "b" to be an ISO 8601 duration, but it is "3 hari". '
        "Write, for example: P3D (3 days) or PT2H (2 hours); a variable as ${name}."
    )
    assert finding.text("id") == (
        'Seharusnya waktu "b" durasi ISO 8601, tetapi "3 hari". '
        "Tulis, misalnya: P3D (3 hari) atau PT2H (2 jam); variabel ditulis ${nama}."
    )


def test_a_process_that_is_not_executable_only_warns() -> None:
    broken = (
        b'<process id="q" isExecutable="false"><adHocSubProcess id="x"/></process></definitions>'
    )
    xml = Drawing(flows="s > t > e", nodes=TASK).xml().replace(b"</definitions>", broken)
    result = loaded(xml)
    assert [m.key for m in result.models] == ["p"]
    assert [(f.severity, f.code) for f in result.findings if f.severity != "info"] == [
        ("warning", "bpmn.refused.ad_hoc")
    ]


def test_a_file_without_a_process_is_refused() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    assert [f.code for f in loaded(empty).findings] == ["bpmn.no_process"]


def test_every_refusal_has_words() -> None:
    said = {entry.code for entry in ELEMENTS.values() if entry.code}
    said |= {code for _, code in ATTRIBUTES.values()}
    assert said <= MESSAGES.keys()
    assert all(entry.code for entry in ELEMENTS.values() if entry.treatment == "refused")
