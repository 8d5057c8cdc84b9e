"""How the people of an agency look on the pages: a tree of posts, who holds them, who stands in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.core import staffing
from engine.core.people import CAPACITY, Appointment, Organisation, Position
from storage.agencies import AgencyRecord

Json = dict[str, Any]


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
        "units": [{"id": unit.id, "name": unit.name} for unit in organisation.units],
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
    below: dict[str, list[Position]] = {}
    ids = {post.id for post in organisation.positions}
    for post in organisation.positions:
        below.setdefault(post.superior if post.superior in ids else "", []).append(post)
    seen: set[str] = set()
    for top in (*below.get("", ()), *organisation.positions):
        stack = [(top, 0)]
        while stack:
            post, depth = stack.pop()
            if post.id not in seen:
                seen.add(post.id)
                yield post, depth
                stack += [(each, depth + 1) for each in reversed(below.get(post.id, ()))]


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


def _title(organisation: Organisation, position: str) -> str:
    post = organisation.position(position)
    return post.title if post else position
