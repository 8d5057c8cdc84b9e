"""The open obligations of one instance in the hands of one verb: collected, written at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine import obligations
from engine.core import escalation
from engine.core.escalation import Compliance
from engine.core.soptable import Ladder, TimeStandard
from storage import obligations as stored
from storage.obligations import ObligationRecord
from storage.workitems import WorkItemRecord

if TYPE_CHECKING:
    from engine.case import Case


class CaseObligations:
    """The obligations of an instance, as they are and as they shall be.

    A work item has at most one that is open, and its `deadline_at` is that one's: so what is open
    need not be read to finish a step, only to change the others.
    """

    def __init__(self, case: "Case", *, fresh: bool) -> None:
        """Keep the obligations of `case`; a `fresh` one has none yet."""
        self._case = case
        self._found: dict[str, ObligationRecord] | None = {} if fresh else None
        self._before: dict[str, ObligationRecord] = {}
        self._added: dict[str, ObligationRecord] = {}
        self._changed: dict[str, dict[str, Any]] = {}
        self._closed: dict[str, dict[str, Any]] = {}

    @property
    def open(self) -> list[ObligationRecord]:
        """Return the open ones, in the order they arose."""
        known = [*self._read().values(), *self._added.values()]
        return [record for record in known if record.closed_at is None]

    @property
    def changed(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self._added or self._changed or self._closed)

    def of(self, item: WorkItemRecord) -> ObligationRecord | None:
        """Return the open one of a work item."""
        return next((each for each in self.open if each.work_item_id == item.id), None)

    def standard(self, item: WorkItemRecord) -> TimeStandard | None:
        """Return the time standard of the step of a work item."""
        return self._case.node(item.process, item.node).step.time_standard

    def ladder(self, item: WorkItemRecord, standard: TimeStandard) -> Ladder:
        """Return the ladder of the step of a work item."""
        ladders = self._case.model_of(item.process).ladders
        return escalation.ladder_for(ladders, "step", item.lane, standard)

    # What is owed from now on

    def begin(self, now: datetime) -> None:
        """Take on what the instance owes as a whole: its own standard and the dates set by law."""
        model = self._case.model
        if model.time_standard is not None:
            self.add("whole", now, standard=model.time_standard)
        for each in model.legal_dates:
            self.owe(each.to, escalation.next_legal(each.on, self._case.agency.today(now)), now)

    def owe(self, label: str, on: date, now: datetime) -> ObligationRecord:
        """Take on that it be done by a date set by law; reminders past by now are left out."""
        record = self.add("legal", now, label=label, frozen={"on": on.isoformat()})
        past = escalation.already_past(obligations.plan_of(self._case, record), now)
        return self.change(record, fired=past)

    def arrive(self, item: WorkItemRecord) -> dict[str, Any]:
        """Take on the time standard of a step; return what changes of its work item.

        Where the standard counts from the claim, what is owed first is that somebody takes it.
        """
        standard = self.standard(item)
        if standard is None:
            return {}
        ladder = self.ladder(item, standard)
        if ladder.clock == "arrival" or not ladder.response:
            return _dates(self.add("step", item.ready_at, item, standard=standard))
        if item.claimed_at is not None:
            return _dates(self.add("step", item.claimed_at, item, standard=standard))
        answer = TimeStandard(ladder.response)
        return _dates(self.add("response", item.ready_at, item, standard=answer))

    def claim(self, item: WorkItemRecord, now: datetime) -> dict[str, Any]:
        """Let a standard count that counts from the claim; return what changes of the item.

        Once it counts it is the step's: to release the work and claim it again changes nothing.
        """
        standard = self.standard(item)
        if standard is None or self.ladder(item, standard).clock != "claim":
            return {}
        owed = self.of(item)
        if owed is None or owed.kind != "response":
            return {}
        self.end(owed, now, done=True)
        return _dates(self.add("step", now, item, standard=standard))

    def add(
        self,
        kind: str,
        since: datetime,
        item: WorkItemRecord | None = None,
        *,
        standard: TimeStandard | None = None,
        label: str = "",
        frozen: Mapping[str, Any] | None = None,
    ) -> ObligationRecord:
        """Take on one that counts from `since`."""
        case = self._case
        record = ObligationRecord(
            id=case.session.new_id(since),
            agency_id=case.record.agency_id,
            instance_id=case.record.id,
            work_item_id=item.id if item else None,
            kind=kind,
            label=label,
            standard=standard.duration if standard else "",
            calendar=standard.calendar if standard else "",
            base_at=since,
            frozen=frozen,
            deadline_at=since,
            provisional=False,
            paused_at=None,
            compliance="pending",
            closed_at=None,
            fired=0,
            next_check_at=None,
            acknowledged_at=None,
            acknowledged_by=None,
            snoozed_until=None,
            error="",
            told_at=None,
        )
        self._added[record.id] = replace(record, **self._planned(record))
        return self._added[record.id]

    # What ends

    def close(self, item: WorkItemRecord, now: datetime, *, done: bool) -> Compliance | None:
        """Close what is owed for a work item that ends, and say how it was kept; None: nothing was.

        `item` is as it was while it was open.
        """
        if item.deadline_at is None:
            return None
        fresh = any(each.work_item_id == item.id for each in self._added.values())
        if fresh or self._changed or self._found is not None or item.state == "suspended":
            owed = self.of(item)
            return self.end(owed, now, done=done) if owed else None
        compliance = escalation.judge(item.deadline_at, now, done=done)
        self._closed[item.id] = _ended(compliance, now)
        return compliance

    def close_all(self, now: datetime, *, done: bool) -> dict[str, Any]:
        """Close what is still owed; return what the trail says of it, nothing if nothing was."""
        ended = [
            {
                "kind": record.kind,
                "label": record.label,
                "deadline": record.deadline_at.isoformat(),
                "compliance": self.end(record, now, done=done),
            }
            for record in self.open
        ]
        return {"obligations": ended} if ended else {}

    def end(self, record: ObligationRecord, now: datetime, *, done: bool) -> Compliance:
        """Close one, and say how it was kept. While it was paused no time went by for it."""
        compliance = escalation.judge(record.deadline_at, record.paused_at or now, done=done)
        self._set(record, _ended(compliance, now))
        return compliance

    # What changes

    def pause(self, now: datetime) -> None:
        """Stop all but the dates set by law, and keep what is left of their working time."""
        for record in self.open:
            if record.kind != "legal" and record.paused_at is None:
                left = escalation.freeze(
                    obligations.plan_of(self._case, record),
                    obligations.terms_of(record),
                    self._case.agency.calendar,
                    now,
                )
                kept = {"left": left.as_json(), "from": None}
                self._set(record, {"frozen": kept, "paused_at": now, "next_check_at": None})

    def resume(self, now: datetime) -> None:
        """Let them go on with what was left; the deadlines of work items follow."""
        for record in self.open:
            if record.paused_at is not None:
                kept = {**record.frozen, "from": now.isoformat()}
                self.change(record, frozen=kept, paused_at=None)

    def change(self, record: ObligationRecord, **columns: Any) -> ObligationRecord:
        """Change columns of an open one; its deadline, its next look and its work item follow."""
        planned = self._planned(replace(record, **columns))
        after = self._set(record, {**columns, **planned})
        if record.work_item_id and _dates(after) != _dates(record):
            self._case.change(self._case.items[record.work_item_id], **_dates(after))
        return after

    def leave(self, record: ObligationRecord, error: str) -> None:
        """Look at one no more, because of an `error` that a person must see to."""
        self._set(record, {"error": error, "next_check_at": None})

    def flush(self) -> None:
        """Add the statements that make it so.

        Where a rung has fired or one has been closed meanwhile, the whole unit is Stale.
        """
        session = self._case.session
        work = session.work
        for record in self._added.values():
            session.expect("obligations", record.next_check_at)
        for columns in self._changed.values():
            session.expect("obligations", columns.get("next_check_at"))
        stored.add(work, list(self._added.values()))
        for ids in _alike(self._changed):
            rows = [(id, self._before[id].fired, self._changed[id]) for id in ids]
            stored.change_all(work, rows)
        stored.close_items(work, list(self._closed.items()))

    def _read(self) -> dict[str, ObligationRecord]:
        if self._found is None:
            case = self._case
            read = stored.open_of(case.session.connection, case.record.id)
            self._before = {record.id: record for record in read}
            self._found = {record.id: self._as_it_is(record) for record in read}
        return self._found

    def _as_it_is(self, record: ObligationRecord) -> ObligationRecord:
        """Return one just read with what this unit of work has made of it."""
        closed = self._closed.get(record.work_item_id or "", {})
        return replace(record, **self._changed.get(record.id, {}), **closed)

    def _set(self, record: ObligationRecord, columns: dict[str, Any]) -> ObligationRecord:
        if record.id in self._added:
            self._added[record.id] = replace(self._added[record.id], **columns)
            return self._added[record.id]
        self._before.setdefault(record.id, record)
        changed = self._changed.setdefault(record.id, {})
        changed.update(columns)
        after = replace(record, **changed)
        if self._found is not None:
            self._found[record.id] = after
        return after

    def _planned(self, record: ObligationRecord) -> dict[str, Any]:
        """Return the columns that follow from the others; while it is paused they stay."""
        if record.paused_at is not None:
            return {"next_check_at": None}
        calendar = self._case.agency.calendar
        ladder = obligations.ladder_of(self._case, record)
        terms = obligations.terms_of(record)
        plan = escalation.plan(terms, obligations.as_far_as_next(ladder, record), calendar)
        return {
            "deadline_at": plan.deadline_at,
            "provisional": plan.provisional,
            "next_check_at": obligations.next_look(record, plan, ladder, calendar),
        }


def _dates(record: ObligationRecord) -> dict[str, Any]:
    return {"deadline_at": record.deadline_at, "provisional": record.provisional}


def _ended(compliance: Compliance, now: datetime) -> dict[str, Any]:
    return {"compliance": compliance, "closed_at": now, "next_check_at": None}


def _alike(changed: Mapping[str, Mapping[str, Any]]) -> Iterable[list[str]]:
    """Put those together of which the same columns change, so that they cost one statement."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for id, columns in changed.items():
        groups.setdefault(tuple(sorted(columns)), []).append(id)
    return groups.values()
