"""What a verb works with: one unit of work, and what the process already knows by heart."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.bpmn import decisions as dmn
from engine.bpmn import parser, reader
from engine.bpmn.decisions import Decision
from engine.bpmn.parser import Model
from engine.bpmn.runner import Context
from engine.core import sopnames
from engine.core.calendar import WorkingCalendar
from engine.core.errors import unknown
from engine.core.model import Thrown
from engine.core.people import Organisation
from engine.workinghours import calendar_of
from handlers.contract import Handler
from storage import agencies, decisions, definitions
from storage.decisions import DecisionRecord
from storage.definitions import DefinitionRecord
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency at one revision: its people and its working calendar."""

    revision: int
    organisation: Organisation
    calendar: WorkingCalendar

    def today(self, now: datetime) -> date:
        """Return the local date at `now`."""
        return now.astimezone(ZoneInfo(self.organisation.zone)).date()


class Caches:
    """Parsed models, decisions and agencies, shared by all threads of a process.

    A model or decision never changes; an agency is as good as its revision, which every read of an
    instance brings along.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._models: dict[str, Model] = {}
        self._decisions: dict[str, Decision] = {}
        self._agencies: dict[str, Agency] = {}

    def model(self, connection: Connection, definition_id: str) -> Model:
        """Return the parsed model of a deployed version."""
        found = self._models.get(definition_id)
        if found is None:
            bpmn, file, key = definitions.source(connection, definition_id)
            loaded = parser.load(reader.read(bpmn, file))
            found = next(model for model in loaded.models if model.key == key)
            with self._lock:
                self._models[definition_id] = found
        return found

    def decision(self, connection: Connection, record: DecisionRecord) -> Decision:
        """Return the compiled decision of a deployed version."""
        found = self._decisions.get(record.id)
        if found is None:
            data, file = decisions.source(connection, record.id)
            loaded = dmn.load(reader.read_xml(data, file))
            read = next(each for each in loaded.decisions if each.id == record.key)
            found = replace(read, version=record.version)
            with self._lock:
                self._decisions[record.id] = found
        return found

    def agency(self, connection: Connection, id: str, revision: int | None = None) -> Agency:
        """Return an agency, at least at `revision`. Raises NotFound."""
        found = self._agencies.get(id)
        if found is not None and revision is None:
            revision = agencies.revision(connection, id)
        if found is None or found.revision != revision:
            record = agencies.find(connection, id)
            if record is None:
                raise unknown("agency", id, agencies.ids(connection))
            if found is None or found.revision != record.revision:
                people = agencies.organisation(connection, record)
                found = Agency(record.revision, people, calendar_of(record.calendar, record.zone))
                with self._lock:
                    self._agencies[id] = found
        return found


class Pending(Protocol):
    """Something that collects changes and writes them at the end of the unit."""

    def flush(self) -> None:
        """Add the statements to the unit of work."""


@dataclass(slots=True)
class Session:
    """One verb at work. Nothing is written before `finish`, and then all of it or nothing."""

    work: UnitOfWork
    caches: Caches
    step_budget: int
    new_id: Callable[[datetime], str]
    handlers: Mapping[str, Handler]
    account: str = ""
    pending: dict[str, Pending] = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    thrown: list[tuple[str, Thrown]] = field(default_factory=list)
    agencies: dict[str, Agency] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """Return the snapshot to read from."""
        return self.work.connection

    def agency(self, id: str, revision: int | None = None) -> Agency:
        """Return an agency, at least at `revision`; asked for once a session. Raises NotFound."""
        found = self.agencies.get(id)
        if found is None or revision not in (None, found.revision):
            found = self.agencies[id] = self.caches.agency(self.connection, id, revision)
        return found

    def model(self, definition_id: str) -> Model:
        """Return the parsed model of a deployed version."""
        return self.caches.model(self.connection, definition_id)

    def context(self, agency: Agency) -> Context:
        """Return what the runner has to know of the agency."""
        return Context(
            organisation=agency.organisation,
            calendar=agency.calendar,
            step_budget=self.step_budget,
            model_of=lambda reference: self.called_model(agency.organisation.agency, reference),
            decision_of=lambda reference: self.decision(agency.organisation.agency, reference),
        )

    def called_model(self, agency_id: str, reference: str) -> Model | None:
        """Return the model a call activity runs: "key" is the version in force, "key:3" that one.

        "key@digest" is exactly the content that is running. Where no key is so, it is a title.
        """
        key, _, digest = reference.partition("@")
        key, _, number = key.partition(":")
        if digest:
            record = definitions.with_digest(self.connection, agency_id, key, digest)
        elif number:
            wanted = int(number) if number.isdecimal() else 0
            record = definitions.version(self.connection, agency_id, key, wanted)
        else:
            record = definitions.active(self.connection, agency_id, key)
            record = record or self.titled(agency_id, reference)
        return self.model(record.id) if record else None

    def titled(self, agency_id: str, title: str) -> DefinitionRecord | None:
        """Return the SOP in force that `title` means: by key, name or alias, however spelled."""
        wanted = sopnames.meant(title, self.agency(agency_id).organisation.sops)
        for record in definitions.in_force(self.connection, agency_id):
            if not wanted.isdisjoint((sopnames.key(record.key), sopnames.key(record.name))):
                return record
        return None

    def decision(self, agency_id: str, reference: str) -> Decision | None:
        """Return the decision in force, None where there is none."""
        record = decisions.active(self.connection, agency_id, reference)
        return self.caches.decision(self.connection, record) if record else None

    def expect(self, duty: str, at: datetime | None) -> None:
        """Note that `duty` (`engine.duties`) has something to do at `at`, once this is written.

        The scheduler is woken then, where it would not look in time by itself.
        """
        if at is not None:
            self.due[duty] = min(at, self.due.get(duty, at))

    def finish(self) -> None:
        """Add what everything pending wants written to the unit of work."""
        for item in self.pending.values():
            item.flush()
