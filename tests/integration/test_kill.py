"""kill -9 in the middle of the work, again and again: nothing lost, nothing doubled."""

import random
import signal
import subprocess
import sys
import time

from engine.app import Application
from engine.clock import SystemClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, START, laned, office, process, user

LOOP = process(
    laned({"Staf": ["a", "mulai", "selesai"], "Kasubag": ["b"], "Sekretaris": ["c"]})
    + START
    + user("a")
    + '<bpmn:parallelGateway id="buka"/>'
    + user("b")
    + user("c")
    + '<bpmn:parallelGateway id="tutup"/>'
    + END,
    "mulai > a > buka; buka > b > tutup; buka > c > tutup; tutup > selesai",
)
ROUNDS = 4
WORKERS = 2


def test_what_was_acknowledged_is_there_once_after_every_kill(database_url: str) -> None:
    app = Application(Settings(), Database.open(database_url), SystemClock())
    app.register(office())
    app.deploy(LOOP, agency="kantor")
    acknowledged: set[tuple[str, str]] = set()
    for round_ in range(ROUNDS):
        acknowledged |= run_and_kill(database_url, seed=round_)
        check(app, acknowledged)
    assert len(acknowledged) > ROUNDS * WORKERS
    finish(app)
    app.close()


def run_and_kill(url: str, seed: int) -> set[tuple[str, str]]:
    """Let workers work for a random while, kill them, and return what they said was done."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.integration.worker", url],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("ready")
    time.sleep(random.Random(seed).uniform(0.2, 0.7))
    for worker in workers:
        worker.send_signal(signal.SIGKILL)
    said: set[tuple[str, str]] = set()
    for worker in workers:
        output, _ = worker.communicate()
        # A last line without its end was never fully said.
        said |= {
            (line.split()[0], line.split()[1])
            for line in output.splitlines(keepends=True)
            if line.endswith("\n")
        }
    return said


def check(app: Application, acknowledged: set[tuple[str, str]]) -> None:
    """Every acknowledged verb took effect, each step of a round was done at most once."""
    listed = {instance["id"] for instance in app.instances(limit=100_000)}
    assert {id for verb, id in acknowledged if verb == "start"} <= listed
    completed: set[str] = set()
    for id in listed:
        shown = app.show(id)
        nodes = [step["node"] for step in shown["steps"]]
        assert len(nodes) == len(set(nodes)), (id, nodes)
        done = [step for step in shown["steps"] if step["state"] == "completed"]
        completed |= {step["id"] for step in done}
        facts = [e["work_item"] for e in shown["events"] if e["kind"] == "WorkItemCompleted"]
        assert sorted(facts) == sorted(step["id"] for step in done)
        assert (shown["status"] == "completed") == (len(done) == 3)
        assert bool(shown["open"]) == (shown["status"] == "active")
    assert {id for verb, id in acknowledged if verb == "complete"} <= completed
    assert app.verify_audit()["whole"]


def finish(app: Application) -> None:
    """What was cut off can be carried to its end."""
    for instance in app.instances(status="active", limit=100_000):
        while tasks := app.tasks(instance=instance["id"]):
            app.complete(tasks[0]["id"], by=tasks[0]["candidates"][0])
    assert app.instances(status="active") == []
    assert app.verify_audit()["whole"]
