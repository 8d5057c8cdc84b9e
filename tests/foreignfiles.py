"""BPMN files as other tools write them, and what such a file says, whoever has written it down."""

from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Final

from lxml import etree

FILES: Final = sorted((Path(__file__).parent / "foreign").glob("*.bpmn"))

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING: Final = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
)
TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
FORMAL: Final = f"{{{BPMN}}}formalExpression"

Said = tuple[str, ...]


def said(data: bytes) -> Counter[Said]:
    """Return everything a file says, and how often: elements, attributes, texts, comments.

    Each with what it stands in. What BPMN leaves open is left out: the order of elements that are
    referred to by id, spaces between them, prefixes, and how numbers of the drawing are written.
    """
    root = etree.fromstring(data)
    outside = [*root.itersiblings(preceding=True), *root.itersiblings()]
    found = Counter(_aside(node, "file") for node in outside)
    level = [root]
    while level:
        found.update(each for element in level for each in _element(element))
        level = [child for element in level for child in element if _is_known(child)]
    return found


def _element(element: etree._Element) -> list[Said]:
    here, attributes = (*_place(element), _text(element)), dict(element.attrib)
    kind = str(attributes.pop(TYPE, "")).rpartition(":")[2]
    kind = "tFormalExpression" if element.tag == FORMAL else kind
    lines = [here, *([(*here, TYPE, kind)] if kind else [])]
    lines += [(*here, str(name), _value(element, value)) for name, value in attributes.items()]
    for child in element:
        if not isinstance(child.tag, str):
            lines.append(_aside(child, *_place(element)))
        elif not _is_known(child):
            alone = deepcopy(child)
            alone.tail = None
            lines.append((*_place(child), etree.tostring(alone, method="c14n2").decode()))
    return lines


def _place(element: etree._Element) -> Said:
    """Return the element with an id that something stands in, and the way there."""
    way: list[str] = []
    at: etree._Element | None = element
    while at is not None:
        if at.get("id"):
            return (*way, str(at.tag), str(at.get("id")))
        way.append(_tag(at))
        at = at.getparent()
    return tuple(way)


def _tag(element: etree._Element) -> str:
    """Return its tag; a formal expression may as well be written as an expression of that type."""
    return f"{{{BPMN}}}expression" if element.tag == FORMAL else str(element.tag)


def _aside(node: etree._Element, *place: str) -> Said:
    return (type(node).__name__, (node.text or "").strip(), *place)


def _is_known(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).namespace in (BPMN, *DRAWING)


def _text(element: etree._Element) -> str:
    text = element.text or ""
    return text if text.strip() and not len(element) else ""


def _value(element: etree._Element, value: str) -> str:
    if etree.QName(element).namespace in DRAWING and value.replace(".", "").isdecimal():
        return f"{float(value):g}"
    return value
