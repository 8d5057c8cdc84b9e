"""The table of an SOP to be edited without drawing; plain forms, with or without scripts."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core.errors import Refusal
from engine.core.steptable import END
from engine.tableedits import Cells, Edit
from web.pages.designer_forecast import Wish, foreseen, wish, wished
from web.pages.drafting import Designer, author
from web.pages.faults import faults
from web.pages.frame import Form, Viewer, page, redirect
from web.posting import Posted

router = APIRouter()

SAVE = "simpan"
FORECAST = "perkirakan"


@router.get("/perancang/{id}/tabel")
def show(id: str, request: Request, viewer: Designer) -> Response:
    """Show a draft as the table of its SOP."""
    draft = viewer.app.draft_table(id, author(viewer), viewer.language)
    return _page(request, viewer, draft, wished(request), None)


@router.post("/perancang/{id}/tabel")
def edit(id: str, request: Request, viewer: Designer, form: Form) -> Response:
    """Save the cells and do what the button says."""
    asked, hoped = _edit(form), wish(form.text)
    seen = form.number("dilihat") or 0
    try:
        viewer.app.edit_table(id, asked, seen, author(viewer))
    except Refusal as refusal:
        draft = viewer.app.draft_table(id, author(viewer), viewer.language)
        return _page(request, viewer, _typed(draft, asked), hoped, refusal)
    said = "designer.table_saved" if asked.action == SAVE else ""
    anchor = f"#baris-{asked.on}" if asked.action in ("tambah", "naik", "turun") else ""
    if form.text("aksi") == FORECAST:
        anchor = "#perkiraan"
    return redirect(request, f"/perancang/{id}/tabel{hoped.query}{anchor}", said)


def _page(
    request: Request,
    viewer: Viewer,
    draft: dict[str, Any],
    hoped: Wish,
    refusal: Refusal | None,
) -> Response:
    return page(
        request,
        viewer,
        "designer_table.html",
        status=refusal.status if refusal else 200,
        draft=draft,
        table=draft["table"],
        problems=faults(refusal, viewer.language),
        end=END,
        wished=hoped,
        foreseen=foreseen(viewer, draft["id"], None, hoped),
    )


def _edit(form: Posted) -> Edit:
    action, _, on = form.text("aksi", SAVE).partition(":")
    if action == FORECAST:
        action = SAVE
    if action == "lajur-tambah":
        on = form.text("lajur-baru")
    return Edit(
        name=form.text("nama"),
        rows={id: _cells(form, id) for id in form.texts("baris")},
        lanes={id: form.text(f"lajur-{id}") for id in form.texts("lajur")},
        action=action,
        on=on,
    )


def _cells(form: Posted, id: str) -> Cells:
    return Cells(
        name=form.text(f"kegiatan-{id}"),
        lane=form.text(f"pelaksana-{id}"),
        standard=form.text(f"waktu-{id}"),
        inputs=form.lines(f"kelengkapan-{id}"),
        outputs=form.lines(f"output-{id}"),
        remarks=form.text(f"keterangan-{id}"),
        question=form.text(f"tanya-{id}"),
        otherwise=form.text(f"tidak-{id}"),
    )


def _typed(draft: dict[str, Any], asked: Edit) -> dict[str, Any]:
    """Return the draft with what was typed in its cells, so that nothing is lost to a refusal."""
    rows = [_row_typed(row, asked.rows.get(row["id"])) for row in draft["table"]["rows"]]
    lanes = [
        {**lane, "name": asked.lanes.get(lane["id"], lane["name"])}
        for lane in draft["table"]["lanes"]
    ]
    table = {**draft["table"], "name": asked.name, "rows": rows, "lanes": lanes}
    return {**draft, "table": table}


def _row_typed(row: dict[str, Any], cells: Cells | None) -> dict[str, Any]:
    if cells is None or row["locked"]:
        return row
    return {
        **row,
        "name": cells.name,
        "lane": cells.lane or row["lane"],
        "standard": cells.standard,
        "inputs": list(cells.inputs),
        "outputs": list(cells.outputs),
        "remarks": cells.remarks,
        "question": cells.question,
        "otherwise": cells.otherwise,
    }
