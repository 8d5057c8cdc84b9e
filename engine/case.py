"""One instance in the hands of one verb: what changes is collected here and written at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import incidentnotices
from engine.actors import SYSTEM, Actor, positions_for
from engine.bpmn.parser import Model
from engine.bpmn.runner import Context
from engine.casejobs import CaseJobs
from engine.caseobligations import CaseObligations
from engine.core import lanes, lifecycle
from engine.core.errors import Conflict, NotFound
from engine.core.lifecycle import OPEN_STATES, InstanceVerb
from engine.core.model import Node, OpenTask, Progress, Stuck
from engine.core.workclocks import Clocks
from engine.session import Agency, Session
from engine.trail import Trail
from storage import incidents, instances, workitems
from storage.incidents import IncidentRecord
from storage.instances import InstanceRecord
from storage.workitems import WorkItemRecord


@dataclass(frozen=True, slots=True)
class Result:
    """What a verb came to: where the instance stands, what opened, and what went wrong if it did.

    With an incident nothing else has changed: the command is kept and can be tried again.
    """

    instance: InstanceRecord
    opened: tuple[WorkItemRecord, ...] = ()
    work_item: WorkItemRecord | None = None
    incident: IncidentRecord | None = None


class Case:
    """An instance, its open work items and its trail, as they are and as they shall be."""

    def __init__(
        self,
        session: Session,
        record: InstanceRecord,
        items: list[WorkItemRecord],
        *,
        fresh: bool = False,
    ) -> None:
        """Take an instance in hand; `fresh` is one that is not in the database yet."""
        self.session = session
        self.record = record
        self.items = {item.id: item for item in items}
        self.agency: Agency = session.agency(record.agency_id, record.agency_revision)
        self.model = session.model(record.definition_id)
        seq, hash = record.audit_seq, record.audit_hash
        self.trail = Trail(record.agency_id, record.id, seq, hash, session.account)
        self.jobs = CaseJobs(session, self.trail, record.jobs)
        self.obligations = CaseObligations(self, fresh=fresh)
        self._before = record
        self._fresh = fresh
        self._added: dict[str, None] = {}
        self._changed: dict[str, dict[str, Any]] = {}
        self._incidents: list[IncidentRecord] = []
        self._incident_changes: dict[str, dict[str, Any]] = {}
        self.retrying: IncidentRecord | None = None
        self.returned_for = ""
        session.pending[record.id] = self

    @property
    def context(self) -> Context:
        """Return what the runner has to know of the agency."""
        return self.session.context(self.agency)

    @property
    def state(self) -> bytes:
        """Return the stored state; an instance that never got going has none."""
        return self.record.state or b""

    @property
    def open_items(self) -> list[WorkItemRecord]:
        """Return the work items that lie on somebody's list, oldest first."""
        return [item for item in self.items.values() if item.state in OPEN_STATES]

    def require(self, verb: InstanceVerb) -> None:
        """Raise Conflict unless the status of the instance allows `verb`."""
        if not lifecycle.allows(lifecycle.INSTANCE, verb, self.record.status):
            raise Conflict("instance.status", instance=self.record.id, status=self.record.status)

    def item(self, id: str) -> WorkItemRecord:
        """Return a work item of the instance, open or closed. Raises NotFound."""
        if id not in self.items:
            found = workitems.find(self.session.connection, id)
            if found is None or found.instance_id != self.record.id:
                raise NotFound("unknown", kind="work item", name=id)
            self.items[id] = found
        return self.items[id]

    def model_of(self, process: str) -> Model:
        """Return the instance's own model, or that of the called `process`."""
        called = self.session.called_model(self.record.agency_id, process) if process else None
        return called or self.model

    def node(self, process: str, id: str) -> Node:
        """Return a flow node of the instance's own model, or of the called `process`."""
        return self.model_of(process).nodes[id]

    def positions(self, item: WorkItemRecord) -> tuple[str, ...]:
        """Return the posts that may do `item`."""
        return positions_for(item.position_id, item.lane, self.agency.organisation)

    def result(
        self, item: WorkItemRecord | None = None, incident: IncidentRecord | None = None
    ) -> Result:
        """Return what the verb came to."""
        opened = tuple(self.items[id] for id in self._added if self.items[id].state in OPEN_STATES)
        return Result(self.record, opened, self.items[item.id] if item else None, incident)

    def set(self, **columns: Any) -> None:
        """Change columns of the instance."""
        self.record = replace(self.record, **columns)

    def change(self, item: WorkItemRecord, **columns: Any) -> WorkItemRecord:
        """Change columns of a work item and return it as it is now."""
        self.items[item.id] = replace(self.items[item.id], **columns)
        if item.id not in self._added:
            self._changed.setdefault(item.id, {}).update(columns)
        return self.items[item.id]

    def take(self, item: WorkItemRecord, actor: Actor, now: datetime) -> WorkItemRecord:
        """Note who has a work item from now on; one who has it already keeps it since then."""
        if item.claimed_at is not None:
            return item
        return self.change(
            item,
            officer=actor.username,
            capacity=actor.capacity,
            **self.counted(item, now),
            **self.obligations.claim(item, now),
            claimed_at=now,
        )

    def close(
        self, item: WorkItemRecord, now: datetime, *, done: bool, **columns: Any
    ) -> dict[str, Any]:
        """End a work item for good, done or not; return what the trail says of its time."""
        compliance = self.obligations.close(item, now, done=done)
        clocks = {**self.counted(item, now), "counting_from": None}
        closed = self.change(item, closed_at=now, **clocks, **columns)
        deadline = closed.deadline_at.isoformat() if closed.deadline_at else None
        return {
            "deadline": deadline,
            "compliance": compliance,
            "waited": closed.waited,
            "handled": closed.handled,
        }

    def counted(self, item: WorkItemRecord, now: datetime) -> dict[str, Any]:
        """Return the columns of the two clocks of a work item as they stand at `now`."""
        clocks = Clocks(item.waited, item.handled, item.counting_from)
        found = clocks.at(now, self.agency.calendar, claimed=item.claimed_at is not None)
        return {
            "waited": found.waited,
            "handled": found.handled,
            "counting_from": found.counting_from,
        }

    def settle(self, progress: Progress, actor: Actor, now: datetime) -> None:
        """Make the instance what the runner says: state, open work, subscriptions, timers, end."""
        self.set(
            state=progress.state,
            next_due_at=progress.next_due_at,
            waiting=[[w.kind, w.name, w.node, w.key] for w in progress.waiting],
        )
        for each in progress.decided:
            self.trail.log(
                "DecisionMade",
                SYSTEM,
                now,
                node=each.node,
                decision=each.decision,
                version=each.version,
                rules=list(each.rules),
            )
        tokens = {task.token for task in progress.open}
        for item in self.open_items:
            if item.token not in tokens:
                times = self.close(item, now, done=False, state="cancelled")
                self.trail.log(
                    "WorkItemCancelled", SYSTEM, now, work_item=item.id, node=item.node, **times
                )
        known = {item.token for item in self.items.values()}
        for task in progress.open:
            if task.token not in known:
                self._open(task, now)
        cancelled = self.jobs.follow(progress.jobs, now)
        if cancelled:
            self.resolve_incidents(actor, now, jobs=cancelled)
        if progress.status == "completed":
            self.set(status="completed", ended_at=now, next_due_at=None)
            self.jobs.cancel(now)  # those no service task waited for
            self.resolve_incidents(actor, now)
            owed = self.obligations.close_all(now, done=True)
            self.trail.log("InstanceCompleted", actor, now, **owed)

    def raise_incident(
        self,
        stuck: Stuck,
        command: Mapping[str, Any],
        actor: Actor,
        now: datetime,
        item: WorkItemRecord | None = None,
    ) -> IncidentRecord:
        """Keep `command` as an incident; the instance itself stays as it was."""
        if self.retrying is not None:
            return self._failed_again(self.retrying, stuck, actor, now)
        incident = IncidentRecord(
            id=self.session.new_id(now),
            agency_id=self.record.agency_id,
            instance_id=self.record.id,
            work_item_id=item.id if item else None,
            node=stuck.node,
            code=stuck.code,
            facts={name: str(value) for name, value in stuck.facts.items()},
            command=dict(command),
            officer=actor.username,
            attempts=1,
            raised_at=now,
            resolved_at=None,
        )
        self._incidents.append(incident)
        self.set(incidents=self.record.incidents + 1)
        self.trail.log(
            "IncidentRaised",
            actor,
            now,
            work_item=incident.work_item_id,
            incident=incident.id,
            code=stuck.code,
            node=stuck.node,
        )
        incidentnotices.tell_of(self, incident, now)
        return incident

    def resolve(self, incident: IncidentRecord, actor: Actor, now: datetime) -> None:
        """Close an incident: what it stood for has been done."""
        if incident.id in self._incident_changes:
            return
        self._incident_changes[incident.id] = {"resolved_at": now}
        self.set(incidents=self.record.incidents - 1)
        self.trail.log(
            "IncidentResolved", actor, now, work_item=incident.work_item_id, incident=incident.id
        )

    def resolve_incidents(
        self,
        actor: Actor,
        now: datetime,
        item: WorkItemRecord | None = None,
        jobs: Sequence[str] = (),
    ) -> None:
        """Close the open incidents of the instance, or only those of one work item or of `jobs`."""
        if not self.record.incidents:
            return
        for incident in incidents.open_of(self.session.connection, self.record.id):
            of_item = item is not None and incident.work_item_id == item.id
            if of_item or incident.command.get("job") in jobs or not (item or jobs):
                self.resolve(incident, actor, now)

    def flush(self) -> None:
        """Add the statements that make it so to the unit of work."""
        changed = self._changed or self.jobs.changed or self.obligations.changed or self.trail.rows
        if self.record == self._before and not changed:
            return
        work, record = self.session.work, self.record
        self.session.expect("timers", record.next_due_at)
        seq, head = self.trail.seq, self.trail.hash
        self.set(audit_seq=seq, audit_hash=head, jobs=self.jobs.count)
        if self._fresh:
            instances.add(work, self.record)
        else:
            instances.save(work, self._before, self.record)
        if record.waiting != self._before.waiting:
            instances.replace_subscriptions(work, record)
        workitems.add(work, [self.items[id] for id in self._added])
        for values, ids in _grouped(self._changed):
            workitems.change(work, ids, values)
        self.jobs.flush()
        self.obligations.flush()
        for incident in self._incidents:
            incidents.add(work, incident)
        for id, values in self._incident_changes.items():
            incidents.change(work, id, values)
        self.trail.flush(work)

    def _failed_again(
        self, incident: IncidentRecord, stuck: Stuck, actor: Actor, now: datetime
    ) -> IncidentRecord:
        again = replace(
            incident,
            attempts=incident.attempts + 1,
            node=stuck.node,
            code=stuck.code,
            facts={name: str(value) for name, value in stuck.facts.items()},
        )
        self._incident_changes[incident.id] = {
            "attempts": again.attempts,
            "node": again.node,
            "code": again.code,
            "facts": again.facts,
        }
        self.trail.log(
            "IncidentRaised",
            actor,
            now,
            work_item=again.work_item_id,
            incident=again.id,
            code=again.code,
            node=again.node,
            attempt=again.attempts,
        )
        return again

    def _open(self, task: OpenTask, now: datetime) -> None:
        node = self.node(task.process, task.node)
        item = WorkItemRecord(
            id=self.session.new_id(now),
            agency_id=self.record.agency_id,
            instance_id=self.record.id,
            token=task.token,
            node=task.node,
            process=task.process,
            step=node.step.number,
            name=node.name or node.id,
            lane=node.lane,
            lane_key=lanes.key(node.lane),
            position_id=self._position(task, node),
            item=task.item,
            round=task.round,
            state="ready",
            resume_state=None,
            officer=None,
            capacity="",
            assigned=False,
            ready_at=now,
            claimed_at=None,
            started_at=None,
            closed_at=None,
            deadline_at=None,
            provisional=False,
            waited=0,
            handled=0,
            counting_from=now,
            result=None,
            reason=self.returned_for,
        )
        self.items[item.id] = item
        self._added[item.id] = None
        item = self.change(item, **self.obligations.arrive(item))
        deadline = item.deadline_at
        self.trail.log(
            "WorkItemOpened",
            SYSTEM,
            now,
            work_item=item.id,
            node=item.node,
            step=item.step,
            lane=item.lane,
            round=item.round,
            deadline=deadline.isoformat() if deadline else None,
        )

    def _position(self, task: OpenTask, node: Node) -> str | None:
        """Return the one post that does it.

        Of an item that is a unit: the lane's post in that unit, else the post the item names, its
        head. Otherwise the lane's only post.
        """
        organisation = self.agency.organisation
        found = lanes.positions(node.lane, organisation) if node.lane else ()
        if isinstance(task.item, dict):
            posts = [post for post in organisation.positions if post.id in found]
            inside = [post.id for post in posts if post.unit and post.unit == task.item.get("id")]
            named = task.item.get("position")
            if inside:
                return inside[0]
            if isinstance(named, str) and organisation.position(named):
                return named
        return found[0] if len(found) == 1 else None


def of(session: Session, record: InstanceRecord) -> Case:
    """Return the case of an instance, the same one throughout a unit of work."""
    found = session.pending.get(record.id)
    if isinstance(found, Case):
        return found
    return Case(session, record, workitems.open_of(session.connection, record.id))


def around(session: Session, work_item_id: str) -> Case | None:
    """Return the case of the instance of a work item, read with it in one query."""
    found = workitems.with_instance(session.connection, work_item_id)
    if found is None:
        return None
    record, items = found
    known = session.pending.get(record.id)
    return known if isinstance(known, Case) else Case(session, record, items)


def _grouped(changed: dict[str, dict[str, Any]]) -> list[tuple[dict[str, Any], list[str]]]:
    """Put work items that get the same values together, so that they cost one statement."""
    groups: list[tuple[dict[str, Any], list[str]]] = []
    for id, values in changed.items():
        for known, ids in groups:
            if known == values:
                ids.append(id)
                break
        else:
            groups.append((values, [id]))
    return groups
