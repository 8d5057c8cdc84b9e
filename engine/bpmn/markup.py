"""Reading a BPMN file bit by bit: tags, references, expressions; what is odd becomes a finding."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from engine.bpmn.expressions import (
    Expression,
    ExpressionError,
    Script,
    compile_expression,
    compile_script,
)
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding


@dataclass(slots=True)
class Reading:
    """A file that is being read: what it declares by id, the ids made up and seen, what was odd.

    `pools` are the participants by process, `retrievals` the correlation keys by message.
    """

    root: etree._Element
    findings: list[Finding] = field(default_factory=list)
    declared: dict[str, etree._Element] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    pools: dict[str, etree._Element] = field(default_factory=dict)
    retrievals: dict[str, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what the file declares."""
        for node in self.root.iter(f"{{{BPMN}}}*"):
            kind = tag(node)
            if node.get("id"):
                self.declared.setdefault(node.get("id", ""), node)
            if kind == "participant":
                self.pools.setdefault(local(node.get("processRef")), node)
            elif kind == "correlationPropertyRetrievalExpression":
                self.retrievals.setdefault(local(node.get("messageRef")), node)

    def error(self, code: str, node: etree._Element, **facts: object) -> None:
        """Note an error at `node`; the fact `element` names another than its own id."""
        element = str(facts.pop("element", "") or node.get("id", ""))
        self.findings.append(Finding("error", code, element, line(node), facts))

    def id(self, node: etree._Element) -> str:
        """Return the id of `node`; one without gets one, from its tag and place."""
        if not node.get("id"):
            kind = tag(node)
            while True:
                self.made[kind] += 1
                made = f"{kind}_{self.made[kind]}"
                if made not in self.declared:
                    break
            self.declared[made] = node
            node.set("id", made)
        return node.get("id", "")

    def unique(self, node: etree._Element) -> str:
        """Return the id of `node`; one that was used before is an error, and another is made up."""
        id_ = self.id(node)
        if id_ in self.seen:
            self.error("bpmn.duplicate_id", node)
            del node.attrib["id"]
            id_ = self.id(node)
        self.seen.add(id_)
        return id_

    def resolved(self, reference: str | None) -> str:
        """Return the id that `reference` names: references are QNames, with a prefix or without."""
        written = reference or ""
        plain = local(written)
        return plain if plain in self.declared and written not in self.declared else written

    def referenced(self, reference: str, kind: str) -> etree._Element | None:
        """Return the element of `kind` that `reference` names, with or without a prefix."""
        for key in (reference.strip(), local(reference)):
            found = self.declared.get(key)
            if found is not None and tag(found) == kind:
                return found
        return None

    def expression(self, source: str | None, node: etree._Element, owner: str) -> Expression | None:
        """Return `source`, which stands in `node`, compiled; None if it is empty or an error."""
        if source is None or not source.strip():
            return None
        if source.split(maxsplit=1)[0] == "return":  # how jBPM writes a condition in Java
            source = source.replace("return", "", 1).rstrip().removesuffix(";")
        try:
            return compile_expression(source)
        except ExpressionError as error:
            self._bad(error, node, owner)
            return None

    def script(self, source: str, node: etree._Element, owner: str) -> Script | None:
        """Return the script `source`, which stands in `node`, compiled; None if it is an error."""
        try:
            return compile_script(source)
        except ExpressionError as error:
            self._bad(error, node, owner)
            return None

    def _bad(self, error: ExpressionError, node: etree._Element, owner: str) -> None:
        at = line(node) + max(error.line - 1, 0)
        facts = {"source": "", **error.facts}
        self.findings.append(Finding("error", error.code, owner, at, facts))


def tag(node: etree._Element) -> str:
    """Return the name of a BPMN element, "" for any other and for a comment."""
    name = node.tag
    if isinstance(name, str) and name.startswith(f"{{{BPMN}}}"):
        return name[len(BPMN) + 2 :]
    return ""


def local(reference: str | None) -> str:
    """Return what `reference` names, without a prefix."""
    return (reference or "").strip().rpartition(":")[2]


def line(node: etree._Element) -> int:
    """Return the line `node` begins on."""
    return node.sourceline or 0


def children(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of `node` that are BPMN elements of one of `names`."""
    return (child for child in node if tag(child) in names)


def child(node: etree._Element, name: str) -> etree._Element | None:
    """Return the first BPMN child of that name."""
    return next(children(node, name), None)


def text(node: etree._Element | None) -> str:
    """Return the text of `node` without the spaces around it."""
    return "" if node is None else "".join(node.itertext()).strip()


def name(node: etree._Element) -> str:
    """Return the name of `node` on one line."""
    return " ".join(node.get("name", "").split())


def is_true(value: str | None) -> bool:
    """Tell whether an XML attribute says true."""
    return value in ("true", "1")


def vendor(node: etree._Element, attribute: str) -> str | None:
    """Return the attribute of that local name in a modeler's own namespace."""
    for key, value in node.attrib.items():
        if isinstance(key, str) and key.startswith("{") and key.endswith(f"}}{attribute}"):
            return str(value)
    return None
