"""Who is told that an instance cannot go on: whoever started it, and the head of the agency."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.core import messages
from engine.notices import Tell, tell
from storage.incidents import IncidentRecord

if TYPE_CHECKING:
    from engine.case import Case


def tell_of(case: "Case", incident: IncidentRecord, now: datetime) -> None:
    """Tell them of a new incident, each once."""
    organisation, today = case.agency.organisation, case.agency.today(now)
    top = [post.id for post in organisation.positions if not post.superior]
    starter = [case.record.started_by] if case.record.started_by else []
    facts = _facts(case, incident)
    for username in dict.fromkeys([*starter, *organisation.holders(top, today)]):
        told = Tell(
            "incident",
            username,
            f"incident:{incident.id}:{username}",
            urgent=False,
            facts=facts,
            instance=incident.instance_id,
            work_item=incident.work_item_id,
        )
        tell(case.session, case.agency, told, now)


def _facts(case: "Case", incident: IncidentRecord) -> dict[str, Any]:
    told = {"node": incident.node, **incident.facts}
    return {
        "sop": case.model.name,
        "title": case.record.title,
        "reason": messages.say(incident.code, "id", told),
        "reason_en": messages.say(incident.code, "en", told),
        "link": f"/pelaksanaan/{case.record.id}",
    }
