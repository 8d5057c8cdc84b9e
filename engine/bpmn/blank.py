"""Writes the BPMN of a new SOP: a pool, its lanes, and one first step between start and end."""

from collections.abc import Sequence
from typing import Final

from lxml import etree

from engine.bpmn import drawing
from engine.bpmn.extension_elements import PREFIX, SOP
from engine.bpmn.reader import BPMN

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
FIRST_STEP: Final = "Kegiatan pertama"


def blank(key: str, name: str, agency: str, lanes: Sequence[str]) -> bytes:
    """Return a BPMN file with one process `key`, drawn, that runs as it is.

    The first step stands in the last of `lanes`: an SOP usually begins with who prepares.
    """
    names = {"bpmn": BPMN, "xsi": XSI, PREFIX: SOP}
    root = etree.Element(_tag("definitions"), nsmap=names, id=f"definisi_{key}")
    root.set("targetNamespace", f"urn:sopan:{agency}")
    pool = etree.SubElement(root, _tag("collaboration"), id=f"kolaborasi_{key}")
    etree.SubElement(pool, _tag("participant"), id=f"instansi_{key}", name=name, processRef=key)
    process = etree.SubElement(root, _tag("process"), id=key, name=name, isExecutable="true")
    ids = _lanes(process, lanes)
    _nodes(process)
    for node in ("mulai", "langkah_1", "selesai"):
        etree.SubElement(ids[-1], _tag("flowNodeRef")).text = node
    etree.indent(root)
    drawing.draw(root)
    return drawing.serialised(root)


def _lanes(process: etree._Element, names: Sequence[str]) -> list[etree._Element]:
    lanes = etree.SubElement(process, _tag("laneSet"), id="pelaksana")
    return [
        etree.SubElement(lanes, _tag("lane"), id=f"pelaksana_{number}", name=name)
        for number, name in enumerate(names, 1)
    ]


def _nodes(process: etree._Element) -> None:
    chain = (("startEvent", "mulai", "Mulai"), ("userTask", "langkah_1", FIRST_STEP))
    for tag, id_, name in (*chain, ("endEvent", "selesai", "Selesai")):
        etree.SubElement(process, _tag(tag), id=id_, name=name)
    for id_, source, target in (
        ("alur_mulai_1", "mulai", "langkah_1"),
        ("alur_1_selesai", "langkah_1", "selesai"),
    ):
        etree.SubElement(process, _tag("sequenceFlow"), id=id_, sourceRef=source, targetRef=target)


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"
