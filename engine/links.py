"""SOPs that go on where another has ended: handed over to at its end, or started after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import instances
from engine.actors import SYSTEM
from engine.bpmn import runner
from engine.case import Case, Result
from engine.core import sopnames
from engine.core.errors import Conflict, Invalid, Refusal
from engine.core.model import Thrown
from engine.session import Session


def hand_over(session: Session, sender: Case, thrown: Thrown, now: datetime) -> None:
    """Start the SOP that the sender ends with; where there is none, say in its trail that it does.

    It begins with the variables of the sender, and in `asal` with where they come from.
    """
    record, facts = sender.record, {"sop": thrown.name, "node": thrown.node}
    found = session.titled(record.agency_id, thrown.name)
    if found is None:
        sender.trail.log("HandedOver", SYSTEM, now, **facts, definition=None, instance=None)
        return
    definition = f"{found.agency_id}/{found.key}"
    values = {**thrown.payload, **_origin(sender)}
    try:
        begun = instances.start(
            session, found.agency_id, found.key, record.title, values, None, None, now
        )
    except Refusal as refusal:  # the sender has ended; what could not begin is told, not undone
        facts["code"] = refusal.code
        sender.trail.log("HandedOver", SYSTEM, now, **facts, definition=definition, instance=None)
        return
    sender.trail.log(
        "HandedOver", SYSTEM, now, **facts, definition=definition, instance=begun.instance.id
    )


def start_after(
    session: Session,
    earlier_id: str,
    agency_id: str,
    key: str,
    title: str,
    variables: Mapping[str, Any],
    by: str | None,
    version: int | None,
    now: datetime,
) -> Result:
    """Start an SOP where an instance of another has ended, with its variables under those given.

    Raises as `instances.start` does; NotFound also for the instance, Conflict where that has not
    ended, Invalid where the SOP continues others but not that one, or that is another agency's.
    """
    earlier = instances.find(session, earlier_id)
    record = instances.startable(session, agency_id, key, version)
    if earlier.record.status != "completed":
        raise Conflict("start.after_open", instance=earlier_id, status=earlier.record.status)
    _require_continues(session, earlier, record.id, f"{agency_id}/{key}")
    inside = runner.inspect(earlier.model, earlier.state, earlier.context)
    values = {**inside.variables, **variables, **_origin(earlier)}
    chosen = title or earlier.record.title
    begun = instances.start(session, agency_id, key, chosen, values, by, version, now)
    definition = f"{agency_id}/{key}"
    earlier.trail.log(
        "HandedOver",
        SYSTEM,
        now,
        sop=begun.instance.title,
        node="",
        definition=definition,
        instance=begun.instance.id,
    )
    return begun


def _require_continues(
    session: Session, earlier: Case, definition_id: str, definition: str
) -> None:
    """Refuse an instance of an SOP that the definition does not say it continues."""
    nodes = session.model(definition_id).nodes.values()
    titles = [title for node in nodes for title in sopnames.linked(node.step.links, "start-from")]
    organisation = earlier.agency.organisation
    own = {sopnames.key(earlier.record.key), sopnames.key(earlier.model.name)}
    meant = [sopnames.meant(title, organisation.sops) for title in titles]
    fits = not titles or any(not own.isdisjoint(each) for each in meant)
    if not fits or not definition.startswith(f"{earlier.record.agency_id}/"):
        known = ", ".join(titles) or "-"
        raise Invalid("start.after_other", definition=definition, known=known)


def _origin(earlier: Case) -> dict[str, Any]:
    record = earlier.record
    definition = f"{record.agency_id}/{record.key}"
    return {"asal": {"instance": record.id, "definition": definition, "title": record.title}}
