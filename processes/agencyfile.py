"""One agency.toml: its people and working hours, read strictly, every finding reported at once."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from itertools import combinations
from pathlib import Path
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo, available_timezones

from engine.core import calendar
from engine.core.calendar import PERPRES_21_2023, Season, Span, Week, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.people import (
    Appointment,
    AppointmentKind,
    Officer,
    Organisation,
    Position,
    SopName,
    Unit,
)

TOP: Final = "agency.toml"
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    TOP: (
        "id",
        "name",
        "zone",
        "week",
        "season",
        "closed",
        "unit",
        "position",
        "officer",
        "appointment",
        "sop",
    ),
    "season": ("name", "from", "until", "week"),
    "closed": ("on", "name"),
    "unit": ("id", "name", "head", "parent"),
    "position": ("id", "title", "superior", "unit", "aliases"),
    "officer": ("username", "name"),
    "appointment": ("position", "username", "kind", "from", "until", "letter"),
    "sop": ("name", "aliases"),
}
"""What each table of the file may say."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN: Final = re.compile(r"([01]\d|2[0-3])\.([0-5]\d)-([01]\d|2[0-3])\.([0-5]\d)")


def read(file: Path) -> tuple[Organisation, WorkingCalendar]:
    """Return the people and the working hours that an agency.toml describes.

    Raises Invalid: `agency.syntax` where it is not TOML, else `agency.invalid` with every finding.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Invalid("agency.syntax", file=file, problem=problem) from problem
    findings: list[Finding] = []
    top = _Table(TOP, TOP, data, findings)
    organisation = _organisation(top)
    hours = _calendar(top, organisation)
    if organisation.agency and organisation.agency != file.parent.name:
        top.note("agency.folder", id=organisation.agency, folder=file.parent.name)
    findings += _people_findings(organisation)
    findings += calendar.check(hours)
    if findings:
        raise Invalid("agency.invalid", findings=findings, file=file, count=len(findings))
    return organisation, hours


class _Table:
    """One table of the file: hands out its values and notes what is wrong with them."""

    def __init__(self, kind: str, where: str, data: dict[str, Any], notes: list[Finding]) -> None:
        self.where = where
        self._data = data
        self._notes = notes
        for key in sorted(data.keys() - set(KEYS[kind])):
            self.unknown("agency.key", key, KEYS[kind])

    def note(self, code: str, **facts: object) -> None:
        """Note one thing that is wrong here."""
        self._notes.append(_finding(code, self.where, **facts))

    def unknown(self, code: str, name: str, known: Iterable[str]) -> None:
        """Note a name nobody knows, with the nearest known one."""
        self._notes.append(_unknown(code, self.where, name, known))

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text, "" where there is none."""
        value = self._data.get(key, "")
        if not isinstance(value, str):
            self.note("agency.text", key=key, value=value)
            return ""
        if required and not value.strip():
            self.note("agency.missing", key=key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note("agency.texts", key=key, value=value)
            return ()
        return tuple(value)

    def day(self, key: str) -> date | None:
        """Return a local date, None where there is none."""
        value = self._data.get(key)
        if value is not None and type(value) is not date:
            self.note("agency.day", key=key, value=value)
            return None
        return value

    def needed_day(self, key: str) -> date | None:
        """Return a local date that must be there."""
        if key not in self._data:
            self.note("agency.missing", key=key)
        return self.day(key)

    def tables(self, kind: str) -> Iterator["_Table"]:
        """Yield the rows of `[[kind]]`, each named by its id or its place."""
        rows = self._data.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.note("agency.tables", key=kind)
            return
        for place, row in enumerate(rows, start=1):
            name = row.get("id") or row.get("username" if kind == "officer" else "name") or place
            yield _Table(kind, f"[[{kind}]] {name}", row, self._notes)

    def week(self, default: Week | None = None) -> Week:
        """Return opening hours by weekday: `mon-thu = ["07.30-12.00", "13.00-16.00"]`."""
        data = self._data.get("week")
        if data is None and default is not None:
            return default
        if not isinstance(data, dict):
            self.note("agency.week")
            return PERPRES_21_2023
        week: dict[int, tuple[Span, ...]] = {}
        for days, spans in data.items():
            week |= dict.fromkeys(self._weekdays(days), self._spans(days, spans))
        return week

    def _weekdays(self, days: str) -> range:
        first, _, last = days.partition("-")
        named = [WEEKDAYS.index(day) for day in (first, last or first) if day in WEEKDAYS]
        if len(named) == 2 and named[0] <= named[1]:
            return range(named[0], named[1] + 1)
        self.unknown("agency.weekday", days, WEEKDAYS)
        return range(0)

    def _spans(self, days: str, spans: object) -> tuple[Span, ...]:
        found = (
            [_SPAN.fullmatch(str(span)) for span in spans] if isinstance(spans, list) else [None]
        )
        if None in found:
            self.note("agency.hours", key=days, value=spans)
            return ()
        numbers = [tuple(map(int, match.groups())) for match in found if match]
        return tuple((time(a, b), time(c, d)) for a, b, c, d in numbers)


def _organisation(top: _Table) -> Organisation:
    """Read everybody who works here."""
    return Organisation(
        agency=top.text("id"),
        name=top.text("name"),
        zone=_zone(top),
        units=tuple(
            Unit(
                id=row.text("id"),
                name=row.text("name"),
                head=row.text("head"),
                parent=row.text("parent", required=False),
            )
            for row in top.tables("unit")
        ),
        positions=tuple(
            Position(
                id=row.text("id"),
                title=row.text("title"),
                superior=row.text("superior", required=False),
                unit=row.text("unit", required=False),
                aliases=row.texts("aliases"),
            )
            for row in top.tables("position")
        ),
        officers=tuple(
            Officer(row.text("username"), row.text("name")) for row in top.tables("officer")
        ),
        appointments=tuple(_appointment(row) for row in top.tables("appointment")),
        sops=tuple(SopName(row.text("name"), row.texts("aliases")) for row in top.tables("sop")),
    )


def _appointment(row: _Table) -> Appointment:
    kinds: Mapping[str, AppointmentKind] = {kind: kind for kind in get_args(AppointmentKind)}
    kind = row.text("kind", required=False) or "definitive"
    if kind not in kinds:
        row.unknown("agency.kind", kind, kinds)
    return Appointment(
        position=row.text("position"),
        username=row.text("username"),
        kind=kinds.get(kind, "plt"),  # any that adds no finding of its own
        from_on=row.day("from"),
        until_on=row.day("until"),
        letter=row.text("letter", required=False),
    )


def _calendar(top: _Table, organisation: Organisation) -> WorkingCalendar:
    """Read the opening hours; without any, those of Perpres 21/2023."""
    return WorkingCalendar(
        name=organisation.agency,
        zone=ZoneInfo(organisation.zone),
        week=top.week(default=PERPRES_21_2023),
        seasons=tuple(filter(None, map(_season, top.tables("season")))),
        closed={
            day: row.text("name") for row in top.tables("closed") if (day := row.needed_day("on"))
        },
    )


def _season(row: _Table) -> Season | None:
    """Read one season; None where its days are not known, which has been noted then."""
    name, week = row.text("name"), row.week()
    first, last = row.needed_day("from"), row.needed_day("until")
    return Season(name, first, last, week) if first and last else None


def _zone(top: _Table) -> str:
    zone = top.text("zone")
    if zone in available_timezones():
        return zone
    if zone:
        top.unknown("agency.zone", zone, available_timezones())
    return "Asia/Jakarta"


def _people_findings(organisation: Organisation) -> Iterator[Finding]:
    """Yield what is wrong between the tables."""
    posts = [post.id for post in organisation.positions]
    units = [unit.id for unit in organisation.units]
    yield from _twice("unit", units)
    yield from _twice("position", posts)
    yield from _twice("officer", [person.username for person in organisation.officers])
    for unit in organisation.units:
        where = f"[[unit]] {unit.id}"
        yield from _refers(where, "head", unit.head, posts)
        yield from _refers(where, "parent", unit.parent, units)
        yield from _circle("agency.unit_circle", where, unit.id, organisation.units_above(unit.id))
    for post in organisation.positions:
        where = f"[[position]] {post.id}"
        yield from _refers(where, "superior", post.superior, posts)
        yield from _refers(where, "unit", post.unit, units)
        yield from _circle("agency.circle", where, post.id, organisation.superiors(post.id))
    yield from _appointment_findings(organisation, posts)


def _appointment_findings(organisation: Organisation, posts: list[str]) -> Iterator[Finding]:
    """Yield what is wrong with who holds which post when."""
    usernames = [person.username for person in organisation.officers]
    for place, held in enumerate(organisation.appointments, start=1):
        where = f"[[appointment]] {place}"
        yield from _refers(where, "position", held.position, posts)
        yield from _refers(where, "username", held.username, usernames)
        if held.from_on and held.until_on and held.until_on < held.from_on:
            yield _finding("agency.dates", where, first=held.from_on, last=held.until_on)
    definitive = [held for held in organisation.appointments if held.kind == "definitive"]
    for one, other in combinations(definitive, 2):
        if one.position == other.position and one.overlaps(other):
            where = f"[[position]] {one.position}"
            yield _finding("agency.holders", where, one=one.username, other=other.username)


def _circle(code: str, where: str, id: str, chain: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the finding that a post or a unit is above itself."""
    circle = chain[: chain.index(id) + 1] if id in chain else ()
    if circle and id == min(circle):  # said once, not by every one of the circle
        yield _finding(code, where, path=" > ".join((id, *circle)))


def _twice(kind: str, names: list[str]) -> Iterator[Finding]:
    for name in dict.fromkeys(name for name in names if name and names.count(name) > 1):
        yield _finding("agency.twice", f"[[{kind}]] {name}")


def _refers(where: str, key: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
    """Yield the finding that a name stands nowhere else in the file."""
    if name and name not in known:
        yield _unknown("agency.reference", where, name, known, key=key)


def _unknown(code: str, where: str, name: str, known: Iterable[str], **facts: object) -> Finding:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    if near:
        return _finding(f"{code}.near", where, name=name, near=near[0], **facts)
    return _finding(code, where, name=name, known=", ".join(sorted(known)), **facts)


def _finding(code: str, where: str, **facts: object) -> Finding:
    return Finding("error", code, where, facts=facts)
