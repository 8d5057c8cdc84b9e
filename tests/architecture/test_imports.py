"""Who may import whom, as pyproject.toml says ([tool.importlinter])."""

import importlib.util
import os
import subprocess
import sys

import pytest

from cli import homes
from tests.architecture.project import PACKAGES, PYPROJECT, ROOT


def test_every_import_keeps_the_rules() -> None:
    if importlib.util.find_spec("importlinter") is None:
        if os.environ.get("CI"):
            pytest.fail("import-linter must be installed in CI: pip install -e '.[dev]'")
        pytest.skip("import-linter is not installed: pip install -e '.[dev]'")
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    asked = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_one_list_of_packages_everywhere() -> None:
    tool = PYPROJECT["tool"]
    assert homes.PACKAGES == PACKAGES
    assert tuple(tool["mypy"]["packages"]) == (*PACKAGES, "tests", "bench")
    assert tuple(tool["importlinter"]["root_packages"]) == PACKAGES
