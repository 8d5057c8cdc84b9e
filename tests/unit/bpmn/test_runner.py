"""The verbs of the runner: what they refuse, and that a refusal changes nothing."""

import json
import math
import zlib
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn import runner
from engine.bpmn.runner import NotWaiting, TokenGone
from engine.bpmn.timers import Due
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.model import Progress, Stuck, TimerMoved
from tests.models import MONDAY, ORGANISATION, Drawing, Run, loaded, model, run

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
        "Lihat apa yang ditunggunya."
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
    assert document["s"][0][1] == {"vars": {"nomor": 7}, "rounds": {"a": 1}}
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
    first, second = model(called.xml()), model(called.xml().replace(b'name="x"', b'name="y"'))
    deployed = {"sub": first, f"sub@{first.digest}": first, f"sub@{second.digest}": second}
    nodes = '<callActivity id="c" calledElement="sub"/>'
    caller = model(Drawing(tasks="b", nodes=nodes, flows="s > c > b > e").xml())
    context = runner.Context(Run(caller).context.organisation, model_of=deployed.get)
    each = Run(caller, context).start()
    deployed["sub"] = second
    assert each.complete("x").open == ["b"]


def test_each_process_counts_rounds_of_its_own() -> None:
    called = model(Drawing(tasks="a", flows="s > a > e", key="sub").xml())
    nodes = '<callActivity id="c" calledElement="sub"/>'
    caller = model(Drawing(tasks="a", nodes=nodes, flows="s > a > c > e").xml())
    context = runner.Context(ORGANISATION, model_of=lambda _: called)
    each = Run(caller, context).start().complete("a")
    (task,) = each.progress.open
    assert (task.node, task.round, task.process) == ("a", 1, f"sub@{called.digest}")


IN_WORK = Drawing(
    nodes=(
        '<intermediateCatchEvent id="t" name="Tunggu"><timerEventDefinition><extensionElements>'
        "<sop:workingTime/></extensionElements><timeDuration>P1D</timeDuration>"
        "</timerEventDefinition></intermediateCatchEvent>"
    ),
    tasks="a",
    flows="s > t > a > e",
)


def test_a_timer_counts_working_time_when_asked() -> None:
    each = Run(model(IN_WORK.xml()))
    each.now = MONDAY + timedelta(days=4)
    assert each.start().progress.next_due_at == MONDAY + timedelta(days=7)
    assert runner.counts_working_time(each.model)
    assert not runner.counts_working_time(model(Drawing(tasks="a", flows="s > a > e").xml()))


def test_a_timer_in_working_time_is_counted_anew_with_another_calendar() -> None:
    each = Run(model(IN_WORK.xml())).start()
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    zone = ZoneInfo(ORGANISATION.zone)
    closed = {tuesday.astimezone(zone).date(): "libur"}
    calendar = WorkingCalendar("kantor", zone, PERPRES_21_2023, closed=closed)
    context = runner.Context(ORGANISATION, calendar)
    state, due, moved = runner.recount(each.model, each.progress.state, context, each.now)
    assert (due, moved) == (wednesday, [TimerMoved("t", "Tunggu", tuesday, wednesday)])
    assert runner.inspect(each.model, state).next_due_at == wednesday
    usual = runner.Context(ORGANISATION)
    assert runner.recount(each.model, state, usual, each.now)[0] == each.progress.state


def test_a_timer_of_which_the_origin_was_not_kept_stays() -> None:
    each = Run(model(IN_WORK.xml())).start()
    document = json.loads(zlib.decompress(each.progress.state))
    (row,) = (row for row in document["s"][0][2] if row[1] == "t")
    row[5]["due"] = [row[5]["due"][0], "", 0, ""]  # as an older version wrote it
    old = zlib.compress(json.dumps(document).encode())
    zone = ZoneInfo(ORGANISATION.zone)
    night = WorkingCalendar("kantor", zone, {6: PERPRES_21_2023[0]})
    found = runner.recount(each.model, old, runner.Context(ORGANISATION, night), each.now)
    assert found[1:] == (MONDAY + timedelta(days=1), [])
    fired = runner.advance(each.model, old, runner.Context(ORGANISATION), MONDAY + timedelta(1))
    assert [task.node for task in fired.open] == ["a"]


def test_pools_are_processes_of_their_own_and_meet_by_messages() -> None:
    message = '<messageEventDefinition messageRef="m"/>'
    key = (
        '<correlationProperty id="k" name="nomor"><correlationPropertyRetrievalExpression '
        'messageRef="m"><messagePath>nomor</messagePath></correlationPropertyRetrievalExpression>'
        "</correlationProperty>"
    )
    outside = (
        f'<message id="m" name="surat"/>{key}<collaboration id="c"><participant id="pa" '
        'name="Dinas" processRef="p"/><participant id="pb" name="Bidang" processRef="q"/>'
        '<participant id="pc" name="Warga"/><messageFlow id="f" sourceRef="t" targetRef="w"/>'
        "</collaboration>"
    )
    sender = Drawing(
        nodes=f'<intermediateThrowEvent id="t">{message}</intermediateThrowEvent>',
        flows="s > t > e", outside=outside,
    )  # fmt: skip
    receiver = Drawing(
        nodes=f'<startEvent id="qs"/><intermediateCatchEvent id="w">{message}'
        '</intermediateCatchEvent><userTask id="r"/>',
        flows="qs > w > r", key="q",
    )  # fmt: skip
    body = f'<process id="q">{receiver.body()}</process></definitions>'.encode()
    first, second = loaded(sender.xml().replace(b"</definitions>", body)).models
    assert (first.name, second.name) == ("Dinas", "Bidang")
    waits = Run(second).start(nomor=7)
    assert [(each.name, each.key) for each in waits.progress.waiting] == [("surat", "7")]
    (thrown,) = Run(first).start(nomor="7", isi="x").progress.thrown
    assert thrown.kind == "message"
    waits.deliver(thrown.kind, thrown.name, thrown.key, **thrown.payload)
    assert (waits.open, waits.progress.variables) == (["r"], {"nomor": "7", "isi": "x"})


def test_what_is_due_at_once_happens_at_once() -> None:
    timer = TIMER.replace("PT1H", "PT0S")
    nodes = f'<intermediateCatchEvent id="t">{timer}</intermediateCatchEvent>'
    each = run(Drawing(nodes=nodes, tasks="a b", flows="s > a > t > b > e").xml())
    assert each.complete("a").open == ["b"]


def test_timers_that_are_due_again_at_once_are_stopped() -> None:
    timer = TIMER.replace("PT1H", "PT0S")
    nodes = f'<intermediateCatchEvent id="t">{timer}</intermediateCatchEvent>'
    with pytest.raises(Stuck) as raised:
        run(Drawing(nodes=nodes, xor="m", flows="s > m > t > m").xml())
    assert raised.value.code == "running.budget"


def test_many_missed_timers_do_not_use_up_one_budget() -> None:
    timer = "<timerEventDefinition><timeCycle>R50/P1D</timeCycle></timerEventDefinition>"
    nodes = (
        '<userTask id="m"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>'
        "</multiInstanceLoopCharacteristics></userTask>"
        f'<boundaryEvent id="b" attachedToRef="m" cancelActivity="false">{timer}</boundaryEvent>'
    )
    drawing = Drawing(nodes=nodes, tasks="r", flows="s > m > e; b > r")
    context = runner.Context(ORGANISATION, step_budget=20)
    each = Run(model(drawing.xml()), context).start()
    assert each.after(days=60).open.count("r") == 50


def test_very_many_missed_timers_are_spread_over_steps() -> None:
    timer = "<timerEventDefinition><timeCycle>R100/PT1H</timeCycle></timerEventDefinition>"
    nodes = "".join(
        f'<boundaryEvent id="b{n}" attachedToRef="a" cancelActivity="false">{timer}</boundaryEvent>'
        for n in range(3)
    )
    drawing = Drawing(nodes=nodes, tasks="a r", flows="s > a > e; b0 > r; b1 > r; b2 > r")
    each = run(drawing.xml()).after(days=60)
    assert each.open.count("r") == runner.MAX_MISSED
    assert each.progress.next_due_at is not None
    assert each.progress.next_due_at < each.now
    assert each.after(minutes=1).open.count("r") == 300
    assert each.progress.next_due_at is None
