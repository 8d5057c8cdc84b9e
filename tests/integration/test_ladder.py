"""The ladder fires: each rung once, in order, to those who hold the posts that day."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from engine import ladder, ticks
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from engine.ticks import Ticked
from storage import obligations
from storage.database import Database
from storage.timeschema import notice, obligation
from tests.builders import MONDAY, office
from tests.counting import counted
from tests.integration.timed import begin, fired, look, one_step, owed, told
from tests.integration.timed import ladder as written

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_each_rung_fires_at_its_instant_and_tells_those_it_names(
    database: Database, app: Application
) -> None:
    instance = begin(app)
    assert look(app, MONDAY + 89 * MINUTE) == Ticked()
    assert look(app, MONDAY + 90 * MINUTE) == Ticked(1)
    assert told(database) == [("remind", "staf")]
    assert look(app, MONDAY + 119 * MINUTE) == Ticked()
    assert look(app, MONDAY + 2 * HOUR) == Ticked(1)
    assert told(database, "overdue") == [("overdue", "kasubag"), ("overdue", "staf")]
    assert look(app, MONDAY + 4 * HOUR) == Ticked(1)
    assert told(database, "escalate") == [("escalate", "sekretaris")]
    assert look(app, MONDAY + DAY + 2 * HOUR - MINUTE) == Ticked()
    assert look(app, MONDAY + DAY + 2 * HOUR) == Ticked(1)
    assert told(database)[-1] == ("escalate", "kadis")
    facts = fired(app, instance)
    assert [(f["rung"], f["does"], f["late"]) for f in facts] == [
        (1, "remind", False),
        (2, "overdue", False),
        (3, "escalate", False),
        (4, "escalate", False),
    ]
    assert facts[1]["recipients"] == [
        {"officer": "staf", "capacity": "Staf", "as": "performer"},
        {"officer": "kasubag", "capacity": "Kasubag", "as": "superior"},
    ]
    assert app.verify_audit()["whole"]


def test_the_last_rung_comes_back_each_working_day_until_the_work_is_done(
    database: Database, app: Application
) -> None:
    instance = begin(app)
    look(app, MONDAY + DAY + 2 * HOUR)
    before = len(told(database))
    for days in (2, 3, 7):  # Friday the 16th is a public holiday
        assert look(app, MONDAY + days * DAY + 2 * HOUR) == Ticked(1)
        assert look(app, MONDAY + days * DAY + 2 * HOUR) == Ticked()
    assert told(database)[before:] == [("escalate", "kadis")] * 3
    assert [f["repetition"] for f in fired(app, instance)] == [0, 1, 2, 3]
    (task,) = app.tasks(instance=instance)
    app.complete(task["id"])
    assert look(app, MONDAY + 30 * DAY) == Ticked()
    assert owed(database)[0]["compliance"] == "breached"
    assert owed(database)[0]["next_check_at"] is None


def test_after_ten_days_away_the_highest_rung_tells_once_for_all(
    database: Database, app: Application
) -> None:
    """No storm: four rungs and a week of repetitions are one, marked late.

    Whoever a missed rung would have told is not left out: each person once, the highest first.
    """
    instance = begin(app)
    assert look(app, MONDAY + 10 * DAY) == Ticked(1)
    assert look(app, MONDAY + 10 * DAY + MINUTE) == Ticked()
    everybody = ["kadis", "kasubag", "sekretaris", "staf"]
    assert told(database) == [("escalate", who) for who in everybody]
    (facts,) = fired(app, instance)
    assert [(r["officer"], r["as"]) for r in facts["recipients"]] == [
        ("kadis", "head"),
        ("sekretaris", "superior:2"),
        ("staf", "performer"),
        ("kasubag", "superior"),
    ]
    assert (facts["rung"], facts["missed"], facts["late"]) == (4, [1, 2, 3, 4], True)
    # Tuesday the 13th is the rung itself; of its repetitions from the 14th to the 21st, the 16th
    # of January 2026 is a public holiday, and that of the 21st is what fires.
    assert (facts["repetition"], facts["missed_repetitions"]) == (5, 4)
    # The one of today would tell the same twice on a day: it is passed over.
    look(app, MONDAY + 10 * DAY + 2 * HOUR)
    assert len(told(database)) == 4
    look(app, MONDAY + 11 * DAY + 2 * HOUR)
    assert [f["repetition"] for f in fired(app, instance)] == [5, 7]
    assert fired(app, instance)[-1]["missed_repetitions"] == 0
    assert told(database)[4:] == [("escalate", "kadis")]


def test_what_a_snooze_held_back_reaches_all_it_was_for(
    database: Database, app: Application
) -> None:
    """An urgent rung among them makes the one notice urgent."""
    rungs = (
        'at="100%" kind="overdue" notify="performer" urgent="true"',
        'at="150%" kind="escalate" notify="superior"',
        'at="300%" kind="escalate" notify="head"',
    )
    begin(app, one_step(about=written(*rungs)))
    app.snooze(owed(database)[0]["id"], MONDAY + 4 * HOUR, "Rapat anggaran")
    assert look(app, MONDAY + 3 * HOUR) == Ticked()
    assert look(app, MONDAY + 4 * HOUR) == Ticked(1)
    assert told(database) == [("escalate", "kasubag"), ("escalate", "staf")]
    with database.read() as connection:
        assert set(connection.scalars(select(notice.c.urgent))) == {True}


def test_what_fires_an_hour_late_says_so(app: Application) -> None:
    instance = begin(app)
    look(app, MONDAY + 90 * MINUTE + 61 * MINUTE - 32 * MINUTE)
    look(app, MONDAY + 3 * HOUR + MINUTE)
    assert [(f["rung"], f["late"]) for f in fired(app, instance)] == [(1, False), (2, True)]


def test_a_rung_asks_who_holds_the_post_on_that_day(database: Database, app: Application) -> None:
    """Kasubag is vacant, so it passes to the Sekretaris, whose Plh. is the Kepala Dinas."""
    begin(app)
    people = office()
    posts = {each.position: each for each in people.appointments}
    appointments = (
        posts["staf"],
        posts["kadis"],
        replace(posts["kasubag"], until_on=date(2026, 1, 11)),
        replace(posts["sekretaris"], until_on=date(2026, 1, 11)),
        replace(posts["sekretaris"], username="kadis", kind="plh", from_on=date(2026, 1, 12)),
    )
    app.register(replace(people, appointments=appointments))
    look(app, MONDAY + 2 * HOUR)
    assert told(database) == [("overdue", "kadis"), ("overdue", "staf")]
    with database.read() as connection:
        instance = obligations.find(connection, owed(database)[0]["id"])
    assert instance is not None
    (facts,) = fired(app, instance.instance_id)
    assert facts["recipients"][1] == {
        "officer": "kadis",
        "capacity": "Plh. Sekretaris",
        "as": "superior",
    }


def test_whoever_took_the_work_is_the_one_reminded(database: Database, app: Application) -> None:
    people = office()
    second = replace(people.officers[3], username="staf2")
    held = replace(people.appointments[3], username="staf2")
    app.register(
        replace(
            people,
            officers=(*people.officers, second),
            appointments=(*people.appointments, held),
        )
    )
    instance = begin(app)
    other = str(app.start("kantor/proses")["id"])
    (task,) = app.tasks(instance=instance)
    app.claim(task["id"], by="staf2")
    look(app, MONDAY + 90 * MINUTE)
    reminded = {
        f["obligation"]: f["recipients"] for one in (instance, other) for f in fired(app, one)
    }
    assert sorted([r["officer"] for r in each] for each in reminded.values()) == [
        ["staf", "staf2"],
        ["staf2"],
    ]
    assert len(told(database)) == 3


def test_a_finished_or_suspended_step_fires_nothing(database: Database, app: Application) -> None:
    done, held = begin(app), str(app.start("kantor/proses")["id"])
    app.complete(app.tasks(instance=done)[0]["id"])
    app.suspend(held, "Menunggu data")
    assert look(app, MONDAY + 7 * DAY) == Ticked()
    assert told(database) == []
    app.resume(held)
    assert look(app, MONDAY + 7 * DAY + 2 * HOUR) == Ticked(1)
    assert told(database) == [("overdue", "kasubag"), ("overdue", "staf")]


def test_what_was_taken_and_lost_is_taken_again_after_the_lease(
    database: Database, app: Application
) -> None:
    begin(app)
    at = MONDAY + 2 * HOUR
    taken = database.write(lambda c: obligations.take(c, at, at + ticks.LEASE, 10))
    assert len(taken) == 1
    assert look(app, at) == Ticked()
    assert look(app, at + ticks.LEASE) == Ticked(1)
    assert told(database) == [("overdue", "kasubag"), ("overdue", "staf")]


def test_of_many_looks_at_once_one_fires(database_url: str) -> None:
    clock = FixedClock(MONDAY)
    nodes = [Application(Settings(), Database.open(database_url), clock) for _ in range(2)]
    nodes[0].register(office())
    instances = [begin(nodes[0]), *(str(nodes[0].start("kantor/proses")["id"]) for _ in range(11))]
    clock.at = at = MONDAY + 2 * HOUR
    looks = [
        threading.Thread(target=ticks.check_obligations, args=(node, at))
        for node in (*nodes, *nodes)
    ]
    for each in looks:
        each.start()
    for each in looks:
        each.join()
    for instance in instances:
        assert [f["rung"] for f in fired(nodes[1], instance)] == [2]
    assert len(told(nodes[0].database)) == 24
    for node in nodes:
        assert node.verify_audit()["whole"]
        node.close()


def test_of_two_that_fire_the_same_rung_one_finds_it_done(
    database_url: str, database: Database, app: Application
) -> None:
    """Both have read it before either has written: the second reads and decides again."""
    instance = begin(app)
    (record,) = owed(database)
    at = MONDAY + 2 * HOUR
    other = Application(Settings(), Database.open(database_url), FixedClock(at))
    between: list[Any] = []

    def slow(session: Any) -> Any:
        result = ladder.fire(session, record["id"], at)
        if not between:
            between.append(other.run(lambda s: ladder.fire(s, record["id"], at)))
        return result

    assert app.run(slow) is None
    assert between[0] is not None
    assert [f["rung"] for f in fired(app, instance)] == [2]
    assert len(told(database)) == 2
    other.close()


def test_one_that_fails_is_marked_and_stops_nobody(database: Database, app: Application) -> None:
    """A standard nobody can read makes no instant of a rung; the others fire."""
    broken = begin(app)
    fine = str(app.start("kantor/proses")["id"])
    (wrong,) = (each["id"] for each in owed(database) if each["instance_id"] == broken)
    damage(database, wrong, standard="P9W9")
    at = MONDAY + 2 * HOUR
    assert look(app, at) == Ticked(advanced=1, failed=1)
    assert fired(app, broken) == []
    assert len(fired(app, fine)) == 1
    (marked,) = (each for each in owed(database) if each["id"] == wrong)
    assert 'tertulis "P9W9"' in marked["error"]
    assert marked["next_check_at"] == at + ticks.AGAIN_AFTER
    assert look(app, at + MINUTE) == Ticked()
    damage(database, wrong, standard="PT2H")
    assert look(app, at + ticks.AGAIN_AFTER) == Ticked(1)
    assert [each["error"] for each in owed(database)] == ["", ""]


def damage(database: Database, id: str, **columns: Any) -> None:
    """Write past the engine."""
    statement = update(obligation).where(obligation.c.id == id).values(**columns)
    database.write(lambda connection: connection.execute(statement))


def test_a_whole_instance_climbs_too(database: Database, app: Application) -> None:
    """Two working days for the whole; its open step is the performer's."""
    instance = begin(app, one_step("P9W", '<sop:timeStandard duration="P2D"/>'))
    look(app, MONDAY + 2 * DAY)
    assert told(database) == [("overdue", "kadis"), ("overdue", "kasubag"), ("overdue", "staf")]
    (facts,) = fired(app, instance)
    assert (facts["about"], facts["rung"]) == ("whole", 2)


def test_the_words_of_a_rung(database: Database, app: Application) -> None:
    begin(app)
    look(app, MONDAY + DAY + 3 * HOUR)
    with database.read() as connection:
        (facts,) = connection.scalars(select(notice.c.facts).where(notice.c.username == "kadis"))
    assert isinstance(facts, dict)
    assert {name: facts[name] for name in sorted(facts) if name != "link"} == {
        "capacity": "Kepala Dinas",
        "deadline": "Senin, 12 Januari 2026 pukul 10.00 WITA",
        "deadline_en": "Mon 12 Jan 2026 10:00 WITA",
        "holder": "belum diambil, Staf",
        "holder_en": "not taken yet, Staf",
        "lane": "Staf",
        "late": True,
        "left": "",
        "left_en": "",
        "name": "periksa",
        "past": "1 hari 1 jam",
        "past_en": "1 day 1 hour",
        "round": 1,
        "rung": "Eskalasi",
        "rung_en": "Escalation",
        "sop": "proses",
        "standard": "2 jam",
        "standard_en": "2 hours",
        "step": "1",
        "title": "proses",
        "to": "",
    }
    assert facts["link"].startswith("/tugas/")


def test_a_date_set_by_law_reminds_its_head_even_while_the_instance_rests(
    database: Database, app: Application
) -> None:
    """28 February 2026 is a Saturday; ten, five and one working days are left at the reminders."""
    about = '<sop:legalDate on="02-last" to="Bupati"/>'
    instance = begin(app, one_step("P9W", about))
    app.suspend(instance, "Menunggu data")
    assert look(app, datetime(2026, 2, 1, tzinfo=UTC)) == Ticked()
    for day in (13, 23, 27):
        assert look(app, datetime(2026, 2, day, tzinfo=UTC)) == Ticked(1)
    look(app, datetime(2026, 2, 28, 16, tzinfo=UTC))
    facts = fired(app, instance)
    assert [(f["about"], f["rung"], f["does"]) for f in facts] == [
        ("legal", 1, "remind"),
        ("legal", 2, "remind"),
        ("legal", 3, "remind"),
        ("legal", 4, "overdue"),
    ]
    assert set(told(database)) == {
        *(("remind", who) for who in ("kadis", "staf")),
        *(("overdue", who) for who in ("kadis", "kasubag", "staf")),
    }
    with database.read() as connection:
        said = connection.scalars(select(notice.c.facts).where(notice.c.kind == "overdue"))
        facts_said = [dict(each) for each in said]
    assert {each["deadline"] for each in facts_said} == {"Sabtu, 28 Februari 2026"}
    assert {each["deadline_en"] for each in facts_said} == {"Saturday 28 February 2026"}
    assert {each["to"] for each in facts_said} == {"Bupati"}
    assert all(each["link"] == f"/pelaksanaan/{instance}" for each in facts_said)


def test_a_look_costs_little_and_an_idle_one_takes_no_lock(app: Application) -> None:
    begin(app)
    with counted() as count:
        assert look(app, MONDAY) == Ticked()
    assert (len(count.statements), count.commits) == (1, 0)
    with counted() as count:
        assert look(app, MONDAY + 2 * HOUR) == Ticked(1)
    assert count.commits == 2
    assert len(count.statements) <= 14, count.statements
