"""What a login and a password must look like, and how guessing is slowed."""

from datetime import timedelta

import pytest

from engine.core import credentials
from engine.core.credentials import PER_ADDRESS, PER_LOGIN
from engine.core.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("kadis", "kadis"),
        (" Kadis ", "kadis"),
        ("sekretaris.boalemo", "sekretaris.boalemo"),
        ("Nama@contoh.go.id", "nama@contoh.go.id"),
        ("1a", "1a"),
        ("a" * 128, "a" * 128),
    ],
)
def test_a_login_is_kept_in_small_letters(typed: str, login: str) -> None:
    assert credentials.read_login(typed) == login


@pytest.mark.parametrize(
    "typed",
    ["", "a", "a" * 129, ".kadis", "kadis baru", "kadis\n\tx", "kädis", "ka/dis", "\ud800a"],
)
def test_what_cannot_be_a_login(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        credentials.read_login(typed)
    assert refused.value.code == "account.login"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password.short"),
        ("a" * 9, "password.short"),
        ("x" * 129, "password.long"),
        ("sekretaris", "password.login"),
        ("Sekretaris12", "password.login"),
        ("Password123", "password.common"),
        ("1234567890", "password.common"),
        ("aaaaaaaaaaaa", "password.common"),
        ("abababababab", "password.common"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        credentials.check_password(password, "sekretaris")
    assert refused.value.code == code
    if password:
        assert password not in refused.value.text("id").split()


@pytest.mark.parametrize(
    "password", ["hujan di bulan juni", "sekretaris suka kopi", "k4t4 s4nd1!", "é" * 5 + "12345"]
)
def test_a_password_that_is_long_enough_is_taken(password: str) -> None:
    credentials.check_password(password, "sekretaris")


def test_roles_are_known_and_stand_in_one_order() -> None:
    assert credentials.check_roles(["auditor", "designer", "auditor"]) == ("designer", "auditor")
    with pytest.raises(Invalid, match="administrator, designer, auditor") as refused:
        credentials.check_roles(["root"])
    assert refused.value.code == "account.role"


def test_a_language_is_one_we_speak() -> None:
    assert credentials.check_language("en") == "en"
    with pytest.raises(Invalid):
        credentials.check_language("fr")


def test_each_pause_is_twice_the_last_up_to_the_longest() -> None:
    seconds = [credentials.pause(PER_LOGIN, n).total_seconds() for n in range(14)]
    assert seconds == [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert credentials.pause(PER_LOGIN, 10**9) == timedelta(minutes=15)
    assert credentials.pause(PER_ADDRESS, 49) == timedelta(0)
    assert credentials.pause(PER_ADDRESS, 50) == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("failures", "minutes", "left", "rest"),
    [(3, 0, 3, 0), (3, 59, 3, 59), (3, 60, 2, 0), (3, 150, 1, 30), (3, 200, 0, 0), (0, 10, 0, 0)],
)
def test_failures_are_forgotten_one_by_one(
    failures: int, minutes: int, left: int, rest: int
) -> None:
    found = credentials.remembered(PER_LOGIN, failures, timedelta(minutes=minutes))
    assert found == (left, timedelta(minutes=rest))
    assert credentials.remembered(PER_LOGIN, 3, timedelta(minutes=-5)) == (3, timedelta(0))


def test_a_secret_is_stored_as_its_digest_whatever_it_is() -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4: "abc"
    assert credentials.digest_of("abc") == known
    assert credentials.digest_of("\udc80") == credentials.digest_of("?")
