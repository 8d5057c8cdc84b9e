"""What we rely on in SpiffWorkflow, and its proven defects that ours does not have.

The first half fails loudly when an upgrade changes a hook we override or call. The second half has
one test for each defect of the library that a proof exists for; each fails on the library as it is.
"""

import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import runner
from engine.bpmn.environment import ENGINE, ENVIRONMENT
from engine.core.model import Stuck
from tests.models import MONDAY, Drawing, Run, model, run

# --- what we rely on


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (TaskSpec, "_update", ["self", "my_task"]),
        (TaskSpec, "_update_hook", ["self", "my_task"]),
        (TaskSpec, "_predict_hook", ["self", "my_task"]),
        (TaskSpec, "_on_ready", ["self", "my_task"]),
        (TaskSpec, "_run", ["self", "my_task"]),
        (TaskSpec, "_run_hook", ["self", "my_task"]),
        (TaskSpec, "_on_complete", ["self", "my_task"]),
        (TaskSpec, "_on_complete_hook", ["self", "my_task"]),
        (TaskSpec, "_on_cancel", ["self", "my_task"]),
        (TaskSpec, "test", ["self"]),
        (Task, "__init__", ["self", "workflow", "task_spec", "parent", "state", "id"]),
        (Task, "_set_state", ["self", "value"]),
        (Task, "_ready", ["self"]),
        (Task, "run", ["self"]),
        (Task, "complete", ["self"]),
        (Task, "cancel", ["self"]),
        (BpmnWorkflow, "_task_completed_notify", ["self", "task"]),
        (BpmnSubWorkflow, "_calculate_depth", ["self"]),
    ],
)
def test_the_hooks_are_there(owner: Any, name: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


def test_the_states_have_the_numbers_we_store() -> None:
    # They stand in stored instances: another number would make those unreadable.
    stored = [TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED]
    assert stored == [4, 8, 16, 32]


def test_a_specification_takes_our_nodes_and_no_others() -> None:
    specification = model(Drawing(flows="s > t > e", tasks="t").xml()).specification
    assert isinstance(specification, BpmnProcessSpec)
    assert list(specification.task_specs) == ["t", "s", "e"]
    assert all(isinstance(spec, BpmnTaskSpec) for spec in specification.task_specs.values())


def test_update_readies_a_task_whose_hook_agrees_and_leaves_one_that_waits() -> None:
    calls: list[str] = []

    class Agreeing(TaskSpec):  # type: ignore[misc]  # SpiffWorkflow has no types
        def _update_hook(self, my_task: Task) -> bool:
            calls.append(my_task.task_spec.name)
            return str(self.name) == "yes"

    class Silent:
        def __init__(self) -> None:
            self.tasks: dict[int, Task] = {}

    from SpiffWorkflow.specs import WorkflowSpec

    workflow_spec = WorkflowSpec("w")
    before = Agreeing(workflow_spec, "before")
    for name, state in (("yes", TaskState.READY), ("no", TaskState.FUTURE)):
        spec = Agreeing(workflow_spec, name)
        before.connect(spec)
        workflow: Any = Silent()
        workflow.spec = workflow_spec
        workflow.task_tree = None
        task = Task(workflow, spec, state=TaskState.FUTURE, id=1)
        spec._update(task)
        assert task.state == state
    assert calls == ["yes", "no"]


# --- defects of the library (research, sections 0 and 7)

LOOP = Drawing(tasks="a b", xor="m x", flows="s > m > a > b > x; x > m [lagi]; x > e")


def test_a_correction_loop_neither_stalls_nor_grows() -> None:
    """Stock: after 333 rounds the instance stalls and says it is completed."""
    loop = run(LOOP.xml(), lagi=True)
    sizes = set()
    for _ in range(2_000):
        state = loop.progress.state
        for node in ("a", "b"):
            token = loop.progress.open[0].token
            loop.progress = runner.complete(
                loop.model, loop.progress.state, token, {}, loop.context, MONDAY
            )
            assert loop.progress.passed[0] == node
        sizes.add(len(state))
    assert loop.progress.open[0].round == 2_001
    assert max(sizes) - min(sizes) < 20
    loop.complete("a")
    assert loop.complete("b", lagi=False).progress.status == "completed"


def test_thirty_parallel_blocks_in_a_row_make_no_tokens_ahead() -> None:
    """Stock: predicted tasks double with every block, 2 to the 33rd for these."""
    gates = " ".join(f"g{n} j{n}" for n in range(30))
    flows = "s > t > g0;" + ";".join(
        f"g{n} > j{n}; g{n} > x{n} > j{n}; j{n} > {f'g{n + 1}' if n < 29 else 'e'}"
        for n in range(30)
    )
    scripts = "".join(
        f'<scriptTask id="x{n}"><script>n = {n}</script></scriptTask>' for n in range(30)
    )
    blocks = run(Drawing(tasks="t", all=gates, flows=flows, nodes=scripts).xml())
    assert len(runner.load(blocks.model, blocks.progress.state, _step()).tasks) == 1
    assert blocks.complete("t").progress.status == "completed"


@pytest.mark.parametrize("order", ["bc", "cb"])
def test_a_join_in_a_loop_waits_on_every_pass(order: str) -> None:
    """Stock: on the second pass the join fires with the first arrival."""
    drawing = Drawing(
        tasks="b c d", all="g j", xor="m x",
        flows="s > m > g; g > b > j; g > c > j; j > d > x; x > m [true]; x > e",
    )  # fmt: skip
    loop = run(drawing.xml())
    for _ in range(3):
        loop.complete(order[0])
        assert loop.open == [order[1]]
        loop.complete(order[1])
        assert loop.open == ["d"]
        loop.complete("d")


def test_branches_that_meet_keep_their_values() -> None:
    """Stock: the branch that arrives last overwrites the others with its stale copies."""
    drawing = Drawing(tasks="b c d", all="g j", flows="s > g; g > b > j; g > c > j; j > d > e")
    for order in ("bc", "cb"):
        both = run(drawing.xml(), b="draf", c="draf")
        for node in order:
            values: dict[str, Any] = {node: "beres"}
            both.complete(node, **values)
        assert both.progress.variables == {"b": "beres", "c": "beres"}


def test_a_flow_without_id_is_a_flow() -> None:
    """Stock: it is dropped."""
    xml = Drawing(flows="s > a > e", tasks="a").xml().replace(b'id="s-a"', b"")
    assert run(xml).open == ["a"]


def test_signal_end_events_throw() -> None:
    """Stock: a signal end event becomes a plain one."""
    nodes = '<endEvent id="e"><signalEventDefinition signalRef="g"/></endEvent>'
    outside = '<signal id="g" name="selesai"/>'
    thrown = run(Drawing(flows="s > e", nodes=nodes, outside=outside).xml()).progress.thrown
    assert [(each.kind, each.name) for each in thrown] == [("signal", "selesai")]


def test_a_receive_task_waits() -> None:
    """Stock: without a message it passes; ours is refused there, and waits with one."""
    nodes = '<receiveTask id="r" messageRef="m"/>'
    outside = '<message id="m" name="surat"/>'
    assert run(Drawing(flows="s > r > e", nodes=nodes, outside=outside).xml()).waiting == ["r"]


@pytest.mark.parametrize(
    "value",
    [
        {"typename": "UUID", "value": "bukan"},
        {"typename": "BpmnEvent"},
        [{"dalam": {"typename": "datetime", "value": "besok"}}],
        "Ñandú — 漢字 🦉 \x00 \u2028",
        1,
        True,
        1.0,
        None,
    ],
)
def test_whatever_a_form_holds_survives(value: object) -> None:
    """Stock: a form value named `typename` makes the stored state unreadable for ever."""
    loop = run(LOOP.xml(), lagi=False).complete("a", isian=value)
    stored = runner.inspect(loop.model, loop.progress.state).variables["isian"]
    assert (stored, type(stored)) == (value, type(value))
    assert loop.complete("b").progress.status == "completed"


def test_a_megabyte_of_form_survives() -> None:
    text = "Rencana kerja — " * 65_000
    loop = run(LOOP.xml(), lagi=False).complete("a", isian=text)
    assert loop.progress.variables["isian"] == text


def test_nested_values_are_not_shared() -> None:
    """Stock: what a later task edits inside an object changes the history of earlier ones."""
    given = {"alamat": {"kota": "Tilamuta"}}
    loop = run(LOOP.xml(), lagi=False, isian=given)
    given["alamat"]["kota"] = "Marisa"
    assert loop.progress.variables["isian"] == {"alamat": {"kota": "Tilamuta"}}


def test_the_specification_never_changes() -> None:
    """Stock: the first event of an event sub-process changes the model of all instances."""
    drawing = Drawing(
        tasks="a b", all="g j", flows="s > g; g > a > j; g > b > j; j > e",
        nodes='<subProcess id="es" triggeredByEvent="true"><startEvent id="es1">'
        '<messageEventDefinition messageRef="m"/></startEvent><userTask id="h"/>'
        '<sequenceFlow sourceRef="es1" targetRef="h"/></subProcess>',
        outside='<message id="m" name="surat"/>',
    )  # fmt: skip
    shared = model(drawing.xml())
    before = _snapshot(shared.specification)

    def whole_life(number: int) -> str:
        each = Run(shared).start(nomor=number)
        if number % 3 == 0:
            each.deliver("message", "surat").complete("h")
        else:
            each.complete("a").complete("b")
        assert each.progress.variables == {"nomor": number}
        return each.progress.status

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(whole_life, range(1_000))) == {"completed"}
    assert _snapshot(shared.specification) == before


def test_an_endless_automatic_loop_is_stopped() -> None:
    """Stock: after a thousand tasks the instance stands still and says it is completed."""
    script = '<scriptTask id="x"><script>n = 1</script></scriptTask>'
    with pytest.raises(Stuck) as raised:
        run(Drawing(xor="m", nodes=script, flows="s > m > x > m").xml())
    assert (raised.value.code, raised.value.node) == ("running.budget", "x")


def test_nothing_of_a_model_is_evaluated_as_python() -> None:
    """Stock: conditions, scripts and timer texts go to eval and exec."""
    calls: tuple[Callable[..., Any], ...] = (ENVIRONMENT.evaluate, ENVIRONMENT.execute)
    for call in calls:
        with pytest.raises(TypeError):
            call("__import__('os')", {})
    with pytest.raises(Exception, match="only expressions compiled at deploy"):
        ENGINE.environment.evaluate("1", {})


def _step() -> Any:
    from engine.bpmn.tokens import Step

    return Step(MONDAY, {}, None, None, 0)


def _snapshot(specification: Any) -> Any:
    return deepcopy(
        {
            name: {key: repr(value) for key, value in vars(spec).items() if "event" not in key}
            for name, spec in specification.task_specs.items()
        }
    )
