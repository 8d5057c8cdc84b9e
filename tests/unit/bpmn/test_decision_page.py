"""docs/reference/decisions.md says what the code does with every element, policy and type."""

import re
from pathlib import Path

from engine.bpmn import decision_calls, decision_markup, decision_tables

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "decisions.md"
TEXT = PAGE.read_text(encoding="utf-8")


def first_column(heading: str) -> set[str]:
    """Return the words in backticks in the first column of the table under a heading."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]*) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_element_is_listed_as_it_is_treated() -> None:
    rows = re.findall(r"^\| ((?:`\w+` ?)+)\| (run|kept|refused) \|", TEXT, re.MULTILINE)
    written = {
        name: treatment for names, treatment in rows for name in re.findall(r"`(\w+)`", names)
    }
    assert written == decision_markup.ELEMENTS


def test_every_hit_policy_and_type_is_listed() -> None:
    policies = {*decision_tables.SINGLE, *decision_tables.MANY, *decision_tables.AGGREGATORS}
    assert first_column("Hit policies") == policies
    assert first_column("Types") - {"typeRef", "itemDefinition"} == {*decision_tables.TYPES} - {""}


def test_the_mappings_the_versions_and_the_limit_are_named() -> None:
    assert {name for name in decision_calls.MAPPINGS if f"`{name}`" not in TEXT} == set()
    versions = sorted(decision_markup.VERSIONS.values())
    assert f"Files of DMN {versions[0]} to {versions[-1]} are read." in TEXT
    assert f"may have {decision_markup.MAX_TEXT} characters together" in TEXT
