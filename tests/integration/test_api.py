"""The JSON API on a real server: the work of a cycle, who may reach what, and how it refuses."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import httpx
import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from processes import catalogue
from storage.database import Database
from tests.builders import END, START, laned, office, process, user
from tests.integration.services import one
from tests.integration.serving import Api, running
from web.auth import BPMN_LIMIT, JSON_LIMIT

Desk = Callable[..., Api]

OFFICERS = ("kadis", "sekretaris", "kasubag", "staf")
LINE = process(
    laned({"Staf": ["a", "mulai"], "Kasubag": ["b", "selesai"]})
    + START
    + user("a")
    + user("b")
    + END,
    "mulai > a > b > selesai",
)
WAITING = process(
    START
    + '<bpmn:intermediateCatchEvent id="tunggu"><bpmn:messageEventDefinition messageRef="pesan"/>'
    "</bpmn:intermediateCatchEvent>"
    '<bpmn:intermediateCatchEvent id="dengar"><bpmn:signalEventDefinition signalRef="isyarat"/>'
    "</bpmn:intermediateCatchEvent>" + END,
    "mulai > tunggu > dengar > selesai",
    key="menunggu",
    outside='<bpmn:message id="pesan" name="Surat"/><bpmn:signal id="isyarat" name="Bel"/>',
)
STUCK = process(
    START + '<bpmn:exclusiveGateway id="pilih"/>' + user("a") + user("b") + END,
    "mulai > pilih; pilih > a [jumlah == 1]; pilih > b [jumlah == 2]; a > selesai; b > selesai",
    key="macet",
)


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    app = Application(Settings(), database, clock)
    app.register(office())
    app.deploy(LINE, agency="kantor")
    app.register(office("lain"))
    app.deploy(LINE, agency="lain")
    return app


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    with running(app) as address:
        yield address


@pytest.fixture
def desk(app: Application, address: str) -> Iterator[Desk]:
    """Give clients: of an officer, or of an administrator where nobody is named."""
    with ExitStack() as clients:

        def sit(officer: str | None = None, agency: str = "kantor") -> Api:
            made = app.create_token(officer, agency=agency if officer else None)
            return clients.enter_context(Api(address, made["token"]))

        yield sit


def ok(response: httpx.Response, status: int = 200) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    found: dict[str, Any] = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, found["status"], found["code"]) == (status, status, code), found
    return found


# The work


def test_officers_carry_a_whole_lakip_cycle_with_its_corrections(
    app: Application, desk: Desk
) -> None:
    app.deploy_paths([catalogue.builtin() / "boalemo"])
    desks = {officer: desk(officer, "boalemo") for officer in OFFICERS}
    started = ok(
        desks["kasubag"].post("/instances", json={"definition": "lakip", "title": "LAKIP 2026"}),
        201,
    )
    outcomes = {"7": ["tidak"], "9": ["tidak"]}
    done: list[str] = []
    while found := [(d, t) for d in desks.values() for t in ok(d.get("/tasks"))]:
        ((seat, task),) = found
        full = ok(seat.get(f"/tasks/{task['id']}"))
        assert full["time_standard"]
        values = {
            field["id"]: (outcomes.get(task["step"]) or ["ya"]).pop(0) for field in full["form"]
        }
        ok(seat.post(f"/tasks/{task['id']}/claim"))
        assert ok(seat.post(f"/tasks/{task['id']}/begin"))["work_item"]["state"] == "started"
        result = ok(seat.post(f"/tasks/{task['id']}/complete", json={"variables": values}))
        assert result["incident"] is None
        done.append(task["step"])
    assert " ".join(done) == "1 2 3 4 5 6 7 6 7 8 9 6 7 8 9 10 11"
    shown = ok(desks["kadis"].get(f"/instances/{started['id']}"))
    assert (shown["status"], shown["title"], shown["open"]) == ("completed", "LAKIP 2026", [])
    assert ok(desks["kadis"].get("/audit/verify", params={"instance": started["id"]}))["whole"]


def test_a_return_a_release_and_an_assignment(desk: Desk) -> None:
    staf, kasubag = desk("staf"), desk("kasubag")
    started = ok(staf.post("/instances", json={"definition": "kantor/proses"}), 201)
    first = started["next"][0]["id"]
    ok(staf.post(f"/tasks/{first}/claim"))
    assert ok(staf.post(f"/tasks/{first}/release"))["work_item"]["state"] == "ready"
    given = ok(
        kasubag.post(f"/tasks/{first}/assign", json={"to": "sekretaris", "reason": "staf cuti"})
    )
    assert given["work_item"]["officer"] == "sekretaris"
    sekretaris = desk("sekretaris")
    second = ok(sekretaris.post(f"/tasks/{first}/complete"))["next"][0]["id"]
    returned = ok(
        kasubag.post(f"/tasks/{second}/return", json={"reason": "belum lengkap", "to": "a"})
    )
    assert [(task["node"], task["round"]) for task in returned["next"]] == [("a", 2)]
    closed = ok(kasubag.get(f"/tasks/{second}"))
    assert (closed["state"], closed["reason"]) == ("returned", "belum lengkap")


def test_an_instance_is_steered(app: Application, desk: Desk) -> None:
    staf = desk("staf")
    response = staf.post("/instances", json={"definition": "proses", "version": 1})
    started = ok(response, 201)
    assert response.headers["location"] == f"/api/v1/instances/{started['id']}"
    here = f"/instances/{started['id']}"
    assert ok(staf.post(f"{here}/suspend", json={"reason": "libur"}))["status"] == "suspended"
    assert ok(staf.post(f"{here}/resume"))["status"] == "active"
    app.deploy(LINE.replace(b'name="b"', b'name="Periksa"'), agency="kantor")
    assert ok(staf.post(f"{here}/migrate"))["version"] == 2
    assert ok(staf.post(f"{here}/cancel", json={"reason": "batal"}))["status"] == "cancelled"
    trail = ok(staf.get(f"{here}/events"))
    assert [event["seq"] for event in trail] == list(range(1, len(trail) + 1))
    assert trail[-1]["kind"] == "InstanceCancelled"
    assert ok(staf.get(f"{here}/events", params={"after": 1, "limit": 2})) == trail[1:3]
    listed = ok(staf.get("/instances", params={"status": "cancelled"}))
    assert [one["id"] for one in listed] == [started["id"]]
    assert ok(staf.get("/instances", params={"status": "active"})) == []


def test_messages_and_signals_reach_who_waits(app: Application, desk: Desk) -> None:
    app.deploy(WAITING, agency="kantor")
    staf = desk("staf")
    id = ok(staf.post("/instances", json={"definition": "menunggu"}), 201)["id"]
    problem(staf.post("/messages", json={"name": "Suratt"}), 409, "event.unexpected")
    assert ok(staf.post("/messages", json={"name": "Surat", "payload": {"n": 1}}))["id"] == id
    (heard,) = ok(staf.post("/signals", json={"name": "Bel", "instance": id}))
    assert (heard["id"], heard["status"]) == (id, "completed")
    assert ok(staf.get(f"/instances/{id}"))["variables"]["n"] == 1
    assert ok(staf.post("/signals", json={"name": "Bel"})) == []


def test_jobs_nobody_answers_to_are_ended_by_hand(app: Application, desk: Desk) -> None:
    app.deploy(one("lemari", key="simpan"), agency="kantor")
    administrator, stranger = desk(), desk("kadis", "lain")
    for _ in range(3):
        app.start("kantor/simpan", by="kasubag")
    first, second, third = ok(administrator.get("/jobs", params={"agency": "kantor"}))
    assert ok(stranger.get("/jobs")) == []
    problem(stranger.post(f"/jobs/{first['id']}/retry"), 404, "unknown")
    of_first = ok(administrator.get("/jobs", params={"instance": first["instance"]}))
    assert of_first == [first]
    assert ok(administrator.post(f"/jobs/{first['id']}/retry"))["status"] == "active"
    body = {"variables": {"berkas": 12}}
    done = ok(administrator.post(f"/jobs/{first['id']}/complete", json=body))
    assert [item["node"] for item in done["next"]] == ["lanjut"]
    problem(desk("staf").post(f"/jobs/{second['id']}/complete"), 404, "unknown")
    head = desk("kadis")
    skipped = ok(head.post(f"/jobs/{second['id']}/skip", json={"reason": "Di kertas"}))
    assert skipped["next"]
    failed = ok(head.post(f"/jobs/{third['id']}/complete", json={"error": "PENUH"}))
    assert failed["incident"]["code"] == "running.error_uncaught"
    assert ok(head.get("/jobs")) == ok(head.get("/jobs", params={"instance": third["instance"]}))


def test_an_incident_is_listed_and_tried_again(app: Application, desk: Desk) -> None:
    app.deploy(STUCK, agency="kantor")
    staf = desk("staf")
    started = ok(staf.post("/instances", json={"definition": "macet"}), 201)
    assert started["incident"]
    (listed,) = ok(staf.get("/incidents"))
    assert listed["id"] == started["incident"]["id"]
    again = ok(staf.post(f"/incidents/{listed['id']}/retry"))
    assert again["incident"]["attempts"] == 2
    assert ok(desk("staf", "lain").get("/incidents")) == []


def test_definitions_are_deployed_fetched_put_in_force_and_retired(desk: Desk) -> None:
    kadis, staf = desk("kadis"), desk("staf")
    changed = LINE.replace(b'name="b"', b'name="Periksa"')
    typed = {"Content-Type": "application/xml"}
    refused = staf.post("/definitions", content=changed, headers=typed)
    problem(refused, 403, "permit.head")
    (made,) = ok(
        kadis.post(
            "/definitions", content=changed, headers=typed, params={"file": "p.bpmn", "draft": True}
        )
    )
    assert (made["definition"], made["version"], made["status"]) == ("kantor/proses", 2, "draft")
    assert made["new"]
    assert kadis.get("/definitions/kantor/proses/2/bpmn").content == changed
    here = "/definitions/kantor/proses"
    day = {"version": 2, "effective_on": "2027-01-01"}
    problem(staf.post(f"{here}/activate", json=day), 403, "permit.head")
    begun = {**day, "effective_on": "2026-01-01"}
    problem(kadis.post(f"{here}/activate", json=begun), 422, "schedule.begun")
    for wrong in ("1 Januari 2027", "2027-02-30", 20270101, "9999-01-01"):
        wrongly = kadis.post(f"{here}/activate", json={**day, "effective_on": wrong})
        assert wrongly.status_code == 422, wrong
    coming = ok(kadis.post(f"{here}/activate", json=day))
    assert (coming["status"], coming["findings"]) == ("draft", [])
    assert coming["schedule"]["due_at"] == "2026-12-31T16:00:00+00:00"
    (_, listed) = ok(staf.get("/definitions"))
    assert listed["schedule"] == coming["schedule"]
    problem(staf.post(f"{here}/unschedule", json={"version": 2}), 403, "permit.head")
    assert ok(kadis.post(f"{here}/unschedule", json={"version": 2}))["schedule"] is None
    problem(kadis.post(f"{here}/unschedule", json={"version": 2}), 409, "schedule.none")
    typed_day = {"effective_on": "2027-01-01", "file": "p.bpmn"}
    third = changed.replace(b"Periksa", b"Teliti")
    (later,) = ok(kadis.post("/definitions", content=third, headers=typed, params=typed_day))
    assert later["schedule"]["effective_on"] == "2027-01-01"
    assert ok(kadis.post(f"{here}/retire", json={"version": 3}))["schedule"] is None
    assert ok(kadis.post(f"{here}/activate", json={"version": 2}))["status"] == "active"
    assert ok(kadis.post(f"{here}/retire", json={"version": 2}))["status"] == "retired"
    problem(kadis.post("/instances", json={"definition": "proses"}), 409, "start.retired")
    assert [d["status"] for d in ok(staf.get("/definitions"))] == ["retired"] * 3


def test_tasks_are_my_own_unless_asked_otherwise(app: Application, desk: Desk) -> None:
    ids = {app.start("kantor/proses")["id"] for _ in range(3)}
    staf, kasubag = desk("staf"), desk("kasubag")
    assert {task["instance"] for task in ok(staf.get("/tasks"))} == ids
    assert len(ok(staf.get("/tasks", params={"limit": 2}))) == 2
    assert ok(kasubag.get("/tasks")) == []
    assert len(ok(kasubag.get("/tasks", params={"mine": False}))) == 3
    assert len(ok(kasubag.get("/tasks", params={"officer": "staf", "instance": min(ids)}))) == 1


# Who may


def operations(address: str) -> list[tuple[str, str]]:
    """Return every method and path the server describes."""
    described = httpx.get(f"{address}/api/v1/openapi.json", timeout=60).json()["paths"]
    return [(method, path) for path, methods in described.items() for method in methods]


def test_nothing_but_health_and_description_is_open(address: str) -> None:
    assert ok(httpx.get(f"{address}/api/v1/health")) == {"status": "ok"}
    asked = set(operations(address)) - {("get", "/api/v1/health")}
    assert len(asked) > 70
    with httpx.Client(base_url=address) as stranger:
        for method, path in asked:
            response = stranger.request(method, path, content=b"{")
            assert problem(response, 401, "token.missing")["detail"] == (
                "Seharusnya ada token, tetapi tidak dikirim. "
                "Sertakan kepala Authorization: Bearer TOKEN."
            )
            assert response.headers["www-authenticate"] == 'Bearer realm="sopan"'
    for wrong in ("Basic c29wYW46c29wYW4=", "Bearer", "Bearer sopan_x"):
        response = httpx.get(f"{address}/api/v1/tasks", headers={"Authorization": wrong})
        assert response.status_code == 401


def test_revoked_and_expired_tokens_open_nothing(
    app: Application, address: str, clock: FixedClock
) -> None:
    made = app.create_token("staf", agency="kantor", valid_for=timedelta(hours=1))
    with Api(address, made["token"]) as staf:
        ok(staf.get("/tasks"))
        clock.advance(timedelta(hours=1))
        problem(staf.get("/tasks"), 401, "token.expired")
        app.revoke_token(made["id"])
        problem(staf.get("/tasks"), 401, "token.revoked")


def test_another_agency_does_not_exist(app: Application, desk: Desk) -> None:
    app.deploy(STUCK, agency="kantor")
    stuck = app.start("kantor/macet")
    started = app.start("kantor/proses", by="staf")
    instance, task = started["id"], started["next"][0]["id"]
    stranger = desk("staf", "lain")
    reason, typed = {"reason": "x"}, {"Content-Type": "text/xml"}
    refused = [
        stranger.get("/definitions", params={"agency": "kantor"}),
        stranger.post("/definitions", content=LINE, headers=typed, params={"agency": "kantor"}),
        stranger.get("/definitions/kantor/proses/1/bpmn"),
        stranger.post("/definitions/kantor/proses/activate", json={"version": 1}),
        stranger.post("/definitions/kantor/proses/retire", json={"version": 1}),
        stranger.get("/instances", params={"agency": "kantor"}),
        stranger.post("/instances", json={"definition": "kantor/proses"}),
        stranger.get(f"/instances/{instance}"),
        stranger.get(f"/instances/{instance}/events"),
        stranger.post(f"/instances/{instance}/suspend", json=reason),
        stranger.post(f"/instances/{instance}/resume"),
        stranger.post(f"/instances/{instance}/cancel", json=reason),
        stranger.post(f"/instances/{instance}/migrate"),
        stranger.get("/tasks", params={"agency": "kantor"}),
        stranger.get(f"/tasks/{task}"),
        *(
            stranger.post(f"/tasks/{task}/{verb}")
            for verb in ("claim", "release", "begin", "complete")
        ),
        stranger.post(f"/tasks/{task}/return", json=reason),
        stranger.post(f"/tasks/{task}/assign", json={"to": "staf"}),
        stranger.post("/messages", json={"name": "x", "agency": "kantor"}),
        stranger.post("/messages", json={"name": "x", "instance": instance}),
        stranger.post("/signals", json={"name": "x", "agency": "kantor"}),
        stranger.post("/signals", json={"name": "x", "instance": instance}),
        stranger.get("/incidents", params={"agency": "kantor"}),
        stranger.post(f"/incidents/{stuck['incident']['id']}/retry"),
        stranger.get("/audit/verify", params={"instance": instance}),
    ]
    for response in refused:
        assert problem(response, 404, "unknown"), response.request.url
    assert [ok(stranger.get(path)) for path in ("/instances", "/tasks", "/incidents")] == [[]] * 3
    assert ok(stranger.get("/tasks", params={"mine": False, "instance": instance})) == []
    assert {d["definition"] for d in ok(stranger.get("/definitions"))} == {"lain/proses"}
    assert app.show(instance)["open"][0]["state"] == "ready"


def test_an_officer_does_not_verify_every_trail(desk: Desk) -> None:
    refused = desk("staf").get("/audit/verify")
    assert problem(refused, 403, "permit.administrator")["detail"] == (
        "Seharusnya riwayat semua instansi diperiksa oleh pengelola, tetapi token ini milik staf. "
        "Sebut satu pelaksanaan SOP, atau pakai token pengelola."
    )


def test_an_administrator_runs_the_house_but_does_no_officers_work(desk: Desk) -> None:
    admin = desk()
    changed = LINE.replace(b'name="a"', b'name="Mulai"')
    (made,) = ok(
        admin.post(
            "/definitions",
            content=changed,
            headers={"Content-Type": "application/octet-stream"},
            params={"agency": "lain"},
        )
    )
    assert (made["definition"], made["version"]) == ("lain/proses", 2)
    started = ok(admin.post("/instances", json={"definition": "lain/proses"}), 201)
    task = started["next"][0]["id"]
    for verb, body in {
        "claim": {},
        "release": {},
        "begin": {},
        "complete": {"variables": {}},
        "return": {"reason": "x"},
    }.items():
        refused = problem(admin.post(f"/tasks/{task}/{verb}", json=body), 403, "permit.token")
        assert refused["detail"] == (
            "Seharusnya tugas dikerjakan oleh pejabatnya, tetapi token ini milik pengelola. "
            "Pakai token pejabat yang bersangkutan."
        )
    given = ok(admin.post(f"/tasks/{task}/assign", json={"to": "kasubag"}))
    assert given["work_item"]["officer"] == "kasubag"
    here = f"/instances/{started['id']}"
    assert ok(admin.post(f"{here}/suspend", json={"reason": "audit"}))["status"] == "suspended"
    assert ok(admin.post(f"{here}/resume"))["status"] == "active"
    problem(
        admin.post("/messages", json={"name": "x", "instance": started["id"]}),
        409,
        "event.unexpected",
    )
    assert {d["definition"] for d in ok(admin.get("/definitions"))} == {
        "kantor/proses",
        "lain/proses",
    }
    assert len(ok(admin.get("/tasks", params={"agency": "lain"}))) == 1
    problem(admin.get("/tasks", params={"officer": "staf"}), 422, "tasks.agency")
    assert ok(admin.get("/audit/verify"))["whole"]


def test_a_step_of_another_officer_is_refused_with_who_may(app: Application, desk: Desk) -> None:
    task = app.start("kantor/proses")["next"][0]["id"]
    refused = desk("kasubag").post(f"/tasks/{task}/complete")
    assert "staf" in problem(refused, 403, "permit.lane")["detail"]


# How it refuses


def test_a_problem_says_all_there_is_to_say_in_the_language_asked_for(desk: Desk) -> None:
    staf = desk("staf")
    body = {"definition": "proses", "titel": "x"}
    assert staf.post("/instances", json=body).json() == {
        "type": "urn:sopan:problem:request.unknown_near",
        "title": "Isian perlu diperbaiki",
        "status": 422,
        "detail": 'Seharusnya hanya ada isian yang dikenal, tetapi ada "titel". '
        'Barangkali maksudnya "title"?',
        "code": "request.unknown_near",
        "findings": [
            {
                "severity": "error",
                "code": "request.unknown_near",
                "element": "titel",
                "line": 0,
                "message": 'Seharusnya hanya ada isian yang dikenal, tetapi ada "titel". '
                'Barangkali maksudnya "title"?',
            }
        ],
    }
    liked = {"Accept-Language": "fr, id;q=0.2, en-GB;q=0.7"}
    wrong = {"definition": 1, "version": "2", "variables": []}
    told = problem(staf.post("/instances", json=wrong, headers=liked), 422, "request.invalid")
    assert told["title"] == "Not acceptable as it is"
    assert told["detail"] == (
        "Expected to accept every field, but 3 of them are not right yet. "
        "Correct what findings name and send it again."
    )
    assert [finding["message"] for finding in told["findings"]] == [
        'Expected "definition" to be text, but it is not. Write it in quotes.',
        'Expected "variables" to be a JSON object, but it is not. '
        'Write, for example, {"hasil": "ya"}, with Content-Type application/json.',
        'Expected "version" to be a whole number, but it is not. Write, for example, 1.',
    ]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": "1001"}, "request.most"),
        ({"limit": "0"}, "request.least"),
        ({"limit": "banyak"}, "request.integer"),
        ({"limti": "1"}, "request.unknown_near"),
        ({"mine": "kadang"}, "request.yesno"),
        ({"agency": "\0"}, "request.value"),
        ({"agency": "x" * 256}, "request.long"),
    ],
)
def test_a_query_is_checked(desk: Desk, query: dict[str, str], code: str) -> None:
    problem(desk("staf").get("/tasks", params=query), 422, code)


@pytest.mark.parametrize(
    "body", [b'{"definition": ', b"\xff\xfe{}", b"[" * 100_000, b'{"version": 1' + b"0" * 5000]
)
def test_what_is_no_json_is_refused_as_such(desk: Desk, body: bytes) -> None:
    staf = desk("staf")
    refused = staf.post("/instances", content=body, headers={"Content-Type": "application/json"})
    assert problem(refused, 400, "request.json")["detail"] == (
        "Seharusnya isi permintaan berupa JSON, tetapi tidak dapat dibaca. "
        "Periksa kutip, koma, dan kurungnya, lalu kirim kembali sebagai UTF-8."
    )


@pytest.mark.parametrize(
    "variables", [{"n": "\0"}, {"n": "\ud800"}, {"n": float("nan")}, {"1n": 1}, {"n": [[[]]] * 9}]
)
def test_strange_values_are_kept_or_refused_but_break_nothing(
    desk: Desk, variables: dict[str, Any]
) -> None:
    import json

    body = json.dumps({"definition": "proses", "variables": variables}).encode()
    staf = desk("staf")
    answer = staf.post("/instances", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (201, 422), answer.text


def test_a_body_of_another_type_is_refused(desk: Desk) -> None:
    kadis = desk("kadis")
    refused = kadis.post("/instances", content=b"definition=proses", headers={"Content-Type": "x"})
    assert problem(refused, 415, "request.type")["detail"] == (
        'Seharusnya isi permintaan bertipe application/json, tetapi tertulis "x". '
        "Sesuaikan Content-Type."
    )
    problem(kadis.post("/instances", content=b'{"definition": "proses"}'), 422, "request.object")
    problem(kadis.post("/definitions", json={}), 415, "request.type")
    problem(kadis.post("/definitions", content=LINE), 415, "request.type")
    missing = problem(kadis.post("/instances"), 422, "request.missing")
    assert missing["findings"][0]["element"] == "body"


def chunks(size: int) -> Iterator[bytes]:
    """Send that many bytes without saying beforehand how many."""
    for _ in range(size // 65_536 + 1):
        yield b" " * 65_536


def test_what_is_too_large_is_refused_announced_or_not(desk: Desk) -> None:
    kadis = desk("kadis")
    of_json = {"Content-Type": "application/json"}
    of_bpmn = {"Content-Type": "application/xml"}
    for answer, limit in (
        (kadis.post("/instances", content=b" " * (JSON_LIMIT + 1), headers=of_json), 2),
        (kadis.post("/instances", content=chunks(JSON_LIMIT), headers=of_json), 2),
        (kadis.post("/definitions", content=b" " * (BPMN_LIMIT + 1), headers=of_bpmn), 6),
        (kadis.post("/definitions", content=chunks(BPMN_LIMIT), headers=of_bpmn), 6),
    ):
        assert problem(answer, 413, "request.too_large")["detail"] == (
            f"Seharusnya kiriman paling besar {limit} MB, tetapi lebih dari itu. "
            "Kirim yang lebih kecil."
        )


def test_a_model_that_is_no_model_is_refused_with_its_findings(desk: Desk) -> None:
    broken = LINE.replace(b'targetRef="selesai"', b'targetRef="nihil"')
    kadis = desk("kadis")
    refused = kadis.post("/definitions", content=broken, headers={"Content-Type": "text/xml"})
    found = problem(refused, 422, "deploy.refused")["findings"]
    assert found
    assert {"severity", "code", "element", "line", "message"} == set(found[0])


def test_an_address_or_a_method_that_is_none_is_refused(address: str, desk: Desk) -> None:
    for path in ("/api/v1/task", "/api/v1/tasks/", "/api/docs", "/api/v1", "/api"):
        told = problem(httpx.get(address + path), 404, "request.route")
        assert told["detail"] == (
            f'Seharusnya ada alamat "{path}", tetapi tidak ditemukan. Lihat /api/v1/openapi.json.'
        )
    answer = httpx.delete(f"{address}/api/v1/tasks")
    assert answer.headers["allow"] == "GET"
    assert problem(answer, 405, "request.method")["detail"] == (
        'Seharusnya "/api/v1/tasks" dipanggil dengan GET, tetapi dipanggil dengan DELETE. '
        "Lihat /api/v1/openapi.json."
    )
    problem(desk("staf").get("/instances/bukan-id"), 404, "unknown")


class Broken(Application):
    """An office in which something nobody thought of goes wrong."""

    def definitions(self, agency: str | None = None) -> list[dict[str, Any]]:
        """Fail with what a caller must not see."""
        raise RuntimeError(f"rahasia {agency}")


def test_a_failure_of_ours_shows_nothing_of_the_inside(
    app: Application, caplog: pytest.LogCaptureFixture
) -> None:
    secret = app.create_token("staf", agency="kantor")["token"]
    broken = Broken(app.settings, app.database, app.clock)
    with running(broken) as address, Api(address, secret) as staf:
        answer = staf.get("/definitions", params={"agency": "kantor"})
    told = problem(answer, 500, "request.failed")
    assert told["detail"] == (
        "Seharusnya permintaan ini dijawab, tetapi terjadi kesalahan di pihak kami. Lihat keadaan "
        "terakhir, lalu coba lagi; bila berulang, beri tahu pengelola."
    )
    assert "rahasia" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "rahasia" in caplog.text  # for whoever runs the server
    assert secret not in caplog.text


def test_every_answer_carries_the_security_headers_and_none_invites_other_sites(desk: Desk) -> None:
    staf = desk("staf")
    staf.headers["Origin"] = "https://contoh.example"
    for answer in (staf.get("/tasks"), staf.get("/nihil"), staf.get("/health")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; frame-ancestors 'none'"
        )
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers
