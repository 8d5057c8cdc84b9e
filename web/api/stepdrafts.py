"""What an officer has filled in of a step and not sent yet: for themselves alone, on any device."""

from engine.views import Json
from web.answers.tasks import FormDraft
from web.api.router import gated, told
from web.auth import Me
from web.bodies.tasks import FormFilled
from web.bodies.values import Name

router = gated("tasks")


@router.get("/tasks/{id}/draft", **told(FormDraft))
def show_form_draft(id: Name, me: Me) -> Json:
    """Show one's own draft of the form; an empty one where nothing was kept."""
    item = me.reach("work item", id)
    return _shown(me.app.form_draft(item, me.officer()))


@router.put("/tasks/{id}/draft", **told(FormDraft))
def keep_form_draft(id: Name, body: FormFilled, me: Me) -> Json:
    """Keep what was filled in so far, in the place of what was kept before."""
    item, officer = me.reach("work item", id), me.officer()
    content = {"isian": body.answers, "kelengkapan": body.ticked}
    return _shown(me.app.keep_form(item, content, officer))


@router.delete("/tasks/{id}/draft", **told(FormDraft))
def drop_form_draft(id: Name, me: Me) -> Json:
    """Forget what was filled in so far."""
    item, officer = me.reach("work item", id), me.officer()
    me.app.drop_form(item, officer)
    return _shown(me.app.form_draft(item, officer))


def _shown(kept: Json) -> Json:
    content = kept["content"]
    answers, ticked = content.get("isian", {}), content.get("kelengkapan", [])
    return {"answers": answers, "ticked": ticked, "saved_at": kept["saved_at"]}
