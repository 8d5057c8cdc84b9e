"""Commands sent with a key: done once, however often they are sent.

Before its verb a command is reserved. The transaction of the verb also writes that it is done, so a
crash leaves either both or neither. The answer is kept afterwards. Whoever sends the same again

* gets the same answer, where it was kept;
* is told that it was done, where the process died between change and answer;
* is asked to wait while it is at work, for a minute at most: what a process that died had reserved
  is then taken up anew, and one that only was slow can no longer write.

A refusal changes nothing and is not kept.
"""

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from engine.core.errors import Conflict
from engine.session import Session
from storage import idempotency
from storage.idempotency import CommandRecord

KEPT_FOR: Final = timedelta(hours=24)
LEASE: Final = timedelta(minutes=1)
"""How long a command that is reserved is nobody else's."""


@dataclass(slots=True)
class Command:
    """A command at work. `done` says that its change, or the first of several, is written."""

    key: str
    since: datetime
    done: bool = False


current: Final[ContextVar[Command | None]] = ContextVar("command", default=None)
"""The command that this call carries out, if it came with a key."""


def digest(*parts: bytes) -> str:
    """Return what stands for a caller and a key, or for what was sent."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()


def judge(known: CommandRecord, request: str, now: datetime) -> None:
    """Raise Conflict unless what is known of a command lets it be answered or taken up."""
    if known.request != request:
        raise Conflict("command.other")
    if known.status == idempotency.DONE:
        raise Conflict("command.done")
    if known.status is None and known.created_at + LEASE > now:
        raise Conflict("command.running")


def mark(session: Session) -> None:
    """Let the unit of work of a verb also write that the command is done."""
    command = current.get()
    if command is not None and not command.done:
        idempotency.mark_done(session.work, command.key, command.since)


def written() -> None:
    """Note that the unit of work is written."""
    command = current.get()
    if command is not None:
        command.done = True
