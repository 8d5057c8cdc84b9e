"""A process that works until it is killed: python -m tests.integration.worker URL.

It starts instances of `kantor/proses`, does every step, and prints one line for each verb that was
acknowledged, flushed at once.
"""

import sys
from typing import Any

from engine.app import Application


def main(url: str) -> None:
    with Application.open(url) as app:
        say("ready", {"id": ""})
        while True:
            instance = app.start("kantor/proses")
            say("start", instance)
            while tasks := app.tasks(instance=instance["id"]):
                task = tasks[0]
                app.complete(task["id"], {"oleh": task["node"]}, by=task["candidates"][0])
                say("complete", task)


def say(verb: str, what: dict[str, Any]) -> None:
    print(verb, what["id"], flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
