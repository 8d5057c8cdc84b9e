"""SOPs played from start to end: against the forecast, by chance, and without a trace."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound
from engine.core.people import Appointment
from engine.forecasting import Asked as Foreseen
from engine.settings import Settings
from engine.simulation import Asked
from handlers.contract import Context, Handler, Outcome
from handlers.registry import BUILT_IN
from processes import catalogue
from storage.database import Database
from storage.metadata import metadata
from tests.builders import END, MONDAY, START, office, process, user
from tests.integration.services import service

SHIPPED = [
    "babel-kesbangpol/lakip",
    "banggai/monitoring_renstra",
    "banggai/pengukuran_kinerja",
    "bangka-tengah/sakip",
    "boalemo/lakip",
]


@pytest.fixture(scope="module")
def shipped() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.deploy_paths([catalogue.builtin()])
        yield app


def deploy(app: Application, nodes: str, flows: str, key: str = "proses", outside: str = "") -> str:
    app.deploy(process(START + nodes + END, flows, key=key, outside=outside), agency="kantor")
    return f"kantor/{key}"


def standard(duration: str, inner: str = "") -> str:
    held = f'<sop:timeStandard duration="{duration}"/>{inner}'
    return f"<bpmn:extensionElements>{held}</bpmn:extensionElements>"


def choice(*values: str) -> str:
    options = "".join(f'<sop:option value="{value}" label="{value}"/>' for value in values)
    fields = (
        f'<sop:field id="hasil" label="Hasil" type="choice" required="true">{options}</sop:field>'
    )
    return f"<sop:form>{fields}</sop:form>"


def lane(*nodes: str) -> str:
    refs = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
    held = f'<bpmn:lane id="kasubag" name="Kasubag">{refs}</bpmn:lane>'
    return f'<bpmn:laneSet id="pelaksana">{held}</bpmn:laneSet>'


def everything(app: Application) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with app.database.read() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in metadata.tables.items()
        }


def nodes(played: dict[str, Any]) -> list[tuple[str, int]]:
    return [(step["node"], step["round"]) for step in played["steps"]]


@pytest.mark.parametrize("definition", SHIPPED)
@pytest.mark.parametrize("late_by", [0, 25])
def test_exactly_on_time_ends_as_the_forecast_says(
    shipped: Application, definition: str, late_by: int
) -> None:
    """Two ways to the same answer: one counts in its head, the other plays it with the engine."""
    start = date(2026, 2, 9)  # before Ramadan begins, and two days of joint leave
    played = shipped.simulate(Asked(definition, start, late_by=late_by))
    told = shipped.forecast(Foreseen(definition=definition, start=start, late_by=late_by))
    assert played["ended"] == "finished"
    if late_by == 0:
        assert played["finishes_at"] == told["finishes_at"]
        assert list(played["compliance"]["step"]) == ["met"]
        assert not any(
            line["data"]["does"] != "remind"
            for line in played["timeline"]
            if line["kind"] == "RungFired" and line["data"]["about"] == "step"
        )
    else:
        assert list(played["compliance"]["step"]) == ["breached"]
        assert datetime.fromisoformat(played["finishes_at"]) >= datetime.fromisoformat(
            told["finishes_at"]
        ) - timedelta(minutes=1)


@pytest.mark.parametrize("definition", SHIPPED)
def test_chance_is_the_same_for_the_same_number(shipped: Application, definition: str) -> None:
    asked = Asked(definition, date(2026, 6, 2), seed=5, rounds=1)
    played = shipped.simulate(asked)
    assert played == shipped.simulate(asked)
    other = shipped.simulate(Asked(definition, date(2026, 6, 2), seed=6, rounds=1))
    assert other["finishes_at"] != played["finishes_at"]
    assert other["ended"] == played["ended"] == "finished"


def test_nothing_is_written_and_nothing_sent(app: Application) -> None:
    definition = deploy(
        app,
        lane("a")
        + service("nomor", "nomor_surat", '<sop:take name="pola" value="\'{n}/X\'"/>')
        + user("a", standard("PT2H")),
        "mulai > nomor > a > selesai",
    )
    app.start(definition)
    app.tick()
    before = everything(app)
    played = app.simulate(Asked(definition, late_by=300))
    assert [step["compliance"] for step in played["steps"]] == ["breached"]
    assert {each["kind"] for each in played["notices"]} == {"remind", "overdue", "escalate"}
    assert everything(app) == before


def test_work_is_sent_back_as_often_as_asked(app: Application) -> None:
    definition = deploy(
        app,
        user("susun", standard("PT1H"))
        + user("koreksi", standard("PT1H", choice("benar", "salah")))
        + '<bpmn:exclusiveGateway id="g"/>',
        "mulai > susun > koreksi > g; g > selesai [hasil == 'benar'];g > susun [hasil == 'salah']",
    )
    found = app.simulate(Asked(definition, rounds=2))
    assert nodes(found) == [(name, n) for n in (1, 2, 3) for name in ("susun", "koreksi")]
    assert found["ended"] == "finished"
    assert nodes(app.simulate(Asked(definition))) == [("susun", 1), ("koreksi", 1)]


def test_the_way_on_need_not_be_the_first_answer(app: Application) -> None:
    definition = deploy(
        app,
        user("susun")
        + user("koreksi", standard("PT1H", choice("salah", "benar")))
        + '<bpmn:exclusiveGateway id="g"/>',
        "mulai > susun > koreksi > g; g > susun [hasil == 'salah'];g > selesai [hasil == 'benar']",
    )
    assert nodes(app.simulate(Asked(definition))) == [("susun", 1), ("koreksi", 1)]


def test_a_whole_form_is_filled_in(app: Application) -> None:
    fields = "".join(
        f'<sop:field id="{type}" label="{type}" type="{type}" required="true"/>'
        for type in ("text", "number", "date", "yesno", "table")
    )
    definition = deploy(
        app, user("a", standard("PT1H", f"<sop:form>{fields}</sop:form>")), "mulai > a > selesai"
    )
    assert app.simulate(Asked(definition))["ended"] == "finished"


def test_a_handler_that_reaches_outside_is_not_run(database: Database) -> None:
    called: list[str] = []

    def outside(context: Context) -> Outcome:
        called.append(context.node)
        return Outcome({"berkas": "ada"})

    handlers = {**BUILT_IN, "kirim": Handler(outside, gives=("berkas",))}
    app = Application(Settings(language="en"), database, FixedClock(MONDAY), handlers)
    app.register(office())
    definition = deploy(
        app,
        service("kirim", "kirim") + service("lain", "tidak_dikenal") + user("a"),
        "mulai > kirim > lain > a > selesai",
    )
    found = app.simulate(Asked(definition))
    assert (found["ended"], found["outside"], called) == (
        "finished",
        ["kirim", "tidak_dikenal"],
        [],
    )


def test_it_says_what_it_waits_for(app: Application) -> None:
    waits = '<bpmn:messageEventDefinition messageRef="m"/>'
    definition = deploy(
        app,
        f'<bpmn:intermediateCatchEvent id="tunggu">{waits}</bpmn:intermediateCatchEvent>',
        "mulai > tunggu > selesai",
        outside='<bpmn:message id="m" name="jawaban"/>',
    )
    found = app.simulate(Asked(definition))
    assert (found["ended"], found["finishes_at"]) == ("waiting", None)


def test_it_says_what_gets_stuck(app: Application) -> None:
    definition = deploy(
        app,
        user("a") + '<bpmn:exclusiveGateway id="g"/>' + user("b"),
        "mulai > a > g; g > b [jumlah > 3]; b > selesai; g > selesai [jumlah > 7]",
    )
    found = app.simulate(Asked(definition, variables={"jumlah": 1}))
    assert found["ended"] == "incident"
    assert len(found["incidents"]) == 1
    assert app.simulate(Asked(definition, variables={"jumlah": 5}))["ended"] == "finished"


def test_what_never_ends_is_cut_off(app: Application) -> None:
    monthly = (
        '<bpmn:boundaryEvent id="bulanan" attachedToRef="tunggu" cancelActivity="false">'
        "<bpmn:timerEventDefinition>"
        '<bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/P30D</bpmn:timeCycle>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        '<bpmn:receiveTask id="tunggu" messageRef="m"/><bpmn:scriptTask id="catat">'
        "<bpmn:script>n = 1</bpmn:script></bpmn:scriptTask>"
    )
    definition = deploy(
        app,
        monthly,
        "mulai > tunggu > selesai; bulanan > catat",
        outside='<bpmn:message id="m" name="jawaban"/>',
    )
    assert app.simulate(Asked(definition))["ended"] == "endless"


def test_work_waits_for_whoever_comes_to_hold_the_post(app: Application) -> None:
    """The Kasubag begins on Monday and leaves on Tuesday; Friday, when Plt. comes, is closed."""
    people = office()
    held = tuple(each for each in people.appointments if each.position != "kasubag")
    leaves = Appointment("kasubag", "kasubag", "definitive", date(2024, 1, 1), date(2026, 1, 13))
    acting = Appointment("kasubag", "staf", "plt", date(2026, 1, 16))
    replaced = {name: getattr(people, name) for name in people.__slots__}
    app.register(type(people)(**{**replaced, "appointments": (*held, leaves, acting)}))
    definition = deploy(
        app,
        lane("a", "b") + user("a", standard("P2D")) + user("b", standard("PT1H")),
        "mulai > a > b > selesai",
    )
    found = app.simulate(Asked(definition, MONDAY))
    a, b = found["steps"]
    assert (a["officer"], a["capacity"], a["compliance"]) == ("staf", "Plt. Kasubag", "breached")
    assert (a["closed_at"], b["closed_at"]) == (
        "2026-01-19T00:00:00+00:00",
        "2026-01-19T01:00:00+00:00",
    )
    assert [line["step"] for line in found["timeline"] if line["kind"] == "WorkItemReassigned"] == [
        a["step"]
    ]


def test_a_date_set_by_law_is_judged(app: Application) -> None:
    definition = deploy(app, user("a", standard("P4D")), "mulai > a > selesai")
    start = date(2026, 2, 9)
    by_day = {
        on: app.simulate(Asked(definition, start, legal_on=on))["legal"]
        for on in (date(2026, 2, 12), date(2026, 2, 13), date(2026, 2, 27))
    }
    # Monday 9 February and four working days; 16 and 17 February are closed.
    assert [(one["met"], one["working_days"]) for (one,) in by_day.values()] == [
        (False, 1),
        (True, 0),
        (True, 8),
    ]


def test_an_sop_it_hands_over_to_is_played_too(app: Application) -> None:
    deploy(app, user("arsipkan", standard("P1D")), "mulai > arsipkan > selesai", key="pengarsipan")
    definition = deploy(
        app,
        user("a", standard("PT1H", '<sop:link kind="end-with" sop="SOP Pengarsipan"/>')),
        "mulai > a > selesai",
    )
    found = app.simulate(Asked(definition))
    assert [each["definition"] for each in found["instances"]] == [
        "kantor/proses",
        "kantor/pengarsipan",
    ]
    assert [(step["instance"], step["node"]) for step in found["steps"]] == [
        (1, "a"),
        (2, "arsipkan"),
    ]


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (Asked("kantor/tidak_ada"), NotFound, "tidak_ada"),
        (Asked("kantr/proses"), NotFound, "kantor"),
        (Asked("kantor/proses", version=7), NotFound, "7"),
        (Asked("kantor/proses", late_by=-100), Invalid, "--late-by"),
        (Asked("kantor/proses", late_by=1001), Invalid, "--late-by"),
        (Asked("kantor/proses", rounds=21), Invalid, "--rounds"),
        (Asked("kantor/proses", variables={"a b": 1}), Invalid, "a b"),
    ],
)
def test_what_cannot_be_played_is_refused(
    app: Application, asked: Asked, error: type[Exception], says: str
) -> None:
    deploy(app, user("a"), "mulai > a > selesai")
    with pytest.raises(error, match=says):
        app.simulate(asked)


def test_an_sop_that_is_retired_is_not_played(app: Application) -> None:
    definition = deploy(app, user("a"), "mulai > a > selesai")
    app.retire(definition, 1)
    with pytest.raises(Conflict):
        app.simulate(Asked(definition))
    assert app.simulate(Asked(definition, version=1))["ended"] == "finished"


def test_it_begins_now_or_when_asked(app: Application) -> None:
    definition = deploy(app, user("a"), "mulai > a > selesai")
    starts = [
        app.simulate(Asked(definition, start))["starts_at"]
        for start in (
            None,
            date(2026, 3, 1),
            datetime(2026, 3, 2, 9),
            datetime(2026, 1, 1, tzinfo=UTC),
        )
    ]
    assert starts == [
        MONDAY.isoformat(),
        "2026-03-01T23:30:00+00:00",  # a Sunday: Monday 07.30 WITA
        "2026-03-02T01:00:00+00:00",
        "2026-01-01T00:00:00+00:00",
    ]
