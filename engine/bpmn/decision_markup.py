"""Reading a DMN file bit by bit: elements, types, cells, expressions; what is odd is a finding.

An element is run, kept without effect, or refused by name: nothing is skipped without a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from engine.bpmn.decision_cells import Formula, compile_cell, compile_formula
from engine.bpmn.decision_tables import TYPES, Type
from engine.bpmn.expression_values import ExpressionError, Meter, shown
from engine.core.findings import Finding

VERSIONS: Final[Mapping[str, str]] = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
"""Namespace -> version of DMN."""

MAX_TEXT: Final = 200_000
"""Characters in all cells and expressions of one file; reading more takes too long."""

Treatment = Literal["run", "kept", "refused"]


def _all(treatment: Treatment, names: str) -> dict[str, Treatment]:
    return dict.fromkeys(names.split(), treatment)


ELEMENTS: Final[Mapping[str, Treatment]] = {
    **_all("run", "definitions decision decisionTable literalExpression variable text"),
    **_all("run", "input inputExpression inputValues output outputValues defaultOutputEntry"),
    **_all("run", "rule inputEntry outputEntry"),
    **_all("run", "itemDefinition typeRef allowedValues typeConstraint"),
    **_all("run", "informationRequirement requiredDecision requiredInput inputData"),
    # Functions and what is built with them
    **_all("refused", "businessKnowledgeModel knowledgeRequirement functionDefinition invocation"),
    **_all("refused", "context contextEntry relation list importedValues"),
    **_all("refused", "conditional filter for every some"),
    # Types of lists and objects, which we do not look into
    **_all("kept", "itemComponent typeLanguage functionItem parameters import"),
    # Notes and drawing
    **_all("kept", "description question allowedAnswers annotation annotationEntry"),
    **_all("kept", "extensionElements textAnnotation association sourceRef targetRef group"),
    # Who decides and why
    **_all("kept", "authorityRequirement requiredAuthority knowledgeSource type owner locationURI"),
    **_all("kept", "organizationUnit decisionMade decisionOwned decisionMaker decisionOwner"),
    **_all("kept", "performanceIndicator supportedObjective impactedPerformanceIndicator"),
    **_all("kept", "impactingDecision usingProcess usingTask businessContextElement"),
    # Services offer decisions to other programs; BPMN calls a decision itself
    **_all("kept", "decisionService outputDecision encapsulatedDecision inputDecision"),
    **_all("kept", "elementCollection drgElement"),
}
"""Local name of an element of DMN -> what we do with it."""


@dataclass(slots=True)
class Reading:
    """A DMN file that is being read: its namespace, its types, and what was odd."""

    root: etree._Element
    namespace: str
    findings: list[Finding] = field(default_factory=list)
    types: dict[str, Type] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    left: int = MAX_TEXT

    def __post_init__(self) -> None:
        """Look at every element, and read the types the file defines."""
        self._words(self.root)
        defined = {
            each.get("name", ""): each for each in self.children(self.root, "itemDefinition")
        }
        for name in defined:
            self._define(name, defined)

    def error(self, code: str, node: etree._Element, **facts: object) -> None:
        """Note an error at `node`."""
        line = node.sourceline or 0
        self.findings.append(Finding("error", code, _named(node), line, facts))

    def children(self, node: etree._Element, *names: str) -> Iterator[etree._Element]:
        """Yield the DMN children of `node` with one of `names`."""
        tags = {f"{{{self.namespace}}}{name}" for name in names}
        return (child for child in node if child.tag in tags)

    def child(self, node: etree._Element, name: str) -> etree._Element | None:
        """Return the first DMN child of that name."""
        return next(self.children(node, name), None)

    def text(self, node: etree._Element | None) -> str:
        """Return what stands in the `text` of `node`, "" where there is none."""
        written = None if node is None else self.child(node, "text")
        return "" if written is None else "".join(written.itertext()).strip()

    def type(self, node: etree._Element | None) -> Type:
        """Return the type `node` refers to."""
        written = "" if node is None else node.get("typeRef", "").strip()
        found = self._type(written)
        if found is None and node is not None:
            self.error("decision.type_unknown", node, type=written)
        return found or Type()

    def cell(self, node: etree._Element | None, place: str, called: str = "?") -> Formula | None:
        """Return the test in `node`, None for one that fits everything."""
        return None if node is None else self._compiled(node, place, called)

    def formula(self, node: etree._Element | None, place: str) -> Formula | None:
        """Return the expression in `node`, None for an empty one."""
        return None if node is None or not self.text(node) else self._compiled(node, place, "")

    def constant(self, formula: Formula | None, type: Type, node: etree._Element) -> None:
        """Note an output that reads no variable and is in error, or not of its type."""
        if formula is None or formula.reads:
            return
        try:
            value = formula.evaluate({}, self.meter)
            fits = type.admits(value, self.meter)
        except ExpressionError as error:
            self._bad(error, node)
            return
        if not fits:
            facts = {"source": formula.source, "type": type.name, "value": shown(value)}
            self.error("decision.constant", node, **facts)

    def _words(self, node: etree._Element) -> None:
        """Note the elements that are refused or unknown; inside one there is nothing to add."""
        stack = [node]
        while stack:
            each = stack.pop()
            tag = etree.QName(each)
            if tag.namespace != self.namespace:
                continue
            name = tag.localname
            if name not in ELEMENTS:
                self.error("decision.unknown_element", each, tag=name)
            elif ELEMENTS[name] == "refused":
                self.error("decision.refused", each, tag=name)
            elif name != "extensionElements":
                stack.extend(reversed(each))

    def _define(self, name: str, defined: Mapping[str, etree._Element]) -> None:
        """Read the type `name`, which may be another one with a list of the values allowed."""
        chain: list[str] = []
        at = name
        while at in defined and at not in self.types and at not in chain:
            chain.append(at)
            at = self._definition(defined[at])
        for each in reversed(chain):
            node = defined[each]
            base = self._type(self._definition(node))
            if base is None:
                self.error("decision.type_unknown", node, type=self._definition(node))
            base = base or Type()
            limits = next(self.children(node, "allowedValues", "typeConstraint"), None)
            self.types[each] = Type(each, base.base, self.cell(limits, each) or base.allowed)

    def _definition(self, node: etree._Element) -> str:
        """Return the type an itemDefinition narrows; lists and objects are not looked into."""
        written = self.child(node, "typeRef")
        plain = node.get("isCollection") not in ("true", "1") and written is not None
        return _unprefixed((written.text or "") if plain and written is not None else "Any")

    def _type(self, written: str) -> Type | None:
        name = _unprefixed(written)
        if name in self.types:
            return self.types[name]
        return Type(name, TYPES[name]) if name in TYPES else None

    def _compiled(self, node: etree._Element, place: str, called: str) -> Formula | None:
        language = node.get("expressionLanguage") or self.root.get("expressionLanguage") or "feel"
        if "feel" not in language.casefold() and language.casefold() != "juel":
            self.error("decision.language", node, language=language)
            return None
        source = self.text(node)
        if self._too_long(source):
            return None
        try:
            if called:
                return compile_cell(source, place, called)
            return compile_formula(source, place)
        except ExpressionError as error:
            self._bad(error, node)
            return None

    def _too_long(self, source: str) -> bool:
        """Tell whether the cells read so far are too long altogether; note it once."""
        before, self.left = self.left, self.left - len(source)
        if before >= 0 > self.left:
            self.error("decision.too_long", self.root, limit=MAX_TEXT)
        return self.left < 0

    def _bad(self, error: ExpressionError, node: etree._Element) -> None:
        written = self.child(node, "text")
        at = (written if written is not None else node).sourceline or 0
        facts = {"source": "", **error.facts}
        line = at + max(error.line - 1, 0)
        self.findings.append(Finding("error", error.code, _named(node), line, facts))


def label(node: etree._Element) -> str:
    """Return the name, the label or the id of `node`, on one line."""
    for attribute in ("name", "label", "id"):
        if found := " ".join(node.get(attribute, "").split()):
            return found
    return ""


def _named(node: etree._Element) -> str:
    """Return the id of the decision `node` stands in, else that of what is nearest."""
    around = (node, *node.iterancestors())
    decisions = [each for each in around if etree.QName(each).localname == "decision"]
    return next((each.get("id", "") for each in (*decisions, *around) if each.get("id")), "")


def _unprefixed(name: str) -> str:
    """Return the name of a type without the prefix DMN 1.1 gives it: feel:string."""
    return name.strip().rpartition(":")[2]
