"""Knows what is odd in the extension elements of a model: misspelled, misplaced, missing, unusable.

An unknown name is a warning, since the process still runs; a value we could not honour is an error.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from lxml import etree

from engine.bpmn.expression_tokens import RESERVED
from engine.bpmn.extension_elements import ELEMENTS, SOP, VALUES
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding, Severity

_PERSON: Final = "(?:performer|superior(?::[1-9])?|head)"

PATTERNS: Final = {
    ("rung", "at"): (re.compile("[0-9]{1,4}%"), "75%, 150%"),
    ("rung", "notify"): (re.compile(f"{_PERSON}(?: {_PERSON})*"), "performer, superior:2, head"),
    ("field", "id"): (re.compile(r"[^\W\d_]\w*"), "hasil, nomor_surat"),
    ("give", "name"): (re.compile(r"[^\W\d_]\w*"), "hasil, nomor_surat"),
}
"""Attributes with a form of their own, and examples of it."""

_DURATIONS: Final = (("timeStandard", "duration"), ("rung", "least"))
_DURATION: Final = re.compile(
    r"P(?=[0-9T])(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?)?"
)
_HOLDER: Final = f"{{{BPMN}}}extensionElements"


def findings(element: etree._Element) -> list[Finding]:
    """Return what is odd in our extension elements and attributes at or below `element`."""
    found: list[Finding] = []
    for each in element.iter("*"):
        name = etree.QName(each)
        if name.namespace == SOP:
            found.extend(_about(each, name.localname))
        else:
            found.extend(_foreign_attributes(each))
        if each.tag == _HOLDER:
            found.extend(_repeated(each))
    return found


def _about(element: etree._Element, name: str) -> Iterator[Finding]:
    """Look at one extension element."""
    known = ELEMENTS.get(name)
    if known is None:
        yield _unknown(element, "extension.unknown_element", name, ELEMENTS)
        return
    yield from _place(element, name)
    for attribute in element.attrib:
        if str(attribute) not in known.attributes:
            called = etree.QName(str(attribute)).localname
            yield _unknown(
                element, "extension.unknown_attribute", called, known.attributes, owner=name
            )
    for attribute in known.required:
        if not element.get(attribute, "").strip():
            yield _finding(element, "error", "extension.required", name=name, attribute=attribute)
    yield from _values(element, name)
    if name == "form":
        yield from _fields(element)


def _place(element: etree._Element, name: str) -> Iterator[Finding]:
    known = ELEMENTS[name]
    parent = element.getparent()
    holder = f"{{{SOP}}}{known.parent}" if known.parent else _HOLDER
    if parent is not None and parent.tag != holder:
        wanted = known.parent or "extensionElements"
        yield _finding(element, "warning", "extension.misplaced", name=name, wanted=wanted)
    elif known.owner and _owner(element).tag != f"{{{BPMN}}}{known.owner}":
        yield _finding(element, "warning", "extension.misplaced", name=name, wanted=known.owner)


def _values(element: etree._Element, name: str) -> Iterator[Finding]:
    """Look at the attributes whose values we must understand."""
    for key in element.attrib:
        attribute, written = str(key), element.get(key, "")
        allowed = VALUES.get((name, attribute))
        pattern, example = PATTERNS.get((name, attribute), (None, ""))
        if allowed is not None and written not in allowed:
            yield _value(element, name, attribute, written, ", ".join(allowed))
        if pattern is not None and written and not pattern.fullmatch(written):
            yield _value(element, name, attribute, written, example)
        if (name, attribute) in _DURATIONS and written and not _is_duration(written):
            yield _finding(element, "error", "extension.duration", value=_shown(written))


def _is_duration(text: str) -> bool:
    """Return whether `text` is an ISO 8601 duration of weeks, days, hours, minutes, not zero."""
    return bool(_DURATION.fullmatch(text)) and any("1" <= digit <= "9" for digit in text)


def _value(
    element: etree._Element, name: str, attribute: str, written: str, allowed: str
) -> Finding:
    return _finding(
        element,
        "error",
        "extension.value",
        name=name,
        attribute=attribute,
        value=_shown(written),
        allowed=allowed,
    )


def _fields(form: etree._Element) -> Iterator[Finding]:
    fields = form.findall(f"{{{SOP}}}field")
    for field in _again(fields, "id"):
        yield _finding(field, "error", "extension.duplicate_field", id=field.get("id"))
    for field in fields:
        if field.get("id") in RESERVED:
            yield _finding(field, "error", "extension.reserved_field", id=field.get("id"))
        options = field.findall(f"{{{SOP}}}option")
        if field.get("type") == "choice" and not options:
            yield _finding(field, "error", "extension.no_options", id=field.get("id", ""))
        for option in _again(options, "value"):
            yield _finding(
                option,
                "error",
                "extension.duplicate_option",
                id=field.get("id", ""),
                value=option.get("value"),
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
            yield _finding(each, "warning", "extension.repeated", name=name)
        seen.add(name)


def _foreign_attributes(element: etree._Element) -> Iterator[Finding]:
    """Look for attributes of our namespace on elements of others: there are none."""
    for attribute in element.attrib:
        name = etree.QName(str(attribute))
        if name.namespace == SOP:
            owner = etree.QName(element).localname
            yield _unknown(element, "extension.unknown_attribute", name.localname, (), owner=owner)


def _unknown(
    element: etree._Element, code: str, name: str, known: Iterable[str], **facts: str
) -> Finding:
    nearest = get_close_matches(name[:60], list(known), n=1)
    if nearest:
        facts["near"] = nearest[0]
        code += ".near"
    return _finding(element, "warning", code, name=_shown(name), **facts)


def _finding(element: etree._Element, severity: Severity, code: str, **facts: object) -> Finding:
    return Finding(severity, code, _named(element), element.sourceline or 0, facts)


def _owner(element: etree._Element) -> etree._Element:
    """Return the element of the model that an extension element belongs to."""
    for each in element.iterancestors(_HOLDER):
        parent = each.getparent()
        return element if parent is None else parent
    return element


def _named(element: etree._Element) -> str:
    """Return the id of the nearest element of the model that has one."""
    for each in (_owner(element), *_owner(element).iterancestors()):
        if identifier := each.get("id"):
            return identifier
    return ""


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
