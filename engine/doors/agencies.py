"""Agencies and their working hours."""

from datetime import date

from engine import agencies, calendars, calendarviews
from engine.calendars import Edit
from engine.core.calendar import WorkingCalendar
from engine.core.people import Organisation
from engine.session import Session
from engine.transactions import Transactions
from engine.views import Json
from engine.workinghours import seeded, usual
from storage import reads


class Agencies(Transactions):
    """The verbs on agencies, and on when they are open."""

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
            session = self._session(connection)
            edited, days = calendars.show(session, agency, first, last)
            today = session.agency(agency).today(self.clock.now())
        return calendarviews.calendar(agency, edited, days, today)

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
        """Edit a calendar (`engine.calendars.set_day` …); deadlines and timers move with it.

        With `preview` nothing is written: it only tells what would move.
        """
        now = self.clock.now()

        def verb(session: Session) -> calendars.Outcome:
            return calendars.edit(session, agency, edit, why, by, now, administrator=administrator)

        if preview:
            with self.database.read() as connection:
                outcome = verb(self._session(connection))
        else:
            outcome = self.hold(agency, verb)
        return calendarviews.edited_calendar(outcome, preview=preview)
