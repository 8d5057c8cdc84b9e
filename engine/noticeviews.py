"""How notices and channels look from outside: plain JSON values, with words and without secrets."""

import os
from typing import Any

from engine.channels import VARIABLE, resolved
from engine.core.errors import Refusal
from engine.vault import Vault
from engine.views import instant
from notifications import addresses, texts
from storage.channels import ChannelRecord
from storage.notices import NoticeRecord

Json = dict[str, Any]


def notice(record: NoticeRecord, language: str) -> Json:
    """Return a notice as it is shown in Sopan."""
    text = texts.in_app(record.kind, record.facts, language)
    return {
        "id": record.id,
        "kind": record.kind,
        "urgent": record.urgent,
        "subject": text.subject,
        "short": text.short,
        "text": text.body,
        "link": str(record.facts.get("link") or "") or None,
        "instance": record.instance_id,
        "work_item": record.work_item_id,
        "created_at": instant(record.created_at),
        "read_at": instant(record.read_at),
    }


def sending(record: NoticeRecord, channel: ChannelRecord | None, language: str) -> Json:
    """Return a notice as it stands in the outbox."""
    return {
        "id": record.id,
        "agency": record.agency_id,
        "officer": record.username,
        "channel": record.channel,
        "channel_name": channel.name if channel else None,
        "kind": record.kind,
        "urgent": record.urgent,
        "subject": texts.headline(record.kind, record.facts, language),
        "state": record.state,
        "attempts": record.attempts,
        "error": record.error or None,
        "message": record.bundle_id or record.id,
        "removed": channel is None or channel.disabled_at is not None,
        "created_at": instant(record.created_at),
        "next_at": instant(record.next_at),
        "sent_at": instant(record.sent_at),
    }


def channel(record: ChannelRecord, vault: Vault) -> Json:
    """Return a channel; of its address only what is no secret."""
    return {
        "id": record.id,
        "agency": record.agency_id,
        "officer": record.username,
        "position": record.position_id,
        "name": record.name,
        "address": _shown(record, vault),
        "digest": record.digest,
        "created_at": instant(record.created_at),
        "removed_at": instant(record.disabled_at),
    }


def _shown(record: ChannelRecord, vault: Vault) -> str | None:
    """Return the masked address; None where the key is missing or another."""
    try:
        url = vault.open(record.url)
    except Refusal:
        return None
    if not url.startswith(VARIABLE):
        return addresses.masked(url)
    try:
        return f"{url} ({addresses.masked(resolved(url, os.environ))})"
    except Refusal:
        return url
