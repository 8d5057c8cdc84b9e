"""What supervisors watch: the work of their line of command, and nothing beside it."""

from collections.abc import Collection
from datetime import date

from engine import command, reporting, reportsheets, watching, workload
from engine.command import Command
from engine.transactions import Transactions
from engine.views import Json
from engine.watching import Asked


class Watching(Transactions):
    """Questions about a line of command; each answers for the posts of `line` alone."""

    def line(self, agency: str, officer: str | None, roles: Collection[str] = ()) -> Command:
        """Return whose work somebody supervises now. Raises NotFound for an unknown agency."""
        now = self.clock.now()
        with self.database.read() as connection:
            return command.line(self._session(connection), agency, officer, roles, now)

    def overview(
        self, line: Command, since: date, language: str, *, weeks: int = 12, oldest: int = 5
    ) -> Json:
        """Return what a dashboard shows: what is open, where the time went since a day, the trend.

        Raises NotPermitted for one who supervises nobody.
        """
        line.require()
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            asked = reporting.Asked(line.agency, "lane", since, None, positions=line.posts)
            return {
                "workload": workload.workload(session, line.agency, line.posts, oldest, now),
                "clocks": reporting.compliance(session, asked, language, now),
                "trend": workload.trend(session, line.agency, line.posts, weeks, now),
                "dates": watching.dates(session, line, language, now),
            }

    def worklist(self, line: Command, asked: Asked) -> Json:
        """Return a page of the open work of a line of command. Raises NotPermitted, Invalid."""
        now = self.clock.now()
        with self.database.read() as connection:
            return watching.listed(self._session(connection), line, asked, now)

    def worklist_file(self, line: Command, asked: Asked, language: str) -> bytes:
        """Return the open work of a line of command as a workbook (XLSX)."""
        return reportsheets.file(self.worklist(line, asked), "xlsx", language)

    def watched(self, line: Command, work_item: str, by: str | None) -> Json:
        """Return one step of a line of command, and whether `by` may act on it.

        Raises NotPermitted, and NotFound for what is not theirs to watch.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            return watching.watched(self._session(connection), line, work_item, by, now)

    def heat(self, line: Command, sop: str, since: date, language: str) -> Json:
        """Return where the time of an SOP goes: its steps, and what its diagram is coloured with.

        Raises NotPermitted, and NotFound for an unknown SOP.
        """
        line.require()
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            asked = reporting.Asked(line.agency, "step", since, None, sop, line.posts)
            found = reporting.compliance(session, asked, language, now)
            state = watching.heat(session, line, found, sop, now)
        return {"steps": found["rows"], "state": state, "until": found["until"]}
