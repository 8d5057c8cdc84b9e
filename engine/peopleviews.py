"""How the people of an agency look on the pages: a tree of posts, who holds them, who stands in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from engine.core import staffing
from engine.core.people import CAPACITY, Appointment, Organisation, Position, Unit
from storage.agencies import AgencyRecord

Json = dict[str, Any]

Each = TypeVar("Each", Position, Unit)


def people(record: AgencyRecord, organisation: Organisation, today: date) -> Json:
    """Return posts in the order of a tree, officers by name, appointments, and who acts today."""
    held = [appointment(organisation, each, today) for each in organisation.appointments]
    held.sort(key=lambda each: (each["title"].casefold(), each["from"] or "", each["name"]))
    return {
        "id": record.id,
        "name": record.name,
        "zone": record.zone,
        "kept": record.people_kept,
        "today": today.isoformat(),
        "units": [_unit(organisation, unit, depth) for unit, depth in units(organisation)],
        "positions": [
            _post(organisation, post, depth, today) for post, depth in tree(organisation)
        ],
        "officers": [
            {
                "username": each.username,
                "name": each.name,
                "posts": [
                    CAPACITY[a.kind] + _title(organisation, a.position)
                    for a in organisation.holdings(each.username, today)
                ],
            }
            for each in sorted(organisation.officers, key=lambda o: o.name.casefold())
        ],
        "appointments": held,
        "acting": [
            each for each in held if each["kind"] != "definitive" and each["state"] == "now"
        ],
    }


def tree(organisation: Organisation) -> Iterator[tuple[Position, int]]:
    """Yield every post below its superior with its depth, the head first.

    What hangs in the air, below a post that is not there or in a circle, stands at the top.
    """
    return _nested(organisation.positions, lambda post: post.superior)


def units(organisation: Organisation) -> Iterator[tuple[Unit, int]]:
    """Yield every unit below the one it is part of with its depth, as `tree` does the posts."""
    return _nested(organisation.units, lambda unit: unit.parent)


def _nested(found: Sequence[Each], above: Callable[[Each], str]) -> Iterator[tuple[Each, int]]:
    below: dict[str, list[Each]] = {}
    ids = {each.id for each in found}
    for each in found:
        below.setdefault(above(each) if above(each) in ids else "", []).append(each)
    seen: set[str] = set()
    for top in (*below.get("", ()), *found):
        stack = [(top, 0)]
        while stack:
            each, depth = stack.pop()
            if each.id not in seen:
                seen.add(each.id)
                yield each, depth
                stack += [(inner, depth + 1) for inner in reversed(below.get(each.id, ()))]


def appointment(organisation: Organisation, held: Appointment, today: date) -> Json:
    """Return who holds a post in which capacity, and whether today, later or no more."""
    officer = organisation.officer(held.username)
    state = "now" if held.holds_on(today) else "later"
    if held.until_on is not None and held.until_on < today:
        state = "over"
    return {
        "key": staffing.key(held),
        "position": held.position,
        "title": _title(organisation, held.position),
        "username": held.username,
        "name": officer.name if officer else held.username,
        "kind": held.kind,
        "capacity": CAPACITY[held.kind] + _title(organisation, held.position),
        "from": held.from_on.isoformat() if held.from_on else None,
        "until": held.until_on.isoformat() if held.until_on else None,
        "letter": held.letter,
        "state": state,
    }


def _post(organisation: Organisation, post: Position, depth: int, today: date) -> Json:
    units = {unit.id: unit.name for unit in organisation.units}
    return {
        "id": post.id,
        "title": post.title,
        "superior": post.superior,
        "unit": post.unit,
        "unit_name": units.get(post.unit, ""),
        "aliases": list(post.aliases),
        "depth": depth,
        "holders": [
            appointment(organisation, each, today)
            for each in organisation.appointments
            if each.position == post.id and each.holds_on(today)
        ],
    }


def _unit(organisation: Organisation, unit: Unit, depth: int) -> Json:
    return {
        "id": unit.id,
        "name": unit.name,
        "head": unit.head,
        "head_title": _title(organisation, unit.head),
        "parent": unit.parent,
        "depth": depth,
        "posts": [post.id for post in organisation.positions if post.unit == unit.id],
    }


def _title(organisation: Organisation, position: str) -> str:
    post = organisation.position(position)
    return post.title if post else position
