"""What somebody may see, for the pages and the API."""

from collections.abc import Collection

from engine import visibility
from engine.core.errors import NotFound
from engine.doors.answering import Answering
from storage import reads
from storage.sights import Sight


class Seeing(Answering):
    """Questions about what is visible to whom."""

    def sight(self, agency: str | None, officer: str | None, roles: Collection[str] = ()) -> Sight:
        """Return how far an account sees now. Raises NotFound for an unknown agency."""
        now = self.clock.now()
        with self.database.read() as connection:
            return visibility.sight(self._session(connection), agency, officer, roles, now)

    def require_visible(self, sight: Sight, instance: str) -> str:
        """Return the id of an instance that may be seen. Raises NotFound for any other."""
        with self.database.read() as connection:
            visibility.require(self._session(connection), sight, instance)
        return instance

    def agency_of(self, kind: str, id: str) -> str:
        """Return the agency of a "work item", "instance", "incident" or "job". Raises NotFound."""
        with self.database.read() as connection:
            found = reads.agency_of(connection, kind, id)
        if found is None:
            raise NotFound("unknown", kind=kind, name=id)
        return found
