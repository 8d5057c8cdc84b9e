"""Drafts of forms, attachments and comments."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from engine import documents, inbox, instances, stepviews, views, visibility
from engine.core.errors import Conflict, NotFound
from engine.documents import Sent
from engine.session import Session
from engine.transactions import Transactions
from engine.views import Json
from storage import documents as stored
from storage.sights import Sight


class Documents(Transactions):
    """The verbs on what comes with a step."""

    def keep_form(self, work_item: str, content: Mapping[str, Any], by: str) -> Json:
        """Keep what an officer has filled in so far, for themselves alone."""
        now = self.clock.now()
        saved = self.run(lambda s: documents.save_draft(s, work_item, content, by, now))
        return {"content": dict(saved.content), "saved_at": views.instant(saved.saved_at)}

    def form_draft(self, work_item: str, by: str) -> Json:
        """Return what an officer has filled in so far and not sent; `saved_at` None is nothing."""
        with self.database.read() as connection:
            found = stored.draft(connection, work_item, by)
        content = dict(found.content) if found else {"isian": {}, "kelengkapan": []}
        return {"content": content, "saved_at": views.instant(found.saved_at if found else None)}

    def drop_form(self, work_item: str, by: str) -> None:
        """Forget what an officer has filled in so far."""
        now = self.clock.now()
        self.run(lambda s: documents.drop_draft(s, work_item, by, now))

    def complete_form(self, work_item: str, values: Mapping[str, Any], by: str) -> Json:
        """Finish a work item from its page; file fields name attachments by their id."""
        now = self.clock.now()

        def completed(session: Session) -> Json:
            outcome = documents.complete(session, work_item, values, by, now)
            agency = session.agency(outcome.instance.agency_id, outcome.instance.agency_revision)
            return views.result(outcome, agency, self.language, now)

        return self.run(completed)

    def attach(self, work_item: str, name: str, data: bytes, by: str, field: str = "") -> Json:
        """Attach a file to a work item, for a field of its form or beside it."""
        now = self.clock.now()
        sent, limit = Sent(field, name, data), self.settings.attachment_megabytes
        record = self.run(lambda s: documents.attach(s, work_item, sent, limit, by, now))
        return stepviews.attachment(record, by)

    def detach(self, attachment: str, by: str) -> Json:
        """Take an attachment away."""
        now = self.clock.now()
        record = self.run(lambda s: documents.remove(s, attachment, by, now))
        return stepviews.attachment(record, by)

    def attachment(self, sight: Sight, id: str) -> tuple[Json, bytes]:
        """Return an attachment of an instance that may be seen, and what is in it.

        Raises NotFound, Conflict for one that was removed.
        """
        with self.database.read() as connection:
            found = self._attachment(connection, sight, id)
            return found, stored.content(connection, id)

    def attachment_facts(self, sight: Sight, id: str) -> Json:
        """Return an attachment without what is in it. Raises as `attachment` does."""
        with self.database.read() as connection:
            return self._attachment(connection, sight, id)

    def comment(self, instance: str, text: str, by: str, work_item: str | None = None) -> Json:
        """Write a comment on an instance; whoever calls asks first whether `by` may see it."""
        now = self.clock.now()

        def written(session: Session) -> Json:
            row = documents.comment(session, instance, work_item, text, by, now)
            return stepviews.comment(session.agency(row["agency_id"]), row)

        return self.run(written)

    def documents(self, instance: str) -> Json:
        """Return the attachments of an instance and the comments on it. Raises NotFound."""
        with self.database.read() as connection:
            session = self._session(connection)
            case = instances.find(session, instance)
            return {
                "attachments": stepviews.attachments(session, case),
                "comments": stepviews.comments(session, case),
            }

    def _attachment(self, connection: Connection, sight: Sight, id: str) -> Json:
        record = stored.find(connection, id)
        if record is None:
            raise NotFound("unknown", kind="attachment", name=id[:80])
        session = self._session(connection)
        visibility.require(session, sight, record.instance_id)
        if record.removed_at is not None:
            raise Conflict("document.removed", name=record.name)
        agency = session.agency(record.agency_id)
        return stepviews.attachment(record, inbox.named(agency, record.added_by))
