"""What was mistyped is named, with the nearest known one: no empty list, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.cli.commandline import BOALEMO, ROOT, Sopan


@pytest.mark.parametrize(
    "line",
    [
        ("tasks", "--agency", "boalmo"),
        ("tasks", "--agency", "boalmo", "--as", "kasubag"),
        ("list", "instances", "--agency", "boalmo"),
        ("list", "definitions", "--agency", "boalmo"),
        ("incidents", "--agency", "boalmo"),
    ],
)
def test_an_unknown_agency_is_not_an_empty_list(sopan: Sopan, line: tuple[str, ...]) -> None:
    sopan("deploy", BOALEMO)
    assert sopan(*line, code=1).stderr.splitlines()[-1] == (
        'Expected an agency named "boalmo", but there is none. Did you mean "boalemo"?'
    )


def test_an_agency_with_nothing_open_is_an_empty_list(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    assert sopan("tasks", "--agency", "boalemo") == []
    assert sopan("tasks", "--agency", "boalemo", "--as", "kasubag") == []
    assert sopan("incidents", "--agency", "boalemo") == []


def test_an_unknown_officer_has_no_empty_list(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    ran = sopan("tasks", "--agency", "boalemo", "--as", "kasubagg", code=1)
    assert ran.stderr.splitlines()[-1] == (
        'Expected an officer named "kasubagg", but there is none. Did you mean "kasubag"?'
    )


@pytest.mark.parametrize(
    "line",
    [
        ("tasks", "--limit", "99999999999999999999"),
        ("activate", "boalemo/lakip", "99999999999999999999"),
        ("start", "boalemo/lakip", "--version", "99999999999999999999"),
        ("migrate", "00000000", "--to-version", "0"),
    ],
)
def test_a_number_no_database_holds_is_wrong_usage(sopan: Sopan, line: tuple[str, ...]) -> None:
    assert "Traceback" not in sopan(*line, code=2).stderr


@pytest.mark.parametrize(("name", "value"), [("PORT", "65536"), ("TICK_SECONDS", "nan")])
def test_a_number_no_setting_can_have_is_refused(
    sopan: Sopan, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SOPAN_{name}", value)
    assert f"but it is {value}" in sopan("list", code=1).stderr.replace('"', "")


def test_an_option_no_server_knows_is_named(sopan: Sopan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPAN_DATABASE_URL", "postgresql://ani@127.0.0.1/office?pool=5")
    assert sopan("list", code=1).stderr.splitlines()[-1] == (
        "Expected every option of the PostgreSQL address to be known, but that is not so "
        '(invalid connection option "pool"). '
        "Check what follows the question mark in SOPAN_DATABASE_URL."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows hands over UTF-16 whatever was typed")
def test_bytes_that_are_no_text_are_wrong_usage(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cli", "start", b"boalemo/\xff"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == (
        'Expected the command to be UTF-8, but "boalemo/\\udcff" is not. '
        "Check the settings of the terminal, or rename the file."
    )


def test_a_check_of_nothing_does_not_pass(sopan: Sopan, tmp_path: Path) -> None:
    assert sopan("check", str(tmp_path), code=1).stderr.splitlines()[-1] == (
        f'Expected "{tmp_path}" to hold SOPs, but there is neither an agency.toml nor a .bpmn '
        "file. Name the folder of an agency, a folder of such folders, or a .bpmn file."
    )
