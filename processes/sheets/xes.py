"""An event log as XES 2.0 (IEEE 1849), written trace by trace; and the same as CSV.

The standard attributes are concept:name, time:timestamp, lifecycle:transition, org:resource,
org:role and org:group; attributes of our own have no prefix, because a prefix names an extension.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from processes.sheets import commaseparated

Value = str | int | float | bool | datetime
Attributes = Mapping[str, Value | None]

NAMESPACE: Final = "http://www.xes-standard.org/"
EXTENSIONS: Final = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
)

_KINDS: Final = {str: "string", bool: "boolean", int: "int", float: "float"}
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_START: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - only a default that a reader may show
_CASE: Final = "case:"


@dataclass(frozen=True, slots=True)
class Trace:
    """One case: its attributes and its events in order, each with attributes of its own."""

    attributes: Attributes
    events: tuple[Attributes, ...]


def write(about: Attributes, traces: Iterable[Trace]) -> Iterator[bytes]:
    """Yield the log, piece by piece; `about` are the attributes of the log itself."""
    yield _head(about).encode()
    for trace in traces:
        element = etree.Element("trace")
        _add(element, trace.attributes)
        for event in trace.events:
            _add(etree.SubElement(element, "event"), event)
        etree.indent(element)
        yield etree.tostring(element, encoding="utf-8") + b"\n"
    yield b"</log>\n"


def write_csv(
    case_columns: Iterable[str], event_columns: Iterable[str], traces: Iterable[Trace]
) -> Iterator[bytes]:
    """Yield the log as CSV, one line for each event, the attributes of its case before it."""
    cases, events = tuple(case_columns), tuple(event_columns)
    heads = [*(_CASE + name for name in cases), *events]
    yield "".join(commaseparated.lines([heads])).encode()
    for trace in traces:
        case = [_cell(trace.attributes.get(name)) for name in cases]
        rows = [[*case, *(_cell(event.get(name)) for name in events)] for event in trace.events]
        yield "".join(commaseparated.lines(rows)).encode()


def _head(about: Attributes) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<log xes.version="2.0" xes.features="" xmlns="{NAMESPACE}">',
        *(
            f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>'
            for name, prefix, uri in EXTENSIONS
        ),
        '  <global scope="trace">',
        '    <string key="concept:name" value=""/>',
        "  </global>",
        '  <global scope="event">',
        '    <string key="concept:name" value=""/>',
        '    <string key="lifecycle:transition" value="complete"/>',
        f'    <date key="time:timestamp" value="{_START.isoformat()}+00:00"/>',
        "  </global>",
        '  <classifier name="Activity" keys="concept:name"/>',
        '  <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>',
        *(
            f"  <{kind} key={quoteattr(key)} value={quoteattr(value)}/>"
            for kind, key, value in _typed(about)
        ),
    ]
    return "\n".join(lines) + "\n"


def _add(element: etree._Element, attributes: Attributes) -> None:
    for kind, key, value in _typed(attributes):
        etree.SubElement(element, kind, key=key, value=value)


def _typed(attributes: Attributes) -> Iterator[tuple[str, str, str]]:
    """Yield each attribute that has a value as its type, its key and its text."""
    for key, value in attributes.items():
        if value is None:
            continue
        if isinstance(value, datetime):
            yield "date", key, value.isoformat(timespec="milliseconds")
        else:
            yield _KINDS[type(value)], key, _text(value)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(value))


def _cell(value: Value | None) -> str | int | float | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return _text(value) if isinstance(value, bool) else value
