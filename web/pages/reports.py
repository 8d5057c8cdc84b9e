"""The pages of reports: compliance with time standards, and Tabel 7; to read, print and keep."""

from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.command import Command
from engine.core.errors import Invalid, Refusal
from engine.counting import GROUPINGS
from engine.views import Json
from processes.sheets.grid import Cell, Minutes, Sheet
from web import speech
from web.pages.faults import Fault, faults
from web.pages.frame import Me, Viewer
from web.pages.supervising import day, file, line, supervised, today

router = APIRouter()

FORMS: Final = ("xlsx", "csv")


@router.get("/laporan")
def compliance(
    request: Request,
    viewer: Me,
    menurut: str = "sop",
    sejak: str = "",
    sampai: str = "",
    sop: str = "",
    instansi: str = "",
) -> Response:
    """Show how well the standards were kept in a period."""
    command = line(viewer, instansi)
    command.require()
    asked = {"menurut": menurut, "sejak": sejak, "sampai": sampai, "sop": sop}
    try:
        found = _compliance(viewer, command, **asked)
    except Refusal as refusal:
        return _page(request, viewer, command, asked, None, refusal)
    return _page(request, viewer, command, asked, found, None)


@router.get("/laporan/unduh")
def compliance_file(
    viewer: Me,
    menurut: str = "sop",
    sejak: str = "",
    sampai: str = "",
    sop: str = "",
    bentuk: str = "xlsx",
    instansi: str = "",
) -> Response:
    """Return that report as a file."""
    command = line(viewer, instansi)
    command.require()
    found = _compliance(viewer, command, menurut, sejak, sampai, sop)
    name = f"kepatuhan-{command.agency}-{found['since']}-{found['until']}"
    return _file(viewer, found, bentuk, name)


@router.get("/laporan/tabel7")
def monitoring(
    request: Request, viewer: Me, semester: str = "", sop: str = "", instansi: str = ""
) -> Response:
    """Show Tabel 7 of a half-year."""
    command = line(viewer, instansi)
    command.require()
    found, problems = None, list[Fault]()
    try:
        found = _monitoring(viewer, command, semester, sop)
    except Refusal as refusal:
        problems = faults(refusal, viewer.language)
    return supervised(
        request,
        viewer,
        "report_monitoring.html",
        command,
        status=422 if problems else 200,
        sheet=_sheet(viewer, found),
        half=found["half"] if found else semester,
        halves=_halves(today(viewer)),
        sop=sop,
        sops=_sops(viewer, command),
        query={"semester": semester, "sop": sop},
        problems=problems,
    )


@router.get("/laporan/tabel7/unduh")
def monitoring_file(
    viewer: Me, semester: str = "", sop: str = "", bentuk: str = "xlsx", instansi: str = ""
) -> Response:
    """Return Tabel 7 as a file."""
    command = line(viewer, instansi)
    command.require()
    found = _monitoring(viewer, command, semester, sop)
    return _file(viewer, found, bentuk, f"tabel7-{command.agency}-{found['half']}")


def _compliance(
    viewer: Viewer, command: Command, menurut: str, sejak: str, sampai: str, sop: str
) -> Json:
    return viewer.app.compliance(
        command.agency,
        by=menurut,
        since=day(sejak, "sejak"),
        until=day(sampai, "sampai"),
        sop=sop.replace("\0", ""),
        positions=command.posts,
        language=viewer.language,
    )


def _monitoring(viewer: Viewer, command: Command, half: str, sop: str) -> Json:
    return viewer.app.monitoring(
        command.agency,
        half,
        sop=sop.replace("\0", ""),
        positions=command.posts,
        language=viewer.language,
    )


def _page(
    request: Request,
    viewer: Viewer,
    command: Command,
    asked: dict[str, str],
    found: Json | None,
    refusal: Refusal | None,
) -> Response:
    return supervised(
        request,
        viewer,
        "report_compliance.html",
        command,
        status=refusal.status if refusal else 200,
        sheet=_sheet(viewer, found),
        asked=asked,
        since=found["since"] if found else asked["sejak"],
        until=found["until"] if found else asked["sampai"],
        groupings=list(GROUPINGS),
        sops=_sops(viewer, command),
        problems=faults(refusal, viewer.language),
    )


def _file(viewer: Viewer, found: Json, form: str, name: str) -> Response:
    if form not in FORMS:
        raise Invalid("report.format", text=form[:20], known=", ".join(FORMS))
    return file(viewer.app.report_file(found, form, viewer.language), form, name)


def _sheet(viewer: Viewer, found: Json | None) -> Any:
    """Return a report as a table of texts, None for none."""
    if found is None:
        return None
    sheet: Sheet = viewer.app.report_sheet(found, viewer.language)
    return {
        "title": sheet.title,
        "about": sheet.about,
        "heads": [column.head for column in sheet.columns],
        "rows": [[_said(viewer, cell) for cell in row] for row in sheet.rows],
        "notes": sheet.notes,
    }


def _said(viewer: Viewer, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Minutes):
        return speech.duration(cell.minutes * 60, viewer.language)
    if isinstance(cell, str):
        return cell
    return speech.number(cell, viewer.language, 1 if isinstance(cell, float) else None)


def _sops(viewer: Viewer, command: Command) -> list[tuple[str, str]]:
    """Return the keys and names of the agency's SOPs."""
    found = {
        each["definition"].partition("/")[2]: each["name"]
        for each in viewer.app.definitions(command.agency)
    }
    return sorted(found.items(), key=lambda each: each[1].casefold())


def _halves(now: date) -> list[str]:
    """Return the half-years to choose from, this one first."""
    count = now.year * 2 + (now.month > 6)
    return [f"{each // 2}-{each % 2 + 1}" for each in range(count, count - 8, -1)]
