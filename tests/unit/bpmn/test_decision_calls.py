"""Business-rule tasks: which decision, in whose words, and what becomes of its result."""

from typing import Any

import pytest

from engine.bpmn.decisions import Decision
from engine.bpmn.runner import Context
from engine.core.model import Decided, Stuck
from tests.models import ORGANISATION, Drawing, Run, loaded, model
from tests.tables import decision, dmn, table

ONE = decision(dmn(table("skor || kelas\n> 80 || 'A'\n<= 80 || 'B'")))
TWO = decision(dmn(table("skor || kelas | nilai\n> 80 || 'A' | 1\n> 90 || 'B' | 2", "COLLECT")))
LIST = decision(dmn(table("skor || kelas\n> 80 || 'A'\n> 90 || 'B'", "RULE ORDER")))
OURS = '<sop:decision ref="k" result="kelas"/>'


def drawing(inside: str = "", attributes: str = "") -> bytes:
    """Return a process with one business-rule task."""
    task = (
        f'<businessRuleTask id="r" {attributes}>'
        f"<extensionElements>{inside}</extensionElements></businessRuleTask>"
    )
    return Drawing(flows="s > r > a > e", tasks="a", nodes=task).xml()


def run(xml: bytes, taken: Decision | None, **values: Any) -> Run:
    """Start the process where only the decision `taken` is in force, as k."""
    known = {"k": taken}
    return Run(model(xml), Context(ORGANISATION, decision_of=known.get)).start(**values)


def test_the_result_is_kept_and_the_rules_are_known() -> None:
    done = run(drawing(OURS), ONE, skor=90)
    assert done.open == ["a"]
    assert done.progress.variables == {"skor": 90, "kelas": "A"}
    assert done.progress.decided == (Decided("r", "k", 0, (1,)),)
    assert done.progress.passed == ("s", "r")


def test_what_a_list_and_an_object_look_like() -> None:
    assert run(drawing(OURS), LIST, skor=95).progress.variables["kelas"] == ["A", "B"]
    assert run(drawing(OURS), TWO, skor=85).progress.variables["kelas"] == [
        {"kelas": "A", "nilai": 1}
    ]


@pytest.mark.parametrize(
    ("mapping", "taken", "skor", "result"),
    [
        ("singleEntry", ONE, 90, "A"),
        ("singleEntry", LIST, 1, None),
        ("singleResult", ONE, 90, {"kelas": "A"}),
        ("singleResult", TWO, 85, {"kelas": "A", "nilai": 1}),
        ("singleResult", LIST, 1, None),
        ("collectEntries", LIST, 95, ["A", "B"]),
        ("collectEntries", ONE, 90, ["A"]),
        ("resultList", TWO, 85, [{"kelas": "A", "nilai": 1}]),
        ("resultList", LIST, 1, []),
    ],
)
def test_the_shapes_of_camunda_7(mapping: str, taken: Decision, skor: int, result: Any) -> None:
    written = 'camunda:decisionRef="k" camunda:resultVariable="hasil"'
    written += f' camunda:mapDecisionResult="{mapping}"'
    assert run(drawing("", written), taken, skor=skor).progress.variables["hasil"] == result


def test_camunda_7_gives_a_list_of_objects_where_nothing_is_said() -> None:
    written = 'camunda:decisionRef="k" camunda:resultVariable="hasil"'
    assert run(drawing("", written), ONE, skor=9).progress.variables["hasil"] == [{"kelas": "B"}]


def test_camunda_8_gives_the_value() -> None:
    written = '<zeebe:calledDecision decisionId="k" resultVariable="hasil"/>'
    assert run(drawing(written), ONE, skor=9).progress.variables["hasil"] == "B"


@pytest.mark.parametrize(
    ("inside", "attributes", "codes"),
    [
        ("", "", ["bpmn.decision_missing"]),
        ("", 'camunda:class="x.Y"', ["bpmn.decision_missing"]),
        ('<zeebe:taskDefinition type="t"/>', "", ["bpmn.decision_missing"]),
        ('<sop:decision ref="k"/>', "", ["extension.required"]),
        ('<sop:decision ref="k" result="if"/>', "", ["bpmn.decision_result"]),
        ('<sop:decision ref="k" result="today"/>', "", ["bpmn.decision_result"]),
        ('<sop:decision ref="k" result="a.b"/>', "", ["bpmn.decision_result"]),
        ('<sop:decision ref="= k" result="b"/>', "", ["bpmn.decision_reference"]),
        ("", 'camunda:decisionRef="k"', ["bpmn.decision_result"]),
        (
            "",
            'camunda:decisionRef="${k}" camunda:resultVariable="b"',
            ["bpmn.decision_reference"],
        ),
        (
            "",
            'camunda:decisionRef="k" camunda:resultVariable="b" camunda:mapDecisionResult="x"',
            ["bpmn.decision_mapping"],
        ),
        (
            "",
            'camunda:decisionRef="k" camunda:resultVariable="b" '
            'camunda:decisionRefBinding="version" camunda:decisionRefVersion="2"',
            ["bpmn.decision_binding", "bpmn.decision_binding"],
        ),
        (
            '<zeebe:calledDecision decisionId="k" resultVariable="b" bindingType="deployment"/>',
            "",
            ["bpmn.decision_binding"],
        ),
    ],
)
def test_what_does_not_name_its_decision_is_refused(
    inside: str, attributes: str, codes: list[str]
) -> None:
    assert [each.code for each in loaded(drawing(inside, attributes)).findings] == codes


def stuck(inside: str, taken: Decision | None, attributes: str = "", **values: Any) -> Stuck:
    """Return the incident that comes of it."""
    with pytest.raises(Stuck) as caught:
        run(drawing(inside, attributes), taken, **values)
    return caught.value


def test_a_decision_that_is_not_there_is_an_incident() -> None:
    found = stuck(OURS, None, skor=1)
    assert (found.code, found.node) == ("running.decision_missing", "r")
    assert found.facts == {"element": "r", "decision": "k"}
    with pytest.raises(Stuck):
        Run(model(drawing(OURS))).start(skor=1)


def test_a_decision_that_fails_is_an_incident_at_the_task() -> None:
    found = stuck(OURS, ONE)
    assert (found.code, found.node) == ("expression.undefined", "r")


def test_more_than_one_value_where_one_was_asked_for_is_an_incident() -> None:
    one = 'camunda:decisionRef="k" camunda:resultVariable="b" camunda:mapDecisionResult="{}"'
    for mapping, taken, skor in (
        ("singleEntry", LIST, 95),
        ("singleResult", LIST, 95),
        ("singleEntry", TWO, 85),
        ("collectEntries", TWO, 85),
    ):
        found = stuck("", taken, one.format(mapping), skor=skor)
        assert (found.code, found.node) == ("running.decision_many", "r")


def test_each_instance_of_a_repeated_task_decides_about_its_own_item() -> None:
    several = (
        '<businessRuleTask id="r"><extensionElements>'
        '<sop:decision ref="k" result="kelas"/></extensionElements>'
        "<multiInstanceLoopCharacteristics><loopDataInputRef>semua</loopDataInputRef>"
        '<loopDataOutputRef>hasil</loopDataOutputRef><inputDataItem name="skor"/>'
        '<outputDataItem name="kelas"/></multiInstanceLoopCharacteristics></businessRuleTask>'
    )
    xml = Drawing(flows="s > r > a > e", tasks="a", nodes=several).xml()
    assert run(xml, ONE, semua=[90, 10, 81]).progress.variables["hasil"] == ["A", "B", "A"]
