"""Finds what we cannot run, or doubt, in a file before anything of it runs: every finding at once.

Three readings: the words (every element and attribute is one `coverage` knows), the shape (what may
stand where, which flow leads whence) and the paths (what can be reached, what can end).
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.bpmn import markup, paths, shapes
from engine.bpmn.coverage import ATTRIBUTES, ELEMENTS
from engine.bpmn.elements import HUMAN, SUBPROCESSES
from engine.bpmn.normalise import NODES, Process
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding

SCOPES: Final = SUBPROCESSES | {
    "process",
    "adHocSubProcess",
    "choreography",
    "subChoreography",
    "globalChoreographyTask",
}
"""What flow nodes may stand in."""
IGNORED: Final = frozenset(
    {
        "inputOutput",
        "ioMapping",
        "executionListener",
        "executionListeners",
        "taskListener",
        "taskListeners",
        "connector",
        "onEntry-script",
        "onExit-script",
    }
)
"""Extensions of other products that change variables or run code there."""
IGNORED_ATTRIBUTES: Final = frozenset(
    {
        "elementIndexVariable",
        "errorCodeVariable",
        "errorMessageVariable",
        "escalationCodeVariable",
        "initiator",
        "skipExpression",
        "terminateAll",
        "terminateMultiInstance",
        "variableMappingClass",
        "variableMappingDelegateExpression",
    }
)
"""Attributes of other products that do so."""
JOBS: Final = frozenset({"class", "delegateExpression", "expression", "topic", "type"})
"""Attributes of other products that say which code sends a message."""
BINDINGS: Final = frozenset({"deployment", "versionTag"})
"""Ways of other products to choose the version that is called."""
MAX_NODES: Final = 5_000
"""Nodes one process may have, its sub-processes included."""


def words(node: etree._Element) -> Iterator[Finding]:
    """Yield the elements and attributes of `node` and below that we do not run or do not know."""
    for each in _own(node):
        tag = markup.tag(each)
        entry = ELEMENTS.get(tag)
        element, at = _named(each), markup.line(each)
        if entry is None:
            yield Finding("error", "bpmn.unknown_element", element, at, {"tag": tag})
        elif tag == "assignment" and _only_for_the_form(each):
            yield Finding("warning", "bpmn.input_ignored", element, at)
        elif entry.treatment == "refused":
            yield Finding("error", entry.code, element, at, {"tag": tag})
        elif tag in NODES and markup.tag(_parent(each)) not in SCOPES:
            yield Finding("error", "bpmn.misplaced", element, at, {"tag": tag})
        for (holder, attribute), (harmless, code) in ATTRIBUTES.items():
            value = each.get(attribute)
            if value is not None and holder in ("*", tag) and value not in harmless:
                yield Finding("error", code, element, at, {"tag": tag})


def vendors(node: etree._Element) -> Iterator[Finding]:
    """Yield what a modeler's own extensions at or below `node` would do elsewhere and not here."""
    for holder in node.iter(f"{{{BPMN}}}extensionElements"):
        owner = _parent(holder)
        for each in holder:
            name = etree.QName(each).localname
            if name in IGNORED and not (
                name == "ioMapping" and markup.tag(owner) == "callActivity"
            ):
                yield _ignored(name, owner, each)
    for each in node.iter(f"{{{BPMN}}}*"):
        for key, value in each.attrib.items():
            name = str(key)
            if name[0] == "{" and _changes(each, name.rpartition("}")[2], str(value)):
                yield _ignored(name.rpartition("}")[2], each, each)


def process(process: Process) -> Iterator[Finding]:
    """Yield what is wrong or odd in the shape and the paths of `process`."""
    count = sum(len(scope.elements) for scope in process.scopes.values())
    if count > MAX_NODES:
        facts = {"count": count, "limit": MAX_NODES}
        yield Finding("error", "bpmn.too_many_nodes", process.id, 0, facts)
        return
    for scope in process.scopes.values():
        yield from shapes.check(scope, process)
        yield from paths.check(scope)


def _only_for_the_form(assignment: etree._Element) -> bool:
    """Tell whether `assignment` is to an input of a task of people, as jBPM gives each its name."""
    association = _parent(assignment)
    human = markup.tag(_parent(association)) in HUMAN
    return human and markup.tag(association) == "dataInputAssociation"


def _changes(element: etree._Element, attribute: str, value: str) -> bool:
    """Tell whether an attribute of another product changes there what `element` does."""
    if attribute in JOBS:
        return markup.tag(element) in ("sendTask", "messageEventDefinition")
    if attribute == "calledElementBinding":
        return value in BINDINGS
    return attribute in IGNORED_ATTRIBUTES


def _ignored(name: str, owner: etree._Element, at: etree._Element) -> Finding:
    facts = {"tag": name}
    return Finding("warning", "bpmn.extension_ignored", _named(owner), markup.line(at), facts)


def _own(node: etree._Element) -> Iterator[etree._Element]:
    """Yield `node` and every BPMN element below it, extensions left out."""
    if not markup.tag(node):
        return
    yield node
    stack = list(reversed(node))
    while stack:
        each = stack.pop()
        tag = markup.tag(each)
        if tag:
            yield each
            if tag != "extensionElements":
                stack.extend(reversed(each))


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    return node if parent is None else parent


def _named(node: etree._Element) -> str:
    """Return the id of `node` or of the nearest element around it that has one."""
    at: etree._Element | None = node
    while at is not None and not at.get("id"):
        at = at.getparent()
    return "" if at is None else at.get("id", "")
