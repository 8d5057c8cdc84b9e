"""Knows how two versions of an SOP differ: which steps, flows, lanes came, went, changed, and how.

Read from the XML, so that it holds for whatever a file says, sound or not. What is compared are
units: the process, its lanes, its flow nodes, its sequence flows; all else belongs to the unit it
stands in. How a diagram is drawn makes no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from lxml import etree

from engine.bpmn.extension_elements import SOP
from engine.bpmn.mainprocess import main_process
from engine.bpmn.normalise import NODES
from engine.bpmn.reader import BPMN
from engine.core import timestandard
from engine.core.errors import Invalid
from engine.core.soptable import TimeStandard

Change = Literal["added", "removed", "changed"]

_UNITS: Final = NODES | {"process", "lane", "sequenceFlow"}
_LEFT_OUT: Final = frozenset({"incoming", "outgoing", "flowNodeRef", "laneSet", "childLaneSet"})
"""Said by the flows and lanes themselves."""
_REFERENCES: Final = frozenset({"sourceRef", "targetRef", "default", "attachedToRef", "lane"})
"""What names another unit: it is the same one though it may be called otherwise."""
_APART: Final = frozenset({"step", "identity"})
"""Elements of ours whose attributes are told one by one."""
_TECHNICAL: Final = ("id", "type")
"""Attributes inside a unit that mean nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Property:
    """One thing said of a unit, as it was and as it is: "" where nothing is said."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One unit that is not what it was. `tag` is its kind in BPMN, `name` what it is called."""

    change: Change
    id: str
    tag: str
    name: str
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    tag: str
    name: str
    said: Mapping[str, str]


def compare(old: etree._Element, new: etree._Element) -> tuple[Difference, ...]:
    """Return how the main process of `new` differs from that of `old`, in the order of the files.

    What was removed stands last. The process itself always is the same one, whatever its key.
    """
    before, after = _units(main_process(old)), _units(main_process(new))
    found = [
        _whole("added", key, unit) if key not in before else _changed(key, before, after)
        for key, unit in after.items()
    ]
    gone = [_whole("removed", key, unit) for key, unit in before.items() if key not in after]
    return tuple(each for each in (*found, *gone) if each is not None)


def _changed(
    key: str, before: Mapping[str, _Unit], after: Mapping[str, _Unit]
) -> Difference | None:
    old, new = before[key], after[key]
    properties = tuple(
        Property(name, _shown(name, old, before), _shown(name, new, after))
        for name in dict.fromkeys((*old.said, *new.said))
        if old.said.get(name, "") != new.said.get(name, "")
    )
    return Difference("changed", key, new.tag, new.name, properties) if properties else None


def _shown(name: str, unit: _Unit, units: Mapping[str, _Unit]) -> str:
    """Return what is said, another unit by its name."""
    text = unit.said.get(name, "")
    other = units.get(text) if name in _REFERENCES and text else None
    return other.name or text if other else text


def _whole(change: Change, key: str, unit: _Unit) -> Difference:
    return Difference(change, key, unit.tag, unit.name)


def _units(process: etree._Element) -> dict[str, _Unit]:
    """Return what is said of the process and of every unit in it, by id; "" is the process."""
    lanes = {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in process.iter(f"{{{BPMN}}}lane")
        for reference in lane.iterfind(f"{{{BPMN}}}flowNodeRef")
    }
    units: dict[str, _Unit] = {}
    for each in process.iter(f"{{{BPMN}}}*"):
        tag = etree.QName(each).localname
        if tag in _UNITS:
            key = each.get("id", "") if each is not process else ""
            units[key] = _Unit(tag, each.get("name", ""), _said(each, tag, lanes))
    return {key: _named(unit, units) for key, unit in units.items()}


def _named(unit: _Unit, units: Mapping[str, _Unit]) -> _Unit:
    """Return the unit with a name: a flow without one is called by what it joins."""
    if unit.tag != "sequenceFlow" or unit.name:
        return unit
    ends = (_shown(end, unit, units) for end in ("sourceRef", "targetRef"))
    return replace(unit, name=" → ".join(ends))


def _said(unit: etree._Element, tag: str, lanes: Mapping[str, str]) -> dict[str, str]:
    """Return everything said of a unit, by property."""
    said = {"tag": tag}
    for key, value in unit.attrib.items():
        said[etree.QName(str(key)).localname] = str(value)
    if lane := lanes.get(unit.get("id", "")):
        said["lane"] = lane
    if tag == "process":
        said.pop("isExecutable", None)
    for child in _content(unit):
        for name, words in _sayings(child):
            said[name] = f"{said[name]}\n{words}" if name in said else words
    return said


def _sayings(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what an element says: of a row or an identity each attribute apart."""
    name = etree.QName(element)
    if name.namespace == SOP and name.localname in _APART:
        yield from ((f"{name.localname}.{key}", str(value)) for key, value in element.items())
    else:
        yield name.localname, _words(element)


def _content(unit: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that say something of the unit itself, extensions one by one."""
    for child in unit.iterchildren("*"):
        name = etree.QName(child).localname
        if name == "extensionElements":
            yield from child.iterchildren("*")
        elif name not in _LEFT_OUT and name not in _UNITS:
            yield child


def _words(element: etree._Element) -> str:
    """Return what an element says, its attributes and what is in it, on one line."""
    if element.tag == f"{{{SOP}}}timeStandard":
        return _standard(element)
    ours = etree.QName(element).namespace == SOP
    attributes = [
        f"{etree.QName(str(key)).localname}: {value}"
        for key, value in element.attrib.items()
        if ours or etree.QName(str(key)).localname not in _TECHNICAL
    ]
    text = " ".join((element.text or "").split())
    inside = [f"({_words(child)})" for child in element.iterchildren("*")]
    return ", ".join(filter(None, (*attributes, text, *inside)))


def _standard(element: etree._Element) -> str:
    calendar: Literal["kerja", "kalender"] = (
        "kalender" if element.get("calendar") == "kalender" else "kerja"
    )
    try:
        return timestandard.describe(TimeStandard(element.get("duration", ""), calendar))
    except Invalid:
        return element.get("duration", "")
