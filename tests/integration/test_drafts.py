"""Drafts of SOPs: begun, saved by two at once, compared, deployed; nobody's work is lost."""

from datetime import timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from engine.drafting import Author
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, START, office, process, user

DESIGNER = frozenset({"designer"})
ANI = Author("staf", "staf", "kantor", DESIGNER)
BUDI = Author("kasubag", "kasubag", "kantor", DESIGNER)
ADMIN = Author("admin", None, None, frozenset({"administrator"}))
LANES = ["Kepala Dinas", "Kasubag", "Staf"]


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    app = Application(Settings(), database, clock, {})
    app.register(office())
    return app


def one_step(name: str, key: str = "surat_masuk") -> bytes:
    return process(START + user(name) + END, f"mulai > {name} > selesai", key=key)


def test_a_new_sop_is_a_draft_that_can_be_deployed_as_it_is(app: Application) -> None:
    draft = app.new_draft("kantor", "  Surat   Masuk ", [*LANES, "", "Staf"], ANI)
    assert (draft["definition"], draft["name"]) == ("kantor/surat_masuk", "Surat Masuk")
    assert (draft["revision"], draft["base_version"], draft["saved_by"]) == (1, None, "staf")
    source = app.draft_source(draft["id"], ANI)
    assert source.count(b"<bpmn:lane ") == 3
    assert b"BPMNShape" in source
    assert app.check_draft(draft["id"], source, ANI, "id") == []
    (done,) = app.deploy_draft(draft["id"], 1, ANI, activate=True)
    assert (done["version"], done["status"], done["deployed_by"]) == (1, "active", "staf")
    assert app.drafts(ANI) == []
    with pytest.raises(Conflict, match="was deployed or thrown away"):
        app.save_draft(draft["id"], source, 1, ANI)
    app.start("kantor/surat_masuk", by="staf")


def test_what_the_diagram_editor_loses_is_kept_even_of_what_is_undone(app: Application) -> None:
    noted = one_step("telaah").replace(b"</bpmn:userTask>", b"<!-- hati-hati --></bpmn:userTask>")
    id = app.upload_draft("kantor", noted, "surat.bpmn", ANI)["id"]
    drawn = app.draft_source(id, ANI)
    bare = drawn.replace(b"<!-- hati-hati -->", b"")
    start, end = bare.index(b"<bpmn:userTask"), bare.index(b"</bpmn:userTask>") + 16
    gone = bare[:start] + bare[end:]
    for revision, data in enumerate(
        (bare.replace(b"</bpmn:userTask>", b" </bpmn:userTask>"), gone, bare), 1
    ):
        app.save_drawn(id, data, revision, ANI)
    assert app.draft_source(id, ANI).count(b"<!-- hati-hati -->") == 1
    app.save_draft(id, bare, 4, ANI)
    assert b"hati-hati" not in app.draft_source(id, ANI)


def test_a_new_sop_may_begin_as_the_usual_chain_upwards(app: Application) -> None:
    lanes = ["Kepala Dinas", "Sekretaris", "Kasubag", "Staf"]
    draft = app.new_draft("kantor", "Surat Keluar", lanes, ANI, "berjenjang")
    rows = app.draft_table(draft["id"], ANI, "id")["table"]["rows"]
    assert [(row["lane_name"], bool(row["otherwise"])) for row in rows] == [
        ("Staf", False),
        ("Kasubag", True),
        ("Sekretaris", True),
        ("Kepala Dinas", True),
        ("Staf", False),
    ]
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5"]
    data = app.draft_source(draft["id"], ANI)
    assert app.check_draft(draft["id"], data, ANI, "id") == []
    app.deploy_draft(draft["id"], 1, ANI, activate=True)
    instance = app.start("kantor/surat_keluar", by="staf")
    app.complete(instance["next"][0]["id"], by="staf")
    (item,) = app.show(instance["id"])["open"]
    app.complete(item["id"], {"hasil": "tidak"}, by="kasubag")
    (item,) = app.show(instance["id"])["open"]
    assert (item["name"], item["round"]) == ("Menyusun konsep", 2)
    alone = app.new_draft("kantor", "Nota", ["Staf"], ANI, "berjenjang")
    assert len(app.draft_table(alone["id"], ANI, "id")["table"]["rows"]) == 3
    with pytest.raises(Invalid, match="kosong, berjenjang"):
        app.new_draft("kantor", "Lain", lanes, ANI, "lain")


def test_a_name_that_is_taken_or_says_nothing_is_refused(app: Application) -> None:
    app.deploy(one_step("terima"), agency="kantor")
    with pytest.raises(Conflict, match="kantor/surat_masuk exists"):
        app.new_draft("kantor", "Surat Masuk", LANES, ANI)
    with pytest.raises(Invalid, match="Write its name"):
        app.new_draft("kantor", " … ", LANES, ANI)
    with pytest.raises(Invalid, match="it has 0"):
        app.new_draft("kantor", "Surat Keluar", [" "], ANI)
    with pytest.raises(Invalid, match="it has 21"):
        app.new_draft("kantor", "Surat Keluar", [f"Bidang {n}" for n in range(21)], ANI)
    assert (
        app.new_draft("kantor", "5 Éta Kerja", LANES, ANI)["definition"] == "kantor/sop_5_eta_kerja"
    )


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\ufffe", "\u202e", "\ud800"])
def test_signs_that_no_xml_may_hold_are_left_out_of_names(app: Application, sign: str) -> None:
    made = app.new_draft("kantor", f"Surat{sign} Keluar", [f"{sign}Kasubag{sign}", "Staf"], ANI)
    assert (made["name"], made["definition"]) == ("Surat Keluar", "kantor/surat_keluar")
    assert sign not in app.draft_source(made["id"], ANI).decode()
    with pytest.raises(Invalid, match="it has 0"):
        app.new_draft("kantor", "Surat Masuk", [sign], ANI)


def test_who_designs_and_for_whom(app: Application) -> None:
    draft = app.new_draft("kantor", "Surat Masuk", LANES, ANI)["id"]
    officer = Author("kasubag", "kasubag", "kantor", frozenset())
    stranger = Author("lain", "lain", "dinas-lain", DESIGNER)
    with pytest.raises(NotPermitted, match='"kasubag" is none'):
        app.draft(draft, officer)
    with pytest.raises(NotFound):
        app.draft(draft, stranger)
    with pytest.raises(NotFound, match="an agency"):
        app.new_draft("kantor", "Lain", LANES, stranger)
    with pytest.raises(NotFound):
        app.new_draft("tiada", "Lain", LANES, ADMIN)
    assert app.drafts(stranger) == []
    assert [each["id"] for each in app.drafts(ADMIN)] == [draft]
    assert app.draft(draft, ADMIN)["revision"] == 1


def test_one_sop_has_one_open_draft(app: Application) -> None:
    app.deploy(one_step("terima"), agency="kantor")
    first = app.draft_version("kantor/surat_masuk", None, ANI)
    assert (first["new"], first["base_version"]) == (True, 1)
    second = app.draft_version("kantor/surat_masuk", 1, BUDI)
    assert (second["new"], second["id"]) == (False, first["id"])
    with pytest.raises(Conflict, match="has one already"):
        app.upload_draft("kantor", one_step("lain"), "a.bpmn", BUDI)
    with pytest.raises(NotFound, match="version"):
        app.draft_version("kantor/surat_masuk", 7, ANI)
    with pytest.raises(NotFound, match="kantor/surat_masuk"):
        app.draft_version("kantor/surat_masukk", None, ANI)
    other = app.new_draft("kantor", "Surat Keluar", LANES, BUDI)
    with pytest.raises(Conflict, match="has one already"):
        app.save_draft(other["id"], one_step("lain"), 1, BUDI)


def test_who_saves_second_is_told_and_what_they_replace_is_kept(
    app: Application, clock: FixedClock
) -> None:
    app.deploy(one_step("terima"), agency="kantor")
    draft = app.draft_version("kantor/surat_masuk", None, ANI)["id"]
    assert app.touch_draft(draft, ANI)["other"] is None
    assert app.touch_draft(draft, BUDI)["other"] == "staf"
    clock.advance(timedelta(seconds=61))
    assert app.touch_draft(draft, BUDI)["other"] is None
    assert app.save_draft(draft, one_step("punya_ani"), 1, ANI)["revision"] == 2
    with pytest.raises(Conflict, match=r"staf has saved revision 2") as refused:
        app.save_draft(draft, one_step("punya_budi"), 1, BUDI)
    assert "riwayat draf" in refused.value.text("id")
    assert app.save_draft(draft, one_step("punya_budi"), 2, BUDI)["revision"] == 3
    shown = app.draft(draft, ANI)
    assert [(each["revision"], each["saved_by"]) for each in shown["history"]] == [
        (2, "staf"),
        (1, "staf"),
    ]
    assert app.draft_source(draft, ANI, 2) == one_step("punya_ani")
    assert app.restore_draft(draft, 2, 3, ANI)["revision"] == 4
    assert app.draft_source(draft, ANI) == one_step("punya_ani")
    assert app.draft_source(draft, ANI, 3) == one_step("punya_budi")
    with pytest.raises(NotFound, match="revision 99"):
        app.restore_draft(draft, 99, 4, ANI)
    with pytest.raises(NotFound, match="revision 99"):
        app.draft_source(draft, ANI, 99)


def test_one_persons_savings_are_kept_every_ten_minutes(
    app: Application, clock: FixedClock
) -> None:
    draft = app.upload_draft("kantor", one_step("a"), "a.bpmn", ANI)["id"]
    for seen in range(1, 12):
        clock.advance(timedelta(minutes=2))
        app.save_draft(draft, one_step(f"langkah_{seen}"), seen, ANI)
    kept = [each["revision"] for each in app.draft(draft, ANI)["history"]]
    assert kept == [9, 5, 1]
    before = app.draft(draft, ANI)["saved_at"]
    clock.advance(timedelta(minutes=2))
    assert app.save_draft(draft, one_step("langkah_11"), 12, ANI)["saved_at"] == before


def test_what_is_no_sop_is_not_saved_and_what_does_not_run_is_not_deployed(
    app: Application,
) -> None:
    draft = app.upload_draft("kantor", one_step("a"), "../../surat masuk.bpmn", ANI)
    assert b"BPMNShape" in app.draft_source(draft["id"], ANI)
    hostile = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    for data in (b"", b"PK\x03\x04", hostile, b"<a/>"):
        with pytest.raises(Invalid):
            app.save_draft(draft["id"], data, 1, ANI)
        (found, *_) = app.check_draft(draft["id"], data, ANI, "id")
        assert found["severity"] == "error"
    with pytest.raises(Invalid, match="at most 255 letters"):
        app.save_draft(draft["id"], one_step("a", "k" * 256), 1, ANI)
    broken = process(START + user("a"), "mulai > a", key="surat_masuk").replace(
        b"userTask", b"complexGateway"
    )
    app.save_draft(draft["id"], broken, 1, ANI)
    assert [f for f in app.check_draft(draft["id"], broken, ANI, "id") if f["element"] == "a"]
    with pytest.raises(Invalid) as refused:
        app.deploy_draft(draft["id"], 2, ANI, activate=True)
    assert refused.value.findings
    assert app.draft(draft["id"], ANI)["closed_at"] is None
    with pytest.raises(Conflict):
        app.discard_draft(draft["id"], 1, ANI)
    assert app.discard_draft(draft["id"], 2, ANI)["closed_at"]
    assert app.drafts(ANI) == []


def test_an_sop_too_long_for_a_table_is_told_so(app: Application) -> None:
    steps = [f"langkah_{number}" for number in range(201)]
    nodes = START + "".join(map(user, steps)) + END
    data = process(nodes, " > ".join(("mulai", *steps, "selesai")), key="panjang")
    draft = app.upload_draft("kantor", data, "panjang.bpmn", ANI)
    with pytest.raises(Invalid, match="at most 200 rows"):
        app.draft_table(draft["id"], ANI, "id")


def test_a_version_may_wait_until_it_is_put_in_force(app: Application) -> None:
    app.deploy(one_step("terima"), agency="kantor")
    draft = app.draft_version("kantor/surat_masuk", None, ANI)
    app.save_draft(draft["id"], one_step("terima_dulu"), 1, ANI)
    with pytest.raises(Conflict):
        app.deploy_draft(draft["id"], 1, ANI, activate=False)
    (done,) = app.deploy_draft(draft["id"], 2, ANI, activate=False)
    assert (done["version"], done["status"]) == (2, "draft")
    app.activate("kantor/surat_masuk", 2, by="kadis")


def test_versions_and_drafts_are_compared(app: Application) -> None:
    app.deploy(one_step("terima"), agency="kantor")
    draft = app.draft_version("kantor/surat_masuk", None, ANI)
    app.save_draft(draft["id"], one_step("catat"), 1, ANI)
    old, new = (app.side("kantor/surat_masuk", which, ANI) for which in ("1", "draft"))
    found = app.compare(old, new)
    assert ("removed", "terima") in [(each["change"], each["id"]) for each in found]
    assert ("added", "catat") in [(each["change"], each["id"]) for each in found]
    for which, author in (("2", ANI), ("draft", None), ("x", ANI)):
        with pytest.raises(NotFound):
            app.side("kantor/surat_masuk", which, author)
