"""Random processes on random paths: after every step the engine and a simple token game agree.

The state is stored, thrown away and read again after every step (`tests.models.Run`). A failure
names its seed and what was done; `play(seed)` repeats it.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from engine.bpmn.runner import Context
from tests.conformance.random_models.blocks import Sketch
from tests.conformance.random_models.drawing import xml
from tests.conformance.random_models.game import Game
from tests.models import MONDAY, ORGANISATION, Run, loaded

STEPS = 40


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_random_models(first: int) -> None:
    for seed in range(first, first + 50):
        play(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(1_000, 11_000, 500))
def test_ten_thousand_random_models(first: int) -> None:
    for seed in range(first, first + 500):
        play(seed)


def play(seed: int) -> None:
    """Play one random model; a difference is raised with its seed and what was done."""
    random = Random(seed)
    block = Sketch(random).process()
    game = Game(MONDAY)
    game.begin(block, rnd=1)
    models = {each.key: each for each in loaded(xml(block)).models}
    called = {**models, **{f"{key}@{each.digest}": each for key, each in models.items()}}
    run = Run(models["p"], Context(ORGANISATION, model_of=called.get)).start(rnd=1)
    done: list[str] = ["start"]
    try:
        compare(run, game)
        for action in actions(run, random):
            done.append(action)
            act(action, run, game)
            compare(run, game)
    except Exception as error:
        error.add_note(f"seed {seed}: {'; '.join(done)}")
        raise


def actions(run: Run, random: Random) -> Iterator[str]:
    """Yield what to do next: "complete t1 0 5", "message w2-message", "wait 3"."""
    for _ in range(STEPS):
        if run.progress.status == "completed":
            return
        roll = random.random()
        if run.progress.waiting and (roll < 0.2 or not run.open):
            waiting = random.choice(sorted((w.kind, w.name) for w in run.progress.waiting))
            yield " ".join(waiting)
        elif run.progress.next_due_at is not None and (roll < 0.35 or not run.open):
            yield f"wait {random.randint(1, 6)}"
        else:
            node = random.choice(run.open)
            nth = random.randrange(run.open.count(node))
            yield f"complete {node} {nth} {random.randint(0, 11)}"


def act(action: str, run: Run, game: Game) -> None:
    """Do the same thing to the engine and to the game."""
    match action.split():
        case ["message", name]:
            run.deliver("message", name)
            game.message(name)
        case ["signal", name]:
            run.deliver("signal", name)
            game.signal(name)
        case ["wait", hours]:
            run.after(hours=int(hours))
            game.pass_time(game.now + timedelta(hours=int(hours)))
        case ["complete", node, nth, rnd]:
            run.complete(node, int(nth), rnd=int(rnd))
            game.complete(node, int(nth), int(rnd))


def compare(run: Run, game: Game) -> None:
    """Both must have the same open tasks, waits, timers and end."""
    assert run.open == sorted(game.open())
    assert run.waiting == game.waiting()
    assert run.progress.next_due_at == game.next_due()
    assert (run.progress.status == "completed") == game.over
