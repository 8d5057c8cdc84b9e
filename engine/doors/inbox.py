"""The list of tasks of one officer, and one step of it, for the pages."""

from typing import Final

from engine import answers, inbox, stepviews, views
from engine import workitems as work
from engine.core.errors import NotFound
from engine.transactions import Transactions
from engine.views import Json
from storage import events, workitems
from storage import inbox as stored
from storage.inbox import Share, Urgency

HUMAN: Final = frozenset(
    {
        *("InstanceStarted", "InstanceSuspended", "InstanceResumed", "InstanceCancelled"),
        *("WorkItemClaimed", "WorkItemReleased", "WorkItemStarted", "WorkItemCompleted"),
        *("WorkItemReturned", "WorkItemReassigned", "WorkItemDelegated", "WorkItemCancelled"),
        *("AttachmentAdded", "AttachmentRemoved", "RungFired", "InstanceCompleted"),
        *("ObligationAcknowledged", "ObligationSnoozed"),
    }
)
"""Events people want to read about beside a step."""


class Inbox(Transactions):
    """What lies before somebody."""

    def inbox(
        self,
        agency: str,
        officer: str,
        *,
        share: Share = "",
        urgency: Urgency = "",
        text: str = "",
        page: int = 1,
    ) -> Json:
        """Return a page of what an officer has and may take, and how many there are of each kind.

        `share` "mine" is what they have, "shared" what they may take; `urgency` is "near" or
        "late". Raises NotFound for an unknown agency or officer.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            here = session.agency(agency)
            asked = inbox.wanted(here, officer, share, urgency, text, page, now)
            counts = stored.counts(connection, asked)
            rows = stored.page(connection, asked)
            senders = stored.senders(connection, [row["id"] for row in rows])
            tasks = inbox.listed(session, here, rows, senders, asked)
        return {
            "tasks": tasks,
            "counts": counts,
            "page": asked.offset // asked.limit + 1,
            "size": asked.limit,
        }

    def step(self, work_item: str, by: str | None = None) -> Json:
        """Return a work item with its form, what `by` may do with it and what came with it."""
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            return stepviews.step(session, work_item, by, self.language, now)

    def answers(self, work_item: str) -> list[Json]:
        """Return what was filled in at the other steps of its instance, the latest first."""
        with self.database.read() as connection:
            session = self._session(connection)
            case, item = work.find(session, work_item)
            return answers.earlier(session, case, item)

    def instance_of(self, work_item: str) -> str:
        """Return the instance of a work item. Raises NotFound."""
        with self.database.read() as connection:
            found = workitems.find(connection, work_item)
        if found is None:
            raise NotFound("unknown", kind="work item", name=work_item)
        return found.instance_id

    def human_events(self, instance: str) -> list[Json]:
        """Return what people did in an instance, the latest first."""
        with self.database.read() as connection:
            trail = events.of(connection, instance)
        people = [each for each in views.events(trail) if each["kind"] in HUMAN]
        return people[::-1]
