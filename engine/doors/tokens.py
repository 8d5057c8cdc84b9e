"""Tokens of the JSON API."""

import secrets
from datetime import timedelta

from engine import tokens, views
from engine.tokens import Identity
from engine.transactions import Transactions
from engine.views import Json
from storage import tokens as stored_tokens


class Tokens(Transactions):
    """The verbs on tokens."""

    def create_token(
        self,
        officer: str | None = None,
        *,
        agency: str | None = None,
        label: str = "",
        valid_for: timedelta | None = None,
    ) -> Json:
        """Make a token of an officer of an agency; without both, of an administrator.

        Its text is under `token`, here and never again: only a digest is kept.
        """
        now = self.clock.now()
        secret = tokens.PREFIX + secrets.token_urlsafe(32)
        made = self.run(lambda s: tokens.create(s, secret, agency, officer, label, valid_for, now))
        return {**views.token(made), "token": secret}

    def revoke_token(self, token: str) -> Json:
        """Make a token worth nothing, by its id."""
        now = self.clock.now()
        return views.token(self.run(lambda s: tokens.revoke(s, token, now)))

    def tokens(self, agency: str | None = None) -> list[Json]:
        """Return every token ever made, oldest first, without the tokens themselves."""
        with self.database.read() as connection:
            return [views.token(record) for record in stored_tokens.all_of(connection, agency)]

    def identify_token(self, secret: str) -> Identity:
        """Return whose token it is. Raises NotIdentified."""
        now = self.clock.now()
        return self.run(lambda s: tokens.identify(s, secret, now))
