"""What of an agency's work somebody may see: the one rule for pages, API and attachments.

An officer sees the instances they started, worked on, or that have brought work to a post of theirs
or to one below it; the head, an administrator and an auditor see all of their agency. Of no agency,
the latter two see every one and anybody else nothing. In an agency on trial, which has no posts,
everybody sees everything.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from engine.core import lanes
from engine.core.errors import NotFound, unknown
from engine.core.people import Organisation
from engine.session import Session
from storage import definitions, sights
from storage.sights import Sight

OVERSEERS: Final = frozenset({"administrator", "auditor"})
"""The roles of an account that see all of its agency."""

NOTHING: Final = Sight("")
"""What an account of no agency and without such a role sees: no agency is called that."""


def sight(
    session: Session,
    agency_id: str | None,
    username: str | None,
    roles: Collection[str],
    now: datetime,
) -> Sight:
    """Return how far an account of those roles sees at `now`. Raises NotFound for an agency."""
    overseer = not OVERSEERS.isdisjoint(roles)
    if agency_id is None:
        return Sight(None, everything=True) if overseer else NOTHING
    agency = session.agency(agency_id)
    organisation = agency.organisation
    if not organisation.positions or overseer:
        return Sight(agency_id, everything=True, officer=username)
    held = organisation.holdings(username, agency.today(now)) if username else ()
    posts = within(organisation, [each.position for each in held])
    everything = len(posts) == len(organisation.positions)
    names = {
        lanes.key(name)
        for post in organisation.positions
        if post.id in posts
        for name in (post.title, *post.aliases)
    }
    return Sight(agency_id, everything, username, tuple(sorted(posts)), tuple(sorted(names)))


def within(organisation: Organisation, positions: Collection[str]) -> frozenset[str]:
    """Return `positions` and every post below one of them: a line of command."""
    own = set(positions)
    return frozenset(
        post.id
        for post in organisation.positions
        if post.id in own or not own.isdisjoint(organisation.superiors(post.id))
    )


def unknown_sop(session: Session, agency_id: str, key: str) -> NotFound:
    """Build the refusal for an SOP nobody knows; the nearest it names is of that agency itself.

    An agency on trial is told of the SOPs of the others, too: it has few of its own.
    """
    trial = not session.agency(agency_id).organisation.positions
    names = definitions.names(session.connection, None if trial else agency_id)
    return unknown("definition", f"{agency_id}/{key}", names)


def require(session: Session, found: Sight, instance_id: str) -> None:
    """Raise NotFound for an instance that does not exist or is not theirs to see."""
    if not sights.sees(session.connection, found, instance_id):
        raise NotFound("unknown", kind="instance", name=instance_id)
