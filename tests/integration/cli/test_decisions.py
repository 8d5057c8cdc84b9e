"""DMN files from the command line: check, deploy."""

from pathlib import Path

from tests.integration.cli.commandline import Sopan
from tests.tables import dmn, table

GOOD = dmn(table("skor || kelas\n>= 80 || 'A'", id="klasifikasi"))
BAD = dmn(table("skor || kelas\n>= 80 and || 'A'", id="klasifikasi"))


def test_check_looks_at_decisions_too(sopan: Sopan) -> None:
    Path("baik.dmn").write_bytes(GOOD)
    assert sopan("check", ".") == [
        {"file": "baik.dmn", "processes": ["klasifikasi"], "findings": []}
    ]
    Path("rusak.dmn").write_bytes(BAD)
    ran = sopan("check", ".", code=1)
    assert ran.stdout.splitlines()[0].startswith("rusak.dmn:4 kesalahan Seharusnya `klasifikasi #1")


def test_a_decision_is_deployed_like_a_process(sopan: Sopan) -> None:
    Path("kelas.dmn").write_bytes(GOOD)
    assert sopan("deploy", "kelas.dmn", code=0).stdout.splitlines() == [
        "uji/klasifikasi versi 1 dipasang: klasifikasi"
    ]
    (again,) = sopan("deploy", "kelas.dmn")
    assert (again["version"], again["new"], again["kind"]) == (1, False, "decision")
