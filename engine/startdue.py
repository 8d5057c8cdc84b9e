"""When the start timer of an SOP fires, and what is to come after that, as it is kept."""

from datetime import datetime
from typing import Any

from engine.bpmn.timers import Due
from storage.starttimers import StartTimer


def rest_of(due: Due) -> dict[str, Any]:
    """Return what is kept of a start timer besides when it fires; `due_of` reads it."""
    until = due.until.isoformat() if due.until else None
    since = {"since": due.since.isoformat()} if due.since else {}
    return {"every": due.every, "left": due.left, "until": until, **since}


def due_of(timer: StartTimer) -> Due:
    """Return when a start timer fires, and what is to come after that."""
    until, since = timer.rest["until"], timer.rest.get("since")
    return Due(
        timer.next_at,
        timer.rest["every"],
        timer.rest["left"],
        datetime.fromisoformat(until) if until else None,
        datetime.fromisoformat(since) if since else None,
    )
