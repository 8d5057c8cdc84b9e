"""Whose work a supervisor watches: the posts they hold today and every post below one of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from engine import visibility
from engine.core.errors import NotPermitted
from engine.core.people import CAPACITY
from engine.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """A line of command: an agency, all of it (`posts` is None) or only the work of some posts.

    `leads` tells whether there is work of others in it; `titles` are the posts it comes from.
    """

    agency: str
    agency_name: str
    zone: str
    posts: tuple[str, ...] | None
    leads: bool
    titles: tuple[str, ...] = ()
    officer: str | None = None

    def require(self) -> None:
        """Raise NotPermitted for one who has nobody below them."""
        if not self.leads:
            raise NotPermitted("permit.watch", officer=self.officer or "-")


def line(
    session: Session,
    agency_id: str,
    username: str | None,
    roles: Collection[str],
    now: datetime,
) -> Command:
    """Return what somebody supervises at `now`. Raises NotFound for an unknown agency.

    The head, an administrator and an auditor watch all of the agency; in one without posts, which
    is on trial, everybody does.
    """
    agency = session.agency(agency_id)
    organisation = agency.organisation
    held = organisation.holdings(username, agency.today(now)) if username else ()
    titles = tuple(
        CAPACITY[each.kind] + post.title
        for each in held
        if (post := organisation.position(each.position)) is not None
    )
    about = agency_id, organisation.name, organisation.zone
    seen = visibility.sight(session, agency_id, username, roles, now)
    if seen.everything:
        return Command(*about, None, leads=True, titles=titles, officer=username)
    leads = not {each.position for each in held}.issuperset(seen.positions)
    return Command(*about, seen.positions, leads, titles, username)
