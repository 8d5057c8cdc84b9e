"""The table of an SOP document: identity block, lanes and steps (PermenPAN-RB 35/2012)."""

from dataclasses import dataclass
from typing import Literal

LinkKind = Literal["start-from", "call", "end-with", "reference"]
FieldType = Literal["text", "number", "date", "choice", "yesno", "file", "table"]
ColumnType = Literal["text", "number", "date", "yesno"]
LadderScope = Literal["step", "whole", "legal"]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another SOP, by its title as written."""

    kind: LinkKind
    sop: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: the value stored and the label shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table field; `total` adds up its numbers below the table."""

    id: str
    label: str
    type: ColumnType = "text"
    total: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a step's form. A table without columns is a list of any rows, as JSON."""

    id: str
    label: str
    type: FieldType = "text"
    required: bool = False
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeStandard:
    """The time a step may take (column "Waktu"), as an ISO 8601 duration: PT10M, PT2H, P4D, P1W.

    `calendar` "kerja" counts working time (the default), "kalender" every hour of every day.
    """

    duration: str
    calendar: Literal["kerja", "kalender"] = "kerja"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table ("Kegiatan"), as the source prints it."""

    number: str = ""
    remarks: str = ""
    assumption: str = ""
    time_standard: TimeStandard | None = None
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    form: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity block of the SOP ("Bagian Identitas"). Dates stay as the source writes them."""

    number: str = ""
    agency: str = ""
    created_on: str = ""
    revised_on: str = ""
    effective_on: str = ""
    approved_by: str = ""
    legal_basis: tuple[str, ...] = ()
    qualification: tuple[str, ...] = ()
    related_sop: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warning: tuple[str, ...] = ()
    record: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the escalation ladder, as written in the model.

    `at` is a share of the standard ("75%") or a signed time of the working calendar relative to the
    deadline ("-P5D" before, "PT0M" at it, "P1D" after it); `least` keeps the rung from coming
    earlier than that long after the deadline. `notify` names who is told, with spaces: performer,
    superior, superior:2, head. `repeat` does it again and again while the work stays open.
    `action` is "", "reassign:superior", "escalation:CODE" or "handler:NAME".
    """

    at: str
    kind: str
    notify: str = ""
    least: str = ""
    repeat: str = ""
    urgent: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """How late work climbs: which clock the standard is held against, and the rungs.

    With the clock "claim" the standard counts once somebody has taken the work, and `response` is
    the ISO 8601 time within which somebody must. `lane` names the one lane it is for, "" all;
    `scope` whether it is about the steps, the whole process or the dates set by law.
    """

    clock: Literal["arrival", "claim"] = "arrival"
    rungs: tuple[Rung, ...] = ()
    response: str = ""
    lane: str = ""
    scope: LadderScope = "step"


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A day of the year by which the law wants the result, and whom it is owed to.

    `on` is "MM-DD", or "MM-last" for the last day of that month.
    """

    on: str
    to: str
