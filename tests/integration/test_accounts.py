"""Accounts and logins: what is stored, who gets in, for how long, and how guessing is slowed."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select, update

from engine import logins
from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotIdentified, NotPermitted, Refusal
from engine.core.people import Appointment
from engine.logins import Post, Visit
from engine.settings import Settings
from storage.database import Database
from storage.webschema import account, login_attempt, login_session
from tests.builders import MONDAY, office
from tests.conftest import HEAVY
from tests.integration.browsing import PASSWORD

OWN = "kata yang saya pilih"


@pytest.fixture
def app(app: Application) -> Application:
    app.create_account(NewAccount("kasubag", "kantor", "kasubag"), PASSWORD)
    return app


def enter(app: Application, login: str = "kasubag", password: str = PASSWORD) -> str:
    return app.log_in(login, password, "192.0.2.7", "uji")


def visit(app: Application, login: str = "kasubag", password: str = PASSWORD) -> Visit:
    return app.identify_session(enter(app, login, password))


def refused(app: Application, login: str = "kasubag", password: str = "bukan yang ini") -> str:
    with pytest.raises(Refusal) as caught:
        enter(app, login, password)
    return caught.value.code


def is_over(app: Application, secret: str) -> bool:
    try:
        app.identify_session(secret)
    except NotIdentified as over:
        return over.code in ("login.over", "login.unknown")
    return False


# What is stored


def test_neither_password_nor_session_can_be_read_from_the_database(app: Application) -> None:
    secret = enter(app)
    with app.database.read() as connection:
        (kept,) = connection.execute(select(account)).mappings()
        (session,) = connection.execute(select(login_session)).mappings()
    assert kept["password"].startswith("$argon2id$")
    assert PASSWORD not in str(dict(kept))
    assert secret not in str(dict(session))
    assert session["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert is_over(app, session["digest"])
    assert is_over(app, "")


def test_a_login_hashes_the_password_anew_where_that_has_changed(app: Application) -> None:
    long = HEAVY.hash(PASSWORD)
    assert long.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, second choice
    app.database.write(lambda c: c.execute(update(account).values(password=long)))
    enter(app)
    with app.database.read() as connection:
        kept = connection.scalars(select(account.c.password)).one()
    assert kept.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    enter(app)


def test_a_visit_says_who_it_is(app: Application) -> None:
    found = visit(app)
    assert (found.agency, found.agency_name, found.zone) == (
        "kantor",
        "Dinas Contoh",
        "Asia/Makassar",
    )
    assert (found.username, found.name, found.login) == ("kasubag", "Contoh Kasubag", "kasubag")
    assert found.posts == (Post("kasubag", "Kasubag"),)
    assert (found.leads, found.must_change, found.roles) == (True, True, ())
    assert app.menu_counts(found) == {"tasks": 0, "notices": 0}


def test_posts_are_those_of_today_in_their_capacity(app: Application) -> None:
    people = office()
    acting = Appointment("sekretaris", "staf", "plh", date(2026, 1, 12), date(2026, 1, 12))
    app.register(replace(people, appointments=(*people.appointments, acting)))
    app.create_account(NewAccount("staf", "kantor", "staf"), PASSWORD)
    found = visit(app, "staf")
    assert [post.title for post in found.posts] == ["Staf", "Plh. Sekretaris"]
    assert found.leads


def test_the_trail_of_the_agency_tells_of_its_accounts(app: Application) -> None:
    app.create_account(NewAccount("bos", roles=("administrator",)), PASSWORD)
    app.set_roles("kasubag", ["designer"], by="kadis")
    app.disable_account("kasubag")
    app.enable_account("kasubag")
    app.set_password("kasubag")
    app.change_password(visit(app, "bos"), PASSWORD, OWN)
    found = app.verify_audit()
    assert (found["whole"], found["events"]) == (True, 6)


# Making accounts


def test_a_password_that_is_made_up_is_told_once(app: Application) -> None:
    made = app.create_account(NewAccount("staf", "kantor", "staf"))
    password = made.pop("password")
    assert len(password) == 19
    assert made == app.account("staf")
    assert "password" not in app.account("staf")
    assert visit(app, "STAF ", password).must_change


@pytest.mark.parametrize(
    ("wanted", "kind", "code"),
    [
        (NewAccount("kasubag"), Conflict, "account.taken"),
        (NewAccount("lain", "kantor", "kasubag"), Conflict, "account.officer"),
        (NewAccount("lain", "kantor"), Invalid, "account.whose"),
        (NewAccount("lain", "kantor", "nihil"), NotFound, "unknown"),
        (NewAccount("lain", "kantr", "staf"), NotFound, "unknown.near"),
        (NewAccount("tidak boleh"), Invalid, "account.login"),
        (NewAccount("lain", roles=("raja",)), Invalid, "account.role"),
        (NewAccount("lain", language="fr"), Invalid, "account.language"),
    ],
)
def test_what_cannot_be_an_account(
    app: Application, wanted: NewAccount, kind: type[Refusal], code: str
) -> None:
    with pytest.raises(kind) as caught:
        app.create_account(wanted, PASSWORD)
    assert caught.value.code == code
    assert len(app.accounts()) == 1


def test_the_first_account_is_made_once(database: Database, clock: FixedClock) -> None:
    app = Application(Settings(), database, clock)
    made = app.first_account()
    assert made
    assert (made["login"], made["roles"]) == ("admin", ["administrator"])
    assert app.first_account() is None
    assert visit(app, "admin", made["password"]).must_change


def test_sample_accounts_share_a_password_and_work_only_in_the_demonstration(
    app: Application,
) -> None:
    samples = [NewAccount("contoh", "kantor", "staf", demo=True)]
    app.create_samples(samples, PASSWORD)
    app.create_samples(samples, "lain sama sekali")
    assert refused(app, "contoh", PASSWORD) == "login.demo"
    secret = app.log_in("contoh", PASSWORD, "-", "", demo=True)
    assert not app.identify_session(secret, demo=True).must_change
    assert is_over(app, secret)
    with pytest.raises(Invalid):
        app.create_samples([NewAccount("sungguhan")], PASSWORD)


def test_the_last_administrator_stays(app: Application) -> None:
    app.create_account(NewAccount("satu", roles=("administrator",)), PASSWORD)
    app.create_samples([NewAccount("contoh", roles=("administrator",), demo=True)], PASSWORD)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: app.set_roles("satu", ["auditor"]),
        lambda: app.disable_account("satu"),
    )
    app.create_account(NewAccount("staf", "kantor", "staf", ("administrator",)), PASSWORD)
    for take_away in verbs:
        with pytest.raises(Conflict) as caught:
            take_away()
        assert caught.value.code == "account.last"
    app.create_account(NewAccount("dua", roles=("administrator",)), PASSWORD)
    assert app.set_roles("satu", [])["roles"] == []
    with pytest.raises(Conflict):
        app.disable_account("dua")
    assert app.disable_account("staf")["disabled_at"]  # who looks after one agency is not the last


# Sessions


def test_a_session_ends_when_nobody_uses_it(app: Application, clock: FixedClock) -> None:
    secret = enter(app)
    for _ in range(3):
        clock.advance(logins.IDLE - timedelta(seconds=1))
        assert not is_over(app, secret)
    clock.advance(logins.IDLE)
    assert is_over(app, secret)


def test_a_session_ends_after_a_week_however_much_it_is_used(
    app: Application, clock: FixedClock
) -> None:
    secret = enter(app)
    for _ in range(14):
        assert not is_over(app, secret)
        clock.advance(timedelta(hours=12) - timedelta(microseconds=1))
    assert not is_over(app, secret)
    clock.advance(timedelta(microseconds=14))
    assert is_over(app, secret)


def test_a_session_that_is_used_often_is_written_seldom(
    app: Application, clock: FixedClock
) -> None:
    secret = enter(app)
    clock.advance(timedelta(minutes=4))
    first = app.identify_session(secret)
    assert app.login_sessions(first)[0]["seen_at"] == MONDAY.isoformat()
    clock.advance(timedelta(minutes=1))
    assert app.login_sessions(app.identify_session(secret))[0]["seen_at"] != MONDAY.isoformat()


def test_logging_out_ends_one_session_or_all(app: Application) -> None:
    here, there, elsewhere = enter(app), enter(app), enter(app)
    app.log_out(app.identify_session(here))
    assert [is_over(app, one) for one in (here, there, elsewhere)] == [True, False, False]
    app.log_out_everywhere(app.identify_session(there))
    assert is_over(app, elsewhere)


def test_a_new_password_ends_the_other_sessions(app: Application) -> None:
    here, there = enter(app), enter(app)
    own = app.identify_session(here)
    with pytest.raises(Invalid, match="Expected the present password to be right"):
        app.change_password(own, "bukan yang ini", OWN)
    for weak, code in ((PASSWORD, "password.same"), ("kasubag123", "password.login")):
        with pytest.raises(Invalid) as caught:
            app.change_password(own, PASSWORD, weak)
        assert caught.value.code == code
    app.change_password(own, PASSWORD, OWN)
    assert is_over(app, there)
    assert not app.identify_session(here).must_change
    assert refused(app, password=PASSWORD) == "login.wrong"
    assert enter(app, password=OWN)


def test_a_password_of_the_administrator_ends_every_session(app: Application) -> None:
    secret = enter(app)
    password = app.set_password("kasubag")["password"]
    assert is_over(app, secret)
    assert visit(app, password=password).must_change


def test_a_disabled_account_is_out_at_once(app: Application) -> None:
    secret = enter(app)
    app.disable_account("kasubag")
    assert is_over(app, secret)
    assert refused(app, password=PASSWORD) == "login.disabled"
    assert refused(app) == "login.wrong"  # who does not know the password learns nothing
    app.enable_account("kasubag")
    assert is_over(app, secret)
    assert enter(app)


def test_a_session_goes_with_its_officer(app: Application) -> None:
    secret = enter(app)
    people = office()
    app.register(
        replace(
            people,
            officers=tuple(o for o in people.officers if o.username != "kasubag"),
            appointments=tuple(a for a in people.appointments if a.username != "kasubag"),
        )
    )
    with pytest.raises(NotIdentified, match="kasubag no longer does"):
        app.identify_session(secret)


# Guessing


def test_a_wrong_login_and_a_wrong_password_look_the_same(app: Application) -> None:
    said = []
    for login in ("kasubag", "nihil", "", "\ud800", "x" * 100_000, "a\0b"):
        with pytest.raises(NotIdentified) as caught:
            enter(app, login, "bukan yang ini")
        said.append(caught.value.text("id"))
    assert len(set(said)) == 1


def test_too_many_failures_have_to_wait_ever_longer(app: Application, clock: FixedClock) -> None:
    codes = [refused(app) for _ in range(6)]
    assert codes == ["login.wrong"] * 5 + ["login.paused"]
    assert refused(app, password=PASSWORD) == "login.paused"
    clock.advance(timedelta(seconds=5))
    assert refused(app) == "login.wrong"
    clock.advance(timedelta(seconds=9))
    with pytest.raises(Refusal, match="Wait 1 seconds, then"):
        enter(app)
    clock.advance(timedelta(seconds=1))
    assert enter(app)
    assert [refused(app) for _ in range(5)] == ["login.wrong"] * 5


def test_a_pause_is_of_one_login_and_an_administrator_lifts_it(app: Application) -> None:
    app.create_account(NewAccount("staf", "kantor", "staf"), PASSWORD)
    for _ in range(6):
        code = refused(app)
    assert code == "login.paused"
    assert enter(app, "staf")
    app.set_password("kasubag", OWN)
    assert enter(app, password=OWN)


def test_a_night_is_forgotten_after_a_day(app: Application, clock: FixedClock) -> None:
    for _ in range(5):
        refused(app)
    clock.advance(timedelta(days=1, seconds=1))
    assert [refused(app) for _ in range(4)] == ["login.wrong"] * 4
    assert enter(app)
    with app.database.read() as connection:
        kept = connection.execute(select(login_attempt.c.key, login_attempt.c.failures)).all()
    assert [tuple(row) for row in kept] == [("from:192.0.2.7", 4)]


def test_many_guesses_at_once_are_counted_each(app: Application) -> None:
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(lambda _: refused(app), range(12)))
    assert sorted(codes) == ["login.paused"] * 7 + ["login.wrong"] * 5


def reserve(login: str, now: datetime, connection: Connection) -> None:
    logins.reserve(connection, login, "192.0.2.7", now)


def test_an_address_that_tries_many_logins_has_to_wait(app: Application) -> None:
    with app.database.read() as connection:
        assert connection.execute(select(login_attempt)).all() == []
    for number in range(50):
        app.database.write(partial(reserve, f"l{number}", MONDAY))
    assert refused(app, password=PASSWORD) == "login.paused"
    assert app.log_in("kasubag", PASSWORD, "192.0.2.8", "")


def test_an_office_that_mistypes_all_day_does_not_have_to_wait(
    app: Application, clock: FixedClock
) -> None:
    for number in range(300):
        now = clock.advance(timedelta(seconds=61))
        app.database.write(partial(reserve, f"l{number}", now))
    assert enter(app)


def test_a_stolen_session_cannot_guess_the_password_either(app: Application) -> None:
    own = visit(app)
    codes = []
    for _ in range(6):
        with pytest.raises(Refusal) as caught:
            app.change_password(own, "bukan yang ini", OWN)
        codes.append(caught.value.code)
    assert codes == ["password.wrong"] * 5 + ["login.paused"]


# OpenID Connect


def test_a_subject_is_tied_to_an_account_once(app: Application) -> None:
    first = app.log_in_subject("https://id.contoh 17", ("nihil", "Kasubag"), "")
    assert app.identify_session(first).login == "kasubag"
    assert app.account("kasubag")["openid"]
    assert app.log_in_subject("https://id.contoh 17", ("berganti",), "")
    with pytest.raises(NotIdentified, match="kasubag"):
        app.log_in_subject("https://id.contoh 18", ("kasubag",), "")
    app.unlink_account("kasubag")
    assert app.log_in_subject("https://id.contoh 18", ("kasubag",), "")


def test_an_account_without_a_password_is_entered_by_its_subject_alone(app: Application) -> None:
    app.create_account(NewAccount("staf", "kantor", "staf"), openid=True)
    for password in ("", "None", PASSWORD):
        assert refused(app, "staf", password) == "login.wrong"
    own = app.identify_session(app.log_in_subject("https://id.contoh 5", ("staf",), ""))
    assert (own.must_change, own.has_password) == (False, False)
    with pytest.raises(Invalid):
        app.change_password(own, "", OWN)


def test_a_subject_gets_no_account_by_itself_and_no_sample(app: Application) -> None:
    app.create_samples([NewAccount("contoh", demo=True)], PASSWORD)
    for names in ((), ("contoh",), ("nihil",)):
        with pytest.raises(NotIdentified):
            app.log_in_subject("https://id.contoh 17", names, "")
    app.disable_account("kasubag")
    with pytest.raises(NotPermitted):
        app.log_in_subject("https://id.contoh 17", ("kasubag",), "")
