"""Reports, dashboards and the event log, as methods of the application: plain JSON, and files."""

from collections.abc import Collection, Iterator
from datetime import date

from engine import eventlog, monitoring, reporting, reportsheets, workload
from engine.eventlog import Wanted
from engine.transactions import Transactions
from engine.views import Json
from processes.sheets.grid import Sheet


class Reporting(Transactions):
    """What can be asked of the times of an agency. Never by person.

    `positions` narrows an answer to the work of those posts: a supervisor's line of command.
    `language` is that of the words; left out, the office's own.
    """

    def compliance(
        self,
        agency: str,
        *,
        by: str = "sop",
        since: date | None = None,
        until: date | None = None,
        sop: str = "",
        positions: Collection[str] | None = None,
        language: str = "",
    ) -> Json:
        """Return how well the standards were kept, by SOP, step, lane, unit, month or week.

        Each row has the number done, met, breached, late and void, the per cent on time, waiting
        and handling time apart (working seconds), and the work done again. `sop` is the key of one
        SOP; of one, by step, the rows name its nodes: a heat map.
        """
        asked = reporting.Asked(agency, by, since, until, sop, positions)
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            return reporting.compliance(session, asked, language or self.language, now)

    def workload(
        self, agency: str, *, positions: Collection[str] | None = None, oldest: int = 10
    ) -> Json:
        """Return what is open, near its deadline and late, by SOP, lane and unit; the oldest."""
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            return workload.workload(session, agency, positions, oldest, now)

    def trend(
        self, agency: str, *, positions: Collection[str] | None = None, weeks: int = 12
    ) -> Json:
        """Return the figures of each of the last weeks, oldest first."""
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            return workload.trend(session, agency, positions, weeks, now)

    def monitoring(
        self,
        agency: str,
        half: str = "",
        *,
        sop: str = "",
        positions: Collection[str] | None = None,
        language: str = "",
    ) -> Json:
        """Return Tabel 7 of a half-year ("2026-1"): each SOP judged, or each step of one `sop`.

        `half` left out is the half-year that ended last.
        """
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            words = language or self.language
            return monitoring.table(session, agency, half, sop, positions, words, now)

    def report_sheet(self, found: Json, language: str = "") -> Sheet:
        """Return what `compliance` or `monitoring` found as a table with heads and notes."""
        return reportsheets.sheet(found, language or self.language)

    def report_file(self, found: Json, form: str, language: str = "") -> bytes:
        """Return what `compliance` or `monitoring` found as a file: "csv" or "xlsx"."""
        return reportsheets.file(found, form, language or self.language)

    def event_log(
        self,
        agency: str,
        form: str = "xes",
        *,
        since: date | None = None,
        until: date | None = None,
        sop: str = "",
        names: bool = False,
    ) -> Iterator[bytes]:
        """Yield the event log of the instances started in a period, as "xes" or "csv".

        By post; `names` adds officers and titles of instances, which are personal data. What is
        refused is refused at once. The log is written while it is read: take it to its end, or
        close it.
        """
        wanted = Wanted(agency, form, since, until, sop, names)
        return eventlog.write(self.database, self._session, wanted, self.clock.now())
