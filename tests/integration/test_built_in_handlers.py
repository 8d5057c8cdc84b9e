"""Letter numbers without gaps, and an SOP that starts another."""

import threading
from datetime import timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from handlers.contract import Handler, Number, Outcome
from storage.database import Database
from tests.builders import END, START, process, user
from tests.integration.services import nodes, one, service, with_handlers


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return with_handlers(database, clock, {})


def numbering(register: str = "surat") -> str:
    return (
        '<sop:take name="pola" value="\'460/{n:03}/DSPMD/{month_roman}/{year}\'"/>'
        f'<sop:take name="register" value="\'{register}\'"/>'
    )


def test_letters_are_numbered_without_gaps_and_anew_each_year(
    app: Application, clock: FixedClock
) -> None:
    app.deploy(one("nomor_surat", numbering()))
    app.deploy(one("nomor_surat", numbering("keputusan"), key="lain"))
    ids = []
    for key in ("proses", "proses", "lain"):
        ids.append(app.start(key)["id"])
        app.tick()
    clock.advance(timedelta(days=365))
    ids.append(app.start("proses")["id"])
    app.tick()
    assert [app.show(id)["variables"]["nomor"] for id in ids] == [
        "460/001/DSPMD/I/2026",
        "460/002/DSPMD/I/2026",
        "460/001/DSPMD/I/2026",
        "460/001/DSPMD/I/2027",
    ]


def test_no_number_is_lost_or_given_twice_with_four_workers_and_failures(
    database: Database, clock: FixedClock
) -> None:
    """A third of the instances cannot go on with their number: it must go to another."""
    app = with_handlers(database, clock, {})
    app.deploy(
        process(
            START
            + service("nomor", "nomor_surat", numbering())
            + '<bpmn:exclusiveGateway id="g"/>'
            + user("a")
            + END,
            "mulai > nomor > g; g > a [jenis > 0]; g > selesai [jenis > 1]; a > selesai",
        )
    )
    ids = [app.start("proses", {"jenis": number % 3})["id"] for number in range(30)]
    workers = [threading.Thread(target=app.tick) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    clock.advance(timedelta(minutes=10))
    app.tick()
    given = [app.show(id)["variables"].get("urutan") for id in ids]
    assert sorted(number for number in given if number) == list(range(1, 21))
    assert [bool(number) for number in given] == [bool(number % 3) for number in range(30)]
    assert len(app.incidents()) == 10


def test_a_handler_may_want_several_numbers_at_once(database: Database, clock: FixedClock) -> None:
    wants = (Number("a", "{n}/A", "satu", "n1"), Number("a", "{n}/A", "dua", "n2"))
    app = with_handlers(database, clock, {"h": Handler(lambda _: Outcome(wants=wants))})
    app.deploy(one("h"))
    ids = [app.start("proses")["id"] for _ in range(2)]
    app.tick()
    found = [app.show(id)["variables"] for id in ids]
    pairs = sorted((each["satu"], each["dua"]) for each in found)
    assert pairs == [("1/A", "2/A"), ("3/A", "4/A")]


def test_an_sop_starts_another(app: Application) -> None:
    inner = (
        '<sop:take name="sop" value="\'anak\'"/><sop:take name="judul" value="\'Lanjutan\'"/>'
        '<sop:take name="tahun" value="tahun"/><sop:give name="lanjutan" value="pelaksanaan"/>'
    )
    app.deploy(one("mulai_sop", inner))
    instance = app.start("proses", {"tahun": 2026})["id"]
    app.tick()
    assert nodes(app, instance) == []
    assert "anak" in app.jobs()[0]["error"]
    app.deploy(process(START + user("dalam") + END, "mulai > dalam > selesai", key="anak"))
    app.retry_job(app.jobs()[0]["id"])
    assert app.tick() == {"advanced": 1, "failed": 0}
    started = app.show(app.show(instance)["variables"]["lanjutan"])
    assert (started["title"], started["variables"]) == ("Lanjutan", {"tahun": 2026})
    assert nodes(app, started["id"]) == ["dalam"]


def test_what_a_built_in_handler_cannot_do_is_said(app: Application) -> None:
    (deployed,) = app.deploy(one("nomor_surat", '<sop:take name="register" value="1"/>'))
    assert [finding["code"] for finding in deployed["findings"]] == ["deploy.handler_input"]
    app.deploy(one("nomor_surat", '<sop:take name="pola" value="\'{n}/{bulan}\'"/>', key="lain"))
    app.deploy(one("mulai_sop", '<sop:take name="sop" value="7"/>', key="ketiga"))
    ids = [app.start(key)["id"] for key in ("proses", "lain", "ketiga")]
    assert app.tick() == {"advanced": 0, "failed": 3}
    assert [app.jobs(instance=id)[0]["error"].split(" /")[0] for id in ids] == [
        "masukan kosong: pola",
        'bagian yang dikenal dalam pola "{n}/{bulan}": {n}, {day}, {month}, {month_roman}, {year}',
        "sop harus kunci SOP yang akan dimulai",
    ]
