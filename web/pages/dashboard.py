"""The pages of supervisors: the dashboard, the work behind its numbers, seeing to one step."""

from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from engine.command import Command
from engine.core.errors import Conflict, Invalid, NotFound, Refusal
from engine.watching import PAGE_SIZE, STANDINGS, Asked
from web import charts
from web.headers import PAGE_HEADERS
from web.pages.faults import faults
from web.pages.frame import ADMINISTRATOR, Form, Me, Viewer, redirect
from web.pages.supervising import PERIODS, day, file, line, number, since, supervised
from web.posting import Posted

router = APIRouter()

MOST_IN_A_FILE: Final = 20_000


@router.get("/dasbor")
def dashboard(request: Request, viewer: Me, instansi: str = "", masa: str = "") -> Response:
    """Show what is open, late and near, where it waits, the oldest, and how the weeks went."""
    command = line(viewer, instansi)
    if not command.leads:
        return supervised(request, viewer, "dashboard_nobody.html", command)
    period, first = since(viewer, masa)
    found = viewer.app.overview(command, first, viewer.language)
    work = found["workload"]
    return supervised(
        request,
        viewer,
        "dashboard.html",
        command,
        work=work,
        parts_of=[
            (part, work[f"by_{part}"], charts.open_work(work[f"by_{part}"]))
            for part in ("sop", "lane", "unit")
        ],
        clocks=found["clocks"]["rows"],
        clock_bars=charts.clocks(found["clocks"]["rows"]),
        weeks=found["trend"]["weeks"],
        week_bars=charts.trend(found["trend"]["weeks"]),
        dates=found["dates"],
        period=period,
        periods=list(PERIODS),
    )


@router.get("/dasbor/tugas")
def work(
    request: Request,
    viewer: Me,
    keadaan: str = "",
    sop: str = "",
    pelaksana: str | None = None,
    unit: str | None = None,
    halaman: str = "1",
    instansi: str = "",
) -> Response:
    """Show the open work behind a number of the dashboard."""
    command = line(viewer, instansi)
    asked = _asked(command, keadaan, sop, pelaksana, unit, number(halaman))
    found = viewer.app.worklist(command, asked)
    return supervised(
        request,
        viewer,
        "dashboard_work.html",
        command,
        found=found,
        asked=asked,
        standings=STANDINGS,
        query={"keadaan": asked.standing, "sop": sop, "pelaksana": pelaksana, "unit": unit},
    )


@router.get("/dasbor/tugas.xlsx")
def work_file(
    viewer: Me,
    keadaan: str = "",
    sop: str = "",
    pelaksana: str | None = None,
    unit: str | None = None,
    instansi: str = "",
) -> Response:
    """Return the same work as a workbook."""
    command = line(viewer, instansi)
    asked = _asked(command, keadaan, sop, pelaksana, unit, 1, MOST_IN_A_FILE)
    data = viewer.app.worklist_file(command, asked, viewer.language)
    return file(data, "xlsx", f"pekerjaan-{command.agency}")


@router.get("/dasbor/tugas/{id}")
def step(id: str, request: Request, viewer: Me) -> Response:
    """Show one step to whoever is above it, with what may be done about it."""
    return _step(request, viewer, id, None)


@router.post("/dasbor/tugas/{id}/catat")
def acknowledge(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Take note of late work: it is repeated no more."""
    try:
        viewer.app.acknowledge(_own(viewer, id), form.text("alasan"), by=viewer.by)
    except (Invalid, Conflict) as refusal:
        return _step(request, viewer, id, refusal, "catat", form)
    return redirect(request, f"/dasbor/tugas/{id}", "watch.noted")


@router.post("/dasbor/tugas/{id}/tahan")
def snooze(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Hold reminders back until a day begins."""
    found = _own(viewer, id)
    try:
        until = _beginning(form.text("sampai"), viewer.app.line(_agency(viewer, id), None).zone)
        viewer.app.snooze(found, until, form.text("alasan"), by=viewer.by)
    except (Invalid, Conflict) as refusal:
        return _step(request, viewer, id, refusal, "tahan", form)
    return redirect(request, f"/dasbor/tugas/{id}", "watch.held")


@router.post("/dasbor/tugas/{id}/alihkan")
def reassign(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Give the step to another officer."""
    found, to, reason = _own(viewer, id), form.text("kepada"), form.text("alasan")
    try:
        viewer.app.assign(found, to, reason, by=viewer.by)
    except (Invalid, Conflict) as refusal:
        return _step(request, viewer, id, refusal, "alihkan", form)
    return redirect(request, f"/dasbor/tugas/{id}", "watch.given")


@router.get("/dasbor/sop/{key}")
def heat(key: str, request: Request, viewer: Me, masa: str = "", instansi: str = "") -> Response:
    """Show where the time of an SOP goes, on its diagram and as a table."""
    command = line(viewer, instansi)
    period, first = since(viewer, masa)
    found = viewer.app.heat(command, key, first, viewer.language)
    versions = _versions(viewer, command, key)
    current = next((each for each in versions if each["status"] == "active"), versions[-1])
    return supervised(
        request,
        viewer,
        "dashboard_heat.html",
        command,
        sop=current,
        key=key,
        steps=found["steps"],
        nodes=found["state"]["nodes"],
        since=first,
        period=period,
        periods=list(PERIODS),
    )


@router.get("/dasbor/sop/{key}/panas.json")
def heat_state(key: str, viewer: Me, masa: str = "", instansi: str = "") -> Response:
    """Return what that diagram is coloured with."""
    _, first = since(viewer, masa)
    found = viewer.app.heat(line(viewer, instansi), key, first, viewer.language)
    return JSONResponse(found["state"], headers=PAGE_HEADERS)


def _asked(
    command: Command,
    standing: str,
    sop: str,
    lane: str | None,
    unit: str | None,
    page: int,
    size: int = PAGE_SIZE,
) -> Asked:
    """Return what a link of the dashboard, or the form of filters, asks for.

    There "" is every one and "-" the work that belongs to none.
    """
    key = sop.removeprefix(f"{command.agency}/").replace("\0", "")
    chosen = [None if not each else each.removeprefix("-") for each in (lane, unit)]
    known = standing if standing in STANDINGS else "open"
    return Asked(known, key, chosen[0], chosen[1], page, size)


def _beginning(text: str, zone: str) -> datetime:
    """Return the instant at which a day begins. Raises Invalid for none."""
    on = day(text, "sampai")
    if on is None:
        raise Invalid("request.value", element="sampai")
    return datetime.combine(on, time(), ZoneInfo(zone))


def _own(viewer: Viewer, id: str) -> str:
    """Return the id of a step of the viewer's line of command. Raises NotFound for any other."""
    command = viewer.app.line(_agency(viewer, id), viewer.username, viewer.visit.roles)
    return str(viewer.app.watched(command, id, viewer.username)["id"])


def _agency(viewer: Viewer, id: str) -> str:
    return viewer.app.agency_of("work item", viewer.caller.reach("work item", id))


def _step(
    request: Request,
    viewer: Viewer,
    id: str,
    refusal: Refusal | None,
    at: str = "",
    sent: Posted | None = None,
) -> Response:
    """Return the page of a step; after a refusal with what was typed into the form `at`."""
    command = viewer.app.line(_agency(viewer, id), viewer.username, viewer.visit.roles)
    item = viewer.app.watched(command, id, viewer.username)
    acts = viewer.username is not None or viewer.has(ADMINISTRATOR)
    return supervised(
        request,
        viewer,
        "dashboard_step.html",
        command,
        status=refusal.status if refusal else 200,
        item=item,
        may_act=item["may_act"] and acts,
        reminder=None if item["state"] in _CLOSED else viewer.app.reminder_text(id),
        problems=faults(refusal, viewer.language, f"{{}}-{at}"),
        at=at,
        sent=sent,
    )


_CLOSED: Final = ("completed", "returned", "cancelled")


def _versions(viewer: Viewer, command: Command, key: str) -> list[dict[str, object]]:
    found = [
        each
        for each in viewer.app.definitions(command.agency)
        if each["definition"] == f"{command.agency}/{key}"
    ]
    if not found:
        raise NotFound("unknown", kind="definition", name=key[:80])
    return found
