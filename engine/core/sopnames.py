"""By which name an SOP is meant: "SOP Pengarsipan", "pengarsipan" and its key are the same one."""

import re
from collections.abc import Iterable

from engine.core import lanes
from engine.core.people import SopName
from engine.core.soptable import Link, LinkKind


def key(name: str) -> str:
    """Return the spelling by which titles of SOPs are compared."""
    return re.sub(r"^(?:sop|prosedur) (?=.)", "", lanes.key(name))


def meant(title: str, known: Iterable[SopName]) -> frozenset[str]:
    """Return the spellings of every SOP that `title` may mean: its own, and whose alias it is."""
    wanted = key(title)
    named = (each.name for each in known if wanted in map(key, each.aliases))
    return frozenset((wanted, *map(key, named)))


def linked(links: Iterable[Link], kind: LinkKind) -> tuple[str, ...]:
    """Return the titles of the SOPs that `links` name with that kind, in their order."""
    return tuple(link.sop for link in links if link.kind == kind and link.sop.strip())
