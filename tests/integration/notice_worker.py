"""A process that delivers what is due: python -m tests.integration.notice_worker URL SECONDS.

It stands SECONDS after the Monday of the tests and goes on until it is killed.
"""

import sys
import time
from datetime import timedelta

from engine.app import Application
from engine.clock import FixedClock
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.noticed import SETTINGS


def main(url: str, seconds: float) -> None:
    clock = FixedClock(MONDAY + timedelta(seconds=seconds))
    app = Application(SETTINGS, Database.open(url), clock)
    print("ready", flush=True)
    while True:
        app.deliver()
        clock.advance(timedelta(seconds=0.01))
        time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
