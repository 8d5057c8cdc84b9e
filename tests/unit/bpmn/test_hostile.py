"""Models made to hurt: each is refused when deployed, or becomes an incident that helps."""

import pytest

from engine.bpmn import runner
from engine.bpmn.lint import MAX_NODES
from engine.core.model import Stuck
from tests.models import Drawing, Run, loaded, model, run

MANY = 10_000


def named(count: int) -> list[str]:
    return [f"t{n}" for n in range(count)]


def chain(count: int) -> bytes:
    nodes = named(count)
    return Drawing(tasks=" ".join(nodes), flows=" > ".join(["s", *nodes, "e"])).xml()


def fan(count: int) -> bytes:
    nodes = named(count)
    flows = ";".join(["s > g", *(f"g > {node} > j" for node in nodes), "j > e"])
    return Drawing(tasks=" ".join(nodes), all="g j", flows=flows).xml()


@pytest.mark.parametrize("xml", [chain(MANY), fan(MANY)], ids=["in a row", "side by side"])
def test_ten_thousand_nodes_are_refused(xml: bytes) -> None:
    (finding,) = loaded(xml).findings
    assert finding.text("en").startswith(
        f'Expected the process "p" to have at most {MAX_NODES} nodes, but it has 10'
    )
    assert finding.text("en").endswith("Split it into several SOPs.")


def test_four_thousand_nodes_in_a_row_run() -> None:
    row = run(chain(4_000))
    assert row.complete("t0").complete("t1").open == ["t2"]
    assert len(runner.targets(row.model, row.progress.state, row.token("t2"))) == 2


def test_four_thousand_branches_meet() -> None:
    wide = run(fan(4_000))
    assert len(wide.open) == 4_000
    assert len(wide.complete("t7").open) == 3_999


def test_four_thousand_automatic_steps_in_a_row_are_an_incident() -> None:
    script = "<script>n = 1</script>"
    nodes = "".join(f'<scriptTask id="{n}">{script}</scriptTask>' for n in named(4_000))
    row = Drawing(flows=" > ".join(["s", *named(4_000), "e"]), nodes=nodes)
    with pytest.raises(Stuck) as raised:
        run(row.xml())
    assert raised.value.code == "running.budget"


def test_sub_processes_as_deep_as_xml_allows() -> None:
    depth = 90
    inside = "".join(f'<subProcess id="d{n}">' for n in range(depth)) + "</subProcess>" * depth
    deep = model(Drawing(flows="s > d0 > e", nodes=inside).xml())
    with pytest.raises(Stuck) as raised:
        Run(deep).start()
    assert raised.value.code == "running.depth"


def repeated(count: str, inner: str = "", tag: str = "userTask", id_: str = "m") -> str:
    return (
        f'<{tag} id="{id_}"><multiInstanceLoopCharacteristics><loopCardinality>{count}'
        f"</loopCardinality></multiInstanceLoopCharacteristics>{inner}</{tag}>"
    )


@pytest.mark.parametrize("count", ["1000000000", "10 * 10 * 10 * 10 * 10 * 10 * 10 * 10"])
def test_a_huge_number_of_instances_is_an_incident(count: str) -> None:
    with pytest.raises(Stuck) as raised:
        run(Drawing(flows="s > m > e", nodes=repeated(count)).xml())
    assert raised.value.code == "running.too_many_instances"


@pytest.mark.parametrize("count", ["-5", "0"])
def test_less_than_one_instance_is_none(count: str) -> None:
    assert run(Drawing(flows="s > m > e", nodes=repeated(count)).xml()).progress.status == (
        "completed"
    )


@pytest.mark.parametrize("count", ['"tiga"', "2.5", "[1, 2]", "null", "true"])
def test_a_number_of_instances_that_is_none_is_an_incident(count: str) -> None:
    with pytest.raises(Stuck) as raised:
        run(Drawing(flows="s > m > e", nodes=repeated(count)).xml())
    assert raised.value.code == "running.instances"


def test_instances_of_instances_are_bounded_together() -> None:
    inner = f'<startEvent id="s1"/>{repeated("1000", id_="n")}' + (
        '<sequenceFlow sourceRef="s1" targetRef="n"/>'
    )
    nodes = repeated("1000", inner, "subProcess")
    with pytest.raises(Stuck) as raised:
        run(Drawing(flows="s > m > e", nodes=nodes).xml())
    assert raised.value.code == "running.tokens"


def test_a_loop_that_breeds_tokens_is_stopped() -> None:
    script = '<scriptTask id="x"><script>n = 1</script></scriptTask>'
    flows = "s > m > g; g > x > m; g > t"
    with pytest.raises(Stuck) as raised:
        run(Drawing(all="g", xor="m", nodes=script, tasks="t", flows=flows).xml())
    assert raised.value.code == "running.budget"


def test_a_reminder_every_second_for_a_year_does_not_flood() -> None:
    timer = "<timerEventDefinition><timeCycle>R/PT1S</timeCycle></timerEventDefinition>"
    boundary = 'id="b" attachedToRef="a" cancelActivity="false"'
    nodes = f"<boundaryEvent {boundary}>{timer}</boundaryEvent>"
    flood = run(Drawing(tasks="a r", nodes=nodes, flows="s > a > e; b > r").xml())
    assert flood.after(days=365).open == ["a", "r"]
