"""Who is told of a version whose day has come: who chose the day, and the head of the agency."""

from datetime import datetime
from typing import Literal

from engine.notices import Tell, tell
from engine.session import Session
from storage.definitions import DefinitionRecord
from storage.schedules import Schedule

Kind = Literal["version", "version_stuck"]
"""It is in force now, or could not be put in force; what `notifications.texts` calls them."""


def tell_of(
    session: Session,
    kind: Kind,
    record: DefinitionRecord,
    schedule: Schedule,
    now: datetime,
    *,
    error: str = "",
) -> None:
    """Tell them, each once for each day and each error."""
    agency = session.agency(record.agency_id)
    organisation = agency.organisation
    top = [post.id for post in organisation.positions if not post.superior]
    chose = [schedule.set_by] if schedule.set_by and organisation.officer(schedule.set_by) else []
    facts = {
        "sop": f"{record.name} (versi {record.version})",
        "sop_en": f"{record.name} (version {record.version})",
        "reason": error,
        "link": f"/sop/{record.agency_id}/{record.key}?versi={record.version}",
    }
    for username in dict.fromkeys([*chose, *organisation.holders(top, agency.today(now))]):
        key = f"{kind}:{record.id}:{schedule.effective_on}:{now.timestamp():.0f}:{username}"
        tell(session, agency, Tell(kind, username, key, urgent=False, facts=facts), now)
