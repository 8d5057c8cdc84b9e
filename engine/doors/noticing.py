"""Notices and their channels, as methods of the application: plain JSON."""

import secrets
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self, cast

from engine import actors, delivery, noticeviews, outbox, reminders
from engine import channels as engine_channels
from engine.channels import Wanted
from engine.core.errors import Unavailable
from engine.couriers import Couriers
from engine.transactions import Transactions
from engine.vault import Vault
from engine.views import Json
from notifications import texts
from notifications.sending import Undelivered
from notifications.texts import Told
from storage import channels, notices

if TYPE_CHECKING:
    from engine.app import Application

_LAST_WORDS_SECONDS: Final = 5.0
"""How long closing waits for messages that are on their way."""


class Noticing(Transactions):
    """What people are told, and by which ways."""

    @cached_property
    def vault(self) -> Vault:
        """What keeps the addresses of channels."""
        return Vault(self.settings, self.database)

    @cached_property
    def couriers(self) -> Couriers:
        """What is on its way out of this process."""
        return Couriers()

    def speaking(self, language: str) -> Self:
        """Return the same office for somebody who reads another language, "id" or "en"."""
        _ = self.vault, self.couriers  # there is one of each, whoever asks
        return super().speaking(language)

    def known_as(self, account: str) -> Self:
        """Return the same office for somebody who is no officer: the trail names their account."""
        _ = self.vault, self.couriers
        return super().known_as(account)

    def close(self) -> None:
        """Let what is on its way arrive, for a moment, and close the database."""
        self.couriers.stop(_LAST_WORDS_SECONDS)
        super().close()

    # In-app

    def notices(
        self, agency: str, officer: str, *, unread: bool = False, limit: int = 100
    ) -> list[Json]:
        """Return what an officer was told, the newest first, with its words. Raises NotFound."""
        with self.database.read() as connection:
            here = self.caches.agency(connection, agency)
            actors.identify(here.organisation, officer)
            found = notices.of_person(connection, agency, officer, unread=unread, limit=limit)
            language = delivery.language_of(self._app, connection, agency, officer)
        return [noticeviews.notice(record, language) for record in found]

    def count_notices(self, agency: str, officer: str) -> int:
        """Return how much an officer was told and has not read."""
        with self.database.read() as connection:
            return notices.count_unread(connection, agency, officer)

    def read_notices(self, agency: str, officer: str, ids: Collection[str] | None = None) -> int:
        """Note that an officer has read those notices, all of theirs if `ids` is None.

        Return how much is left unread.
        """
        now = self.clock.now()
        self.run(lambda s: notices.mark_read(s.work, agency, officer, ids, now))
        return self.count_notices(agency, officer)

    # The outbox

    def sendings(
        self,
        agency: str | None = None,
        *,
        state: str | None = None,
        officer: str | None = None,
        limit: int = 100,
    ) -> list[Json]:
        """Return what goes or went through channels, the newest first; `state` "dead" is given up.

        States: ready, sending, sent, dead.
        """
        with self.database.read() as connection:
            if agency is not None:
                self.caches.agency(connection, agency)
            found = notices.sendings(connection, agency, state=state, username=officer, limit=limit)
            ids = {record.channel for record in found}
            named = {id: record for id in ids if (record := channels.find(connection, id))}
        language = self.language
        return [noticeviews.sending(one, named.get(one.channel), language) for one in found]

    def resend(self, notice: str) -> Json:
        """Send a message once more that was given up. Raises NotFound, Conflict."""
        now = self.clock.now()
        record, channel = self.run(lambda s: outbox.resend(s, notice, now))
        return noticeviews.sending(record, channel, self.language)

    def resend_all(self, agency: str | None = None, limit: int = 1000) -> list[Json]:
        """Send once more every message that was given up and whose channel is in use."""
        dead = self.sendings(agency, state="dead", limit=limit)
        leads = {one["message"] for one in dead if not one["removed"]}
        return [self.resend(id) for id in sorted(leads)]

    def deliver(self) -> Json:
        """Send what is due now, and wait: how many messages were `sent`, and how many `failed`."""
        before = self.couriers.tally()
        delivery.deliver(self._app, self.clock.now())
        self.couriers.wait()
        after = self.couriers.tally()
        return {outcome: after[outcome] - before[outcome] for outcome in ("sent", "failed")}

    # Channels

    def channels(self, agency: str | None = None) -> list[Json]:
        """Return the channels in use, their addresses masked."""
        with self.database.read() as connection:
            if agency is not None:
                self.caches.agency(connection, agency)
            found = channels.all_of(connection, agency)
        return [noticeviews.channel(record, self.vault) for record in found]

    def add_channel(
        self, wanted: Wanted, by: str | None = None, *, administrator: bool = False
    ) -> Json:
        """Add a channel to an officer or a position; an `administrator` to any, here and below."""
        now = self.clock.now()
        with self.database.read() as connection:
            address = engine_channels.check(
                self._session(connection), wanted, by, now, administrator=administrator
            )
        engine_channels.check_address(address, self.settings.channel_network)
        made = self.run(
            lambda s: engine_channels.add(
                s, wanted, self.vault, by, now, administrator=administrator
            )
        )
        return noticeviews.channel(made, self.vault)

    def remove_channel(
        self, channel: str, by: str | None = None, *, administrator: bool = False
    ) -> Json:
        """Use a channel no more."""
        now = self.clock.now()
        removed = self.run(
            lambda s: engine_channels.remove(s, channel, by, now, administrator=administrator)
        )
        return noticeviews.channel(removed, self.vault)

    def test_channel(
        self, channel: str, by: str | None = None, *, administrator: bool = False
    ) -> Json:
        """Send a test through a channel at once and wait for it.

        Raises NotFound, NotPermitted, Conflict, and Unavailable where it does not arrive.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            record = engine_channels.own(
                self._session(connection), channel, by, now, administrator=administrator
            )
            agency = self.caches.agency(connection, record.agency_id)
            username = record.username or ""
            language = delivery.language_of(self._app, connection, record.agency_id, username)
        name = delivery.name_of(agency, record, username)
        told = [Told("test", {"name": name})]
        text = texts.compose(told, name, language, self.settings.address)
        try:
            delivery.send_now(self._app, record, text, f"test-{secrets.token_hex(8)}")
        except Undelivered as error:
            raise Unavailable(
                "channel.undelivered", name=record.name, reason=str(error).rstrip(".")
            ) from None
        return noticeviews.channel(record, self.vault)

    # By hand

    def reminder_text(self, work_item: str) -> Json:
        """Return a reminder of a work item to be sent by hand: `text`, and `whatsapp`, a link."""
        now = self.clock.now()
        with self.database.read() as connection:
            kind, facts = reminders.facts_of(self._session(connection), work_item, now)
        language, base = self.settings.language, self.settings.address
        text, link = texts.whatsapp(facts, kind, language, base)
        return {"work_item": work_item, "text": text, "whatsapp": link}

    @property
    def _app(self) -> "Application":
        return cast("Application", self)
