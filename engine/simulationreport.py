"""What a simulation came to, as plain JSON: no ids in it, so that the same seed says the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from engine import views
from engine.core import forecast
from engine.core.calendar import WorkingCalendar
from engine.simulation import Asked, Played
from engine.views import Json
from notifications import texts
from storage import notices, obligations, reads
from storage.notices import NoticeRecord
from storage.obligations import ObligationRecord

_NAMES: Final = frozenset({"work_item", "instance", "obligation", "incident", "job", "values"})
"""Facts of the trail that name something which is gone with the simulation, or are too long."""

_MOMENT: Final = timedelta(microseconds=1)


Owed = Mapping[str, list[ObligationRecord]]

_TOLD: Final = 10_000


def report(played: Played, asked: Asked, agency: str, language: str) -> Json:
    """Return the whole of it: steps, timeline, notices, compliance, and how it ended."""
    app = played.app
    with app.database.read() as connection:
        ids = [row["id"] for row in reads.instances(connection, agency, None, _TOLD)]
        owed = {id: obligations.all_of(connection, id) for id in ids}
        here = app.caches.agency(connection, agency)
        told = [
            notice
            for officer in here.organisation.officers
            for notice in notices.of_person(
                connection, agency, officer.username, unread=False, limit=_TOLD
            )
        ]
    # The one asked for began first; the others were started by it, or by one of them.
    found = sorted((app.show(id) for id in ids), key=lambda each: _begun(each, played.instance))
    main = found[0]
    return {
        "definition": main["definition"],
        "version": main["version"],
        "agency": agency,
        "seed": asked.seed,
        "late_by": asked.late_by,
        "rounds": asked.rounds,
        "starts_at": views.instant(played.starts_at),
        "finishes_at": main["ended_at"],
        "ended": _ended(played, found),
        "legal": _legal(main, asked.legal_on, owed[played.instance], here.calendar),
        "compliance": _compliance(owed),
        "steps": [
            _step(step, number, owed[each["id"]])
            for number, each in enumerate(found, 1)
            for step in each["steps"]
        ],
        "timeline": _timeline(found),
        "notices": _notices(told, language),
        "incidents": [
            *(each["message"] for one in found for each in one["incidents"]),
            *(refusal.text(language) for refusal in played.refused),
        ],
        "outside": sorted(set(played.outside)),
        "instances": [_instance(number, each) for number, each in enumerate(found, 1)],
    }


def _begun(shown: Json, first: str) -> tuple[bool, str, str]:
    return shown["id"] != first, shown["started_at"], shown["definition"]


def _ended(played: Played, found: Iterable[Json]) -> str:
    """Return "finished", "incident", "endless", or "waiting" for what nobody in it can bring."""
    if played.refused or any(each["incidents"] for each in found):
        return "incident"
    if all(each["status"] == "completed" for each in found):
        return "finished"
    return "endless" if played.cut else "waiting"


def _legal(
    main: Json, asked_for: date | None, owed: Iterable[ObligationRecord], calendar: WorkingCalendar
) -> list[Json]:
    """Return the dates set by law, those of the SOP and the one asked for, each with its verdict.

    A date ends at midnight: the deadline is the first instant of the day after.
    """
    days = {
        each.label: (each.deadline_at - _MOMENT).astimezone(calendar.zone).date()
        for each in owed
        if each.kind == "legal"
    }
    if asked_for:
        days[""] = asked_for
    return [_verdict(main["ended_at"], to, on, calendar) for to, on in days.items()]


def _verdict(ended_at: str | None, to: str, on: date, calendar: WorkingCalendar) -> Json:
    told: Json = {"to": to or None, "on": on.isoformat(), "met": None, "working_days": None}
    if ended_at is not None:
        verdict = forecast.judge(datetime.fromisoformat(ended_at), on, calendar)
        told |= {"met": verdict.met, "working_days": verdict.days}
    return told


def _compliance(owed: Owed) -> Json:
    """Return how many obligations of each kind were met, breached, void, or are still pending."""
    found: dict[str, Counter[str]] = {}
    for records in owed.values():
        for each in records:
            found.setdefault(each.kind, Counter())[each.compliance] += 1
    return {kind: dict(sorted(counts.items())) for kind, counts in sorted(found.items())}


def _step(shown: Json, instance: int, owed: Iterable[ObligationRecord]) -> Json:
    own = [each for each in owed if each.work_item_id == shown["id"] and each.kind == "step"]
    kept = (
        *("step", "node", "name", "lane", "round", "item", "officer", "capacity", "state"),
        *("ready_at", "claimed_at", "closed_at", "deadline", "provisional"),
    )
    compliance = own[-1].compliance if own else None
    return {"instance": instance, **{key: shown[key] for key in kept}, "compliance": compliance}


def _timeline(found: Iterable[Json]) -> list[Json]:
    """Return everything that happened, in the order it did."""
    told: list[tuple[str, int, int, Json]] = []
    for number, each in enumerate(found, 1):
        steps = {step["id"]: step for step in each["steps"]}
        for event in each["events"]:
            about = steps.get(event["work_item"], {})
            line = {
                "at": event["at"],
                "instance": number,
                "kind": event["kind"],
                "officer": event["officer"],
                "capacity": event["capacity"],
                "step": about.get("step"),
                "name": about.get("name"),
                "item": about.get("item"),
                "round": about.get("round"),
                "data": {k: v for k, v in event["data"].items() if k not in _NAMES},
            }
            told.append((event["at"], number, event["seq"], line))
    return [line for *_, line in sorted(told, key=lambda each: each[:3])]


def _notices(told: Iterable[NoticeRecord], language: str) -> list[Json]:
    """Return what each person would have been told, without sending anything."""
    lines = [
        {
            "at": views.instant(each.created_at),
            "to": each.username,
            "kind": each.kind,
            "urgent": each.urgent,
            "subject": texts.in_app(each.kind, each.facts, language).subject,
        }
        for each in told
    ]
    return sorted(lines, key=lambda line: [str(line[key]) for key in ("at", "to", "subject")])


def _instance(number: int, shown: Json) -> Json:
    kept = ("definition", "title", "status", "started_at", "ended_at")
    return {"instance": number, **{key: shown[key] for key in kept}}
