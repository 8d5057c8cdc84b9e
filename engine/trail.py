"""The audit trail of one instance or agency, as a verb adds to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.actors import Actor
from engine.core import audit
from storage import events
from storage.unitofwork import UnitOfWork


@dataclass(slots=True)
class Trail:
    """The head of one hash-chained stream, and the entries this unit of work adds to it."""

    agency_id: str
    stream: str
    seq: int
    hash: str
    account: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)

    def log(
        self,
        kind: str,
        actor: Actor,
        now: datetime,
        *,
        work_item: str | None = None,
        **data: object,
    ) -> None:
        """Add one fact, past tense: WorkItemCompleted.

        What nobody's officer did has the `account` it was done with, where there is one.
        """
        if self.account and actor.username is None:
            data = {"account": self.account, **data}
        self.seq += 1
        entry = audit.Entry(
            stream=self.stream,
            seq=self.seq,
            at=now,
            kind=kind,
            officer=actor.username,
            capacity=actor.capacity,
            work_item_id=work_item,
            data=data,
        )
        self.hash = audit.chain(self.hash, entry)
        self.rows.append(
            {
                "agency_id": self.agency_id,
                "stream": self.stream,
                "seq": self.seq,
                "at": now,
                "kind": kind,
                "officer": actor.username,
                "capacity": actor.capacity,
                "work_item_id": work_item,
                "data": data,
                "hash": self.hash,
            }
        )

    def flush(self, work: UnitOfWork) -> None:
        """Add the new entries to the unit of work."""
        events.add(work, self.rows)
