"""Whatever is sent to a route, on things that exist: a refusal or an answer, never a failure."""

import json
import random
from typing import Any, Final

import httpx
import pytest

from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from engine.webhooks import Wanted
from storage.database import Database
from tests.builders import MONDAY
from tests.integration import test_api_permissions as known
from tests.integration.services import one
from tests.integration.serving import Api, running

TIMES: Final = 4
TEXTS: Final = (
    *("", " ", "\0", "\x1b[2J", "\ud800", "\u202e", "\U0001f4a5", "x" * 300, "x" * 5000, "9" * 400),
    *("2026-02-30", "2026-03-02", "0001-01-01", "9999-12-31", "2026-03-02T08:00:00+07:00"),
    *("9999-12-31T23:59:59-23:59", "kantor", "kantor/proses", "../..", "staf", "<a>&", "{0}", "%s"),
)
OTHERS: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 2**31, 2**63, 2**64, 1.5, 1e308, float("nan"), float("inf")),
    *([], [None], ["x"] * 2000, {}, {"": 1}, {"a\0b": "\ud800"}, {"now": 1}, [[[[[]]]]]),
)


def deep(depth: int) -> Any:
    """Return a list in a list in a list."""
    found: Any = 1
    for _ in range(depth):
        found = [found]
    return found


def body(chance: random.Random, route: str, names: list[str]) -> bytes:
    """Return what the route takes with one or two fields that are odd."""
    usual = known.BODIES.get(route, known.BODIES.get(route.rsplit("/", 1)[1], {}))
    sent = dict(usual or {})
    for name in chance.sample(names, min(len(names), chance.randint(1, 2))):
        sent[name] = chance.choice((*TEXTS, *OTHERS, deep(40)))
    return json.dumps(sent).encode()


def fields(described: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """Return the names of the fields of the JSON an operation takes."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    for shape in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if "$ref" in shape:
            name = shape["$ref"].rsplit("/", 1)[1]
            return list(described["components"]["schemas"][name]["properties"])
    return []


def things(app: Application) -> dict[str, str]:
    """Make one of everything a route names by its id."""
    started = app.start("kantor/proses", by="staf")
    saved = app.start("kantor/simpan", by="staf")
    listed = app.show(started["id"])
    webhook = app.add_webhook(Wanted("kantor", "http://localhost:9/"))
    return {
        "instances": started["id"],
        "tasks": started["next"][0]["id"],
        "jobs": app.show(saved["id"])["jobs"][0]["id"],
        "obligations": listed["obligations"][0]["id"],
        "drafts": app.draft_version("kantor/proses", None, known.designer())["id"],
        "attachments": known.handed_in(app),
        "incidents": known.resolved(app),
        "webhooks": webhook["id"],
        "agencies": "staf",
    }


@pytest.mark.parametrize("officer", ["staf", pytest.param("umum", marks=pytest.mark.nightly), None])
def test_whatever_is_sent(database: Database, officer: str | None) -> None:
    chance = random.Random(f"{officer}")
    settings = Settings(http_hosts="localhost", secret_key="kunci untuk uji saja, bukan lain")
    app = Application(settings, database, FixedClock(MONDAY))
    app.register(known.with_two_aside())
    app.deploy(known.LINE, agency="kantor")
    app.deploy(one("lemari", key="simpan"), agency="kantor")
    app.create_account(NewAccount("umum", "kantor", "umum", ("designer",)), openid=True)
    ids = things(app)
    secret = app.create_token(officer, agency="kantor" if officer else None)["token"]
    failed = []
    with running(app) as address, Api(address, secret) as client:
        described = client.get("/openapi.json").json()
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                route = f"{method.upper()} {path.removeprefix('/api/v1')}"
                for _ in range(TIMES):
                    response = send(
                        client, chance, route, fields(described, operation), operation, ids
                    )
                    if response.status_code >= 500:
                        failed.append((route, response.request.url, response.request.content))
    assert not failed


def send(
    client: Api,
    chance: random.Random,
    route: str,
    names: list[str],
    operation: dict[str, Any],
    ids: dict[str, str],
) -> httpx.Response:
    """Call a route with a query, a path and a body of which something is odd."""
    method, path = route.split()
    id = ids.get(path.split("/")[1], "0" * 8)
    text = [each for each in TEXTS if "\ud800" not in each and each not in ("", "../..")]
    odd = chance.choice(text)
    place = {"agency": "kantor", "key": "proses", "version": 1, "id": id}
    place |= {"username": "staf", "login": "umum"}
    if chance.random() < 0.15:
        place[chance.choice(list(place))] = odd
    address = "".join(
        httpx.URL("/", params={"x": str(place[part[1:-1]])}).query.decode()[2:].replace("+", "%20")
        if part.startswith("{")
        else part
        for part in path.replace("/", "\n/\n").split("\n")
    )
    asked = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
    query = dict(known.QUERIES.get(route, {}))
    for name in asked:
        if chance.random() < 0.4:
            query[name] = chance.choice((*text, "1", "0", "-1", "1e9", str(2**63), "true"))
    if method == "GET":
        return client.get(address, params=query)
    if route in known.RAW or path.endswith("/attachments"):
        raw = chance.choice((b"", b"<bukan/>", known.LINE, b"\xff\xfe\0", b"%PDF-1.7"))
        return client.post(address, params=query, content=raw, headers=typed("application/xml"))
    content = body(chance, route, names) if names else b""
    as_json = typed("application/json")
    return client.request(method, address, params=query, content=content, headers=as_json)


def typed(kind: str) -> dict[str, str]:
    return {"Content-Type": kind}
