"""What a login and a password must look like, which roles there are, and how guessing is slowed."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from engine.core.errors import Invalid
from engine.core.messages import ROLES

LANGUAGES: Final = ("id", "en")

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 128
"""Long enough for a sentence; without a limit one request could keep a processor busy."""

_FEWEST_CHARACTERS: Final = 5

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{1,127}", re.ASCII)

_COMMON_TEXT: Final = """
    1234567890 0123456789 12345678910 123456789a a123456789 0987654321 1q2w3e4r5t qwertyuiop
    qwerty12345 qwerty123456 password12 password123 password1234 passw0rd123 p@ssw0rd123
    admin12345 admin123456 administrator administrator1 sopansopan sopan12345 sopan123456
    indonesia123 indonesia1 indonesia45 indonesiaraya merdeka1945 merdeka123 bismillah1
    bismillah123 assalamualaikum alhamdulillah katasandi1 katasandi123 rahasia123 rahasia1234
    rahasiaku1 sayangku123 sayangkamu jakarta123 surabaya123 pemerintah1 pemkab12345 pemprov123
    pegawai123 pegawainegeri kantor12345 dinas12345 kepaladinas sekretaris1 selamatpagi
    terimakasih iloveyou12 iloveyou123 welcome123 welcome1234 letmein1234 changeme123
    """

_COMMON: Final = frozenset(_COMMON_TEXT.split())
"""What is tried first; each has at least as many letters as a password needs."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures are `free`, and the `first` and the `longest` pause.

    One failure is forgotten each time that `forgets` has passed.
    """

    free: int
    first: timedelta
    longest: timedelta
    forgets: timedelta


PER_LOGIN: Final = Limit(5, timedelta(seconds=5), timedelta(minutes=15), timedelta(hours=1))
PER_ADDRESS: Final = Limit(50, timedelta(seconds=5), timedelta(minutes=15), timedelta(minutes=1))
"""A whole office may share one address: it may fail more often, and is forgiven sooner."""


def pause(limit: Limit, failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: each pause is twice the last."""
    if failures < limit.free:
        return timedelta(0)
    doublings = min(failures - limit.free, 20)
    return min(limit.first * (1 << doublings), limit.longest)


def remembered(limit: Limit, failures: int, quiet: timedelta) -> tuple[int, timedelta]:
    """Return how many failures still count when the last was `quiet` ago.

    And how much of that time has not been used up yet to forget another one.
    """
    forgotten, rest = divmod(max(quiet, timedelta(0)), limit.forgets)
    if forgotten >= failures:
        return 0, timedelta(0)
    return failures - forgotten, rest


def read_login(text: str) -> str:
    """Return a login as it is stored, in lower case. Raises Invalid for what cannot be one."""
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Invalid("account.login", login=text.strip()[:80])
    return login


def check_password(password: str, login: str) -> None:
    """Raise Invalid for a password that is too short, too long, or among the first to be guessed.

    No signs or digits are demanded: length is what helps (NIST SP 800-63B, 5.1.1.2).
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password.short", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password.long", most=LONGEST_PASSWORD)
    plain = password.casefold()
    if login.casefold() in plain and len(plain) - len(login) < _FEWEST_CHARACTERS:
        raise Invalid("password.login")
    if plain in _COMMON or len(set(plain)) < _FEWEST_CHARACTERS:
        raise Invalid("password.common")


def check_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Return roles in their own order, each once. Raises Invalid for one that does not exist."""
    wanted = set(roles)
    for role in sorted(wanted - ROLES.keys()):
        raise Invalid("account.role", role=role[:80], known=", ".join(ROLES))
    return tuple(role for role in ROLES if role in wanted)


def check_language(language: str) -> str:
    """Return a language we speak. Raises Invalid for another."""
    if language not in LANGUAGES:
        raise Invalid("account.language", value=language[:80])
    return language


def digest_of(secret: str) -> str:
    """Return what is stored of a secret: it is 32 random bytes, so a plain hash is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
