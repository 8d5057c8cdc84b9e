"""Supervision of time: what is owed by when, late work noted, and its escalation held back."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, cast

from engine import ladder, legaldates, timeviews, views
from engine.core.errors import Invalid
from engine.transactions import Transactions
from storage import agencies, obligationlists
from storage.obligationlists import STATES, State, Wanted
from storage.obligations import ObligationRecord
from storage.quietenings import explained

Json = dict[str, Any]


class Supervision(Transactions):
    """What those above the work see of its time, and what they do about it."""

    def obligations(
        self, agency: str | None = None, state: str = "pending", limit: int = 1000
    ) -> list[Json]:
        """Return what is owed, the nearest deadline first.

        `state` is "pending" (all that is open), "late", "near" (due within a working day from now)
        or "closed" (the latest closed first). Raises NotFound for an unknown agency, Invalid for
        another state.
        """
        if state not in STATES:
            raise Invalid("obligation.state", wanted=state, known=", ".join(STATES))
        now, found = self.clock.now(), list[Json]()
        with self.database.read() as connection:
            for here in [agency] if agency else agencies.ids(connection):
                known = self.caches.agency(connection, here)
                until = known.calendar.add_days(now, 1)
                wanted = Wanted(here, cast("State", state), until, limit)
                rows = obligationlists.listed(connection, wanted, now)
                language = self.language
                found += [timeviews.obligation(row, known, language, now) for row in rows]
        order, latest = ("closed_at", True) if state == "closed" else ("deadline", False)
        return sorted(found, key=lambda each: str(each[order]), reverse=latest)[:limit]

    def set_legal_date(
        self, instance: str, to: str, on: date, reason: str, by: str | None = None
    ) -> Json:
        """Move the date set by law by which an instance owes its result to `to`."""
        now = self.clock.now()
        new = self.run(lambda s: legaldates.set_legal_date(s, instance, to, on, reason, by, now))
        return {**self._quiet(new), "to": new.label, "on": on.isoformat()}

    def acknowledge(self, obligation: str, reason: str, by: str | None = None) -> Json:
        """Take note of late work: its last rung is repeated no more, until another one fires.

        `obligation` is its id, or that of the work item that owes it; here and below.
        """
        now = self.clock.now()
        noted = self.run(lambda s: ladder.acknowledge(s, obligation, reason, by, now))
        return self._quiet(noted)

    def snooze(self, obligation: str, until: datetime, reason: str, by: str | None = None) -> Json:
        """Let nothing fire before `until`; what is missed until then fires once."""
        now = self.clock.now()
        held = self.run(lambda s: ladder.snooze(s, obligation, until, reason, by, now))
        return self._quiet(held)

    def _quiet(self, record: ObligationRecord) -> Json:
        """Return how an obligation stands now that somebody has seen to it."""
        with self.database.read() as connection:
            (row,) = explained(connection, [asdict(record)])
        return {
            "id": record.id,
            "agency": record.agency_id,
            "instance": record.instance_id,
            "work_item": record.work_item_id,
            "kind": record.kind,
            "deadline": views.instant(record.deadline_at),
            **timeviews.quiet(row),
            "next_check_at": views.instant(record.next_check_at),
        }
