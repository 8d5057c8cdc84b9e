"""An edit of a working calendar on the command line: made or only tried, and what moves with it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from cli import words
from cli.office import Json, Office
from cli.output import short
from engine.core import indonesian

if TYPE_CHECKING:
    from engine.calendars import Edit

_SHOWN: Final = 40
"""How many of what moves a screen shows; JSON has them all."""

_HEADS: Final = ("id", "title", "step", "old", "new")


def make(
    here: Office, agency: str, edit: "Edit", why: str, by: str | None, *, dry_run: bool
) -> None:
    """Make an edit, or only look at what it would do, and say what moves."""
    outcome = here.app.edit_calendar(agency, edit, why, by, preview=dry_run)
    if here.screen.as_json:
        here.screen.show(outcome)
        return
    for day in outcome["days"]:
        said = "calendar.day.why" if day["why"] else "calendar.day"
        on = indonesian.day(date.fromisoformat(day["date"]))
        here.screen.say(said, day=on, hours=day["hours"], why=day["why"])
    if outcome["since"]:
        since = indonesian.day(date.fromisoformat(outcome["since"]))
        here.screen.say("calendar.since", day=since)
    _say_moved(here, agency, outcome)
    if dry_run:
        here.screen.say("calendar.preview", "yellow")
    else:
        code = "calendar.changed" if outcome["changed"] else "calendar.same"
        here.screen.say(code, "green", agency=agency)


def _say_moved(here: Office, agency: str, outcome: Json) -> None:
    """Say which deadlines move and which timers."""
    mark = words.say("provisional", here.screen.language)
    if not outcome["moved"]:
        here.screen.say("calendar.moved.none")
    _table(
        here,
        agency,
        "calendar.moved",
        outcome["moved"],
        lambda each: (each["work_item"], each["step"] or each["name"], mark * each["provisional"]),
    )
    if outcome["overdue"]:
        here.screen.say("calendar.overdue", "yellow", count=outcome["overdue"])
    _table(
        here,
        agency,
        "calendar.timers",
        outcome["timers"],
        lambda each: (each["instance"], each["name"] or each["node"], ""),
    )


def _table(
    here: Office,
    agency: str,
    code: str,
    moved: list[Json],
    told: Callable[[Json], tuple[str | None, str, str]],
) -> None:
    """Show from when to when each moves; `told` gives its id, its step and what to add."""
    if not moved:
        return
    zone = here.zone(agency)
    here.screen.say(code, count=len(moved))
    rows = []
    for each in moved[:_SHOWN]:
        id, step, mark = told(each)
        old, new = (here.screen.moment(each[when], zone) for when in ("old", "new"))
        title = each["title"] or each.get("sop", "")
        rows.append((short(id or ""), title, step, old, f"{new} {mark}".strip()))
    here.screen.table(_HEADS, rows)
    if len(moved) > _SHOWN:
        here.screen.say("calendar.moved.more", count=len(moved) - _SHOWN)
