"""Logging in by the page, and what somebody with bad intentions gets."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from fastapi import Request

from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from tests.builders import office
from tests.integration.browsing import PASSWORD, Browser, account, said
from tests.integration.serving import running
from web import demo
from web.pages import login

SESSION = "sopan_sesi"


@pytest.fixture
def app(clock: FixedClock) -> Iterator[Application]:
    with Application.open("sqlite://", clock=clock) as app:
        app.register(office())
        account(app, "kasubag", "kantor", "kasubag")
        yield app


def test_logging_in_leads_to_where_one_wanted_to_go(address: str) -> None:
    with Browser(address) as browser:
        sent = browser.get("/akun", params={"a": "b c"})
        assert (sent.status_code, sent.headers["location"]) == (
            303,
            "/masuk?lanjut=/akun%3Fa%3Db%2Bc",
        )
        form = browser.open(sent.headers["location"])
        assert form.status_code == 200
        assert '<html lang="id">' in form.text
        answer = browser.fill("/masuk", nama=" KASUBAG ", sandi=PASSWORD, lanjut="/akun?a=b+c")
        assert (answer.status_code, answer.headers["location"]) == (303, "/akun?a=b+c")
        page = browser.open("/akun")
        assert "Contoh Kasubag" in page.text
        assert "Dinas Contoh" in page.text
        assert browser.get("/masuk").headers["location"] == "/tugas"
        assert browser.get("/").headers["location"] == "/tugas"


def test_a_wrong_password_is_said_courteously_and_the_login_is_kept(address: str) -> None:
    with Browser(address) as browser:
        answer = browser.log_in("kasubag", "bukan yang ini")
    assert answer.status_code == 401
    assert said(answer) == (
        "Seharusnya nama pengguna dan kata sandi cocok, tetapi tidak. "
        "Periksa keduanya, atau minta kata sandi baru kepada pengelola."
    )
    assert 'value="kasubag"' in answer.text
    assert "bukan yang ini" not in answer.text
    assert SESSION not in browser.cookies


def test_guessing_is_answered_with_a_pause(address: str, clock: FixedClock) -> None:
    with Browser(address) as browser:
        codes = [browser.log_in("kasubag", "bukan yang ini").status_code for _ in range(6)]
        assert codes == [401] * 5 + [429]
        assert browser.log_in("kasubag").status_code == 429
        clock.advance(timedelta(seconds=5))
        assert browser.log_in("kasubag").status_code == 303


def test_logging_out_makes_the_cookie_worthless(address: str) -> None:
    with Browser(address, "kasubag") as browser, Browser(address, "kasubag") as other:
        secret = browser.cookies[SESSION]
        assert browser.fill("/keluar").headers["location"] == "/masuk"
        assert SESSION not in browser.cookies
        assert said(browser.open("/masuk")) == "Anda sudah keluar."
        assert said(browser.open("/masuk")) == ""
        browser.plant(SESSION, secret)
        assert browser.get("/akun").headers["location"] == "/masuk?lanjut=/akun"
        assert other.get("/akun").status_code == 200


def test_logging_out_everywhere(address: str) -> None:
    with Browser(address, "kasubag") as browser, Browser(address, "kasubag") as other:
        page = browser.open("/akun")
        assert page.text.count("perangkat ini") == 1
        browser.fill("/keluar", semua="ya")
        assert other.get("/akun").status_code == 303


def test_a_password_of_the_administrator_is_changed_first(app: Application) -> None:
    app.create_account(NewAccount("staf", "kantor", "staf"), "sekali pakai saja")
    with running(app) as address, Browser(address, "staf", "sekali pakai saja") as browser:
        for path in ("/akun", "/"):
            assert browser.get(path).status_code == 303
        assert browser.get("/akun").headers["location"] == "/akun/sandi"
        form = browser.open("/akun/sandi")
        assert "Kata sandi ini diberikan pengelola." in form.text
        new = {"lama": "sekali pakai saja", "baru": "pilihan sendiri", "ulang": "pilihan sendiri"}
        for wrong, words in (
            ({"ulang": "pilihan lain"}, "ditulis sama dua kali"),
            ({"lama": "bukan"}, "kata sandi sekarang benar"),
            ({"baru": "staf", "ulang": "staf"}, "paling sedikit 10 huruf"),
        ):
            answer = browser.fill("/akun/sandi", **{**new, **wrong})
            assert answer.status_code == 422
            assert words in said(answer)
        answer = browser.fill("/akun/sandi", **new)
        assert (answer.status_code, answer.headers["location"]) == (303, "/tugas")
        assert said(browser.open("/akun")).startswith("Kata sandi sudah diganti.")


def test_the_language_is_that_of_the_account_wherever_it_logs_in(address: str) -> None:
    with Browser(address) as browser:
        browser.open("/masuk")
        answer = browser.fill("/bahasa", bahasa="en", lanjut="/masuk")
        assert answer.headers["location"] == "/masuk"
        assert '<html lang="en">' in browser.open("/masuk").text
        browser.log_in("kasubag")
        assert '<html lang="id">' in browser.open("/akun").text
        browser.fill("/bahasa", bahasa="en", lanjut="/akun")
        browser.fill("/bahasa", bahasa="xx", lanjut="/akun")
        browser.fill("/bahasa", bahasa="en", lanjut="/akun")
    with Browser(address, "kasubag") as elsewhere:
        assert "Contoh Kasubag" in elsewhere.open("/akun").text
        assert '<html lang="en">' in elsewhere.open("/akun").text
        assert "12 Jan 2026 08:00 WITA" in elsewhere.open("/akun").text


def test_without_the_demonstration_there_is_no_banner_and_no_sample(app: Application) -> None:
    with running(app) as address, Browser(address) as browser:
        page = browser.open("/masuk")
        assert "DATA CONTOH" not in page.text
        assert demo.PASSWORD not in page.text
        assert browser.log_in("kasubag").status_code == 403


# With bad intentions


@pytest.mark.parametrize(
    "target",
    [
        "//jahat.contoh",
        "https://jahat.contoh",
        "/\\jahat.contoh",
        "\\\\jahat.contoh",
        "/\tjahat",
        "/a\r\nSet-Cookie: sopan_sesi=x",
        "javascript:alert(1)",
        "jahat",
        "",
        "/%09/jahat\n",
        "/" + "a" * 3000,
        "/\u2028x",
        "/\ud800",
    ],
)
def test_logging_in_leads_nowhere_else(address: str, target: str) -> None:
    with Browser(address) as browser:
        browser.open("/masuk")
        sent = target.encode(errors="surrogatepass")
        answer = browser.post(
            "/masuk",
            data={"_csrf": browser.token, "nama": "kasubag", "sandi": PASSWORD, "lanjut": sent},
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/tugas")
        assert len(answer.headers.get_list("set-cookie")) == 2


def test_a_session_cannot_be_fixed_before_the_login(address: str) -> None:
    with Browser(address) as victim:
        planted = "x" * 43
        victim.plant(SESSION, planted)
        assert victim.log_in("kasubag").status_code == 303
        assert victim.cookies[SESSION] != planted
        assert victim.open("/akun").status_code == 200
        victim.plant(SESSION, planted)
        assert victim.get("/akun").status_code == 303


def test_who_logs_in_again_leaves_no_session_behind(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        before = browser.cookies[SESSION]
        browser.fill("/masuk", nama="kasubag", sandi=PASSWORD)
        browser.plant(SESSION, before)
        assert browser.get("/akun").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "tidak"])
@pytest.mark.parametrize("path", ["/akun/sandi", "/keluar", "/bahasa", "/masuk"])
def test_a_form_without_the_token_does_nothing(address: str, path: str, token: str) -> None:
    with Browser(address, "kasubag") as browser:
        browser.token = token
        answer = browser.fill(path, nama="kasubag", sandi=PASSWORD, bahasa="en", semua="ya")
        assert answer.status_code == 403
        assert "halaman yang masih berlaku" in said(answer)
        assert '<html lang="id">' in browser.get("/akun").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://jahat.contoh"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_another_site_does_nothing(address: str, headers: dict[str, str]) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.post("/keluar", data={"_csrf": browser.token}, headers=headers)
        assert answer.status_code == 403
        assert "berasal dari situs lain" in said(answer)
        assert browser.get("/akun").status_code == 200
        browser.headers["Origin"] = address
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        assert browser.fill("/keluar").status_code == 303


def test_a_token_of_one_session_is_worth_nothing_in_another(address: str) -> None:
    with Browser(address, "kasubag") as one, Browser(address, "kasubag") as other:
        other.token = one.token
        assert other.fill("/keluar").status_code == 403


def test_the_cookie_opens_no_door_of_the_api(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        headers = {"X-CSRF-Token": browser.token}
        for answer in (
            browser.get("/api/v1/tasks"),
            browser.post("/api/v1/instances", json={"definition": "x"}, headers=headers),
        ):
            assert answer.status_code == 401
            assert answer.json()["code"] == "token.missing"


def test_a_token_of_the_api_opens_no_page(app: Application, address: str) -> None:
    secret = app.create_token("kasubag", agency="kantor")["token"]
    with Browser(address) as browser:
        browser.headers["Authorization"] = f"Bearer {secret}"
        assert browser.get("/akun").status_code == 303
        browser.plant(SESSION, secret)
        assert browser.get("/akun").status_code == 303


def test_what_is_sent_is_limited_and_read_with_care(address: str) -> None:
    with Browser(address) as browser:
        browser.open("/masuk")
        assert browser.fill("/masuk", nama="x" * 20_000).status_code == 413
        assert browser.fill("/masuk", nama="a\0b", sandi="x").status_code == 422
        answer = browser.fill("/masuk", files={"nama": ("a.txt", b"x")}, sandi="x")
        assert answer.status_code == 422
        answer = browser.post(
            "/masuk",
            content=b"--x\r\nbroken",
            headers={"Content-Type": "multipart/form-data; boundary=y"},
        )
        assert answer.status_code in (400, 403)
        assert browser.post("/masuk", content=b"%ff=%zz&" * 9).status_code == 403


def test_what_is_typed_is_never_markup(address: str) -> None:
    with Browser(address) as browser:
        answer = browser.log_in('"><script>alert(1)</script>', "x", onward='/"><img src=x>')
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
    with Browser(address, "kasubag") as marked:
        marked.headers["User-Agent"] = "<b>peramban</b>"
        marked.log_in("kasubag")
        assert "&lt;b&gt;peramban" in marked.open("/akun").text


def test_a_made_up_message_says_nothing(address: str) -> None:
    with Browser(address) as browser:
        for value in ("x", "W10=", "W1sxXSwge30sICJzdWNjZXNzIl0=", "=" * 5000):
            browser.plant("sopan_pesan", value)
            answer = browser.get("/masuk")
            assert (answer.status_code, said(answer)) == (200, "")


# Cookies and headers


def test_cookies_are_for_this_server_alone(address: str) -> None:
    with Browser(address) as browser:
        browser.open("/masuk")
        answer = browser.fill("/masuk", nama="kasubag", sandi=PASSWORD)
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(SESSION))
        assert re.fullmatch(
            r"sopan_sesi=[\w-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=lax", cookie
        )


@pytest.mark.parametrize("how", ["proxy", "setting"])
def test_behind_https_cookies_stay_behind_https(clock: FixedClock, how: str) -> None:
    settings = Settings(base_url="https://sopan.contoh.go.id" if how == "setting" else "")
    with Application.open("sqlite://", clock=clock, settings=settings) as app:
        app.create_account(NewAccount("bos", roles=("administrator",)), PASSWORD)
        with running(app) as address, httpx.Client(base_url=address) as client:
            if how == "proxy":
                client.headers["X-Forwarded-Proto"] = "https"
            (cookie,) = client.get("/masuk").headers.get_list("set-cookie")
    assert cookie.startswith("__Host-sopan_masuk=")
    assert "; Secure" in cookie
    assert "Domain" not in cookie


def test_pages_carry_their_headers(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        for path in ("/masuk", "/akun", "/nihil", "/tugas"):
            headers = browser.get(path).headers
            assert headers["content-security-policy"].startswith("default-src 'self'; ")
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["referrer-policy"] == "same-origin"
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"
        page = browser.get("/akun").text
        assert not re.search(r"<script(?![^>]* src=)| style=| on[a-z]+=", page)


# Refusals


def test_a_page_that_does_not_exist(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        answer = browser.get("/nihil")
        assert answer.status_code == 404
        assert said(answer) == (
            'Seharusnya ada halaman "/nihil", tetapi tidak ditemukan. '
            "Mulai dari daftar tugas, atau periksa alamatnya."
        )
        assert "Contoh Kasubag" in answer.text
        assert browser.get("/keluar").status_code == 405


def test_htmx_gets_the_part_that_says_it(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        browser.token = "usang"
        answer = browser.post("/keluar", data={}, headers={"HX-Request": "true"})
        assert answer.status_code == 403
        assert answer.headers["hx-retarget"] == "#pesan"
        assert "<html" not in answer.text
        browser.cookies.clear()
        answer = browser.get("/akun", headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/masuk?lanjut=/akun")


def test_what_fails_inside_is_not_told(app: Application, address: str) -> None:
    with Browser(address, "kasubag") as browser:
        app.database.close()
        answer = browser.get("/akun")
        assert answer.status_code in (500, 503)
        assert "Traceback" not in answer.text
        assert "sqlite" not in answer.text.lower()


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("2001:db8:7:1::5", "2001:db8:7:1::/64"),
        ("2001:db8:7:1:ffff:1:2:3", "2001:db8:7:1::/64"),
        ("203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_that_guesses_is_counted_with_its_neighbours(peer: str, counted: str) -> None:
    assert login.address_of(Request({"type": "http", "client": (peer, 50000)})) == counted
