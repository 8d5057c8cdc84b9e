"""Who may try again what could not go on: whoever steers the instance, as for every other verb."""

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, NotFound, NotPermitted
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.services import one

STUCK = process(
    laned({"Staf": ["a"]}) + START + user("a") + '<bpmn:exclusiveGateway id="pilih"/>' + END,
    "mulai > a > pilih > selesai [jumlah == 1]",
    key="macet",
)


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    app.deploy(STUCK, agency="kantor")
    app.deploy(one("lemari", key="simpan"), agency="kantor")
    return app


@pytest.mark.parametrize("by", ["kasubag", "sekretaris", "kadis", None])
def test_who_steers_may_retry_an_incident(app: Application, by: str | None) -> None:
    incident = stopped(app)
    assert app.retry(incident, by=by)["incident"]["attempts"] == 2


def test_nobody_else_may_retry_an_incident(app: Application) -> None:
    incident = stopped(app)
    with pytest.raises(NotPermitted) as refused:
        app.retry(incident, by="staf")  # whose work it is, but who may complete it once more
    assert refused.value.code == "permit.steer"
    with pytest.raises(NotFound):
        app.retry(incident, by="siapa")
    assert app.incidents("kantor")[0]["attempts"] == 1


def test_who_may_is_asked_before_whether_it_is_open(app: Application) -> None:
    task = begun(app)
    incident = app.complete(task, by="staf")["incident"]["id"]
    app.complete(task, {"jumlah": 1}, by="staf")
    with pytest.raises(NotPermitted):
        app.retry(incident, by="staf")
    with pytest.raises(Conflict) as refused:
        app.retry(incident, by="kadis")
    assert refused.value.code == "incident.resolved"


def test_a_job_is_retried_by_who_steers(app: Application) -> None:
    started = app.start("kantor/simpan", by="kasubag")
    job = app.show(started["id"])["jobs"][0]["id"]
    with pytest.raises(NotPermitted) as refused:
        app.retry_job(job, by="staf")
    assert refused.value.code == "permit.steer"
    kinds = [event["kind"] for event in app.show(started["id"])["events"]]
    assert "JobRetried" not in kinds
    for by in ("kasubag", "kadis", None):
        app.retry_job(job, by=by)
    trail = app.show(started["id"])["events"]
    retried = [event["officer"] for event in trail if event["kind"] == "JobRetried"]
    assert retried == ["kasubag", "kadis", None]


def stopped(app: Application) -> str:
    """Return the incident of a completion after which the model could not go on."""
    return str(app.complete(begun(app), by="staf")["incident"]["id"])


def begun(app: Application) -> str:
    """Start the SOP that gets stuck and return its work item."""
    return str(app.start("kantor/macet", by="kasubag")["next"][0]["id"])
