"""The pages of SOPs: all of them, one with its versions and steps, two versions compared."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from engine.core import indonesian
from engine.core.errors import Invalid, NotFound, Refusal
from engine.drafting import Author
from web import speech
from web.headers import PAGE_HEADERS
from web.pages.drafting import author, bpmn_file
from web.pages.faults import faults
from web.pages.frame import ADMINISTRATOR, Form, Me, Viewer, page, redirect
from web.pages.sopchanges import coloured, shown
from web.posting import Posted

router = APIRouter()


@router.get("/sop")
def sops(request: Request, viewer: Me) -> Response:
    """Show every SOP of the viewer's agency, or of all, with the version in force."""
    versions = viewer.app.definitions(viewer.agency)
    found = [_row(list(group)) for _, group in groupby(versions, lambda v: v["definition"])]
    found.sort(key=lambda row: (row["agency"], row["name"].casefold()))
    agencies = [] if viewer.agency else viewer.app.agencies()
    names = {each["id"]: each["name"] for each in agencies}
    return page(request, viewer, "definitions.html", sops=found, agencies=names)


@router.get("/sop/{agency}/{key}")
def sop(agency: str, key: str, request: Request, viewer: Me, versi: int | None = None) -> Response:
    """Show one SOP: what the version asked for, or the one in force, says; all its versions."""
    return _sop(request, viewer, agency, key, versi, Tried())


@router.get("/sop/{agency}/{key}/bpmn")
def source(agency: str, key: str, viewer: Me, versi: str = "", unduh: str = "") -> Response:
    """Return the BPMN of a version, or of the draft for designers."""
    versions = _versions(viewer, agency, key)
    data = viewer.app.side(f"{agency}/{key}", versi, _designer(viewer))
    sent = data if unduh else viewer.app.picture(data)
    return bpmn_file(sent, versions[-1]["file"], download=bool(unduh))


@router.get("/sop/{agency}/{key}/banding")
def compare(
    agency: str, key: str, request: Request, viewer: Me, lama: str = "", baru: str = ""
) -> Response:
    """Show how two versions differ: by default the last two, or the only one and its draft."""
    versions = _versions(viewer, agency, key)
    numbers = [str(each["version"]) for each in versions]
    drafted = any(each["definition"] == f"{agency}/{key}" for each in _drafts(viewer))
    choices = [*numbers, "draft"] if drafted else numbers
    last_two = (choices if len(numbers) == 1 else numbers)[-2:]
    new = baru or last_two[-1]
    old = lama or last_two[0]
    changes = shown(_differences(viewer, agency, key, old, new), viewer.language)
    return page(
        request,
        viewer,
        "definition_compare.html",
        name=versions[-1]["name"],
        base=f"/sop/{agency}/{key}",
        old=old,
        new=new,
        choices=choices,
        changes=changes,
    )


@router.get("/sop/{agency}/{key}/banding.json")
def changes(agency: str, key: str, viewer: Me, lama: str = "", baru: str = "") -> Response:
    """Return what colours the two diagrams of a comparison."""
    _versions(viewer, agency, key)
    found = coloured(_differences(viewer, agency, key, lama, baru), viewer.language)
    return JSONResponse(found, headers=PAGE_HEADERS)


@router.post("/sop/{agency}/{key}/berlaku")
def activate(agency: str, key: str, request: Request, viewer: Me, form: Form) -> Response:
    """Put a version in force: for the head of the agency and administrators."""
    version, administers = _version(viewer, agency, key, form), viewer.has(ADMINISTRATOR)
    viewer.app.activate(f"{agency}/{key}", version, by=viewer.by, permitted=administers)
    return redirect(request, f"/sop/{agency}/{key}", "sops.activated", version=version)


@router.post("/sop/{agency}/{key}/jadwal")
def schedule(agency: str, key: str, request: Request, viewer: Me, form: Form) -> Response:
    """Let a version come into force on a day: for the same people."""
    version, administers = _version(viewer, agency, key, form), viewer.has(ADMINISTRATOR)
    try:
        on = day(form)
        viewer.app.schedule(f"{agency}/{key}", version, on, by=viewer.by, permitted=administers)
    except Invalid as refusal:
        tried = Tried(version, form.text("tanggal")[:40], refusal)
        return _sop(request, viewer, agency, key, None, tried)
    said = speech.day(on, viewer.language)
    return redirect(request, f"/sop/{agency}/{key}", "sops.scheduled", version=version, day=said)


@router.post("/sop/{agency}/{key}/jadwal/batal")
def unschedule(agency: str, key: str, request: Request, viewer: Me, form: Form) -> Response:
    """Withdraw the day of a version: for the same people."""
    version, administers = _version(viewer, agency, key, form), viewer.has(ADMINISTRATOR)
    viewer.app.unschedule(f"{agency}/{key}", version, by=viewer.by, permitted=administers)
    return redirect(request, f"/sop/{agency}/{key}", "sops.unscheduled", version=version)


@router.post("/sop/{agency}/{key}/cabut")
def retire(agency: str, key: str, request: Request, viewer: Me, form: Form) -> Response:
    """Take a version out of force: for the same people."""
    version, administers = _version(viewer, agency, key, form), viewer.has(ADMINISTRATOR)
    viewer.app.retire(f"{agency}/{key}", version, by=viewer.by, permitted=administers)
    return redirect(request, f"/sop/{agency}/{key}", "sops.retired", version=version)


def day(form: Posted) -> date:
    """Return the day of a form from which a version is to be in force. Raises Invalid."""
    found = indonesian.read_date(form.text("tanggal"))
    if found is None:
        raise Invalid("schedule.day", on=form.text("tanggal")[:40])
    return found


@dataclass(frozen=True, slots=True)
class Tried:
    """The day that was chosen for a version and refused; version 0 is none."""

    version: int = 0
    day: str = ""
    refusal: Refusal | None = None


def _sop(
    request: Request, viewer: Viewer, agency: str, key: str, number: int | None, tried: Tried
) -> Response:
    versions = _versions(viewer, agency, key)
    current = _chosen(versions, number)
    refusal = tried.refusal
    return page(
        request,
        viewer,
        "definition.html",
        status=refusal.status if refusal else 200,
        problems=faults(refusal, viewer.language, f"{{}}-{tried.version}"),
        sop=viewer.app.sop(f"{agency}/{key}", current["version"]),
        versions=versions,
        agency=agency,
        days=viewer.app.days_ahead(agency),
        tried=tried,
    )


def _version(viewer: Viewer, agency: str, key: str, form: Posted) -> int:
    """Return the number of a version that a form names, of an SOP the viewer may see."""
    _versions(viewer, agency, key)
    return form.number("versi") or 0


def _versions(viewer: Viewer, agency: str, key: str) -> list[dict[str, Any]]:
    """Return the versions of an SOP the viewer may see, the oldest first. Raises NotFound."""
    viewer.caller.agency(agency)
    every = viewer.app.definitions(agency)
    found = [each for each in every if each["definition"] == f"{agency}/{key}"]
    if not found:
        raise NotFound("unknown", kind="definition", name=f"{agency}/{key}"[:200])
    return found


def _row(versions: list[dict[str, Any]]) -> dict[str, Any]:
    active = next((each for each in versions if each["status"] == "active"), None)
    coming = [each for each in versions if each["schedule"]]
    latest = versions[-1]
    return {
        "definition": latest["definition"],
        "agency": latest["definition"].partition("/")[0],
        "name": (active or latest)["name"],
        "active": active,
        "coming": sorted(coming, key=lambda each: str(each["schedule"]["effective_on"])),
        "latest": latest,
        "count": len(versions),
    }


def _chosen(versions: list[dict[str, Any]], number: int | None) -> dict[str, Any]:
    if number is not None:
        wanted = [each for each in versions if each["version"] == number]
    else:
        wanted = [each for each in versions if each["status"] == "active"] or versions[-1:]
    if not wanted:
        name = f"{versions[-1]['definition']} v{number}"
        raise NotFound("unknown", kind="definition", name=name)
    return wanted[0]


def _differences(viewer: Viewer, agency: str, key: str, old: str, new: str) -> list[dict[str, Any]]:
    writer = _designer(viewer)
    before, after = (viewer.app.side(f"{agency}/{key}", each, writer) for each in (old, new))
    return viewer.app.compare(before, after)


def _designer(viewer: Viewer) -> Author | None:
    return author(viewer) if viewer.has("designer", "administrator") else None


def _drafts(viewer: Viewer) -> list[dict[str, Any]]:
    writer = _designer(viewer)
    return viewer.app.drafts(writer) if writer else []
