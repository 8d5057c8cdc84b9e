"""A folder of one's own with an empty office on SQLite, and the command line on it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.commands import app
from tests.integration.cli.commandline import Begin, Sopan


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A folder of one's own with an empty office, in Indonesian."""
    for name in os.environ:
        if name.startswith("SOPAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOPAN_DATABASE_URL", "sqlite:///office.db")
    return dict(os.environ)


@pytest.fixture
def sopan(environment: dict[str, str]) -> Sopan:  # noqa: ARG001 - it is where the office is
    """Run a command; with `code` None in a program's way: exit code 0, and its JSON."""

    def run(*args: str, code: int | None = None, input: str | None = None) -> Any:
        as_program = code is None
        line = [*args, "--json"] if as_program else list(args)
        ran = CliRunner().invoke(app, line, input=input, catch_exceptions=False)
        if not as_program:
            assert ran.exit_code == code, ran.output
            return ran
        assert ran.exit_code == 0, ran.output
        assert ran.stderr == ""
        return json.loads(ran.stdout)

    return run


@pytest.fixture
def trial(sopan: Sopan) -> Begin:
    """Deploy a model for the trial agency and start it; return the instance."""

    def begin(model: bytes) -> str:
        Path("model.bpmn").write_bytes(model)
        sopan("deploy", "model.bpmn")
        return str(sopan("start", "proses")["id"])

    return begin
