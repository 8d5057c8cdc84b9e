"""The pages of designers: the drafts, the Perancang, deploying a draft, its history."""

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from engine.core.errors import Invalid, NotFound, Refusal
from web import speech
from web.pages.definitions import day
from web.pages.drafting import Designer, Model, Upload, answer, author, bpmn_file, file_name
from web.pages.faults import faults
from web.pages.frame import Form, Viewer, page, redirect
from web.pages.sopchanges import shown

router = APIRouter()


@router.get("/perancang")
def drafts(request: Request, viewer: Designer) -> Response:
    """Show the open drafts and how to begin another."""
    return _drafts(request, viewer)


@router.post("/perancang/baru")
def begin_new(request: Request, viewer: Designer, form: Form) -> Response:
    """Begin an SOP nobody has yet."""
    agency = form.text("instansi") or viewer.agency or ""
    lanes = form.text("pelaksana").splitlines()
    template = form.text("contoh", "kosong")
    try:
        draft = viewer.app.new_draft(agency, form.text("nama"), lanes, author(viewer), template)
    except Refusal as refusal:
        return _drafts(request, viewer, refusal, form.text("nama"), form.text("pelaksana"))
    return redirect(request, _path(draft), "designer.begun", name=draft["name"])


@router.post("/perancang/dari")
def begin_from(request: Request, viewer: Designer, form: Form) -> Response:
    """Begin a draft from a version of an SOP, or go on with the one there is."""
    try:
        draft = viewer.app.draft_version(form.text("sop"), form.number("versi"), author(viewer))
    except Refusal as refusal:
        return _drafts(request, viewer, refusal)
    said = "designer.begun" if draft["new"] else "designer.continued"
    return redirect(request, _path(draft), said, name=draft["name"])


@router.post("/perancang/unggah")
def begin_upload(request: Request, viewer: Designer, form: Upload) -> Response:
    """Begin a draft from a BPMN file."""
    agency = form.text("instansi") or viewer.agency or ""
    try:
        data, name = _uploaded(form)
        draft = viewer.app.upload_draft(agency, data, name, author(viewer))
    except Refusal as refusal:
        return _drafts(request, viewer, refusal)
    return redirect(request, _path(draft), "designer.begun", name=draft["name"])


@router.get("/perancang/{id}")
def design(id: str, request: Request, viewer: Designer) -> Response:
    """Show the diagram of a draft to be changed."""
    draft = viewer.app.draft(id, author(viewer))
    if draft["closed_at"]:
        return redirect(request, "/perancang", "designer.closed", "warning", name=draft["name"])
    return page(request, viewer, "designer.html", draft=draft)


@router.get("/perancang/{id}/bpmn")
def source(id: str, viewer: Designer, revisi: int | None = None, unduh: str = "") -> Response:
    """Return the BPMN of a draft, or what it held at an earlier revision."""
    draft = viewer.app.draft(id, author(viewer))
    data = viewer.app.draft_source(id, author(viewer), revisi)
    sent = data if unduh else viewer.app.picture(data)
    return bpmn_file(sent, draft["file"], download=bool(unduh))


@router.post("/perancang/{id}/simpan")
def save(id: str, viewer: Designer, body: Model, x_revision: int = Header(default=0)) -> Response:
    """Save what a script sent; it says which revision it has seen."""
    return answer(viewer, lambda: viewer.app.save_drawn(id, body, x_revision, author(viewer)))


@router.post("/perancang/{id}/periksa")
def check(id: str, viewer: Designer, body: Model) -> Response:
    """Return every finding of what a script sent."""

    def found() -> dict[str, Any]:
        findings = viewer.app.check_draft(id, body, author(viewer), viewer.language)
        return {"findings": findings}

    return answer(viewer, found)


@router.post("/perancang/{id}/hadir")
def touch(id: str, viewer: Designer, body: Model) -> Response:
    """Note that the draft is open, and say who else has it open."""
    del body
    return answer(viewer, lambda: viewer.app.touch_draft(id, author(viewer)))


@router.get("/perancang/{id}/terbit")
def show_deploy(id: str, request: Request, viewer: Designer) -> Response:
    """Show what deploying a draft would find and change."""
    return _deploy_page(request, viewer, id, None)


@router.post("/perancang/{id}/terbit")
def deploy(id: str, request: Request, viewer: Designer, form: Form) -> Response:
    """Deploy a draft."""
    begin = form.text("berlaku")
    try:
        done = viewer.app.deploy_draft(
            id,
            form.number("dilihat") or 0,
            author(viewer),
            activate=begin == "sekarang",
            effective_on=day(form) if begin == "tanggal" else None,
        )
    except Refusal as refusal:
        return _deploy_page(request, viewer, id, refusal, form.text("tanggal")[:40])
    first = done[0]
    facts = {"name": first["name"], "version": first["version"]}
    said = "designer.deployed" if first["new"] else "designer.deployed_same"
    if first["schedule"]:
        said = "designer.deployed_from"
        facts["day"] = speech.day(first["schedule"]["effective_on"], viewer.language)
    return redirect(request, f"/sop/{first['definition']}", said, **facts)


@router.get("/perancang/{id}/riwayat")
def history(id: str, request: Request, viewer: Designer) -> Response:
    """Show what a draft held before."""
    draft = viewer.app.draft(id, author(viewer))
    return page(request, viewer, "designer_history.html", draft=draft, problems=[])


@router.post("/perancang/{id}/pulihkan")
def restore(id: str, request: Request, viewer: Designer, form: Form) -> Response:
    """Give a draft an earlier content again."""
    revision = form.number("revisi") or 0
    viewer.app.restore_draft(id, revision, form.number("dilihat") or 0, author(viewer))
    return redirect(request, f"/perancang/{id}/riwayat", "designer.restored", revision=revision)


@router.post("/perancang/{id}/ganti")
def replace(id: str, request: Request, viewer: Designer, form: Upload) -> Response:
    """Replace the content of a draft by a file."""
    data, _ = _uploaded(form)
    viewer.app.save_draft(id, data, form.number("dilihat") or 0, author(viewer))
    return redirect(request, f"/perancang/{id}", "designer.replaced")


@router.post("/perancang/{id}/buang")
def discard(id: str, request: Request, viewer: Designer, form: Form) -> Response:
    """Throw a draft away."""
    draft = viewer.app.discard_draft(id, form.number("dilihat") or 0, author(viewer))
    return redirect(request, "/perancang", "designer.discarded", name=draft["name"])


def _drafts(
    request: Request,
    viewer: Viewer,
    refusal: Refusal | None = None,
    name: str = "",
    lanes: str | None = None,
) -> Response:
    agencies = viewer.app.agencies() if viewer.agency is None else []
    home = viewer.agency
    known = viewer.app.definitions(viewer.agency)
    latest = {each["definition"]: each["name"] for each in known}
    return page(
        request,
        viewer,
        "designer_drafts.html",
        status=refusal.status if refusal else 200,
        problems=faults(refusal, viewer.language),
        drafts=viewer.app.drafts(author(viewer)),
        agencies=agencies,
        sops=sorted(latest.items(), key=lambda each: each[1].casefold()),
        name=name,
        lanes=lanes
        if lanes is not None
        else "\n".join(viewer.app.lane_names(home) if home else []),
    )


def _deploy_page(
    request: Request, viewer: Viewer, id: str, refusal: Refusal | None, chosen: str = ""
) -> Response:
    draft = viewer.app.draft(id, author(viewer))
    data = viewer.app.draft_source(id, author(viewer))
    findings = viewer.app.check_draft(id, data, author(viewer), viewer.language)
    base = draft["base_version"]
    changes = []
    with suppress(NotFound):  # a draft that has got another key begins anew
        before = viewer.app.side(draft["definition"], str(base or 0), None)
        changes = shown(viewer.app.compare(before, data), viewer.language)
    return page(
        request,
        viewer,
        "designer_deploy.html",
        status=refusal.status if refusal else 200,
        problems=faults(refusal, viewer.language),
        draft=draft,
        findings=findings,
        unsound=any(each["severity"] == "error" for each in findings),
        changes=changes,
        days=viewer.app.draft_days(id, author(viewer)),
        chosen=chosen,
    )


def _uploaded(form: Upload) -> tuple[bytes, str]:
    files = form.uploads("berkas")
    if not files:
        raise Invalid("draft.file")
    return files[0].data, file_name(files[0].name)


def _path(draft: dict[str, Any]) -> str:
    return f"/perancang/{draft['id']}"
