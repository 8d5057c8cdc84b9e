"""The documentation says what the code says: settings, commands, words, links."""

import dataclasses
import difflib
import re
from pathlib import Path
from typing import get_args

from engine.core.lifecycle import InstanceStatus, WorkItemState
from engine.settings import PREFIX, Settings
from tests.architecture import reference
from tests.architecture.project import ROOT, files, name

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)]*)?\)")


def read(path: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


def links(page: Path) -> list[Path]:
    """Return the files a page leads to, whether they are there or not."""
    targets = [found.group(1) for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    return [(page.parent / target).resolve() for target in targets if target]


def test_every_setting_stands_in_its_reference_as_it_is() -> None:
    rows = {
        f"| `{PREFIX}{item.name.upper()}` | `{item.default}` | {item.metadata['help']} |"
        for item in dataclasses.fields(Settings)
    }
    written = {
        line
        for line in read("docs/reference/settings.md").splitlines()
        if line.startswith(f"| `{PREFIX}")
    }
    assert written == rows


def test_the_page_of_commands_says_what_the_help_says() -> None:
    written = reference.PAGE.read_text(encoding="utf-8").splitlines()
    changes = list(difflib.unified_diff(written, reference.page().splitlines(), n=0, lineterm=""))
    assert changes == [], "write it anew: python -m tests.architecture.reference"


def test_the_glossary_knows_every_state() -> None:
    glossary = read("docs/glossary.md")
    states = {*get_args(WorkItemState), *get_args(InstanceStatus)}
    assert {state for state in states if f"`{state}`" not in glossary} == set()


def test_every_link_leads_to_a_file() -> None:
    pages = [path for path in files() if path.suffix == ".md"]
    missing = [f"{name(page)}: {to}" for page in pages for to in links(page) if not to.exists()]
    assert missing == []
    assert ROOT / "docs" / "README.md" in pages


def test_every_page_can_be_found_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    found = {index, *links(index), *links(ROOT / "docs" / "decisions" / "README.md")}
    pages = {path for path in files() if path.suffix == ".md" and path.is_relative_to(index.parent)}
    assert sorted(map(name, pages - found)) == []


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "\n## [Unreleased]\n" in read("CHANGELOG.md")


def test_a_decision_is_short_and_has_its_three_parts() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert records
    for record in records:
        lines = record.read_text(encoding="utf-8").splitlines()
        headings = [line for line in lines if line.startswith("## ")]
        assert headings == ["## Context", "## Decision", "## Consequences"], record.name
        assert len(lines) < 40, record.name
