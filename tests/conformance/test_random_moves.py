"""Going back at random: whatever is allowed leads on to the end, and no task is lost or doubled.

In a block-structured process every token can finish, so an instance that stands still with no open
task and is not completed has a join that starves.
"""

from random import Random

import pytest

from engine.bpmn import runner
from tests.conformance.random_models.blocks import Sketch
from tests.conformance.random_models.drawing import xml
from tests.models import Run, model

STEPS = 60


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_random_moves(first: int) -> None:
    for seed in range(first, first + 50):
        play(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(1_000, 6_000, 500))
def test_five_thousand_random_moves(first: int) -> None:
    for seed in range(first, first + 500):
        play(seed)


def play(seed: int) -> None:
    """Play one random model without messages and timers, going back now and then."""
    random = Random(seed)
    sketch = Sketch(random)
    block = sketch.block(random.randint(2, 4), plain=True)
    run = Run(model(xml(block))).start(rnd=1)
    done: list[str] = []
    try:
        for step in range(STEPS * 5):
            if run.progress.status == "completed":
                return
            assert run.open, "a join starves"
            assert len(run.open) < 30, "tokens multiply"
            task = random.choice(run.progress.open)
            found = runner.targets(run.model, run.progress.state, task.token)
            allowed = sorted(target for target, reason in found.items() if reason is None)
            if allowed and step < STEPS and random.random() < 0.3:
                target = random.choice(allowed)
                done.append(f"{task.node} back to {target}")
                before = run.progress
                run.progress = runner.move(
                    run.model, before.state, task.token, target, run.context, run.now
                )
                assert target in run.open or target.startswith("m")  # which may be done no times
                assert task.token not in {each.token for each in run.progress.open}
            else:
                done.append(task.node)
                values = {"rnd": random.choice([1, 1, 2, 3, 4, 5])}
                run.progress = runner.complete(
                    run.model, run.progress.state, task.token, values, run.context, run.now
                )
        pytest.fail("it goes on for ever")
    except BaseException as error:
        error.add_note(f"seed {seed}: {'; '.join(done)}")
        raise
