"""The working calendar of an agency: its days, and edits looked at before they are made."""

from datetime import date, timedelta
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import calendars
from engine.calendars import Edit
from engine.core import openinghours
from engine.core.calendar import RAMADAN
from engine.core.errors import Invalid, Refusal
from engine.core.indonesian import DAYS
from web import posting
from web.pages import adminscope
from web.pages.adminscope import Admin, Json, admin_page
from web.pages.faults import faults
from web.pages.frame import ADMINISTRATOR, Form, Viewer, redirect
from web.posting import Posted

router = APIRouter()

_FIELDS: Final = (
    "jenis",
    "tanggal",
    "keterangan",
    "jam",
    "masa",
    "mulai",
    "sampai",
    "minggu",
    "isi",
    "tahun",
)
_SHOWN: Final = 200
"""How many moved deadlines a page shows."""


@router.get("/admin/instansi/{agency}/kalender")
def calendar(agency: str, request: Request, viewer: Admin, tahun: int = 0) -> Response:
    """Show the week, the seasons and the special days of a year."""
    return _calendar(request, viewer, agency, tahun, {}, None)


@router.post("/admin/instansi/{agency}/kalender/pratinjau")
def preview(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Show what an edit would do, and change nothing."""
    typed = _typed(form)
    try:
        here = adminscope.agency_of(viewer, agency)
        outcome = viewer.app.edit_calendar(
            here["id"], _edit(typed), by=viewer.by, preview=True, administrator=True
        )
    except Refusal as refusal:
        return _calendar(request, viewer, agency, 0, typed, refusal)
    return admin_page(
        request,
        viewer,
        "calendar_preview.html",
        here,
        "kalender",
        outcome=outcome,
        moved=outcome["moved"][:_SHOWN],
        more=max(len(outcome["moved"]) - _SHOWN, 0),
        timers=outcome["timers"][:_SHOWN],
        more_timers=max(len(outcome["timers"]) - _SHOWN, 0),
        typed=typed,
        first=adminscope.read_day(typed["mulai"]),
        last=adminscope.read_day(typed["sampai"]),
    )


@router.post("/admin/instansi/{agency}/kalender")
def edit(agency: str, request: Request, viewer: Admin, form: Form) -> Response:
    """Make an edit, and move the open deadlines it changes."""
    typed = _typed(form)
    try:
        here = adminscope.agency_of(viewer, agency)
        why = typed["keterangan"] or typed["masa"]
        outcome = viewer.app.edit_calendar(
            here["id"],
            _edit(typed),
            why,
            viewer.by,
            administrator=viewer.has(ADMINISTRATOR),
        )
    except Refusal as refusal:
        return _calendar(request, viewer, agency, 0, typed, refusal)
    said = "admin.calendar_changed" if outcome["changed"] else "admin.calendar_same"
    path = f"/admin/instansi/{agency}/kalender"
    return redirect(request, path, said, count=len(outcome["moved"]))


def _calendar(
    request: Request,
    viewer: Viewer,
    agency: str,
    year: int,
    typed: dict[str, str],
    refusal: Refusal | None,
) -> Response:
    here = adminscope.agency_of(viewer, agency)
    today = date.fromisoformat(viewer.app.people(here["id"])["today"])
    year = year if 1900 <= year <= 2999 else today.year
    found = viewer.app.calendar(here["id"], date(year, 1, 1), date(year, 12, 31))
    return admin_page(
        request,
        viewer,
        "calendar.html",
        here,
        "kalender",
        refusal,
        problems=faults(refusal, viewer.language, f"{typed.get('jenis', '')}-{{}}"),
        calendar=found,
        usual=_week(found["week"]),
        weeks=[{**each, **_week(each["week"])} for each in found["weeks"]],
        seasons=[{**each, **_week(each["week"])} for each in found["seasons"]],
        ramadan="\n".join(openinghours.written_week(RAMADAN)),
        tomorrow=(today + timedelta(days=1)).isoformat(),
        year=year,
        days=_special(found),
        typed={**dict.fromkeys(_FIELDS, ""), **typed},
    )


def _special(found: Json) -> list[Json]:
    """Return the days that are not as their week or season has them."""
    seasons = {season["name"] for season in found["seasons"]}
    return [
        day for day in found["days"] if day["edited"] or (day["why"] and day["why"] not in seasons)
    ]


def _week(hours: dict[str, str]) -> Json:
    """Return a week to look at, days of equal hours together, and as a field takes it."""
    week = {DAYS.index(day): openinghours.read(text) for day, text in hours.items()}
    return {
        "runs": [(DAYS[first], DAYS[last], text) for first, last, text in openinghours.runs(week)],
        "written": "\n".join(openinghours.written_week(week)),
    }


def _typed(form: Posted) -> dict[str, str]:
    """Return the fields; the rows of a table may come as a file."""
    typed = adminscope.typed(form, (name for name in _FIELDS if name != "berkas"))
    for upload in form.uploads("berkas"):
        try:
            typed["isi"] = upload.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid("request.value", element="berkas") from error
    return typed


def _edit(typed: dict[str, str]) -> Edit:
    """Return the edit a form asks for. Raises Invalid."""
    kind, name = typed["jenis"], typed["masa"]
    if kind == "libur":
        return calendars.set_day(_day(typed["tanggal"]), typed["keterangan"], typed["jam"])
    if kind == "biasa":
        return calendars.remove_day(_day(typed["tanggal"]))
    if kind == "masa":
        first, last = (adminscope.read_day(typed[each]) for each in ("mulai", "sampai"))
        return calendars.set_season(name, first, last, posting.lines(typed["minggu"]))
    if kind == "masa-hapus":
        return calendars.remove_season(name)
    if kind == "minggu":
        first = adminscope.read_day(typed["mulai"])
        return calendars.set_week(posting.lines(typed["minggu"]), first)
    if kind == "minggu-hapus":
        return calendars.remove_week(_day(typed["mulai"]))
    if kind == "impor":
        year = typed["tahun"]
        decreed = int(year) if year.isdecimal() and len(year) == len("2026") else None
        return calendars.import_days(typed["isi"], "", decreed)
    raise Invalid("request.value", element="jenis")


def _day(text: str) -> date:
    found = adminscope.read_day(text)
    if found is None:
        raise Invalid("people.day", text="")
    return found
