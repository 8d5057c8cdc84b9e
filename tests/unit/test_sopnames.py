"""Titles of SOPs, however they are spelled."""

import pytest

from engine.core import sopnames
from engine.core.people import SopName
from engine.core.soptable import Link


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("SOP Pengarsipan", "pengarsipan"),
        ("  sop  Alur Surat-Masuk dan Surat Keluar", "alur surat masuk dan surat keluar"),
        ("monitoring_renstra", "monitoring renstra"),
        ("Prosedur Pengadaan", "pengadaan"),
        ("SOP", "sop"),
        ("Sopir dinas", "sopir dinas"),
        ("", ""),
    ],
)
def test_a_title_has_one_spelling_to_compare_by(name: str, key: str) -> None:
    assert sopnames.key(name) == key


def test_an_alias_means_the_sop_it_is_one_of() -> None:
    known = (
        SopName("SOP Perjanjian Kinerja", ("SOP Penetapan Kinerja", "PK")),
        SopName("pengarsipan", ("SOP Penataan Arsip",)),
    )
    assert sopnames.meant("Penetapan-Kinerja", known) == {"penetapan kinerja", "perjanjian kinerja"}
    assert sopnames.meant("SOP Penataan Arsip", known) == {"penataan arsip", "pengarsipan"}
    assert sopnames.meant("SOP Lain", known) == {"lain"}


def test_the_links_of_one_kind() -> None:
    links = (Link("call", "SOP A"), Link("end-with", "SOP B"), Link("call", " "), Link("call", "C"))
    assert sopnames.linked(links, "call") == ("SOP A", "C")
    assert sopnames.linked(links, "end-with") == ("SOP B",)
    assert sopnames.linked((), "reference") == ()
