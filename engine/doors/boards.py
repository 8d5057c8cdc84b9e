"""Lists of instances and where one stands, for the pages."""

from typing import Any

from engine import boards, views
from engine.core.errors import NotFound
from engine.transactions import Transactions
from storage import instancelists, reads
from storage import instances as stored_instances
from storage.instancelists import InstanceFilter
from storage.sights import Sight

Json = dict[str, Any]


class Boards(Transactions):
    """Where the instances of an office stand."""

    def instance_page(self, sight: Sight, text: str = "", status: str = "", page: int = 1) -> Json:
        """Return a page of the instances that may be seen, and how many each status has."""
        size = boards.PAGE_SIZE
        wanted = InstanceFilter(sight, text, status, size, (max(page, 1) - 1) * size)
        now = self.clock.now()
        with self.database.read() as connection:
            counts = instancelists.counts(connection, wanted)
            rows = instancelists.page(connection, wanted)
            items = instancelists.open_items(connection, [row["id"] for row in rows])
        return boards.paged(wanted, boards.listed(rows, items, now), counts)

    def board(self, instance: str, by: str | None = None) -> Json:
        """Return the SOP table of an instance with what became of each row. Raises NotFound.

        `may_steer` tells whether `by` may suspend, resume or cancel it.
        """
        now, language = self.clock.now(), self.language
        with self.database.read() as connection:
            record = stored_instances.find(connection, instance)
            if record is None:
                raise NotFound("unknown", kind="instance", name=instance)
            session = self._session(connection)
            agency = session.agency(record.agency_id, record.agency_revision)
            model = session.model(record.definition_id)
            items = reads.work_items(connection, instance)
            steers = boards.may_steer(session, instance, by, now)
        shown = [views.work_item(row, agency, now) for row in items]
        table = boards.rows(model, shown, language)
        return {
            "rows": table,
            "lanes": list(dict.fromkeys(row["lane"] for row in table if row["lane"])),
            "names": boards.names(agency),
            "agency_name": agency.organisation.name,
            "zone": agency.organisation.zone,
            "may_steer": steers,
            "state": boards.state_of(table),
        }
