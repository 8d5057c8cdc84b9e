"""What people change in an organisation, one post, officer or appointment at a time, and its rules.

Each verb takes an organisation and returns another one, or refuses. Plh. stands in for a holder who
is away for a while, Plt. for a post without one (UU 30/2014 art. 14).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from engine.core.errors import Conflict, Invalid, NotFound, unknown
from engine.core.people import Appointment, AppointmentKind, Officer, Organisation, Position

LONGEST: Final = 200
"""How many characters a title, a name or a letter number may have."""

KINDS: Final[tuple[AppointmentKind, ...]] = ("definitive", "plh", "plt")

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
_GAP: Final = re.compile(r"[^a-z0-9]+")
_DAY: Final = timedelta(days=1)


def key(appointment: Appointment) -> str:
    """Return by what an appointment is named in a form: it fits no other and no changed one."""
    said = (
        appointment.position,
        appointment.username,
        appointment.kind,
        str(appointment.from_on),
        str(appointment.until_on),
        appointment.letter,
    )
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


# Posts


def add_position(organisation: Organisation, wanted: Position) -> Organisation:
    """Return the organisation with one more post; its id is made of its title."""
    added = replace(wanted, id=new_id(wanted.title, [p.id for p in organisation.positions]))
    return _with_position(organisation, (*organisation.positions, added), added)


def change_position(organisation: Organisation, wanted: Position) -> Organisation:
    """Return the organisation with the post of that id as `wanted`. Raises NotFound, Invalid."""
    position_of(organisation, wanted.id)
    posts = tuple(wanted if p.id == wanted.id else p for p in organisation.positions)
    return _with_position(organisation, posts, wanted)


def remove_position(organisation: Organisation, id: str, today: date) -> Organisation:
    """Return the organisation without a post that nobody holds and that is above none."""
    post = position_of(organisation, id)
    below = [p.title for p in organisation.positions if p.superior == id]
    if below:
        raise Conflict("people.above", title=post.title, below=", ".join(below))
    held = [a for a in organisation.appointments if a.position == id and not _over(a, today)]
    if held:
        raise Conflict("people.held", title=post.title, officer=_name(organisation, held[0]))
    led = [unit.name for unit in organisation.units if unit.head == id]
    if led:
        raise Conflict("people.leads", title=post.title, unit=", ".join(led))
    return replace(
        organisation,
        positions=tuple(p for p in organisation.positions if p.id != id),
        appointments=tuple(a for a in organisation.appointments if a.position != id),
    )


# Officers


def add_officer(organisation: Organisation, wanted: Officer) -> Organisation:
    """Return the organisation with one more officer. Raises Invalid, Conflict."""
    if not _NAME.fullmatch(wanted.username):
        raise Invalid("people.username", username=wanted.username[:80])
    if organisation.officer(wanted.username):
        raise Conflict("people.taken", username=wanted.username)
    require_text("name", wanted.name)
    return replace(organisation, officers=(*organisation.officers, wanted))


def rename_officer(organisation: Organisation, username: str, name: str) -> Organisation:
    """Return the organisation with an officer under another name. Raises NotFound, Invalid."""
    _officer(organisation, username)
    require_text("name", name)
    renamed = Officer(username, name)
    people = (renamed if o.username == username else o for o in organisation.officers)
    return replace(organisation, officers=tuple(people))


def remove_officer(organisation: Organisation, username: str, today: date) -> Organisation:
    """Return the organisation without an officer who holds no post any more."""
    officer = _officer(organisation, username)
    for held in organisation.appointments:
        if held.username == username and not _over(held, today):
            title = position_of(organisation, held.position).title
            raise Conflict("people.holds", officer=officer.name, title=title)
    return replace(
        organisation,
        officers=tuple(o for o in organisation.officers if o.username != username),
        appointments=tuple(a for a in organisation.appointments if a.username != username),
    )


# Appointments


def appoint(organisation: Organisation, wanted: Appointment, today: date) -> Organisation:
    """Return the organisation with an officer in one more post.

    Raises NotFound for an unknown post or officer, Invalid for dates that cannot be or a letter
    that is missing, Conflict where it overlaps what somebody else holds there.
    """
    post = position_of(organisation, wanted.position)
    _officer(organisation, wanted.username)
    _require_sound(wanted, today)
    for other in organisation.appointments:
        if other.position == wanted.position and other.overlaps(wanted):
            _require_beside(organisation, post, other, wanted)
    return replace(organisation, appointments=(*organisation.appointments, wanted))


def end_appointment(
    organisation: Organisation, named: str, last: date, today: date
) -> Organisation:
    """Return the organisation in which `last` is the last day of an appointment.

    Not a day before yesterday: what was done in that capacity since then stays done in it.
    """
    held = _appointment(organisation, named)
    _require_running(organisation, held, today)
    if last < today - _DAY or (held.from_on and last < held.from_on):
        raise Invalid("people.last_day", last=last, first=max(held.from_on or today, today))
    changed = replace(held, until_on=last)
    for other in organisation.appointments:
        if other is not held and other.position == held.position and other.overlaps(changed):
            post = position_of(organisation, held.position)
            _require_beside(organisation, post, other, changed)
    kept = (changed if a is held else a for a in organisation.appointments)
    return replace(organisation, appointments=tuple(kept))


def withdraw_appointment(organisation: Organisation, named: str, today: date) -> Organisation:
    """Return the organisation without an appointment that has not begun. Raises Conflict."""
    held = _appointment(organisation, named)
    if held.from_on is None or held.from_on <= today:
        raise Conflict("people.begun", officer=_name(organisation, held))
    kept = tuple(a for a in organisation.appointments if a is not held)
    return replace(organisation, appointments=kept)


# Rules


def _with_position(
    organisation: Organisation, posts: tuple[Position, ...], wanted: Position
) -> Organisation:
    """Return the organisation with `posts`, of which `wanted` is new or changed."""
    require_text("title", wanted.title)
    for alias in wanted.aliases:
        require_text("alias", alias)
    after = replace(organisation, positions=posts)
    if wanted.superior:
        position_of(after, wanted.superior)
    if wanted.unit and wanted.unit not in [unit.id for unit in organisation.units]:
        raise Invalid("people.unit", unit=wanted.unit[:80])
    for post in posts:
        same = post.title.casefold() == wanted.title.casefold()
        if post.id != wanted.id and same and post.superior == wanted.superior:
            raise Conflict("people.title", title=wanted.title)
    if wanted.id in after.superiors(wanted.id):
        above = position_of(after, wanted.superior).title
        raise Invalid("people.circle", title=wanted.title, superior=above)
    return after


def _require_sound(wanted: Appointment, today: date) -> None:
    """Raise Invalid for an appointment that says too little or was over before it was written."""
    if wanted.kind not in KINDS:
        raise Invalid("people.kind", found=str(wanted.kind)[:80])
    if len(wanted.letter) > LONGEST:
        raise Invalid("people.long", entry="letter", most=LONGEST)
    if wanted.from_on is None:
        raise Invalid("people.first_missing")
    if wanted.kind == "plh" and wanted.until_on is None:
        raise Invalid("people.last_missing")
    if wanted.kind != "definitive" and not wanted.letter:
        raise Invalid("people.letter_missing")
    if wanted.until_on is not None and wanted.until_on < wanted.from_on:
        raise Invalid("people.dates", first=wanted.from_on, last=wanted.until_on)
    if _over(wanted, today):
        raise Invalid("people.over", last=wanted.until_on)


def _require_beside(
    organisation: Organisation, post: Position, other: Appointment, wanted: Appointment
) -> None:
    """Raise Conflict when `wanted` cannot be in force on a day on which `other` is."""
    facts: dict[str, Any] = {
        "title": post.title,
        "officer": _name(organisation, other),
        "first": other.from_on or "-",
        "last": other.until_on or "-",
    }
    if other.username == wanted.username:
        raise Conflict("people.twice", **facts)
    acting = (other.kind != "definitive", wanted.kind != "definitive")
    if acting == (False, False):
        raise Conflict("people.holders", **facts)
    if acting == (True, True):
        raise Conflict("people.acting", **facts)
    if wanted.kind == "plt":
        raise Conflict("people.not_vacant", **facts)
    if other.kind == "plt":
        raise Conflict("people.plt_runs", **facts)


def _require_running(organisation: Organisation, held: Appointment, today: date) -> None:
    if _over(held, today):
        raise Conflict("people.ended", officer=_name(organisation, held), last=held.until_on)


def require_text(field: str, text: str) -> None:
    """Raise Invalid for a text that is missing or too long."""
    if not text.strip():
        raise Invalid("people.missing", entry=field)
    if len(text) > LONGEST:
        raise Invalid("people.long", entry=field, most=LONGEST)


def position_of(organisation: Organisation, id: str) -> Position:
    """Return a post. Raises NotFound."""
    found = organisation.position(id)
    if found is None:
        raise unknown("position", id[:80], (post.id for post in organisation.positions))
    return found


def _officer(organisation: Organisation, username: str) -> Officer:
    found = organisation.officer(username)
    if found is None:
        raise unknown("officer", username[:80], (o.username for o in organisation.officers))
    return found


def _appointment(organisation: Organisation, named: str) -> Appointment:
    """Return the appointment of that key; one that was changed since has another."""
    for held in organisation.appointments:
        if key(held) == named:
            return held
    raise NotFound("people.changed")


def _name(organisation: Organisation, held: Appointment) -> str:
    officer = organisation.officer(held.username)
    return officer.name if officer else held.username


def _over(held: Appointment, today: date) -> bool:
    return held.until_on is not None and held.until_on < today


def new_id(title: str, known: Iterable[str], nameless: str = "jabatan") -> str:
    """Return an id made of a title: "Kepala Sub Bagian" becomes "kepala-sub-bagian"."""
    plain = _GAP.sub("-", title.casefold()).strip("-")[:48].strip("-") or nameless
    taken, number = set(known), 2
    found = plain
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found
