"""The house rules a linter does not know. Each test reports every offender at once."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.project import PACKAGES, files, name, python_files, text

Rule = Callable[[str], Iterator[str]]

LONGEST = 600  # lines
NO_SUBJECT = {"utils", "helpers", "common", "manager", "service", "base", "misc"}
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}

# Written in pieces, so that this file does not contain what it forbids.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
PLACES = re.compile(
    "|".join(
        [
            "registry[.]npm" + "js",
            "py" + "pi[.]org",
            "files[.]python" + "hosted",
            "deb[.]deb" + "ian",
            r"(?<![\w.])/(?:wo" + "rk|ro" + "ot|ho" + "me|tm" + "p|Us" + r"ers)/",
        ]
    )
)
CIVIL_SERVANT_NUMBER = re.compile(r"(?<![\w.])\d{8} ?\d{6} ?\d ?\d{3}(?!\w)")


def without_docstring(source: str) -> Iterator[str]:
    """Find a module whose first statement is not a docstring."""
    if ast.get_docstring(ast.parse(source)) is None:
        yield "no docstring"


def more_than_docstring(source: str) -> Iterator[str]:
    """Find a statement of an `__init__.py` after its docstring."""
    for statement in ast.parse(source).body[1:]:
        yield f"line {statement.lineno}: more than a docstring"


def too_long(source: str) -> Iterator[str]:
    """Find a file nobody reads to its end."""
    if (lines := source.count("\n")) > LONGEST:
        yield f"{lines} lines"


def clock_reads(source: str) -> Iterator[str]:
    """Find a call that asks the machine for the time."""
    for call in ast.walk(ast.parse(source)):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name | ast.Attribute)
        ):
            owner = call.func.value
            owner_name = owner.id if isinstance(owner, ast.Name) else owner.attr
            if (owner_name, call.func.attr) in CLOCK_CALLS:
                yield f"line {call.lineno}: {owner_name}.{call.func.attr}()"


def imports_of(library: str) -> Rule:
    """Make the rule that finds imports of `library`."""

    def rule(source: str) -> Iterator[str]:
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(module.split(".")[0] == library for module in names):
                yield f"line {node.lineno}: imports {library}"

    return rule


def pattern(forbidden: re.Pattern[str]) -> Rule:
    """Make the rule that finds a pattern, line by line."""

    def rule(source: str) -> Iterator[str]:
        for number, line in enumerate(source.splitlines(), 1):
            if found := forbidden.search(line):
                yield f"line {number}: {found.group()}"

    return rule


def offences(rule: Rule, paths: list[Path]) -> list[str]:
    """Return what the rule finds in those files, each with its file."""
    return [f"{name(path)}: {found}" for path in paths for found in rule(text(path) or "")]


def all_text() -> list[Path]:
    """Return the files that are text."""
    return [path for path in files() if text(path) is not None]


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        (without_docstring, "import os\n"),
        (more_than_docstring, '"""Doc."""\nfrom engine import app\n'),
        (too_long, "\n" * (LONGEST + 1)),
        (clock_reads, "import datetime\ndatetime.datetime.now(UTC)\n"),
        (clock_reads, "import time\ntime.time()\n"),
        (imports_of("lxml"), "from lxml import etree\n"),
        (imports_of("lxml"), "import lxml.etree as tree\n"),
        (pattern(UNFINISHED), "# TO" + "DO: later\n"),
        (pattern(PLACES), "see /wo" + "rk/main\n"),
        (pattern(PLACES), "https://py" + "pi.org/simple\n"),
        (pattern(CIVIL_SERVANT_NUMBER), "NIP. 19000101 " + "190001 1 001\n"),
        (pattern(CIVIL_SERVANT_NUMBER), "nip = 190001011" + "900011001\n"),
    ],
)
def test_every_rule_sees_what_it_forbids(rule: Rule, sample: str) -> None:
    assert len(list(rule(sample))) == 1


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        (clock_reads, "clock.now()\nnow = instance.started_at\ntime.monotonic()\n"),
        (pattern(PLACES), "GET /api/work/items\nsqlite:///office.db\n"),
        (pattern(CIVIL_SERVANT_NUMBER), "sha256 0123456789012345678901234567890123456789\n0.1"),
    ],
)
def test_no_rule_sees_more_than_it_should(rule: Rule, sample: str) -> None:
    assert list(rule(sample)) == []


def test_a_module_begins_with_a_docstring() -> None:
    modules = [path for path in python_files() if path.stat().st_size]
    assert len(modules) > len(PACKAGES)
    assert offences(without_docstring, modules) == []


def test_a_package_has_a_docstring_and_nothing_else() -> None:
    packages = [path for path in python_files() if path.name == "__init__.py"]
    ours = [path for path in packages if name(path).split("/")[0] in PACKAGES]
    assert [name(path) for path in ours if not path.stat().st_size] == []
    assert offences(more_than_docstring, packages) == []


def test_a_module_is_named_after_its_subject() -> None:
    assert [name(path) for path in python_files() if path.stem in NO_SUBJECT] == []


def test_no_file_outgrows_its_reader() -> None:
    assert offences(too_long, python_files()) == []


def test_nothing_is_left_unfinished() -> None:
    assert offences(pattern(UNFINISHED), all_text()) == []


def test_no_place_of_one_machine_and_no_registry() -> None:
    assert offences(pattern(PLACES), all_text()) == []


def test_no_number_of_a_civil_servant() -> None:
    assert offences(pattern(CIVIL_SERVANT_NUMBER), all_text()) == []


def test_only_the_clock_reads_the_time() -> None:
    modules = python_files(*PACKAGES, "tests")
    others = [path for path in modules if name(path) != "engine/clock.py"]
    assert offences(clock_reads, others) == []


def test_spiffworkflow_has_one_door() -> None:
    modules = [p for p in python_files(*PACKAGES) if not name(p).startswith("engine/bpmn/")]
    assert offences(imports_of("SpiffWorkflow"), modules) == []


def test_xml_is_read_in_two_places() -> None:
    homes = ("engine/bpmn/", "processes/")
    modules = [path for path in python_files(*PACKAGES) if not name(path).startswith(homes)]
    assert offences(imports_of("lxml"), modules) == []
