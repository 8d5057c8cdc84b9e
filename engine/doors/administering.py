"""What an administrator looks after: people, incidents, the trail; each verb in a transaction."""

import re
from typing import Any, Final
from zoneinfo import available_timezones

from engine import agencies, incidents, people, peopleviews, views
from engine.core import audit as core_audit
from engine.core.errors import Conflict, Invalid, NotFound
from engine.core.people import Organisation
from engine.doors.answering import Answering
from engine.people import By, Change
from engine.workinghours import seeded, usual
from storage import agencies as stored_agencies
from storage import audit, events
from storage import incidents as stored_incidents
from storage import instances as stored_instances
from storage.events import EventFilter

Json = dict[str, Any]

ZONES: Final = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""WIB, WITA, WIT (Keppres 41/1987)."""

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,63}", re.ASCII)


class Administering(Answering):
    """The verbs of administration that no other door has."""

    def people(self, agency: str) -> Json:
        """Return posts as a tree, officers, appointments, who stands in today. Raises NotFound."""
        now = self.clock.now()
        with self.database.read() as connection:
            known = self._session(connection).agency(agency)
            record = stored_agencies.find(connection, agency)
        assert record is not None  # noqa: S101 - found a line above, in the same snapshot
        return peopleviews.people(record, known.organisation, known.today(now))

    def change_people(self, agency: str, change: Change, by: By | None = None) -> Json:
        """Make one change of the people of an agency (`engine.people.appoint` …)."""
        now, who = self.clock.now(), by or By()
        self.hold(agency, lambda s: people.change(s, agency, change, who, now))
        return self.people(agency)

    def hand_back_people(self, agency: str, by: By | None = None) -> Json:
        """Let agency.toml say again who works in an agency, from its next deployment on."""
        now, who = self.clock.now(), by or By()
        self.hold(agency, lambda s: people.hand_back(s, agency, who, now))
        return self.people(agency)

    def create_agency(self, agency: str, name: str, zone: str) -> Json:
        """Make an agency without posts. Raises Invalid, Conflict where it exists."""
        if not _ID.fullmatch(agency):
            raise Invalid("agency.id", id=agency[:80])
        if not name.strip():
            raise Invalid("people.missing", entry="name")
        if zone not in available_timezones():
            raise Invalid("agency.zone_unknown", zone=zone[:80])
        with self.database.read() as connection:
            if stored_agencies.find(connection, agency) is not None:
                raise Conflict("agency.taken", id=agency)
        now = self.clock.now()
        made = Organisation(agency, name.strip(), zone)
        hours = seeded(usual(made), now)
        self.hold(agency, lambda s: agencies.register(s, made, hours, now))
        return self.people(agency)

    def incidents(self, agency: str | None = None) -> list[Json]:
        """Return open incidents, oldest first."""
        with self.database.read() as connection:
            found = stored_incidents.all_open(connection, agency)
            self._known(connection, agency, found)
        return [views.incident(record, self.language) for record in found]

    def retry(self, incident: str, by: str | None = None) -> Json:
        """Try again what led to an incident."""
        now = self.clock.now()
        return self._result(lambda s: incidents.retry(s, incident, by, now))

    def incident_list(self, agency: str | None = None) -> list[Json]:
        """Return open incidents with the title of their instance and the job, if one led to it."""
        language = self.language
        with self.database.read() as connection:
            found = stored_incidents.all_open(connection, agency)
            titles = events.titles(connection, sorted({each.instance_id for each in found}))
        return [
            {
                **views.incident(each, language),
                "agency": each.agency_id,
                "title": titles.get(each.instance_id, ""),
                "job": each.command.get("job"),
            }
            for each in found
        ]

    def trail(
        self, agency: str, *, kind: str = "", officer: str = "", before: int = 0, limit: int = 50
    ) -> list[Json]:
        """Return entries of all trails of an agency, the latest first, each with what it is of.

        `kind` and `officer` narrow them, `before` is the `id` of the last one seen.
        """
        wanted = EventFilter(agency, kind, officer, before, limit)
        with self.database.read() as connection:
            self._session(connection).agency(agency)
            rows = events.latest(connection, wanted)
            own = core_audit.agency_stream(agency)
            streams = sorted({row["stream"] for row in rows} - {own})
            titles = events.titles(connection, streams)
        shown = views.events(rows)
        return [
            {
                **entry,
                "id": row["id"],
                "instance": None if row["stream"] == own else row["stream"],
                "title": titles.get(row["stream"], ""),
            }
            for row, entry in zip(rows, shown, strict=True)
        ]

    def verify_audit(self, instance: str | None = None) -> Json:
        """Return whether the audit trails are whole, and where they are broken if not."""
        with self.database.read() as connection:
            if instance and stored_instances.find(connection, instance) is None:
                raise NotFound("unknown", kind="instance", name=instance)
            found = audit.verify(connection, instance)
        return views.verification(found, self.language)

    def verify_trail(self, agency: str | None = None) -> Json:
        """Return whether the trails of an agency, or of all, are whole, and where not."""
        with self.database.read() as connection:
            found = audit.verify(connection, agency_id=agency)
        return views.verification(found, self.language)
