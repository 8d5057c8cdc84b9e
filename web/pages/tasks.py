"""Tugas Saya: what somebody has and may take, by deadline; taking it, and ending it at once."""

from typing import Final, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import Invalid
from engine.views import Json
from web.pages.frame import Form, Me, Viewer, page, redirect

router = APIRouter()

Share = Literal["", "mine", "shared"]
Urgency = Literal["", "near", "late"]

KINDS: Final[dict[str, tuple[str, Share, Urgency]]] = {
    "semua": ("all", "", ""),
    "saya": ("mine", "mine", ""),
    "bersama": ("shared", "shared", ""),
    "dekat": ("near", "", "near"),
    "lewat": ("late", "", "late"),
}
"""What the list may show: its word in the address, its count, and what is asked."""

_MOST_TEXT: Final = 200
_MOST_PAGES: Final = 100_000


@router.get("/tugas")
def tasks(
    request: Request, viewer: Me, cari: str = "", tampil: str = "semua", halaman: int = 1
) -> Response:
    """Show the list; htmx asks for the list alone, again and again."""
    if viewer.agency is None or viewer.username is None:
        return page(request, viewer, "tasks_none.html")
    shown = tampil if tampil in KINDS else "semua"
    text = cari.replace("\0", " ")[:_MOST_TEXT].strip()
    count, share, urgency = KINDS[shown]
    found = viewer.app.inbox(
        viewer.agency,
        viewer.username,
        share=share,
        urgency=urgency,
        text=text,
        page=min(max(halaman, 1), _MOST_PAGES),
    )
    part = request.headers.get("hx-target") == "daftar"
    return page(
        request,
        viewer,
        "tasks_list.html" if part else "tasks.html",
        found=found,
        pages=max(1, -(-found["counts"][count] // found["size"])),
        shown=shown,
        kinds=KINDS,
        text=text,
    )


@router.post("/tugas/{id}/ambil")
def claim(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Take a task."""
    done = viewer.app.claim(seen(viewer, id), by=viewer.officer)
    return _back(request, form, id, "tasks.claimed", done)


@router.post("/tugas/{id}/lepas")
def release(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Give a task back."""
    done = viewer.app.release(seen(viewer, id), by=viewer.officer)
    return _back(request, form, id, "tasks.released", done)


@router.post("/tugas/{id}/mulai")
def begin(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Begin working on a task."""
    done = viewer.app.begin(seen(viewer, id), by=viewer.officer)
    return _back(request, form, id, "tasks.begun", done)


@router.post("/tugas/{id}/putus")
def decide(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """End a task from the list: with its one answer, or none."""
    name = form.text("isian")
    values = {name: form.text("jawaban")} if name else {}
    try:
        done = viewer.app.complete_form(seen(viewer, id), values, viewer.officer)
    except Invalid:  # its form wants more: show it
        return redirect(request, f"/tugas/{id}", "tasks.more", "warning")
    return finished(request, id, done)


def seen(viewer: Viewer, id: str) -> str:
    """Return the id of a work item of an instance the viewer may see. Raises NotFound."""
    found = viewer.app.instance_of(viewer.caller.reach("work item", id))
    sight = viewer.app.sight(viewer.agency, viewer.username, viewer.visit.roles)
    viewer.app.require_visible(sight, found)
    return id


def finished(request: Request, id: str, done: Json) -> Response:
    """Say what a task that was ended led to, back on the list."""
    name = done["work_item"]["name"]
    if done["incident"]:
        return redirect(request, f"/tugas/{id}", "tasks.incident", "warning", name=name)
    if not done["next"]:
        ended = "tasks.ended" if done["status"] == "completed" else "tasks.finished"
        return redirect(request, "/tugas", ended, name=name, title=done["title"])
    following = ", ".join(f"{each['name']} ({each['lane'] or '-'})" for each in done["next"][:3])
    return redirect(request, "/tugas", "tasks.next", name=name, following=following)


def _back(request: Request, form: Form, id: str, words: str, done: Json) -> Response:
    """Return to the list or to the page of the task, wherever the button was."""
    path = "/tugas" if form.text("dari") == "daftar" else f"/tugas/{id}"
    return redirect(request, path, words, name=done["work_item"]["name"])
