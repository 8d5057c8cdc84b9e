"""Processes that deliver what is due, to be killed at it.

    python -m tests.integration.delivering notices|webhooks URL SECONDS

It stands SECONDS after the Monday of the tests and goes on until it is killed.
"""

import signal
import subprocess
import sys
import time
from datetime import timedelta

from engine import webhooks
from engine.app import Application
from engine.clock import FixedClock
from storage.database import Database
from tests.builders import MONDAY
from tests.integration import hookreceiver, noticed

Worker = subprocess.Popen[str]


def worker(kind: str, url: str, seconds: float = 0) -> Worker:
    """Start such a process, and return when it has begun."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.integration.delivering", kind]
    started = subprocess.Popen(
        [*command, url, str(seconds)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n", started.stderr and started.stderr.read()
    return started


def kill(process: Worker) -> None:
    """Let a process end as if the machine had lost its power."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def main(kind: str, url: str, seconds: str) -> None:
    """Deliver again and again."""
    settings = {"notices": noticed.SETTINGS, "webhooks": hookreceiver.SETTINGS}[kind]
    clock = FixedClock(MONDAY + timedelta(seconds=float(seconds)))
    app = Application(settings, Database.open(url), clock)
    print("ready", flush=True)
    while True:
        if kind == "notices":
            app.deliver()
        else:
            webhooks.deliver(app, clock.now())
        clock.advance(timedelta(seconds=0.01))
        time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
