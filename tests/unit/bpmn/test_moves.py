"""Which steps a task may go back to, and whether an instance may go over to another version."""

import pytest

from engine.bpmn import runner
from engine.core.errors import Invalid
from tests.models import Drawing, Run, model, run

SPLIT = Drawing(
    tasks="a b1 b2 c d", all="g j", flows="s > a > g; g > b1 > b2 > j; g > c > j; j > d > e"
)


def targets(each: Run, node: str) -> dict[str, str | None]:
    return runner.targets(each.model, each.progress.state, each.token(node))


def test_steps_before_are_offered_with_why_not() -> None:
    each = run(SPLIT.xml()).complete("a").complete("b1")
    assert targets(each, "b2") == {"a": None, "b1": None}
    assert targets(each, "c") == {"a": None}
    each.complete("b2").complete("c")
    starving = "move.join_starves"
    assert targets(each, "d") == {"a": None, "b1": starving, "b2": starving, "c": starving}


def test_a_refusal_names_the_join() -> None:
    each = run(SPLIT.xml()).complete("a").complete("b1").complete("b2").complete("c")
    with pytest.raises(Invalid) as raised:
        each.move("d", "b1")
    assert raised.value.text("en") == (
        'Expected all branches to "j" to be able to finish again, but from "b1" only some are '
        "repeated. Choose a step before the branches divide."
    )


def test_arrivals_that_came_from_the_target_go_with_it() -> None:
    drawing = Drawing(
        tasks="a x y b d", all="g h j",
        flows="s > g; g > a > h; h > x > j; h > y > j; g > b > j; j > d > e",
    )  # fmt: skip
    each = run(drawing.xml()).complete("a").complete("x").complete("b")
    each.move("y", "a")
    assert each.open == ["a"]
    each.complete("a").complete("y")
    assert each.open == ["x"]
    assert each.complete("x").open == ["d"]


def test_a_reminder_started_on_the_way_is_cancelled() -> None:
    nodes = (
        '<boundaryEvent id="r" attachedToRef="b" cancelActivity="false"><timerEventDefinition>'
        "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    drawing = Drawing(tasks="a b ingat", nodes=nodes, flows="s > a > b > e; r > ingat")
    each = run(drawing.xml()).complete("a").after(days=1)
    assert each.open == ["b", "ingat"]
    assert each.move("b", "a").open == ["a"]


def test_a_reminder_goes_back_alone_to_where_it_came_from() -> None:
    drawing = Drawing(tasks="a b c", all="g", flows="s > a > g; g > b > e; g > c > e")
    each = run(drawing.xml()).complete("a")
    assert each.move("c", "a").open == ["a"]


def test_one_instance_takes_the_whole_activity_back() -> None:
    nodes = (
        '<userTask id="m"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>'
        "</multiInstanceLoopCharacteristics></userTask>"
    )
    each = run(Drawing(tasks="a", nodes=nodes, flows="s > a > m > e").xml()).complete("a")
    each.complete("m")
    assert each.move("m", "a").open == ["a"]
    assert each.complete("a").open == ["m", "m", "m"]
    assert {task.round for task in each.progress.open} == {2}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("g", "move.not_a_task"),
        ("nowhere", "move.other_scope"),
        ("d", "move.not_upstream"),
        ("c", "move.same"),
    ],
)
def test_what_is_no_step_before_is_refused(target: str, code: str) -> None:
    each = run(SPLIT.xml()).complete("a")
    with pytest.raises(Invalid) as raised:
        each.move("c", target)
    assert raised.value.code == code


def test_an_instance_goes_over_where_its_steps_are_the_same() -> None:
    old = run(SPLIT.xml()).complete("a").complete("c")
    longer = Drawing(
        tasks="a b1 b2 b3 c d f", all="g j",
        flows="s > a > g; g > b1 > b2 > b3 > j; g > c > j; j > d > f > e",
    )  # fmt: skip
    new = model(longer.xml())
    assert runner.migrate(old.model, new, old.progress.state) == ()
    moved = Run(new, old.context)
    moved.progress = old.progress
    assert moved.complete("b1").complete("b2").open == ["b3"]
    assert moved.complete("b3").complete("d").open == ["f"]


@pytest.mark.parametrize(
    ("drawing", "codes"),
    [
        (
            Drawing(tasks="a b2 c d", all="g j", flows="s > a > g; g > b2 > j; g > c > j; j > d"),
            ["migrate.node_missing"],
        ),
        (
            Drawing(
                tasks="a b2 c d", all="g j",
                nodes='<scriptTask id="b1"><script>x = 1</script></scriptTask>',
                flows="s > a > g; g > b1 > b2 > j; g > c > j; j > d",
            ),
            ["migrate.node_changed"],
        ),
        (
            Drawing(
                tasks="a b2 c d", all="g j", flows="s > a > g; g > sp > b2 > j; g > c > j; j > d",
                inside={"sp": Drawing(tasks="b1", flows="b1")},
            ),
            ["migrate.scope_changed"],
        ),
        (
            Drawing(tasks="a b1 b2 c d f", all="g j",
                flows="s > a > g; g > b1 > b2 > j; g > c > f > j; j > d"),
            ["migrate.flow_missing"],
        ),
        (
            Drawing(
                tasks="a b1 b2 c d", all="g j",
                nodes='<boundaryEvent id="bt" attachedToRef="b1"><timerEventDefinition>'
                "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>",
                flows="s > a > g; g > b1 > b2 > j; g > c > j; j > d; bt > d",
            ),
            ["migrate.boundary_changed"],
        ),
    ],
)  # fmt: skip
def test_an_instance_stays_where_its_steps_are_not(drawing: Drawing, codes: list[str]) -> None:
    old = run(SPLIT.xml()).complete("a").complete("c")
    found = runner.migrate(old.model, model(drawing.xml()), old.progress.state)
    assert [finding.code for finding in found] == codes
    assert all(finding.text("id") and finding.text("en") for finding in found)
