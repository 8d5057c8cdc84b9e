"""Administration over the API: an office is set up, looked after and watched by programs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.reportable import standard
from tests.integration.serving import Api, running

Desk = Callable[..., Api]
LINE = process(
    laned({"Staf": ["a"], "Kasubag": ["b"]})
    + START
    + user("a", standard("PT2H", "1"))
    + user("b")
    + END,
    "mulai > a > b > selesai",
)


@pytest.fixture
def app(database: Database) -> Application:
    opened = Application(Settings(secret_key="kunci uji"), database, FixedClock(MONDAY))
    for agency in ("kantor", "lain"):
        opened.register(office(agency))
    opened.create_account(NewAccount("staf", "kantor", "staf", ("administrator",)), openid=True)
    return opened


@pytest.fixture
def desk(app: Application) -> Iterator[Desk]:
    """Give clients: of an officer, or without one of an administrator of every agency."""
    with running(app) as address, ExitStack() as clients:

        def sit(officer: str | None = None, agency: str | None = None) -> Api:
            made = app.create_token(officer, agency=agency or (officer and "kantor"))
            return clients.enter_context(Api(address, made["token"]))

        yield sit


def ok(response: httpx.Response, status: int = 200) -> Any:
    assert response.status_code == status, response.text
    return response.json()


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_an_office_is_set_up(desk: Desk) -> None:
    root = desk()
    made = ok(root.post("/agencies", json={"id": "dinas-baru", "name": "Dinas Baru"}), 201)
    assert (made["agency"], made["zone"], made["positions"]) == ("dinas-baru", "Asia/Jakarta", [])
    assert refused(root.post("/agencies", json={"id": "dinas-baru", "name": "x"})) == (
        409,
        "agency.taken",
    )
    here = "/agencies/dinas-baru"
    ok(root.post(f"{here}/positions", json={"title": "Kepala Dinas"}), 201)
    below = {"title": "Staf", "superior": "kepala-dinas", "aliases": ["Pelaksana"]}
    ok(root.post(f"{here}/positions", json=below), 201)
    changed = ok(root.post(f"{here}/positions/staf", json={**below, "title": "Staf Umum"}))
    assert changed["positions"][1]["title"] == "Staf Umum"
    for name in ("ani", "budi"):
        ok(root.post(f"{here}/officers", json={"username": name, "name": name.title()}), 201)
    named = ok(root.post(f"{here}/officers/budi", json={"name": "Budi Contoh"}))
    assert named["officers"][1]["name"] == "Budi Contoh"
    ok(
        root.post(
            f"{here}/appointments",
            json={"position": "staf", "officer": "budi", "since": "2026-01-12"},
        ),
        201,
    )
    plh = {"position": "kepala-dinas", "officer": "ani", "kind": "plh"}
    later = {**plh, "since": "2026-02-01", "until": "2026-02-07", "letter": "800/1"}
    held = ok(root.post(f"{here}/appointments", json=later), 201)["appointments"]
    acting = next(each for each in held if each["kind"] == "plh")
    assert (acting["since"], acting["in_force"]) == ("2026-02-01", False)
    withdrawn = ok(root.post(f"{here}/appointments/{acting['key']}/withdraw"))
    (left,) = withdrawn["appointments"]
    ended = ok(root.post(f"{here}/appointments/{left['key']}/end", json={"last": "2026-12-31"}))
    assert ended["appointments"][0]["until"] == "2026-12-31"
    assert refused(root.post(f"{here}/positions/kepala-dinas/remove")) == (409, "people.above")
    ok(root.post(f"{here}/officers/ani/remove"))
    trail = ok(root.get(f"{here}/events", params={"limit": 3}))
    assert trail[0]["kind"] == "OfficerRemoved"
    assert trail[0]["data"]["account"].startswith("token ")
    more = ok(
        root.get(f"{here}/events", params={"before": trail[-1]["id"], "kind": "OfficerAdded"})
    )
    assert len(more) == 2
    assert ok(root.get("/audit/verify", params={"agency": "dinas-baru"}))["whole"]


def test_accounts_and_tokens_are_looked_after(app: Application, desk: Desk) -> None:
    keeper, root = desk("staf"), desk()
    wanted = {"login": "kasubag", "agency": "kantor", "officer": "kasubag", "roles": ["designer"]}
    made = ok(keeper.post("/accounts", json=wanted), 201)
    assert app.log_in("kasubag", made["password"], "-", "uji")
    assert "password" not in ok(keeper.get("/accounts/kasubag"))
    again = ok(keeper.post("/accounts/kasubag/password", headers={"Idempotency-Key": "satu"}))
    assert again["password"] != made["password"]
    replayed = keeper.post("/accounts/kasubag/password", headers={"Idempotency-Key": "satu"})
    assert refused(replayed) == (409, "command.done")  # a secret is told once and kept nowhere
    assert ok(keeper.post("/accounts/kasubag/roles", json={"roles": ["auditor"]}))["roles"] == [
        "auditor"
    ]
    assert ok(keeper.post("/accounts/kasubag/disable"))["disabled_at"]
    assert ok(keeper.post("/accounts/kasubag/enable"))["disabled_at"] is None
    assert ok(keeper.post("/accounts/kasubag/unlink"))["openid"] is False
    assert [each["login"] for each in ok(keeper.get("/accounts"))] == ["kasubag", "staf"]

    foreign = {"login": "x", "agency": "lain", "officer": "staf"}
    assert refused(keeper.post("/accounts", json=foreign)) == (404, "unknown")
    assert refused(desk("kadis").get("/accounts")) == (403, "permit.role")
    assert refused(keeper.get("/tokens")) == (403, "permit.operate")
    token = ok(root.post("/tokens", json={"agency": "lain", "officer": "staf", "days": 1}), 201)
    assert app.identify_token(token["token"]).username == "staf"
    listed = ok(root.get("/tokens", params={"agency": "lain"}))
    assert [each["id"] for each in listed] == [token["id"]]
    assert "token" not in listed[0]
    assert ok(root.post(f"/tokens/{token['id']}/revoke"))["revoked_at"]


def test_who_looks_after_an_agency_does_so_in_that_one_alone(app: Application, desk: Desk) -> None:
    """An officer with the role does over the API what the pages of administration let them do."""
    keeper = desk("staf")
    ok(keeper.post("/agencies/kantor/positions", json={"title": "Arsiparis"}), 201)
    url = {"url": "json://192.0.2.1/", "officer": "kasubag"}
    assert ok(keeper.post("/channels", json=url), 201)["officer"] == "kasubag"
    day = {"on": "2026-05-04", "why": "Pelantikan"}
    assert ok(keeper.post("/calendars/kantor/days", json=day))["changed"]
    (version,) = app.deploy(LINE, agency="kantor", activate=False)
    wanted = {"version": version["version"]}
    for verb, status in (("activate", "active"), ("retire", "retired")):
        done = keeper.post(f"/definitions/kantor/proses/{verb}", json=wanted)
        assert ok(done)["status"] == status
    assert ok(keeper.post("/sendings/resend")) == []
    assert ok(keeper.get("/sendings")) == []
    assert ok(keeper.get("/audit/verify", params={"agency": "kantor"}))["whole"]
    for call in (
        keeper.post("/agencies/lain/positions", json={"title": "x"}),
        keeper.get("/agencies/lain/events"),
        keeper.get("/audit/verify", params={"agency": "lain"}),
        keeper.post("/sendings/resend", json={"agency": "lain"}),
        keeper.get("/accounts", params={"agency": "lain"}),
    ):
        assert refused(call) == (404, "unknown")
    assert refused(keeper.post("/agencies", json={"id": "baru", "name": "x"}))[0] == 403


def test_units_and_weekly_hours_are_kept_by_programs(desk: Desk) -> None:
    keeper, here = desk("staf"), "/agencies/kantor/units"
    unit = {"name": "Sekretariat", "head": "sekretaris", "posts": ["sekretaris", "kasubag"]}
    made = ok(keeper.post(here, json=unit), 201)
    assert made["units"] == [
        {"id": "sekretariat", "name": "Sekretariat", "head": "sekretaris", "parent": None}
    ]
    inner = {"name": "Subbagian", "head": "kasubag", "parent": "sekretariat"}
    ok(keeper.post(here, json=inner), 201)
    moved = ok(keeper.post(f"{here}/subbagian", json={**inner, "posts": ["kasubag"]}))
    assert [each["unit"] for each in moved["positions"]] == [
        None,
        "sekretariat",
        "subbagian",
        None,
    ]
    around = {**unit, "parent": "subbagian", "posts": None}
    assert refused(keeper.post(f"{here}/sekretariat", json=around)) == (422, "people.unit_circle")
    assert refused(keeper.post(f"{here}/subbagian/remove")) == (409, "people.unit_used")
    ok(keeper.post(f"{here}/subbagian", json={**inner, "posts": []}))
    assert len(ok(keeper.post(f"{here}/subbagian/remove"))["units"]) == 1

    week = {"hours": ["sabtu 08.00-12.00"], "why": "SE Bupati"}
    made = ok(keeper.post("/calendars/kantor/week", json=week))
    assert (made["changed"], made["since"], made["overdue"]) == (True, "2026-01-13", 0)
    period = {"first": "2026-01-10", "last": "2026-01-17"}
    shown = ok(keeper.get("/calendars/kantor", params=period))
    assert [(each["since"], each["changed"]) for each in shown["weeks"]] == [
        ("2026-01-13", {"Sabtu": "08.00-12.00"})
    ]
    assert [each["open"] for each in shown["days"] if each["day"] == "Sabtu"] == [False, True]
    ok(keeper.post("/calendars/kantor/week/remove", json={"since": "2026-01-13"}))
    assert ok(keeper.get("/calendars/kantor", params=period))["weeks"] == []


def test_a_draft_is_edited_as_a_table(desk: Desk) -> None:
    root = desk()
    body = {"agency": "kantor", "name": "Surat masuk", "lanes": ["Staf"]}
    draft = ok(root.post("/drafts", json=body), 201)
    here = f"/drafts/{draft['id']}"
    assert ok(root.post(f"{here}/present"))["other"] is None
    shown = ok(root.get(f"{here}/table"))
    row = shown["table"]["rows"][0]
    cells = {**{name: row[name] for name in ("lane", "remarks")}, "name": "Mencatat surat"}
    sent = {
        "seen": shown["revision"],
        "rows": {row["id"]: {**cells, "standard": "10 menit"}},
        "action": "add",
        "on": row["id"],
    }
    saved = ok(root.post(f"{here}/table", json=sent))
    after = ok(root.get(f"{here}/table"))["table"]["rows"]
    assert len(after) == len(shown["table"]["rows"]) + 1
    assert (after[0]["name"], after[0]["standard"]) == ("Mencatat surat", "10 menit")
    assert refused(root.post(f"{here}/table", json=sent)) == (409, "draft.changed")
    wrong = {**sent, "seen": saved["revision"], "rows": {row["id"]: {"standard": "sebentar"}}}
    assert refused(root.post(f"{here}/table", json=wrong)) == (422, "table.invalid")


def test_answers_are_in_the_language_asked_for(app: Application, desk: Desk) -> None:
    app.deploy(LINE, agency="kantor")
    task = app.start("kantor/proses")["next"][0]["id"]
    staf = desk("staf")
    for language, said in (("id", "2 jam"), ("en", "2 hours")):
        found = ok(staf.get(f"/tasks/{task}", headers={"Accept-Language": language}))
        assert found["time_standard"] == said
