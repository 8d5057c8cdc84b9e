"""Jobs of handlers: which are open, and ended by hand."""

from collections.abc import Mapping
from typing import Any

from engine import jobs, views
from engine.doors.answering import Answering
from engine.views import Json
from storage import jobs as stored_jobs


class Jobs(Answering):
    """The verbs on jobs. `by` None is the system."""

    def jobs(
        self, agency: str | None = None, *, instance: str | None = None, limit: int = 1000
    ) -> list[Json]:
        """Return open jobs, the oldest first."""
        with self.database.read() as connection:
            found = stored_jobs.all_open(connection, agency, instance, limit)
        return [views.job(record, record.handler in self.handlers) for record in found]

    def complete_job(
        self, job: str, variables: Mapping[str, Any] | None = None, by: str | None = None
    ) -> Json:
        """End a job by hand, with the variables its handler would have returned."""
        now = self.clock.now()
        return self._result(lambda s: jobs.complete(s, job, variables or {}, by, now))

    def fail_job(
        self, job: str, code: str, variables: Mapping[str, Any] | None = None, by: str | None = None
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
