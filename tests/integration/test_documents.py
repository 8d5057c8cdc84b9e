"""What comes with a step: drafts, attachments, comments; who may, and what stays of it."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from engine.settings import Settings
from storage.database import Database
from storage.webschema import attachment, form_draft
from tests.builders import MONDAY, office
from tests.integration import paperwork
from tests.integration.paperwork import ANSWERS, PDF


@pytest.fixture
def app(database: Database) -> Application:
    opened = Application(Settings(attachment_megabytes=1), database, FixedClock(MONDAY))
    paperwork.deploy(opened)
    return opened


def facts(app: Application, item: str) -> list[Any]:
    trail = app.show(app.instance_of(item))["events"]
    return [(each["kind"], each["officer"], each["capacity"]) for each in trail]


def count(app: Application, table: Any) -> int:
    with app.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def test_a_draft_is_kept_for_its_writer_until_the_step_is_done(app: Application) -> None:
    item = paperwork.begin(app)
    assert app.step(item, "staf")["draft"] is None
    app.keep_form(item, {"isian": {"judul": "LA"}}, "staf")
    app.keep_form(item, {"isian": {"judul": "LAKIP"}}, "staf")
    draft = app.step(item, "staf")["draft"]
    assert draft == {"content": {"isian": {"judul": "LAKIP"}}, "saved_at": MONDAY.isoformat()}
    assert app.step(item, "sekretaris")["draft"] is None
    paperwork.draw_up(app, item)
    assert count(app, form_draft) == 0
    with pytest.raises(Conflict):
        app.keep_form(item, {}, "staf")


def test_only_the_performer_keeps_a_draft_and_a_large_one_is_refused(app: Application) -> None:
    item = paperwork.begin(app)
    with pytest.raises(NotPermitted):
        app.keep_form(item, {}, "kadis")
    with pytest.raises(Invalid) as refused:
        app.keep_form(item, {"isian": {"judul": "x" * 1_200_000}}, "staf")
    assert refused.value.code == "draft.large"


def test_an_attachment_is_what_was_sent_and_the_trail_says_who_brought_it(
    app: Application,
) -> None:
    item = paperwork.begin(app)
    made = app.attach(item, "../../etc/Draf\u202e LAKIP.PDF", PDF, "staf", "naskah")
    assert made["name"] == "Draf LAKIP.PDF"
    assert made["media_type"] == "application/pdf"
    assert made["sha256"] == hashlib.sha256(PDF).hexdigest()
    sight = app.sight("kantor", "kasubag")
    found, data = app.attachment(sight, made["id"])
    assert (found["added_by"], found["capacity"], data) == ("Contoh Staf", "Staf", PDF)
    assert ("AttachmentAdded", "staf", "Staf") in facts(app, item)
    assert app.verify_audit(app.instance_of(item))["whole"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("kosong.pdf", b"", "document.empty"),
        ("besar.pdf", PDF + b" " * 2**20, "document.large"),
        ("laporan.pdf", b"MZ\x90\x00 program", "document.type"),
        ("halaman.pdf", b"<html><script>alert(1)</script>", "document.type"),
        ("gambar.txt", b" \n<svg onload='x()'>", "document.type"),
        ("arsip.docx", b"PK\x03\x04 no zip", "document.type"),
    ],
)
def test_what_is_no_document_is_refused(
    app: Application, name: str, data: bytes, code: str
) -> None:
    item = paperwork.begin(app)
    with pytest.raises(Invalid) as refused:
        app.attach(item, name, data, "staf")
    assert refused.value.code == code
    assert count(app, attachment) == 0


def test_all_attachments_together_have_a_limit(app: Application) -> None:
    item = paperwork.begin(app)
    full = PDF + b" " * (2**20 - len(PDF))
    for _ in range(20):
        app.attach(item, "a.pdf", full, "staf")
    with pytest.raises(Invalid) as refused:
        app.attach(item, "b.pdf", PDF, "staf")
    assert refused.value.code == "document.many"


def test_an_attachment_goes_only_by_who_brought_it_and_before_the_step_is_done(
    app: Application,
) -> None:
    item = paperwork.begin(app)
    made = app.attach(item, "a.pdf", PDF, "staf")
    with pytest.raises(NotPermitted):
        app.detach(made["id"], "kasubag")
    app.detach(made["id"], "staf")
    with pytest.raises(Conflict) as gone:
        app.detach(made["id"], "staf")
    assert gone.value.code == "document.removed"
    with pytest.raises(Conflict):
        app.attachment(app.sight("kantor", "staf"), made["id"])
    assert app.documents(app.instance_of(item))["attachments"] == []
    assert ("AttachmentRemoved", "staf", "Staf") in facts(app, item)
    kept = app.attach(item, "b.pdf", PDF, "staf")
    paperwork.draw_up(app, item)
    with pytest.raises(Conflict) as done:
        app.detach(kept["id"], "staf")
    assert done.value.code == "document.sent"


def test_who_may_not_see_an_instance_gets_no_attachment_of_it(app: Application) -> None:
    item = paperwork.begin(app)
    made = app.attach(item, "a.pdf", PDF, "staf")
    app.register(office("lain"))
    for sight in (app.sight("lain", "kadis"), app.sight("kantor", None)):
        with pytest.raises(NotFound):
            app.attachment(sight, made["id"])
    with pytest.raises(NotFound):
        app.attachment(app.sight("kantor", "staf"), "tidak-ada")


def test_a_file_field_names_an_attachment_of_its_own_instance(app: Application) -> None:
    item, other = paperwork.begin(app), paperwork.begin(app, "Yang lain")
    foreign = app.attach(other, "a.pdf", PDF, "staf", "naskah")["id"]
    for wrong in ("naskah.pdf", foreign):
        with pytest.raises(Invalid) as refused:
            app.complete_form(item, {**ANSWERS, "naskah": wrong}, "staf")
        assert refused.value.code == "document.reference"
    with pytest.raises(Invalid) as field:
        app.attach(item, "a.pdf", PDF, "staf", "judul")
    assert field.value.code == "document.field"


def test_comments_are_signed_kept_in_order_and_limited(app: Application) -> None:
    item = paperwork.begin(app)
    instance = app.instance_of(item)
    app.comment(instance, "  Mohon dicek\nhalaman 3. ", "kadis", item)
    app.comment(instance, "Baik", "staf")
    said = app.documents(instance)["comments"]
    assert [(each["name"], each["capacity"], each["text"]) for each in said] == [
        ("Contoh Kepala Dinas", "Kepala Dinas", "Mohon dicek\nhalaman 3."),
        ("Contoh Staf", "Staf", "Baik"),
    ]
    for text, code in ((" ", "comment.empty"), ("x" * 4001, "comment.long")):
        with pytest.raises(Invalid) as refused:
            app.comment(instance, text, "kadis")
        assert refused.value.code == code
    with pytest.raises(NotFound):
        app.comment(instance, "Halo", "orang-lain")
    assert ("CommentAdded", "kadis", "Kepala Dinas") in facts(app, item)


def test_the_list_is_by_deadline_and_says_from_whom(app: Application) -> None:
    first = paperwork.begin(app, "Pertama")
    paperwork.draw_up(app, first)
    tasks = app.inbox("kantor", "kasubag")
    assert tasks["counts"] == {"all": 1, "mine": 0, "shared": 1, "near": 1, "late": 0}
    (task,) = tasks["tasks"]
    assert task["from"] == {
        "name": "Contoh Staf",
        "capacity": "Staf",
        "step": "Menyusun draf laporan",
        "returned": False,
    }
    assert (task["urgency"], task["distance"]) == ("near", "sisa 2 jam")
    assert task["quick"]
    assert [each["label"] for each in task["outcome"]["answers"]] == ["Benar, diteruskan", "Belum"]
    app.return_(task["id"], "Lengkapi bab 3", by="kasubag")
    (again,) = app.inbox("kantor", "staf")["tasks"]
    assert (again["round"], again["reason"]) == (2, "Lengkapi bab 3")
    assert again["from"]["returned"]
    assert app.step(again["id"], "staf")["before"]["judul"] == "LAKIP"
    assert app.inbox("kantor", "kadis")["tasks"] == []


def test_the_list_is_narrowed_and_searched(app: Application) -> None:
    for title in ("LAKIP 2026", "Renja 100%"):
        paperwork.begin(app, title)
    late = paperwork.begin(app, "Lama")
    app.claim(late, by="staf")
    app.clock = FixedClock(MONDAY + timedelta(days=1))
    assert app.inbox("kantor", "staf")["counts"] == {
        "all": 3,
        "mine": 1,
        "shared": 2,
        "near": 3,
        "late": 0,
    }
    app.clock = FixedClock(MONDAY + timedelta(days=7))
    assert app.inbox("kantor", "staf")["counts"]["late"] == 3
    mine = app.inbox("kantor", "staf", share="mine", urgency="late")["tasks"]
    assert [(each["title"], each["mine"]) for each in mine] == [("Lama", True)]
    assert mine[0]["distance"].startswith("lewat ")
    for text, found in (("100%", 1), ("lakip menyusun", 1), ("_", 0), ("laporan", 3)):
        assert len(app.inbox("kantor", "staf", text=text)["tasks"]) == found, text
    app.suspend(app.instance_of(late), "Menunggu data", by="kasubag")
    assert app.inbox("kantor", "staf")["counts"]["late"] == 2
    with pytest.raises(NotFound):
        app.inbox("kantor", "orang-lain")


def test_what_one_may_do_follows_person_and_state(app: Application) -> None:
    item = paperwork.begin(app)
    may = app.step(item, "staf")["may"]
    assert may["claim"]
    assert not may["release"]
    assert may["complete"]
    above = app.step(item, "kasubag")
    assert above["may"] == {**dict.fromkeys(may, False), "assign": True}
    assert above["needs_reason"]
    assert not any(app.step(item, None)["may"].values())
    checked = paperwork.draw_up(app, item)
    step = app.step(checked, "kasubag")
    assert [each["number"] for each in step["targets"]] == ["1"]
    assert step["officers"][0]["holder"]
    assert not any(app.step(item, "staf")["may"].values())
