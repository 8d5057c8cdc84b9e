"""SOPs and decisions: list, deploy, fetch, put in force, retire."""

from typing import Annotated

from fastapi import Query, Response

from engine.views import Json
from web.answers.definitions import DecisionVersion, Definition, Deployed, SopContent, Standing
from web.api.router import BPMN_BODY, file, gated, raw, told
from web.auth import Bpmn, Me
from web.bodies.definitions import Activation, Deployment, OneVersion
from web.bodies.values import Name, OfAgency, Version

router = gated("definitions")


@router.get("/definitions", **told(list[Definition]))
def list_definitions(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List every version of every SOP."""
    return me.app.definitions(me.agency(asked.agency))


@router.post("/definitions", openapi_extra=BPMN_BODY, **told(list[Deployed]))
def deploy(asked: Annotated[Deployment, Query()], bpmn: Bpmn, me: Me) -> list[Json]:
    """Deploy every executable process of a BPMN file; one entry each, with its findings."""
    agency = me.home(asked.agency)
    return me.app.deploy(
        bpmn,
        file=asked.file,
        agency=agency,
        by=me.by,
        activate=not asked.draft,
        effective_on=asked.effective_on,
    )


@router.get("/definitions/{agency}/{key}/{version}", **told(SopContent))
def show_definition(agency: Name, key: Name, version: Version, me: Me) -> Json:
    """Show what a version of an SOP says: identity, lanes, steps."""
    return me.app.sop(me.definition(f"{agency}/{key}"), version)


@router.get("/definitions/{agency}/{key}/{version}/bpmn", **raw("application/xml"))
def download(agency: Name, key: Name, version: Version, me: Me) -> Response:
    """Return the BPMN of a version exactly as it was deployed."""
    return file(me.app.source(me.definition(f"{agency}/{key}"), version), "application/xml")


@router.post("/definitions/{agency}/{key}/activate", **told(Standing))
def activate(agency: Name, key: Name, body: Activation, me: Me) -> Json:
    """Put a version in force, now or from a day; the one before is retired then."""
    definition = me.definition(f"{agency}/{key}")
    if body.effective_on is None:
        return me.app.activate(definition, body.version, by=me.by, permitted=me.keeps)
    return me.app.schedule(
        definition, body.version, body.effective_on, by=me.by, permitted=me.keeps
    )


@router.post("/definitions/{agency}/{key}/unschedule", **told(Standing))
def unschedule(agency: Name, key: Name, body: OneVersion, me: Me) -> Json:
    """Withdraw the day from which a version was to be in force."""
    definition = me.definition(f"{agency}/{key}")
    return me.app.unschedule(definition, body.version, by=me.by, permitted=me.keeps)


@router.post("/definitions/{agency}/{key}/retire", **told(Standing))
def retire(agency: Name, key: Name, body: OneVersion, me: Me) -> Json:
    """Take a version out of force; its running instances go on."""
    return me.app.retire(
        me.definition(f"{agency}/{key}"), body.version, by=me.by, permitted=me.keeps
    )


@router.get("/decisions", **told(list[DecisionVersion]))
def list_decisions(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List every version of every decision (DMN)."""
    return me.app.decisions(me.agency(asked.agency))


@router.get("/decisions/{agency}/{key}/{version}/dmn", **raw("application/xml"))
def download_decision(agency: Name, key: Name, version: Version, me: Me) -> Response:
    """Return the DMN of a version exactly as it was deployed."""
    found = me.app.decision_source(me.definition(f"{agency}/{key}"), version)
    return file(found, "application/xml")
