"""Knows every element and attribute of our namespace `urn:sopan:sop:1.0`.

Reading, writing, the findings, the designer's moddle descriptor and the documentation follow it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from engine.core.soptable import ColumnType, FieldType, LadderScope, LinkKind

SOP: Final = "urn:sopan:sop:1.0"
PREFIX: Final = "sop"


@dataclass(frozen=True, slots=True)
class Element:
    """One extension element: its meaning, its attributes with theirs, and where it may stand.

    `parent` is the extension element it stands in, "" directly in `bpmn:extensionElements`. There
    `owner` is the element of the model it belongs to, "" any. Of `many` there may be several.
    """

    meaning: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    parent: str = ""
    text: bool = False
    many: bool = False
    owner: str = ""


ELEMENTS: Final[dict[str, Element]] = {
    "identity": Element(
        "The identity block of the SOP",
        {
            "number": "Nomor SOP",
            "agency": "the agency, as the document names it",
            "createdOn": "Tanggal pembuatan, as written",
            "revisedOn": "Tanggal revisi, as written",
            "effectiveOn": "Tanggal efektif, as written",
            "approvedBy": "Disahkan oleh",
        },
        owner="process",
    ),
    "legalBasis": Element("One entry of Dasar hukum", text=True, many=True, owner="process"),
    "qualification": Element(
        "One entry of Kualifikasi pelaksana", text=True, many=True, owner="process"
    ),
    "relatedSop": Element("One entry of Keterkaitan", text=True, many=True, owner="process"),
    "equipment": Element(
        "One entry of Peralatan/perlengkapan", text=True, many=True, owner="process"
    ),
    "warning": Element("One entry of Peringatan", text=True, many=True, owner="process"),
    "record": Element(
        "One entry of Pencatatan dan pendataan", text=True, many=True, owner="process"
    ),
    "escalation": Element(
        "An escalation ladder; one without rungs has the usual ones",
        {
            "clock": "arrival (default) or claim: which clock the time standard is held against",
            "response": "with the clock claim: within which ISO 8601 duration somebody takes it",
            "lane": "the one lane it is for; without it every lane",
            "scope": "step (default), whole or legal: the steps, the process, its legal dates",
        },
        many=True,
        owner="process",
    ),
    "rung": Element(
        "One rung of the ladder",
        {
            "at": "when: a share of the standard, 150%, or before or after the deadline, -P5D, P1D",
            "kind": "what it is called in the notice: remind, overdue, escalate",
            "notify": "who is told: performer, superior, superior:2, head; several with spaces",
            "least": "not earlier than this ISO 8601 duration after the deadline",
            "repeat": "of the last rung: again each such ISO 8601 duration while the work is open",
            "urgent": "true or false (default): never held back for others",
            "action": "what else is done: reassign:superior, escalation:CODE, handler:NAME",
        },
        required=("at", "kind"),
        parent="escalation",
        many=True,
    ),
    "legalDate": Element(
        "A date by which the law wants the result",
        {
            "on": "its day of each year: 02-15, or 02-last for the last day of February",
            "to": "whom the result is owed to",
        },
        required=("on", "to"),
        many=True,
        owner="process",
    ),
    "step": Element(
        "The row of the SOP table",
        {
            "number": "No., as written",
            "remarks": "Keterangan",
            "assumption": "what was inferred because the source does not say it",
        },
    ),
    "timeStandard": Element(
        "Waktu: the time the step may take",
        {
            "duration": "ISO 8601: PT10M, PT2H, P4D, P1W",
            "calendar": "kerja (default, working time) or kalender (every hour of every day)",
        },
        required=("duration",),
    ),
    "input": Element("One entry of Kelengkapan", text=True, many=True),
    "output": Element("One entry of Output", text=True, many=True),
    "link": Element(
        "A reference to another SOP",
        {"kind": "start-from, call, end-with or reference", "sop": "its title as written"},
        required=("kind", "sop"),
        many=True,
    ),
    "collection": Element(
        "What a multi-instance activity is repeated for",
        {
            "expression": "a list, such as agency.units",
            "item": "the variable that holds the item in each instance",
        },
        required=("expression",),
        owner="multiInstanceLoopCharacteristics",
    ),
    "workingTime": Element(
        "The timer counts the agency's working time", owner="timerEventDefinition"
    ),
    "decision": Element(
        "The decision of DMN that the task takes",
        {"ref": "the id of the decision", "result": "the variable of its result"},
        required=("ref", "result"),
        owner="businessRuleTask",
    ),
    "handler": Element(
        "The handler that does a service task",
        {"name": "which one"},
        required=("name",),
        owner="serviceTask",
    ),
    "take": Element(
        "A value the handler gets; without any it gets every variable",
        {"name": "what the handler calls it", "value": "an expression"},
        required=("name", "value"),
        parent="handler",
        many=True,
    ),
    "give": Element(
        "A variable set in the end; without any all that the handler returns are set",
        {"name": "the variable", "value": "an expression that also sees what the handler returns"},
        required=("name", "value"),
        parent="handler",
        many=True,
    ),
    "form": Element("What the performer fills in"),
    "field": Element(
        "One field of the form",
        {
            "id": "the variable it sets",
            "label": "what the performer reads",
            "type": "text (default), number, date, choice, yesno, file or table",
            "required": "true or false (default)",
        },
        required=("id", "label"),
        parent="form",
        many=True,
    ),
    "option": Element(
        "One answer of a choice",
        {"value": "what is stored", "label": "what the performer reads"},
        required=("value", "label"),
        parent="field",
        many=True,
    ),
    "column": Element(
        "One column of a table field",
        {
            "id": "the name of the cell in each row",
            "label": "what the performer reads",
            "type": "text (default), number, date or yesno",
            "total": "true to add up the numbers below the table, or false (default)",
        },
        required=("id", "label"),
        parent="field",
        many=True,
    ),
}
"""Every element of the namespace."""

VALUES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("link", "kind"): get_args(LinkKind),
    ("field", "type"): get_args(FieldType),
    ("field", "required"): ("true", "false"),
    ("column", "type"): get_args(ColumnType),
    ("column", "total"): ("true", "false"),
    ("timeStandard", "calendar"): ("kerja", "kalender"),
    ("escalation", "clock"): ("arrival", "claim"),
    ("escalation", "scope"): get_args(LadderScope),
    ("rung", "kind"): ("remind", "overdue", "escalate"),
    ("rung", "urgent"): ("true", "false"),
}
"""The attributes that take one of a few values."""
