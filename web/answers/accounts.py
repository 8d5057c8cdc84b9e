"""What the API answers about accounts and tokens."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Account(BaseModel):
    """Who may log in to the pages, and in what roles."""

    login: str
    agency: Text
    officer: Text
    roles: list[str]
    language: str
    must_change: bool
    openid: bool
    demo: bool
    created_at: Instant
    disabled_at: Instant | None


class AccountWithPassword(Account):
    """An account with the password that was made up for it, which is told once."""

    password: str | None = None


class Token(BaseModel):
    """A token of the API, without the token itself."""

    id: str
    agency: Text
    officer: Text
    label: str
    created_at: Instant
    expires_at: Instant | None
    revoked_at: Instant | None


class NewToken(Token):
    """A token with its text, which is told once."""

    token: str
