"""Where a page leads to: the main menu, for whom each entry is and what it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.logins import Visit

Counts = Mapping[str, int]


def _everybody(visit: Visit) -> bool:
    return bool(visit.account)


def _officers(visit: Visit) -> bool:
    return visit.username is not None


def _with_role(*roles: str) -> Callable[[Visit], bool]:
    return lambda visit: not set(roles).isdisjoint(visit.roles)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu: its path, its word, who sees it, which count stands beside it."""

    path: str
    key: str
    sees: Callable[[Visit], bool] = _everybody
    count: str = ""


ENTRIES: Final = (
    Entry("/tugas", "nav.tasks", _everybody, "tasks"),
    Entry("/pelaksanaan", "nav.instances"),
    Entry("/dasbor", "nav.dashboard"),
    Entry("/sop", "nav.sops"),
    Entry("/perancang", "nav.designer", _with_role("designer", "administrator")),
    Entry("/pemberitahuan", "nav.notices", _officers, "notices"),
    Entry("/admin", "nav.admin", _with_role("administrator", "auditor")),
)
"""The menu in its order. An entry whose page does not exist is not shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one page shows it."""

    path: str
    key: str
    here: bool
    count: int


def links(visit: Visit, path: str, pages: frozenset[str], counts: Counts) -> list[Link]:
    """Return the menu as `visit` sees it on the page at `path`, of the pages there are."""
    return [
        Link(entry.path, entry.key, _within(path, entry.path), counts.get(entry.count, 0))
        for entry in ENTRIES
        if entry.path in pages and entry.sees(visit)
    ]


def _within(path: str, entry: str) -> bool:
    return path == entry or path.startswith(f"{entry}/")
