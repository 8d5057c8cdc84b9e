"""Which act ends a step."""

import pytest

from engine.core import stepwords


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("Menandatangani LAKIP", "sign"),
        ("Memeriksa, memaraf dan menandatangani surat", "sign"),
        ("Penandatanganan dokumen", "sign"),
        ("Menyetujui konsep", "approve"),
        ("Memvalidasi dan memaraf data", "approve"),
        ("Memaraf konsep surat", "initial"),
        ("Menyampaikan draf untuk ditandatangani", "forward"),
        ("Menyerahkan konsep untuk penandatanganan Kepala Dinas", "forward"),
        ("Meminta persetujuan pimpinan", "complete"),
        ("Menyusun draf LAKIP", "complete"),
        ("", "complete"),
    ],
)
def test_the_name_of_a_step_says_how_it_ends(name: str, act: str) -> None:
    assert stepwords.act(name) == act
