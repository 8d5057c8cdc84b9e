"""Knows which process of a BPMN file the file is about."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.bpmn.reader import BPMN, Document
from engine.core.errors import Invalid

PROCESS: Final = f"{{{BPMN}}}process"
MAX_KEY: Final = 255
"""Characters the key of an SOP may have: what the tables hold."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The process a file is about: its key and its name."""

    key: str
    name: str


def heading(document: Document) -> Heading:
    """Return what a file is about. Raises Invalid where no process of it has an id."""
    process = main_process(document.root)
    key = process.get("id", "").strip()
    if not key:
        raise Invalid("draft.no_process", file=document.file or "-")
    if len(key) > MAX_KEY:
        raise Invalid("draft.key_long", length=len(key), limit=MAX_KEY)
    return Heading(key, process.get("name", "").strip() or key)


def main_process(root: etree._Element) -> etree._Element:
    """Return the first process that is meant to run and has content, else the first of all.

    Raises Invalid where there is none.
    """
    processes = root.findall(PROCESS)
    if not processes:
        raise Invalid("draft.no_process", file="-")
    filled = [each for each in processes if len(each)]
    running = [each for each in filled if each.get("isExecutable") == "true"]
    return (running or filled or processes)[0]
