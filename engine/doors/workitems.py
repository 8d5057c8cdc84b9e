"""Work items: who has which, and what people do with theirs."""

from collections.abc import Mapping
from typing import Any

from engine import views, workitems
from engine.doors.answering import Answering
from engine.views import Json
from storage import reads
from storage.reads import TaskFilter


class WorkItems(Answering):
    """The verbs on work items. `by` None is the system."""

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
        return views.task_in_full(item, case.record, node, case.agency, self.language, now)

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
        self, work_item: str, variables: Mapping[str, Any] | None = None, by: str | None = None
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
