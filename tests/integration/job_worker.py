"""A process whose handler never returns: python -m tests.integration.job_worker URL.

It prints the key it was given, flushed at once, and works until it is killed.
"""

import sys
import time

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from handlers.contract import Context, Handler, Outcome
from storage.database import Database
from tests.builders import MONDAY


def main(url: str) -> None:
    handlers = {"selamanya": Handler(_works_for_ever)}
    Application(Settings(), Database.open(url), FixedClock(MONDAY), handlers).tick()


def _works_for_ever(context: Context) -> Outcome:
    print(context.key, flush=True)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    main(sys.argv[1])
