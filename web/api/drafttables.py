"""Drafts of SOPs as the table people know: look at it, and edit it without drawing."""

from typing import Final

from engine.tableedits import Cells, Edit
from engine.views import Json
from web.answers.drafts import Draft, DraftAsTable
from web.api.router import gated, told
from web.auth import Language, Me
from web.bodies.drafts import DraftCells, EditedTable
from web.bodies.values import Name

router = gated("drafts")

_ACTIONS: Final = {
    "save": "simpan",
    "add": "tambah",
    "remove": "hapus",
    "up": "naik",
    "down": "turun",
    "add-lane": "lajur-tambah",
    "remove-lane": "lajur-hapus",
}
"""What the buttons of the table are called in it."""


@router.get("/drafts/{id}/table", **told(DraftAsTable))
def show_draft_table(id: Name, me: Me, language: Language) -> Json:
    """Show a draft as the table of its SOP."""
    return me.app.draft_table(id, me.author, language)


@router.post("/drafts/{id}/table", **told(Draft))
def edit_draft_table(id: Name, body: EditedTable, me: Me) -> Json:
    """Fill in cells of the table and do one thing to its rows or lanes, as its page does."""
    rows = {id: _cells(cells) for id, cells in body.rows.items()}
    edit = Edit(body.name, rows, body.lanes, _ACTIONS[body.action], body.on)
    return me.app.edit_table(id, edit, body.seen, me.author)


def _cells(sent: DraftCells) -> Cells:
    return Cells(
        name=sent.name,
        lane=sent.lane,
        standard=sent.standard,
        inputs=tuple(sent.inputs),
        outputs=tuple(sent.outputs),
        remarks=sent.remarks,
        question=sent.question,
        otherwise=sent.otherwise,
    )
