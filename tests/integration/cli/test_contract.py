"""The contract other programs rely on, and what a person reads while a cycle runs."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from cli.commands import app
from tests.builders import END, START, process, user
from tests.integration.cli.commandline import BOALEMO, LINE, Begin, Sopan


def leaves(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, as it is typed."""
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(words), command
        return
    for word, child in below.items():
        yield from leaves(child, (*words, word))


COMMANDS = dict(leaves(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_an_example_and_json(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.epilog.startswith(f"Example: sopan {name}")
    assert any("--json" in parameter.opts for parameter in command.params)
    helped = CliRunner().invoke(app, [*name.split(), "--help"])
    assert (helped.exit_code, helped.exception) == (0, None)


def test_a_lakip_cycle_of_boalemo_from_deploy_to_its_end(
    sopan: Sopan, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contract, as a program walks it: both correction loops, one return, a whole trail."""
    monkeypatch.setenv("SOPAN_DATABASE_URL", empty_url)
    (deployed,) = sopan("deploy", BOALEMO)
    assert (deployed["definition"], deployed["version"], deployed["new"]) == (
        "boalemo/lakip",
        1,
        True,
    )
    assert sopan("deploy", BOALEMO)[0]["new"] is False

    started = sopan("start", "boalemo/lakip", "--title", "LAKIP 2026")
    instance = started["id"]
    assert (started["status"], started["title"]) == ("active", "LAKIP 2026")

    def do(step: str, *answers: str) -> Any:
        (task,) = sopan("tasks", "--agency", "boalemo")
        assert task["step"] == step
        officer = task["candidates"][0]
        sets = [word for answer in answers for word in ("--set", answer)]
        return sopan("complete", task["id"], "--as", officer, *sets)

    for step in ("1", "2", "3", "4", "5", "6"):
        do(step)
    assert [n["step"] for n in do("7", "hasil=tidak")["next"]] == ["6"]
    do("6")
    do("7", "hasil=ya")
    do("8")
    assert [n["step"] for n in do("9", "hasil=tidak")["next"]] == ["6"]
    do("6")
    do("7", "hasil=ya")
    (task,) = sopan("tasks", "--agency", "boalemo", "--as", "sekretaris")
    returned = sopan("return", task["id"], "--as", "sekretaris", "--reason", "Tabel 3 kosong")
    assert returned["work_item"]["state"] == "returned"
    assert [n["step"] for n in returned["next"]] == ["7"]
    do("7", "hasil=ya")
    do("8")
    do("9", "hasil=ya")
    do("10")
    ended = do("11")

    assert (ended["status"], ended["next"]) == ("completed", [])
    shown = sopan("show", instance)
    assert (shown["status"], shown["open"]) == ("completed", [])
    assert [step["step"] for step in shown["steps"]] == [
        *("1", "2", "3", "4", "5", "6", "7"),
        *("6", "7", "8", "9"),
        *("6", "7", "8", "7", "8", "9", "10", "11"),
    ]
    assert all(step["closed_at"] >= step["ready_at"] for step in shown["steps"])
    verified = sopan("audit", "verify", instance)
    assert (verified["whole"], verified["streams"], verified["breaks"]) == (True, 1, [])
    assert sopan("tasks", "--agency", "boalemo") == []


def test_a_task_in_json_has_what_the_contract_names(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    instance = sopan("start", "boalemo/lakip", "--title", "LAKIP 2026")["id"]
    (task,) = sopan("tasks", "--agency", "boalemo")
    contract = {
        *("id", "instance", "step", "node", "name", "lane", "position", "state", "round"),
        *("officer", "candidates", "ready_at", "deadline"),
    }
    assert contract <= task.keys()
    assert task["instance"] == instance
    assert task["candidates"] == ["kasubag"]
    assert (task["node"], task["state"], task["round"]) == ("langkah_1", "ready", 1)
    assert task["officer"] is None


def test_a_person_reads_who_comes_next(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    sopan("start", "boalemo/lakip", "--title", "LAKIP 2026")
    id = sopan("tasks", "--agency", "boalemo")[0]["id"]
    ran = sopan("complete", id[-8:], "--as", "kasubag", code=0)
    instance = sopan("list", "instances")[0]["id"][-8:]
    (following,) = sopan("tasks", "--agency", "boalemo")
    lines = ran.stdout.splitlines()
    post = "Kepala Sub Bagian Penyusunan Program"
    assert lines[:4] == [
        f'boalemo/lakip versi 1 "LAKIP 2026" ({instance}): Berjalan',
        f"Langkah 1 Menerima Informasi dan Administrasi: Selesai, {post} (kasubag)",
        "Berikutnya:",
        "ID\tLangkah\tKegiatan\tPelaksana\tStatus\tTenggat",
    ]
    cells = lines[4].split("\t")
    assert cells[:2] == [following["id"][-8:], "2"]
    assert cells[3:5] == [f"{post} (kasubag)", "Belum diambil"]
    assert cells[5].endswith("WITA")
    assert len(lines) == 5


def test_a_person_reads_what_a_step_asks_for(sopan: Sopan, trial: Begin) -> None:
    form = (
        '<bpmn:extensionElements><sop:form><sop:field id="hasil" label="Hasil" type="choice" '
        'required="true"><sop:option value="ya" label="Ya"/><sop:option value="tidak" '
        'label="Tidak"/></sop:field><sop:field id="catatan" label="Catatan" type="text"/>'
        "</sop:form></bpmn:extensionElements>"
    )
    trial(process(START + user("a", form) + END, "mulai > a > selesai"))
    (task,) = sopan("tasks")
    asked = ["  --set hasil=ya|tidak  Hasil", "  --set catatan=text  Catatan (boleh kosong)"]
    assert sopan("task", task["id"], code=0).stdout.splitlines()[-2:] == asked
    assert [field["id"] for field in sopan("task", task["id"])["form"]] == ["hasil", "catatan"]


def test_the_end_is_said(sopan: Sopan, trial: Begin) -> None:
    trial(process(START + user("a") + END, "mulai > a > selesai"))
    ran = sopan("complete", sopan("tasks")[0]["id"], code=0)
    assert ran.stdout.splitlines()[1:] == [
        "Langkah a a: Selesai, sistem",
        "Pelaksanaan SOP selesai.",
    ]


def test_lists_are_plain_lines_in_a_pipe(sopan: Sopan, trial: Begin) -> None:
    assert sopan("list", code=0).stdout == (
        "Definisi SOP\nTidak ada.\nPelaksanaan SOP\nTidak ada.\n"
    )
    instance = trial(LINE)
    lines = sopan("list", "instances", code=0).stdout.splitlines()
    assert lines[1].split("\t")[:7] == [
        *(instance[-8:], "proses", "uji/proses", "1", "Berjalan", "1", "0")
    ]
    assert lines[1].endswith("WIB")
    assert sopan("list", "agencies") == [
        {
            "id": "uji",
            "name": "Uji coba",
            "zone": "Asia/Jakarta",
            "definitions": 1,
            "running": 1,
            "officers": 0,
        }
    ]
    shown = sopan("show", instance, "--events", code=0).stdout
    assert "Pelaksanaan SOP dimulai" in shown
    assert "\x1b" not in shown


def test_a_title_cannot_steer_a_terminal(sopan: Sopan, trial: Begin) -> None:
    trial(LINE)
    sopan("start", "proses", "--title", "a\x1b[2Jb\x9bc")
    assert "a\ufffd[2Jb\ufffdc" in sopan("list", code=0).stdout
