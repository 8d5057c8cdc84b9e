"""Verbs on a draft of an SOP: begin, save, check, deploy, throw away. Nobody's work is lost.

An SOP has one open draft, whoever works on it. Each saving says which revision it has seen; who was
slower is told, and may save over it: what is replaced stays in the history of the draft.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Final

from engine import definitions, sopstarts, tableedits, visibility
from engine.bpmn import drawing, grafting, mainprocess, parser, reader
from engine.bpmn.mainprocess import Heading
from engine.bpmn.parser import Loaded
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from engine.core.findings import Finding
from engine.definitions import Deployed
from engine.session import Session
from engine.tableedits import Edit
from storage import bpmndrafts
from storage import definitions as stored_definitions
from storage.bpmndrafts import DraftRecord

DESIGNERS: Final = frozenset({"designer", "administrator"})
MAX_LANES: Final = 20
KEPT_EVERY: Final = timedelta(minutes=10)
"""How much of one person's work the history keeps as one."""
EDITING_FOR: Final = timedelta(seconds=60)
"""How long after their last sign of life somebody counts as having the draft open."""
MAX_KEY: Final = 60

_SAVED: Final = ("key", "name", "revision", "saved_at", "saved_by")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: what they are called, which officer that is, of which agency (None all)."""

    name: str
    officer: str | None
    agency: str | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft, and whether it was begun just now: else somebody had begun it already."""

    draft: DraftRecord
    new: bool


def find(session: Session, id: str, author: Author) -> DraftRecord:
    """Return a draft the author may work on. Raises NotFound, NotPermitted."""
    record = bpmndrafts.find(session.connection, id)
    if record is None or author.agency not in (None, record.agency_id):
        raise NotFound("unknown", kind="draft", name=id)
    require_designer(author, record.agency_id)
    return record


def require_designer(author: Author, agency_id: str) -> None:
    """Raise unless the author designs the SOPs of that agency: NotFound for another's."""
    if author.agency not in (None, agency_id):
        raise NotFound("unknown", kind="agency", name=agency_id)
    if DESIGNERS.isdisjoint(author.roles):
        raise NotPermitted("draft.permit", author=author.name)


def begin_new(
    session: Session,
    agency_id: str,
    name: str,
    lanes: Sequence[str],
    template: str,
    author: Author,
    now: datetime,
) -> DraftRecord:
    """Begin an SOP nobody has yet, from a template (`sopstarts.TEMPLATES`).

    Raises Conflict where its key is taken, Invalid for a name without letters, no lanes or an
    unknown template.
    """
    require_designer(author, agency_id)
    session.agency(agency_id)
    named = _on_one_line(name)
    key = key_of(named)
    if not key:
        raise Invalid("draft.name")
    columns = list(dict.fromkeys(filter(None, map(_on_one_line, lanes))))
    if not 1 <= len(columns) <= MAX_LANES:
        raise Invalid("draft.lanes", count=len(columns), limit=MAX_LANES)
    if stored_definitions.versions(session.connection, agency_id, key):
        raise Conflict("draft.known", definition=f"{agency_id}/{key}")
    data = sopstarts.begun(template, key, named, agency_id, columns)
    return _add(session, agency_id, data, f"{key}.bpmn", None, author, now)


def begin_from(
    session: Session, agency_id: str, key: str, version: int | None, author: Author, now: datetime
) -> Opened:
    """Begin a draft from a version, the latest if None; the draft there is already goes first."""
    require_designer(author, agency_id)
    session.agency(agency_id)
    known = stored_definitions.versions(session.connection, agency_id, key)
    if not known:
        raise visibility.unknown_sop(session, agency_id, key)
    base = next((one for one in known if one.version == (version or known[-1].version)), None)
    if base is None:
        numbers = ", ".join(str(other.version) for other in known)
        raise NotFound(
            "start.version", definition=f"{agency_id}/{key}", version=version, known=numbers
        )
    there = bpmndrafts.open_for(session.connection, agency_id, key)
    if there is not None:
        return Opened(there, new=False)
    data, file, _ = stored_definitions.source(session.connection, base.id)
    return Opened(_add(session, agency_id, data, file, base.version, author, now), new=True)


def begin_upload(
    session: Session, agency_id: str, data: bytes, file: str, author: Author, now: datetime
) -> DraftRecord:
    """Begin a draft from a BPMN file; one without a diagram is drawn as far as it can be.

    Raises Invalid for what is no BPMN, Conflict where the SOP has a draft already.
    """
    require_designer(author, agency_id)
    session.agency(agency_id)
    about = _heading(data, file)
    drawn = drawing.drawn(data, file)
    known = stored_definitions.versions(session.connection, agency_id, about.key)
    base = known[-1].version if known else None
    return _add(session, agency_id, drawn, file, base, author, now)


def save(
    session: Session, id: str, data: bytes, seen: int, author: Author, now: datetime
) -> DraftRecord:
    """Save what a draft shall hold, by somebody who has `seen` that revision of it.

    Raises Conflict where it has been saved or closed since, Invalid for what is no BPMN.
    """
    record = _open(session, id, author)
    _require_seen(record, seen)
    before = bpmndrafts.source(session.connection, id)
    if before == data:
        return record
    kept = bpmndrafts.revisions(session.connection, id)
    same_work = record.saved_by == author.name and kept and now - kept[0].saved_at < KEPT_EVERY
    return _write(session, record, data, None if same_work else before, author, now)


def save_drawn(
    session: Session, id: str, data: bytes, seen: int, author: Author, now: datetime
) -> DraftRecord:
    """Save what a diagram editor made of a draft, with what it has lost on the way.

    Raises as `save` does.
    """
    record = _open(session, id, author)
    _require_seen(record, seen)
    kept = bpmndrafts.revisions(session.connection, id)
    earlier = kept and bpmndrafts.revision_source(session.connection, id, kept[0].revision)
    whole = grafting.graft(bpmndrafts.source(session.connection, id), data, earlier or None)
    return save(session, id, whole, seen, author, now)


def edit(
    session: Session, id: str, edit: Edit, seen: int, author: Author, now: datetime
) -> DraftRecord:
    """Edit a draft as a table. Raises as `save` does, and Invalid for what is no table."""
    record = _open(session, id, author)
    _require_seen(record, seen)
    data = tableedits.edited(bpmndrafts.source(session.connection, id), record.file, edit)
    return save(session, id, data, seen, author, now)


def restore(
    session: Session, id: str, revision: int, seen: int, author: Author, now: datetime
) -> DraftRecord:
    """Give a draft an earlier content again; what it holds now is kept."""
    record = _open(session, id, author)
    _require_seen(record, seen)
    data = bpmndrafts.revision_source(session.connection, id, revision)
    if data is None:
        raise NotFound("draft.revision", revision=revision)
    return _write(session, record, data, bpmndrafts.source(session.connection, id), author, now)


def touch(session: Session, id: str, author: Author, now: datetime) -> tuple[DraftRecord, str]:
    """Say that the author has a draft open; return it, and who else has, "" nobody."""
    record = find(session, id, author)
    other = _other(record, author, now)
    if record.closed_at is None and not other:
        bpmndrafts.touch(session.work, id, author.name, now)
    return record, other


def look(session: Session, agency_id: str, data: bytes, file: str, now: datetime) -> Loaded:
    """Return the models of a file and what `deploy` would find in it, of what is no BPMN too."""
    try:
        loaded = parser.load(reader.read(data, file))
    except Refusal as refusal:
        own = Finding("error", refusal.code, facts=refusal.facts)
        return Loaded((), refusal.findings or (own,))
    agency = session.agency(agency_id)
    here = (definitions.doubts(session, agency, model, now) for model in loaded.models)
    return replace(loaded, findings=(*loaded.findings, *chain.from_iterable(here)))


def deploy(
    session: Session,
    id: str,
    seen: int,
    author: Author,
    now: datetime,
    *,
    activate: bool,
    effective_on: date | None = None,
) -> list[Deployed]:
    """Deploy a draft, which ends it. Raises Conflict if saved since, Invalid for errors."""
    record = _open(session, id, author)
    _require_seen(record, seen)
    data = bpmndrafts.source(session.connection, id)
    agency = session.agency(record.agency_id)
    deployed = definitions.deploy_permitted(
        session,
        agency,
        data,
        record.file,
        author.officer,
        now,
        activate=activate,
        effective_on=effective_on,
    )
    bpmndrafts.change(session.work, record, {"closed_at": now})
    return deployed


def discard(session: Session, id: str, seen: int, author: Author, now: datetime) -> DraftRecord:
    """Throw a draft away. Raises Conflict where somebody has saved it since."""
    record = _open(session, id, author)
    _require_seen(record, seen)
    bpmndrafts.change(session.work, record, {"closed_at": now})
    return replace(record, closed_at=now)


def key_of(name: str) -> str:
    """Return the key of an SOP by its name: "Penyusunan LAKIP" is "penyusunan_lakip"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:MAX_KEY].strip("_")
    return f"sop_{key}" if key[:1].isdigit() else key


def _add(
    session: Session,
    agency_id: str,
    data: bytes,
    file: str,
    base: int | None,
    author: Author,
    now: datetime,
) -> DraftRecord:
    about = _heading(data, file)
    _require_free(session, agency_id, about.key)
    record = DraftRecord(
        id=session.new_id(now),
        agency_id=agency_id,
        key=about.key,
        name=about.name,
        base_version=base,
        file=file or f"{about.key}.bpmn",
        revision=1,
        saved_at=now,
        saved_by=author.name,
        editor=None,
        editor_at=None,
        closed_at=None,
    )
    bpmndrafts.add(session.work, record, data)
    return record


def _write(
    session: Session,
    record: DraftRecord,
    data: bytes,
    before: bytes | None,
    author: Author,
    now: datetime,
) -> DraftRecord:
    """Give a draft its next revision; `before`, what it held, goes to the history."""
    about = _heading(data, record.file)
    _require_free(session, record.agency_id, about.key, record.id)
    if before is not None:
        bpmndrafts.keep(session.work, record, before)
    after = replace(
        record,
        key=about.key,
        name=about.name,
        revision=record.revision + 1,
        saved_at=now,
        saved_by=author.name,
    )
    changed = {name: getattr(after, name) for name in _SAVED}
    bpmndrafts.change(session.work, record, {**changed, "bpmn": data})
    return after


def _open(session: Session, id: str, author: Author) -> DraftRecord:
    record = find(session, id, author)
    if record.closed_at is not None:
        raise Conflict("draft.closed", name=record.name)
    return record


def _require_seen(record: DraftRecord, seen: int) -> None:
    if record.revision != seen:
        raise Conflict(
            "draft.changed", seen=seen, revision=record.revision, author=record.saved_by or "-"
        )


def _require_free(session: Session, agency_id: str, key: str, own: str = "") -> None:
    there = bpmndrafts.open_for(session.connection, agency_id, key)
    if there is not None and there.id != own:
        raise Conflict("draft.key_taken", definition=f"{agency_id}/{key}")


def _other(record: DraftRecord, author: Author, now: datetime) -> str:
    if record.editor in (None, author.name) or record.editor_at is None:
        return ""
    return record.editor or "" if now - record.editor_at < EDITING_FOR else ""


def _heading(data: bytes, file: str) -> Heading:
    return mainprocess.heading(reader.read(data, file))


def _on_one_line(text: str) -> str:
    """Return a text with its words one space apart, without what no XML may hold."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
