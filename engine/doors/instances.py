"""Instances: started, put aside, taken up, ended, moved, told something; and one shown whole."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine import dispatch, instances, links, timeviews, views
from engine.agencies import TRIAL_AGENCY, split
from engine.bpmn import runner
from engine.core.errors import NotFound
from engine.core.model import Stuck, WaitingKind
from engine.doors.answering import Answering
from engine.session import Session
from engine.views import Json
from storage import events, obligationlists, reads
from storage import incidents as stored_incidents
from storage import instances as stored_instances
from storage import jobs as stored_jobs

Variables = Mapping[str, Any]


class Instances(Answering):
    """The verbs on instances."""

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
        agency, key = split(definition)
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
        language = self.language
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
            return [views.result(o, here, self.language, now) for o in outcomes]

        return self.run(deliver)
