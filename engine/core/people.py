"""Who holds which post, and in what capacity: definitive, Plh. or Plt. (UU 30/2014 art. 14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

AppointmentKind = Literal["definitive", "plh", "plt"]

CAPACITY: Mapping[str, str] = {"definitive": "", "plh": "Plh. ", "plt": "Plt. "}
"""The prefix of the title of a post held in that capacity."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit of an agency and the position that heads it (a position id).

    `parent` is the id of the unit it belongs to, "" at the top.
    """

    id: str
    name: str
    head: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A post of an agency. `superior` is the id of the next post above, "" at the top.

    `aliases` are other names by which SOP lanes call it.
    """

    id: str
    title: str
    superior: str = ""
    unit: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Officer:
    """A person who works here. `username` is unique within the agency."""

    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """That an officer holds a position from a day to a day, both included; None is open-ended."""

    position: str
    username: str
    kind: AppointmentKind = "definitive"
    from_on: date | None = None
    until_on: date | None = None
    letter: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the appointment is in force on `day`, a local date of the agency."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )

    def overlaps(self, other: "Appointment") -> bool:
        """Tell whether two appointments are in force on a common day."""
        first = max(self.from_on or date.min, other.from_on or date.min)
        return first <= min(self.until_on or date.max, other.until_on or date.max)


@dataclass(frozen=True, slots=True)
class SopName:
    """An SOP, by its key or title, and the other titles under which SOPs mention it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """The posts, officers, units and appointments of one agency at one moment.

    `sops` are the SOPs that are called differently in different places.
    """

    agency: str
    name: str
    zone: str
    units: tuple[Unit, ...] = ()
    positions: tuple[Position, ...] = ()
    officers: tuple[Officer, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    sops: tuple[SopName, ...] = ()

    def position(self, id: str) -> Position | None:
        """Return the position with that id."""
        return next((post for post in self.positions if post.id == id), None)

    def officer(self, username: str) -> Officer | None:
        """Return the officer with that user name."""
        return next((person for person in self.officers if person.username == username), None)

    def holdings(self, username: str, day: date) -> tuple[Appointment, ...]:
        """Return the appointments `username` holds on `day`, definitive ones first."""
        held = [a for a in self.appointments if a.username == username and a.holds_on(day)]
        return tuple(sorted(held, key=lambda a: a.kind != "definitive"))

    def holders(self, positions: Iterable[str], day: date) -> tuple[str, ...]:
        """Return the user names of all who hold one of `positions` on `day`, each once, sorted."""
        wanted = set(positions)
        held = {a.username for a in self.appointments if a.position in wanted and a.holds_on(day)}
        return tuple(sorted(held))

    def unit(self, id: str) -> Unit | None:
        """Return the unit with that id."""
        return next((unit for unit in self.units if unit.id == id), None)

    def units_above(self, id: str) -> tuple[str, ...]:
        """Return the ids of the units that the unit `id` is part of, nearest first."""
        chain: list[str] = []
        unit = self.unit(id)
        while unit and unit.parent and unit.parent not in chain:
            chain.append(unit.parent)
            unit = self.unit(unit.parent)
        return tuple(chain)

    def superiors(self, position: str) -> tuple[str, ...]:
        """Return the ids of the positions above `position`, nearest first."""
        chain: list[str] = []
        post = self.position(position)
        while post and post.superior and post.superior not in chain:
            chain.append(post.superior)
            post = self.position(post.superior)
        return tuple(chain)
