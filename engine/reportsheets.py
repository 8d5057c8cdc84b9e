"""Reports as tables: what stands in which column, for the screen, CSV and XLSX alike."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from engine.core import indonesian
from engine.core.errors import Invalid
from engine.reporting import FEW
from engine.reportwords import say
from engine.views import Json
from processes.sheets import commaseparated, workbook
from processes.sheets.grid import Cell, Column, Minutes, Sheet

FORMS: Final[Mapping[str, Callable[[Sheet], bytes]]] = {
    "csv": commaseparated.write,
    "xlsx": workbook.write,
}
"""The files a report can be."""

_COUNTS: Final = ("done", "met", "breached", "late", "void", "on_time")
_CLOCKS: Final = ("waiting", "handling")


def file(found: Json, form: str, language: str) -> bytes:
    """Return a report as a file. Raises Invalid for a form that is none."""
    if form not in FORMS:
        raise Invalid("report.format", text=form, known=", ".join(FORMS))
    return FORMS[form](sheet(found, language))


def sheet(found: Json, language: str) -> Sheet:
    """Return a report as a table, by what it says it is."""
    return _SHEETS[found["report"]](found, language)


def _compliance(found: Json, language: str) -> Sheet:
    word = partial(say, language=language)
    by, minutes = found["by"], word("unit.minutes")
    named = [Column(word(f"head.{by}"), width=34)]
    if by == "step":
        named = [
            Column(word("head.sop"), width=24),
            Column(word("head.number"), width=6),
            *named,
            Column(word("head.lane"), width=22),
            Column(word("head.standard")),
        ]
    clocks = (f"head.{clock}{part}" for clock in _CLOCKS for part in ("", ".p90"))
    columns = (
        *named,
        *(Column(word(f"head.{name}"), width=11) for name in _COUNTS),
        *(Column(word(code), minutes, 15) for code in clocks),
        *(Column(word(f"head.{name}"), width=11) for name in ("share", "again", "rounds")),
    )
    rows = [(*_named(row, by, language), *_figures(row)) for row in found["rows"]]
    blank: tuple[Cell, ...] = (word("total"), *[None] * (len(named) - 1))
    total = [(*blank, *_figures(found["total"]))] if len(rows) > 1 else []
    return Sheet(
        title=word("compliance.title"),
        about=(*_about(found, language),),
        columns=columns,
        rows=(*rows, *total),
        notes=(*_notes(found, language),),
    )


def _monitoring(found: Json, language: str) -> Sheet:
    word = partial(say, language=language)
    year, _, half = found["half"].partition("-")
    about = [word("about.agency", name=found["agency_name"])]
    if found["sop"]:
        about.append(word("about.sop", name=found["sop_name"]))
    about.append(word("about.half", half="I" if half == "1" else "II", year=year))
    columns = (
        Column(word("head.number"), width=5),
        Column(word("tabel7.procedure"), width=34),
        Column(word("tabel7.good"), width=14),
        Column(word("tabel7.poor"), width=14),
        Column(word("tabel7.notes"), width=46),
        Column(word("tabel7.actions"), width=46),
        Column(word("tabel7.initials"), width=12),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["number"],
            row["procedure"],
            "\N{CHECK MARK}" if row["verdict"] == "good" else None,
            "\N{CHECK MARK}" if row["verdict"] == "poor" else None,
            " ".join(row["notes"]),
            " ".join(row["actions"]),
            None,
        )
        for row in found["rows"]
    ]
    rules = word("note.rules", good=found["good_on_time"], again=found["most_again"])
    return Sheet(word("monitoring.title"), tuple(about), columns, tuple(rows), (rules,))


def _worklist(found: Json, language: str) -> Sheet:
    word = partial(say, language=language)
    minutes = word("unit.minutes")
    columns = (
        Column(word("head.sop"), width=30),
        Column(word("head.instance"), width=30),
        Column(word("head.number"), width=6),
        Column(word("head.step"), width=40),
        Column(word("head.lane"), width=24),
        Column(word("head.holder"), width=24),
        Column(word("head.deadline"), width=22),
        Column(word("head.standing"), width=22),
        Column(word("head.waited"), minutes, 14),
        Column(word("head.handled"), minutes, 14),
        Column(word("head.noted"), width=40),
        Column(word("head.held"), width=40),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            item["sop"],
            item["title"],
            item["step"],
            item["name"],
            item["lane"],
            item["holder"] or item["position"],
            item["deadline_text"],
            word(f"standing.{_standing(item)}"),
            Minutes(item["waited"] / 60),
            Minutes(item["handled"] / 60),
            _why(item, "acknowledged"),
            _why(item, "snoozed"),
        )
        for item in found["items"]
    ]
    about = (word("about.agency", name=found["agency_name"]), word("about.at", at=found["at_text"]))
    return Sheet(word("worklist.title"), about, columns, tuple(rows), (word("note.clocks"),))


def _why(item: Json, done: str) -> str:
    """Return who took note of late work or holds it back, and for what reason; "" for nobody."""
    if item[f"{done}_at"] is None:
        return ""
    return f"{item[f'{done}_by'] or '-'}: {item[f'{done}_reason'] or '-'}"


def _standing(item: Json) -> str:
    if item["state"] == "suspended":
        return "suspended"
    return "late" if item["late"] else "near" if item["near"] else "open"


_SHEETS: Final = {"compliance": _compliance, "tabel7": _monitoring, "worklist": _worklist}


def _named(row: Json, by: str, language: str) -> tuple[Cell, ...]:
    name = row["name"] or say("none", language)
    if by != "step":
        return (name,)
    return (row["definition_name"], row["step"], name, row["lane"], row["time_standard"])


def _figures(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    clocks = (row[clock][part] for clock in _CLOCKS for part in ("median", "p90"))
    return (
        *(row[name] for name in _COUNTS),
        *(None if seconds is None else Minutes(seconds / 60) for seconds in clocks),
        row["share"]["median"],
        row["again"],
        row["rounds"],
    )


def _about(found: Json, language: str) -> Iterator[str]:
    yield say("about.agency", language, name=found["agency_name"])
    if found["sop"]:
        yield say("about.sop", language, name=found["sop"])
    days = {name: _day(found[name], language) for name in ("since", "until")}
    yield say("about.period", language, **days)


def _notes(found: Json, language: str) -> Iterator[str]:
    yield say("note.clocks", language)
    if any(0 < row["done"] < FEW for row in found["rows"]):
        yield say("note.small", language)
    for whole in found["wholes"]:
        judged = whole["met"] + whole["breached"]
        if judged:
            facts = {"name": whole["definition"], "met": whole["met"], "all": judged}
            yield say(f"note.{whole['kind']}", language, **facts)


def _day(on: str, language: str) -> str:
    day = date.fromisoformat(on)
    return indonesian.day(day) if language == "id" else f"{day:%a %d %b %Y}"
