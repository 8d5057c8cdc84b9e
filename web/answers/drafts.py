"""What the API answers about drafts of SOPs."""

from pydantic import BaseModel

from web.answers.values import Instant, Text


class Draft(BaseModel):
    """An open draft of an SOP."""

    id: str
    agency: str
    definition: str
    name: str
    base_version: int | None
    file: str
    revision: int
    saved_at: Instant
    saved_by: Text
    editor: Text
    editor_at: Instant | None
    closed_at: Instant | None


class OpenDraft(Draft):
    """A draft, and who else has it open at this moment."""

    other: Text


class DraftRow(BaseModel):
    """A row of the table of a draft."""

    id: str
    kind: str
    locked: bool
    number: str
    name: str
    lane: str
    lane_name: str
    standard: str
    inputs: list[str]
    outputs: list[str]
    remarks: str
    question: str
    otherwise: str


class DraftLane(BaseModel):
    """A column of that table."""

    id: str
    name: str


class DraftTable(BaseModel):
    """The table; only one that is `free` takes new rows, another order or other lanes."""

    name: str
    free: bool
    obstacles: list[str]
    lanes: list[DraftLane]
    rows: list[DraftRow]


class DraftAsTable(Draft):
    """A draft as the table of its SOP."""

    table: DraftTable


class BegunDraft(Draft):
    """A draft, and whether it was begun just now."""

    new: bool


class KeptRevision(BaseModel):
    """What a draft held once."""

    revision: int
    saved_at: Instant
    saved_by: Text


class DraftInFull(Draft):
    """A draft with its history."""

    history: list[KeptRevision]
