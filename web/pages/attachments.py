"""Files beside the form of a step: attaching, taking away, downloading; a browser runs none."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import Invalid, NotFound
from web import downloads
from web.pages import step
from web.pages.frame import Me, redirect
from web.pages.resending import once
from web.pages.step import FormWithFiles
from web.pages.tasks import seen

router = APIRouter()


@router.post("/tugas/{id}/lampiran")
def attach(id: str, request: Request, viewer: Me, form: FormWithFiles) -> Response:
    """Attach files to a step, beside its form."""
    officer = viewer.officer
    files = form.uploads("lampiran")
    seen(viewer, id)
    path = f"/tugas/{id}#lampiran"
    if not files:
        return redirect(request, path, "step.no_file", "warning")

    def act() -> Response:
        try:
            for sent in files:
                viewer.app.attach(id, sent.name, sent.data, officer)
        except Invalid as refusal:
            return step.shown(request, viewer, id, refusal, "lampiran")
        return redirect(request, path, "step.attached", count=len(files))

    return once(request, viewer, form, act)


@router.post("/lampiran/{id}/hapus")
def remove(id: str, request: Request, viewer: Me, form: FormWithFiles) -> Response:
    """Take an attachment away; what else was typed on the page stays as a draft."""
    sight = viewer.app.sight(viewer.agency, viewer.username, viewer.visit.roles)
    found = viewer.app.attachment_facts(sight, id)
    if found["work_item"] is None:
        raise NotFound("unknown", kind="attachment", name=id[:80])
    item = found["work_item"]
    removed = viewer.app.detach(id, viewer.officer)
    if any(name.startswith("isian.") for name in form):
        step.keep(viewer, item, viewer.app.step(item, viewer.username), form)
    return redirect(request, f"/tugas/{item}#lampiran", "step.detached", name=removed["name"])


@router.get("/lampiran/{id}")
def download(id: str, viewer: Me) -> Response:
    """Return a file, to be saved under its name."""
    sight = viewer.app.sight(viewer.agency, viewer.username, viewer.visit.roles)
    return downloads.download(*viewer.app.attachment(sight, id))
