"""What pages are built on: who may see them, what they may be sent, how they answer."""

from collections.abc import Iterator
from typing import Annotated, Any

import jinja2
import pytest
import uvicorn
from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotPermitted
from engine.core.findings import Finding
from tests.builders import END, MONDAY, START, office, process, user
from tests.integration.browsing import CSRF, Browser, account, said
from tests.integration.serving import serving
from web import posting, rendering, site, speech
from web.pages import account as own_account
from web.pages import frame, login
from web.pages.frame import Form, Me, Viewer

router = APIRouter()

File = Annotated[Any, frame.form_of(50_000)]
Body = Annotated[bytes, frame.body_of(100)]
Designer = Annotated[Viewer, frame.having("designer", "administrator")]


@router.get("/tugas")
def tasks(request: Request, viewer: Me) -> Response:
    return frame.page(request, viewer, "errors.html", **_facts(f"{viewer.officer} {viewer.by}"))


@router.get("/perancang")
def design(request: Request, viewer: Designer) -> Response:
    return frame.page(request, viewer, "errors.html", **_facts(str(viewer.by)))


@router.get("/tugas/{id}")
def task(id: str, viewer: Me) -> Response:
    return Response(viewer.app.task(viewer.caller.reach("work item", id))["name"])


@router.post("/tugas")
def say(request: Request, viewer: Me, form: Form) -> Response:
    del viewer
    return frame.redirect(request, form.text("ke"), "nav.waiting", count=form.text("n"))


@router.post("/berkas")
def upload(form: File) -> Response:
    found = [f"{each.name} {each.media_type} {len(each.data)}" for each in form.uploads("b")]
    return Response(f"{list(form)} {form.texts('a')} {form.text('c', '-')} {found}")


@router.post("/isi")
def body(sent: Body) -> Response:
    return Response(sent)


@router.get("/salah/{what}")
def wrong(what: str) -> Response:
    if what == "banyak":
        findings = [Finding("error", "request.missing", name) for name in ("satu", "dua")]
        raise Invalid("request.invalid", count=2, findings=findings)
    raise RuntimeError("rahasia dapur")


def _facts(text: str) -> dict[str, Any]:
    return {"title": "Uji", "text": text, "findings": [], "failed": False, "login_path": "/"}


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.register(office())
        app.register(office("lain"))
        account(app, "kasubag", "kantor", "kasubag", "designer")
        account(app, "staf", "lain", "staf")
        account(app, "bos", None, None, "administrator")
        account(app, "pemeriksa", None, None, "auditor")
        yield app


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    pages = site.create_pages(app, demo=True, routers=(login.router, own_account.router, router))
    config = uvicorn.Config(pages, log_config=None, lifespan="off", ws="none")
    with serving(uvicorn.Server(config)) as address:
        yield address


def test_the_menu_shows_the_pages_there_are_to_those_they_are_for(
    app: Application, address: str
) -> None:
    app.deploy(process(START + user("a") + END, "mulai > a > selesai"), agency="kantor")
    with Browser(address, "kasubag") as kasubag, Browser(address, "staf") as staf:
        page = kasubag.open("/tugas").text
        assert '<a href="/tugas" aria-current="page">Tugas</a>' in page
        assert '<a href="/perancang">Perancang</a>' in page
        assert "/admin" not in page
        assert "kasubag kasubag" in page
        assert '<a href="/perancang"' not in staf.open("/tugas").text


def test_what_waits_is_counted_beside_the_menu(app: Application, address: str) -> None:
    model = process(START + user("a") + END, "mulai > a > selesai", key="bersama")
    laned = model.replace(
        b"<bpmn:startEvent",
        b'<bpmn:laneSet id="l"><bpmn:lane id="x" name="Kasubag"><bpmn:flowNodeRef>a'
        b"</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:startEvent",
    )
    app.deploy(laned, agency="kantor")
    for _ in range(3):
        app.start("kantor/bersama")
    with Browser(address, "kasubag") as browser:
        page = browser.open("/tugas").text
        assert '<span aria-hidden="true">3</span>' in page
        assert "3 menunggu" in page


def test_a_role_opens_a_page(address: str) -> None:
    answers = {}
    for login_ in ("kasubag", "bos", "staf", "pemeriksa"):
        with Browser(address, login_) as browser:
            answers[login_] = browser.get("/perancang")
    assert [answer.status_code for answer in answers.values()] == [200, 200, 403, 403]
    assert said(answers["kasubag"]) == "kasubag"
    assert said(answers["bos"]) == "None"
    assert said(answers["staf"]) == (
        "Seharusnya ini dilakukan oleh akun dengan peran Perancang SOP, Pengelola, tetapi staf "
        "tidak memilikinya. Minta peran itu kepada pengelola."
    )


def test_who_is_no_officer_does_no_officers_work(address: str) -> None:
    with Browser(address, "bos") as bos:
        answer = bos.get("/tugas")
        assert answer.status_code == 403
        assert "akun bos bukan milik pejabat" in said(answer)


def test_an_account_of_nobody_acts_as_the_system_only_when_it_administers(
    app: Application,
) -> None:
    for login_, refused in (("bos", False), ("pemeriksa", True)):
        secret = app.log_in(login_, "empat kata untuk diuji", "-", "", demo=True)
        viewer = Viewer(app, app.identify_session(secret, demo=True), demo=True)
        if refused:
            with pytest.raises(NotPermitted):
                assert viewer.by
        else:
            assert viewer.by is None


def test_what_belongs_to_another_agency_does_not_exist(app: Application, address: str) -> None:
    app.deploy(process(START + user("a") + END, "mulai > a > selesai"), agency="kantor")
    id = app.start("kantor/proses")["next"][0]["id"]
    with Browser(address, "kasubag") as own, Browser(address, "staf") as stranger:
        assert own.get(f"/tugas/{id}").text == "a"
        assert stranger.get(f"/tugas/{id}").status_code == 404
        assert stranger.get("/tugas/nihil").status_code == 404


def test_the_next_page_says_what_was_done(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.fill("/tugas", ke="/akun", n="<b>3</b>")
        assert (answer.status_code, answer.headers["location"]) == (303, "/akun")
        assert "&lt;b&gt;3&lt;/b&gt; menunggu" in browser.open("/akun").text
        assert "menunggu" not in browser.open("/akun").text
        answer = browser.fill("/tugas", ke="//jahat.contoh", n="3")
        assert answer.headers["location"] == "/tugas"
        scripted = {"HX-Request": "true", "X-CSRF-Token": browser.token}
        answer = browser.post("/tugas", data={"ke": "/akun", "n": "1"}, headers=scripted)
        assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/akun")


def test_files_and_many_values(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        files = [("b", ("a.txt", b"isi", "text/plain")), ("b", ("", b"", "text/plain"))]
        answer = browser.fill("/berkas", files=files, a=[" 1 ", "2"])
        assert answer.text == "['a', 'b'] ['1', '2'] - ['a.txt text/plain 3']"
        too_large = [("b", ("a.txt", b"x" * 60_000))]
        assert browser.fill("/berkas", files=too_large).status_code == 413
        many = {f"n{number}": "x" for number in range(2100)}
        assert browser.fill("/berkas", **many).status_code == 400


def test_a_script_sends_its_body_with_the_token(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        shown = {"X-CSRF-Token": browser.token}
        assert browser.post("/isi", content=b"<x/>", headers=shown).text == "<x/>"
        assert browser.post("/isi", content=b"x" * 101, headers=shown).status_code == 413
        assert browser.post("/isi", content=b"x").status_code == 403
        assert browser.post("/isi", content=f"_csrf={browser.token}").status_code == 403
        foreign = {**shown, "Origin": "https://jahat.contoh"}
        assert browser.post("/isi", content=b"x", headers=foreign).status_code == 403


def test_every_finding_is_said(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.get("/salah/banyak")
        assert answer.status_code == 422
        assert answer.text.count("<li>") >= 2


def test_what_fails_inside_says_nothing_of_the_inside(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.get("/salah/dalam")
        assert answer.status_code == 500
        assert "kesalahan di pihak kami" in said(answer)
        assert "rahasia dapur" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")


def test_a_route_that_other_sites_could_call_is_not_served(app: Application) -> None:
    careless = APIRouter()

    @careless.post("/bahaya")
    def danger(viewer: Me) -> Response:
        return Response(viewer.visit.login)

    with pytest.raises(RuntimeError, match="/bahaya takes no form or body"):
        site.create_pages(app, routers=(careless,))


def test_every_page_asks_who_looks() -> None:
    """Whatever is not the login itself depends on a viewer."""
    open_to_all = {"/", "/masuk", "/keluar", "/bahasa", "/masuk/openid", "/masuk/openid/kembali"}
    unguarded = [
        route.path
        for each in site.ROUTERS
        for route in each.routes
        if isinstance(route, APIRoute)
        and route.path not in open_to_all
        and not {frame.visitor, frame.viewer} & site.calls(route.dependant)
    ]
    assert unguarded == []


def test_a_name_a_template_is_not_given_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendering.render("errors_part.html", {"language": "id", "zone": "Asia/Jakarta"})


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (3660, "1 jam 1 menit", "1 h 1 min"),
        (10, "kurang dari 1 menit", "less than 1 min"),
    ],
)
def test_durations_in_both_languages(value: float, indonesian: str, english: str) -> None:
    assert speech.duration(value, "id") == indonesian
    assert speech.duration(value, "en") == english


def test_values_as_people_write_them() -> None:
    at, zone = "2026-01-12T00:05:00+00:00", "Asia/Makassar"
    assert speech.moment(at, zone, "id") == "Senin, 12 Januari 2026 pukul 08.05 WITA"
    assert speech.moment(at, zone, "en") == "Monday, 12 January 2026, 08:05 WITA"
    assert speech.short_moment(at, zone, "id") == "12 Jan 2026 08.05 WITA"
    assert speech.short_moment(MONDAY, zone, "en") == "12 Jan 2026 08:00 WITA"
    assert speech.day("2026-01-12", "id") == "Senin, 12 Januari 2026"
    assert speech.day("2026-01-12", "en") == "Monday, 12 January 2026"
    assert speech.duration(7200, "id", 2) == "2 hari 2 jam"
    assert speech.number(1250.5, "id") == "1.250,5"
    assert speech.number(1250.5, "en", 2) == "1,250.50"


def test_a_page_is_compressed_and_its_token_differs_each_time(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.get("/akun")
        assert answer.headers["content-encoding"] == "gzip"
        tokens = {CSRF.search(browser.get("/akun").text)[1] for _ in range(5)}  # type: ignore[index]
        assert len(tokens) == 5
        for token in tokens:
            assert browser.post("/tugas", data={"_csrf": token, "ke": "/tugas"}).status_code == 303


@given(st.text(alphabet="abcXYZ019_-", min_size=43, max_size=43), st.text(max_size=200))
def test_a_masked_token_is_the_token_and_nothing_else_is(token: str, other: str) -> None:
    shown = posting.masked(token)
    assert posting.unmasked(shown) == token == posting.unmasked(token)
    assert token not in shown
    posting.require_token(token, shown)
    if posting.unmasked(other) != token:
        with pytest.raises(NotPermitted):
            posting.require_token(token, other)
