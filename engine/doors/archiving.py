"""What the instances of an office have filed."""

from engine.doors.answering import Answering
from engine.views import Json, instant
from storage import archive
from storage.archive import ArchiveRecord


class Archiving(Answering):
    """The archive."""

    def archive(
        self, agency: str | None = None, *, instance: str | None = None, limit: int = 1000
    ) -> list[Json]:
        """Return what an agency or an instance has filed, or all have, the newest first."""
        with self.database.read() as connection:
            found = archive.all_of(connection, agency, instance, limit)
            self._known(connection, agency, found)
        return [_shown(record) for record in found]


def _shown(record: ArchiveRecord) -> Json:
    return {
        "key": record.key,
        "agency": record.agency_id,
        "instance": record.instance_id,
        "title": record.title,
        "reference": record.reference or None,
        "sha256": record.sha256,
        "retention": record.retention,
        "keep_until": record.keep_until.isoformat() if record.keep_until else None,
        "archived_at": instant(record.archived_at),
    }
