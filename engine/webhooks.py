"""Webhooks: the events of an agency, told to another system: signed, in order, at least once.

What did not arrive is sent again before anything after it, further and further apart; after three
days of that the webhook is given up and the head of the agency is told.
"""

import difflib
import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from engine import actors
from engine.agencies import trail_of
from engine.core.errors import Invalid, NotFound, NotPermitted, Refusal
from engine.core.events import EVENTS
from engine.jobs import backoff
from engine.notices import Tell, tell
from engine.session import Session
from engine.ticks import Ticked
from engine.vault import Vault
from engine.views import instant
from handlers import addresses, outgoing
from handlers.contract import Permanent, Retry
from storage import webhooks
from storage.webhooks import WebhookRecord

if TYPE_CHECKING:
    from engine.app import Application

LEASE: Final = timedelta(minutes=2)
GIVES_UP: Final = timedelta(days=3)
AT_ONCE: Final = 20
WAIT_SECONDS: Final = 5.0

log = logging.getLogger("sopan.webhooks")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The webhook somebody wants: of an agency, to an address, for those kinds of events."""

    agency: str
    url: str = field(repr=False)
    label: str = ""
    kinds: tuple[str, ...] = ()


def add(
    session: Session,
    wanted: Wanted,
    secret: str,
    vault: Vault,
    hosts: str,
    by: str | None,
    now: datetime,
) -> WebhookRecord:
    """Add a webhook; it is told of what happens from now on.

    Only the head of the agency or the system may. Raises NotFound, NotPermitted, Invalid, and
    Unavailable where there is no key to keep its secret with.
    """
    actor = require_head(session, wanted.agency, by, now)
    url = _address(wanted.url, hosts)
    for kind in wanted.kinds:
        if kind not in EVENTS:
            near = difflib.get_close_matches(kind, EVENTS, n=1, cutoff=0.0)[0]
            raise Invalid("webhook.kind", kind=kind[:80], near=near)
    record = WebhookRecord(
        id=session.new_id(now),
        agency_id=wanted.agency,
        url=vault.seal(url),
        secret=vault.seal(secret),
        label=wanted.label.strip(),
        kinds=sorted(set(wanted.kinds)),
        last_event=webhooks.last_event(session.connection),
        attempts=0,
        next_at=now,
        error="",
        failing_since=None,
        created_at=now,
        disabled_at=None,
    )
    webhooks.add(session.work, record)
    _log(session, "WebhookAdded", record, actor, now)
    return record


def remove(session: Session, id: str, by: str | None, now: datetime) -> WebhookRecord:
    """Tell a webhook nothing more; one that is removed stays so. Raises NotFound, NotPermitted."""
    record = webhooks.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="webhook", name=id)
    actor = require_head(session, record.agency_id, by, now)
    if record.disabled_at is not None:
        return record
    webhooks.disable(session.work, id, now)
    _log(session, "WebhookRemoved", record, actor, now)
    return replace(record, disabled_at=now)


def shown(record: WebhookRecord, vault: Vault) -> dict[str, Any]:
    """Return a webhook as it looks from outside, without its secret and most of its address."""
    try:
        url = outgoing.address(vault.open(record.url))
        place = f"{url.scheme}://{url.host}/…"
    except (Refusal, Permanent):
        place = None
    return {
        "id": record.id,
        "agency": record.agency_id,
        "label": record.label,
        "address": place,
        "kinds": record.kinds,
        "last_event": record.last_event,
        "attempts": record.attempts,
        "next_at": instant(record.next_at),
        "error": record.error or None,
        "failing_since": instant(record.failing_since),
        "created_at": instant(record.created_at),
        "disabled_at": instant(record.disabled_at),
    }


def signature(secret: str, at: datetime, body: bytes) -> str:
    """Return what the header Sopan-Signature says: when it was signed, and the HMAC of both."""
    stamp = str(int(at.timestamp()))
    code = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={code}"


def deliver(app: "Application", now: datetime) -> Ticked:
    """Tell every webhook that is due what has happened since it was told last."""
    advanced = failed = 0
    with app.database.read() as connection:
        found = webhooks.due(connection, now)
    for record in found:
        until = app.clock.now() + LEASE
        if app.database.write(partial(webhooks.take, record=record, until=until)):
            arrived = _tell(app, record, until)
            advanced += arrived
            failed += not arrived
    return Ticked(advanced, failed)


def _tell(app: "Application", record: WebhookRecord, taken: datetime) -> bool:
    """Send the next events, one after the other; return whether all of them arrived."""
    with app.database.read() as connection:
        events = webhooks.events_after(connection, record.agency_id, record.last_event, AT_ONCE)
    last = record.last_event
    try:
        for event in events:
            if not record.kinds or event["kind"] in record.kinds:
                _send(app, record, event)
            last = event["id"]
            if not _settle(app, record, taken, {"last_event": last}):
                return True
    except (Permanent, Retry, Refusal) as error:
        _failed(app, record, taken, str(error))
        return False
    fresh = {"next_at": app.clock.now(), "attempts": 0, "error": "", "failing_since": None}
    _settle(app, record, taken, fresh)
    return True


def _send(app: "Application", record: WebhookRecord, event: dict[str, Any]) -> None:
    now, url = app.clock.now(), outgoing.address(app.vault.open(record.url))
    body = json.dumps(_said(event), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": str(event["id"]),
        "Sopan-Webhook": record.id,
        "Sopan-Signature": signature(app.vault.open(record.secret), now, body),
    }
    allowed = addresses.patterns(app.settings.http_hosts)
    status, _, _ = outgoing.make(outgoing.Call("POST", url, headers, body), WAIT_SECONDS, allowed)
    if not 200 <= status < 300:
        raise Retry(f"dijawab {status} / answered {status}")


def _said(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": event["id"],
        "kind": event["kind"],
        "agency": event["agency_id"],
        "stream": event["stream"],
        "seq": event["seq"],
        "at": instant(event["at"]),
        "officer": event["officer"],
        "capacity": event["capacity"] or None,
        "work_item": event["work_item_id"],
        "data": event["data"],
    }


def _failed(app: "Application", record: WebhookRecord, taken: datetime, reason: str) -> None:
    now = app.clock.now()
    since, attempts = record.failing_since or now, record.attempts + 1
    wait = backoff(min(attempts, 10), app.jitter())
    values = {"attempts": attempts, "error": reason[:500], "failing_since": since}
    _settle(app, record, taken, {**values, "next_at": now + wait})
    if now - since >= GIVES_UP:
        log.warning("webhook %s is given up after %d attempts", record.id, attempts)
        app.run(lambda session: _give_up(session, record, reason, now))


def _give_up(session: Session, record: WebhookRecord, reason: str, now: datetime) -> None:
    agency = session.agency(record.agency_id)
    organisation = agency.organisation
    webhooks.disable(session.work, record.id, now)
    _log(session, "WebhookDisabled", record, actors.SYSTEM, now, reason=reason[:500])
    top = [post.id for post in organisation.positions if not post.superior]
    name = f"Webhook {record.label or record.id[-8:]}"
    facts = {"sop": name, "title": name, "reason": reason[:500], "reason_en": reason[:500]}
    for username in organisation.holders(top, agency.today(now)):
        key = f"webhook:{record.id}:{username}"
        tell(session, agency, Tell("incident", username, key, urgent=False, facts=facts), now)


def _settle(
    app: "Application", record: WebhookRecord, taken: datetime, values: dict[str, Any]
) -> bool:
    return app.database.write(lambda c: webhooks.settle(c, record.id, taken, values))


def require_head(session: Session, agency_id: str, by: str | None, now: datetime) -> actors.Actor:
    """Return `by` as the head of the agency, or the system. Raises NotPermitted, NotFound."""
    agency = session.agency(agency_id)
    organisation = agency.organisation
    actor = actors.identify(organisation, by)
    if actor == actors.SYSTEM or not organisation.positions:
        return actor
    found = actors.head(organisation, by, agency.today(now))
    if found is None:
        raise NotPermitted("webhook.permit", officer=by)
    return found


def _address(written: str, hosts: str) -> str:
    """Return the address of a webhook, one that a handler may call, too. Raises Invalid."""
    try:
        url = outgoing.address(written)
        addresses.require_listed(url.raw_host.decode("ascii"), addresses.patterns(hosts))
    except Permanent as refused:
        raise Invalid("webhook.url", reason=str(refused)) from None
    return str(url)


def _log(
    session: Session,
    kind: str,
    record: WebhookRecord,
    actor: actors.Actor,
    now: datetime,
    **facts: Any,
) -> None:
    kinds: Sequence[str] = record.kinds
    trail_of(session, record.agency_id).trail.log(
        kind, actor, now, webhook=record.id, label=record.label, kinds=list(kinds), **facts
    )
