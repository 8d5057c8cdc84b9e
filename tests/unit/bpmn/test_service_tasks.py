"""Which handler a service task names, in our words and in those of other products."""

import pytest

from engine.bpmn import runner
from engine.bpmn.elements import HandlerCall
from engine.bpmn.runner import TokenGone
from engine.core.model import Stuck
from tests.models import MONDAY, Drawing, loaded, model, run


def call(attributes: str = "", inside: str = "") -> HandlerCall:
    """Return what a service task asks for."""
    held = f"<extensionElements>{inside}</extensionElements>" if inside else ""
    nodes = f'<serviceTask id="kirim" {attributes}>{held}</serviceTask>'
    return model(Drawing(flows="s > kirim > e", nodes=nodes).xml()).handlers["kirim"]


@pytest.mark.parametrize(
    ("attributes", "inside", "name"),
    [
        ("", "", "kirim"),
        ('implementation="##WebService"', "", "kirim"),
        ('implementation="urn:arsip"', "", "urn:arsip"),
        ('camunda:type="external" camunda:topic="arsip"', "", "arsip"),
        ('camunda:class="id.contoh.Arsip"', "", "id.contoh.Arsip"),
        ('camunda:delegateExpression="${arsip}"', "", "${arsip}"),
        ('camunda:expression="${arsip.simpan(x)}"', "", "${arsip.simpan(x)}"),
        ('camunda:type="mail"', "", "mail"),
        ("", '<zeebe:taskDefinition type="arsip" retries="3"/>', "arsip"),
        (
            "",
            "<camunda:connector><camunda:connectorId>http</camunda:connectorId>"
            "</camunda:connector>",
            "http",
        ),
        ('camunda:class="lain"', '<sop:handler name="arsip"/>', "arsip"),
        (f'camunda:class="{"x" * 999}"', "", "x" * 255),
    ],
)
def test_the_handler_is_named_in_many_ways(attributes: str, inside: str, name: str) -> None:
    found = call(attributes, inside)
    assert found.name == name
    assert found.takes.everything
    assert found.gives.everything


def test_ours_gets_what_it_takes_and_others_get_everything() -> None:
    ours = call("", '<sop:handler name="h"><sop:take name="x" value="1"/></sop:handler>')
    assert (ours.takes.everything, ours.gives.everything) == (False, True)
    assert [name for name, _ in ours.takes.named] == ["x"]
    theirs = call(
        "",
        '<zeebe:taskDefinition type="h"/><zeebe:ioMapping><zeebe:input source="=a" target="x"/>'
        '<zeebe:output source="=y" target="z"/></zeebe:ioMapping>',
    )
    assert (theirs.takes.everything, theirs.gives.everything) == (True, False)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<sop:handler/>", "extension.required"),
        ('<sop:handler name="h"><sop:take name="x"/></sop:handler>', "extension.required"),
        (
            '<sop:handler name="h"><sop:take name="x" value="1 +"/></sop:handler>',
            "expression.unfinished",
        ),
        (
            '<sop:handler name="h"><sop:give name="dua kata" value="1"/></sop:handler>',
            "extension.value",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(inside: str, code: str) -> None:
    nodes = f'<serviceTask id="t"><extensionElements>{inside}</extensionElements></serviceTask>'
    result = loaded(Drawing(flows="s > t > e", nodes=nodes).xml())
    assert not result.models
    assert code in [finding.code for finding in result.findings]


def test_values_are_told_once_and_the_state_does_not_keep_them() -> None:
    large = "x" * 100_000
    begun = run(Drawing(flows="s > t > e", nodes='<serviceTask id="t"/>').xml(), isian=large)
    (job,) = begun.progress.jobs
    assert job.values == {"isian": large}
    (again,) = runner.inspect(begun.model, begun.progress.state, begun.context).jobs
    assert again == job
    assert again.values == {}
    assert len(begun.progress.state) < 1000


def test_many_jobs_are_not_given_a_large_form_each() -> None:
    several = (
        '<serviceTask id="t"><multiInstanceLoopCharacteristics><loopCardinality>1000'
        "</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>"
    )
    with pytest.raises(Stuck) as raised:
        run(Drawing(flows="s > t > e", nodes=several).xml(), isian="x" * 1_000_000)
    assert (raised.value.code, raised.value.node) == ("running.job_values", "t")
    taking = several.replace(
        "><multi",
        '><extensionElements><sop:handler name="h"><sop:take name="n" value="loopCounter"/>'
        "</sop:handler></extensionElements><multi",
    )
    begun = run(Drawing(flows="s > t > e", nodes=taking).xml(), isian="x" * 1_000_000)
    assert [job.values for job in begun.progress.jobs[:2]] == [{"n": 0}, {"n": 1}]


def test_a_job_is_ended_once() -> None:
    begun = run(Drawing(flows="s > t > e", nodes='<serviceTask id="t"/>').xml())
    token = begun.job("t")
    assert begun.finish("t", x=1).progress.status == "completed"
    with pytest.raises(TokenGone) as raised:
        runner.finish_job(begun.model, begun.progress.state, token, {}, begun.context, MONDAY)
    assert raised.value.text("en") == (
        f"Expected job {token} to be open, but it is done or cancelled. See which are open."
    )


def test_a_person_cannot_complete_a_job_as_a_task() -> None:
    begun = run(Drawing(flows="s > t > e", nodes='<serviceTask id="t"/>').xml())
    with pytest.raises(TokenGone):
        runner.complete(
            begun.model, begun.progress.state, begun.job("t"), {}, begun.context, MONDAY
        )
