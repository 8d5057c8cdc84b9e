"""Versions that come into force on a day, from the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.clock import SystemClock
from engine.core import indonesian
from tests.integration.cli.commandline import LINE, Begin, Sopan

LATER = SystemClock().now().date() + timedelta(days=40)
STILL_LATER = LATER + timedelta(days=1)


@pytest.fixture
def second(trial: Begin) -> str:
    """Have one version in force, and another one as a file."""
    trial(LINE)
    Path("baru.bpmn").write_bytes(LINE.replace(b'name="b"', b'name="baru"'))
    return "baru.bpmn"


def test_a_version_is_scheduled_listed_moved_and_withdrawn(sopan: Sopan, second: str) -> None:
    (made,) = sopan("deploy", second, "--from", LATER.isoformat())
    assert (made["status"], made["schedule"]["effective_on"]) == ("draft", LATER.isoformat())
    ran = sopan("activate", "uji/proses", "2", "--from", f"{STILL_LATER:%d-%m-%Y}", code=0)
    said = indonesian.day(STILL_LATER)
    assert ran.stdout.splitlines() == [
        "uji/proses versi 2: Belum diberlakukan",
        f"uji/proses versi 2 berlaku mulai {said}",
    ]
    rows = sopan("list", "definitions", code=0).stdout.splitlines()
    since, coming = (row.split("\t")[3] for row in rows[1:])
    assert since.startswith("sejak ")
    assert coming == f"mulai {said}"
    ran = sopan("unschedule", "uji/proses", "2", code=0)
    assert ran.stdout == "Jadwal berlaku uji/proses versi 2 dibatalkan.\n"
    assert [row["schedule"] for row in sopan("list", "definitions")] == [None, None]
    ran = sopan("unschedule", "uji/proses", "2", code=1)
    assert ran.stderr.splitlines()[1] == (
        "Expected uji/proses version 2 to be scheduled, but it is not. "
        "See its versions as they are now."
    )


def test_a_day_that_has_begun_is_refused_and_nothing_is_deployed(sopan: Sopan, second: str) -> None:
    ran = sopan("deploy", second, "--from", "2026-01-01", code=1)
    assert "Choose a later day, or put the version in force now." in ran.stderr
    assert [row["version"] for row in sopan("list", "definitions")] == [1]


def test_a_day_that_is_none_or_contradicts_itself_is_wrong_usage(sopan: Sopan, second: str) -> None:
    assert "31-2-2027" in sopan("deploy", second, "--from", "31-2-2027", code=2).stderr
    both = sopan("deploy", second, "--draft", "--from", LATER.isoformat(), code=2)
    assert "not both" in both.stderr
