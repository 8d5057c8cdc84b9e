"""The pages on agency.toml and on the `sop:` extension list what the code reads, and no more."""

import re
from pathlib import Path

from lxml import etree

from engine.bpmn import extension_findings
from engine.bpmn.extension_elements import ELEMENTS, SOP, Element
from processes import agencyfile
from tests.architecture.project import ROOT

AGENCY = (ROOT / "docs/reference/agency-toml.md").read_text("utf-8")
EXTENSION = (ROOT / "docs/reference/sop-extension.md").read_text("utf-8")


def example(page: str, language: str) -> str:
    """Return the one example of a page."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert isinstance(found, str)
    return found


def entries(section: str) -> list[str]:
    """Return the first column of the table in a section."""
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def where(element: Element) -> str:
    if element.parent:
        return f"`sop:{element.parent}`"
    return f"`bpmn:{element.owner}`" if element.owner else "any element"


def test_every_entry_of_agency_toml_is_explained() -> None:
    opening, *sections = re.split(r"^## `\[\[(\w+)\]\]`$", AGENCY, flags=re.MULTILINE)
    explained = {agencyfile.TOP: entries(opening)}
    for kind, section in zip(sections[::2], sections[1::2], strict=True):
        explained[kind] = entries(section)
    assert explained == {kind: list(keys) for kind, keys in agencyfile.KEYS.items()}


def test_the_example_of_agency_toml_is_read_without_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    folder.mkdir()
    (folder / "agency.toml").write_text(example(AGENCY, "toml"), "utf-8")
    organisation, calendar = agencyfile.read(folder / "agency.toml")
    assert organisation.superiors("sekretaris") == ("kepala-dinas",)
    assert len(calendar.seasons) == len(calendar.closed) == 1


def test_every_extension_element_and_attribute_is_explained() -> None:
    rows = {line for line in EXTENSION.splitlines() if line.startswith("| `sop:")}
    assert rows == {
        *(
            f"| `sop:{name}` | {element.meaning} | {where(element)} | "
            f"{'any' if element.many else 'one'} |"
            for name, element in ELEMENTS.items()
        ),
        *(
            f"| `sop:{name}` | `{attribute}` | {meaning} | "
            f"{'yes' if attribute in element.required else 'no'} |"
            for name, element in ELEMENTS.items()
            for attribute, meaning in element.attributes.items()
        ),
    }


def test_the_example_of_the_extension_uses_all_of_it_rightly() -> None:
    root = etree.fromstring(example(EXTENSION, "xml"))
    used = [element for element in root.iter() if etree.QName(element).namespace == SOP]
    assert extension_findings.findings(root) == []
    assert {etree.QName(element).localname for element in used} == ELEMENTS.keys()
    assert {(etree.QName(e).localname, a) for e in used for a in e.attrib} == {
        (name, attribute) for name, element in ELEMENTS.items() for attribute in element.attributes
    }
