"""`sopan forecast`: when an SOP, or an instance that runs, would be finished."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from cli.office import Json, Office, office
from cli.options import AsJson, variables
from engine.core import indonesian
from engine.core.errors import Invalid

app = typer.Typer()

Definition = Annotated[
    str | None,
    typer.Argument(
        metavar="DEFINITION",
        help="The SOP, such as boalemo/lakip, or a BPMN file that is not deployed yet.",
        show_default=False,
    ),
]
Start = Annotated[
    str | None,
    typer.Option(
        metavar="DATE[TIME]",
        help='When it would be started: 2026-02-02, "2026-02-02 08.00"; a date alone means the '
        "opening of the office. Without it: now.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="INSTANCE",
        help="Instead of DEFINITION: an instance that runs, from its open work on.",
        show_default=False,
    ),
]
Version = Annotated[
    int | None,
    typer.Option(help="This version instead of the one in force.", show_default=False),
]
OfFile = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="AGENCY",
        help="Of a file: whose calendar counts, instead of that of the agency.toml beside it.",
        show_default=False,
    ),
]
Rounds = Annotated[
    int, typer.Option(help="Correction rounds (putaran) at every decision that can send back.")
]
At = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="STEP=N",
        help="Correction rounds at one decision, by the number of its step; again for more.",
        show_default=False,
    ),
]
LateBy = Annotated[
    int, typer.Option(metavar="PERCENT", help="By how much each step overruns its standard.")
]
Legal = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="The date by which it must be finished (batas waktu hukum), such as 2026-02-28; "
        "that of the SOP if left out.",
        show_default=False,
    ),
]
History = Annotated[
    bool,
    typer.Option(
        "--history", help="Also how likely it is, from how long its steps took before (riwayat)."
    ),
]

_FILES: Final = (".bpmn", ".bpmn2", ".xml")
"""How the name of a file ends; no key of an SOP does."""
_TIME = re.compile(r"(\S+?)(?:[ T]+(\d{1,2})[.:](\d\d))?")


@app.command(
    rich_help_panel="Instances (pelaksanaan SOP)",
    epilog="Example: sopan forecast boalemo/lakip --start 2026-02-02 --legal 2026-02-28",
)
def forecast(
    definition: Definition = None,
    start: Start = None,
    from_: From = None,
    version: Version = None,
    agency: OfFile = None,
    rounds: Rounds = 0,
    set_: At = None,
    late_by: LateBy = 0,
    legal: Legal = None,
    history: History = False,
    json: AsJson = False,
) -> None:
    """Work out when each step and the whole would be finished, and whether that is in time."""
    with office(json) as here:
        from engine.forecasting import Asked

        file = Path(definition) if definition and definition.endswith(_FILES) else None
        asked = Asked(
            definition=definition or "",
            instance=here.id("instance", from_) if from_ else "",
            start=moment("--start", start) if start else None,
            version=version,
            rounds=rounds,
            rounds_at=_rounds(set_),
            late_by=late_by,
            legal_on=day("--legal", legal) if legal else None,
            history=history,
        )
        found = here.app.forecast_file(file, agency, asked) if file else here.app.forecast(asked)
        if json:
            here.screen.show(found)
        else:
            _show(here, found)


def moment(option: str, text: str) -> date:
    """Read a date, with a time of the day or without. Raises Invalid for a text that is neither."""
    parts = _TIME.fullmatch(text.strip())
    on = day(option, parts[1] if parts else text)
    if parts is None or parts[2] is None:
        return on
    try:
        return datetime.combine(on, time(int(parts[2]), int(parts[3])))
    except ValueError:
        raise Invalid("forecast.moment", option=option, text=text) from None


def day(option: str, text: str) -> date:
    """Read a date. Raises Invalid for a text that is none."""
    on = indonesian.read_date(text)
    if on is None:
        raise Invalid("forecast.moment", option=option, text=text)
    return on


def _rounds(entries: list[str] | None) -> dict[str, int]:
    from engine.forecasting import MOST_ROUNDS

    found = variables(entries)
    for text in found.values():
        if not isinstance(text, int) or isinstance(text, bool):
            raise Invalid("forecast.number", option="--set", text=text, most=MOST_ROUNDS)
    return found


def _show(here: Office, found: Json) -> None:
    _show_steps(here, found)
    _show_longest_way(here, found)
    here.screen.table(
        ("who", "working_time"),
        ((lane["lane"], _time(here, lane["working_minutes"])) for lane in found["lanes"]),
    )
    screen = here.screen
    finish = here.screen.moment(found["finishes_at"], ZoneInfo(found["zone"]))
    screen.say("forecast.finish", "bold", at=finish)
    if found["lanes"]:
        longest = found["lanes"][0]
        time = _time(here, longest["working_minutes"])
        screen.say("forecast.longest", lane=longest["lane"] or "-", time=time)
    if found["whole"]:
        _show_whole(here, found["whole"], ZoneInfo(found["zone"]))
    for legal in found["legal_dates"]:
        show_verdict(here, legal)
    if found["history"]:
        _show_history(here, found["history"], ZoneInfo(found["zone"]))
    if found["provisional_years"]:
        years = ", ".join(map(str, found["provisional_years"]))
        screen.say("forecast.provisional", "yellow", years=years)
    for assumed in found["assumptions"]:
        screen.finding(assumed["severity"], assumed["message"], "", 0)


def _show_steps(here: Office, found: Json) -> None:
    rounds = any(step["round"] > 1 for step in found["steps"])
    heads = ("seq", "activity", "who", "starts_at", "finishes_at", "time_standard")
    here.screen.table(
        (*heads, "round") if rounds else heads,
        (
            (
                step["step"],
                step["name"],
                step["lane"],
                here.screen.moment(step["starts_at"], ZoneInfo(found["zone"])),
                here.screen.moment(step["finishes_at"], ZoneInfo(found["zone"])),
                _standard(step),
                *([step["round"]] if rounds else []),
            )
            for step in found["steps"]
        ),
    )


def _show_longest_way(here: Office, found: Json) -> None:
    """Name the steps the finish hangs on, where others run beside them."""
    if not all(step["critical"] for step in found["steps"]):
        names = [step["step"] or step["name"] for step in found["steps"] if step["critical"]]
        here.screen.say("forecast.critical", steps=", ".join(names))


def _show_whole(here: Office, whole: Json, zone: ZoneInfo) -> None:
    """Write whether the standard of the whole is kept, and by how much working time."""
    code, style = ("whole_met", "green") if whole["met"] else ("whole_missed", "red")
    time, at = _time(here, whole["working_minutes"]), here.screen.moment(whole["due_at"], zone)
    standard = whole["time_standard"]
    here.screen.say(f"forecast.{code}", style, standard=standard, at=at, time=time)


def show_verdict(here: Office, legal: Json) -> None:
    """Write whether a date set by law is met, and by how much."""
    shown, days = _shown_day(here, legal), legal["working_days"]
    code, style = ("forecast.met", "green") if legal["met"] else ("forecast.missed", "red")
    here.screen.say(code, style, on=shown, days=days)


def _show_history(here: Office, history: Json, zone: ZoneInfo) -> None:
    """Write how long the steps took before, and how likely the whole is finished by when."""
    here.screen.table(
        ("seq", "activity", "times_done", "median", "p90", "finishes_p90"),
        (
            (
                step["step"],
                step["name"],
                step["n"],
                _known_time(here, step["median_minutes"]),
                _known_time(here, step["p90_minutes"]),
                here.screen.moment(step["finishes_at"]["p90"], zone),
            )
            for step in history["steps"]
        ),
    )
    for part in ("median", "p90"):
        at = here.screen.moment(history["finishes_at"][part], zone)
        here.screen.say(f"forecast.{part}", "bold", at=at)
    for legal in history["legal"]:
        percent = f"{legal['met_percent']:.0f}"
        here.screen.say("forecast.likely", on=_shown_day(here, legal), percent=percent)


def _known_time(here: Office, minutes: float | None) -> str:
    """Return working time; "" where the standard stands in for it."""
    return "" if minutes is None else _time(here, int(minutes))


def _shown_day(here: Office, legal: Json) -> str:
    """Return a legal date with whom it is owed to."""
    on, to = date.fromisoformat(legal["on"]), legal.get("to")
    shown = indonesian.day(on) if here.screen.language == "id" else f"{on:%a %d %b %Y}"
    return f"{shown} ({to})" if to else shown


def _standard(step: Json) -> str:
    standard = step["time_standard"] or ""
    return f"{step['times']} x {standard}" if standard and step["times"] != 1 else standard


def _time(here: Office, minutes: int) -> str:
    if here.screen.language == "id":
        return indonesian.duration(timedelta(minutes=minutes))
    return f"{minutes // 60} h {minutes % 60} min"
