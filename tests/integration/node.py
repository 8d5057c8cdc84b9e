"""A node at its duties until it is told to stop: python -m tests.integration.node URL.

It prints "ready", flushed at once, and stops when its standard input ends.
"""

import logging
import sys

from engine import scheduler
from engine.app import Application


def main(url: str) -> None:
    logging.basicConfig(level=logging.WARNING)
    with Application.open(url) as app:
        beating = scheduler.start(app)
        print("ready", flush=True)
        sys.stdin.read()
        beating.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
