"""What a person does with the outbox: send once more what was given up."""

from dataclasses import replace
from datetime import datetime

from engine.core.errors import Conflict, NotFound
from engine.notices import DUTY
from engine.session import Session
from storage import channels, notices
from storage.channels import ChannelRecord
from storage.notices import NoticeRecord


def resend(session: Session, id: str, now: datetime) -> tuple[NoticeRecord, ChannelRecord | None]:
    """Let the message a notice went along with be sent once more, with the same key.

    Raises NotFound, and Conflict where it was not given up or its channel is used no more.
    """
    record = notices.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="notice", name=id)
    if record.state != "dead":
        raise Conflict("notice.alive")
    channel = channels.find(session.connection, record.channel)
    if channel is not None and channel.disabled_at is not None:
        raise Conflict("channel.removed", name=channel.name)
    notices.revive(session.work, record, now)
    session.expect(DUTY, now)
    return replace(record, state="ready", error=""), channel
