"""What the list of one officer costs when the office has little open work, and when it has much.

    .venv/bin/python -m bench.worklist [--open 10000 100000] [--database postgresql://…]

Each database holds as many open work items of one agency as asked for, and for each of them a
closed one, spread over POSTS posts; MINE of them are the officer's. `Application.tasks` and
`Application.inbox` (the page) are asked for that list in turns, so that a noisy machine disturbs
all alike. The plan of the first is printed below: it may not read `work_item` from end to end.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event

from bench import crowds
from bench.completions import SOP
from bench.crowds import Taken, timed
from engine.app import Application
from engine.core import ids
from storage.schema import instance, work_item

MINE = 50
POSTS = 200
BEGAN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def main() -> None:
    asked = crowds.options(__doc__, rounds=30, crowds=(10_000, 100_000)).parse_args()
    taken: Taken = {}
    with crowds.offices(asked, fill, SOP, BEGAN) as offices:
        for _ in range(asked.rounds):
            for count, app in offices.items():
                for what, ask in questions(app).items():
                    taken.setdefault(what, {}).setdefault(count, []).append(timed(ask))
        plan_ = plan(next(reversed(offices.values())))
    crowds.report(taken)
    print(*plan_, sep="\n    ")


def questions(app: Application) -> dict[str, Callable[[], Any]]:
    assert len(app.tasks("kantor", officer="staf")) == MINE
    assert app.inbox("kantor", "staf")["counts"]
    return {
        "tasks": lambda: app.tasks("kantor", officer="staf"),
        "inbox": lambda: app.inbox("kantor", "staf"),
    }


def fill(app: Application, version: str, count: int) -> None:
    def runs(numbers: range) -> list[dict[str, Any]]:
        return [crowds.run(new_id(n, 0), version, n, BEGAN) for n in numbers]

    def work(numbers: range) -> list[dict[str, Any]]:
        return [item for n in numbers for item in items(n, count)]

    crowds.insert_many(app, count, {instance: runs, work_item: work})


def items(number: int, count: int) -> Iterator[dict[str, Any]]:
    mine = number % (count // MINE) == 0
    post = "staf" if mine else f"jabatan_{number % POSTS}"
    holder = None if mine or number % 3 else f"pejabat_{number % POSTS}"
    ready_at = BEGAN + timedelta(minutes=number % 10_000)
    for token, state in ((1, "completed"), (2, "claimed" if holder else "ready")):
        yield {
            "id": new_id(number, token),
            "agency_id": "kantor",
            "instance_id": new_id(number, 0),
            "token": token,
            "node": f"langkah_{token}",
            "process": "",
            "step": str(token),
            "name": "Memeriksa naskah surat",
            "lane": post,
            "lane_key": post,
            "position_id": post,
            "item": None,
            "round": 1,
            "state": state,
            "officer": "kadis" if state == "completed" else holder,
            "capacity": "",
            "assigned": False,
            "ready_at": ready_at,
            "closed_at": ready_at if state == "completed" else None,
            "deadline_at": ready_at + timedelta(days=2),
            "provisional": False,
            "result": None,
            "reason": "",
        }


def new_id(number: int, part: int) -> str:
    return ids.new_id(number * 4 + part, BEGAN)


def plan(app: Application) -> list[str]:
    """Return how the database finds the list of one officer."""
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    app.tasks("kantor", officer="staf")
    event.remove(Engine, "before_cursor_execute", keep)
    statement, parameters = asked[-1]
    explain = "EXPLAIN QUERY PLAN " if app.database.dialect == "sqlite" else "EXPLAIN "
    with app.database.read() as connection:
        return [str(r[-1]) for r in connection.exec_driver_sql(explain + statement, parameters)]


if __name__ == "__main__":
    main()
