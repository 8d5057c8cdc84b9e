"""What a look for late work costs when little is owed, and when very much is.

    .venv/bin/python -m bench.rungs [--open 10000 1000000] [--due 20] [--database postgresql://…]

Each database holds as many open obligations as asked for, none of them due. In turns each is looked
at while nothing is due, and then with rungs due: instances are started for them, they fire, and the
instances are cancelled. A ratio near 1 means that the cost does not grow with what is owed.
"""

from datetime import datetime, timedelta
from typing import Any

from bench import crowds
from bench.crowds import Taken, timed
from engine import ticks
from engine.app import Application
from engine.clock import FixedClock
from engine.core import ids
from storage import obligations
from storage.schema import instance
from storage.timeschema import obligation
from tests.builders import MONDAY
from tests.integration.timed import one_step

OWED_BY_ONE = 100
FAR = MONDAY + timedelta(days=3000)


def main() -> None:
    parser = crowds.options(__doc__, rounds=15, crowds=(10_000, 1_000_000))
    parser.add_argument("--due", type=int, default=20)
    asked = parser.parse_args()
    taken: Taken = {}
    with crowds.offices(asked, fill, one_step(), MONDAY) as offices:
        for _ in range(asked.rounds):
            for count, app in offices.items():
                for what, seconds in one_round(app, asked.due).items():
                    taken.setdefault(what, {}).setdefault(count, []).append(seconds)
    crowds.report(taken)


def one_round(app: Application, due: int) -> dict[str, float]:
    """Return what each kind of look took, in seconds."""
    clock = app.clock
    assert isinstance(clock, FixedClock)
    started = [str(app.start("kantor/proses")["id"]) for _ in range(due)]
    found = {
        "nothing due": timed(lambda: ticks.check_obligations(app, clock.now())),
        "when next": timed(lambda: next_check(app)),
    }
    at = clock.advance(timedelta(hours=2))
    found[f"{due} rungs"] = timed(lambda: fire(app, at, due))
    for each in started:
        app.cancel(each, "selesai diukur")
    clock.at = MONDAY
    return found


def fire(app: Application, at: datetime, due: int) -> None:
    assert ticks.check_obligations(app, at).advanced == due


def next_check(app: Application) -> None:
    with app.database.read() as connection:
        assert obligations.next_check(connection)


def fill(app: Application, version: str, count: int) -> None:
    """Let the office owe `count` obligations, OWED_BY_ONE of each instance."""

    def runs(numbers: range) -> list[dict[str, Any]]:
        return [crowds.run(holder(n), version, n, MONDAY) for n in numbers[::OWED_BY_ONE]]

    crowds.insert_many(app, count, {instance: runs, obligation: lambda n: list(map(owed, n))})


def owed(number: int) -> dict[str, Any]:
    at = FAR + timedelta(seconds=number % 100_000)
    return {
        "id": ids.new_id(number * 2 + 1, MONDAY),
        "agency_id": "kantor",
        "instance_id": holder(number),
        "kind": "whole",
        "label": "",
        "standard": "P9W",
        "calendar": "kerja",
        "base_at": MONDAY,
        "frozen": None,
        "deadline_at": at,
        "provisional": False,
        "compliance": "pending",
        "fired": 0,
        "next_check_at": at,
        "error": "",
    }


def holder(number: int) -> str:
    return ids.new_id(number // OWED_BY_ONE * 2, MONDAY)


if __name__ == "__main__":
    main()
