"""What comes with a step: attachments up and down, comments."""

from typing import Annotated

from fastapi import Query, Response

from engine.core import filetypes
from engine.core.errors import NotFound
from engine.views import Json
from web.answers.documents import Attachment, Comment
from web.api.router import PREFIX, file_gated, gated, raw, told
from web.auth import File, Me
from web.bodies.documents import FileToAttach, NewComment
from web.bodies.values import Name
from web.downloads import download

router = gated("documents")
uploads = file_gated("documents")

FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/instances/{id}/attachments", **told(list[Attachment]))
def list_attachments(id: Name, me: Me) -> list[Json]:
    """List the files attached to the steps of an instance, in the order they came."""
    found: list[Json] = me.app.documents(me.reach("instance", id))["attachments"]
    return found


@uploads.post("/tasks/{id}/attachments", openapi_extra=FILE_BODY, **told(Attachment, 201))
def attach(
    id: Name, asked: Annotated[FileToAttach, Query()], data: File, response: Response, me: Me
) -> Json:
    """Attach the file sent to a work item, for a field of its form or beside it."""
    item = me.reach("work item", id)
    made = me.app.attach(item, asked.name, data, me.officer(), asked.field)
    response.headers["Location"] = f"{PREFIX}/attachments/{made['id']}"
    return made


@router.get("/attachments/{id}", **raw(*filetypes.MEDIA_TYPES))
def download_attachment(id: Name, me: Me) -> Response:
    """Return an attachment as it was sent."""
    return download(*me.app.attachment(me.sight(), id))


@router.post("/attachments/{id}/remove", **told(Attachment))
def remove_attachment(id: Name, me: Me) -> Json:
    """Take away what one has attached, before the step is done."""
    found = me.app.attachment_facts(me.sight(), id)
    if found["work_item"] is None:  # the archive's, not somebody's
        raise NotFound("unknown", kind="attachment", name=id)
    return me.app.detach(id, me.officer())


@router.get("/instances/{id}/comments", **told(list[Comment]))
def list_comments(id: Name, me: Me) -> list[Json]:
    """List the latest comments on an instance, the oldest of them first."""
    found: list[Json] = me.app.documents(me.reach("instance", id))["comments"]
    return found


@router.post("/instances/{id}/comments", **told(Comment, 201))
def comment(id: Name, body: NewComment, me: Me) -> Json:
    """Write a comment on an instance, or on one of its work items."""
    instance = me.reach("instance", id)
    return me.app.comment(instance, body.text, me.officer(), body.work_item)
