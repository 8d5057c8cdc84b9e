"""Weekly hours that hold from a day on, and what another calendar makes of timers and rungs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine import calendars
from engine.app import Application
from engine.calendars import set_day, set_season, set_week
from engine.clock import FixedClock
from engine.core.calendaredits import Edits
from engine.core.errors import Invalid, NotFound
from engine.workinghours import edited_of
from storage import agencies, schema
from tests.builders import END, MONDAY, START, process, user
from tests.integration.test_calendars import agency_events, due
from tests.integration.timed import begin, fired, ladder, look, one_step, timed

TODAY, TUESDAY = date(2026, 1, 12), date(2026, 1, 13)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RAMADAN = set_season("Ramadan uji", TODAY, date(2026, 1, 23), ["08.00-12.00 12.30-15.00"])
WORKING = "<bpmn:extensionElements><sop:workingTime/></bpmn:extensionElements>"


def timer(text: str, kind: str = "timeDuration") -> str:
    inner = f"{WORKING}<bpmn:{kind}>{text}</bpmn:{kind}>"
    return f"<bpmn:timerEventDefinition>{inner}</bpmn:timerEventDefinition>"


WAITING = process(
    START
    + timed("isi", "PT8H")
    + f'<bpmn:boundaryEvent id="lewat" name="Batas isi" attachedToRef="isi">{timer("PT8H")}'
    + "</bpmn:boundaryEvent>"
    + user("ganti")
    + END,
    "mulai > isi > selesai; lewat > ganti > selesai",
)
BY_CLOCK = process(
    f'<bpmn:startEvent id="mulai">{timer("R/P2D", "timeCycle")}</bpmn:startEvent>'
    + user("isi")
    + END,
    "mulai > isi > selesai",
    key="berkala",
)


def hours(app: Application, first: date, last: date) -> list[str]:
    return [day["hours"] for day in app.calendar("kantor", first, last)["days"]]


def column(app: Application, instance: str) -> datetime | None:
    query = select(schema.instance.c.next_due_at).where(schema.instance.c.id == instance)
    with app.database.read() as connection:
        found: datetime | None = connection.execute(query).scalar()
        return found


def last(app: Application, instance: str, kind: str) -> dict[str, Any]:
    found = [each["data"] for each in app.show(instance)["events"] if each["kind"] == kind]
    return dict(found[-1])


# Weekly hours


def test_a_new_week_holds_from_tomorrow_and_moves_nothing_into_the_past(
    app: Application, clock: FixedClock
) -> None:
    instance = begin(app, one_step("P4D"))
    clock.advance(DAY)
    outcome = app.edit_calendar("kantor", set_week(["senin-kamis 08.00-12.00"]), "SE Bupati 3")
    assert (outcome["since"], outcome["overdue"]) == ("2026-01-14", 0)
    assert hours(app, TODAY, date(2026, 1, 15)) == [
        *["07.30-12.00 13.00-16.00"] * 2,
        *["08.00-12.00"] * 2,
    ]
    assert due(app, instance) == {"periksa": "Mon 19 08.00"}  # Friday is Isra Mikraj
    said = agency_events(app)[-1]["data"]
    assert (said["change"], said["from"], said["why"]) == ("week", "2026-01-14", "SE Bupati 3")


def test_an_office_may_still_say_that_it_always_was_so(app: Application, clock: FixedClock) -> None:
    instance = begin(app, one_step("PT12H"))
    assert due(app, instance) == {"periksa": "Tue 13 13.30"}
    clock.advance(DAY + 4 * HOUR)  # Tuesday noon
    longer = set_week(["senin 00.00-23.59"], TODAY)
    preview = app.edit_calendar("kantor", longer, preview=True)
    assert (preview["since"], preview["overdue"], len(preview["moved"])) == ("2026-01-12", 1, 1)
    assert due(app, instance) == {"periksa": "Tue 13 13.30"}
    assert app.edit_calendar("kantor", longer)["moved"] == preview["moved"]
    assert due(app, instance) == {"periksa": "Mon 12 20.00"}


def test_weeks_are_shown_changed_again_and_taken_back(app: Application) -> None:
    january, may = date(2026, 1, 19), date(2026, 5, 4)
    app.edit_calendar("kantor", set_week(["sabtu 08.00-12.00"], january))
    app.edit_calendar("kantor", set_week(["jumat tutup", "sabtu tutup"], may))
    shown = app.calendar("kantor", TODAY, TODAY)
    assert shown["week"]["Jumat"] == "07.30-11.30 13.00-16.30"
    assert [(each["since"], each["changed"]) for each in shown["weeks"]] == [
        ("2026-01-19", {"Sabtu": "08.00-12.00"}),
        ("2026-05-04", {"Jumat": "tutup", "Sabtu": "tutup"}),
    ]
    with pytest.raises(NotFound):
        app.edit_calendar("kantor", calendars.remove_week(TODAY))
    taken = app.edit_calendar("kantor", calendars.remove_week(may))
    assert (taken["changed"], taken["since"]) == (True, None)
    assert agency_events(app)[-1]["data"]["change"] == "week_removed"
    assert hours(app, date(2026, 5, 8), date(2026, 5, 9)) == [
        "07.30-11.30 13.00-16.30",
        "08.00-12.00",
    ]
    with pytest.raises(Invalid) as caught:
        app.edit_calendar("kantor", set_week(["senin-minggu tutup"], may))
    assert [found.element for found in caught.value.findings] == ["kantor 2026-05-04"]


def test_hours_edited_before_there_were_dates_hold_as_they_did(app: Application) -> None:
    """What an older version stored: hours of a weekday without the day they hold from."""
    with app.database.read() as connection:
        record = agencies.find(connection, "kantor")
    assert record is not None
    old = {"days": {}, "seasons": {}, "week": {"5": ["08:00-12:00"]}, "decreed_until": None}
    stored = {**record.calendar, "edits": old}
    of = schema.agency.c.id == "kantor"
    more = {"calendar": stored, "revision": record.revision + 1}
    app.database.write(lambda write: write.execute(update(schema.agency).where(of).values(more)))
    held = edited_of(stored, record.zone)
    assert held.edits == Edits(week={5: held.calendar.week[5]})
    assert hours(app, date(2020, 1, 4), date(2020, 1, 4)) == ["08.00-12.00"]
    app.edit_calendar("kantor", set_week(["sabtu tutup"]))
    assert hours(app, date(2026, 1, 17), date(2026, 1, 17)) == ["tutup"]
    assert hours(app, date(2026, 1, 10), date(2026, 1, 10)) == ["08.00-12.00"]


# Timers


def test_ramadan_moves_a_timer_that_counts_working_time(app: Application) -> None:
    instance = begin(app, WAITING)
    assert due(app, instance) == {"isi": "Tue 13 08.30"}
    assert column(app, instance) == datetime(2026, 1, 13, 0, 30, tzinfo=UTC)
    preview = app.edit_calendar("kantor", RAMADAN, preview=True)
    assert column(app, instance) == datetime(2026, 1, 13, 0, 30, tzinfo=UTC)
    made = app.edit_calendar("kantor", RAMADAN, "SE Bupati 2")
    assert made == {**preview, "preview": False}
    assert made["timers"] == [
        {
            "instance": instance,
            "title": app.show(instance)["title"],
            "sop": "proses",
            "node": "lewat",
            "name": "Batas isi",
            "old": "2026-01-13T00:30:00+00:00",
            "new": "2026-01-13T01:30:00+00:00",
        }
    ]
    assert column(app, instance) == datetime(2026, 1, 13, 1, 30, tzinfo=UTC)
    assert due(app, instance) == {"isi": "Tue 13 09.30"}
    said = last(app, instance, "TimersMoved")
    assert (said["why"], said["timers"]) == (
        "SE Bupati 2",
        [
            {
                "node": "lewat",
                "old": "2026-01-13T00:30:00+00:00",
                "new": "2026-01-13T01:30:00+00:00",
            }
        ],
    )
    assert agency_events(app)[-1]["data"]["timers"] == 1
    assert app.verify_audit()["whole"]


def test_a_timer_that_moved_fires_at_its_new_time_and_no_sooner(
    app: Application, clock: FixedClock
) -> None:
    instance = begin(app, WAITING)
    app.edit_calendar("kantor", RAMADAN)
    clock.at = datetime(2026, 1, 13, 1, 29, tzinfo=UTC)
    app.tick()
    assert list(due(app, instance)) == ["isi"]
    clock.advance(timedelta(minutes=1))
    app.tick()
    assert list(due(app, instance)) == ["ganti"]


def test_a_timer_that_would_be_past_by_now_fires_at_once(
    app: Application, clock: FixedClock
) -> None:
    app.edit_calendar("kantor", RAMADAN)
    instance = begin(app, WAITING)
    clock.at = datetime(2026, 1, 13, 1, 0, tzinfo=UTC)  # half an hour before it is due
    app.tick()
    assert list(due(app, instance)) == ["isi"]
    outcome = app.edit_calendar("kantor", calendars.remove_season("Ramadan uji"))
    assert [each["new"] for each in outcome["timers"]] == ["2026-01-13T00:30:00+00:00"]
    assert outcome["overdue"] == 1
    app.tick()
    assert list(due(app, instance)) == ["ganti"]
    assert app.verify_audit()["whole"]


def test_a_timer_that_counts_every_hour_stays(app: Application) -> None:
    plain = WAITING.replace(WORKING.encode(), b"")
    instance = begin(app, plain)
    was = column(app, instance)
    assert app.edit_calendar("kantor", RAMADAN)["timers"] == []
    assert column(app, instance) == was


def test_a_suspended_instance_and_one_called_by_another_follow(app: Application) -> None:
    app.deploy(WAITING.replace(b'id="proses"', b'id="anak"'), agency="kantor")
    call = '<bpmn:callActivity id="panggil" calledElement="anak"/>'
    outer = process(START + call + END, "mulai > panggil > selesai", key="induk")
    app.deploy(outer, agency="kantor")
    instance = str(app.start("kantor/induk")["id"])
    app.suspend(instance, "Menunggu data")
    outcome = app.edit_calendar("kantor", RAMADAN)
    assert [(each["sop"], each["node"]) for each in outcome["timers"]] == [("induk", "lewat")]
    assert outcome["moved"] == []  # what is owed follows when it goes on
    assert column(app, instance) == datetime(2026, 1, 13, 1, 30, tzinfo=UTC)


def test_a_start_by_the_clock_follows_and_goes_on_from_there(
    app: Application, clock: FixedClock
) -> None:
    app.deploy(BY_CLOCK, agency="kantor")
    outcome = app.edit_calendar("kantor", set_day(TUESDAY, "Libur daerah"), preview=True)
    assert [(each["instance"], each["sop"], each["new"]) for each in outcome["timers"]] == [
        (None, "berkala", "2026-01-15T00:00:00+00:00")
    ]
    app.edit_calendar("kantor", set_day(TUESDAY, "Libur daerah"))
    said = agency_events(app)[-1]["data"]["starts"]
    assert [(each["sop"], each["new"][:10]) for each in said] == [("berkala", "2026-01-15")]
    clock.at = datetime(2026, 1, 14, 23, 59, tzinfo=UTC)
    app.tick()
    assert app.instances() == []
    clock.advance(timedelta(minutes=1))
    app.tick()
    assert len(app.instances()) == 1
    outcome = app.edit_calendar("kantor", set_day(date(2026, 1, 19), "Libur"), preview=True)
    assert [each["new"][:10] for each in outcome["timers"]] == ["2026-01-21"]


# Rungs


def test_an_edit_of_the_past_does_not_tell_the_same_twice_on_a_day(app: Application) -> None:
    """The fourth rung repeats daily; without the holiday its next number falls on today again."""
    app.edit_calendar("kantor", set_day(TUESDAY, "Libur daerah"))
    written = ladder('at="100%" kind="escalate" notify="head" repeat="P1D"')
    instance = begin(app, one_step("PT2H", written))
    look(app, MONDAY + 2 * HOUR)
    look(app, MONDAY + 2 * DAY + 2 * HOUR)
    assert [each["repetition"] for each in fired(app, instance)] == [0, 1]
    app.edit_calendar("kantor", calendars.remove_day(TUESDAY))
    look(app, MONDAY + 2 * DAY + 4 * HOUR)
    assert [each["repetition"] for each in fired(app, instance)] == [0, 1]
    look(app, MONDAY + 3 * DAY + 2 * HOUR)
    assert [each["repetition"] for each in fired(app, instance)] == [0, 1, 3]
    assert fired(app, instance)[-1]["missed_repetitions"] == 0
    assert app.verify_audit()["whole"]
