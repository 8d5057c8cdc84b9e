"""What people change in the units of an organisation, one at a time, and its rules.

Each verb takes an organisation and returns another one, or refuses.
"""

from collections.abc import Iterable
from dataclasses import replace

from engine.core.errors import Conflict, Invalid, unknown
from engine.core.people import Organisation, Unit
from engine.core.staffing import new_id, position_of, require_text


def add_unit(organisation: Organisation, wanted: Unit, posts: Iterable[str] = ()) -> Organisation:
    """Return the organisation with one more unit and its `posts`; its id is made of its name."""
    added = replace(wanted, id=new_id(wanted.name, [u.id for u in organisation.units], "unit"))
    return _with_unit(organisation, (*organisation.units, added), added, posts)


def change_unit(
    organisation: Organisation, wanted: Unit, posts: Iterable[str] | None = None
) -> Organisation:
    """Return the organisation with the unit of that id as `wanted`, and with those `posts`.

    Without `posts` they stay. Raises NotFound, Invalid, Conflict.
    """
    _unit(organisation, wanted.id)
    units = tuple(wanted if unit.id == wanted.id else unit for unit in organisation.units)
    return _with_unit(organisation, units, wanted, posts)


def remove_unit(organisation: Organisation, id: str) -> Organisation:
    """Return the organisation without a unit that has no posts and no units below it."""
    unit = _unit(organisation, id)
    below = [each.name for each in organisation.units if each.parent == id]
    if below:
        raise Conflict("people.unit_above", unit=unit.name, below=", ".join(below))
    posts = [post.title for post in organisation.positions if post.unit == id]
    if posts:
        raise Conflict("people.unit_used", unit=unit.name, titles=", ".join(posts))
    return replace(organisation, units=tuple(u for u in organisation.units if u.id != id))


def _with_unit(
    organisation: Organisation,
    units: tuple[Unit, ...],
    wanted: Unit,
    posts: Iterable[str] | None,
) -> Organisation:
    """Return the organisation with `units`, of which `wanted` is new or changed."""
    require_text("name", wanted.name)
    require_text("head", wanted.head)
    position_of(organisation, wanted.head)
    after = replace(organisation, units=units)
    parent = _unit(after, wanted.parent).name if wanted.parent else ""
    for unit in units:
        same = unit.name.casefold() == wanted.name.casefold()
        if unit.id != wanted.id and same and unit.parent == wanted.parent:
            raise Conflict("people.unit_name", unit=wanted.name)
    if wanted.id in after.units_above(wanted.id):
        raise Invalid("people.unit_circle", unit=wanted.name, parent=parent)
    return after if posts is None else _with_posts(after, wanted.id, posts)


def _with_posts(organisation: Organisation, unit: str, posts: Iterable[str]) -> Organisation:
    """Return the organisation in which exactly `posts` belong to `unit`."""
    inside = {position_of(organisation, id).id for id in posts}
    return replace(
        organisation,
        positions=tuple(
            replace(post, unit=unit if post.id in inside else "")
            if post.id in inside or post.unit == unit
            else post
            for post in organisation.positions
        ),
    )


def _unit(organisation: Organisation, id: str) -> Unit:
    found = organisation.unit(id)
    if found is None:
        raise unknown("unit", id[:80], (unit.id for unit in organisation.units))
    return found
