"""BPMN files from the command line: deploy, check, layout."""

import json
from pathlib import Path

from tests.integration.cli.commandline import LINE, SOPS, Sopan


def test_a_refused_file_does_not_keep_the_others_out(sopan: Sopan, tmp_path: Path) -> None:
    (tmp_path / "a.bpmn").write_bytes(b"bukan")
    (tmp_path / "b.bpmn").write_bytes(LINE)
    ran = sopan("deploy", ".", "--json", code=1)
    answer = json.loads(ran.stdout)
    assert [one["definition"] for one in answer["deployed"]] == ["uji/proses"]
    assert [one["error"] for one in answer["refused"]] == [answer["error"]]


def test_check_says_file_line_and_severity(sopan: Sopan, tmp_path: Path) -> None:
    folder = tmp_path / "sop"
    folder.mkdir()
    (folder / "baik.bpmn").write_bytes(LINE)
    (folder / "rusak.bpmn").write_bytes(LINE.replace(b"</bpmn:definitions>", b"\n</oops>"))
    (folder / "agency.toml").write_text('id = "sop"\n', encoding="utf-8")
    ran = sopan("check", "sop", code=1)
    assert any(
        line.startswith(f"{Path('sop', 'rusak.bpmn')}:2 kesalahan ")
        for line in ran.stdout.splitlines()
    )
    assert ran.stdout.splitlines()[-1].startswith("3 berkas diperiksa: ")
    assert ran.stderr == ""
    checked = json.loads(sopan("check", "sop/*.bpmn", "--json", code=1).stdout)
    assert [Path(one["file"]).name for one in checked] == ["baik.bpmn", "rusak.bpmn"]
    assert checked[0]["processes"] == ["proses"]
    assert [f["severity"] for f in checked[1]["findings"]] == ["error"]
    assert sopan("check", "sop/baik.bpmn", code=0).exit_code == 0
    absent = sopan("check", "tidak-ada.bpmn", code=1)
    assert absent.stdout.splitlines()[0].startswith("tidak-ada.bpmn kesalahan Seharusnya ")


def test_the_sops_that_are_shipped_have_no_error(sopan: Sopan) -> None:
    checked = sopan("check", SOPS)
    assert len([one for one in checked if one["file"].endswith(".bpmn")]) == 5


def test_layout_writes_a_drawing_that_deploys(sopan: Sopan) -> None:
    Path("lama.bpmn").write_bytes(LINE)
    assert sopan("layout", "lama.bpmn", "-o", "baru.bpmn") == {"file": "baru.bpmn"}
    assert b"BPMNShape" in Path("baru.bpmn").read_bytes()
    assert Path("lama.bpmn").read_bytes() == LINE
    sopan("deploy", "baru.bpmn")
    assert (
        sopan("layout", "tidak-ada.bpmn", code=1)
        .stderr.splitlines()[1]
        .startswith("Expected to read and write tidak-ada.bpmn, but that is not possible: ")
    )
