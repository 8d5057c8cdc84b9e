"""Service tasks through the verbs: handlers run, fail, are overtaken; people end jobs by hand."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from engine import jobs, scheduler, ticks
from engine.app import Application
from engine.clock import FixedClock, SystemClock
from engine.core.errors import Conflict, Invalid, NotPermitted, Refusal
from engine.settings import Settings
from handlers.contract import Context, Handler, Outcome, Permanent, Retry
from storage import jobs as stored
from storage.database import Database
from tests.builders import END, START, laned, office, process, user
from tests.counting import counted
from tests.integration.services import Counting, kinds, nodes, one, service, with_handlers

ERROR = '<bpmn:error id="r" errorCode="PENUH"/>'


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return with_handlers(database, clock, {})


def test_a_handler_does_the_work_between_two_transactions(
    database: Database, clock: FixedClock
) -> None:
    twice = Counting()
    app = with_handlers(database, clock, {"duakali": Handler(twice)})
    inner = '<sop:take name="x" value="nilai + 1"/><sop:give name="lipat" value="hasil"/>'
    app.deploy(one("duakali", inner))
    instance = app.start("proses", {"nilai": 20})["id"]
    assert nodes(app, instance) == []
    (job,) = app.jobs(instance=instance)
    assert app.show(instance)["jobs"] == [job]
    assert (job["handler"], job["state"], job["answered"]) == ("duakali", "ready", True)
    assert job["inputs"] == {"x": 21}
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert nodes(app, instance) == ["lanjut"]
    assert app.show(instance)["variables"] == {"nilai": 20, "lipat": 42}
    assert app.jobs(instance=instance) == []
    (context,) = twice.seen
    assert (context.agency, context.instance, context.node) == ("uji", instance, "layanan")
    assert context.key == job["id"]
    assert kinds(app, instance) == [
        "InstanceStarted",
        "JobOpened",
        "JobCompleted",
        "WorkItemOpened",
    ]
    assert app.tick() == {"advanced": 0, "failed": 0}
    assert app.verify_audit()["whole"]


def test_a_failing_handler_is_tried_again_after_longer_and_longer_waits(
    database: Database, clock: FixedClock
) -> None:
    flaky = Counting(failures=2)
    app = with_handlers(database, clock, {"rapuh": Handler(flaky)})
    app.deploy(one("rapuh"))
    instance = app.start("proses")["id"]
    assert app.tick() == {"advanced": 0, "failed": 0}
    (job,) = app.jobs(instance=instance)
    assert (job["state"], job["attempts"]) == ("ready", 1)
    assert job["error"] == "RuntimeError: jaringan putus"
    app.tick()
    assert len(flaky.seen) == 1
    clock.advance(timedelta(seconds=6))
    app.tick()
    assert len(flaky.seen) == 2
    clock.advance(timedelta(seconds=6))
    app.tick()
    assert len(flaky.seen) == 2
    clock.advance(timedelta(seconds=7))
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert len({context.key for context in flaky.seen}) == 1
    assert nodes(app, instance) == ["lanjut"]


def test_waits_double_up_to_an_hour() -> None:
    waits = [jobs.backoff(attempts, 1.0).total_seconds() for attempts in (1, 2, 3, 10, 99)]
    assert waits == [5, 10, 20, 2560, 3600]
    assert jobs.backoff(1, 0.8) == timedelta(seconds=4)


def test_a_handler_may_say_how_long_to_wait(database: Database, clock: FixedClock) -> None:
    busy = Counting(1, Retry("sedang sibuk", after=timedelta(hours=2)))
    app = with_handlers(database, clock, {"sibuk": Handler(busy)})
    app.deploy(one("sibuk"))
    instance = app.start("proses")["id"]
    app.tick()
    clock.advance(timedelta(minutes=119))
    app.tick()
    assert len(busy.seen) == 1
    clock.advance(timedelta(minutes=1))
    app.tick()
    assert nodes(app, instance) == ["lanjut"]


def test_after_the_last_attempt_a_person_is_asked(database: Database, clock: FixedClock) -> None:
    broken = Counting(failures=jobs.MOST_ATTEMPTS)
    app = with_handlers(database, clock, {"rusak": Handler(broken)})
    app.deploy(one("rusak"))
    instance = app.start("proses")["id"]
    outcomes = []
    for _ in range(jobs.MOST_ATTEMPTS + 2):
        outcomes.append(app.tick()["failed"])
        clock.advance(timedelta(hours=2))
    assert outcomes == [*[0] * (jobs.MOST_ATTEMPTS - 1), 1, 0, 0]
    (incident,) = app.incidents()
    assert incident["message"] == (
        'Expected "rusak" to do "layanan", but it did not: RuntimeError: jaringan putus. '
        "Mend the cause and retry, or complete or skip it yourself."
    )
    assert app.jobs()[0]["state"] == "failed"
    app.retry(incident["id"])
    assert app.incidents() == []
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert nodes(app, instance) == ["lanjut"]
    assert app.verify_audit()["whole"]


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (Handler(Counting(99, Permanent("berkas tidak ada"))), "berkas tidak ada"),
        (Handler(Counting(), needs=("x",)), "masukan kosong: x / these inputs are missing: x"),
        (
            Handler(lambda _: {"x": 1}),  # type: ignore[arg-type,return-value]  # what is tested
            "handler mengembalikan {'x': 1}, bukan Outcome / not an Outcome",
        ),
    ],
)
def test_what_cannot_succeed_is_not_tried_again(
    database: Database, clock: FixedClock, handler: Handler, reason: str
) -> None:
    app = with_handlers(database, clock, {"h": handler})
    app.deploy(one("h"))
    app.start("proses")
    assert app.tick() == {"advanced": 0, "failed": 1}
    assert app.jobs()[0]["error"] == reason


def test_a_result_the_model_cannot_go_on_with_is_an_incident(
    database: Database, clock: FixedClock
) -> None:
    twice = Counting()
    app = with_handlers(database, clock, {"duakali": Handler(twice)})
    app.deploy(
        process(
            START + service("s", "duakali") + '<bpmn:exclusiveGateway id="g"/>' + user("a") + END,
            "mulai > s > g; g > a [hasil == 8]; g > selesai [hasil == 9]; a > selesai",
        )
    )
    instance = app.start("proses", {"x": 3})["id"]
    assert app.tick() == {"advanced": 0, "failed": 1}
    (incident,) = app.incidents()
    assert (incident["node"], incident["code"]) == ("g", "running.no_flow")
    assert app.show(instance)["variables"] == {"x": 3}
    job = app.jobs()[0]["id"]
    assert app.complete_job(job, {"hasil": 7})["incident"]["node"] == "g"
    assert len(app.incidents()) == 2
    assert [item["node"] for item in app.complete_job(job, {"hasil": 8})["next"]] == ["a"]
    assert app.incidents() == []


def test_a_job_nobody_answers_to_waits_for_a_person(app: Application, clock: FixedClock) -> None:
    (deployed,) = app.deploy(one("", key="asing"))
    assert [finding["message"] for finding in deployed["findings"]] == [
        'Expected somebody here to answer to "layanan" of "layanan", but nobody does. Install a '
        "handler of that name, or complete the job by hand."
    ]
    instance = app.start("asing")["id"]
    clock.advance(timedelta(days=30))
    assert app.tick() == {"advanced": 0, "failed": 0}
    (job,) = app.jobs()
    assert (job["answered"], job["attempts"]) == (False, 0)
    done = app.complete_job(job["id"], {"nomor": "460/1"})
    assert [item["node"] for item in done["next"]] == ["lanjut"]
    assert app.show(instance)["variables"] == {"nomor": "460/1"}
    with pytest.raises(Conflict) as caught:
        app.complete_job(job["id"])
    assert caught.value.text("en") == (
        'Expected the job of "layanan" at "layanan" to be open, but it is done or cancelled. '
        "See which are open."
    )


def test_a_job_is_skipped_with_a_reason(app: Application) -> None:
    app.deploy(one("tidak-ada"))
    instance = app.start("proses")["id"]
    (job,) = app.jobs()
    with pytest.raises(Invalid):
        app.skip_job(job["id"], " ")
    assert [item["node"] for item in app.skip_job(job["id"], "Sudah manual")["next"]] == ["lanjut"]
    skipped = app.show(instance)["events"][2]
    assert (skipped["kind"], skipped["data"]["reason"]) == ("JobSkipped", "Sudah manual")


def test_only_who_steers_the_instance_ends_its_jobs(app: Application) -> None:
    app.register(office())
    lanes = laned({"Staf": ["mulai", "layanan", "selesai"], "Kasubag": ["lanjut"]})
    nodes = lanes + START + service("layanan", "x") + user("lanjut") + END
    app.deploy(process(nodes, "mulai > layanan > lanjut > selesai"), agency="kantor")
    app.start("kantor/proses", by="staf")
    (job,) = app.jobs("kantor")
    with pytest.raises(NotPermitted):
        app.complete_job(job["id"], by="kasubag")
    with pytest.raises(NotPermitted):
        app.retry_job(job["id"], by="kasubag")
    app.retry_job(job["id"], by="staf")
    assert app.complete_job(job["id"], by="kadis")["next"][0]["node"] == "lanjut"


def boundary(host: str, handler: str) -> bytes:
    return process(
        START + service(host, handler) + f'<bpmn:boundaryEvent id="galat" attachedToRef="{host}">'
        '<bpmn:errorEventDefinition errorRef="r"/></bpmn:boundaryEvent>'
        + user("lain")
        + user("lanjut")
        + END,
        f"mulai > {host} > lanjut > selesai; galat > lain > selesai",
        outside=ERROR,
    )


def test_an_error_of_a_handler_is_caught_in_the_model(
    database: Database, clock: FixedClock
) -> None:
    full = Handler(lambda _: Outcome({"sisa": 0}, error="PENUH"))
    app = with_handlers(database, clock, {"lemari": full})
    app.deploy(boundary("simpan", "lemari"))
    instance = app.start("proses")["id"]
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert nodes(app, instance) == ["lain"]
    assert app.show(instance)["variables"] == {"sisa": 0}


def test_an_error_is_given_by_hand_and_one_nobody_catches_is_an_incident(app: Application) -> None:
    app.deploy(boundary("simpan", "lemari"))
    instance = app.start("proses")["id"]
    (job,) = app.jobs()
    failed = app.fail_job(job["id"], "LAIN")
    assert failed["incident"]["code"] == "running.error_uncaught"
    assert app.retry(failed["incident"]["id"])["incident"]["attempts"] == 2
    assert app.jobs()[0]["state"] == "ready"
    with pytest.raises(Invalid):
        app.fail_job(job["id"], "")
    assert [item["node"] for item in app.fail_job(job["id"], "PENUH")["next"]] == ["lain"]
    assert app.incidents() == []
    assert nodes(app, instance) == ["lain"]


def test_a_job_for_each_item(database: Database, clock: FixedClock) -> None:
    twice = Counting()
    app = with_handlers(database, clock, {"duakali": Handler(twice)})
    several = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements>'
        '<sop:collection expression="daftar" item="x"/></bpmn:extensionElements>'
        "</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>"
    )
    task = service("s", "duakali").replace("</bpmn:serviceTask>", several)
    app.deploy(process(START + task + user("a") + END, "mulai > s > a > selesai"))
    instance = app.start("proses", {"daftar": [1, 2, 3]})["id"]
    assert [job["item"] for job in app.jobs()] == [1, 2, 3]
    assert app.tick() == {"advanced": 3, "failed": 0}
    assert sorted(context.inputs["x"] for context in twice.seen) == [1, 2, 3]
    assert nodes(app, instance) == ["a"]


def test_a_timer_takes_the_job_away(app: Application, clock: FixedClock) -> None:
    nodes_ = (
        START
        + service("s", "lambat")
        + '<bpmn:boundaryEvent id="b" attachedToRef="s"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>" + user("lewat") + END
    )
    app.deploy(process(nodes_, "mulai > s > selesai; b > lewat > selesai"))
    instance = app.start("proses")["id"]
    (job,) = app.jobs()
    clock.advance(timedelta(days=2))
    with pytest.raises(Conflict):
        app.complete_job(job["id"])
    app.tick()
    assert app.jobs() == []
    assert nodes(app, instance) == ["lewat"]
    assert "JobCancelled" in kinds(app, instance)


def test_a_suspended_instance_holds_its_jobs_and_a_cancelled_one_cancels_them(
    database: Database, clock: FixedClock
) -> None:
    twice = Counting()
    app = with_handlers(database, clock, {"duakali": Handler(twice)})
    app.deploy(one("duakali"))
    held, ended = app.start("proses")["id"], app.start("proses")["id"]
    app.suspend(held, "Menunggu")
    app.cancel(ended, "Batal")
    assert app.tick() == {"advanced": 0, "failed": 0}
    with pytest.raises(Conflict):
        app.complete_job(app.jobs()[0]["id"])
    app.resume(held)
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert nodes(app, held) == ["lanjut"]
    assert kinds(app, ended)[-1] == "InstanceCancelled"
    assert app.jobs() == []


def test_what_a_handler_returns_while_the_instance_is_suspended_is_not_kept(
    database: Database, clock: FixedClock
) -> None:
    def suspends(context: Context) -> Outcome:
        if app.show(context.instance)["status"] == "active" and not seen:
            app.suspend(context.instance, "Ditunda dulu")
        seen.append(context.key)
        return Outcome()

    seen: list[str] = []
    app = with_handlers(database, clock, {"h": Handler(suspends)})
    app.deploy(one("h"))
    instance = app.start("proses")["id"]
    assert app.tick() == {"advanced": 0, "failed": 0}
    app.resume(instance)
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_a_worker_that_lost_its_job_changes_nothing(database: Database, clock: FixedClock) -> None:
    def slow(context: Context) -> Outcome:
        keys.append(context.key)
        if len(keys) == 1:
            clock.advance(jobs.LEASE + timedelta(seconds=1))
            other.tick()
        return Outcome({"kali": len(keys)})

    keys: list[str] = []
    app = with_handlers(database, clock, {"lambat": Handler(slow)})
    other = with_handlers(database, clock, {"lambat": Handler(slow)})
    app.deploy(one("lambat"))
    instance = app.start("proses")["id"]
    assert app.tick() == {"advanced": 0, "failed": 0}
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert kinds(app, instance).count("JobCompleted") == 1
    assert app.show(instance)["variables"] == {"kali": 2}


def test_a_person_may_end_a_job_while_its_handler_runs(
    database: Database, clock: FixedClock
) -> None:
    def overtaken(context: Context) -> Outcome:
        with pytest.raises(Conflict) as caught:
            here.retry_job(context.key)
        assert caught.value.code == "job.running"
        here.complete_job(context.key, {"oleh": "orang"})
        return Outcome({"oleh": "handler"})

    here = with_handlers(database, clock, {"h": Handler(overtaken)})
    here.deploy(one("h"))
    instance = here.start("proses")["id"]
    assert here.tick() == {"advanced": 0, "failed": 0}
    assert here.show(instance)["variables"] == {"oleh": "orang"}


def test_a_newer_version_may_name_another_handler(database: Database, clock: FixedClock) -> None:
    app = with_handlers(database, clock, {"benar": Handler(Counting())})
    app.deploy(one("salah"))
    instance = app.start("proses")["id"]
    app.deploy(one("benar"))
    app.migrate(instance)
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert nodes(app, instance) == ["lanjut"]


def test_a_job_whose_worker_was_killed_is_done_by_another_with_the_same_key(
    database_url: str, clock: FixedClock
) -> None:
    twice = Counting()
    app = with_handlers(Database.open(database_url), clock, {"selamanya": Handler(twice)})
    app.deploy(one("selamanya"))
    instance = app.start("proses", {"x": 4})["id"]
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.job_worker", database_url],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    key = worker.stdout.readline().strip()
    assert app.jobs()[0]["state"] == "running"
    worker.kill()
    worker.communicate()
    clock.advance(jobs.LEASE - timedelta(seconds=1))
    assert app.tick() == {"advanced": 0, "failed": 0}
    clock.advance(timedelta(seconds=1))
    assert app.tick() == {"advanced": 1, "failed": 0}
    assert [context.key for context in twice.seen] == [key]
    assert app.show(instance)["variables"] == {"x": 4, "hasil": 8}
    assert kinds(app, instance).count("JobCompleted") == 1
    assert app.verify_audit()["whole"]
    app.close()


def test_two_nodes_share_the_jobs(database_url: str, clock: FixedClock) -> None:
    """Each on a connection of its own; the barrier makes sure that both have one at once."""
    together = threading.Barrier(2, timeout=30)
    met: list[int] = []

    def meets(context: Context) -> Outcome:
        if context.inputs["nomor"] < 2:
            met.append(together.wait())
        return Outcome()

    nodes_ = [
        with_handlers(Database.open(database_url), clock, {"h": Handler(meets)}) for _ in range(2)
    ]
    nodes_[0].deploy(one("h"))
    ids = [nodes_[0].start("proses", {"nomor": number})["id"] for number in range(12)]
    looks = [threading.Thread(target=node.tick) for node in nodes_]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert sorted(met) == [0, 1]
    for id in ids:
        assert kinds(nodes_[1], id).count("JobCompleted") == 1
        assert nodes(nodes_[1], id) == ["lanjut"]
    for node in nodes_:
        node.close()


def test_a_slow_handler_holds_up_neither_other_jobs_nor_timers(database: Database) -> None:
    let_go, running, done = threading.Event(), threading.Event(), threading.Event()

    def slow(_: Context) -> Outcome:
        running.set()
        let_go.wait(60)
        return Outcome()

    def quick(_: Context) -> Outcome:
        done.set()
        return Outcome()

    handlers = {"lambat": Handler(slow), "cepat": Handler(quick)}
    app = Application(Settings(tick_seconds=0.05), database, SystemClock(), handlers)
    timer = (
        '<bpmn:intermediateCatchEvent id="nanti"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    )
    app.deploy(one("lambat", key="lambat"))
    after = process(
        START + timer + service("s", "cepat") + END, "mulai > nanti > s > selesai", key="kemudian"
    )
    app.deploy(after)
    app.start("lambat")
    app.start("kemudian")
    beating = scheduler.start(app)
    try:
        assert running.wait(60)
        assert done.wait(60)
        assert not let_go.is_set()
    finally:
        let_go.set()
        beating.shutdown()


def test_only_due_jobs_of_known_handlers_are_taken(
    database: Database, app: Application, clock: FixedClock
) -> None:
    app.deploy(one("tak-dikenal"))
    app.start("proses")
    with counted() as count:
        assert ticks.run_jobs(app, clock.now()) == ticks.Ticked()
    assert (len(count.statements), count.commits) == (1, 0)
    now = clock.now()
    with database.read() as connection:
        assert stored.any_due(connection, ["tak-dikenal"], now)
        assert not stored.any_due(connection, ["tak-dikenal"], now - timedelta(seconds=1))


def test_a_job_costs_few_statements_and_a_completion_without_jobs_none_more(
    database: Database, clock: FixedClock
) -> None:
    app = with_handlers(database, clock, {"h": Handler(lambda _: Outcome())})
    app.deploy(process(START + user("a") + user("b") + END, "mulai > a > b > selesai", key="biasa"))
    plain = app.start("biasa")
    with counted() as count:
        app.complete(plain["next"][0]["id"])
    assert [statement for statement in count.statements if "job" in statement.lower()] == [
        statement for statement in count.statements if "instance.jobs" in statement
    ]
    assert len(count.statements) <= 6, count.statements
    app.deploy(one("h"))
    app.start("proses")
    with counted() as count:
        assert ticks.run_jobs(app, clock.now()) == ticks.Ticked(advanced=1)
    assert count.commits == 2
    assert len(count.statements) <= 12, count.statements


def test_an_unknown_job_is_refused(app: Application) -> None:
    with pytest.raises(Refusal) as caught:
        app.skip_job("01900000-0000-7000-8000-000000000000", "x")
    assert caught.value.status == 404
