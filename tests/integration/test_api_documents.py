"""Attachments and comments over the API: up, down, away again, and what is refused."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration import paperwork
from tests.integration.paperwork import ANSWERS, PDF
from tests.integration.serving import Api, running

Desk = Callable[..., Api]
RAW = {"Content-Type": "application/octet-stream"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def app(database: Database) -> Application:
    opened = Application(Settings(attachment_megabytes=1), database, FixedClock(MONDAY))
    paperwork.deploy(opened)
    opened.register(office("lain"))
    return opened


@pytest.fixture
def desk(app: Application) -> Iterator[Desk]:
    """Give clients of officers."""
    with running(app) as address, ExitStack() as clients:

        def sit(officer: str, agency: str = "kantor") -> Api:
            made = app.create_token(officer, agency=agency)
            return clients.enter_context(Api(address, made["token"]))

        yield sit


def test_a_file_goes_up_and_comes_down_as_it_was(app: Application, desk: Desk) -> None:
    item, staf = paperwork.begin(app), desk("staf")
    path = f"/tasks/{item}/attachments"
    asked = {"name": "../Draf \u201cakhir\u201d.pdf", "field": "naskah"}
    sent = staf.post(path, params=asked, content=PDF, headers=RAW)
    assert sent.status_code == 201, sent.text
    made = sent.json()
    assert (made["size"], made["media_type"]) == (len(PDF), "application/pdf")
    assert made["sha256"] == hashlib.sha256(PDF).hexdigest()
    instance = app.instance_of(item)
    (listed,) = desk("kasubag").get(f"/instances/{instance}/attachments").json()
    assert (listed["id"], listed["officer"], listed["field"]) == (made["id"], "staf", "naskah")

    found = staf.get(sent.headers["location"].removeprefix("/api/v1"))
    assert found.content == PDF
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-disposition"].startswith("attachment; filename=")
    assert "sandbox" in found.headers["content-security-policy"]

    foreign = desk("kadis", "lain")
    assert foreign.get(f"/attachments/{made['id']}").status_code == 404
    assert foreign.post(f"/attachments/{made['id']}/remove").status_code == 404
    assert staf.post(f"/tasks/{item}/complete", json=answered(made["id"])).status_code == 200


@pytest.mark.parametrize("wrong", ["bukan-lampiran", ["x"], {"a": 1}])
def test_a_form_names_attachments_of_its_own_instance(
    app: Application, desk: Desk, wrong: object
) -> None:
    item = paperwork.begin(app)
    refused = desk("staf").post(f"/tasks/{item}/complete", json=answered(wrong))
    assert (refused.status_code, refused.json()["code"]) == (422, "document.reference")


def test_a_file_is_taken_away_by_who_attached_it(app: Application, desk: Desk) -> None:
    item, staf = paperwork.begin(app), desk("staf")
    sent = staf.post(f"/tasks/{item}/attachments", params={"name": "a.pdf"}, content=PDF)
    path = f"/attachments/{sent.json()['id']}"
    assert desk("kadis").post(f"{path}/remove").status_code == 403
    assert staf.post(f"{path}/remove").status_code == 200
    again = staf.post(f"{path}/remove")
    assert (again.status_code, again.json()["code"]) == (409, "document.removed")
    assert staf.get(path).status_code == 409
    assert staf.get(f"/instances/{app.instance_of(item)}/attachments").json() == []


def test_what_is_no_document_or_too_large_is_refused(app: Application, desk: Desk) -> None:
    item, staf = paperwork.begin(app), desk("staf")
    path = f"/tasks/{item}/attachments"
    cases: tuple[tuple[bytes, dict[str, str], int], ...] = (
        (PDF.ljust(2**20, b" "), {"name": "pas.pdf"}, 201),
        (PDF.ljust(2**20 + 1, b" "), {"name": "besar.pdf"}, 413),
        (b"", {"name": "kosong.pdf"}, 422),
        (b"<script>", {"name": "a.html"}, 422),
        (PDF, {"name": "a.pdf", "field": "judul"}, 422),
        (PDF, {"name": "a\0.pdf"}, 422),
        (PDF, {}, 422),
    )
    for data, asked, status in cases:
        sent = staf.post(path, params=asked, content=data, headers=RAW)
        assert sent.status_code == status, (asked, sent.text)
    assert len(app.documents(app.instance_of(item))["attachments"]) == 1


def test_a_file_sent_twice_with_one_key_is_attached_once(app: Application, desk: Desk) -> None:
    item, staf = paperwork.begin(app), desk("staf")
    path, once = f"/tasks/{item}/attachments", {**RAW, "Idempotency-Key": "satu"}
    first, again = (
        staf.post(path, params={"name": "a.pdf"}, content=PDF, headers=once) for _ in range(2)
    )
    assert again.content == first.content
    other = staf.post(path, params={"name": "a.pdf"}, content=PDF + b"\n", headers=once)
    assert (other.status_code, other.json()["code"]) == (409, "command.other")
    assert len(app.documents(app.instance_of(item))["attachments"]) == 1


def test_comments_are_written_and_read_by_who_sees_the_instance(
    app: Application, desk: Desk
) -> None:
    item, staf, kadis = paperwork.begin(app), desk("staf"), desk("kadis")
    instance = app.instance_of(item)
    path = f"/instances/{instance}/comments"
    said = kadis.post(path, json={"text": " Mohon dicek. ", "work_item": item})
    assert said.status_code == 201, said.text
    assert staf.post(path, json={"text": "Baik"}).json()["work_item"] is None
    first, second = staf.get(path).json()
    assert first == said.json()
    assert (first["text"], first["capacity"]) == ("Mohon dicek.", "Kepala Dinas")
    assert second["text"] == "Baik"

    other = paperwork.begin(app)
    for body, status in (
        ({"text": "x", "work_item": other}, 404),
        ({"text": "x", "work_item": "tidak-ada"}, 404),
        ({"text": " "}, 422),
        ({"text": "x" * 4001}, 422),
        ({"text": "\ud800"}, 422),
    ):
        refused = staf.post(path, content=json.dumps(body), headers=JSON)
        assert refused.status_code == status, (body, refused.text)
    assert desk("kadis", "lain").post(path, json={"text": "x"}).status_code == 404
    assert len(staf.get(path).json()) == 2


def answered(file: object) -> dict[str, object]:
    return {"variables": {**ANSWERS, "naskah": file}}


def test_a_draft_is_kept_for_its_officer_alone_until_it_is_sent_or_dropped(
    app: Application, desk: Desk
) -> None:
    item, staf = paperwork.begin(app), desk("staf")
    path = f"/tasks/{item}/draft"
    assert staf.get(path).json() == {"answers": {}, "ticked": [], "saved_at": None}
    rows = [{"uraian": "Rapat", "jumlah": "1.000"}]
    filled = {"answers": {"judul": "LAKIP", "anggaran": rows, "sifat": None}, "ticked": [1]}
    kept = staf.put(path, json=filled)
    assert kept.status_code == 200, kept.text
    assert kept.json() == {**filled, "saved_at": MONDAY.isoformat()}
    assert staf.get(path).json() == kept.json()
    assert app.step(item, "staf")["draft"]["content"]["isian"]["judul"] == "LAKIP"
    assert staf.put(path, json={"answers": {"judul": "B"}}).json()["ticked"] == []
    assert desk("kasubag").get(path).json()["saved_at"] is None
    assert staf.delete(path).json()["saved_at"] is None
    assert staf.get(path).json()["answers"] == {}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"answers": {"lain": "x"}}, "draft.field"),
        ({"answers": {"naskah": "x"}}, "draft.field"),
        ({"ticked": [2]}, "draft.ticked"),
        ({"ticked": [-1]}, "draft.ticked"),
        ({"answers": {"judul": 7}}, "request.invalid"),
        ({"answers": {"judul": "x" * 100_000, "halaman": "\u2028" * 100_000}}, ""),
        ({"isian": {}}, "request.unknown"),
    ],
)
def test_what_no_draft_may_hold_is_refused(
    app: Application, desk: Desk, sent: dict[str, object], code: str
) -> None:
    answer = desk("staf").put(f"/tasks/{paperwork.begin(app)}/draft", json=sent)
    assert (answer.status_code, answer.json().get("code", "")) == (422 if code else 200, code)
