"""Lists in parts: following `Link: rel="next"` to the end shows each row once, in one order."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core import cursors
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.reportable import standard
from tests.integration.services import one
from tests.integration.serving import Api, running

ROWS, LIMIT = 7, 3
LINE = process(
    laned({"Staf": ["a"]}) + START + user("a", standard("PT2H", "1")) + END,
    "mulai > a > selesai",
)
STUCK = process(
    START + '<bpmn:exclusiveGateway id="pilih"/>' + user("a") + END,
    "mulai > pilih; pilih > a [jumlah == 1]; a > selesai",
    key="macet",
)


@pytest.fixture
def desk(database: Database) -> Iterator[Api]:
    clock = FixedClock(MONDAY)
    app = Application(Settings(), database, clock)
    app.register(office())
    app.register(office("lain"))
    for agency in ("kantor", "lain"):
        for model in (LINE, one("lemari", key="simpan"), STUCK):
            app.deploy(model, agency=agency)
        for number in range(ROWS):
            for key in ("proses", "simpan", "macet"):
                app.start(f"{agency}/{key}", title=f"{number}")
            # Some at the very same instant: then their ids decide.
            clock.advance(timedelta(seconds=number % 2))
    token = app.create_token("kadis", agency="kantor")["token"]
    with running(app) as address, Api(address, token) as client:
        yield client


def walk(desk: Api, path: str, **query: Any) -> list[list[Any]]:
    """Return every part of a list, following the header as it was given."""
    parts, response = [], desk.get(path, params={**query, "limit": LIMIT})
    while True:
        assert response.status_code == 200, response.text
        parts.append(response.json())
        if "next" not in response.links:
            return parts
        address = response.links["next"]["url"]
        assert address.startswith("/api/v1/")
        response = desk.get(address.removeprefix("/api/v1"))


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [
        ("/instances", {}, 3 * ROWS),
        ("/instances", {"status": "active"}, 3 * ROWS),
        ("/tasks", {"mine": "false"}, ROWS),
        ("/obligations", {}, ROWS),
        ("/jobs", {}, ROWS),
        ("/incidents", {}, ROWS),
    ],
)
def test_every_part_of_a_list(desk: Api, path: str, query: dict[str, str], count: int) -> None:
    parts = walk(desk, path, **query)
    assert [len(part) for part in parts[:-1]] == [LIMIT] * (len(parts) - 1)
    assert 1 <= len(parts[-1]) <= LIMIT
    rows = [row for part in parts for row in part]
    whole = desk.get(path, params=query)
    assert rows == whole.json()
    assert "link" not in whole.headers
    assert len({row["id"] for row in rows}) == len(rows) == count


def test_what_is_new_does_not_move_the_next_part(desk: Api) -> None:
    before = [row["id"] for row in desk.get("/instances").json()]
    first = desk.get("/instances", params={"limit": LIMIT})
    desk.post("/instances", json={"definition": "proses"})
    second = desk.get(first.links["next"]["url"].removeprefix("/api/v1"))
    shown = [row["id"] for row in (*first.json(), *second.json())]
    assert shown == before[: 2 * LIMIT]


def test_a_trail_in_parts(desk: Api) -> None:
    instance = desk.get("/instances").json()[-1]["id"]
    path = f"/instances/{instance}/events"
    desk.post(f"/instances/{instance}/suspend", json={"reason": "Uji"})
    desk.post(f"/instances/{instance}/resume")
    parts = walk(desk, path)
    assert len(parts) > 1
    assert [row for part in parts for row in part] == desk.get(path).json()


def test_a_cursor_somebody_made_up_is_refused(desk: Api) -> None:
    for cursor in ("x", cursors.write([MONDAY, "a\0"]), cursors.write(["a", MONDAY])):
        refused = desk.get("/instances", params={"cursor": cursor})
        assert (refused.status_code, refused.json()["code"]) == (422, "list.cursor")
