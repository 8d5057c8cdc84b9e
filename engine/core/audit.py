"""The audit chain: each event's hash covers all events of its stream before it.

A changed, removed, inserted or moved event breaks the chain at that place; events cut off at the
end are missed by the head (number and hash of the last event), which is kept apart from them.
Whoever can rewrite the whole database can rewrite a chain: a head written down elsewhere, in a
report or on paper, is what catches that.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from engine.core.findings import Finding

START: Final = ""
"""The hash before the first event."""

_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)

Fault = Literal["changed", "missing", "extra", "orphaned"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of a stream (an instance or an agency). `seq` counts from 1 without a gap.

    `capacity` is the post the officer acted in, such as "Plh. Kepala Dinas"; without an officer the
    system acted. `data` holds JSON values only.
    """

    stream: str
    seq: int
    at: datetime
    kind: str
    officer: str | None
    capacity: str
    work_item_id: str | None
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken first.

    Event `seq` was changed, is missing, is one too many or belongs to nothing that exists.
    """

    stream: str
    seq: int
    fault: Fault

    def finding(self) -> Finding:
        """Return the break in the words of a checker."""
        return Finding("error", f"audit.{self.fault}", self.stream, facts={"seq": self.seq})


def agency_stream(agency_id: str) -> str:
    """Return the stream of what concerns an agency as a whole; an instance's stream is its id."""
    return f"agency:{agency_id}"


def canonical(value: object) -> str:
    """Return the one JSON text of `value`. Raises TypeError or ValueError for what is no JSON."""
    return _CANONICAL.encode(value)


def chain(previous: str, entry: Entry) -> str:
    """Return the hash of `entry` after the event with the hash `previous` (START for the first)."""
    sealed = canonical(
        [
            previous,
            entry.stream,
            entry.seq,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.kind,
            entry.officer,
            entry.capacity,
            entry.work_item_id,
            entry.data,
        ]
    )
    return hashlib.sha256(sealed.encode()).hexdigest()


def verify(
    stream: str, events: Iterable[tuple[Entry, str]], head_seq: int, head_hash: str
) -> Break | None:
    """Return where the chain of `stream` is broken first, None if it is whole.

    `events` are the entries with their stored hashes, by seq; the head says how it must end.
    """
    seq, previous = 0, START
    for entry, stored in events:
        seq += 1
        if entry.seq > head_seq:
            return Break(stream, entry.seq, "extra")
        if entry.seq != seq:
            return Break(stream, seq, "missing")
        if stored != chain(previous, entry):
            return Break(stream, seq, "changed")
        previous = stored
    if seq < head_seq:
        return Break(stream, seq + 1, "missing")
    return None if previous == head_hash else Break(stream, seq, "changed")
