"""What a command works with: the settings, the screen, the engine; and where its refusals end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import typer

from cli.output import Screen
from engine.core.errors import Conflict, Invalid, NotFound, Refusal
from engine.settings import Settings, load

if TYPE_CHECKING:
    from engine.app import Application

Json = dict[str, Any]

_WHOLE_ID: Final = 36
_SHORTEST_ENDING: Final = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """What every command has: the settings and a screen."""

    settings: Settings
    screen: Screen


@dataclass(frozen=True, slots=True)
class Office:
    """What most commands have: the engine on the database of the settings, and a screen."""

    app: "Application"
    screen: Screen
    zones: dict[str, ZoneInfo] = field(default_factory=dict)

    def id(self, kind: str, text: str) -> str:
        """Return the whole id of a "work item", "instance", "incident" or "job" by its ending.

        Raises Invalid for an ending that is too short, Conflict where several end so, NotFound.
        """
        from storage import reads

        ending = text.strip().lower()
        if len(ending) == _WHOLE_ID:
            return ending
        if len(ending) < _SHORTEST_ENDING:
            raise Invalid("id.short", kind=kind, name=text, least=_SHORTEST_ENDING)
        with self.app.database.read() as connection:
            found = reads.ids_ending(connection, kind, ending)
        if len(found) > 1:
            raise Conflict("id.ambiguous", kind=kind, name=text)
        if not found:
            raise NotFound("unknown", kind=kind, name=text)
        return found[0]

    def zone(self, agency: str) -> ZoneInfo:
        """Return the time zone of an agency."""
        if agency not in self.zones:
            with self.app.database.read() as connection:
                here = self.app.caches.agency(connection, agency)
            self.zones[agency] = ZoneInfo(here.organisation.zone)
        return self.zones[agency]

    def moment(self, at: str | None, definition: str) -> str:
        """Return an ISO instant as the agency of `agency/key` writes it; "" for None."""
        return self.screen.moment(at, self.zone(agency_of(definition)))


@contextmanager
def desk(as_json: bool) -> Iterator[Desk]:
    """Read the settings for a command. A refusal within is said, and ends it with exit code 1."""
    screen = Screen(as_json, Settings().language)
    try:
        settings = load(os.environ, Path.cwd())
        screen = Screen(as_json, settings.language)
        yield Desk(settings, screen)
    except Refusal as refusal:
        screen.refuse(refusal)
        raise typer.Exit(1) from None


@contextmanager
def office(as_json: bool) -> Iterator[Office]:
    """Open the engine for a command, and close it; refusals end as in `desk`."""
    with desk(as_json) as here:
        from engine.app import Application  # the heavy part: not for --help

        with Application.open(settings=here.settings) as app:
            yield Office(app, here.screen)


def agency_of(definition: str) -> str:
    """Return the agency of `agency/key`."""
    return definition.rpartition("/")[0]
