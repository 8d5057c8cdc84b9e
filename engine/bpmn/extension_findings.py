"""Knows what is odd in the extension elements of a model: misspelled, misplaced, missing, unusable.

An unknown name is a warning, since the process still runs; a value we could not honour is an error.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from engine.bpmn import extension_reporting as reporting
from engine.bpmn import ladder_findings
from engine.bpmn.expression_tokens import RESERVED
from engine.bpmn.extension_elements import ELEMENTS, SOP, VALUES
from engine.bpmn.reader import BPMN
from engine.core import timestandard
from engine.core.findings import Finding

PATTERNS: Final = {
    ("field", "id"): (re.compile(r"[^\W\d_]\w*"), "hasil, nomor_surat"),
    ("column", "id"): (re.compile(r"[^\W\d_]\w*"), "uraian, jumlah"),
    ("give", "name"): (re.compile(r"[^\W\d_]\w*"), "hasil, nomor_surat"),
    **ladder_findings.PATTERNS,
}
"""Attributes with a form of their own, and examples of it."""


def findings(element: etree._Element) -> list[Finding]:
    """Return what is odd in our extension elements and attributes at or below `element`."""
    found: list[Finding] = []
    for each in element.iter("*"):
        name = etree.QName(each)
        if name.namespace == SOP:
            found.extend(_about(each, name.localname))
        else:
            found.extend(_foreign_attributes(each))
        if each.tag == reporting.HOLDER:
            found.extend(_repeated(each))
            found.extend(ladder_findings.together(each))
    return found


def _about(element: etree._Element, name: str) -> Iterator[Finding]:
    """Look at one extension element."""
    known = ELEMENTS.get(name)
    if known is None:
        yield reporting.unknown(element, "warning", "extension.unknown_element", name, ELEMENTS)
        return
    yield from _place(element, name)
    for attribute in element.attrib:
        if str(attribute) not in known.attributes:
            called = etree.QName(str(attribute)).localname
            yield reporting.unknown(
                element,
                "warning",
                "extension.unknown_attribute",
                called,
                known.attributes,
                owner=name,
            )
    for attribute in known.required:
        if not element.get(attribute, "").strip():
            yield reporting.finding(
                element, "error", "extension.required", name=name, attribute=attribute
            )
    yield from _values(element, name)
    if name == "form":
        yield from _fields(element)
    elif name in ("escalation", "rung", "legalDate"):
        yield from ladder_findings.about(element, name)


def _place(element: etree._Element, name: str) -> Iterator[Finding]:
    known = ELEMENTS[name]
    parent = element.getparent()
    holder = f"{{{SOP}}}{known.parent}" if known.parent else reporting.HOLDER
    if parent is not None and parent.tag != holder:
        wanted = known.parent or "extensionElements"
        yield reporting.finding(element, "warning", "extension.misplaced", name=name, wanted=wanted)
    elif known.owner and reporting.owner(element).tag != f"{{{BPMN}}}{known.owner}":
        yield reporting.finding(
            element, "warning", "extension.misplaced", name=name, wanted=known.owner
        )


def _values(element: etree._Element, name: str) -> Iterator[Finding]:
    """Look at the attributes whose values we must understand."""
    for key in element.attrib:
        attribute, written = str(key), element.get(key, "")
        allowed = VALUES.get((name, attribute))
        pattern, example = PATTERNS.get((name, attribute), (None, ""))
        if allowed is not None and written not in allowed:
            yield reporting.value(element, name, attribute, written, ", ".join(allowed))
        if pattern is not None and written and not pattern.fullmatch(written):
            yield reporting.value(element, name, attribute, written, example)
        if name == "timeStandard" and attribute == "duration" and written:
            yield from _standard(element, written)


def _standard(element: etree._Element, written: str) -> Iterator[Finding]:
    length = timestandard.length(written)
    if not length:
        yield reporting.finding(
            element, "error", "extension.duration", value=reporting.shown(written)
        )
    elif length > timestandard.LONGEST:
        yield reporting.finding(
            element, "error", "extension.too_long", value=reporting.shown(written)
        )


def _fields(form: etree._Element) -> Iterator[Finding]:
    fields = form.findall(f"{{{SOP}}}field")
    for field in _again(fields, "id"):
        yield reporting.finding(field, "error", "extension.duplicate_field", id=field.get("id"))
    for field in fields:
        if field.get("id") in RESERVED:
            yield reporting.finding(field, "error", "extension.reserved_field", id=field.get("id"))
        options = field.findall(f"{{{SOP}}}option")
        if field.get("type") == "choice" and not options:
            yield reporting.finding(field, "error", "extension.no_options", id=field.get("id", ""))
        for option in _again(options, "value"):
            yield reporting.finding(
                option,
                "error",
                "extension.duplicate_option",
                id=field.get("id", ""),
                value=option.get("value"),
            )
        for column in _again(field.findall(f"{{{SOP}}}column"), "id"):
            yield reporting.finding(
                column,
                "error",
                "extension.duplicate_column",
                id=field.get("id", ""),
                value=column.get("id"),
            )


def _again(elements: Iterable[etree._Element], attribute: str) -> Iterator[etree._Element]:
    """Return those whose attribute an earlier one has already."""
    seen: set[str] = set()
    for each in elements:
        value = each.get(attribute, "")
        if value and value in seen:
            yield each
        seen.add(value)


def _repeated(holder: etree._Element) -> Iterator[Finding]:
    """Look for a second one of what there may be one of: only the first counts."""
    seen: set[str] = set()
    for each in holder.iterchildren(f"{{{SOP}}}*"):
        name = etree.QName(each).localname
        if name in seen and name in ELEMENTS and not ELEMENTS[name].many:
            yield reporting.finding(each, "warning", "extension.repeated", name=name)
        seen.add(name)


def _foreign_attributes(element: etree._Element) -> Iterator[Finding]:
    """Look for attributes of our namespace on elements of others: there are none."""
    for attribute in element.attrib:
        name = etree.QName(str(attribute))
        if name.namespace == SOP:
            owner = etree.QName(element).localname
            yield reporting.unknown(
                element, "warning", "extension.unknown_attribute", name.localname, (), owner=owner
            )
