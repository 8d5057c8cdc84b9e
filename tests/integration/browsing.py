"""A browser without scripts for the tests of pages: it keeps cookies and fills in forms."""

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

import httpx

from engine import accounts, passwords
from engine.accounts import NewAccount
from engine.app import Application

PASSWORD = "empat kata untuk diuji"

CSRF = re.compile(r'name="_csrf" value="([^"]+)"')


def account(
    app: Application,
    login: str,
    agency: str | None = None,
    username: str | None = None,
    *roles: str,
    language: str = "id",
) -> None:
    """Make an account of the demonstration, so that nobody has to change its password first."""
    wanted = NewAccount(login, agency, username, roles, language, demo=True)
    app.run(lambda s: accounts.create(s, wanted, hash_of_password(), None, app.clock.now()))


@cache
def hash_of_password() -> str:
    """Return the hash of `PASSWORD`, made once: it is slow on purpose."""
    return passwords.hashed(PASSWORD)


class Browser(httpx.Client):
    """A browser on one server; it follows no redirect by itself."""

    def __init__(self, address: str, login: str = "", password: str = PASSWORD) -> None:
        """Remember the server, and who logs in when it is opened."""
        super().__init__(base_url=address, timeout=60)
        self.token = ""
        self.owner = login, password

    def __enter__(self) -> Self:
        """Open it, and log in where a login was given."""
        opened = super().__enter__()
        if self.owner[0]:
            answer = self.log_in(*self.owner)
            assert answer.status_code == 303, answer.text
        return opened

    def log_in(self, login: str, password: str = PASSWORD, onward: str = "") -> httpx.Response:
        """Fill in the login form; from then on forms carry the token of the new session."""
        self.open("/masuk")
        answer = self.fill("/masuk", nama=login, sandi=password, lanjut=onward)
        if answer.status_code == 303:
            self.open("/akun/sandi")
        return answer

    def plant(self, name: str, value: str) -> None:
        """Put a cookie in the place of the server's own."""
        self.cookies.set(name, value, domain=self.base_url.host, path="/")

    def open(self, path: str, **query: Any) -> httpx.Response:
        """Look at a page and take the token of its forms."""
        answer = self.get(path, params=query or None)
        if found := CSRF.search(answer.text):
            self.token = found[1]
        return answer

    def fill(self, path: str, files: Any = None, **fields: Any) -> httpx.Response:
        """Send a form with the token of the last page."""
        data: Mapping[str, Any] = {"_csrf": self.token, **fields}
        return self.post(path, data=data, files=files)


def said(answer: httpx.Response) -> str:
    """Return what the page's alerts say, without tags."""
    parts = re.findall(r'<div class="alert.*?</div>', answer.text, re.DOTALL)
    text = " ".join(re.sub(r"<[^>]+>", " ", part) for part in parts)
    return " ".join(html.unescape(text).split())
