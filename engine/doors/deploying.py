"""SOPs and decisions: deployed, put in force, taken out of it; each verb in a transaction."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from engine import decisions, definitions, schedules, views
from engine.agencies import TRIAL, TRIAL_AGENCY, split
from engine.core import effective
from engine.core.errors import Invalid, NotFound, Refusal
from engine.doors.agencies import Agencies
from engine.doors.answering import Answering
from engine.session import Session
from engine.versions import Standing
from engine.views import Json
from processes import catalogue
from storage import agencies as stored_agencies
from storage import decisions as stored_decisions
from storage import definitions as stored_definitions
from storage import schedules as stored_schedules


class Deploying(Agencies, Answering):
    """The verbs on versions."""

    def deploy(
        self,
        data: bytes,
        *,
        file: str = "",
        agency: str = TRIAL_AGENCY,
        by: str | None = None,
        activate: bool = True,
        effective_on: date | None = None,
    ) -> list[Json]:
        """Deploy every executable process of a BPMN file, one entry each with its findings.

        Or every decision of a DMN file, each then with `kind` "decision". With `effective_on` an
        SOP comes into force when that day begins.
        """
        now = self.clock.now()
        if agency == TRIAL_AGENCY:
            self._register_trial()
        if decisions.is_dmn(data):
            if effective_on is not None:
                raise Invalid("schedule.decision", file=file or "-")
            made = self.run(
                lambda s: decisions.deploy(s, data, file, agency, by, now, activate=activate)
            )
            return [views.deployed_decision(one, self.language) for one in made]
        begin: dict[str, Any] = {"activate": activate, "effective_on": effective_on}

        def told(session: Session) -> list[Json]:
            deployed = definitions.deploy(session, data, file, agency, by, now, **begin)
            here = session.agency(agency)
            return [views.deployed(one, here, self.language) for one in deployed]

        return self.run(told)

    def deploy_paths(
        self,
        paths: list[Path],
        agency: str | None = None,
        *,
        by: str | None = None,
        activate: bool = True,
        effective_on: date | None = None,
        refused: Callable[[Refusal], None] | None = None,
    ) -> list[Json]:
        """Deploy folders of agencies, single agencies, BPMN and DMN files.

        A file belongs to `agency`, else to the agency.toml beside it, else to the trial agency.
        With `refused` a file that is refused is given to it, and the others are deployed all the
        same; else the first refusal is raised.
        """
        found: list[Json] = []
        begin: dict[str, Any] = {"activate": activate, "effective_on": effective_on}
        for selection in catalogue.resolve(paths):
            home = agency or TRIAL_AGENCY
            if selection.agency and not agency:
                home = selection.agency.organisation.agency
                self.register(selection.agency.organisation, selection.agency.calendar)
            for path in selection.files:
                data, file = path.read_bytes(), path.name
                try:
                    found += self.deploy(data, file=file, agency=home, by=by, **begin)
                except Refusal as refusal:
                    if refused is None:
                        raise
                    refused(refusal)
        return found

    def activate(
        self, definition: str, version: int, by: str | None = None, *, permitted: bool = False
    ) -> Json:
        """Put a version of `agency/key` in force; `findings` say what is odd about it."""
        now = self.clock.now()
        return self._standing(
            definition,
            lambda s, agency, key: definitions.activate(
                s, agency, key, version, by, now, permitted=permitted
            ),
        )

    def retire(
        self, definition: str, version: int, by: str | None = None, *, permitted: bool = False
    ) -> Json:
        """Take a version of `agency/key` out of force."""
        now = self.clock.now()
        return self._standing(
            definition,
            lambda s, agency, key: definitions.retire(
                s, agency, key, version, by, now, permitted=permitted
            ),
        )

    def schedule(
        self,
        definition: str,
        version: int,
        on: date,
        by: str | None = None,
        *,
        permitted: bool = False,
    ) -> Json:
        """Let a version of `agency/key` come into force when a day begins."""
        now = self.clock.now()
        return self._standing(
            definition,
            lambda s, agency, key: schedules.schedule(
                s, agency, key, version, on, by, now, permitted=permitted
            ),
        )

    def unschedule(
        self, definition: str, version: int, by: str | None = None, *, permitted: bool = False
    ) -> Json:
        """Withdraw the day from which a version of `agency/key` was to be in force."""
        now = self.clock.now()
        return self._standing(
            definition,
            lambda s, agency, key: schedules.unschedule(
                s, agency, key, version, by, now, permitted=permitted
            ),
        )

    def days_ahead(self, agency: str) -> Json:
        """Return the `first` and the `last` day a version may be scheduled for today."""
        with self.database.read() as connection:
            today = self.caches.agency(connection, agency).today(self.clock.now())
        first, last = effective.choices(today)
        return {"first": first.isoformat(), "last": last.isoformat()}

    def definitions(self, agency: str | None = None) -> list[Json]:
        """Return every version of every SOP."""
        with self.database.read() as connection:
            found = stored_definitions.all_of(connection, agency)
            self._known(connection, agency, found)
            days = {d.definition_id: d for d in stored_schedules.all_of(connection, agency)}
            session = self._session(connection)
            return [
                views.definition(each, session.agency(each.agency_id), days.get(each.id))
                for each in found
            ]

    def decisions(self, agency: str | None = None) -> list[Json]:
        """Return every version of every decision."""
        with self.database.read() as connection:
            return [views.decision(each) for each in stored_decisions.all_of(connection, agency)]

    def source(self, definition: str, version: int) -> bytes:
        """Return the BPMN of a version exactly as it was deployed. Raises NotFound."""
        agency, key = split(definition)
        with self.database.read() as connection:
            record = stored_definitions.version(connection, agency, key, version)
            if record is None:
                raise NotFound("unknown", kind="definition", name=f"{definition} v{version}")
            return stored_definitions.source(connection, record.id)[0]

    def decision_source(self, decision: str, version: int) -> bytes:
        """Return the DMN of a version of `agency/key` exactly as it was deployed."""
        agency, key = split(decision)
        with self.database.read() as connection:
            for record in stored_decisions.versions(connection, agency, key):
                if record.version == version:
                    return stored_decisions.source(connection, record.id)[0]
        raise NotFound("unknown", kind="decision", name=f"{decision} v{version}")

    def _standing(self, definition: str, verb: Callable[[Session, str, str], Standing]) -> Json:
        agency, key = split(definition)

        def told(session: Session) -> Json:
            begun = verb(session, agency, key)
            return views.standing(begun, session.agency(agency), self.language)

        return self.run(told)

    def _register_trial(self) -> None:
        with self.database.read() as connection:
            known = stored_agencies.find(connection, TRIAL_AGENCY)
        if known is None:
            self.register(TRIAL)
