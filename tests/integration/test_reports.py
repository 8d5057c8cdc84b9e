"""Compliance, workload and trend of two days whose figures are worked out by hand below."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from engine.core.errors import Invalid, NotFound, Refusal
from storage.database import Database
from tests.builders import END, START, laned, process, user
from tests.integration.reportable import LINE, Work, standard, two_days


def counts(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("done", "met", "breached", "late", "void", "on_time", "again", "returned", "rounds")
    return tuple(row[name] for name in names)


def minutes(row: dict[str, Any], clock: str) -> tuple[float, ...]:
    return (row[clock]["n"], *(row[clock][part] / 60 for part in ("median", "p90", "total")))


@pytest.fixture
def work(database: Database) -> Work:
    return Work(database, LINE)


def test_each_step_has_its_counts_and_its_two_clocks(work: Work) -> None:
    two_days(work)
    found = work.app.compliance("kantor", by="step")
    assert (found["since"], found["until"]) == ("2026-01-01", "2026-01-13")
    a, b = found["rows"]
    assert (a["id"], a["name"], a["step"], a["lane"]) == ("kantor/lakip/a", "a", "1", "Staf")
    assert (a["definition"], a["time_standard"], b["time_standard"]) == (
        "kantor/lakip",
        "2 hours",
        "1 hour",
    )
    assert counts(a) == (4, 4, 0, 0, 1, 100.0, 1, 0, 2)
    # Met: one within its standard, one in time, and the one that sent back; late: its second round.
    assert counts(b) == (3, 2, 1, 1, 0, 50.0, 0, 1, 1)
    assert minutes(a, "waiting") == (4, 17.5, 51, 95)  # 0 5 30 60
    assert minutes(a, "handling") == (4, 30, 51, 125)  # 5 30 30 60
    assert minutes(b, "waiting") == (3, 15, 51, 85)  # 10 15 60
    assert minutes(b, "handling") == (3, 15, 27, 50)  # 5 15 30
    # Of 120 minutes 10, 30, 90, 90; of 60 minutes 15, 30, 90.
    assert a["share"] == {"n": 4, "median": 50.0, "p90": 75.0}
    assert b["share"] == {"n": 3, "median": 50.0, "p90": 130.0}
    assert (a["instances"], b["instances"]) == (4, 3)
    total = found["total"]
    assert counts(total) == (7, 6, 1, 1, 1, 75.0, 1, 1, 2)
    assert total["instances"] == 4
    assert minutes(total, "waiting")[1] == 15  # 0 5 10 15 30 60 60


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("sop", [("kantor/lakip", "lakip", 7)]),
        ("lane", [("kasubag", "Kasubag", 3), ("staf", "Staf", 4)]),
        ("unit", [("program", "Subbag Program", 3), ("umum", "Subbag Umum", 4)]),
        ("month", [("2026-01", "January 2026", 7)]),
        ("week", [("2026-01-12", "2026-01-12", 7)]),
    ],
)
def test_steps_are_grouped_as_asked(work: Work, by: str, rows: list[tuple[str, str, int]]) -> None:
    two_days(work)
    found = work.app.compliance("kantor", by=by)
    assert [(row["id"], row["name"], row["done"]) for row in found["rows"]] == rows
    assert counts(found["total"]) == (7, 6, 1, 1, 1, 75.0, 1, 1, 2)


def test_a_period_is_of_local_days_and_counts_a_step_when_it_is_closed_or_was_due(
    work: Work,
) -> None:
    two_days(work)
    monday = work.app.compliance("kantor", since=date(2026, 1, 12), until=date(2026, 1, 12))
    assert counts(monday["total"]) == (7, 6, 1, 0, 0, 85.7, 1, 1, 2)
    tuesday = work.app.compliance("kantor", since=date(2026, 1, 13))
    assert counts(tuesday["total"]) == (0, 0, 0, 1, 1, 0.0, 0, 0, 0)
    assert tuesday["total"]["waiting"] == {"n": 0, "median": None, "p90": None, "total": 0}
    before = work.app.compliance("kantor", since=date(2025, 1, 1), until=date(2026, 1, 11))
    assert (before["rows"], before["total"]["on_time"]) == ([], None)
    # 07.59 of a Wednesday in WITA is still Tuesday in UTC.
    work.at(13, "23.59")
    third = next(each["id"] for each in work.app.instances() if each["title"] == "tiga")
    work.at(14, "07.59")
    work.do(third, "b", 0, 0)
    wednesday = work.app.compliance("kantor", since=date(2026, 1, 14))
    assert counts(wednesday["total"])[:5] == (1, 0, 1, 0, 0)


def test_a_supervisor_sees_only_the_work_of_the_posts_below(work: Work) -> None:
    two_days(work)
    mine = work.app.compliance("kantor", by="step", positions=["staf"])
    assert [row["node"] for row in mine["rows"]] == ["a"]
    assert mine["scoped"]
    assert counts(mine["total"]) == (4, 4, 0, 0, 1, 100.0, 1, 0, 2)
    assert work.app.compliance("kantor", positions=[])["rows"] == []
    assert work.app.workload("kantor", positions=["staf"])["total"]["open"] == 0
    assert work.app.workload("kantor", positions=["kasubag", "kadis"])["total"]["open"] == 1


def test_nothing_is_counted_by_person(work: Work) -> None:
    two_days(work)
    shown = [work.app.compliance("kantor", by=by) for by in ("sop", "step", "lane", "unit")]
    told = repr([shown, work.app.workload("kantor"), work.app.trend("kantor")])
    assert "officer" not in told
    assert "Contoh Staf" not in told
    with pytest.raises(Invalid, match="by one of sop, step, lane, unit, month, week"):
        work.app.compliance("kantor", by="officer")


def test_work_that_several_posts_may_do_is_in_the_scope_of_each(database: Database) -> None:
    model = process(
        laned({"Petugas": ["a"]}) + START + user("a", standard("PT2H", "1")) + END,
        "mulai > a > selesai",
    )
    work = Work(database, model)
    work.do(work.start("proses"), "a", 15, 0)
    work.start("proses")
    for posts, seen in ((["staf"], 1), (["kasubag"], 1), (["sekretaris"], 0), (None, 1)):
        assert work.app.compliance("kantor", positions=posts)["total"]["done"] == seen
        assert work.app.workload("kantor", positions=posts)["total"]["open"] == seen
    (row,) = work.app.compliance("kantor", by="unit")["rows"]
    assert (row["id"], row["name"], row["done"]) == ("", "", 1)


def test_steps_without_a_standard_count_their_time_only(database: Database) -> None:
    work = Work(database, process(START + user("a") + END, "mulai > a > selesai"))
    work.do(work.start("proses"), "a", 5, 7)
    left = work.start("proses")
    work.app.cancel(left, "tidak jadi")
    (row,) = work.app.compliance("kantor", by="step")["rows"]
    assert (row["done"], row["without_standard"], row["void"], row["on_time"]) == (1, 1, 1, None)
    assert (row["time_standard"], row["share"]["n"]) == (None, 0)
    assert (row["waiting"]["median"], row["handling"]["median"]) == (300, 420)


def test_a_standard_of_days_is_as_long_as_normal_days(database: Database) -> None:
    model = process(
        START
        + user("a", standard("P2D", "10"))
        + user("b", standard("P1D", "9", "kalender"))
        + END,
        "mulai > a > b > selesai",
    )
    work = Work(database, model)
    instance = work.start("proses")
    work.at(13, "08.00")
    work.do(instance, "a", 0, 30)
    work.do(instance, "b", 10, 10)
    first, second = work.app.compliance("kantor", by="step")["rows"]
    assert (first["step"], second["step"]) == ("9", "10")  # 9 before 10, whatever came first
    assert (first["share"]["n"], first["time_standard"]) == (0, "1 day (calendar)")
    # Monday 08.00 to Tuesday 08.00 are 450 working minutes, then 30 more: 480 of 900.
    assert second["share"]["median"] == 53.3


def test_where_the_standard_counts_from_the_claim_only_handling_uses_it(
    database: Database,
) -> None:
    ladder = (
        '<bpmn:extensionElements><sop:escalation clock="claim" response="PT2H"/>'
        "</bpmn:extensionElements>"
    )
    model = process(ladder + START + user("a", standard("PT1H", "1")) + END, "mulai > a > selesai")
    work = Work(database, model)
    work.do(work.start("proses"), "a", 60, 30)
    (row,) = work.app.compliance("kantor", by="step")["rows"]
    assert (row["met"], row["share"]["median"], row["waiting"]["median"]) == (1, 50.0, 3600)


def test_a_step_of_a_called_sop_counts_for_that_sop(database: Database) -> None:
    called = process(
        START + user("a", standard("PT1H", "1")) + END, "mulai > a > selesai", key="cetak"
    )
    caller = process(
        START + '<bpmn:callActivity id="p" calledElement="cetak"/>' + END, "mulai > p > selesai"
    )
    work = Work(database, called, caller)
    work.do(work.start("proses"), "a", 5, 5)
    (row,) = work.app.compliance("kantor")["rows"]
    assert (row["id"], row["done"], row["met"]) == ("kantor/cetak", 1, 1)
    assert work.app.compliance("kantor", sop="proses")["rows"] == []
    assert len(work.app.compliance("kantor", sop="cetak")["rows"]) == 1


def test_what_is_put_aside_is_not_late(work: Work) -> None:
    instance = work.start()
    work.app.suspend(instance, "menunggu anggaran")
    work.at(15, "08.00")
    assert work.app.compliance("kantor")["total"]["late"] == 0
    total = work.app.workload("kantor")["total"]
    assert total == {"open": 1, "late": 0, "near": 0, "waiting": 0, "suspended": 1}
    work.app.resume(instance)
    work.at(15, "10.00")  # two hours, the whole standard, were left
    assert work.app.compliance("kantor")["total"]["late"] == 0
    work.at(15, "10.01")
    assert work.app.compliance("kantor")["total"]["late"] == 1


def test_open_work_is_counted_by_sop_lane_and_unit_with_the_oldest(work: Work) -> None:
    ids = two_days(work)
    work.start(title="lima")  # Tuesday 12.00: a is due within a working day
    found = work.app.workload("kantor", oldest=1)
    assert found["total"] == {"open": 2, "late": 1, "near": 1, "waiting": 2, "suspended": 0}
    assert [(row["id"], row["late"], row["near"]) for row in found["by_lane"]] == [
        ("kasubag", 1, 0),
        ("staf", 0, 1),
    ]
    assert [(row["name"], row["open"]) for row in found["by_unit"]] == [
        ("Subbag Program", 1),
        ("Subbag Umum", 1),
    ]
    assert [(row["id"], row["open"]) for row in found["by_sop"]] == [("kantor/lakip", 2)]
    (oldest,) = found["oldest"]
    assert (oldest["instance"], oldest["node"], oldest["late"]) == (ids["third"], "b", True)
    # Monday 15.55 to 16.00, Tuesday 07.30 to 12.00.
    assert (oldest["working_seconds"], oldest["round"]) == (275 * 60, 2)
    assert "officer" not in oldest


def test_a_trend_has_every_week(work: Work) -> None:
    two_days(work)
    work.at(28, "08.00")
    weeks = work.app.trend("kantor", weeks=4)["weeks"]
    assert [(week["id"], week["done"]) for week in weeks] == [
        ("2026-01-05", 0),
        ("2026-01-12", 7),
        ("2026-01-19", 0),
        ("2026-01-26", 0),
    ]
    assert weeks[0].keys() == weeks[1].keys()


@pytest.mark.parametrize(
    ("asked", "refusal", "says"),
    [
        ({"agency": "kantr"}, NotFound, 'Did you mean "kantor"'),
        ({"sop": "lakp"}, NotFound, 'Did you mean "kantor/lakip"'),
        ({"positions": ["kabid"]}, NotFound, 'Expected a position named "kabid"'),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, Invalid, "begins before it ends"),
        ({"until": date(9999, 12, 31)}, Invalid, "begins before it ends"),
        ({"since": date(1, 1, 1)}, Invalid, "begins before it ends"),
    ],
)
def test_what_cannot_be_reported_is_refused(
    work: Work, asked: dict[str, Any], refusal: type[Refusal], says: str
) -> None:
    with pytest.raises(refusal, match=says):
        work.app.compliance(**{"agency": "kantor", **asked})


def test_numbers_out_of_range_are_refused(work: Work) -> None:
    with pytest.raises(Invalid, match="from 1 to 260 for weeks"):
        work.app.trend("kantor", weeks=0)
    with pytest.raises(Invalid, match="from 1 to 200 for oldest"):
        work.app.workload("kantor", oldest=201)


def test_what_was_closed_before_the_period_is_not_looked_at(work: Work) -> None:
    """Three queries however many steps there are, each of them by an index."""
    two_days(work)
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "work_item" in statement or "obligation" in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    work.app.compliance("kantor", by="step")
    work.app.workload("kantor")
    event.remove(Engine, "before_cursor_execute", keep)
    assert len(asked) == 3 + 2
    database = work.app.database
    explain = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    with database.read() as connection:
        if database.dialect == "postgresql":  # which reads such small tables from end to end
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plans = [
            "\n".join(str(r[-1]) for r in connection.exec_driver_sql(explain + each, parameters))
            for each, parameters in asked
        ]
    for plan in plans:
        assert "SCAN work_item" not in plan, plan
        assert "Scan on work_item" not in plan or "ix_work_item" in plan, plan
        assert "SCAN obligation" not in plan, plan
        assert "Seq Scan on" not in plan.replace("Seq Scan on definition", ""), plan
    assert "ix_work_item_closed" in plans[0], plans[0]
    assert "ix_obligation_pending" in plans[1], plans[1]
    assert "ix_obligation_closed" in plans[2], plans[2]
