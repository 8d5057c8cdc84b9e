"""An escalation raised from outside at a step: who catches it, from the inside outwards."""

from datetime import timedelta

import pytest

from engine.bpmn import runner
from engine.bpmn.runner import TokenGone
from engine.core.model import Progress
from tests.models import Drawing, Run, run

NAMED = '<escalation id="k" escalationCode="NAIK"/><escalation id="l" escalationCode="LAIN"/>'


def edge(id: str, host: str, code: str = "k", *, cancel: bool = True) -> str:
    """Return a boundary event that catches the escalation `code`, or any where there is none."""
    names = f' escalationRef="{code}"' if code else ""
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="{str(cancel).lower()}">'
        f"<escalationEventDefinition{names}/></boundaryEvent>"
    )


def raised(at: Run, node: str | None) -> Progress:
    """Raise NAIK at the open task of `node`, or in the process as a whole."""
    token = at.token(node) if node else None
    return runner.escalate(at.model, at.progress.state, token, "NAIK", at.context, at.now)


def nodes(progress: Progress) -> list[str]:
    return sorted(task.node for task in progress.open)


@pytest.mark.parametrize(("cancel", "left"), [(True, ["b"]), (False, ["a", "b"])])
def test_the_edge_of_the_step_catches_it_first(cancel: bool, left: list[str]) -> None:
    drawing = Drawing(
        "s > a > e; x > b > e", tasks="a b", nodes=edge("x", "a", cancel=cancel), outside=NAMED
    )
    progress = raised(run(drawing.xml()), "a")
    assert nodes(progress) == left
    assert progress.thrown == ()


def test_the_edge_that_names_it_goes_before_the_one_that_names_none() -> None:
    edges = edge("x", "a", "") + edge("y", "a") + edge("z", "a", "l")
    drawing = Drawing(
        "s > a > e; x > b > e; y > c > e; z > d > e", tasks="a b c d", nodes=edges, outside=NAMED
    )
    assert nodes(raised(run(drawing.xml()), "a")) == ["c"]


def test_what_stands_around_the_step_catches_what_its_edge_does_not() -> None:
    inner = Drawing("is > a > ie", tasks="a", nodes='<startEvent id="is"/><endEvent id="ie"/>')
    drawing = Drawing(
        "s > sp > e; x > b > e",
        tasks="b",
        nodes=edge("x", "sp"),
        inside={"sp": inner},
        outside=NAMED,
    )
    assert nodes(raised(run(drawing.xml()), "a")) == ["b"]


LISTENS = (
    '<subProcess id="es" triggeredByEvent="true"><startEvent id="es-s" isInterrupting="false">'
    '<escalationEventDefinition escalationRef="k"/></startEvent><userTask id="c"/>'
    '<endEvent id="es-e"/><sequenceFlow id="f1" sourceRef="es-s" targetRef="c"/>'
    '<sequenceFlow id="f2" sourceRef="c" targetRef="es-e"/></subProcess>'
)


@pytest.mark.parametrize("node", ["a", None])
def test_an_event_sub_process_catches_it_for_the_step_and_for_the_whole(node: str | None) -> None:
    drawing = Drawing("s > a > e", tasks="a", nodes=LISTENS, outside=NAMED)
    assert nodes(raised(run(drawing.xml()), node)) == ["a", "c"]


@pytest.mark.parametrize(("node", "where"), [("a", "a"), (None, "")])
def test_what_nobody_catches_leaves_the_instance(node: str | None, where: str) -> None:
    at = run(Drawing("s > a > e", tasks="a", outside=NAMED).xml())
    progress = raised(at, node)
    assert nodes(progress) == ["a"]
    assert [(each.kind, each.name, each.node) for each in progress.thrown] == [
        ("escalation", "NAIK", where)
    ]


def test_a_step_that_a_due_timer_takes_away_is_gone() -> None:
    timer = (
        '<boundaryEvent id="x" attachedToRef="a"><timerEventDefinition>'
        "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    at = run(Drawing("s > a > e; x > b > e", tasks="a b", nodes=timer, outside=NAMED).xml())
    at.now += timedelta(hours=2)
    with pytest.raises(TokenGone):
        raised(at, "a")
