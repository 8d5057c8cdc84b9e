"""Drafts of SOPs: what designers write before it is deployed."""

from typing import Annotated

from fastapi import Query, Response

from engine.forecasting import Asked
from engine.views import Json
from web.answers.definitions import Deployed
from web.answers.drafts import BegunDraft, Draft, DraftInFull, OpenDraft
from web.answers.forecasts import DraftForecast
from web.answers.values import Finding
from web.api.router import BPMN_BODY, BPMN_BODY_IF_ANY, file, gated, raw, told
from web.auth import Bpmn, BpmnIfAny, Language, Me
from web.bodies.drafts import (
    DeployedDraft,
    DraftRevision,
    DraftUpload,
    NewDraft,
    OneRevision,
    RestoredDraft,
    SeenDraft,
    VersionToDraft,
)
from web.bodies.forecasts import DraftForecasting
from web.bodies.values import Name

router = gated("drafts")


@router.get("/drafts", **told(list[Draft]))
def list_drafts(me: Me) -> list[Json]:
    """List the open drafts one may work on."""
    return me.app.drafts(me.designer())


@router.post("/drafts", **told(Draft, 201))
def new_draft(body: NewDraft, me: Me) -> Json:
    """Begin an SOP nobody has yet."""
    return me.app.new_draft(me.home(body.agency), body.name, body.lanes, me.author)


@router.post("/drafts/upload", openapi_extra=BPMN_BODY, **told(Draft, 201))
def upload_draft(asked: Annotated[DraftUpload, Query()], bpmn: Bpmn, me: Me) -> Json:
    """Begin a draft from a BPMN file."""
    return me.app.upload_draft(me.home(asked.agency), bpmn, asked.file, me.author)


@router.post("/definitions/{agency}/{key}/draft", **told(BegunDraft))
def draft_version(agency: Name, key: Name, me: Me, body: VersionToDraft = VersionToDraft()) -> Json:
    """Begin a draft from a version, or go on with the one there is."""
    return me.app.draft_version(me.definition(f"{agency}/{key}"), body.version, me.author)


@router.get("/drafts/{id}", **told(DraftInFull))
def show_draft(id: Name, me: Me) -> Json:
    """Show a draft with the history of what it held."""
    return me.app.draft(id, me.author)


@router.get("/drafts/{id}/bpmn", **raw("application/xml"))
def download_draft(id: Name, asked: Annotated[OneRevision, Query()], me: Me) -> Response:
    """Return the BPMN of a draft, or what it held at an earlier revision."""
    return file(me.app.draft_source(id, me.author, asked.revision), "application/xml")


@router.post("/drafts/{id}/save", openapi_extra=BPMN_BODY, **told(Draft))
def save_draft(id: Name, asked: Annotated[SeenDraft, Query()], bpmn: Bpmn, me: Me) -> Json:
    """Save what a draft shall hold, by somebody who has seen that revision of it."""
    return me.app.save_draft(id, bpmn, asked.seen, me.author)


@router.post("/drafts/{id}/check", openapi_extra=BPMN_BODY, **told(list[Finding]))
def check_draft(id: Name, bpmn: Bpmn, me: Me, language: Language) -> list[Json]:
    """Return every finding of what a draft might hold, as deploying it would."""
    return me.app.check_draft(id, bpmn, me.author, language)


@router.post("/drafts/{id}/forecast", openapi_extra=BPMN_BODY_IF_ANY, **told(DraftForecast))
def forecast_draft(
    id: Name,
    asked: Annotated[DraftForecasting, Query()],
    bpmn: BpmnIfAny,
    me: Me,
    language: Language,
) -> Json:
    """Tell when a draft would be finished if it were deployed; sent BPMN counts in its stead."""
    supposed = Asked(
        start=asked.start,
        rounds=asked.rounds,
        late_by=asked.late_by,
        legal_on=asked.legal_on,
        history=asked.history,
    )
    return me.app.forecast_draft(id, bpmn, me.author, supposed, language)


@router.post("/drafts/{id}/present", **told(OpenDraft))
def keep_draft_open(id: Name, me: Me) -> Json:
    """Say that one has a draft open, and be told who else has."""
    return me.app.touch_draft(id, me.author)


@router.post("/drafts/{id}/restore", **told(Draft))
def restore_draft(id: Name, body: RestoredDraft, me: Me) -> Json:
    """Give a draft an earlier content again."""
    return me.app.restore_draft(id, body.revision, body.seen, me.author)


@router.post("/drafts/{id}/deploy", **told(list[Deployed]))
def deploy_draft(id: Name, body: DeployedDraft, me: Me) -> list[Json]:
    """Deploy a draft; unless told otherwise the new version is in force at once."""
    return me.app.deploy_draft(
        id, body.seen, me.author, activate=body.activate, effective_on=body.effective_on
    )


@router.post("/drafts/{id}/discard", **told(Draft))
def discard_draft(id: Name, body: DraftRevision, me: Me) -> Json:
    """Throw a draft away."""
    return me.app.discard_draft(id, body.seen, me.author)
