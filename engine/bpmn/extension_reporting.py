"""Knows how to tell what is odd about an extension element: on which element, in which line."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from lxml import etree

from engine.bpmn.reader import BPMN
from engine.core.findings import Finding, Severity

HOLDER: Final = f"{{{BPMN}}}extensionElements"


def finding(element: etree._Element, severity: Severity, code: str, **facts: object) -> Finding:
    """Return a finding about an extension element."""
    return Finding(severity, code, _named(element), element.sourceline or 0, facts)


def value(
    element: etree._Element, name: str, attribute: str, written: str, allowed: str
) -> Finding:
    """Return that an attribute holds what we do not understand, and examples of what we do."""
    return finding(
        element,
        "error",
        "extension.value",
        name=name,
        attribute=attribute,
        value=shown(written),
        allowed=allowed,
    )


def unknown(
    element: etree._Element,
    severity: Severity,
    code: str,
    name: str,
    known: Iterable[str],
    **facts: str,
) -> Finding:
    """Return that a name is not known, with the nearest known one if there is one."""
    nearest = get_close_matches(name[:60], list(known), n=1)
    if nearest:
        facts["near"] = nearest[0]
        code += ".near"
    return finding(element, severity, code, name=shown(name), **facts)


def owner(element: etree._Element) -> etree._Element:
    """Return the element of the model that an extension element belongs to."""
    for each in element.iterancestors(HOLDER):
        parent = each.getparent()
        return element if parent is None else parent
    return element


def shown(text: str) -> str:
    """Return the text, cut where it is long."""
    return text if len(text) <= 60 else text[:59] + "…"


def _named(element: etree._Element) -> str:
    """Return the id of the nearest element of the model that has one."""
    for each in (owner(element), *owner(element).iterancestors()):
        if identifier := each.get("id"):
            return identifier
    return ""
