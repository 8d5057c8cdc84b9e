"""Calendars edited under open deadlines: what moves, who may, and what stays after a deployment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, select

from engine import calendars, instances, workitems
from engine.app import Application
from engine.calendars import Edit, set_day
from engine.clock import FixedClock
from engine.core import audit, ids
from engine.core.calendar import PERPRES_21_2023, Season
from engine.core.calendaredits import DayEdit, Edits
from engine.core.errors import Invalid, NotFound, NotPermitted
from engine.session import Session
from engine.workinghours import usual
from storage import schema, timeschema
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.counting import counted

TODAY = date(2026, 1, 12)
TUESDAY = date(2026, 1, 13)
CLOSED = set_day(TUESDAY, "Libur daerah")


def standard(duration: str) -> str:
    inner = f'<sop:timeStandard duration="{duration}"/>'
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


MODEL = process(
    laned({"Staf": ["hari", "jam"], "Kasubag": ["lain", "b"]})
    + START
    + '<bpmn:parallelGateway id="pisah"/><bpmn:parallelGateway id="gabung"/>'
    + user("hari", standard("P2D"))
    + user("jam", standard("PT6H"))
    + user("lain")
    + user("b", standard("P1D"))
    + END,
    "mulai > pisah > hari > gabung > b > selesai; pisah > jam > gabung; pisah > lain > gabung",
)


@pytest.fixture
def app(app: Application) -> Application:
    app.deploy(MODEL, agency="kantor")
    return app


def start(app: Application) -> str:
    return str(app.start("kantor/proses", title="Pertama")["id"])


def due(app: Application, instance: str) -> dict[str, str | None]:
    """Return the open deadlines by node, in the office's own time."""
    zone = ZoneInfo("Asia/Makassar")
    return {
        task["node"]: task["deadline"]
        and f"{datetime.fromisoformat(task['deadline']).astimezone(zone):%a %d %H.%M}"
        for task in app.tasks(instance=instance)
    }


def kinds(app: Application, instance: str) -> list[str]:
    return [event["kind"] for event in app.show(instance)["events"]]


def agency_events(app: Application) -> list[dict[str, Any]]:
    query = select(schema.event).where(schema.event.c.stream == audit.agency_stream("kantor"))
    with app.database.read() as connection:
        return [dict(row) for row in connection.execute(query.order_by("seq")).mappings()]


def test_a_holiday_moves_the_open_deadlines_it_lies_under(app: Application) -> None:
    instance = start(app)
    assert due(app, instance) == {"hari": "Wed 14 08.00", "jam": "Mon 12 15.00", "lain": None}
    outcome = app.edit_calendar("kantor", CLOSED, "SE Bupati 1", by="kadis")
    assert due(app, instance) == {"hari": "Thu 15 08.00", "jam": "Mon 12 15.00", "lain": None}
    task = next(task for task in app.tasks(instance=instance) if task["node"] == "hari")
    assert outcome == {
        "agency": "kantor",
        "preview": False,
        "changed": True,
        "days": [
            {
                "date": "2026-01-13",
                "day": "Selasa",
                "hours": "tutup",
                "open": False,
                "why": "Libur daerah",
                "edited": True,
                "provisional": False,
            }
        ],
        "moved": [
            {
                "kind": "step",
                "work_item": task["id"],
                "instance": instance,
                "title": "Pertama",
                "step": "",
                "name": "hari",
                "old": "2026-01-14T00:00:00+00:00",
                "new": "2026-01-15T00:00:00+00:00",
                "provisional": False,
            }
        ],
        "since": None,
        "overdue": 0,
        "timers": [],
    }


def test_the_trails_say_what_moved_and_why(app: Application) -> None:
    instance = start(app)
    app.edit_calendar("kantor", CLOSED, "SE Bupati 1", by="kadis")
    moved = app.show(instance)["events"][-1]
    task = next(task for task in app.tasks(instance=instance) if task["node"] == "hari")
    cause = {"change": "day", "day": "2026-01-13", "hours": "tutup", "why": "SE Bupati 1"}
    assert (moved["kind"], moved["officer"], moved["capacity"]) == (
        "DeadlinesMoved",
        "kadis",
        "Kepala Dinas",
    )
    assert moved["data"] == {
        **cause,
        "deadlines": [
            {
                "work_item": task["id"],
                "step": "",
                "old": "2026-01-14T00:00:00+00:00",
                "new": "2026-01-15T00:00:00+00:00",
                "provisional": False,
            }
        ],
    }
    changed = agency_events(app)[-1]
    assert (changed["kind"], changed["capacity"]) == ("CalendarChanged", "Kepala Dinas")
    assert changed["data"] == {
        **cause,
        "days": [["2026-01-13", "tutup", "Libur daerah"]],
        "moved": 1,
    }
    assert app.verify_audit()["whole"]


def test_a_preview_says_what_the_edit_does_and_writes_nothing(app: Application) -> None:
    instance = start(app)
    before = (app.show(instance), agency_events(app))
    preview = app.edit_calendar("kantor", CLOSED, "SE Bupati 1", preview=True)
    assert (app.show(instance), agency_events(app)) == before
    applied = app.edit_calendar("kantor", CLOSED, "SE Bupati 1")
    assert preview == {**applied, "preview": True}
    assert len(applied["moved"]) == 1


def test_shorter_hours_in_ramadan_move_hours_and_taking_them_back_undoes_it(
    app: Application,
) -> None:
    instance = start(app)
    season = calendars.set_season(
        "Ramadan 1447 H", date(2026, 1, 12), date(2026, 1, 16), ["08.00-12.00 12.30-15.00"]
    )
    app.edit_calendar("kantor", season)
    assert due(app, instance) == {"hari": "Wed 14 08.00", "jam": "Mon 12 14.30", "lain": None}
    later = calendars.set_season("Ramadan 1447 H", first=TUESDAY)
    app.edit_calendar("kantor", later)
    assert due(app, instance)["jam"] == "Mon 12 15.00"
    app.edit_calendar("kantor", calendars.remove_season("Ramadan 1447 H"))
    assert kinds(app, instance)[-2:] == ["DeadlinesMoved", "DeadlinesMoved"]


@pytest.mark.parametrize(
    ("edit", "jam", "hari"),
    [
        (set_day(date(2026, 1, 12), "Rapat", "07.30-12.00"), "Tue 13 09.30", "Wed 14 08.00"),
        (
            calendars.set_week(["senin 10.00-16.00", "sabtu 08.00-12.00"], TODAY),
            "Mon 12 16.00",
            None,
        ),
        (calendars.set_week(["senin tutup"], TODAY), "Tue 13 14.30", "Thu 15 07.30"),
    ],
)
def test_other_hours_are_counted_at_once(
    app: Application, edit: Edit, jam: str, hari: str | None
) -> None:
    instance = start(app)
    app.edit_calendar("kantor", edit)
    assert due(app, instance)["jam"] == jam
    assert due(app, instance)["hari"] == (hari or "Wed 14 10.00")


def test_a_holiday_removed_lets_work_be_due_earlier(app: Application, clock: FixedClock) -> None:
    clock.advance(timedelta(days=3))  # Thursday; the day after is Isra Mikraj
    instance = start(app)
    assert due(app, instance)["hari"] == "Tue 20 08.00"
    app.edit_calendar("kantor", calendars.remove_day(date(2026, 1, 16)))
    assert due(app, instance)["hari"] == "Mon 19 08.00"


def test_suspended_instances_follow_when_they_go_on_and_closed_work_does_not(
    app: Application,
) -> None:
    instance = start(app)
    tasks = {task["node"]: task["id"] for task in app.tasks(instance=instance)}
    app.complete(tasks["hari"], by="staf")
    app.suspend(instance, "Menunggu data")
    assert app.edit_calendar("kantor", set_day(date(2026, 1, 12), "Banjir"))["moved"] == []
    assert deadlines(app, instance)["jam"] == "2026-01-12T07:00:00+00:00"
    app.resume(instance)
    assert deadlines(app, instance) == {
        "hari": "2026-01-14T00:00:00+00:00",
        "jam": "2026-01-13T06:30:00+00:00",
        "lain": None,
    }


def deadlines(app: Application, instance: str) -> dict[str, str | None]:
    return {step["node"]: step["deadline"] for step in app.show(instance)["steps"]}


def test_a_step_of_a_called_process_follows_its_own_standard(app: Application) -> None:
    app.deploy(
        process(START + user("isi", standard("P3D")) + END, "mulai > isi > selesai", key="anak"),
        agency="kantor",
    )
    call = '<bpmn:callActivity id="panggil" calledElement="anak"/>'
    outer = process(START + call + END, "mulai > panggil > selesai", key="induk")
    app.deploy(outer, agency="kantor")
    instance = str(app.start("kantor/induk")["id"])
    assert due(app, instance) == {"isi": "Thu 15 08.00"}
    app.edit_calendar("kantor", CLOSED)
    assert due(app, instance) == {"isi": "Mon 19 08.00"}


def test_other_agencies_are_left_alone(app: Application) -> None:
    app.register(office("lain"))
    app.deploy(MODEL, agency="lain")
    other = str(app.start("lain/proses")["id"])
    app.edit_calendar("kantor", CLOSED)
    assert due(app, other)["hari"] == "Wed 14 08.00"


def test_what_changes_nothing_is_not_recorded(app: Application) -> None:
    app.edit_calendar("kantor", CLOSED)
    before = agency_events(app)
    again = app.edit_calendar("kantor", CLOSED)
    assert (again["changed"], again["days"], again["moved"]) == (False, [], [])
    assert agency_events(app) == before


def test_only_the_head_or_the_system_may(app: Application) -> None:
    for preview in (True, False):
        with pytest.raises(NotPermitted) as caught:
            app.edit_calendar("kantor", CLOSED, by="sekretaris", preview=preview)
        assert caught.value.text("en") == (
            "Expected to let the head of the agency change its calendar, but sekretaris is not the "
            "head today. Ask the head."
        )
    with pytest.raises(NotFound):
        app.edit_calendar("kantor", CLOSED, by="siapa")
    with pytest.raises(NotFound) as unknown:
        app.edit_calendar("kantr", CLOSED)
    assert unknown.value.code == "unknown.near"
    assert agency_events(app)[-1]["kind"] != "CalendarChanged"


def test_bad_hours_are_refused_with_every_finding(app: Application) -> None:
    bad = calendars.set_season(
        "Pameran",
        date(2026, 5, 9),
        date(2026, 5, 1),
        ["senin 12.00-08.00", "selasa 08.00-12.00 11.00-15.00"],
    )
    with pytest.raises(Invalid) as caught:
        app.edit_calendar("kantor", bad, preview=True)
    assert [found.code for found in caught.value.findings] == [
        "calendar.hours_reversed",
        "calendar.hours_overlap",
        "calendar.season_reversed",
    ]
    assert caught.value.text("en") == (
        "Expected calendar kantor to be sound after the change, but it has 3 findings. "
        "Correct the change and try again."
    )
    with pytest.raises(Invalid) as never:
        app.edit_calendar("kantor", calendars.set_week(["senin-minggu tutup"]))
    assert [found.code for found in never.value.findings] == ["calendar.never_open"]
    with pytest.raises(Invalid) as without:
        set_day(TUESDAY, " ")
    assert without.value.code == "reason.missing"


def test_a_calendar_without_room_for_the_open_work_is_refused(app: Application) -> None:
    instance = start(app)
    days = {date(2026, 1, 12) + timedelta(n): DayEdit("Tutup") for n in range(3700)}
    with pytest.raises(Invalid) as caught:
        app.edit_calendar("kantor", Edit("day", {}, lambda *_: Edits(days=days)))
    assert caught.value.code == "calendar.exhausted"
    assert due(app, instance)["jam"] == "Mon 12 15.00"


def test_a_deployment_does_not_undo_edits(app: Application) -> None:
    instance = start(app)
    app.edit_calendar("kantor", CLOSED)
    assert app.register(office()) == "unchanged"
    people = office()
    fewer = replace(people, officers=people.officers[:3], appointments=people.appointments[:3])
    assert app.register(fewer) == "changed"
    assert due(app, instance)["hari"] == "Thu 15 08.00"
    week = {**PERPRES_21_2023, 0: ((PERPRES_21_2023[0][1]),)}  # on Monday in the afternoon only
    assert app.register(people, replace(usual(people), week=week)) == "changed"
    shown = app.calendar("kantor", date(2026, 1, 12), TUESDAY)
    assert [(day["hours"], day["why"]) for day in shown["days"]] == [
        ("13.00-16.00", ""),
        ("tutup", "Libur daerah"),
    ]
    assert due(app, instance)["hari"] == "Thu 15 13.00"
    moved = app.show(instance)["events"][-1]
    assert (moved["kind"], moved["data"]["change"]) == ("DeadlinesMoved", "agency")
    changed = agency_events(app)[-1]
    assert (changed["kind"], changed["data"]) == (
        "CalendarChanged",
        {"change": "agency", "moved": 2},
    )
    assert app.verify_audit()["whole"]


def test_a_file_that_does_not_go_with_the_edits_is_refused(app: Application) -> None:
    first, last = date(2026, 2, 19), date(2026, 3, 20)
    app.edit_calendar("kantor", calendars.set_season("Puasa", first, last, ["08.00-15.00"]))
    season = Season("Ramadan 1447 H", first, last, PERPRES_21_2023)
    with pytest.raises(Invalid) as caught:
        app.register(office(), replace(usual(office()), seasons=(season,)))
    assert [found.code for found in caught.value.findings] == ["calendar.season_overlap"]
    app.edit_calendar("kantor", calendars.remove_season("Puasa"))
    assert app.register(office(), replace(usual(office()), seasons=(season,))) == "changed"


def test_a_year_without_a_decree_is_provisional_until_it_is_entered(
    app: Application, clock: FixedClock
) -> None:
    years = app.calendar("kantor", TUESDAY, TUESDAY)["decreed_until"]
    clock.advance(datetime(years, 12, 31, 1, tzinfo=ZoneInfo("UTC")) - MONDAY)
    instance = start(app)
    assert {task["provisional"] for task in app.tasks(instance=instance)} == {True, False}
    table = f"tanggal;jam;keterangan\n{years + 1}-01-04;tutup;Cuti bersama\n"
    with pytest.raises(Invalid) as empty:
        app.edit_calendar("kantor", calendars.import_days(table, decreed=years + 2))
    assert empty.value.code == "calendar.decree_empty"
    later = table.replace(str(years + 1), str(years + 2))
    with pytest.raises(Invalid) as gap:
        app.edit_calendar("kantor", calendars.import_days(later, decreed=years + 2))
    assert gap.value.text("en") == (
        f"Expected the years to be decreed in order, but {years + 1} is not decreed before "
        f"{years + 2}. Import {years + 1} first."
    )
    app.edit_calendar("kantor", calendars.import_days(table, decreed=years + 1))
    assert {task["provisional"] for task in app.tasks(instance=instance)} == {False}
    assert kinds(app, instance)[-1] == "DeadlinesMoved"


def test_a_table_is_written_edited_and_imported(app: Application) -> None:
    from engine.core import calendarcsv

    first, last = date(2026, 1, 1), date(2026, 12, 31)
    shown = app.calendar("kantor", first, last)["days"]
    text = calendarcsv.write((date.fromisoformat(d["date"]), d["hours"], d["why"]) for d in shown)
    assert app.edit_calendar("kantor", calendars.import_days(text))["changed"] is False
    wanted = text.replace(
        "2026-01-13;Selasa;07.30-12.00 13.00-16.00;", "2026-01-13;Selasa;tutup;Libur daerah"
    ).replace("2026-12-25;Jumat;tutup;", "2026-12-25;Jumat;07.30-11.30;Piket ")
    instance = start(app)
    outcome = app.edit_calendar("kantor", calendars.import_days(wanted, "2026.csv"))
    assert [(day["date"], day["hours"]) for day in outcome["days"]] == [
        ("2026-01-13", "tutup"),
        ("2026-12-25", "07.30-11.30"),
    ]
    assert due(app, instance)["hari"] == "Thu 15 08.00"
    after = app.calendar("kantor", first, last)["days"]
    again = calendarcsv.write((date.fromisoformat(d["date"]), d["hours"], d["why"]) for d in after)
    assert app.edit_calendar("kantor", calendars.import_days(again))["changed"] is False
    assert app.edit_calendar("kantor", calendars.import_days(text))["moved"] != []
    assert due(app, instance)["hari"] == "Wed 14 08.00"


def test_a_line_that_closes_a_day_says_why(app: Application) -> None:
    table = (
        "tanggal;jam;keterangan\n2026-01-13;tutup;\n2026-01-17;tutup;\n2026-01-14;08.00-09.00;\n"
    )
    with pytest.raises(Invalid) as caught:
        app.edit_calendar("kantor", calendars.import_days(table, "x.csv"))
    assert [(found.line, found.code) for found in caught.value.findings] == [
        (2, "calendar.csv_why"),
        (4, "calendar.csv_why"),
    ]


def test_a_calendar_shows_at_most_ten_years_in_order(app: Application) -> None:
    for last in (date(2025, 12, 31), date(2037, 1, 1)):
        with pytest.raises(Invalid) as caught:
            app.calendar("kantor", date(2026, 1, 1), last)
        assert caught.value.code == "calendar.period"


def test_two_thousand_open_deadlines_move_in_a_few_statements(app: Application) -> None:
    instance = start(app)
    app.database.write(lambda connection: copy(connection, instance, 1999))
    with counted() as count:
        outcome = app.edit_calendar("kantor", CLOSED)
    assert len(outcome["moved"]) == 2000
    reads = [statement for statement in count.statements if statement.startswith("SELECT")]
    assert len(reads) <= 8, reads
    if app.database.dialect == "postgresql":  # SQLite runs each row of a statement for itself
        assert len(count.statements) <= 14, [statement[:60] for statement in count.statements]
    assert count.commits == 1
    assert {task["deadline"] for task in app.tasks(limit=4001) if task["node"] == "hari"} == {
        "2026-01-15T00:00:00+00:00"
    }
    assert app.verify_audit()["whole"]


def copy(connection: Connection, instance: str, times: int) -> None:
    """Write an instance again and again, with its one task of two days and a trail of nothing."""
    of = schema.instance.c.id == instance
    record = connection.execute(select(schema.instance).where(of)).mappings().one()
    hari = schema.work_item.c.node == "hari"
    item = connection.execute(select(schema.work_item).where(hari)).mappings().one()
    names = [(ids.new_id(n, MONDAY), ids.new_id(n, MONDAY)) for n in range(1, times + 1)]
    trail = {"audit_seq": 0, "audit_hash": audit.START}
    copies = [{**record, "id": own, **trail} for own, _ in names]
    connection.execute(insert(schema.instance), copies)
    items = [{**item, "id": id, "instance_id": own} for own, id in names]
    connection.execute(insert(schema.work_item), items)
    owes = timeschema.obligation.c.work_item_id == item["id"]
    owed = connection.execute(select(timeschema.obligation).where(owes)).mappings().one()
    copied = [{**owed, "id": id, "instance_id": own, "work_item_id": id} for own, id in names]
    connection.execute(insert(timeschema.obligation), copied)


def test_work_that_opens_before_the_edit_is_saved_gets_the_new_calendar(app: Application) -> None:
    """A verb decided on the calendar as it was; the edit was saved before the verb could be."""
    edited: list[bool] = []

    def slow(session: Session) -> str:
        begun = instances.start(session, "kantor", "proses", "", {}, None, None, MONDAY)
        if not edited:
            edited.append(app.edit_calendar("kantor", CLOSED)["changed"])
        return begun.instance.id

    instance = app.run(slow)
    assert edited == [True]
    assert due(app, instance)["hari"] == "Thu 15 08.00"


def test_a_completion_waits_for_an_edit_and_decides_anew(app: Application) -> None:
    instance = start(app)
    tasks = {task["node"]: task["id"] for task in app.tasks(instance=instance)}
    app.complete(tasks["hari"])
    app.complete(tasks["jam"])  # what is left has no deadline: the edit does not touch the instance
    held, decided, saved = Event(), Event(), Event()

    def edit(session: Session) -> None:
        calendars.edit(session, "kantor", CLOSED, "", None, MONDAY)
        held.set()
        assert decided.wait(30)
        assert not saved.wait(0.5)

    def complete(session: Session) -> None:
        workitems.complete(session, tasks["lain"], {}, None, MONDAY)
        decided.set()

    def finish() -> None:
        assert held.wait(30)
        app.run(complete)
        saved.set()

    both(lambda: app.hold("kantor", edit), finish)
    assert due(app, instance) == {"b": "Wed 14 08.00"}
    assert app.verify_audit()["whole"]


def test_an_edit_waits_for_work_that_is_being_saved(app: Application) -> None:
    saved, editing, edited = Event(), Event(), Event()

    def begin() -> str:
        with app.database.read() as snapshot:
            session = app._session(snapshot)
            begun = instances.start(session, "kantor", "proses", "", {}, None, None, MONDAY)
            session.finish()

        def write(connection: Connection) -> str:
            session.work.apply(connection)
            saved.set()
            assert editing.wait(30)
            assert not edited.wait(0.5)
            return begun.instance.id

        return app.database.write(write)

    def edit() -> None:
        assert saved.wait(30)
        editing.set()
        app.edit_calendar("kantor", CLOSED)
        edited.set()

    both(begin, edit)
    (instance,) = (each["id"] for each in app.instances())
    assert due(app, instance)["hari"] == "Thu 15 08.00"


def both(*tasks: Callable[[], object]) -> None:
    """Run some tasks at once, and raise what one of them raises."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        for running in [pool.submit(task) for task in tasks]:
            running.result(timeout=60)
