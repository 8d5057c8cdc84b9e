"""Drafts of SOPs for the pages of designers, and how two versions of an SOP differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from engine import drafting, schedules, sopviews, tableedits
from engine.agencies import split
from engine.bpmn import differences, drawing, reader
from engine.core import effective
from engine.core.errors import NotFound
from engine.drafting import Author
from engine.session import Session
from engine.tableedits import Edit
from engine.transactions import Transactions
from engine.versions import Standing
from engine.views import Json, deployed, instant, standing
from storage import bpmndrafts, definitions
from storage import schedules as stored_schedules
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
        agency, key = split(definition)
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

    def save_drawn(self, id: str, data: bytes, seen: int, author: Author) -> Json:
        """Save what our diagram editor made of a draft, with what it cannot hold."""
        now = self.clock.now()
        return _draft(self.run(lambda s: drafting.save_drawn(s, id, data, seen, author, now)))

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
            found = drafting.look(session, record.agency_id, data, record.file, now)
            return [finding.as_json(language) for finding in found.findings]

        return self.run(look)

    def deploy_draft(
        self,
        id: str,
        seen: int,
        author: Author,
        *,
        activate: bool,
        effective_on: date | None = None,
    ) -> list[Json]:
        """Deploy a draft; with `activate` it is in force at once, or from `effective_on`."""
        now = self.clock.now()
        begin: dict[str, Any] = {"activate": activate, "effective_on": effective_on}

        def told(session: Session) -> list[Json]:
            done = drafting.deploy(session, id, seen, author, now, **begin)
            here = session.agency(done[0].definition.agency_id)
            return [deployed(one, here, self.language) for one in done]

        return self.run(told)

    def draft_days(self, id: str, author: Author) -> Json:
        """Return the `first` and the `last` day a draft may be in force from, and which it `says`.

        None where it says no such day.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            record = drafting.find(session, id, author)
            data = bpmndrafts.source(connection, id)
            loaded = drafting.look(session, record.agency_id, data, record.file, now)
            first, last = effective.choices(session.agency(record.agency_id).today(now))
        said = (effective.read(model.identity.effective_on) for model in loaded.models)
        days = [on for on in said if on is not None and first <= on <= last]
        return {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "says": days[0].isoformat() if days else None,
        }

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
        agency, key = split(definition)
        with self.database.read() as connection:
            session = self._session(connection)
            record = definitions.version(connection, agency, key, version)
            if record is None:
                raise NotFound("unknown", kind="definition", name=f"{definition} v{version}")
            model = session.model(record.id)
            begun = Standing(record, stored_schedules.find(connection, record.id))
            begun = replace(begun, findings=schedules.doubts(session, begun, model))
            shown = standing(begun, session.agency(agency), self.language)
        return {**shown, **sopviews.of(model, self.language)}

    def picture(self, data: bytes) -> bytes:
        """Return a BPMN file as a browser can show it, drawn where nobody has drawn it."""
        return drawing.viewable(data)

    def lane_names(self, agency: str) -> list[str]:
        """Return the titles of an agency's posts, to begin the lanes of an SOP with."""
        with self.database.read() as connection:
            organisation = self.caches.agency(connection, agency).organisation
        return list(dict.fromkeys(post.title for post in organisation.positions))

    def side(self, definition: str, which: str, author: Author | None) -> bytes:
        """Return the BPMN that `which` of `agency/key` means: "3", a version, or "draft"."""
        agency, key = split(definition)
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
