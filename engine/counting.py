"""What each step of an agency belongs to when steps are counted: SOP, row of the table, lane, unit.

Nothing here knows who did it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, get_args

from engine.core import lanes
from engine.core.figures import Judgement, Turn, normal_length
from engine.core.indonesian import MONTHS
from engine.core.soptable import TimeStandard
from engine.core.timestandard import describe
from engine.session import Agency
from engine.views import Json
from storage.reports import StepRow

Place = tuple[Any, ...]

_DONE: Final = ("completed", "returned")
_JUDGEMENTS: Final = frozenset(get_args(Judgement))


@dataclass(slots=True)
class Counting:
    """An agency whose steps are counted: what they belong to is looked up once for each."""

    agency: Agency
    titles: Mapping[str, tuple[str, bool]]
    units: dict[tuple[str | None, str], str] = field(default_factory=dict)
    lengths: dict[tuple[object, ...], timedelta | None] = field(default_factory=dict)

    def sop(self, row: StepRow) -> str:
        """Return the key of the SOP a step belongs to: of the called one, where it is in one."""
        return sop_of(row.key, row.process)

    def title(self, key: str) -> str:
        """Return what an SOP is called."""
        return self.titles.get(key, (key, False))[0]

    def unit(self, position: str | None, lane: str) -> str:
        """Return the id of the unit that does the work; "" where that is not one unit."""
        known = (position, "" if position else lane)
        if known not in self.units:
            organisation = self.agency.organisation
            posts = (position,) if position else lanes.positions(lane, organisation)
            found = {post.unit for post in organisation.positions if post.id in posts}
            self.units[known] = found.pop() if len(found) == 1 else ""
        return self.units[known]

    def units_of(self, position: str | None, lane: str) -> tuple[str, ...]:
        """Return the unit that does the work and those it is part of, nearest first."""
        own = self.unit(position, lane)
        return (own, *self.agency.organisation.units_above(own))

    def unit_name(self, id: str) -> str:
        """Return what a unit is called."""
        unit = self.agency.organisation.unit(id)
        return unit.name if unit else id

    def on(self, row: StepRow) -> date:
        """Return the local date on which a step counts."""
        return row.at.astimezone(self.agency.calendar.zone).date()

    def turn(self, row: StepRow) -> Turn:
        """Return a step as it counts."""
        done = row.state in _DONE
        return Turn(
            judgement=_judgement(row, done=done),
            done=done,
            returned=row.state == "returned",
            round=row.round,
            waited=row.waited,
            handled=row.handled,
            share=self._share(row) if done else None,
        )

    def _share(self, row: StepRow) -> float | None:
        """Return how much of its time standard a step took; None where it has none in work."""
        if not row.standard or row.calendar != "kerja":
            return None
        on, calendar = self.on(row), self.agency.calendar
        known = (row.standard, *(each.first <= on for each in calendar.weeks))
        if known not in self.lengths:
            standard = TimeStandard(row.standard)
            self.lengths[known] = normal_length(standard, calendar, on)
        length = self.lengths[known]
        took = row.handled + (0 if row.by_claim else row.waited)
        return took / length.total_seconds() if length else None


def sop_of(key: str, process: str) -> str:
    """Return the key of the SOP a step belongs to; `process` is "key@digest" of a called one."""
    return process.partition("@")[0] or key


@lru_cache(maxsize=4096)
def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts "2" before "10" and "7a" after "7"."""
    parts = re.split(r"(\d+)", text)
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in parts if p)


def _judgement(row: StepRow, *, done: bool) -> Judgement:
    if row.compliance == "pending":
        return "late"
    if row.compliance in _JUDGEMENTS:
        return row.compliance  # type: ignore[return-value]  # it is one of them
    return "none" if done else "void"


def _by_sop(here: Counting, row: StepRow, _: str) -> Json:
    key = here.sop(row)
    return {"id": f"{here.agency.organisation.agency}/{key}", "name": here.title(key)}


def _by_step(here: Counting, row: StepRow, language: str) -> Json:
    of = _by_sop(here, row, language)
    standard = _standard(row)
    return {
        "id": f"{of['id']}/{row.node}",
        "name": row.name,
        "definition": of["id"],
        "definition_name": of["name"],
        "node": row.node,
        "step": row.step,
        "lane": row.lane,
        "time_standard": describe(standard, language) if standard else None,
    }


def _standard(row: StepRow) -> TimeStandard | None:
    if not row.standard:
        return None
    return TimeStandard(row.standard, "kalender" if row.calendar == "kalender" else "kerja")


def _by_lane(_: Counting, row: StepRow, __: str) -> Json:
    return {"id": lanes.key(row.lane), "name": row.lane}


def _by_unit(here: Counting, row: StepRow, _: str) -> Json:
    unit = here.unit(row.position_id, row.lane)
    return {"id": unit, "name": here.unit_name(unit)}


def _by_month(here: Counting, row: StepRow, language: str) -> Json:
    on = here.on(row)
    name = f"{MONTHS[on.month - 1]} {on.year}" if language == "id" else f"{on:%B %Y}"
    return {"id": f"{on:%Y-%m}", "name": name}


def _by_week(here: Counting, row: StepRow, _: str) -> Json:
    week = monday(here.on(row)).isoformat()
    return {"id": week, "name": week}


def monday(on: date) -> date:
    """Return the Monday of the week of `on`."""
    return on - timedelta(on.weekday())


Grouping = tuple[Callable[[Counting, StepRow], Place], Callable[[Counting, StepRow, str], Json]]

GROUPINGS: Final[Mapping[str, Grouping]] = {
    "sop": (lambda here, row: (here.title(here.sop(row)), here.sop(row)), _by_sop),
    "step": (
        lambda here, row: (here.sop(row), natural(row.step), row.node),
        _by_step,
    ),
    "lane": (lambda _, row: (lanes.key(row.lane),), _by_lane),
    "unit": (lambda here, row: (here.unit(row.position_id, row.lane),), _by_unit),
    "month": (lambda here, row: (here.on(row).replace(day=1),), _by_month),
    "week": (lambda here, row: (monday(here.on(row)),), _by_week),
}
"""By what steps are counted: where each belongs, in order, and what that is called. Not by whom."""
