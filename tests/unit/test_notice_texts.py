"""The words of notices: whole messages in both languages, short and readable on a phone."""

import pytest

from notifications import texts
from notifications.texts import Told

BASE = "https://sopan.example.go.id"
FACTS = {
    "sop": "Penyusunan LAKIP",
    "title": "LAKIP 2025",
    "step": "5",
    "name": "Menelaah draf",
    "lane": "Kasubag",
    "standard": "4 hari",
    "standard_en": "4 days",
    "deadline": "Kamis, 5 Maret 2026 pukul 10.15 WITA",
    "deadline_en": "Thu 05 Mar 2026 10:15 WITA",
    "past": "2 jam",
    "past_en": "2 hours",
    "left": "",
    "left_en": "",
    "holder": "Contoh Kasubag",
    "capacity": "Plh. Kepala Dinas",
    "link": "/tugas/019baf80",
}


def test_a_breach_names_everything_one_needs() -> None:
    text = texts.compose([Told("overdue", FACTS)], "Contoh Kepala", "id", BASE)
    assert text.subject == "Melewati waktu baku: 5. Menelaah draf, lewat 2 jam"
    assert text.short == "5. Menelaah draf: lewat 2 jam (Contoh Kasubag)"
    assert text.body == (
        "Yth. Contoh Kepala,\n\n"
        "Tugas berikut melewati waktu bakunya.\n\n"
        "SOP: Penyusunan LAKIP\n"
        "Pelaksanaan: LAKIP 2025\n"
        "Kegiatan: 5. Menelaah draf\n"
        "Pelaksana: Kasubag\n"
        "Di tangan: Contoh Kasubag\n"
        "Waktu baku: 4 hari\n"
        "Tenggat: Kamis, 5 Maret 2026 pukul 10.15 WITA\n"
        "Lewat: 2 jam\n"
        "Sebagai: Plh. Kepala Dinas\n\n"
        "Buka: https://sopan.example.go.id/tugas/019baf80"
    )


def test_in_english() -> None:
    text = texts.compose([Told("escalate", FACTS)], "Contoh Kepala", "en", BASE)
    assert text.subject == (
        "For your attention: 5. Menelaah draf is past its standard time, by 2 hours"
    )
    assert "Deadline: Thu 05 Mar 2026 10:15 WITA\nPast by: 2 hours\nAs: Plh. Kepala Dinas\n" in (
        text.body
    )
    assert text.body.startswith("Dear Contoh Kepala,\n\nThe following work is past")


def test_in_app_stands_without_greeting_and_address() -> None:
    text = texts.in_app("remind", {**FACTS, "past": "", "left": "1 jam"}, "id")
    assert text.subject == "Pengingat: 5. Menelaah draf, sisa 1 jam"
    assert "Yth." not in text.body
    assert "Buka" not in text.body


def test_a_fact_that_is_missing_leaves_no_hole() -> None:
    text = texts.compose([Told("remind", {"sop": "Surat Masuk"})], "", "id", BASE)
    assert text.subject == "Pengingat: Surat Masuk"
    assert text.body == "Tugas berikut mendekati tenggatnya.\n\nSOP: Surat Masuk"


def test_a_kind_nobody_knows_says_what_it_was_given() -> None:
    facts = {"subject": "Dokumen siap", "text": "Silakan diambil."}
    text = texts.compose([Told("dokumen", facts)], "", "id", BASE)
    assert (text.subject, text.body) == ("Dokumen siap", "Silakan diambil.")
    assert texts.headline("dokumen", {}, "id") == "dokumen"


def test_many_are_grouped_by_sop_counted_and_cut() -> None:
    near = {"past": "", "left": "1 jam"}
    told = [
        Told(
            kind,
            {**FACTS, **(near if kind == "remind" else {}), "sop": sop, "name": f"Tugas {number}"},
        )
        for number, (kind, sop) in enumerate(
            [("remind", "Surat")] * 3 + [("overdue", "LAKIP")] * 30 + [("escalate", "Surat")]
        )
    ]
    text = texts.compose(told, "", "id", BASE)
    assert text.subject == (
        "34 pemberitahuan: 1 mohon perhatian, 30 melewati waktu baku, 3 pengingat"
    )
    blocks = text.body.split("\n\n")
    assert blocks[1].splitlines()[0] == "Surat (4)"
    assert blocks[1].splitlines()[1] == "- 5. Tugas 33: lewat 2 jam (Contoh Kasubag)"
    assert blocks[2].splitlines()[0] == "LAKIP (30)"
    assert blocks[3:] == ["dan 9 lagi.", "Daftar tugas: https://sopan.example.go.id/tugas"]
    assert len(text.body) < 3500


def test_one_thing_told_to_two_holders_of_a_post_stands_once() -> None:
    told = [Told("overdue", FACTS), Told("overdue", {**FACTS, "capacity": "Kepala Dinas"})]
    assert texts.compose(told, "", "id", BASE).subject.startswith("Melewati waktu baku")


@pytest.mark.parametrize("hostile", ["a\nBcc: x@y.id\r\n", "\x1b[31m", "x" * 5000, "<b>", "{past}"])
def test_a_hostile_title_stays_on_its_line(hostile: str) -> None:
    text = texts.compose([Told("overdue", {**FACTS, "name": hostile})], "", "id", BASE)
    assert "\n" not in text.subject
    assert "\r" not in text.body
    assert len(text.subject) < 300
    assert len(text.body.splitlines()) == 13


def test_a_link_that_is_none_of_ours_is_left_out() -> None:
    text = texts.compose([Told("overdue", {**FACTS, "link": "https://lain.id"})], "", "id", BASE)
    assert "lain.id" not in text.body


def test_for_whatsapp_there_is_a_text_and_a_link_that_opens_it() -> None:
    text, link = texts.whatsapp(FACTS, "overdue", "id", BASE)
    assert text.startswith("*Melewati waktu baku: 5. Menelaah draf, lewat 2 jam*\n\nTugas berikut")
    assert link.startswith("https://wa.me/?text=%2AMelewati%20waktu%20baku%3A%205.%20Menelaah")
    assert " " not in link


def test_a_reminder_after_the_deadline_does_not_say_that_it_is_near() -> None:
    """A ladder may remind a day after it, and after an outage one may come too late."""
    facts = {"sop": "LAKIP", "step": "5", "name": "Menelaah", "past": "2 jam", "left": ""}
    text = texts.in_app("remind", facts, "id")
    assert text.subject == "Melewati waktu baku: 5. Menelaah, lewat 2 jam"
    assert text.body.startswith("Tugas berikut melewati waktu bakunya.")
    told = [texts.Told("remind", facts), texts.Told("overdue", facts | {"step": "6"})]
    assert "2 melewati waktu baku" in texts.compose(told, "Staf", "id", "http://x").body
