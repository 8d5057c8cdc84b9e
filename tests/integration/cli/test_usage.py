"""How a command is written: ids, values, settings; and how it is refused."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import main
from tests.builders import END, START, process, user
from tests.integration.cli.commandline import BOALEMO, LINE, ROOT, SOPS, Begin, Sopan


def test_a_refusal_is_said_in_both_languages_on_stderr(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    ran = sopan("start", "boalemo/lakit", code=1)
    assert ran.stdout == ""
    assert ran.stderr == (
        'Seharusnya ada definisi SOP bernama "boalemo/lakit", tetapi tidak ditemukan. '
        'Barangkali maksudnya "boalemo/lakip"?\n'
        'Expected a definition named "boalemo/lakit", but there is none. '
        'Did you mean "boalemo/lakip"?\n'
    )


def test_english_is_said_alone(sopan: Sopan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPAN_LANGUAGE", "en")
    sopan("deploy", BOALEMO)
    id = sopan("start", "boalemo/lakip")["next"][0]["id"]
    ran = sopan("complete", id, "--as", "staf", code=1)
    assert ran.stderr == (
        'Expected to let a holder of "KASUBAG PENYUSUNAN PROGRAM" do this work, but staf does not '
        "hold that post today. These officers can do it: kasubag.\n"
    )


def test_a_program_reads_a_refusal_on_stdout(sopan: Sopan, trial: Begin) -> None:
    trial(LINE)
    id = sopan("tasks")[0]["id"]
    sopan("complete", id, "--as", "ani")
    ran = sopan("complete", id, "--as", "ani", "--json", code=1)
    assert ran.stderr == ""
    assert json.loads(ran.stdout) == {
        "error": "work.closed",
        "message": 'Seharusnya "a" masih terbuka, tetapi sudah ditutup (selesai, ani). '
        "Lihat daftar tugas yang terbaru.",
        "findings": [],
    }


def test_a_form_is_refused_with_every_finding(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    sopan("start", "boalemo/lakip")
    for _ in range(6):
        sopan("complete", sopan("tasks", "--agency", "boalemo")[0]["id"])
    (task,) = sopan("tasks", "--agency", "boalemo")
    ran = sopan("complete", task["id"], "--set", "hasil=yaa", "--set", "if=1", "--json", code=1)
    refusal = json.loads(ran.stdout)
    assert refusal["error"] == "form.several"
    assert {finding["element"] for finding in refusal["findings"]} == {"hasil", "if"}
    assert sopan("complete", task["id"], code=1).stderr.splitlines() == [
        'Seharusnya "Hasil" diisi, tetapi masih kosong. Isi lalu kirim kembali.',
        'Expected to find an answer to "Hasil", but it is empty. Fill it in and send it again.',
    ]


def test_an_id_may_be_any_unique_ending(sopan: Sopan, trial: Begin) -> None:
    instance = trial(LINE)
    assert sopan("show", instance.upper())["id"] == instance
    assert sopan("show", instance[-4:])["id"] == instance
    assert sopan("show", instance[-3:], code=1).stderr.splitlines()[1] == (
        "Expected the id of an instance or how it ends, at least 4 characters, "
        f'but got "{instance[-3:]}". Write more of it.'
    )
    assert sopan("claim", "0000-%_%", code=1).stderr.splitlines()[1] == (
        'Expected a work item named "0000-%_%", but there is none. Choose from the list.'
    )


def test_an_ending_of_several_ids_is_refused(
    sopan: Sopan, trial: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial(LINE)
    monkeypatch.setattr("engine.transactions.secrets.randbits", lambda _: 7)
    sopan("start", "proses")
    monkeypatch.setattr("engine.transactions.secrets.randbits", lambda _: 7 + 2**60)
    sopan("start", "proses")
    assert sopan("show", "00000007", code=1).stderr.splitlines()[0] == (
        'Seharusnya satu pelaksanaan SOP berakhiran "00000007", tetapi ada beberapa. '
        "Tulis lebih panjang, atau id lengkapnya."
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("x=5", 5),
        ("x=-2.5", -2.5),
        ("x=true", True),
        ("x=007", "007"),
        ("x=ya", "ya"),
        ("x=null", "null"),
        ("x=NaN", "NaN"),
        ("x=", ""),
        ("x=a=b", "a=b"),
        ('x={"a": [1, 2]}', {"a": [1, 2]}),
        ('x="kutip"', '"kutip"'),
    ],
)
def test_values_of_set(sopan: Sopan, trial: Begin, given: str, kept: object) -> None:
    trial(LINE)
    sopan("complete", sopan("tasks")[0]["id"], "--set", given)
    (instance,) = sopan("list", "instances")
    assert sopan("show", instance["id"])["variables"] == {"x": kept}


def test_an_answer_that_is_text_stays_as_it_is_written(sopan: Sopan, trial: Begin) -> None:
    form = (
        '<bpmn:extensionElements><sop:form><sop:field id="nomor" label="Nomor" type="text"/>'
        '<sop:field id="jumlah" label="Jumlah" type="number"/></sop:form></bpmn:extensionElements>'
    )
    instance = trial(process(START + user("a", form) + user("b") + END, "mulai > a > b > selesai"))
    (task,) = sopan("tasks")
    sopan("complete", task["id"], "--set", "nomor=1.10", "--set", "jumlah=1.10")
    assert sopan("show", instance)["variables"] == {"nomor": "1.10", "jumlah": 1.1}
    (task,) = sopan("tasks")
    assert sopan("complete", task["id"], "--set", "x", "--json", code=2).stdout == ""


def test_values_from_a_file_and_from_stdin(sopan: Sopan, trial: Begin) -> None:
    trial(LINE)
    Path("nilai.json").write_text('\ufeff{"a": 1, "b": "2"}', encoding="utf-8")
    first = sopan("start", "proses", "--data", "@nilai.json", "--set", "a=3")
    assert sopan("show", first["id"])["variables"] == {"a": 3, "b": "2"}
    second = sopan("start", "proses", "--data", "@-", input='{"c": null}')
    assert sopan("show", second["id"])["variables"] == {"c": None}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--set", "hasil"], 'expected NAME=VALUE, but got "hasil"'),
        (["--set", "=ya"], "expected NAME=VALUE"),
        (["--set", "x=[1,"], "begins like JSON but is not"),
        (["--data", "[1]"], "expected a JSON object"),
        (["--data", "@tidak-ada.json"], "tidak-ada.json cannot be read"),
        (["--sett", "a=1"], "--set"),
    ],
)
def test_wrong_usage_exits_with_2(sopan: Sopan, wrong: list[str], said: str) -> None:
    ran = sopan("start", "proses", *wrong, code=2)
    assert ran.stdout == ""
    assert not Path("office.db").exists()
    assert said in " ".join(ran.stderr.replace("│", " ").split())


def test_an_unknown_command_is_answered_with_the_nearest(sopan: Sopan) -> None:
    assert "Did you mean 'claim'" in sopan("clam", code=2).stderr


def test_an_unknown_setting_is_answered_with_the_nearest(
    sopan: Sopan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOPAN_DATABSE_URL", "sqlite:///x.db")
    assert sopan("list", code=1).stderr.splitlines()[1] == (
        'Expected every setting to be known, but "databse_url" is not. '
        'Did you mean "database_url" (SOPAN_DATABASE_URL)?'
    )


@pytest.mark.usefixtures("environment")
def test_ctrl_c_ends_a_command_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(io.StringIO):
        def read(self, _: int | None = -1) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    monkeypatch.setattr(sys, "argv", ["sopan", "start", "proses", "--data", "@-"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")
    assert not Path("office.db").exists()


def test_the_real_command_in_a_pipe(environment: dict[str, str]) -> None:
    """Exit codes, no colour, and a reader who goes away, through the real process."""
    command = [sys.executable, "-m", "cli"]
    settings = {**environment, "PYTHONPATH": str(ROOT)}

    def run(*args: str) -> "subprocess.CompletedProcess[str]":
        line = [*command, *args]
        return subprocess.run(line, env=settings, capture_output=True, text=True, check=False)

    ran = run("list", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {"definitions": [], "instances": []}
    assert (run("show", "00000000").returncode, run("shwo").returncode) == (1, 2)
    with subprocess.Popen(
        [*command, "check", SOPS, "--json"],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as gone:
        assert gone.stdout
        assert gone.stderr
        gone.stdout.close()
        assert gone.stderr.read() == b""
