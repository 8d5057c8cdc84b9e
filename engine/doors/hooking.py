"""Webhooks, as methods of the application: plain JSON."""

import secrets
from typing import TYPE_CHECKING, Final, cast

from engine import webhooks
from engine.transactions import Transactions
from engine.views import Json
from engine.webhooks import Wanted
from storage import webhooks as stored

if TYPE_CHECKING:
    from engine.app import Application

PREFIX: Final = "sopanhook_"


class Hooking(Transactions):
    """To whom the events of an agency are told."""

    def webhooks(self, agency: str | None = None, by: str | None = None) -> list[Json]:
        """Return the webhooks of an agency or of all, removed ones too. Raises NotPermitted."""
        app, now = cast("Application", self), self.clock.now()
        with self.database.read() as connection:
            if agency is not None:
                webhooks.require_head(self._session(connection), agency, by, now)
            return [webhooks.shown(each, app.vault) for each in stored.all_of(connection, agency)]

    def add_webhook(self, wanted: Wanted, by: str | None = None) -> Json:
        """Add a webhook. Its secret is under `secret`, here and never again."""
        app, now = cast("Application", self), self.clock.now()
        secret = PREFIX + secrets.token_urlsafe(32)
        hosts = self.settings.http_hosts
        made = self.run(lambda s: webhooks.add(s, wanted, secret, app.vault, hosts, by, now))
        return {**webhooks.shown(made, app.vault), "secret": secret}

    def remove_webhook(self, webhook: str, by: str | None = None) -> Json:
        """Tell a webhook nothing more."""
        app, now = cast("Application", self), self.clock.now()
        removed = self.run(lambda s: webhooks.remove(s, webhook, by, now))
        return webhooks.shown(removed, app.vault)
