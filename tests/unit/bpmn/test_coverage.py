"""docs/reference/bpmn.md says what the code does with every element and event."""

import re
from pathlib import Path

import SpiffWorkflow
from lxml import etree

from engine.bpmn import activities, coverage, lint, parser, repetitions, timers, tokens
from engine.bpmn.runner import MAX_MISSED, Context
from tests.models import ORGANISATION

UNUSABLE = {
    "activity",
    "artifact",
    "baseElement",
    "baseElementWithMixedContent",
    "callableElement",
    "catchEvent",
    "choreographyActivity",
    "dataAssociation",
    "event",
    "eventDefinition",
    "flowElement",
    "flowNode",
    "gateway",
    "loopCharacteristics",
    "rootElement",
    "throwEvent",
}
"""Bases of the types of the standard, which no file contains."""
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "bpmn.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROW = re.compile(r"^\| ((?:`\w+` ?)+)\| (run|kept|refused) \|", re.MULTILINE)


def test_the_page_lists_every_element_as_it_is_treated() -> None:
    written = {
        name: treatment
        for names, treatment in ROW.findall(TEXT)
        for name in re.findall(r"`(\w+)`", names)
    }
    assert written == {name: entry.treatment for name, entry in coverage.ELEMENTS.items()}


def test_every_element_of_the_standard_is_in_the_table() -> None:
    schema = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema" / "Semantic.xsd"
    space = "{http://www.w3.org/2001/XMLSchema}"
    root = etree.parse(schema).getroot()
    known = {node.get("name") for node in root.iter(f"{space}element") if node.get("name")}
    assert known - UNUSABLE <= coverage.ELEMENTS.keys()
    assert coverage.ELEMENTS.keys() - known <= {"definitions", "import"}


def test_the_page_lists_every_event_where_it_may_stand() -> None:
    rows = {
        f"| {place} | {', '.join(sorted(kinds))} |"
        for place, kinds in {**coverage.CATCHES, **coverage.THROWS}.items()
    }
    assert rows <= set(TEXT.splitlines())


def test_the_page_names_every_attribute_that_is_refused() -> None:
    assert {name for _, name in coverage.ATTRIBUTES if name not in TEXT} == {"eventGatewayType"}


def test_the_page_says_the_limits() -> None:
    limits = " ".join(TEXT[TEXT.index("## Limits") :].split())
    assert limits == (
        f"## Limits {parser.MAX_PROCESSES} processes in a file, {lint.MAX_NODES} nodes in a "
        f"process, {repetitions.MAX_INSTANCES} instances of an activity, {activities.MAX_NESTING} "
        f"scopes within each other, {tokens.MAX_TOKENS:,} tokens in an instance, "
        f"{Context(ORGANISATION).step_budget} automatic steps in a row. What goes beyond is "
        f"refused, or an incident. After a pause up to {MAX_MISSED} missed timers of an instance "
        "fire in one step, the rest in the next."
    )
    assert f"up to {timers.CAUGHT_UP} is caught up" in TEXT
