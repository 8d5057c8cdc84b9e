"""A process that tells webhooks what is due: python -m tests.integration.hook_worker URL SECONDS.

It stands SECONDS after the Monday of the tests and goes on until it is killed.
"""

import sys
import time
from datetime import timedelta

from engine import webhooks
from engine.app import Application
from engine.clock import FixedClock
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.hookreceiver import SETTINGS


def main(url: str, seconds: float) -> None:
    clock = FixedClock(MONDAY + timedelta(seconds=seconds))
    app = Application(SETTINGS, Database.open(url), clock)
    print("ready", flush=True)
    while True:
        webhooks.deliver(app, clock.now())
        clock.advance(timedelta(seconds=0.01))
        time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
