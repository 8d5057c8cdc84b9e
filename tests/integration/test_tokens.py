"""API tokens: shown once, kept as a digest, worth nothing once revoked, expired or orphaned."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotFound, NotIdentified
from engine.settings import Settings
from engine.tokens import Identity
from storage import tokens
from storage.database import Database
from tests.builders import office


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    app = Application(Settings(), database, clock)
    app.register(office())
    return app


def not_identified(app: Application, secret: str) -> str:
    with pytest.raises(NotIdentified) as caught:
        app.identify_token(secret)
    assert caught.value.status == 401
    return caught.value.text("en")


def test_a_token_is_shown_once_and_only_its_digest_is_kept(app: Application) -> None:
    made = app.create_token("kasubag", agency="kantor", label=" e-kinerja ")
    secret = made.pop("token")
    assert secret.startswith("sopan_")
    assert len(secret) == len("sopan_") + 43
    assert made == {
        "id": made["id"],
        "agency": "kantor",
        "officer": "kasubag",
        "label": "e-kinerja",
        "created_at": "2026-01-12T00:00:00+00:00",
        "expires_at": None,
        "revoked_at": None,
    }
    assert app.tokens() == [made]
    with app.database.read() as connection:
        (stored,) = tokens.all_of(connection)
    assert stored.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert app.identify_token(secret) == Identity("kantor", "kasubag")


def test_an_administrator_is_of_no_agency(app: Application) -> None:
    secret = app.create_token(label="pengelola")["token"]
    assert app.identify_token(secret) == Identity(None, None)
    assert app.tokens("kantor") == []


def test_the_trail_of_the_agency_tells_of_its_tokens(app: Application) -> None:
    id = app.create_token("staf", agency="kantor")["id"]
    app.revoke_token(id)
    verified = app.verify_audit()
    assert verified["whole"]
    assert verified["events"] == 3  # registered, created, revoked


@pytest.mark.parametrize("secret", ["", "sopan_", "sopan_" + "x" * 43, "\ud800", "é" * 100_000])
def test_what_is_no_token_is_not_known(app: Application, secret: str) -> None:
    app.create_token("staf", agency="kantor")
    assert not_identified(app, secret) == (
        "Expected to know the token, but the one sent is not known. "
        "Copy it again in full, or ask the administrator for a new one."
    )


def test_a_revoked_token_is_worth_nothing_and_stays_so(app: Application, clock: FixedClock) -> None:
    made = app.create_token("staf", agency="kantor")
    first = app.revoke_token(made["id"])
    clock.advance(timedelta(hours=1))
    assert app.revoke_token(made["id"]) == first
    assert not_identified(app, made["token"]) == (
        f"Expected a token in force, but token {made['id']} has been revoked. "
        "Ask the administrator for a new one."
    )


def test_a_token_expires_to_the_moment(app: Application, clock: FixedClock) -> None:
    made = app.create_token("staf", agency="kantor", valid_for=timedelta(days=1))
    clock.advance(timedelta(days=1) - timedelta(microseconds=1))
    assert app.identify_token(made["token"]) == Identity("kantor", "staf")
    clock.advance(timedelta(microseconds=1))
    assert not_identified(app, made["token"]) == (
        f"Expected a token in force, but token {made['id']} has expired. "
        "Ask the administrator for a new one."
    )


def test_a_token_goes_with_its_officer(app: Application) -> None:
    secret = app.create_token("staf", agency="kantor")["token"]
    people = office()
    app.register(
        replace(
            people,
            officers=tuple(o for o in people.officers if o.username != "staf"),
            appointments=tuple(a for a in people.appointments if a.username != "staf"),
        )
    )
    assert not_identified(app, secret) == (
        "Expected the owner of the token to work there, but staf no longer does. "
        "Ask the administrator for a new token."
    )


def test_a_token_rests_while_the_account_of_its_officer_does(app: Application) -> None:
    secret = app.create_token("staf", agency="kantor")["token"]
    app.create_account(NewAccount("staf", "kantor", "staf", ("designer",)))
    assert app.identify_token(secret).roles == ("designer",)
    app.disable_account("staf")
    assert not_identified(app, secret) == (
        "Expected the account of the owner of the token to be enabled, but that of staf is not. "
        "Ask the administrator."
    )
    app.enable_account("staf")
    assert app.identify_token(secret).username == "staf"


def test_who_a_token_is_for_must_be_known(app: Application) -> None:
    with pytest.raises(NotFound, match='Did you mean "kasubag"'):
        app.create_token("kasubak", agency="kantor")
    with pytest.raises(NotFound, match='Did you mean "kantor"'):
        app.create_token("kasubag", agency="kantr")
    with pytest.raises(NotFound, match="Expected a token named"):
        app.revoke_token("nihil")
    with pytest.raises(Invalid) as half:
        app.create_token("kasubag")
    assert half.value.text("id") == (
        "Seharusnya token dibuat untuk seorang pejabat pada satu instansi, tetapi hanya salah "
        "satunya yang disebut. Sebut keduanya, atau tidak keduanya untuk token pengelola."
    )
    with pytest.raises(Invalid) as past:
        app.create_token(valid_for=timedelta(0))
    assert past.value.text("en") == (
        "Expected to make a token for some time, but that time is not above zero. "
        "Name a longer one, or none at all."
    )
    assert app.tokens() == []
