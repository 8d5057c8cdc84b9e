"""Settings -> Application: everything wired together, and each verb in a transaction of its own.

This is the door for the command line, the JSON API and Python programs. What it returns are plain
JSON values (`engine.views`); what it refuses are `engine.core.errors`.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from engine import (
    agencies,
    definitions,
    dispatch,
    incidents,
    instances,
    ticks,
    tokens,
    views,
    workitems,
)
from engine.bpmn import runner
from engine.case import Result
from engine.clock import Clock, SystemClock
from engine.core import ids, lanes, messages
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Conflict, Invalid, NotFound, Refusal
from engine.core.model import WaitingKind
from engine.core.people import Organisation
from engine.session import Caches, Session
from engine.settings import Settings
from engine.tokens import Identity
from engine.views import Json
from processes import catalogue
from storage import agencies as stored_agencies
from storage import audit, events, migrate, reads
from storage import definitions as stored_definitions
from storage import incidents as stored_incidents
from storage import instances as stored_instances
from storage import tokens as stored_tokens
from storage import workitems as stored_workitems
from storage.database import Database
from storage.reads import TaskFilter
from storage.unitofwork import Stale, UnitOfWork

T = TypeVar("T")
Variables = Mapping[str, Any]

TRIAL_AGENCY = "uji"
"""Where BPMN files go that belong to no agency: no posts, so everybody may do everything there."""

TRIES = 3
"""How often a verb is decided anew when somebody else was faster."""


class Application:
    """One office's engine on one database. Threads may share it."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        """Wire an opened database; `Application.open` is the usual way."""
        self.settings = settings
        self.database = database
        self.clock = clock
        self.caches = Caches()

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        clock: Clock | None = None,
        settings: Settings | None = None,
        upgrade: bool = True,
    ) -> "Application":
        """Open the office at a database URL, or at the one of `settings`.

        A new or older database is brought up to date, unless `upgrade` is False: then one that is
        not current is refused. Raises Invalid for a bad URL, Unavailable when it cannot be reached.
        """
        settings = settings or Settings()
        if url is not None:
            settings = replace(settings, database_url=url)
        database = Database.open(settings.database_url)
        try:
            if upgrade:
                migrate.upgrade(database)
            else:
                migrate.require_current(database)
        except BaseException:
            database.close()
            raise
        return cls(settings, database, clock or SystemClock())

    def __enter__(self) -> "Application":
        """Return itself; leaving the block closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database. What was acknowledged is saved."""
        self.database.close()

    def run(self, verb: Callable[[Session], T]) -> T:
        """Run a verb in one transaction and return what it returned.

        When somebody else was faster the verb reads and decides again. Raises what the verb raises,
        and Conflict where the others were faster each time.
        """
        failure: Exception | None = None
        for _ in range(TRIES):
            with self.database.read() as connection:
                session = self._session(connection)
                outcome = verb(session)
                dispatch.route(session, self.clock.now())
                session.finish()
            if session.work.empty:
                return outcome
            try:
                self.database.write(session.work.apply)
            except (Stale, IntegrityError) as faster:
                failure = faster
                continue
            return outcome
        raise Conflict("busy") from failure

    # Agencies and definitions

    def agencies(self) -> list[Json]:
        """Return every agency, with how many SOPs are in force, instances run, officers work."""
        with self.database.read() as connection:
            return reads.agencies(connection)

    def register(self, organisation: Organisation, calendar: WorkingCalendar | None = None) -> str:
        """Make an agency what `organisation` says; "new", "changed" or "unchanged"."""
        hours = calendar or _usual_hours(organisation)
        now = self.clock.now()
        return self.run(lambda s: agencies.register(s, organisation, hours, now)).change

    def deploy(
        self,
        data: bytes,
        *,
        file: str = "",
        agency: str = TRIAL_AGENCY,
        by: str | None = None,
        activate: bool = True,
    ) -> list[Json]:
        """Deploy every executable process of a BPMN file, one entry each with its findings."""
        now = self.clock.now()
        if agency == TRIAL_AGENCY:
            self._register_trial()
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
        """Deploy folders of agencies, single agencies and BPMN files.

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

    def activate(self, definition: str, version: int, by: str | None = None) -> Json:
        """Put a version of `agency/key` in force."""
        agency, key = _split(definition)
        now = self.clock.now()
        return views.definition(
            self.run(lambda s: definitions.activate(s, agency, key, version, by, now))
        )

    def retire(self, definition: str, version: int, by: str | None = None) -> Json:
        """Take a version of `agency/key` out of force."""
        agency, key = _split(definition)
        now = self.clock.now()
        return views.definition(
            self.run(lambda s: definitions.retire(s, agency, key, version, by, now))
        )

    def definitions(self, agency: str | None = None) -> list[Json]:
        """Return every version of every SOP."""
        with self.database.read() as connection:
            return [views.definition(d) for d in stored_definitions.all_of(connection, agency)]

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
    ) -> Json:
        """Start `agency/key`. `by` None is the system, here and below."""
        agency, key = _split(definition)
        now = self.clock.now()
        return self._result(
            lambda s: instances.start(s, agency, key, title, variables or {}, by, version, now)
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
                inside = runner.inspect(model, record.state, session.context(agency))
                variables = dict(inside.variables)
            rows = reads.work_items(connection, instance)
            open_incidents = stored_incidents.open_of(connection, instance)
            trail = views.events(events.of(connection, instance))
        steps = [views.work_item(row, agency, now) for row in rows]
        return {
            "id": record.id,
            "definition": f"{record.agency_id}/{record.key}",
            "version": record.version,
            "name": model.name,
            "title": record.title,
            "status": record.status,
            "started_at": views.instant(record.started_at),
            "started_by": record.started_by,
            "ended_at": views.instant(record.ended_at),
            "next_due_at": views.instant(record.next_due_at),
            "waiting": [
                {"kind": w[0], "name": w[1], "node": w[2], "key": w[3]} for w in record.waiting
            ],
            "variables": variables,
            "steps": steps,
            "open": [step for step in steps if step["closed_at"] is None],
            "incidents": [views.incident(i, self.settings.language) for i in open_incidents],
            "events": trail,
        }

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
            here = {id: self.caches.agency(connection, id) for id in {r["agency_id"] for r in rows}}
        return [views.task(row, here[row["agency_id"]], now) for row in rows]

    def task(self, work_item: str) -> Json:
        """Return one work item, open or closed, with its form, standard, inputs and outputs."""
        now = self.clock.now()
        with self.database.read() as connection:
            item = stored_workitems.find(connection, work_item)
            record = stored_instances.of_work_item(connection, work_item)
            if item is None or record is None:
                raise NotFound("unknown", kind="work item", name=work_item)
            agency = self.caches.agency(connection, record.agency_id, record.agency_revision)
            node = self.caches.model(connection, record.definition_id).nodes[item.node]
        return views.task_in_full(item, record, node, agency, self.settings.language, now)

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

    # Incidents, audit, time

    def incidents(self, agency: str | None = None) -> list[Json]:
        """Return open incidents, oldest first."""
        with self.database.read() as connection:
            found = stored_incidents.all_open(connection, agency)
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
        return {
            "whole": not found.breaks,
            "streams": found.streams,
            "events": found.events,
            "breaks": [
                {
                    "stream": broken.stream,
                    "seq": broken.seq,
                    "fault": broken.fault,
                    "message": messages.say(
                        f"audit.{broken.fault}",
                        self.settings.language,
                        {"element": broken.stream, "seq": broken.seq},
                    ),
                }
                for broken in found.breaks
            ],
        }

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
        """Return the agency of a "work item", an "instance" or an "incident". Raises NotFound."""
        with self.database.read() as connection:
            found = reads.agency_of(connection, kind, id)
        if found is None:
            raise NotFound("unknown", kind=kind, name=id)
        return found

    def tick(self) -> Json:
        """Do what is due by now."""
        ticked = ticks.fire_timers(self, self.clock.now())
        return {"advanced": ticked.advanced, "failed": ticked.failed}

    def _session(self, connection: Connection) -> Session:
        return Session(
            UnitOfWork(connection),
            self.caches,
            self.settings.step_budget,
            lambda now: ids.new_id(secrets.randbits(ids.RANDOM_BITS), now),
        )

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
        held = here.organisation.holdings(officer, here.today(self.clock.now()))
        posts = [here.organisation.position(a.position) for a in held]
        names = {lanes.key(n) for p in posts if p for n in (p.title, *p.aliases)}
        return tuple(a.position for a in held), tuple(sorted(names))

    def _register_trial(self) -> None:
        with self.database.read() as connection:
            known = stored_agencies.find(connection, TRIAL_AGENCY)
        if known is None:
            self.register(Organisation(TRIAL_AGENCY, "Uji coba", "Asia/Jakarta"))


def _usual_hours(organisation: Organisation) -> WorkingCalendar:
    return WorkingCalendar(organisation.agency, ZoneInfo(organisation.zone), PERPRES_21_2023)


def _split(definition: str) -> tuple[str, str]:
    """Read `agency/key`; a bare key belongs to the trial agency."""
    agency, slash, key = definition.rpartition("/")
    return (agency, key) if slash else (TRIAL_AGENCY, key)
