"""What a rung does besides telling: reassign, raise an escalation, ask a handler."""

from datetime import timedelta

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from engine.ticks import Ticked
from handlers.contract import Context, Handler, Outcome
from handlers.registry import BUILT_IN
from storage.database import Database
from tests.builders import MONDAY, office, sequence, user
from tests.integration.timed import begin, fired, look, one_step, owed, told
from tests.integration.timed import ladder as written

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_a_rung_hands_the_work_to_the_superior(database: Database, app: Application) -> None:
    rung = 'at="100%" kind="escalate" notify="performer" action="reassign:superior"'
    instance = begin(app, one_step(about=written(rung)))
    (task,) = app.tasks(instance=instance)
    app.claim(task["id"], by="staf")
    assert look(app, MONDAY + 2 * HOUR) == Ticked(1)
    (task,) = app.tasks(instance=instance)
    assert (task["officer"], task["state"]) == ("kasubag", "claimed")
    kinds = [event["kind"] for event in app.show(instance)["events"]]
    assert kinds[-2:] == ["RungFired", "WorkItemReassigned"]
    assert told(database) == [("escalate", "staf")]
    assert app.complete(task["id"], by="kasubag")["next"][0]["node"] == "lanjut"


CAUGHT = (
    '<bpmn:boundaryEvent id="eskalasi" attachedToRef="periksa" cancelActivity="{cancel}">'
    '<bpmn:escalationEventDefinition escalationRef="e"/></bpmn:boundaryEvent>'
)
LATE = '<bpmn:escalation id="e" escalationCode="TERLAMBAT"/>'
RAISES = 'at="100%" kind="escalate" notify="performer" action="escalation:TERLAMBAT"'


def test_an_escalation_of_the_model_takes_the_step_away(
    database: Database, app: Application
) -> None:
    model = one_step(about=written(RAISES), beside=CAUGHT.format(cancel="true"), outside=LATE)
    instance = begin(app, model)
    assert look(app, MONDAY + 2 * HOUR) == Ticked(1)
    shown = app.show(instance)
    assert shown["status"] == "completed"
    assert owed(database)[0]["compliance"] == "void"
    assert len(fired(app, instance)) == 1
    assert app.verify_audit()["whole"]


def test_an_escalation_that_does_not_interrupt_leaves_the_step(app: Application) -> None:
    model = one_step(about=written(RAISES), beside=CAUGHT.format(cancel="false"), outside=LATE)
    instance = begin(app, model)
    look(app, MONDAY + 2 * HOUR)
    assert [task["node"] for task in app.tasks(instance=instance)] == ["periksa"]
    assert look(app, MONDAY + 5 * DAY) == Ticked()
    assert len(fired(app, instance)) == 1


def test_a_handler_does_something_beside_the_instance(
    database: Database, clock: FixedClock
) -> None:
    seen: list[Context] = []

    def keep(context: Context) -> Outcome:
        seen.append(context)
        return Outcome({"hasil": 1})

    app = Application(Settings(), database, clock, {**BUILT_IN, "lapor": Handler(keep)})
    app.register(office())
    rung = 'at="100%" kind="overdue" notify="performer" action="handler:lapor"'
    instance = begin(app, one_step(about=written(rung)))
    look(app, MONDAY + 2 * HOUR)
    (job,) = app.jobs(instance=instance)
    assert (job["handler"], job["node"]) == ("lapor", "periksa")
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert seen[0].inputs["name"] == "periksa"
    assert seen[0].inputs["standard"] == "2 jam"
    assert seen[0].inputs["deadline"] == "Senin, 12 Januari 2026 pukul 10.00 WITA"
    assert app.jobs(instance=instance) == []
    assert [task["node"] for task in app.tasks(instance=instance)] == ["periksa"]
    assert app.verify_audit()["whole"]
    clock.advance(HOUR)
    assert app.complete(app.tasks(instance=instance)[0]["id"])["next"][0]["node"] == "lanjut"


def test_an_escalation_of_the_whole_is_caught_by_an_event_sub_process(app: Application) -> None:
    """It starts beside the step, which goes on."""
    catches = (
        '<bpmn:subProcess id="darurat" triggeredByEvent="true">'
        '<bpmn:startEvent id="naik" isInterrupting="false">'
        '<bpmn:escalationEventDefinition escalationRef="e"/></bpmn:startEvent>'
        '<bpmn:userTask id="putuskan" name="putuskan"/><bpmn:endEvent id="putus"/>'
        '<bpmn:sequenceFlow id="d1" sourceRef="naik" targetRef="putuskan"/>'
        '<bpmn:sequenceFlow id="d2" sourceRef="putuskan" targetRef="putus"/></bpmn:subProcess>'
    )
    whole = '<sop:timeStandard duration="P1D"/>' + written(RAISES, scope="whole")
    model = one_step("P9W", whole, outside=LATE).replace(
        b"</bpmn:process>", catches.encode() + b"</bpmn:process>"
    )
    instance = begin(app, model)
    look(app, MONDAY + DAY)
    assert sorted(task["node"] for task in app.tasks(instance=instance)) == ["periksa", "putuskan"]


def test_an_escalation_nobody_catches_is_in_the_trail(app: Application) -> None:
    instance = begin(app, one_step(about=written(RAISES), outside=LATE))
    whole = begin(
        app,
        one_step(
            "P9W",
            '<sop:timeStandard duration="PT1H"/>' + written(RAISES, scope="whole"),
            outside=LATE,
        ),
    )
    look(app, MONDAY + 2 * HOUR)
    for each, node in ((instance, "periksa"), (whole, "")):
        (raised,) = (e for e in app.show(each)["events"] if e["kind"] == "EscalationRaised")
        assert raised["data"] == {"name": "TERLAMBAT", "node": node}
        assert [task["node"] for task in app.tasks(instance=each)] == ["periksa"]


def going_nowhere(*rungs: str) -> bytes:
    """Return a step whose escalation leads to a gateway that lets nothing through."""
    stuck = CAUGHT.format(cancel="true") + '<bpmn:exclusiveGateway id="g"/>' + user("lain")
    model = one_step(about=written(*rungs), beside=stuck, outside=LATE)
    flows = sequence("g > lain [boleh]; lain > selesai").encode()
    return model.replace(
        b'sourceRef="eskalasi" targetRef="selesai"', b'sourceRef="eskalasi" targetRef="g"'
    ).replace(b"</bpmn:process>", flows + b"</bpmn:process>")


def test_an_escalation_the_model_cannot_go_on_with_is_an_incident(
    database: Database, app: Application
) -> None:
    """The rung has fired and told; what it raised waits for a person."""
    app.deploy(going_nowhere(RAISES), agency="kantor")
    instance = str(app.start("kantor/proses", {"boleh": False})["id"])
    assert look(app, MONDAY + 2 * HOUR) == Ticked(failed=1)
    (incident,) = app.incidents("kantor")
    assert (incident["code"], incident["node"]) == ("running.no_flow", "g")
    assert len(fired(app, instance)) == 1
    assert told(database, "escalate") == [("escalate", "staf")]
    assert app.retry(incident["id"])["incident"]["attempts"] == 2
    assert look(app, MONDAY + 30 * DAY) == Ticked()
    assert [task["node"] for task in app.tasks(instance=instance)] == ["periksa"]
    assert app.verify_audit()["whole"]


def test_a_step_that_a_due_timer_is_about_to_take_is_left_to_it(app: Application) -> None:
    timer = (
        '<bpmn:boundaryEvent id="eskalasi" attachedToRef="periksa"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    )
    instance = begin(app, one_step(about=written(RAISES), beside=timer, outside=LATE))
    assert look(app, MONDAY + 2 * HOUR) == Ticked(1)
    assert app.incidents("kantor") == []
    app.tick()
    assert app.show(instance)["status"] == "completed"
    assert app.verify_audit()["whole"]


def test_a_job_beside_the_instance_ends_with_it_and_its_error_stops_nobody(
    database: Database, clock: FixedClock
) -> None:
    fails = Handler(lambda _: Outcome(error="PENUH"))
    app = Application(Settings(language="en"), database, clock, {**BUILT_IN, "lapor": fails})
    app.register(office())
    rungs = [f'at="{at}%" kind="overdue" action="handler:lapor"' for at in (100, 150)]
    instance = begin(app, one_step(about=written(*rungs)))
    look(app, MONDAY + 2 * HOUR)
    assert app.tick() == {"advanced": 0, "failed": 1}
    assert app.incidents("kantor")[0]["code"] == "running.error_uncaught"
    app.suspend(instance, "Menunggu")
    app.resume(instance)
    look(app, MONDAY + DAY)
    assert [job["state"] for job in app.jobs(instance=instance)] == ["failed", "ready"]
    for node in ("periksa", "lanjut"):
        (task,) = app.tasks(instance=instance)
        assert task["node"] == node
        app.complete(task["id"])
    shown = app.show(instance)
    assert (shown["status"], shown["jobs"]) == ("completed", [])
    assert [e["kind"] for e in shown["events"]].count("JobCancelled") == 2
    assert app.incidents("kantor") == []


def test_work_climbs_from_post_to_post(app: Application) -> None:
    """Whoever has it is the performer, so the next rung means the post above them."""
    rungs = [f'at="{at}%" kind="escalate" action="reassign:superior"' for at in (100, 150)]
    instance = begin(app, one_step(about=written(*rungs)))
    look(app, MONDAY + 2 * HOUR)
    (task,) = app.tasks(instance=instance)
    assert task["officer"] == "kasubag"
    look(app, MONDAY + 3 * HOUR)
    (task,) = app.tasks(instance=instance)
    assert task["officer"] == "sekretaris"
    kinds = [event["kind"] for event in app.show(instance)["events"]]
    assert kinds.count("RungFired") == 2


def test_what_missed_rungs_do_is_done_in_their_order(app: Application) -> None:
    """After a night away the work has climbed two posts, as it would have by then."""
    rungs = [f'at="{at}%" kind="escalate" action="reassign:superior"' for at in (100, 150)]
    instance = begin(
        app, one_step(about=written(*rungs, 'at="200%" kind="escalate" notify="head"'))
    )
    look(app, MONDAY + DAY)
    (task,) = app.tasks(instance=instance)
    assert task["officer"] == "sekretaris"
    (facts,) = fired(app, instance)
    assert (facts["rung"], facts["missed"]) == (3, [1, 2])
    assert facts["action"] == "reassign:superior reassign:superior"
    given = {"WorkItemDelegated", "WorkItemReassigned"}
    reassigned = [e for e in app.show(instance)["events"] if e["kind"] in given]
    assert [e["data"]["to"] for e in reassigned] == ["kasubag", "sekretaris"]


def test_once_a_missed_rung_has_taken_the_step_away_the_next_does_nothing(
    database: Database, app: Application
) -> None:
    """The whole SOP has ended with it; those to be told are told all the same."""
    later = 'at="150%" kind="escalate" notify="superior" action="reassign:superior"'
    model = one_step(
        about=written(RAISES, later), beside=CAUGHT.format(cancel="true"), outside=LATE
    )
    instance = begin(app, model)
    assert look(app, MONDAY + DAY) == Ticked(1)
    shown = app.show(instance)
    assert shown["status"] == "completed"
    assert "WorkItemReassigned" not in [event["kind"] for event in shown["events"]]
    assert told(database) == [("escalate", "kasubag"), ("escalate", "staf")]
    assert app.verify_audit()["whole"]


def test_an_incident_of_a_missed_rung_does_not_stop_the_next(app: Application) -> None:
    later = 'at="150%" kind="escalate" action="reassign:superior"'
    app.deploy(going_nowhere(RAISES, later), agency="kantor")
    instance = str(app.start("kantor/proses", {"boleh": False})["id"])
    assert look(app, MONDAY + DAY) == Ticked(failed=1)
    assert [incident["node"] for incident in app.incidents("kantor")] == ["g"]
    assert [task["officer"] for task in app.tasks(instance=instance)] == ["kasubag"]
