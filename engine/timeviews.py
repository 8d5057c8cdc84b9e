"""How obligations and clocks look from outside: plain JSON values, part of `engine.views`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from engine import rungwords
from engine.actors import positions_for
from engine.core import escalation, timestandard
from engine.core.errors import Invalid
from engine.core.lifecycle import OPEN_STATES
from engine.core.soptable import TimeStandard
from engine.core.workclocks import Clocks
from engine.session import Agency

Json = dict[str, Any]


def of_work_item(row: Mapping[str, Any], agency: Agency, now: datetime) -> Json:
    """Return how the time of a work item stands: its compliance, and its clocks as they run.

    `waited` and `handled` are seconds of working time; while it is `paused` they stand.
    """
    claimed = row["claimed_at"] is not None
    clocks = Clocks(row["waited"], row["handled"], row["counting_from"])
    read = clocks.at(now, agency.calendar, claimed=claimed)
    paused, deadline = row["state"] == "suspended", row["deadline_at"]
    is_open = row["state"] in OPEN_STATES
    return {
        "compliance": row.get("compliance") or _compliance(row),
        "late": is_open and not paused and deadline is not None and deadline < now,
        "paused": paused,
        "waited": read.waited,
        "handled": read.handled,
    }


def compliances(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return by work item how its obligation is kept: that of the step, else of the answer."""
    ordered = sorted(rows, key=lambda row: row["kind"] == "step")
    return {row["work_item_id"]: row["compliance"] for row in ordered if row["work_item_id"]}


def obligation(row: Mapping[str, Any], agency: Agency, language: str, now: datetime) -> Json:
    """Return an obligation with the instance that owes it and, of a step, who has it.

    Of a date set by law `on` is the day, at whose end the deadline is, and `to` whom it is owed to.
    `left` is the working time to its deadline in seconds, below zero once it has passed; `distance`
    says the same in words. Both are null once it is closed, and while it is paused.
    """
    standing = row["closed_at"] is None and row["paused_at"] is None
    return {
        "id": row["id"],
        "kind": row["kind"],
        "to": row["label"] or None,
        "on": (row["frozen"] or {}).get("on"),
        "agency": row["agency_id"],
        "instance": row["instance_id"],
        "definition": f"{row['agency_id']}/{row['key']}",
        "version": row["version"],
        "title": row["title"],
        "work_item": row["work_item_id"],
        "step": row["step"],
        "node": row["node"],
        "name": row["name"],
        **_who(row, agency, now),
        "time_standard": _standard(row, language),
        "base_at": _instant(row["base_at"]),
        "deadline": _instant(row["deadline_at"]),
        "provisional": row["provisional"],
        "compliance": row["compliance"],
        "closed_at": _instant(row["closed_at"]),
        "paused_at": _instant(row["paused_at"]),
        "late": standing and row["deadline_at"] < now,
        "left": _left(row, agency, now) if standing else None,
        "distance": _distance(row, agency, language, now) if standing else None,
        "rungs_fired": row["fired"],
        "next_check_at": _instant(row["next_check_at"]),
        **quiet(row),
        "error": row["error"] or None,
    }


def quiet(row: Mapping[str, Any]) -> Json:
    """Return who noted an obligation and who holds it back, when, why and until when."""
    return {
        "acknowledged_at": _instant(row["acknowledged_at"]),
        "acknowledged_by": row["acknowledged_by"],
        "acknowledged_reason": row["acknowledged_reason"],
        "snoozed_at": _instant(row["snoozed_at"]),
        "snoozed_by": row["snoozed_by"],
        "snoozed_reason": row["snoozed_reason"],
        "snoozed_until": _instant(row["snoozed_until"]),
    }


def _compliance(row: Mapping[str, Any]) -> str | None:
    """Return the compliance of a work item from its own columns, as its obligation is judged."""
    if row["deadline_at"] is None:
        return None
    if row["closed_at"] is None:
        return "pending"
    done = row["state"] in ("completed", "returned")
    return escalation.judge(row["deadline_at"], row["closed_at"], done=done)


def _who(row: Mapping[str, Any], agency: Agency, now: datetime) -> Json:
    """Return the lane of a step, who has it and who may take it; nobody of a whole instance."""
    if row["work_item_id"] is None:
        return {"lane": None, "officer": None, "candidates": []}
    organisation = agency.organisation
    posts = positions_for(row["position_id"], row["lane"], organisation)
    holders = organisation.holders(posts, agency.today(now))
    return {"lane": row["lane"], "officer": row["officer"], "candidates": sorted(holders)}


def _standard(row: Mapping[str, Any], language: str) -> str | None:
    if not row["standard"]:
        return None
    return timestandard.describe(TimeStandard(row["standard"], row["calendar"]), language)


def _left(row: Mapping[str, Any], agency: Agency, now: datetime) -> int:
    return round(agency.calendar.between(now, row["deadline_at"]).total_seconds())


def _distance(row: Mapping[str, Any], agency: Agency, language: str, now: datetime) -> str | None:
    """Return "sisa 2 jam" or "lewat 1 hari"; in English "2 hours left", "1 day past".

    None where it is further off than the calendar looks.
    """
    try:
        said = rungwords.distance(row["deadline_at"], agency.calendar, now)
    except Invalid:
        return None
    if language == "id":
        return f"lewat {said['past']}" if said["past"] else f"sisa {said['left']}"
    return f"{said['past_en']} past" if said["past_en"] else f"{said['left_en']} left"


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
