"""How the people of a simulation act: who does a task, when, and what they answer.

They answer every form so that the SOP goes on, but send work back as often as they are asked to.
Which answer leads where is tried out on the state of the instance, not guessed from the model.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, product
from typing import Any, Final

from engine import instances
from engine.bpmn import runner
from engine.case import Case
from engine.core import forms, pace, timestandard
from engine.core.errors import Refusal
from engine.core.model import Stuck
from engine.core.pace import Pace
from engine.core.soptable import Field
from engine.session import Session
from storage.workitems import WorkItemRecord

MOST_TRIED: Final = 32
"""Combinations of answers that are tried out at one task."""

_SEVERAL: Final = 2
_FORWARD: Final = 1_000_000  # a place no step on the way has


class Nobody(Exception):
    """Nobody holds a post of the lane that day; the office opens again at `opens_at`."""

    def __init__(self, lane: str, opens_at: datetime) -> None:
        """Keep the lane and the next opening."""
        self.opens_at = opens_at
        super().__init__(lane)


@dataclass(slots=True)
class Way:
    """In which order the steps of an instance were reached first."""

    places: dict[str, int] = field(default_factory=dict)

    def reach(self, node: str) -> int:
        """Return the place of a step, the next one where it is new."""
        return self.places.setdefault(node, len(self.places))


@dataclass(frozen=True, slots=True)
class Plan:
    """When a task is taken and when it is done."""

    claims_at: datetime
    done_at: datetime


def plan(item: WorkItemRecord, case: Case, name: str, seed: int | None, percent: int) -> Plan:
    """Return when a task is taken and done: as its standard says, or with a `seed` as chance does.

    Nobody takes anything while the office is closed; a task without a standard takes no time.
    """
    calendar = case.agency.calendar
    arrives = calendar.opening(item.ready_at)
    standard = case.node(item.process, item.node).step.time_standard
    if standard is None:
        return Plan(arrives, arrives)
    drawn: Pace = pace.exact(percent) if seed is None else pace.drawn(seed, name, percent)
    taken, done = (
        timestandard.deadline(standard, calendar, item.ready_at, part) if part else arrives
        for part in (drawn.taken, drawn.done)
    )
    claims_at = max(arrives, calendar.opening(taken.replace(microsecond=0)))
    return Plan(claims_at, max(claims_at, done.replace(microsecond=0)))


def who(item: WorkItemRecord, case: Case, now: datetime) -> str | None:
    """Return who does a task: who has it, else the first who may; None where anybody may.

    One who holds the post no more gives way to who does. Raises Nobody where nobody holds a post
    of its lane that day.
    """
    organisation = case.agency.organisation
    if item.assigned or not organisation.positions or not item.lane:
        return item.officer
    holders = organisation.holders(case.positions(item), case.agency.today(now))
    if not holders:
        calendar = case.agency.calendar
        raise Nobody(item.lane, calendar.add_days(calendar.opening(now), 1))
    return item.officer if item.officer in holders else holders[0]


def answers(
    session: Session, item: WorkItemRecord, way: Way, now: datetime, *, send_back: bool
) -> dict[str, Any]:
    """Return what is answered: the first answers that lead on, or back where they are to."""
    case = instances.find(session, item.instance_id)
    form = case.node(item.process, item.node).step.form
    tried = list(islice(_filled(form, case.agency.today(now).isoformat()), MOST_TRIED))
    if len(tried) < _SEVERAL:
        return tried[0] if tried else {}
    reached = [_leads_to(case, item, form, values, way, now) for values in tried]
    here = way.places[item.node]
    back = [place for place in reached if 0 <= place <= here]
    wanted = min(back) if send_back and back else max(reached)
    return tried[reached.index(wanted)]


def _filled(form: tuple[Field, ...], today: str) -> Iterator[dict[str, Any]]:
    """Yield the form filled in, with every combination of its choices, the first options first."""
    choices = {each.id: _options(each) for each in form if each.type in ("choice", "yesno")}
    fixed = {
        each.id: _example(each, today) for each in form if each.required and each.id not in choices
    }
    for chosen in product(*choices.values()):
        yield {**fixed, **dict(zip(choices, chosen, strict=True))}


def _options(asked: Field) -> tuple[Any, ...]:
    if asked.type == "yesno":
        return (True, False)
    return tuple(option.value for option in asked.options)


def _example(asked: Field, today: str) -> Any:
    examples: Mapping[str, Any] = {
        "number": 1,
        "date": today,
        "file": "contoh.pdf",
        "table": [{"contoh": 1}],
    }
    return examples.get(asked.type, "contoh")


def _leads_to(
    case: Case,
    item: WorkItemRecord,
    form: tuple[Field, ...],
    values: Mapping[str, Any],
    way: Way,
    now: datetime,
) -> int:
    """Return the place of the furthest step that opens after these answers; -1 for none at all."""
    try:
        checked = forms.check(form, values)
        outcome = runner.complete(case.model, case.state, item.token, checked, case.context, now)
    except (Stuck, Refusal):
        return -1
    open_now = {each.token for each in case.open_items}
    opened = [task.node for task in outcome.open if task.token not in open_now]
    return max((way.places.get(node, _FORWARD) for node in opened), default=_FORWARD)
