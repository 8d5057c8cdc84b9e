"""The page of one step: its form and draft, ending it, sending it back, passing it on."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from engine.app import Application
from engine.core import forms
from engine.core.errors import Invalid, Refusal
from engine.core.events import EVENTS
from engine.core.messages import LANGUAGES
from engine.core.soptable import Column, Field
from engine.documents import MEGABYTE
from engine.views import Json
from web import speech
from web.headers import PAGE_HEADERS
from web.pages import stepforms
from web.pages.frame import Form, Me, Viewer, form_of, page, redirect
from web.pages.resending import once
from web.pages.tasks import finished, seen
from web.posting import Posted

router = APIRouter()


def _room(app: Application) -> int:
    """Return how large a form with its files may be: a few of the largest attachments."""
    return 3 * app.settings.attachment_megabytes * MEGABYTE + 2 * MEGABYTE


FormWithFiles = Annotated[Posted, form_of(_room)]


@router.get("/tugas/{id}")
def step(id: str, request: Request, viewer: Me, baris: int = 0, buka: str = "") -> Response:
    """Show a step; `baris` is how many empty rows each table shall have, `buka` what is opened."""
    return _page(request, viewer, id, more=min(max(baris, 0), 50), opened=buka)


@router.post("/tugas/{id}/selesai")
def complete(id: str, request: Request, viewer: Me, form: FormWithFiles) -> Response:
    """End the step; files come first, so that they are kept whatever else is wrong."""
    officer, asked = viewer.officer, _asked(viewer, seen(viewer, id))
    written = _decided(asked, stepforms.typed(asked["form"], form), form)

    def act() -> Response:
        try:
            _attach(viewer, id, asked, form)
            attached = viewer.app.documents(asked["instance"])["attachments"]
            files = stepforms.files_of(asked["form"], attached, id)
            values = stepforms.values(asked["form"], written, files)
            done = viewer.app.complete_form(id, values, officer)
        except Invalid as refusal:
            return _page(request, viewer, id, form=form, written=written, refusal=refusal)
        return finished(request, id, done)

    return once(request, viewer, form, act)


@router.post("/tugas/{id}/draf")
def save_draft(id: str, request: Request, viewer: Me, form: FormWithFiles) -> Response:
    """Keep what was filled in so far; `baris` asks for more rows of the tables."""
    asked = _asked(viewer, seen(viewer, id))
    try:
        saved = keep(viewer, id, asked, form)
        _attach(viewer, id, asked, form)
    except Invalid as refusal:
        return _page(request, viewer, id, form=form, refusal=refusal)
    if request.headers.get("hx-target") == "draf":
        at = speech.moment(saved["saved_at"], viewer.visit.zone or "UTC", viewer.language)
        said = speech.say("step.draft_saved", viewer.language, at=at)
        return HTMLResponse(said, headers=PAGE_HEADERS)
    if "baris" in form:
        return redirect(request, f"/tugas/{id}?baris=6#formulir")
    return redirect(request, f"/tugas/{id}", "step.draft_kept")


@router.post("/tugas/{id}/kembalikan")
def return_(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Send the work back to an earlier step."""
    reason, to = form.text("alasan"), form.text("ke") or None

    def act() -> Response:
        try:
            done = viewer.app.return_(seen(viewer, id), reason, to, by=viewer.officer)
        except Invalid as refusal:
            return _page(request, viewer, id, form=form, refusal=refusal, at="kembalikan")
        return finished(request, id, done, "tasks.sent_back")

    return once(request, viewer, form, act)


@router.post("/tugas/{id}/limpahkan")
def assign(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Give the task to somebody else."""
    to, reason = form.text("kepada"), form.text("alasan")

    def act() -> Response:
        try:
            done = viewer.app.assign(seen(viewer, id), to, reason, by=viewer.officer)
        except Refusal as refusal:
            if refusal.code not in ("reason.missing", "unknown", "unknown.near"):
                raise
            return _page(request, viewer, id, form=form, refusal=refusal, at="limpahkan")
        facts = {"name": done["work_item"]["name"], "to": done["work_item"]["officer"]}
        return redirect(request, f"/tugas/{id}", "step.assigned", **facts)

    return once(request, viewer, form, act)


@router.post("/tugas/{id}/catatan")
def comment(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Write a comment."""
    instance = viewer.app.instance_of(seen(viewer, id))

    def act() -> Response:
        try:
            viewer.app.comment(instance, form.text("catatan"), viewer.officer, id)
        except Invalid as refusal:
            return _page(request, viewer, id, form=form, refusal=refusal, at="catatan")
        return redirect(request, f"/tugas/{id}#catatan", "step.commented")

    return once(request, viewer, form, act)


def shown(request: Request, viewer: Viewer, id: str, refusal: Refusal, at: str) -> Response:
    """Return the page after a refusal that belongs to its section `at`."""
    return _page(request, viewer, id, refusal=refusal, at=at)


def keep(viewer: Viewer, id: str, asked: Json, form: Posted) -> Json:
    """Keep a form as the draft of whoever looks: what was typed, and what is ticked off."""
    written = _decided(asked, stepforms.typed(asked["form"], form), form)
    known = range(len(asked["inputs"]))
    ticked = [int(each) for each in form.texts("kelengkapan") if each in map(str, known)]
    content = {"isian": written, "kelengkapan": ticked}
    return viewer.app.keep_form(id, content, viewer.officer)


def _asked(viewer: Viewer, id: str) -> Json:
    return viewer.app.step(id, viewer.username)


def _decided(asked: Json, written: dict[str, Any], form: Posted) -> dict[str, Any]:
    """Add the answer of the button that was pressed."""
    if asked["outcome"] and "jawaban" in form:
        return {**written, asked["outcome"]["id"]: form.text("jawaban")}
    return written


def _attach(viewer: Viewer, id: str, asked: Json, form: Posted) -> None:
    """Attach the files that came with a form."""
    for field in asked["form"]:
        if field["type"] == "file":
            for sent in form.uploads(f"berkas.{field['id']}"):
                viewer.app.attach(id, sent.name, sent.data, viewer.officer, field["id"])


def _page(
    request: Request,
    viewer: Viewer,
    id: str,
    *,
    form: Posted | None = None,
    written: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
    at: str = "formulir",
    more: int = 0,
    opened: str = "",
) -> Response:
    """Return the page of a step; after a refusal with what was typed and what is wrong with it."""
    found = _asked(viewer, seen(viewer, id))
    if form is not None and written is None and at == "formulir":
        written = stepforms.typed(found["form"], form)
    wrong = stepforms.problems(refusal, viewer.language) if refusal else {}
    board = viewer.app.board(found["instance"], viewer.username)
    values = stepforms.shown(found["form"], found, written)
    draft = (found["draft"] or {}).get("content", {})
    return page(
        request,
        viewer,
        "step.html",
        status=refusal.status if refusal else 200,
        step=found,
        board=board,
        values=values,
        rows={
            f["id"]: stepforms.rows(f, values[f["id"]], more) for f in found["form"] if f["columns"]
        },
        totals={f["id"]: _totals(f, values[f["id"]]) for f in found["form"] if f["columns"]},
        ticked=draft.get("kelengkapan", []),
        wrong=wrong,
        at=at if refusal else "",
        sent=form,
        opened=opened,
        earlier=viewer.app.answers(id),
        facts=_facts(viewer, found["instance"]),
        limit=viewer.app.settings.attachment_megabytes,
    )


def _totals(field: Json, value: object) -> dict[str, int | float]:
    columns = tuple(Column(c["id"], c["label"], c["type"], c["total"]) for c in field["columns"])
    return forms.totals(Field(field["id"], field["label"], "table", columns=columns), value)


def _facts(viewer: Viewer, instance: str) -> list[Json]:
    """Return what people did in the instance, the latest first."""
    column = LANGUAGES.index(viewer.language)
    return [
        {**event, "fact": EVENTS.get(event["kind"], (event["kind"],) * 2)[column]}
        for event in viewer.app.human_events(instance)
    ]
