"""Settings -> Application: everything wired together, and each verb in a transaction of its own.

This is the door for the command line, the JSON API and Python programs. What it returns are plain
JSON values (`engine.views`); what it refuses are `engine.core.errors`.
"""

import secrets
from collections.abc import Callable, Mapping, Sized
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from engine import (
    actors,
    agencies,
    calendars,
    decisions,
    definitions,
    dispatch,
    forecasting,
    incidents,
    instances,
    jobs,
    links,
    timeviews,
    tokens,
    views,
    workitems,
)
from engine.bpmn import runner
from engine.calendars import Edit
from engine.case import Result
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid, NotFound, Refusal
from engine.core.model import Stuck, WaitingKind
from engine.core.people import Organisation
from engine.doors.accounts import Accounts
from engine.doors.administering import Administering
from engine.doors.archiving import Archiving
from engine.doors.boards import Boards
from engine.doors.commanding import Commanding
from engine.doors.designing import Designing
from engine.doors.documents import Documents
from engine.doors.hooking import Hooking
from engine.doors.inbox import Inbox
from engine.doors.listing import Listing
from engine.doors.noticing import Noticing
from engine.doors.reporting import Reporting
from engine.doors.seeing import Seeing
from engine.doors.simulating import Simulating
from engine.doors.supervision import Supervision
from engine.doors.watching import Watching
from engine.duties import DUTIES
from engine.session import Session
from engine.tokens import Identity
from engine.transactions import Transactions
from engine.views import Json
from engine.workinghours import seeded, usual
from processes import catalogue
from storage import agencies as stored_agencies
from storage import audit, events, obligationlists, reads
from storage import decisions as stored_decisions
from storage import definitions as stored_definitions
from storage import incidents as stored_incidents
from storage import instances as stored_instances
from storage import jobs as stored_jobs
from storage import tokens as stored_tokens
from storage.reads import TaskFilter

T = TypeVar("T")
Variables = Mapping[str, Any]

TRIAL_AGENCY = agencies.TRIAL_AGENCY
"""Where BPMN files go that belong to no agency: no posts, so everybody may do everything there."""


class Application(
    Accounts,
    Administering,
    Boards,
    Commanding,
    Documents,
    Hooking,
    Inbox,
    Listing,
    Seeing,
    Supervision,
    Watching,
    Reporting,
    Archiving,
    Simulating,
    Designing,
    Noticing,
    Transactions,
):
    """One office's engine on one database. Threads may share it."""

    # Agencies and definitions

    def agencies(self) -> list[Json]:
        """Return every agency, with how many SOPs are in force, instances run, officers work."""
        with self.database.read() as connection:
            return reads.agencies(connection)

    def register(self, organisation: Organisation, calendar: WorkingCalendar | None = None) -> str:
        """Make an agency what `organisation` says; "new", "changed" or "unchanged"."""
        now = self.clock.now()
        hours = seeded(calendar or usual(organisation), now)
        here = organisation.agency
        return self.hold(here, lambda s: agencies.register(s, organisation, hours, now)).change

    def calendar(self, agency: str, first: date, last: date) -> Json:
        """Return the working calendar of an agency, with each day from `first` to `last`."""
        with self.database.read() as connection:
            edited, days = calendars.show(self._session(connection), agency, first, last)
        return views.calendar(agency, edited, days)

    def edit_calendar(
        self,
        agency: str,
        edit: Edit,
        why: str = "",
        by: str | None = None,
        *,
        preview: bool = False,
        administrator: bool = False,
    ) -> Json:
        """Edit a calendar (`engine.calendars.set_day` …) and move the open deadlines it changes.

        With `preview` nothing is written: it only tells which deadlines would move.
        """
        now = self.clock.now()

        def verb(session: Session) -> calendars.Outcome:
            return calendars.edit(session, agency, edit, why, by, now, administrator=administrator)

        if preview:
            with self.database.read() as connection:
                outcome = verb(self._session(connection))
        else:
            outcome = self.hold(agency, verb)
        return views.edited_calendar(outcome, preview=preview)

    def deploy(
        self,
        data: bytes,
        *,
        file: str = "",
        agency: str = TRIAL_AGENCY,
        by: str | None = None,
        activate: bool = True,
    ) -> list[Json]:
        """Deploy every executable process of a BPMN file, one entry each with its findings.

        Or every decision of a DMN file, each then with `kind` "decision".
        """
        now = self.clock.now()
        if agency == TRIAL_AGENCY:
            self._register_trial()
        if decisions.is_dmn(data):
            made = self.run(
                lambda s: decisions.deploy(s, data, file, agency, by, now, activate=activate)
            )
            return [views.deployed_decision(one, self.settings.language) for one in made]
        deployed = self.run(
            lambda s: definitions.deploy(s, data, file, agency, by, now, activate=activate)
        )
        return [views.deployed(one, self.settings.language) for one in deployed]

    def deploy_paths(
        self,
        paths: list[Path],
        agency: str | None = None,
        *,
        by: str | None = None,
        activate: bool = True,
        refused: Callable[[Refusal], None] | None = None,
    ) -> list[Json]:
        """Deploy folders of agencies, single agencies, BPMN and DMN files.

        A file belongs to `agency`, else to the agency.toml beside it, else to the trial agency.
        With `refused` a file that is refused is given to it, and the others are deployed all the
        same; else the first refusal is raised.
        """
        found: list[Json] = []
        for selection in catalogue.resolve(paths):
            home = agency or TRIAL_AGENCY
            if selection.agency and not agency:
                home = selection.agency.organisation.agency
                self.register(selection.agency.organisation, selection.agency.calendar)
            for path in selection.files:
                data, file = path.read_bytes(), path.name
                try:
                    found += self.deploy(data, file=file, agency=home, by=by, activate=activate)
                except Refusal as refusal:
                    if refused is None:
                        raise
                    refused(refusal)
        return found

    def activate(
        self, definition: str, version: int, by: str | None = None, *, permitted: bool = False
    ) -> Json:
        """Put a version of `agency/key` in force."""
        agency, key = _split(definition)
        now = self.clock.now()
        return views.definition(
            self.run(
                lambda s: definitions.activate(
                    s, agency, key, version, by, now, permitted=permitted
                )
            )
        )

    def retire(
        self, definition: str, version: int, by: str | None = None, *, permitted: bool = False
    ) -> Json:
        """Take a version of `agency/key` out of force."""
        agency, key = _split(definition)
        now = self.clock.now()
        return views.definition(
            self.run(
                lambda s: definitions.retire(s, agency, key, version, by, now, permitted=permitted)
            )
        )

    def definitions(self, agency: str | None = None) -> list[Json]:
        """Return every version of every SOP."""
        with self.database.read() as connection:
            found = stored_definitions.all_of(connection, agency)
            self._known(connection, agency, found)
        return [views.definition(record) for record in found]

    def decisions(self, agency: str | None = None) -> list[Json]:
        """Return every version of every decision."""
        with self.database.read() as connection:
            return [views.decision(each) for each in stored_decisions.all_of(connection, agency)]

    def source(self, definition: str, version: int) -> bytes:
        """Return the BPMN of a version exactly as it was deployed. Raises NotFound."""
        agency, key = _split(definition)
        with self.database.read() as connection:
            record = stored_definitions.version(connection, agency, key, version)
            if record is None:
                raise NotFound("unknown", kind="definition", name=f"{definition} v{version}")
            return stored_definitions.source(connection, record.id)[0]

    # Instances

    def start(
        self,
        definition: str,
        variables: Variables | None = None,
        *,
        title: str = "",
        by: str | None = None,
        version: int | None = None,
        after: str | None = None,
    ) -> Json:
        """Start `agency/key`, or let it go on `after` an instance that has ended.

        `by` None is the system, here and below.
        """
        agency, key = _split(definition)
        now, sent = self.clock.now(), variables or {}
        if after is not None:
            return self._result(
                lambda s: links.start_after(s, after, agency, key, title, sent, by, version, now)
            )
        return self._result(
            lambda s: instances.start(s, agency, key, title, sent, by, version, now)
        )

    def suspend(self, instance: str, reason: str, by: str | None = None) -> Json:
        """Put an instance aside."""
        now = self.clock.now()
        return self._result(lambda s: instances.suspend(s, instance, reason, by, now))

    def resume(self, instance: str, by: str | None = None) -> Json:
        """Take up a suspended instance."""
        now = self.clock.now()
        return self._result(lambda s: instances.resume(s, instance, by, now))

    def cancel(self, instance: str, reason: str, by: str | None = None) -> Json:
        """End an instance without finishing it."""
        now = self.clock.now()
        return self._result(lambda s: instances.cancel(s, instance, reason, by, now))

    def migrate(self, instance: str, version: int | None = None, by: str | None = None) -> Json:
        """Move an instance to another version, the one in force if `version` is None."""
        now = self.clock.now()
        return self._result(lambda s: instances.migrate(s, instance, version, by, now))

    def message(
        self,
        name: str,
        payload: Variables | None = None,
        *,
        agency: str = TRIAL_AGENCY,
        key: str | None = None,
        instance: str | None = None,
        by: str | None = None,
    ) -> Json:
        """Give a message to the instance that waits for it."""
        return self._send("message", name, payload, agency, key, instance, by)[0]

    def signal(
        self,
        name: str,
        payload: Variables | None = None,
        *,
        agency: str = TRIAL_AGENCY,
        instance: str | None = None,
        by: str | None = None,
    ) -> list[Json]:
        """Give a signal to every instance of the agency that waits for it."""
        return self._send("signal", name, payload, agency, None, instance, by)

    def instances(
        self, agency: str | None = None, status: str | None = None, limit: int = 1000
    ) -> list[Json]:
        """Return instances, the newest first."""
        with self.database.read() as connection:
            rows = reads.instances(connection, agency, status, limit)
            self._known(connection, agency, rows)
        return [views.instance(row) for row in rows]

    def show(self, instance: str) -> Json:
        """Return one instance: status, every step with its times, variables, open work, trail."""
        now = self.clock.now()
        with self.database.read() as connection:
            record = stored_instances.find(connection, instance)
            if record is None:
                raise NotFound("unknown", kind="instance", name=instance)
            agency = self.caches.agency(connection, record.agency_id, record.agency_revision)
            session = self._session(connection)
            model = session.model(record.definition_id)
            variables = {}
            if record.state is not None:
                with suppress(Stuck):  # a damaged state; what the tables hold is shown all the same
                    inside = runner.inspect(model, record.state, session.context(agency))
                    variables = dict(inside.variables)
            rows = reads.work_items(connection, instance)
            open_jobs = stored_jobs.open_of(connection, instance) if record.jobs else []
            open_incidents = stored_incidents.open_of(connection, instance)
            owed = obligationlists.of_instance(connection, instance)
            trail = views.events(events.of(connection, instance))
        kept = timeviews.compliances(owed)
        rows = [{**row, "compliance": kept.get(row["id"])} for row in rows]
        steps = [views.work_item(row, agency, now) for row in rows]
        language = self.settings.language
        return {
            **views.running(record, model.name),
            "variables": variables,
            "steps": steps,
            "open": [step for step in steps if step["closed_at"] is None],
            "jobs": [views.job(each, each.handler in self.handlers) for each in open_jobs],
            "obligations": [timeviews.obligation(o, agency, language, now) for o in owed],
            "incidents": [views.incident(i, language) for i in open_incidents],
            "events": trail,
        }

    def forecast(self, asked: forecasting.Asked) -> Json:
        """Return when the steps and the whole of an SOP or an instance would be finished."""
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            return forecasting.forecast(session, asked, TRIAL_AGENCY, self.settings.language, now)

    # Work items

    def tasks(
        self,
        agency: str | None = None,
        *,
        instance: str | None = None,
        officer: str | None = None,
        limit: int = 1000,
    ) -> list[Json]:
        """Return open work items; with `officer`, what they have and what they may take."""
        now = self.clock.now()
        with self.database.read() as connection:
            posts, names = self._posts(connection, agency, officer)
            wanted = TaskFilter(agency, instance, officer, posts, names, limit)
            rows = reads.tasks(connection, wanted)
            self._known(connection, agency, rows)
            revisions = {row["agency_id"]: row["agency_revision"] for row in rows}
            here = {id: self.caches.agency(connection, id, r) for id, r in revisions.items()}
        return [views.task(row, here[row["agency_id"]], now) for row in rows]

    def task(self, work_item: str) -> Json:
        """Return one work item, open or closed, with its form, standard, inputs and outputs."""
        now = self.clock.now()
        with self.database.read() as connection:
            case, item = workitems.find(self._session(connection), work_item)
            node = case.node(item.process, item.node)
        return views.task_in_full(item, case.record, node, case.agency, self.settings.language, now)

    def claim(self, work_item: str, by: str | None = None) -> Json:
        """Take a work item for oneself."""
        now = self.clock.now()
        return self._result(lambda s: workitems.claim(s, work_item, by, now))

    def release(self, work_item: str, by: str | None = None) -> Json:
        """Give a claimed work item back."""
        now = self.clock.now()
        return self._result(lambda s: workitems.release(s, work_item, by, now))

    def begin(self, work_item: str, by: str | None = None) -> Json:
        """Start working on it."""
        now = self.clock.now()
        return self._result(lambda s: workitems.begin(s, work_item, by, now))

    def complete(
        self, work_item: str, variables: Variables | None = None, by: str | None = None
    ) -> Json:
        """Finish a work item with the values of its form."""
        now = self.clock.now()
        return self._result(lambda s: workitems.complete(s, work_item, variables or {}, by, now))

    def return_(
        self, work_item: str, reason: str, to: str | None = None, by: str | None = None
    ) -> Json:
        """Send the work back to an earlier step, to be done again."""
        now = self.clock.now()
        return self._result(lambda s: workitems.return_(s, work_item, reason, to, by, now))

    def assign(self, work_item: str, to: str, reason: str = "", by: str | None = None) -> Json:
        """Give a work item to one officer."""
        now = self.clock.now()
        return self._result(lambda s: workitems.assign(s, work_item, to, reason, by, now))

    # Jobs of handlers

    def jobs(
        self, agency: str | None = None, *, instance: str | None = None, limit: int = 1000
    ) -> list[Json]:
        """Return open jobs, the oldest first."""
        with self.database.read() as connection:
            found = stored_jobs.all_open(connection, agency, instance, limit)
        return [views.job(record, record.handler in self.handlers) for record in found]

    def complete_job(
        self, job: str, variables: Variables | None = None, by: str | None = None
    ) -> Json:
        """End a job by hand, with the variables its handler would have returned."""
        now = self.clock.now()
        return self._result(lambda s: jobs.complete(s, job, variables or {}, by, now))

    def fail_job(
        self, job: str, code: str, variables: Variables | None = None, by: str | None = None
    ) -> Json:
        """End a job in a BPMN error that the model catches by its `code`."""
        now = self.clock.now()
        return self._result(lambda s: jobs.fail(s, job, code, variables or {}, by, now))

    def skip_job(self, job: str, reason: str, by: str | None = None) -> Json:
        """End a job without a result."""
        now = self.clock.now()
        return self._result(lambda s: jobs.skip(s, job, reason, by, now))

    def retry_job(self, job: str, by: str | None = None) -> Json:
        """Let a handler have a job again at once."""
        now = self.clock.now()
        return self._result(lambda s: jobs.retry(s, job, by, now))

    # Incidents, audit, time

    def incidents(self, agency: str | None = None) -> list[Json]:
        """Return open incidents, oldest first."""
        with self.database.read() as connection:
            found = stored_incidents.all_open(connection, agency)
            self._known(connection, agency, found)
        return [views.incident(record, self.settings.language) for record in found]

    def retry(self, incident: str, by: str | None = None) -> Json:
        """Try again what led to an incident."""
        now = self.clock.now()
        return self._result(lambda s: incidents.retry(s, incident, by, now))

    def verify_audit(self, instance: str | None = None) -> Json:
        """Return whether the audit trails are whole, and where they are broken if not."""
        with self.database.read() as connection:
            if instance and stored_instances.find(connection, instance) is None:
                raise NotFound("unknown", kind="instance", name=instance)
            found = audit.verify(connection, instance)
        return views.verification(found, self.settings.language)

    # Tokens of the JSON API

    def create_token(
        self,
        officer: str | None = None,
        *,
        agency: str | None = None,
        label: str = "",
        valid_for: timedelta | None = None,
    ) -> Json:
        """Make a token of an officer of an agency; without both, of an administrator.

        Its text is under `token`, here and never again: only a digest is kept.
        """
        now = self.clock.now()
        secret = tokens.PREFIX + secrets.token_urlsafe(32)
        made = self.run(lambda s: tokens.create(s, secret, agency, officer, label, valid_for, now))
        return {**views.token(made), "token": secret}

    def revoke_token(self, token: str) -> Json:
        """Make a token worth nothing, by its id."""
        now = self.clock.now()
        return views.token(self.run(lambda s: tokens.revoke(s, token, now)))

    def tokens(self, agency: str | None = None) -> list[Json]:
        """Return every token ever made, oldest first, without the tokens themselves."""
        with self.database.read() as connection:
            return [views.token(record) for record in stored_tokens.all_of(connection, agency)]

    def identify_token(self, secret: str) -> Identity:
        """Return whose token it is. Raises NotIdentified."""
        now = self.clock.now()
        return self.run(lambda s: tokens.identify(s, secret, now))

    def agency_of(self, kind: str, id: str) -> str:
        """Return the agency of a "work item", "instance", "incident" or "job". Raises NotFound."""
        with self.database.read() as connection:
            found = reads.agency_of(connection, kind, id)
        if found is None:
            raise NotFound("unknown", kind=kind, name=id)
        return found

    def tick(self) -> Json:
        """Do what is due by now."""
        ticked = [duty.look(self, self.clock.now()) for duty in DUTIES]
        self.couriers.wait()
        return {
            "advanced": sum(one.advanced for one in ticked),
            "failed": sum(one.failed for one in ticked),
        }

    def _result(self, verb: Callable[[Session], Result]) -> Json:
        now = self.clock.now()

        def with_agency(session: Session) -> Json:
            outcome = verb(session)
            agency = session.agency(outcome.instance.agency_id, outcome.instance.agency_revision)
            return views.result(outcome, agency, self.settings.language, now)

        return self.run(with_agency)

    def _send(
        self,
        kind: WaitingKind,
        name: str,
        payload: Variables | None,
        agency: str,
        key: str | None,
        instance: str | None,
        by: str | None,
    ) -> list[Json]:
        now = self.clock.now()

        def deliver(session: Session) -> list[Json]:
            outcomes = dispatch.send(
                session, agency, kind, name, payload or {}, key, instance, by, now
            )
            here = session.agency(agency)
            return [views.result(o, here, self.settings.language, now) for o in outcomes]

        return self.run(deliver)

    def _posts(
        self, connection: Connection, agency: str | None, officer: str | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the posts an officer holds now, and every lane name that means one of them."""
        if officer is None:
            return (), ()
        if agency is None:
            raise Invalid("tasks.agency")
        here = self.caches.agency(connection, agency)
        actors.identify(here.organisation, officer)
        return actors.shares(here.organisation, officer, here.today(self.clock.now()))

    def _known(self, connection: Connection, agency: str | None, found: Sized) -> None:
        """Refuse an empty list where the agency does not exist, so that nobody trusts a typo."""
        if agency is not None and not found:
            self.caches.agency(connection, agency)

    def _register_trial(self) -> None:
        with self.database.read() as connection:
            known = stored_agencies.find(connection, TRIAL_AGENCY)
        if known is None:
            self.register(Organisation(TRIAL_AGENCY, "Uji coba", "Asia/Jakarta"))


def _split(definition: str) -> tuple[str, str]:
    """Read `agency/key`; a bare key belongs to the trial agency."""
    agency, slash, key = definition.rpartition("/")
    return (agency, key) if slash else (TRIAL_AGENCY, key)
