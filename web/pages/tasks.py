"""Tugas Saya: what somebody has and may take, by deadline; taking it, and ending it at once."""

from collections.abc import Callable
from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import Invalid
from engine.views import Json
from web.pages.frame import Form, Me, Viewer, page, part, redirect
from web.pages.resending import once
from web.posting import Posted

router = APIRouter()

Share = Literal["", "mine", "shared"]
Urgency = Literal["", "near", "late"]

KINDS: Final[dict[str, tuple[str, Share, Urgency]]] = {
    "semua": ("all", "", ""),
    "lewat": ("late", "", "late"),
    "dekat": ("near", "", "near"),
    "saya": ("mine", "mine", ""),
    "bersama": ("shared", "shared", ""),
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
    facts: dict[str, Any] = {
        "found": found,
        "pages": max(1, -(-found["counts"][count] // found["size"])),
        "shown": shown,
        "kinds": KINDS,
        "text": text,
    }
    if request.headers.get("hx-target") == "daftar":
        return part(request, viewer, "tasks_list.html", **facts)
    return page(request, viewer, "tasks.html", **facts)


@router.post("/tugas/{id}/ambil")
def claim(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Take a task."""
    return _moved(request, viewer, form, id, "tasks.claimed", viewer.app.claim)


@router.post("/tugas/{id}/lepas")
def release(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Give a task back."""
    return _moved(request, viewer, form, id, "tasks.released", viewer.app.release)


@router.post("/tugas/{id}/mulai")
def begin(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """Begin working on a task."""
    return _moved(request, viewer, form, id, "tasks.begun", viewer.app.begin)


@router.post("/tugas/{id}/putus")
def decide(id: str, request: Request, viewer: Me, form: Form) -> Response:
    """End a task from the list: with its one answer, or none."""
    name = form.text("isian")
    values = {name: form.text("jawaban")} if name else {}

    def act() -> Response:
        try:
            done = viewer.app.complete_form(seen(viewer, id), values, viewer.officer)
        except Invalid:  # its form wants more: show it
            return redirect(request, f"/tugas/{id}", "tasks.more", "warning")
        return finished(request, id, done)

    return once(request, viewer, form, act)


def seen(viewer: Viewer, id: str) -> str:
    """Return the id of a work item of an instance the viewer may see. Raises NotFound."""
    found = viewer.app.instance_of(viewer.caller.reach("work item", id))
    sight = viewer.app.sight(viewer.agency, viewer.username, viewer.visit.roles)
    viewer.app.require_visible(sight, found)
    return id


def finished(request: Request, id: str, done: Json, words: str = "tasks.next") -> Response:
    """Say what a task that was ended led to, back on the list."""
    name = done["work_item"]["name"]
    if done["incident"]:
        return redirect(request, f"/tugas/{id}", "tasks.incident", "warning", name=name)
    if not done["next"]:
        ended = "tasks.ended" if done["status"] == "completed" else "tasks.finished"
        return redirect(request, "/tugas", ended, name=name, title=done["title"])
    following = ", ".join(f"{each['name']} ({each['lane'] or '-'})" for each in done["next"][:3])
    return redirect(request, "/tugas", words, name=name, following=following)


def _moved(
    request: Request, viewer: Viewer, form: Posted, id: str, words: str, verb: Callable[..., Json]
) -> Response:
    """Do a verb and return to the list or to the page of the task, wherever the button was."""

    def act() -> Response:
        done = verb(seen(viewer, id), by=viewer.officer)
        path = "/tugas" if form.text("dari") == "daftar" else f"/tugas/{id}"
        return redirect(request, path, words, name=done["work_item"]["name"])

    return once(request, viewer, form, act)
