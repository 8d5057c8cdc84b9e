"""Delivery: what is due in the outbox is taken, sent and marked; each channel on its own.

A message is taken in a short transaction, sent in a thread with no transaction open, and marked in
another. One channel sends one message at a time, whatever the number of nodes, and then rests; one
that hangs holds up nobody. What was sent and not yet marked when a node died is sent again, with
the same key.
"""

import logging
import os
import threading
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from engine import channels as engine_channels
from engine.core.errors import Refusal, Unavailable
from engine.jobs import MOST_ATTEMPTS, backoff
from engine.notices import WINDOW, opens
from engine.session import Agency
from engine.ticks import Ticked
from notifications import addresses, sending, texts
from notifications.sending import Hanging, Message, Undelivered
from notifications.texts import Text, Told
from storage import accounts, channels, notices
from storage.channels import ChannelRecord
from storage.notices import Due, NoticeRecord

if TYPE_CHECKING:
    from engine.app import Application

LEASE: Final = timedelta(minutes=2)
"""How long a message is nobody else's: well above what it may take to send it."""

LOOK: Final = 200
"""How many channels one look considers at most."""

GRACE: Final = timedelta(minutes=5)
"""How late, after closing time, what was due before it may still leave the house."""

_STILL_HANGS: Final = "percobaan sebelumnya belum dijawab / the attempt before has not ended"

log = logging.getLogger("sopan.delivery")


def deliver(app: "Application", now: datetime) -> Ticked:
    """Send off what is due, as much as there is room for; it does not wait until it arrives."""
    with app.database.read() as connection:
        found = notices.due(connection, now, app.couriers.busy(), LOOK)
        ids = {due.channel.agency_id for due in found}
        agencies = {id: app.caches.agency(connection, id) for id in ids}
    for due in found:
        agency = agencies[due.channel.agency_id]
        if not _held(app, agency, due, now):
            _start(app, agency, due.channel)
    return Ticked()


def send_now(app: "Application", channel: ChannelRecord, text: Text, key: str) -> None:
    """Send a text through a channel and wait for it. Raises Undelivered and refusals."""
    message = Message(key, text.subject, text.body, urgent=False)
    send = partial(sending.send, address(app, channel), message, app.settings.channel_network)
    sending.within(app.couriers.seconds, send, lambda _: None)


def address(app: "Application", channel: ChannelRecord) -> str:
    """Return the address of a channel. Raises Unavailable, Invalid."""
    return engine_channels.resolved(app.vault.open(channel.url), os.environ)


def name_of(agency: Agency, channel: ChannelRecord, username: str) -> str:
    """Return whom a message greets: the post of a post's channel, else the person."""
    organisation = agency.organisation
    post = organisation.position(channel.position_id or "")
    if post is not None:
        return post.title
    person = organisation.officer(username)
    return person.name if person else username


def language_of(app: "Application", connection: Connection, agency: str, username: str) -> str:
    """Return the language a person has chosen, else that of the settings."""
    account = accounts.of_officer(connection, agency, username)
    return account.language if account else app.settings.language


def _held(app: "Application", agency: Agency, due: Due, now: datetime) -> bool:
    """Let what is not urgent wait for the next opening, where the house has closed meanwhile."""
    opening = opens(agency.calendar, now)
    if due.urgent or opening <= now or now - due.next_at < GRACE:
        return False
    app.database.write(lambda c: notices.postpone(c, due.channel.id, now, opening))
    return True


def _start(app: "Application", agency: Agency, channel: ChannelRecord) -> None:
    try:
        machine = addresses.masked(address(app, channel))
    except Refusal:
        machine = ""  # said where the message is marked as not sent
    carry = partial(_carry, app, agency, channel)
    thread = threading.Thread(target=carry, name="sopan-courier", daemon=True)
    app.couriers.begin(channel.id, machine, thread)


def _carry(app: "Application", agency: Agency, channel: ChannelRecord) -> None:
    """Take the message of a channel, send it, mark it. What fails is tried again later."""
    try:
        now = app.clock.now()
        upto = now + WINDOW if opens(agency.calendar, now) <= now else now
        taken = app.database.write(lambda c: _take(c, channel.id, now, upto))
        if taken:
            _send(app, agency, channel, taken)
    except Unavailable as gone:
        log.warning("%s", gone)
    except Exception:
        log.exception("a notice could not be handled; it will be tried again")
    finally:
        more = app.couriers.end(channel.id)
    if more:
        _go_on(app)


def _go_on(app: "Application") -> None:
    """Send off what had to wait for room, instead of leaving it to the next look."""
    try:
        deliver(app, app.clock.now())
    except Unavailable as gone:
        log.warning("%s", gone)
    except Exception:
        log.exception("a look for what is due failed; it will be repeated")


def _take(
    connection: Connection, channel: str, now: datetime, upto: datetime
) -> list[NoticeRecord]:
    if not channels.occupy(connection, channel, now, now + LEASE):
        return []
    taken = notices.take(connection, channel, now, now + LEASE, upto)
    if not taken:
        channels.leave(connection, channel, now)
    return taken


def _send(
    app: "Application", agency: Agency, channel: ChannelRecord, taken: list[NoticeRecord]
) -> None:
    lead, couriers = taken[0], app.couriers

    def late(outcome: "Future[None]") -> None:
        couriers.come_back(channel.id)
        if outcome.exception() is None:
            _arrived(app, lead, rests=False)

    if couriers.hangs(channel.id):
        _again(app, agency, taken, _STILL_HANGS)
        return
    try:
        message = _message(app, agency, channel, taken)
        send = partial(sending.send, address(app, channel), message, app.settings.channel_network)
        sending.within(couriers.seconds, send, late)
    except Undelivered as error:
        if isinstance(error, Hanging):
            couriers.give_up(channel.id)
        _again(app, agency, taken, str(error))
    except Refusal as refusal:
        _again(app, agency, taken, f"{refusal.text('id')} / {refusal.text('en')}")
    except Exception as error:
        log.exception("a message could not be written")
        _again(app, agency, taken, type(error).__name__)
    else:
        _arrived(app, lead, rests=True)


def _message(
    app: "Application", agency: Agency, channel: ChannelRecord, taken: list[NoticeRecord]
) -> Message:
    lead = taken[0]
    with app.database.read() as connection:
        language = language_of(app, connection, lead.agency_id, lead.username)
    told = [Told(one.kind, one.facts) for one in taken]
    name = name_of(agency, channel, lead.username)
    text = texts.compose(told, name, language, app.settings.address)
    return Message(lead.id, text.subject, text.body, any(one.urgent for one in taken))


def _again(app: "Application", agency: Agency, taken: list[NoticeRecord], reason: str) -> None:
    """Keep why a message did not arrive; try again later, or leave it to a person in the end."""
    lead, now = taken[0], app.clock.now()
    last = lead.attempts % MOST_ATTEMPTS == 0  # each time a person sends it again it gets as many
    next_at = None if last else now + backoff(lead.attempts % MOST_ATTEMPTS, app.jitter())
    if next_at is not None and not any(one.urgent for one in taken):
        next_at = opens(agency.calendar, next_at)
    state = "dead" if last else "ready"

    def mark(connection: Connection) -> None:
        notices.settle(connection, lead, state, reason, next_at, None)
        _rest(app, connection, lead, now)

    app.database.write(mark)
    app.couriers.count("failed")
    if last:
        log.warning("notice %s did not arrive after %d attempts", lead.id, lead.attempts)


def _arrived(app: "Application", lead: NoticeRecord, *, rests: bool) -> None:
    now = app.clock.now()

    def mark(connection: Connection) -> None:
        notices.settle(connection, lead, "sent", "", None, now)
        if rests:
            _rest(app, connection, lead, now)

    app.database.write(mark)
    app.couriers.count("sent")


def _rest(app: "Application", connection: Connection, lead: NoticeRecord, now: datetime) -> None:
    free_at = now + timedelta(seconds=app.settings.channel_seconds)
    channels.leave(connection, lead.channel, free_at)
