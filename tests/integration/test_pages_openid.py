"""Logging in at an OpenID Connect provider, a real one on loopback, honest and dishonest."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from engine import accounts
from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid
from engine.session import Session
from engine.settings import Settings
from tests.builders import MONDAY, office
from tests.integration.browsing import PASSWORD, Browser, hash_of_password, said
from tests.integration.openid_provider import CLIENT, SECRET, Provider, providing
from tests.integration.serving import running
from web import openid

BACK = "/masuk/openid/kembali"


def create(wanted: NewAccount, session: Session) -> None:
    accounts.create(session, wanted, hash_of_password(), None, MONDAY)


@pytest.fixture
def provider(clock: FixedClock) -> Iterator[Provider]:
    with providing(clock) as provider:
        yield provider


@pytest.fixture
def app(clock: FixedClock, provider: Provider) -> Iterator[Application]:
    settings = Settings(
        oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET
    )
    with Application.open("sqlite://", clock=clock, settings=settings) as app:
        app.register(office())
        for wanted in (
            NewAccount("kasubag", "kantor", "kasubag"),
            NewAccount("bos", roles=("administrator",)),
        ):
            app.run(partial(create, wanted))
        yield app


@pytest.fixture
def browser(app: Application) -> Iterator[Browser]:
    with running(app) as address, Browser(address) as browser:
        yield browser


def go(browser: Browser, onward: str = "/akun") -> httpx.Response:
    """Go to the provider and come back."""
    there = browser.get("/masuk/openid", params={"lanjut": onward})
    assert there.status_code == 303, there.text
    back = httpx.get(there.headers["location"])
    return browser.get(back.headers["location"])


def test_whom_the_provider_knows_is_let_in_and_sent_on(app: Application, browser: Browser) -> None:
    assert "Masuk dengan akun instansi" in browser.open("/masuk").text
    answer = go(browser, "/akun/sandi?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/akun/sandi?x=1")
    assert "Contoh Kasubag" in browser.open("/akun/sandi").text
    assert app.account("kasubag")["openid"]
    assert "sopan_openid" not in browser.cookies


def test_the_subject_counts_from_then_on_and_not_its_name(
    browser: Browser, provider: Provider
) -> None:
    go(browser)
    provider.claims = {"sub": "17", "preferred_username": "bos"}
    go(browser)
    assert "Contoh Kasubag" in browser.open("/akun/sandi").text
    provider.claims = {"sub": "99", "preferred_username": "kasubag"}
    answer = go(browser)
    assert answer.status_code == 401
    assert "tetapi tidak ditemukan (kasubag)" in said(answer)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"email": "kasubag", "email_verified": True}, 303),
        ({"email": "kasubag", "email_verified": False}, 401),
        ({"email": "kasubag", "email_verified": "true"}, 401),
        ({"email": "kasubag"}, 401),
        ({"preferred_username": ["kasubag"]}, 401),
        ({"preferred_username": "nihil"}, 401),
        ({"preferred_username": "\u0000 kasubag"}, 401),
        ({}, 401),
    ],
)
def test_a_name_must_be_one_the_provider_vouches_for(
    browser: Browser, provider: Provider, claims: dict[str, Any], status: int
) -> None:
    provider.claims = {"sub": "17", **claims}
    assert go(browser).status_code == status


def test_an_account_may_have_no_password_at_all_there(
    app: Application, browser: Browser, provider: Provider
) -> None:
    app.disable_account("kasubag")
    answer = go(browser)
    assert answer.status_code == 403
    provider.claims = {"sub": "1", "preferred_username": "bos"}
    assert go(browser).status_code == 303


@pytest.mark.parametrize(
    ("claims", "problem"),
    [
        ({"iss": "https://jahat.contoh"}, "iss"),
        ({"aud": "lain"}, "aud"),
        ({"aud": [CLIENT, "lain"]}, "azp"),
        ({"aud": [CLIENT, "lain"], "azp": "lain"}, "azp"),
        ({"exp": MONDAY.timestamp() - 61}, "exp"),
        ({"exp": "kelak"}, "exp"),
        ({"iat": MONDAY.timestamp() + 61}, "iat"),
        ({"nonce": "lain"}, "nonce"),
        ({"sub": ""}, "sub"),
        ({"sub": 17}, "sub"),
    ],
)
def test_a_token_that_proves_nothing(
    browser: Browser, provider: Provider, claims: dict[str, Any], problem: str
) -> None:
    provider.claims = {"sub": "17", "preferred_username": "kasubag", **claims}
    answer = go(browser)
    assert answer.status_code == 401
    assert f"({problem})" in said(answer)
    assert "sopan_sesi" not in browser.cookies


def _unsigned(_: Provider) -> Callable[[dict[str, Any]], str]:
    def sign(claims: dict[str, Any]) -> str:
        whole = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("x" * 32), ["HS256"])
        none = "eyJhbGciOiJub25lIn0"
        return f"{none}.{whole.split('.')[1]}."

    return sign


def _by_public_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    pem = provider.key.as_pem(private=False)
    return lambda claims: jwt.encode(
        {"alg": "HS256", "kid": provider.key.kid}, claims, OctKey.import_key(pem.hex()), ["HS256"]
    )


def _by_another_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    other = RSAKey.generate_key(2048, {"kid": str(provider.key.kid)})
    return lambda claims: jwt.encode({"alg": "RS256", "kid": other.kid}, claims, other)


def _changed(provider: Provider) -> Callable[[dict[str, Any]], str]:
    def sign(claims: dict[str, Any]) -> str:
        head, _, tail = provider.signed(claims).split(".")
        body = provider.signed({**claims, "sub": "1"}).split(".")[1]
        return f"{head}.{body}.{tail}"

    return sign


@pytest.mark.parametrize("forge", [_unsigned, _by_public_key, _by_another_key, _changed])
def test_a_forged_token_lets_nobody_in(
    browser: Browser, provider: Provider, forge: Callable[[Provider], Any]
) -> None:
    provider.sign = forge(provider)
    answer = go(browser)
    assert answer.status_code == 401
    assert "(signature)" in said(answer)


@pytest.mark.parametrize("token", ["", "a.b.c", "a" * 50_000, ".."])
def test_what_is_no_token(browser: Browser, provider: Provider, token: str) -> None:
    provider.sign = lambda _: token
    assert go(browser).status_code == 401


def test_new_keys_of_the_provider_are_read_once_more(browser: Browser, provider: Provider) -> None:
    assert go(browser).status_code == 303
    provider.key = ECKey.generate_key("P-256", {"kid": "2"})
    assert go(browser).status_code == 303
    assert provider.reads == 2
    assert go(browser).status_code == 303
    assert provider.reads == 2


def test_what_the_provider_says_of_itself_is_read_again_after_an_hour(
    browser: Browser, provider: Provider, clock: FixedClock
) -> None:
    go(browser)
    clock.advance(timedelta(hours=1))
    go(browser)
    assert provider.reads == 2


def test_only_the_browser_that_set_out_comes_back(app: Application, provider: Provider) -> None:
    del provider
    with running(app) as address, Browser(address) as thief, Browser(address) as victim:
        there = thief.get("/masuk/openid")
        back = httpx.get(there.headers["location"]).headers["location"]
        answer = victim.get(back)
        assert answer.headers["location"] == "/masuk"
        assert "(state)" in said(victim.open("/masuk"))
        victim.get("/masuk/openid")
        assert "sopan_sesi" not in victim.cookies
        assert victim.get(back).headers["location"] == "/masuk"
        thief.get("/masuk/openid")  # a second journey ends the first
        assert thief.get(back).headers["location"] == "/masuk"


def test_a_code_is_good_once(browser: Browser) -> None:
    there = browser.get("/masuk/openid")
    kept = browser.cookies["sopan_openid"]
    back = httpx.get(there.headers["location"]).headers["location"]
    assert browser.get(back).status_code == 303
    browser.plant("sopan_openid", kept)
    answer = browser.get(back)
    assert answer.status_code == 401
    assert "(code)" in said(answer)


@pytest.mark.parametrize(
    ("error", "shown"),
    [("access_denied", "access_denied"), ("<b>x</b>", "code"), ("A" * 99, "code")],
)
def test_a_provider_that_refuses_is_quoted_with_care(
    browser: Browser, provider: Provider, error: str, shown: str
) -> None:
    provider.refuse = error
    assert go(browser).headers["location"] == "/masuk"
    assert f"({shown})" in said(browser.open("/masuk"))


@pytest.mark.parametrize(
    ("metadata", "status"),
    [
        ({"issuer": "https://jahat.contoh"}, 503),
        ({"token_endpoint": "http://192.0.2.1/token"}, 422),
        ({"authorization_endpoint": "javascript:alert(1)"}, 422),
        ({"jwks_uri": ""}, 422),
    ],
)
def test_a_provider_that_is_not_what_it_should_be(
    browser: Browser, provider: Provider, metadata: dict[str, Any], status: int
) -> None:
    provider.metadata = metadata
    assert browser.get("/masuk/openid").status_code == status
    assert browser.log_in("kasubag").status_code == 303


def test_a_provider_that_is_away_leaves_the_password(clock: FixedClock) -> None:
    settings = Settings(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    with Application.open("sqlite://", clock=clock, settings=settings) as app:
        app.create_account(NewAccount("bos", roles=("administrator",)), PASSWORD)
        with running(app) as address, Browser(address) as browser:
            answer = browser.get("/masuk/openid")
            assert "Seharusnya penyedia akun menjawab" in said(answer)
            assert browser.log_in("bos").status_code == 303


def test_without_a_provider_there_is_no_such_page(clock: FixedClock) -> None:
    with Application.open("sqlite://", clock=clock) as app, running(app) as address:
        assert httpx.get(f"{address}/masuk/openid").status_code == 404
        assert httpx.get(address + BACK).status_code == 404
        assert "openid" not in httpx.get(f"{address}/masuk").text


@pytest.mark.parametrize("address", ["http://id.contoh", "ftp://id.contoh", "https://", "http://["])
def test_a_provider_is_reached_where_nobody_listens_in(address: str) -> None:
    with pytest.raises(Invalid):
        openid.require_secure(address)
    openid.require_secure("https://id.contoh")
