"""What was filled in at the steps of an instance that are done, for whoever checks or signs it."""

from collections.abc import Sequence
from typing import Final

from engine import endings, inbox, stepviews
from engine.case import Case
from engine.core.model import Node
from engine.session import Session
from engine.views import Json, instant
from storage import workitems
from storage.workitems import WorkItemRecord

MOST_STEPS: Final = 50


def earlier(session: Session, case: Case, item: WorkItemRecord) -> list[Json]:
    """Return the answers of every other step in its last round, the latest first.

    Its own of the round before stand in its form. A step done once for each of several units has
    one entry for each.
    """
    done = [
        each
        for each in workitems.closed_of(session.connection, case.record.id)
        if each.state == "completed"
        and isinstance(each.result, dict)
        and (each.process, each.node) != (item.process, item.node)
    ]
    last: dict[tuple[str, str], int] = {}
    for each in done:
        key = (each.process, each.node)
        last[key] = max(each.round, last.get(key, 0))
    latest = [each for each in done if each.round == last[each.process, each.node]]
    found = [_answered(case, each) for each in latest]
    return [each for each in found if each["form"]][:MOST_STEPS]


def decided(node: Node, result: object) -> str | None:
    """Return the answer that decided how a step ended, as its button says; None where none did."""
    field = endings.outcome(node.step.form)
    if field is None or not isinstance(result, dict):
        return None
    value = result.get(field.id)
    return next((each.label or each.value for each in field.options if each.value == value), None)


def _answered(case: Case, item: WorkItemRecord) -> Json:
    node = case.model_of(item.process).nodes.get(item.node)
    fields: Sequence[Json] = [stepviews.field(each) for each in node.step.form] if node else []
    return {
        "id": item.id,
        "step": item.step,
        "name": item.name,
        "item": item.item,
        "round": item.round,
        "officer": inbox.named(case.agency, item.officer),
        "capacity": item.capacity or None,
        "closed_at": instant(item.closed_at),
        "form": [each for each in fields if each["id"] in item.result],
        "result": item.result,
    }
