"""Who may call what: one table of every route and every kind of caller. None may be left out."""

from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest

from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.reportable import standard
from tests.integration.services import one
from tests.integration.serving import Api, running
from web.api.routes import ROUTERS

LINE = process(
    laned({"Staf": ["a", "mulai"], "Kasubag": ["b", "selesai"]})
    + START
    + user("a", standard("PT2H", "1"))
    + user("b")
    + END,
    "mulai > a > b > selesai",
)

STUCK = process(
    laned({"Staf": ["a"]}) + START + user("a") + '<bpmn:exclusiveGateway id="pilih"/>' + END,
    "mulai > a > pilih > selesai [jumlah == 1]",
    key="macet",
)

CALLERS: Final = (
    "nobody",  # no token
    "stranger",  # the head of another agency, who has every role there
    "aside",  # an officer of the agency whom the work does not concern
    "performer",
    "superior",  # of the performer
    "head",
    "auditor",  # an officer whom the work does not concern, with that role
    "designer",  # the same
    "administrator",  # of every agency
)
OK: Final = 0
"""Passed: answered, or refused for what is asked and not for who asks (409, 422, 503)."""

# In the order of CALLERS. 4 is 404, as if it did not exist; 3 is 403; 1 is 401; 0 is allowed.
ALL: Final = "100000000"  # everybody of any agency, about their own
AGENCY: Final = "140000000"  # everybody of the agency
SEES: Final = "144000040"  # whom the instance concerns; auditors see, and may do nothing
OFFICERS: Final = "100000003"  # everybody but an administrator
WORKS: Final = "144033043"  # the performer alone
STEERS: Final = "144300340"
PEOPLE: Final = "143330330"  # the head and administrators
KEEPS: Final = "133333330"
ACCOUNTS: Final = "143333330"  # whoever looks after one agency finds none of another

TABLE: Final[dict[str, str]] = {
    "GET /health": "000000000",
    "GET /definitions": AGENCY,
    "POST /definitions": "143330330",
    "GET /definitions/{agency}/{key}/{version}": AGENCY,
    "GET /definitions/{agency}/{key}/{version}/bpmn": AGENCY,
    "POST /definitions/{agency}/{key}/activate": "143330330",
    "POST /definitions/{agency}/{key}/unschedule": "143330330",
    "POST /definitions/{agency}/{key}/retire": "143330330",
    "POST /definitions/{agency}/{key}/draft": "143333300",
    "GET /decisions": AGENCY,
    "GET /decisions/{agency}/{key}/{version}/dmn": "144444444",
    "GET /drafts": "103333300",
    "POST /drafts": "143333300",
    "POST /drafts/upload": "143333300",
    "GET /drafts/{id}": "143333300",
    "GET /drafts/{id}/bpmn": "143333300",
    "POST /drafts/{id}/present": "143333300",
    "GET /drafts/{id}/table": "143333300",
    "POST /drafts/{id}/table": "143333300",
    "POST /drafts/{id}/save": "143333300",
    "POST /drafts/{id}/check": "143333300",
    "POST /drafts/{id}/forecast": "143333300",
    "POST /drafts/{id}/restore": "143333300",
    "POST /drafts/{id}/deploy": "143333300",
    "POST /drafts/{id}/discard": "143333300",
    "GET /instances": AGENCY,
    "POST /instances": AGENCY,
    "GET /instances/{id}": "144000040",
    "GET /instances/{id}/events": "144000040",
    "POST /instances/{id}/suspend": "144300340",
    "POST /instances/{id}/resume": "144300340",
    "POST /instances/{id}/cancel": "144300340",
    "POST /instances/{id}/migrate": "144300340",
    "POST /instances/{id}/legal-date": "144344344",  # no such date
    "GET /audit/verify": "133333330",
    "GET /tasks": AGENCY,
    "GET /tasks/{id}": "144000040",
    "GET /tasks/{id}/reminder": "144000040",
    "POST /tasks/{id}/claim": "144033343",
    "POST /tasks/{id}/release": "144033343",
    "POST /tasks/{id}/begin": "144033343",
    "POST /tasks/{id}/complete": "144033343",
    "POST /tasks/{id}/return": "144033343",
    "POST /tasks/{id}/assign": "144000340",  # who has it may hand it on
    "GET /tasks/{id}/draft": "144000043",  # their own, if they have one
    "PUT /tasks/{id}/draft": "144033343",
    "DELETE /tasks/{id}/draft": "144033343",
    "GET /instances/{id}/attachments": SEES,
    "GET /instances/{id}/comments": SEES,
    "POST /instances/{id}/comments": "144000043",  # what they see
    "POST /tasks/{id}/attachments": "144033343",
    "GET /attachments/{id}": SEES,
    "POST /attachments/{id}/remove": "144033343",  # who attached it
    "GET /obligations": AGENCY,
    "GET /obligations/{id}": "144000040",
    "POST /obligations/{id}/acknowledge": "144300340",
    "POST /obligations/{id}/snooze": "144300340",
    "GET /jobs": AGENCY,
    "POST /jobs/{id}/retry": "144400340",
    "POST /jobs/{id}/skip": "144400340",
    "POST /jobs/{id}/complete": "144400330",  # what it opens is for everybody
    "POST /messages": AGENCY,
    "POST /signals": AGENCY,
    "GET /incidents": AGENCY,
    "POST /incidents/{id}/retry": "144300340",
    "GET /notices": OFFICERS,
    "POST /notices/read": OFFICERS,
    "GET /sendings": AGENCY,
    "POST /sendings/resend": "143333330",
    "POST /sendings/{id}/resend": "143333334",
    "GET /channels": AGENCY,
    "POST /channels": AGENCY,
    "POST /channels/{id}/remove": "144444444",
    "POST /channels/{id}/test": "144444444",
    "GET /calendars/{agency}": AGENCY,
    "POST /calendars/{agency}/days": "143330330",
    "POST /calendars/{agency}/days/remove": "143330330",
    "POST /calendars/{agency}/days/import": "143330330",
    "POST /calendars/{agency}/seasons": "143330330",
    "POST /calendars/{agency}/seasons/remove": "143334334",  # no such season
    "POST /calendars/{agency}/week": "143330330",
    "POST /calendars/{agency}/week/remove": "143334334",  # none holds from that day
    "GET /agencies": ALL,
    "POST /agencies": "133333330",
    "GET /agencies/{agency}/people": AGENCY,
    "POST /agencies/{agency}/people/hand-back": PEOPLE,
    "POST /agencies/{agency}/positions": PEOPLE,
    "POST /agencies/{agency}/positions/{id}": PEOPLE,
    "POST /agencies/{agency}/positions/{id}/remove": PEOPLE,
    "POST /agencies/{agency}/units": PEOPLE,
    "POST /agencies/{agency}/units/{id}": "143334334",  # no such unit
    "POST /agencies/{agency}/units/{id}/remove": "143334334",
    "POST /agencies/{agency}/officers": PEOPLE,
    "POST /agencies/{agency}/officers/{username}": PEOPLE,
    "POST /agencies/{agency}/officers/{username}/remove": PEOPLE,
    "POST /agencies/{agency}/appointments": PEOPLE,
    "POST /agencies/{agency}/appointments/{key}/end": "143334334",  # no such appointment
    "POST /agencies/{agency}/appointments/{key}/withdraw": "143334334",
    "GET /agencies/{agency}/events": "143333030",
    "GET /accounts": ACCOUNTS,
    "POST /accounts": ACCOUNTS,
    "GET /accounts/{login}": ACCOUNTS,
    "POST /accounts/{login}/roles": ACCOUNTS,
    "POST /accounts/{login}/password": ACCOUNTS,
    "POST /accounts/{login}/disable": ACCOUNTS,
    "POST /accounts/{login}/enable": "141333330",  # whose account is disabled by now has no token
    "POST /accounts/{login}/unlink": ACCOUNTS,
    "GET /tokens": KEEPS,
    "POST /tokens": KEEPS,
    "POST /tokens/{id}/revoke": "133333334",
    "GET /reports/compliance": "143300030",
    "GET /reports/workload": "143300030",
    "GET /reports/trend": "143300030",
    "GET /reports/monitoring": "143300030",
    "GET /reports/event-log": "143330030",
    "POST /forecasts": AGENCY,
    "GET /webhooks": "143330330",
    "POST /webhooks": "143330330",
    "POST /webhooks/{id}/remove": "144444444",
}

QUERIES: Final[dict[str, dict[str, str]]] = {
    "POST /tasks/{id}/attachments": {"name": "kosong.txt"},
    "GET /calendars/{agency}": {"first": "2026-01-01", "last": "2026-01-02"},
    "POST /drafts/{id}/save": {"seen": "9"},
}
OF_AGENCY: Final = (
    *("GET /definitions", "POST /definitions", "GET /decisions", "POST /drafts/upload"),
    *("GET /instances", "GET /tasks", "GET /obligations", "GET /jobs", "GET /incidents"),
    *("GET /sendings", "GET /channels", "GET /webhooks", "GET /accounts"),
    *(f"GET /reports/{name}" for name in ("compliance", "workload", "trend")),
    *("GET /reports/monitoring", "GET /reports/event-log"),
)
"""Which are asked about the agency in their query."""

BODIES: Final[dict[str, dict[str, Any] | None]] = {
    "activate": {"version": 1},
    "unschedule": {"version": 1},
    "retire": {"version": 1},
    "POST /definitions/{agency}/{key}/draft": {},
    "POST /drafts": {"name": "Baru", "lanes": ["Staf"], "agency": "kantor"},
    "restore": {"revision": 9, "seen": 9},
    "deploy": {"seen": 9},
    "discard": {"seen": 9},
    "POST /instances": {"definition": "kantor/proses"},
    "suspend": {"reason": ""},
    "cancel": {"reason": ""},
    "migrate": {"version": 1},
    "legal-date": {"to": "Bupati", "on": "2026-01-01", "reason": ""},
    "complete": {},
    "return": {"reason": ""},
    "assign": {"to": "staf"},
    "comments": {"text": " "},
    "acknowledge": {"reason": ""},
    "snooze": {"reason": "", "until": "2026-01-01T00:00:00+00:00"},
    "skip": {"reason": ""},
    "POST /messages": {"name": "nihil", "agency": "kantor"},
    "POST /signals": {"name": "nihil", "agency": "kantor"},
    "POST /channels": {"url": "json://localhost", "agency": "kantor"},
    "POST /webhooks": {"url": "https://contoh.example/", "agency": "kantor"},
    "days": {"on": "2026-01-01", "why": "uji", "preview": True},
    "POST /calendars/{agency}/days/remove": {"on": "2026-01-01", "preview": True},
    "import": {"table": "tanggal;jam;keterangan\n2026-05-04;tutup;Uji\n", "preview": True},
    "seasons": {"name": "x", "preview": True},
    "POST /calendars/{agency}/seasons/remove": {"name": "x", "preview": True},
    "week": {"hours": [], "preview": True},
    "POST /calendars/{agency}/week/remove": {"since": "2026-01-01", "preview": True},
    "POST /forecasts": {"definition": "kantor/proses"},
    "POST /drafts/{id}/table": {"seen": 9},
    "PUT /tasks/{id}/draft": {},
    "POST /sendings/resend": {"agency": "kantor"},
    "POST /agencies": {"id": "?", "name": "?"},
    "POST /agencies/{agency}/people/hand-back": None,
    "positions": {"title": ""},
    "POST /agencies/{agency}/positions/{id}": {"title": ""},
    "units": {"name": "", "head": ""},
    "POST /agencies/{agency}/units/{id}": {"name": "", "head": ""},
    "officers": {"username": "", "name": ""},
    "POST /agencies/{agency}/officers/{username}": {"name": ""},
    "appointments": {"position": "staf", "officer": "staf", "since": "1990-01-01"},
    "end": {"last": "2026-01-01"},
    "accounts": {"login": "", "agency": "kantor"},
    "roles": {"roles": []},
    "tokens": {"officer": "staf"},
}
RAW: Final = (
    "POST /definitions",
    "POST /drafts/upload",
    "POST /drafts/{id}/save",
    "POST /drafts/{id}/check",
    "POST /drafts/{id}/forecast",
)


def routes() -> list[str]:
    """Return every route of the API."""
    return [
        f"{method} {route.path.removeprefix('/api/v1')}"  # type: ignore[attr-defined]
        for router in ROUTERS
        for route in router.routes
        for method in route.methods  # type: ignore[attr-defined]
    ]


def test_every_route_is_in_the_table() -> None:
    assert sorted(routes()) == sorted(TABLE)


@pytest.fixture
def house(database: Database) -> Iterator[tuple[Application, str]]:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(with_two_aside())
    app.register(office("lain"))
    app.deploy(LINE, agency="kantor")
    app.deploy(one("lemari", key="simpan"), agency="kantor")
    for officer, role in (("arsip", "auditor"), ("umum", "designer")):
        app.create_account(NewAccount(officer, "kantor", officer, (role,)), openid=True)
    app.create_account(NewAccount("tamu", "kantor", "tamu"), openid=True)
    every = ("administrator", "auditor", "designer")
    app.create_account(NewAccount("kadis", "lain", "kadis", every), openid=True)
    with running(app) as address:
        yield app, address


def with_two_aside() -> Any:
    """Return the usual office with three posts beside its line, below the head."""
    from dataclasses import replace

    from engine.core.people import Appointment, Officer, Position

    here = office()
    names = ("arsip", "umum", "tamu")
    return replace(
        here,
        positions=(*here.positions, *(Position(n, f"Urusan {n}", superior="kadis") for n in names)),
        officers=(*here.officers, *(Officer(n, f"Contoh {n}") for n in names)),
        appointments=(*here.appointments, *(Appointment(n, n) for n in names)),
    )


def test_who_may_call_what(house: tuple[Application, str]) -> None:
    app, address = house
    started = app.start("kantor/proses")
    saved = app.start("kantor/simpan", by="kasubag")
    task = started["next"][0]["id"]
    owed = app.show(started["id"])["obligations"]
    draft = app.draft_version("kantor/proses", None, designer())["id"]
    ids = {
        "attachments": handed_in(app),
        "incidents": resolved(app),
        "instances": started["id"],
        "tasks": task,
        "jobs": app.show(saved["id"])["jobs"][0]["id"],
        "obligations": owed[0]["id"] if owed else "-",
        "drafts": draft,
        "agencies": "staf",
    }
    whose = {
        "stranger": ("kadis", "lain"),
        "aside": ("tamu", "kantor"),
        "performer": ("staf", "kantor"),
        "superior": ("kasubag", "kantor"),
        "head": ("kadis", "kantor"),
        "auditor": ("arsip", "kantor"),
        "designer": ("umum", "kantor"),
        "administrator": (None, None),
    }
    clients: dict[str, httpx.Client] = {"nobody": httpx.Client(base_url=f"{address}/api/v1")}
    for caller, (officer, agency) in whose.items():
        clients[caller] = Api(address, app.create_token(officer, agency=agency)["token"])
    wrong = []
    for route, expected in TABLE.items():
        found = "".join(said(call(clients[caller], route, ids)) for caller in CALLERS)
        if found != expected:
            wrong.append(f'    "{route}": "{found}",  # not "{expected}"')
    for client in clients.values():
        client.close()
    assert not wrong, "\n" + "\n".join(wrong)


def handed_in(app: Application) -> str:
    """Return an attachment of a step that is done: nobody can take it away."""
    task = app.start("kantor/proses")["next"][0]["id"]
    attached = app.attach(task, "surat.txt", b"Surat", "staf")["id"]
    app.complete(task, by="staf")
    return str(attached)


def resolved(app: Application) -> str:
    """Return an incident that is resolved, of work the performer had and kasubag started."""
    app.deploy(STUCK, agency="kantor")
    task = app.start("kantor/macet", by="kasubag")["next"][0]["id"]
    stopped = app.complete(task, by="staf")
    app.complete(task, {"jumlah": 1}, by="staf")
    return str(stopped["incident"]["id"])


def designer() -> Any:
    from engine.drafting import Author

    return Author("umum", "umum", "kantor", frozenset({"designer"}))


def call(client: httpx.Client, route: str, ids: dict[str, str]) -> httpx.Response:
    """Call a route with something that is refused late, so that nothing changes."""
    method, path = route.split()
    subject = path.split("/")[1]
    address = path.format(
        agency="kantor",
        key="proses",
        version=1,
        id=ids.get(subject, "0" * 8),
        username="staf",
        login="tamu",
    )
    query = dict(QUERIES.get(route, {}))
    if route in OF_AGENCY:
        query["agency"] = "kantor"
    if method == "GET":
        return client.get(address, params=query)
    if route in RAW:
        typed = {"Content-Type": "application/xml"}
        return client.post(address, content=b"<bukan/>", headers=typed, params=query)
    body = BODIES.get(route, BODIES.get(path.rsplit("/", 1)[1]))
    return client.request(method, address, params=query, json=body)


def said(response: httpx.Response) -> str:
    """Return the digit of the table for an answer."""
    assert response.status_code < 500 or response.status_code == 503, response.text
    if response.status_code == 404 and "{id}" not in response.text:
        return "4"
    return {401: "1", 403: "3"}.get(response.status_code, "0")
