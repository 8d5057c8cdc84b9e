"""The states of instances and work items (WfMC, WS-HumanTask) and which verb leads where."""

from collections.abc import Mapping
from typing import Literal

InstanceStatus = Literal["active", "suspended", "completed", "cancelled"]
WorkItemState = Literal[
    "ready", "claimed", "started", "completed", "returned", "suspended", "cancelled"
]
WorkItemVerb = Literal[
    "claim", "release", "begin", "complete", "return", "assign", "suspend", "cancel"
]
InstanceVerb = Literal["suspend", "resume", "cancel", "work", "migrate", "redate"]

OPEN_STATES: frozenset[str] = frozenset({"ready", "claimed", "started", "suspended"})
"""States in which a work item still lies on somebody's list."""

_OPEN: frozenset[str] = OPEN_STATES - {"suspended"}

WORK_ITEM: Mapping[str, tuple[frozenset[str], str]] = {
    "claim": (frozenset({"ready"}), "claimed"),
    "release": (frozenset({"claimed", "started"}), "ready"),
    "begin": (frozenset({"ready", "claimed"}), "started"),
    "complete": (_OPEN, "completed"),
    "return": (_OPEN, "returned"),
    "assign": (_OPEN, "claimed"),
    "suspend": (_OPEN, "suspended"),
    "cancel": (OPEN_STATES, "cancelled"),
}
"""Verb -> the states it may start from, and the state it leads to."""

INSTANCE: Mapping[str, tuple[frozenset[str], str]] = {
    "work": (frozenset({"active"}), "active"),
    "suspend": (frozenset({"active"}), "suspended"),
    "resume": (frozenset({"suspended"}), "active"),
    "cancel": (frozenset({"active", "suspended"}), "cancelled"),
    "migrate": (frozenset({"active", "suspended"}), "active"),
    "redate": (frozenset({"active", "suspended"}), "active"),
}
"""The same for instances; "work" is whatever a person or an event does to it."""


def allows(table: Mapping[str, tuple[frozenset[str], str]], verb: str, state: str) -> bool:
    """Tell whether `verb` may be done in `state`."""
    return state in table[verb][0]
