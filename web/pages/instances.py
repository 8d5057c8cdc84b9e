"""The pages of instances: the list, a new one, where one stands, steering it, its proof sheet."""

from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from engine.core import indonesian
from engine.core.errors import Invalid, NotFound, Refusal
from engine.core.events import EVENTS
from engine.core.messages import LANGUAGES
from engine.forecasting import Asked
from engine.views import Json
from web import speech
from web.headers import PAGE_HEADERS
from web.pages.faults import faults
from web.pages.frame import Form, Me, Viewer, page, part, redirect
from web.pages.resending import once

router = APIRouter()

STATUSES: Final = ("active", "suspended", "completed", "cancelled")

_QUIETENED: Final = {
    "ObligationAcknowledged": "runs.quiet_noted",
    "ObligationSnoozed": "runs.quiet_held",
}
"""What superiors do about late work, and what it is called."""

_MOST_TEXT: Final = 200
_MOST_PAGES: Final = 100_000


@router.get("/pelaksanaan")
def instances(
    request: Request, viewer: Me, cari: str = "", keadaan: str = "active", halaman: int = 1
) -> Response:
    """Show the instances the viewer may see: those that run, unless others are asked for."""
    status = keadaan if keadaan in STATUSES else ""
    text = cari.replace("\0", " ")[:_MOST_TEXT].strip()
    number = min(max(halaman, 1), _MOST_PAGES)
    found = viewer.app.instance_page(_sight(viewer), text, status, number)
    facts: dict[str, Any] = {"found": found, "text": text, "wanted": status, "statuses": STATUSES}
    if request.headers.get("hx-target") == "daftar":
        return part(request, viewer, "instances_list.html", **facts)
    return page(request, viewer, "instances.html", **facts)


@router.get("/pelaksanaan/mulai")
def new(request: Request, viewer: Me, sop: str = "") -> Response:
    """Show the form that starts an instance."""
    return _start_form(request, viewer, sop, "", None)


@router.post("/pelaksanaan/mulai")
def start(request: Request, viewer: Me, form: Form) -> Response:
    """Start an instance, and go to it."""
    sop, title = form.text("sop"), form.text("judul")

    def act() -> Response:
        try:
            if not sop:
                raise Invalid("request.value", element="sop")
            begun = viewer.app.start(viewer.caller.definition(sop), title=title, by=viewer.by)
        except Refusal as refusal:
            return _start_form(request, viewer, sop, title, refusal)
        return redirect(request, f"/pelaksanaan/{begun['id']}", "runs.started_now")

    return once(request, viewer, form, act)


@router.get("/pelaksanaan/{id}")
def instance(id: str, request: Request, viewer: Me) -> Response:
    """Show where an instance stands."""
    return _instance(request, viewer, id, None)


@router.get("/pelaksanaan/{id}/keadaan.json")
def state(id: str, viewer: Me) -> Response:
    """Return what the diagram is coloured with."""
    found = viewer.app.board(_seen(viewer, id), viewer.username)
    return JSONResponse(found["state"], headers=PAGE_HEADERS)


@router.get("/pelaksanaan/{id}/bukti")
def proof(id: str, request: Request, viewer: Me) -> Response:
    """Show the sheet that proves what happened, to be printed."""
    shown = viewer.app.show(_seen(viewer, id))
    board = viewer.app.board(id, viewer.username)
    return page(
        request,
        viewer,
        "instance_proof.html",
        run=shown,
        board=board,
        identity=viewer.app.sop(shown["definition"], shown["version"])["identity"],
        limits=_limits(shown),
        noted=_noted(viewer, shown, board["names"]),
    )


@router.post("/pelaksanaan/{id}/tunda")
def suspend(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Put an instance aside."""
    try:
        viewer.app.suspend(_seen(viewer, id), form.text("alasan"), by=viewer.by)
    except Invalid as refusal:
        return _instance(request, viewer, id, refusal)
    return redirect(request, f"/pelaksanaan/{id}", "runs.suspended_now")


@router.post("/pelaksanaan/{id}/lanjutkan")
def resume(id: str, request: Request, viewer: Me, form: Form) -> Response:  # noqa: ARG001 - the form is the guard
    """Take up a suspended instance."""
    viewer.app.resume(_seen(viewer, id), by=viewer.by)
    return redirect(request, f"/pelaksanaan/{id}", "runs.resumed_now")


@router.post("/pelaksanaan/{id}/batalkan")
def cancel(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """End an instance without finishing it."""
    try:
        viewer.app.cancel(_seen(viewer, id), form.text("alasan"), by=viewer.by)
    except Invalid as refusal:
        return _instance(request, viewer, id, refusal)
    return redirect(request, f"/pelaksanaan/{id}", "runs.cancelled_now")


@router.post("/pelaksanaan/{id}/batas")
def move_legal_date(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Move a date set by law."""
    try:
        on = _day(form.text("tanggal"))
        label, reason = form.text("kepada"), form.text("alasan")
        viewer.app.set_legal_date(_seen(viewer, id), label, on, reason, by=viewer.by)
    except Invalid as refusal:
        return _instance(request, viewer, id, refusal)
    return redirect(request, f"/pelaksanaan/{id}", "runs.date_moved")


@router.post("/pelaksanaan/{id}/gangguan")
def retry(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Try again what could not go on."""
    incident = form.text("gangguan")
    if incident not in [each["id"] for each in viewer.app.show(_seen(viewer, id))["incidents"]]:
        raise NotFound("unknown", kind="incident", name=incident[:80])
    viewer.app.retry(incident, by=viewer.by)
    return redirect(request, f"/pelaksanaan/{id}", "runs.retried")


def _sight(viewer: Viewer) -> Any:
    return viewer.app.sight(viewer.agency, viewer.username, viewer.visit.roles)


def _seen(viewer: Viewer, id: str) -> str:
    """Return the id of an instance the viewer may see. Raises NotFound for any other."""
    return viewer.app.require_visible(_sight(viewer), id)


def _start_form(
    request: Request, viewer: Viewer, sop: str, title: str, refusal: Refusal | None
) -> Response:
    ready = [each for each in viewer.app.definitions(viewer.agency) if each["status"] == "active"]
    return page(
        request,
        viewer,
        "instance_new.html",
        status=refusal.status if refusal else 200,
        sops=ready,
        chosen=sop,
        title=title,
        problems=faults(refusal, viewer.language),
    )


def _instance(request: Request, viewer: Viewer, id: str, refusal: Refusal | None) -> Response:
    shown = viewer.app.show(_seen(viewer, id))
    board = viewer.app.board(id, viewer.username)
    column = LANGUAGES.index(viewer.language)
    return page(
        request,
        viewer,
        "instance.html",
        status=refusal.status if refusal else 200,
        run=shown,
        board=board,
        limits=_limits(shown),
        forecast=_forecast(viewer, shown),
        rungs=_rungs(viewer, shown, board["names"]),
        noted=_noted(viewer, shown, board["names"]),
        events=[
            {**event, "fact": EVENTS.get(event["kind"], (event["kind"],) * 2)[column]}
            for event in reversed(shown["events"])
        ],
        may_steer=board["may_steer"]
        and (viewer.username is not None or viewer.has("administrator")),
        problems=faults(refusal, viewer.language),
        done=sum(row["state"] == "done" for row in board["rows"]),
    )


def _limits(shown: Json) -> list[Json]:
    """Return the time limits of the instance as a whole."""
    return [each for each in shown["obligations"] if each["kind"] in ("whole", "legal")]


def _forecast(viewer: Viewer, shown: Json) -> Json | None:
    """Return when it would be finished; None where it is over, or cannot be told."""
    if shown["status"] != "active" or shown["incidents"]:
        return None
    try:
        return viewer.app.forecast(Asked(instance=shown["id"]))
    except Refusal:
        return None


def _rungs(viewer: Viewer, shown: Json, names: dict[str, str]) -> list[Json]:
    """Return the rungs that have fired, the latest first."""
    steps = {item["id"]: item["step"] or item["name"] for item in shown["steps"]}
    fired = [event for event in shown["events"] if event["kind"] == "RungFired"]
    found = []
    for event in reversed(fired):
        data = event["data"]
        told = [
            f"{names.get(r['officer'], r['officer'])} ({r['capacity']})" for r in data["recipients"]
        ]
        kind = speech.say(f"runs.rung.{data['does']}", viewer.language)
        step = steps.get(event["work_item"] or "")
        found.append(
            {
                "at": event["at"],
                "kind": data["does"],
                "text": speech.say("runs.rung_step", viewer.language, step=step, kind=kind)
                if step
                else speech.say("runs.rung_whole", viewer.language, kind=kind),
                "told": ", ".join(told),
                "late": data["late"],
            }
        )
    return found


def _noted(viewer: Viewer, shown: Json, names: dict[str, str]) -> list[Json]:
    """Return when superiors took note of late work or held its reminders back, the latest first."""
    steps = {item["id"]: item["step"] or item["name"] for item in shown["steps"]}
    return [
        {
            "at": event["at"],
            "text": speech.say(_QUIETENED[event["kind"]], viewer.language),
            "step": steps.get(event["work_item"] or ""),
            "name": names.get(event["officer"], event["officer"]),
            "capacity": event["capacity"],
            "until": event["data"].get("until"),
            "reason": event["data"].get("reason"),
        }
        for event in reversed(shown["events"])
        if event["kind"] in _QUIETENED
    ]


def _day(text: str) -> date:
    found = indonesian.read_date(text)
    if found is None:
        raise Invalid("request.value", element="tanggal")
    return found
