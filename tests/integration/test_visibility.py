"""Who sees which instance: their own, what their posts work on, and the line of command above."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import NotFound, NotPermitted
from engine.core.people import Appointment, Officer, Position
from engine.settings import Settings
from processes import catalogue
from storage.database import Database
from tests.builders import END, START, office, process, user

BESIDE = Position("keuangan", "Kasubag Keuangan", superior="sekretaris")
LANES = (
    '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="Kasubag"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>'
    '</bpmn:lane><bpmn:lane id="l2" name="Staf"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane>'
    "</bpmn:laneSet>"
)
FILE = process(f"{LANES}{START}{user('a')}{user('b')}{END}", "mulai > a > b > selesai")


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    app = Application(Settings(), database, clock)
    people = office()
    app.register(
        replace(
            people,
            positions=(*people.positions, BESIDE),
            officers=(*people.officers, Officer("keuangan", "Contoh Kasubag Keuangan")),
            appointments=(
                *people.appointments,
                Appointment("keuangan", "keuangan", from_on=date(2024, 1, 1)),
                Appointment("kasubag", "keuangan", "plh", date(2026, 2, 2), date(2026, 2, 6)),
            ),
        )
    )
    app.deploy(FILE, agency="kantor")
    app.register(catalogue.read_agency(catalogue.builtin() / "boalemo").organisation)
    return app


def sees(
    app: Application, officer: str, instance: str, *roles: str, agency: str = "kantor"
) -> bool:
    try:
        found = app.require_visible(app.sight(agency, officer, roles), instance)
    except NotFound:
        return False
    return found == instance


def test_the_line_of_command_sees_it_and_nobody_beside(app: Application) -> None:
    running = app.start("kantor/proses", by="kasubag")["id"]
    assert [
        who
        for who in ("kadis", "sekretaris", "kasubag", "staf", "keuangan")
        if sees(app, who, running)
    ] == ["kadis", "sekretaris", "kasubag"]
    app.complete(app.tasks(instance=running)[0]["id"], by="kasubag")
    assert sees(app, "staf", running), "it has reached the staff"
    assert not sees(app, "keuangan", running)


def test_whoever_started_it_sees_it(app: Application) -> None:
    running = app.start("kantor/proses", by="keuangan")["id"]
    assert sees(app, "keuangan", running)


def test_who_acts_for_a_post_sees_its_work_while_they_act(
    app: Application, clock: FixedClock
) -> None:
    running = app.start("kantor/proses", by="sekretaris")["id"]
    assert not sees(app, "keuangan", running)
    clock.advance(timedelta(days=21))  # 2 February, Plh. Kasubag
    assert sees(app, "keuangan", running)
    clock.advance(timedelta(days=7))
    assert not sees(app, "keuangan", running), "it was never theirs to do"


def test_overseers_see_their_agency_and_no_other(app: Application) -> None:
    running = app.start("kantor/proses", by="kasubag")["id"]
    assert sees(app, "keuangan", running, "auditor")
    assert sees(app, "keuangan", running, "administrator")
    assert not sees(app, "keuangan", running, "designer")
    assert not sees(app, "kadis", running, "auditor", agency="boalemo")
    everywhere = app.sight(None, None, ("administrator",))
    assert app.require_visible(everywhere, running) == running
    with pytest.raises(NotFound):
        app.require_visible(everywhere, "00000000-0000-7000-8000-000000000000")
    with pytest.raises(NotFound):
        app.require_visible(everywhere, "'; --")


def test_the_nearest_sop_is_one_of_the_own_agency(app: Application) -> None:
    app.deploy(process(f"{START}{END}", "mulai > selesai", key="lakip"), agency="boalemo")
    with pytest.raises(NotFound) as refused:
        app.start("kantor/lakip", by="kasubag")
    assert "boalemo" not in refused.value.text("id")
    with pytest.raises(NotFound) as refused:
        app.activate("kantor/lakip", 1, by="kepala")
    assert "boalemo" not in refused.value.text("id")


def test_of_no_agency_only_overseers_see_anything(app: Application) -> None:
    running = app.start("kantor/proses", by="kasubag")["id"]
    for roles in ((), ("designer",)):
        with pytest.raises(NotFound):
            app.require_visible(app.sight(None, None, roles), running)
    assert app.require_visible(app.sight(None, None, ("auditor",)), running) == running


def test_an_administrator_of_the_agency_puts_versions_in_force(app: Application) -> None:
    with pytest.raises(NotPermitted):
        app.retire("kantor/proses", 1, by="staf")
    assert app.retire("kantor/proses", 1, by="staf", permitted=True)["status"] == "retired"
    assert app.activate("kantor/proses", 1, by="staf", permitted=True)["status"] == "active"
