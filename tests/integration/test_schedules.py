"""Versions that come into force on a day: when it begins where the agency is, once, in order."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from engine import scheduler, ticks
from engine.app import Application
from engine.clock import Clock, FixedClock, SystemClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from engine.duties import DUTIES
from engine.settings import Settings
from engine.ticks import Ticked
from storage import migrate, schedules
from storage.database import Database
from storage.schema import definition
from tests.builders import END, MONDAY, START, office, process, user
from tests.integration.timed import told as told_to

NEW_YEAR = date(2027, 1, 1)
MIDNIGHT = datetime.fromisoformat("2027-01-01T00:00:00+08:00")
SECOND = timedelta(seconds=1)

Do = Callable[[Application], object]


def sop(step: str, about: str = "", begin: str = START) -> bytes:
    """Return an SOP of one step; its identity says "about"."""
    told = f'<sop:identity effectiveOn="{about}"/>' if about else ""
    extension = f"<bpmn:extensionElements>{told}</bpmn:extensionElements>" if told else ""
    return process(extension + begin + user(step) + END, f"mulai > {step} > selesai")


@pytest.fixture
def app(database: Database) -> Application:
    """An office in Makassar (WITA) with one version in force."""
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    app.deploy(sop("satu"), agency="kantor")
    return app


def at(app: Application, now: datetime) -> Ticked:
    """Look for what is due at `now`."""
    assert isinstance(app.clock, FixedClock)
    app.clock.at = now
    return ticks.begin_versions(app, now)


def coming(app: Application, step: str, on: date) -> int:
    """Deploy a version that comes into force on a day; return its number."""
    return int(app.deploy(sop(step), agency="kantor", effective_on=on)[0]["version"])


def versions(app: Application) -> dict[int, str]:
    """Return how each version stands: its status, or the day it is to be in force from."""
    return {
        each["version"]: each["schedule"]["effective_on"] if each["schedule"] else each["status"]
        for each in app.definitions("kantor")
    }


def trail(app: Application, kind: str) -> list[tuple[int, str]]:
    """Return the version and the cause of each fact of a kind, in order."""
    found = reversed(app.trail("kantor", kind=kind))
    return [(each["data"]["version"], each["data"].get("cause", "")) for each in found]


def test_it_is_in_force_from_the_first_instant_of_the_day_where_the_agency_is(
    app: Application,
) -> None:
    app.register(replace(office("timur"), zone="Asia/Jayapura"))
    for agency in ("kantor", "timur"):
        (made,) = app.deploy(sop("dua"), agency=agency, effective_on=NEW_YEAR)
        assert (made["status"], made["activated_at"]) == ("draft", None)
        assert made["schedule"]["effective_on"] == "2027-01-01"

    def active(agency: str) -> list[tuple[int, str]]:
        return [
            (each["version"], each["activated_on"])
            for each in app.definitions(agency)
            if each["status"] == "active"
        ]

    hour = timedelta(hours=1)  # WIT is an hour ahead of WITA
    assert at(app, MIDNIGHT - hour - SECOND) == Ticked()
    assert at(app, MIDNIGHT - hour) == Ticked(advanced=1)
    assert (active("timur"), active("kantor")) == ([(1, "2027-01-01")], [(1, "2026-01-12")])
    assert at(app, MIDNIGHT - SECOND) == Ticked()
    assert at(app, MIDNIGHT) == Ticked(advanced=1)
    assert active("kantor") == [(2, "2027-01-01")]
    assert app.start("kantor/proses")["next"][0]["name"] == "dua"
    assert at(app, MIDNIGHT + hour) == Ticked()
    assert told_to(app.database) == [("version", "kadis"), ("version", "kadis")]
    (told,) = app.trail("kantor", kind="DefinitionActivated")[:1]
    assert told["officer"] is None
    assert told["data"].items() >= {
        "version": 2, "cause": "schedule", "effective_on": "2027-01-01", "late": False
    }.items()  # fmt: skip


def test_the_head_and_who_may_for_them_choose_a_day_that_has_not_begun(app: Application) -> None:
    app.deploy(sop("dua"), agency="kantor", activate=False)

    def refusal(do: Do) -> Refusal:
        with pytest.raises(Refusal) as raised:
            do(app)
        return raised.value

    def choose(on: date, version: int = 2, **who: Any) -> Do:
        return lambda app: app.schedule("kantor/proses", version, on, **who)

    found = [
        refusal(choose(NEW_YEAR, 3)),
        refusal(choose(date(2025, 1, 1), by="staf")),
        refusal(choose(NEW_YEAR, 1)),
        refusal(choose(date(2026, 1, 12))),
        refusal(choose(date(2026, 1, 11))),
        refusal(choose(date(2031, 1, 30))),
        refusal(lambda app: app.unschedule("kantor/proses", 2)),
        refusal(lambda app: app.unschedule("kantor/proses", 2, "staf")),
    ]
    assert [(type(each), each.code) for each in found] == [
        (NotFound, "start.version"),
        (NotPermitted, "permit.head"),
        (Conflict, "definition.active"),
        (Invalid, "schedule.begun"),
        (Invalid, "schedule.begun"),
        (Invalid, "schedule.far"),
        (Conflict, "schedule.none"),
        (NotPermitted, "permit.head"),
    ]
    assert versions(app) == {1: "active", 2: "draft"}
    choose(date(2026, 1, 13), by="kadis")(app)
    choose(date(2031, 1, 16), by="staf", permitted=True)(app)
    assert versions(app)[2] == "2031-01-16"


def test_a_later_choice_replaces_the_day_and_whoever_had_it(app: Application) -> None:
    coming(app, "dua", NEW_YEAR)
    coming(app, "tiga", date(2027, 2, 1))
    app.schedule("kantor/proses", 2, date(2027, 3, 1))
    assert versions(app) == {1: "active", 2: "2027-03-01", 3: "2027-02-01"}
    coming(app, "empat", date(2027, 3, 1))
    assert versions(app) == {1: "active", 2: "draft", 3: "2027-02-01", 4: "2027-03-01"}
    app.unschedule("kantor/proses", 3, by="kadis")
    assert trail(app, "DefinitionScheduled") == [(2, ""), (3, ""), (2, ""), (4, "")]
    assert trail(app, "DefinitionUnscheduled") == [(2, "replaced"), (3, "withdrawn")]
    assert at(app, MIDNIGHT + timedelta(days=58)) == Ticked()
    assert at(app, MIDNIGHT + timedelta(days=59)) == Ticked(advanced=1)
    assert versions(app) == {1: "retired", 2: "draft", 3: "draft", 4: "active"}


def test_putting_in_force_or_retiring_by_hand_ends_the_schedule_of_that_version_alone(
    app: Application,
) -> None:
    for step, month in (("dua", 1), ("tiga", 2), ("empat", 3)):
        coming(app, step, date(2027, month, 1))
    app.activate("kantor/proses", 2)
    app.retire("kantor/proses", 3)
    assert versions(app) == {1: "retired", 2: "active", 3: "retired", 4: "2027-03-01"}
    assert trail(app, "DefinitionUnscheduled") == [(2, "activated"), (3, "retired")]
    assert at(app, MIDNIGHT + timedelta(days=40)) == Ticked()
    assert versions(app)[2] == "active"


def test_a_version_comes_back_after_another_was_in_force_for_a_while(app: Application) -> None:
    """The hours of Ramadan, say: the usual SOP is in force, and scheduled to be so again."""
    coming(app, "ramadan", NEW_YEAR)
    app.schedule("kantor/proses", 1, date(2027, 2, 1))
    assert at(app, MIDNIGHT) == Ticked(advanced=1)
    assert versions(app) == {1: "2027-02-01", 2: "active"}
    assert at(app, MIDNIGHT + timedelta(days=31)) == Ticked(advanced=1)
    assert versions(app) == {1: "active", 2: "retired"}


def test_after_a_downtime_the_latest_day_that_has_begun_counts_and_says_that_it_is_late(
    app: Application,
) -> None:
    coming(app, "dua", NEW_YEAR)
    coming(app, "tiga", date(2027, 2, 1))
    assert at(app, MIDNIGHT + timedelta(days=35)) == Ticked(advanced=1)
    assert versions(app) == {1: "retired", 2: "draft", 3: "active"}
    assert trail(app, "DefinitionUnscheduled") == [(2, "overtaken")]
    (told,) = app.trail("kantor", kind="DefinitionActivated")[:1]
    assert (told["data"]["version"], told["data"]["late"]) == (3, True)
    assert told["data"]["effective_on"] == "2027-02-01"


def test_who_put_another_version_in_force_since_has_the_last_word(app: Application) -> None:
    coming(app, "dua", NEW_YEAR)
    assert isinstance(app.clock, FixedClock)
    app.clock.at = MIDNIGHT + timedelta(hours=1)  # nobody has looked yet
    app.deploy(sop("tiga"), agency="kantor")
    assert at(app, MIDNIGHT + timedelta(hours=2)) == Ticked()
    assert versions(app) == {1: "retired", 2: "draft", 3: "active"}


def test_one_that_cannot_be_put_in_force_keeps_why_and_does_not_stop_the_others(
    app: Application,
) -> None:
    app.register(office("lain"))
    for agency in ("kantor", "lain"):
        app.deploy(sop("dua"), agency=agency, effective_on=NEW_YEAR)
    broken = update(definition).where(definition.c.agency_id == "kantor", definition.c.version == 2)
    app.database.write(lambda connection: connection.execute(broken.values(bpmn=b"<rusak")))
    app.caches._models.clear()
    assert at(app, MIDNIGHT) == Ticked(advanced=1, failed=1)
    assert [each["status"] for each in app.definitions("lain")] == ["active"]
    (kept,) = [each for each in app.definitions("kantor") if each["schedule"]]
    assert "XML" in kept["schedule"]["error"]
    assert versions(app) == {1: "active", 2: "2027-01-01"}
    assert at(app, MIDNIGHT + ticks.AGAIN_AFTER - SECOND) == Ticked()
    assert at(app, MIDNIGHT + ticks.AGAIN_AFTER) == Ticked(failed=1)
    assert trail(app, "DefinitionNotActivated") == [(2, "")]  # the same reason is told once
    assert told_to(app.database, "version_stuck") == [("version_stuck", "kadis")]
    with app.database.read() as connection:
        assert schedules.failing(connection) == 1
    stuck = app.list_notices("kantor", "kadis")["rows"][0]
    assert stuck["subject"] == "Belum dapat diberlakukan: proses (versi 2)"
    assert "Keterangan: " in stuck["text"]
    mended = broken.values(bpmn=sop("dua"))
    app.database.write(lambda connection: connection.execute(mended))
    assert at(app, MIDNIGHT + 2 * ticks.AGAIN_AFTER) == Ticked(advanced=1)
    assert versions(app) == {1: "retired", 2: "active"}


def test_an_sop_that_begins_by_the_clock_does_so_from_that_day_on(app: Application) -> None:
    cycle = "<bpmn:timeCycle>R/PT1H</bpmn:timeCycle>"
    begin = (
        '<bpmn:startEvent id="mulai"/><bpmn:startEvent id="jam">'
        f"<bpmn:timerEventDefinition>{cycle}</bpmn:timerEventDefinition></bpmn:startEvent>"
    )
    hourly = sop("dua", begin=begin).replace(
        b"</bpmn:process>",
        b'<bpmn:sequenceFlow id="f" sourceRef="jam" targetRef="dua"/></bpmn:process>',
    )
    app.deploy(hourly, agency="kantor", effective_on=NEW_YEAR)
    assert isinstance(app.clock, FixedClock)
    app.clock.at = MIDNIGHT - SECOND
    app.tick()
    assert app.instances("kantor") == []
    app.clock.at = MIDNIGHT
    app.tick()
    app.clock.at = MIDNIGHT + timedelta(hours=1)
    app.tick()
    assert [each["version"] for each in app.instances("kantor")] == [2]


def test_deploying_the_same_again_changes_the_day_and_nothing_of_what_is_in_force(
    app: Application,
) -> None:
    coming(app, "dua", NEW_YEAR)
    before = app.trail("kantor")
    (again,) = app.deploy(sop("dua"), agency="kantor", effective_on=NEW_YEAR)
    assert (again["new"], again["schedule"]["effective_on"]) == (False, "2027-01-01")
    assert app.trail("kantor") == before
    (moved,) = app.deploy(sop("dua"), agency="kantor", effective_on=date(2027, 2, 1))
    assert (moved["new"], moved["schedule"]["effective_on"]) == (False, "2027-02-01")
    (active,) = app.deploy(sop("satu"), agency="kantor", effective_on=NEW_YEAR)
    assert (active["new"], active["status"], active["schedule"]) == (False, "active", None)
    with pytest.raises(Invalid) as refusal:
        coming(app, "tiga", date(2026, 1, 12))
    assert refusal.value.code == "schedule.begun"
    assert versions(app) == {1: "active", 2: "2027-02-01"}  # nothing of it was deployed


def test_it_is_said_where_the_sop_itself_gives_another_date(app: Application) -> None:
    (same,) = app.deploy(sop("dua", "1 Januari 2027"), agency="kantor", effective_on=NEW_YEAR)
    assert same["findings"] == []
    (other,) = app.deploy(sop("tiga", "01-02-2027"), agency="kantor", effective_on=NEW_YEAR)
    assert [(each["severity"], each["code"]) for each in other["findings"]] == [
        ("info", "deploy.effective_differs")
    ]
    assert '("01-02-2027")' in other["findings"][0]["message"]
    begun = app.activate("kantor/proses", 3)
    assert [each["code"] for each in begun["findings"]] == ["deploy.effective_differs"]
    (old,) = app.deploy(sop("empat", "2024-01-15"), agency="kantor")
    assert old["findings"] == []  # in force since longer than we know it


def test_who_deploys_a_newer_version_is_told_of_an_older_one_that_will_replace_it(
    app: Application,
) -> None:
    coming(app, "dua", NEW_YEAR)
    (newer,) = app.deploy(sop("tiga"), agency="kantor")
    assert [each["code"] for each in newer["findings"]] == ["deploy.replaced_later"]
    assert app.sop("kantor/proses", 3)["findings"] == newer["findings"]


def test_decision_tables_are_not_scheduled(app: Application) -> None:
    dmn = (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        b'namespace="urn:d"/>'
    )
    with pytest.raises(Invalid) as refusal:
        app.deploy(dmn, file="k.dmn", agency="kantor", effective_on=NEW_YEAR)
    assert refusal.value.code == "schedule.decision"


def test_the_day_follows_the_agency_to_another_zone(app: Application) -> None:
    coming(app, "dua", NEW_YEAR)
    app.register(replace(office(), zone="Asia/Jayapura"))
    assert at(app, MIDNIGHT - timedelta(hours=1, seconds=1)) == Ticked()
    assert at(app, MIDNIGHT - timedelta(hours=1)) == Ticked(advanced=1)


def test_several_who_look_at_once_put_each_version_in_force_once(app: Application) -> None:
    keys = [f"sop{n}" for n in range(12)]
    for key in keys:
        made = sop("dua").replace(b'id="proses"', f'id="{key}"'.encode())
        app.deploy(made, agency="kantor", effective_on=NEW_YEAR)
    nodes = [Application(Settings(), app.database, FixedClock(MIDNIGHT)) for _ in range(4)]
    together, looked = threading.Barrier(len(nodes)), list[Ticked]()

    def look(node: Application) -> None:
        together.wait()
        looked.append(ticks.begin_versions(node, MIDNIGHT))

    threads = [threading.Thread(target=look, args=(node,)) for node in nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.failed for each in looked] == [0] * len(nodes)
    assert sum(each.advanced for each in looked) == len(keys)
    begun = app.trail("kantor", kind="DefinitionActivated", limit=100)
    assert sorted(each["data"]["definition"] for each in begun) == sorted(
        ["kantor/proses", *(f"kantor/{key}" for key in keys)]
    )
    assert app.verify_trail("kantor")["whole"]


def test_a_day_that_begins_while_somebody_chooses_by_hand_leaves_one_version_in_force(
    app: Application,
) -> None:
    """None is in force before, so neither of the two takes anything from the other's rows."""
    scheduled, chosen = (coming(app, step, NEW_YEAR) for step in ("dua", "tiga"))
    nodes = [Application(Settings(), app.database, FixedClock(MIDNIGHT)) for _ in range(3)]
    for number in range(5):
        begins = MIDNIGHT + timedelta(days=number)
        assert isinstance(app.clock, FixedClock)
        app.clock.at = begins - timedelta(hours=1)
        app.schedule("kantor/proses", scheduled, begins.date())
        for version, status in versions(app).items():
            if status == "active":
                app.retire("kantor/proses", version)
        _together(
            partial(ticks.begin_versions, nodes[0], begins),
            partial(ticks.begin_versions, nodes[1], begins),
            partial(_by_hand, nodes[2], chosen, begins),
        )
        standing = list(versions(app).values())
        assert standing.count("active") == 1, standing
    in_force: set[int] = set()
    for fact in reversed(app.trail("kantor", limit=100)):
        if fact["kind"] == "DefinitionActivated":
            assert not in_force
            in_force.add(fact["data"]["version"])
        elif fact["kind"] == "DefinitionRetired":
            in_force.remove(fact["data"]["version"])
    assert app.verify_trail("kantor")["whole"]


def _by_hand(node: Application, version: int, now: datetime) -> None:
    assert isinstance(node.clock, FixedClock)
    node.clock.at = now
    node.activate("kantor/proses", version)


def _together(*acts: Callable[[], object]) -> None:
    """Let all begin at once, and wait for them."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


def test_the_upgrade_takes_from_the_trail_since_when_versions_are_in_force(
    app: Application, database: Database
) -> None:
    assert isinstance(app.clock, FixedClock)
    app.deploy(sop("dua"), agency="kantor", activate=False)
    app.clock.advance(timedelta(days=1))
    app.activate("kantor/proses", 2)
    app.clock.advance(timedelta(days=1))
    app.deploy(sop("tiga"), agency="kantor", activate=False)
    before = [each["activated_at"] for each in app.definitions()]
    assert [each is None for each in before] == [False, False, True]
    migrate.downgrade(database, "0013")
    migrate.upgrade(database)
    assert [each["activated_at"] for each in app.definitions()] == before
    coming(app, "tiga", NEW_YEAR)
    assert at(app, MIDNIGHT) == Ticked(advanced=1)


class Shifted(Clock):
    """A clock that goes, from another day on."""

    def __init__(self, at: datetime) -> None:
        """Begin at `at`."""
        self.by = at - SystemClock().now()

    def now(self) -> datetime:
        """Return the instant."""
        return SystemClock().now() + self.by


def test_nodes_are_there_when_the_day_begins_though_their_beat_is_rare(database: Database) -> None:
    """The day is chosen on one node while both wait; on PostgreSQL the other hears of it."""
    clock = Shifted(MIDNIGHT - timedelta(seconds=3))
    duties = [duty for duty in DUTIES if duty.name in ("schedules", "starts")]
    apps = [Application(Settings(tick_seconds=600), database, clock) for _ in range(2)]
    apps[0].register(office())
    apps[0].deploy(sop("satu"), agency="kantor")
    nodes = [scheduler.start(app, duties) for app in apps]
    try:
        coming(apps[0], "dua", NEW_YEAR)
        until = time.monotonic() + 30
        while versions(apps[0])[2] != "active":
            assert time.monotonic() < until, "nobody looks"
            time.sleep(0.05)
    finally:
        for node in nodes:
            node.shutdown()
    (told, _) = apps[0].trail("kantor", kind="DefinitionActivated")
    begun = datetime.fromisoformat(told["at"])
    assert timedelta() <= begun - MIDNIGHT < timedelta(seconds=5)
