"""Who acts, in what capacity, and whether they may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.core import lanes
from engine.core.errors import NotPermitted, unknown
from engine.core.people import CAPACITY, Organisation


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer in a capacity ("Kepala Dinas", "Plh. Kepala Dinas"), or the system itself."""

    username: str | None = None
    capacity: str = ""


SYSTEM = Actor()
"""Timers, ticks and whoever runs the program itself: trusted, and named nowhere."""


def identify(organisation: Organisation, username: str | None) -> Actor:
    """Return who `username` is; None is the system. Raises NotFound.

    An agency without posts is on trial: there anybody may act, under the name they give.
    """
    if username is None:
        return SYSTEM
    if organisation.positions and organisation.officer(username) is None:
        raise unknown("officer", username, (o.username for o in organisation.officers))
    return Actor(username)


def positions_for(position: str | None, lane: str, organisation: Organisation) -> tuple[str, ...]:
    """Return the posts that may do the work: the one it was given to, else all the lane means."""
    return (position,) if position else lanes.positions(lane, organisation)


def shares(
    organisation: Organisation, username: str, day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the posts `username` holds on `day`, and every lane name that means one of them."""
    held = organisation.holdings(username, day)
    posts = [organisation.position(each.position) for each in held]
    names = {lanes.key(name) for post in posts if post for name in (post.title, *post.aliases)}
    return tuple(each.position for each in held), tuple(sorted(names))


def holder_of(
    organisation: Organisation, username: str | None, positions: Iterable[str], day: date
) -> Actor | None:
    """Return `username` in the capacity in which they hold one of `positions` on `day`."""
    if username is None:
        return SYSTEM
    wanted = tuple(positions)
    for held in organisation.holdings(username, day):
        if held.position in wanted:
            post = organisation.position(held.position)
            title = post.title if post else held.position
            return Actor(username, CAPACITY[held.kind] + title)
    return None


def performer(
    organisation: Organisation,
    username: str | None,
    positions: tuple[str, ...],
    lane: str,
    day: date,
) -> Actor:
    """Return `username` as one who may do work of that lane on `day`.

    Raises NotFound for an unknown officer and NotPermitted for one who holds no such post. Work
    without a lane, and all work of an agency without posts, is for everybody.
    """
    actor = identify(organisation, username)
    if not organisation.positions or not lane:
        return actor
    found = holder_of(organisation, username, positions, day)
    if found is None:
        raise NotPermitted(
            "permit.lane",
            officer=username,
            lane=lane,
            candidates=", ".join(organisation.holders(positions, day)) or "-",
        )
    return found


def superior(
    organisation: Organisation, username: str | None, positions: Iterable[str], day: date
) -> Actor | None:
    """Return `username` in the capacity of somebody above one of `positions`, if they are."""
    above = [post for below in positions for post in organisation.superiors(below)]
    return holder_of(organisation, username, above, day)


def head(organisation: Organisation, username: str | None, day: date) -> Actor | None:
    """Return `username` in the capacity of the head of the agency, if they are."""
    top = [post.id for post in organisation.positions if not post.superior]
    return holder_of(organisation, username, top, day)
