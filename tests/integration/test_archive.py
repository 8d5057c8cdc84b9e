"""The archive: what an instance files, its checksum worked out by hand, and how long it is kept."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from engine.app import Application
from engine.clock import FixedClock
from handlers.contract import Handler, Outcome
from storage.database import Database
from storage.webschema import attachment
from tests.builders import MONDAY
from tests.integration.services import nodes, one, with_handlers

LABEL = "LAKIP 2 tahun aktif + 4 tahun inaktif, permanen"


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return with_handlers(database, clock, {})


def filing(label: str = LABEL, *more: str) -> str:
    takes = ("judul='LAKIP 2026'", f"jra='{label}'", *more)
    named = (each.split("=", 1) for each in takes)
    return "".join(f'<sop:take name="{name}" value="{value}"/>' for name, value in named)


def attach(app: Application, instance: str, name: str, content: bytes, n: int) -> None:
    row = {
        "id": f"00000000-0000-7000-8000-00000000000{n}",
        "agency_id": "uji",
        "instance_id": instance,
        "work_item_id": None,
        "field": "",
        "name": name,
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "added_at": MONDAY,
        "added_by": None,
        "capacity": "",
        "removed_at": MONDAY if name == "dihapus.pdf" else None,
    }
    app.database.write(lambda connection: connection.execute(insert(attachment), [row]))


def filed(app: Application, inner: str, variables: dict[str, Any], *documents: str) -> str:
    """Start an SOP that files something, with documents attached, and let it."""
    app.deploy(one("arsip", inner))
    instance = str(app.start("proses", variables)["id"])
    for n, name in enumerate(documents):
        attach(app, instance, name, name.encode(), n)
    app.tick()
    return instance


def test_what_is_filed_has_a_checksum_anybody_can_work_out(
    app: Application, clock: FixedClock
) -> None:
    inner = filing(LABEL, "nomor=nomor", "capaian=capaian")
    instance = filed(
        app, inner, {"nomor": "460/1", "capaian": {"b": 97.5, "a": "é"}}, "z.pdf", "a.pdf"
    )
    a, z = (hashlib.sha256(name).hexdigest() for name in (b"a.pdf", b"z.pdf"))
    told = (
        f'{{"documents":[{{"name":"a.pdf","sha256":"{a}"}},{{"name":"z.pdf","sha256":"{z}"}}],'
        '"values":{"capaian":{"a":"é","b":97.5}}}'
    )
    expected = hashlib.sha256(told.encode()).hexdigest()
    variables = app.show(instance)["variables"]
    assert (variables["sidik"], variables["simpan_sampai"]) == (expected, None)
    assert app.archive() == app.archive("uji", instance=instance)
    (entry,) = app.archive("uji")
    assert entry == {
        "key": variables["arsip"],
        "agency": "uji",
        "instance": instance,
        "title": "LAKIP 2026",
        "reference": "460/1",
        "sha256": expected,
        "retention": LABEL,
        "keep_until": None,
        "archived_at": clock.now().isoformat(),
    }
    assert nodes(app, instance) == ["lanjut"]


def test_it_is_kept_as_long_as_the_label_says(app: Application) -> None:
    instance = filed(app, filing("Rapat 1+1 musnah"), {})
    assert app.show(instance)["variables"]["simpan_sampai"] == "2028-01-12"
    assert [entry["keep_until"] for entry in app.archive()] == ["2028-01-12"]


def test_only_the_documents_that_are_named_and_still_there_count(app: Application) -> None:
    names = ("satu.pdf", "dua.pdf", "dihapus.pdf")
    chosen = filed(app, filing(LABEL, "dokumen=['satu.pdf', 'satu.pdf']"), {}, *names)
    one_only = hashlib.sha256(b"satu.pdf").hexdigest()
    told = f'{{"documents":[{{"name":"satu.pdf","sha256":"{one_only}"}}],"values":{{}}}}'
    assert app.show(chosen)["variables"]["sidik"] == hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        (filing(LABEL, "dokumen='dihapus.pdf'"), '"dihapus.pdf"'),
        (filing(LABEL, "dokumen=['ada.pdf', 'tidak.pdf']"), "choose one that is: ada.pdf"),
        (filing(LABEL, "dokumen=[7]"), "dokumen harus nama"),
        (filing("2 tahun aktif"), "harus menyebut berapa tahun"),
        (filing("musnah"), "harus menyebut berapa tahun"),
        ('<sop:take name="judul" value="\'x\'"/>', "masukan kosong: jra"),
    ],
)
def test_what_cannot_be_filed_waits_for_a_person(app: Application, inner: str, says: str) -> None:
    instance = filed(app, inner, {}, "ada.pdf", "dihapus.pdf")
    (job,) = app.jobs(instance=instance)
    assert (job["state"], says in job["error"]) == ("failed", True)
    assert app.archive() == []


def test_a_record_is_made_once_however_often_the_handler_runs(
    database: Database, clock: FixedClock
) -> None:
    """The first result comes after the lease ran out and somebody else has done the work."""
    from handlers.arsip import HANDLER

    late = list[Application]()

    def slow(context: Any) -> Outcome:
        if not late:
            late.append(own)
            clock.advance(timedelta(minutes=6))
            own.tick()
        return HANDLER.run(context)

    own: Application = with_handlers(database, clock, {"arsip": Handler(slow, HANDLER.needs)})
    instance = filed(own, filing(), {})
    assert len(own.archive()) == 1
    kinds = [event["kind"] for event in own.show(instance)["events"]]
    assert kinds.count("JobCompleted") == 1
