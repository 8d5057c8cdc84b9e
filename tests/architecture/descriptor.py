"""The moddle descriptor of the designer, from what `engine.bpmn.extension_elements` knows.

`python -m tests.architecture.descriptor` writes it anew; a test compares.
"""

import json
from typing import Any

from engine.bpmn.extension_elements import ELEMENTS, PREFIX, SOP, Element
from tests.architecture.project import ROOT

FILE = ROOT / "web" / "frontend" / "src" / "designer" / "sop-moddle.json"


def descriptor() -> dict[str, Any]:
    """Return the descriptor: one type for each element, attributes, text and what stands in it."""
    return {
        "name": "SOP",
        "uri": SOP,
        "prefix": PREFIX,
        "xml": {"tagAlias": "lowerCase"},
        "types": [_type(name, element) for name, element in ELEMENTS.items()],
    }


def text() -> str:
    """Return the file as it should be."""
    return json.dumps(descriptor(), indent=2) + "\n"


def _type(name: str, element: Element) -> dict[str, Any]:
    properties: list[dict[str, Any]] = [
        {"name": attribute, "type": "String", "isAttr": True} for attribute in element.attributes
    ]
    if element.text:
        properties.append({"name": "body", "type": "String", "isBody": True})
    properties += [
        {"name": f"{child}s", "type": _capital(child), "isMany": True}
        for child, inner in ELEMENTS.items()
        if inner.parent == name
    ]
    made: dict[str, Any] = {"name": _capital(name), "properties": properties}
    if not element.parent:
        made["superClass"] = ["Element"]
    return made


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
