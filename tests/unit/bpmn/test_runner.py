"""The verbs of the runner: what they refuse, and that a refusal changes nothing."""

import json
import math
import zlib
from datetime import timedelta

import pytest

from engine.bpmn import runner
from engine.bpmn.runner import NotWaiting, TokenGone
from engine.bpmn.timers import Due
from engine.core.errors import Invalid
from engine.core.model import Progress, Stuck
from tests.models import MONDAY, Drawing, Run, model, run

TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
LATE = Drawing(
    tasks="a lewat",
    nodes=f'<boundaryEvent id="b" attachedToRef="a">{TIMER}</boundaryEvent>',
    flows="s > a > e; b > lewat > e",
)


def test_a_late_completion_meets_the_timer_that_was_due() -> None:
    late = run(LATE.xml())
    token = late.token("a")
    with pytest.raises(TokenGone) as raised:
        runner.complete(
            late.model, late.progress.state, token, {}, late.context, MONDAY + timedelta(hours=2)
        )
    assert raised.value.text("en") == (
        f"Expected task {token} to be open, but it has been completed, returned or cancelled. "
        "Reload the task list."
    )
    assert late.after(hours=2).open == ["lewat"]


def test_a_completed_task_cannot_be_completed_again() -> None:
    once = run(LATE.xml())
    token = once.token("a")
    once.complete("a")
    with pytest.raises(TokenGone):
        runner.complete(once.model, once.progress.state, token, {}, once.context, MONDAY)


def test_a_message_nobody_waits_for_is_refused() -> None:
    late = run(LATE.xml())
    with pytest.raises(NotWaiting) as raised:
        late.deliver("message", "surat")
    assert raised.value.text("id") == (
        'Seharusnya pelaksanaan ini menunggu "surat", tetapi tidak ada yang menunggunya. '
        "Lihat yang ditunggu dengan `sopan show`."
    )


@pytest.mark.parametrize("value", [math.nan, MONDAY, {1, 2}, object(), b"x"])
def test_only_json_values_are_taken(value: object) -> None:
    with pytest.raises(Invalid) as raised:
        run(LATE.xml(), isian=value)
    assert raised.value.code == "running.not_json"


def test_a_value_inside_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(Invalid):
        run(LATE.xml(), isian=value)


def test_a_failing_step_leaves_the_state_as_it_was() -> None:
    nodes = '<scriptTask id="x"><script>total = harga * 2</script></scriptTask>'
    stuck = run(Drawing(tasks="a b", nodes=nodes, flows="s > a > x > b > e").xml())
    before = stuck.progress
    with pytest.raises(Stuck) as raised:
        stuck.complete("a")
    assert (raised.value.node, raised.value.code) == ("x", "expression.undefined")
    assert stuck.progress is before
    assert stuck.complete("a", harga=4).progress.variables["total"] == 8


def test_the_same_steps_give_the_same_bytes() -> None:
    def life() -> list[bytes]:
        each = run(LATE.xml(), b=1, a={"y": 1, "x": 2})
        return [each.progress.state, each.after(minutes=1).progress.state]

    assert life() == life()


def test_the_state_is_small_plain_json() -> None:
    state = run(LATE.xml(), nomor=7).progress.state
    document = json.loads(zlib.decompress(state))
    assert document["v"] == 1
    assert document["s"][0][1] == {"vars": {"nomor": 7}}
    assert len(state) < 200


def test_a_state_of_another_format_is_an_incident() -> None:
    late = run(LATE.xml())
    document = json.loads(zlib.decompress(late.progress.state))
    state = zlib.compress(json.dumps({**document, "v": 99}).encode())
    with pytest.raises(Stuck) as raised:
        runner.advance(late.model, state, late.context, MONDAY)
    assert raised.value.code == "running.state_format"


def test_built_in_variables_are_seen_and_never_stored() -> None:
    script = "<script>units = len(agency.units); on = today; at = now; agency = 1</script>"
    nodes = f'<scriptTask id="x">{script}</scriptTask>'
    seen = run(Drawing(tasks="a", nodes=nodes, flows="s > x > a > e").xml(), today="kemarin")
    assert seen.progress.variables == {
        "units": 3,
        "on": "2026-01-05",
        "at": "2026-01-05T09:00:00+08:00",
        "today": "kemarin",
    }


def test_passed_tells_what_a_step_went_through_in_order() -> None:
    drawing = Drawing(tasks="a b", xor="x y", flows="s > x > a > y > b > e")
    passed = run(drawing.xml())
    assert passed.progress.passed == ("s", "x")
    assert passed.complete("a").progress.passed == ("a", "y")


def test_an_instance_starts_where_it_is_told() -> None:
    nodes = (
        '<startEvent id="s2"><messageEventDefinition messageRef="m"/></startEvent>'
        '<startEvent id="s3"><conditionalEventDefinition><condition>n &gt; 1</condition>'
        "</conditionalEventDefinition></startEvent>"
    )
    drawing = Drawing(
        tasks="a b c", nodes=nodes, flows="s > a > e; s2 > b > e; s3 > c > e",
        outside='<message id="m" name="surat"/>',
    )  # fmt: skip
    loaded = model(drawing.xml())
    assert loaded.start_kinds == {"none", "message", "conditional"}
    assert loaded.message_starts == {"surat": "s2"}
    assert Run(loaded).start().open == ["a"]
    assert Run(loaded).start(at="s2").open == ["b"]
    assert Run(loaded).start(at="s3", n=2).open == ["c"]
    for at, code in (("s9", "running.no_start"), ("s3", "running.start_condition")):
        with pytest.raises(Invalid) as raised:
            Run(loaded).start(at=at, n=1)
        assert raised.value.code == code


def test_a_timer_start_says_when_it_is_due() -> None:
    cycle = "<timerEventDefinition><timeCycle>R/P1W</timeCycle></timerEventDefinition>"
    drawing = Drawing(tasks="a", nodes=f'<startEvent id="s">{cycle}</startEvent>', flows="s > a")
    loaded = model(drawing.xml())
    assert loaded.timer_starts == ("s",)
    context = Run(loaded).context
    first = runner.start_due(loaded, "s", context, MONDAY)
    assert first == Due(MONDAY + timedelta(days=7), "P1W", -1)
    following = runner.start_due(loaded, "s", context, MONDAY + timedelta(days=7), after=first)
    assert following is not None
    assert following.at == MONDAY + timedelta(days=14)


def test_a_model_says_what_people_care_for() -> None:
    xml = Drawing(
        tasks="a",
        nodes='<callActivity id="c" calledElement="lain"/><laneSet id="l"><lane id="k" '
        'name="Kasubag"><flowNodeRef>a</flowNodeRef></lane></laneSet>',
        flows="s > a > c > e",
    ).xml()
    loaded = model(xml)
    assert (loaded.key, loaded.name, loaded.executable) == ("p", "p", True)
    assert loaded.callees == ("lain",)
    assert loaded.lanes == ("Kasubag",)
    node = loaded.nodes["a"]
    assert (node.kind, node.lane, node.scope, node.human) == ("userTask", "Kasubag", "p", True)
    assert not loaded.nodes["c"].human


def test_inspecting_changes_nothing() -> None:
    late = run(LATE.xml())
    seen = runner.inspect(late.model, late.progress.state)
    assert isinstance(seen, Progress)
    assert (seen.state, seen.passed) == (late.progress.state, ())


def test_a_called_process_keeps_the_version_it_was_started_on() -> None:
    called = Drawing(tasks="x", flows="s > x > e", key="sub")
    first, second = model(called.xml()), model(called.xml().replace(b'id="x"', b'id="x" name="Y"'))
    deployed = {"sub": first, f"sub@{first.digest}": first, f"sub@{second.digest}": second}
    nodes = '<callActivity id="c" calledElement="sub"/>'
    caller = model(Drawing(tasks="b", nodes=nodes, flows="s > c > b > e").xml())
    context = runner.Context(Run(caller).context.organisation, model_of=deployed.get)
    each = Run(caller, context).start()
    deployed["sub"] = second
    assert each.complete("x").open == ["b"]
