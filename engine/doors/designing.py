"""Drafts of SOPs for the pages of designers, and how two versions of an SOP differ."""

from collections.abc import Sequence
from typing import Any, Final

from engine import drafting, sopviews, tableedits
from engine.bpmn import differences, reader
from engine.core.errors import NotFound
from engine.drafting import Author
from engine.session import Session
from engine.tableedits import Edit
from engine.transactions import Transactions
from engine.views import Json, deployed, instant
from engine.views import definition as definition_view
from storage import bpmndrafts, definitions
from storage.bpmndrafts import DraftRecord

DRAFT: Final = "draft"
"""How `compare` calls the open draft of an SOP, beside the numbers of its versions."""


class Designing(Transactions):
    """The verbs on drafts."""

    def drafts(self, author: Author) -> list[Json]:
        """Return the open drafts the author may work on."""
        with self.database.read() as connection:
            return [_draft(record) for record in bpmndrafts.open_of(connection, author.agency)]

    def draft(self, id: str, author: Author) -> Json:
        """Return one draft, with the history of what it held."""
        with self.database.read() as connection:
            record = drafting.find(self._session(connection), id, author)
            past = bpmndrafts.revisions(connection, id)
        return {
            **_draft(record),
            "history": [
                {
                    "revision": each.revision,
                    "saved_at": instant(each.saved_at),
                    "saved_by": each.saved_by,
                }
                for each in past
            ],
        }

    def draft_source(self, id: str, author: Author, revision: int | None = None) -> bytes:
        """Return the BPMN of a draft, or what it held at an earlier revision."""
        with self.database.read() as connection:
            record = drafting.find(self._session(connection), id, author)
            if revision in (None, record.revision):
                return bpmndrafts.source(connection, id)
            found = bpmndrafts.revision_source(connection, id, revision or 0)
        if found is None:
            raise NotFound("draft.revision", revision=revision)
        return found

    def new_draft(
        self,
        agency: str,
        name: str,
        lanes: Sequence[str],
        author: Author,
        template: str = "kosong",
    ) -> Json:
        """Begin an SOP nobody has yet, from a template."""
        now = self.clock.now()
        return _draft(
            self.run(lambda s: drafting.begin_new(s, agency, name, lanes, template, author, now))
        )

    def draft_version(self, definition: str, version: int | None, author: Author) -> Json:
        """Begin a draft from a version of `agency/key`, or go on with the one there is."""
        agency, _, key = definition.partition("/")
        now = self.clock.now()
        made = self.run(lambda s: drafting.begin_from(s, agency, key, version, author, now))
        return {**_draft(made.draft), "new": made.new}

    def upload_draft(self, agency: str, data: bytes, file: str, author: Author) -> Json:
        """Begin a draft from a BPMN file."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.begin_upload(s, agency, data, file, author, now)))

    def save_draft(self, id: str, data: bytes, seen: int, author: Author) -> Json:
        """Save what a draft shall hold, by somebody who has seen that revision of it."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.save(s, id, data, seen, author, now)))

    def restore_draft(self, id: str, revision: int, seen: int, author: Author) -> Json:
        """Give a draft an earlier content again."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.restore(s, id, revision, seen, author, now)))

    def touch_draft(self, id: str, author: Author) -> Json:
        """Say that the author has it open; `other` is who else has, None nobody."""
        now = self.clock.now()
        record, other = self.run(lambda s: drafting.touch(s, id, author, now))
        return {**_draft(record), "other": other or None}

    def check_draft(self, id: str, data: bytes, author: Author, language: str) -> list[Json]:
        """Return every finding of what a draft might hold, as deploying it would."""
        now = self.clock.now()

        def look(session: Session) -> list[Json]:
            record = drafting.find(session, id, author)
            found = drafting.check(session, record.agency_id, data, record.file, now)
            return [finding.as_json(language) for finding in found]

        return self.run(look)

    def deploy_draft(self, id: str, seen: int, author: Author, *, activate: bool) -> list[Json]:
        """Deploy a draft; with `activate` the new version is in force at once."""
        now = self.clock.now()
        done = self.run(lambda s: drafting.deploy(s, id, seen, author, now, activate=activate))
        return [deployed(one, self.settings.language) for one in done]

    def discard_draft(self, id: str, seen: int, author: Author) -> Json:
        """Throw a draft away."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.discard(s, id, seen, author, now)))

    def draft_table(self, id: str, author: Author, language: str) -> Json:
        """Return a draft as the table of its SOP."""
        with self.database.read() as connection:
            record = drafting.find(self._session(connection), id, author)
            data = bpmndrafts.source(connection, id)
        found = tableedits.table(data, record.file)
        return {**_draft(record), "table": tableedits.shown(found, language)}

    def edit_table(self, id: str, edit: Edit, seen: int, author: Author) -> Json:
        """Edit a draft as a table, by somebody who has seen that revision of it."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.edit(s, id, edit, seen, author, now)))

    def compare(self, old: bytes, new: bytes) -> list[Json]:
        """Return how two contents of an SOP differ, unit by unit."""
        found = differences.compare(reader.read(old).root, reader.read(new).root)
        return [
            {
                "change": each.change,
                "id": each.id,
                "tag": each.tag,
                "name": each.name,
                "properties": [
                    {"name": one.name, "old": one.old, "new": one.new} for one in each.properties
                ],
            }
            for each in found
        ]

    def sop(self, definition: str, version: int) -> Json:
        """Return what a version of `agency/key` says: identity, lanes, steps. Raises NotFound."""
        agency, _, key = definition.partition("/")
        with self.database.read() as connection:
            session = self._session(connection)
            record = definitions.version(connection, agency, key, version)
            if record is None:
                raise NotFound("unknown", kind="definition", name=f"{definition} v{version}")
            model = session.model(record.id)
        return {**definition_view(record), **sopviews.of(model, self.settings.language)}

    def lane_names(self, agency: str) -> list[str]:
        """Return the titles of an agency's posts, to begin the lanes of an SOP with."""
        with self.database.read() as connection:
            organisation = self.caches.agency(connection, agency).organisation
        return list(dict.fromkeys(post.title for post in organisation.positions))

    def side(self, definition: str, which: str, author: Author | None) -> bytes:
        """Return the BPMN that `which` of `agency/key` means: "3", a version, or "draft"."""
        agency, _, key = definition.partition("/")
        with self.database.read() as connection:
            if which == DRAFT and author is not None:
                found = bpmndrafts.open_for(connection, agency, key)
                if found is not None:
                    drafting.require_designer(author, agency)
                    return bpmndrafts.source(connection, found.id)
            number = int(which) if which.isdecimal() and len(which) < 9 else 0
            record = definitions.version(connection, agency, key, number)
            if record is None:
                raise NotFound("unknown", kind="definition", name=f"{definition} v{which[:20]}")
            return definitions.source(connection, record.id)[0]


def _draft(record: DraftRecord) -> Json:
    shown: dict[str, Any] = {
        "id": record.id,
        "agency": record.agency_id,
        "definition": f"{record.agency_id}/{record.key}",
        "name": record.name,
        "base_version": record.base_version,
        "file": record.file,
        "revision": record.revision,
        "saved_at": instant(record.saved_at),
        "saved_by": record.saved_by,
        "editor": record.editor,
        "editor_at": instant(record.editor_at),
        "closed_at": instant(record.closed_at),
    }
    return shown
