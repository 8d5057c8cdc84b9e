"""Reads the event of a flow node: what kind it is, what it is called, when its timer is due."""

from collections.abc import Mapping
from typing import Final, cast

from lxml import etree

from engine.bpmn import markup, timers
from engine.bpmn.elements import Event, EventKind
from engine.bpmn.expressions import Expression
from engine.bpmn.extension_elements import SOP
from engine.bpmn.markup import Reading
from engine.bpmn.timers import Timer, TimerError, TimerKind

_SUFFIX: Final = "EventDefinition"
_TIMES: Final[Mapping[str, TimerKind]] = {
    "timeDuration": "duration",
    "timeDate": "date",
    "timeCycle": "cycle",
}
_NAMED: Final[Mapping[str, tuple[str, str]]] = {
    "message": ("messageRef", "message"),
    "signal": ("signalRef", "signal"),
    "error": ("errorRef", "error"),
    "escalation": ("escalationRef", "escalation"),
}
_CODES: Final = {"error": "errorCode", "escalation": "escalationCode"}


def read(node: etree._Element, reading: Reading) -> Event:
    """Return the event of `node`; what is wrong with it goes to the findings of `reading`."""
    definitions = _definitions(node, reading)
    if not definitions:
        return Event("none")
    if len(definitions) > 1:
        reading.error("bpmn.refused.multiple", node)
        return Event("none")
    definition = definitions[0]
    kind = markup.tag(definition).removesuffix(_SUFFIX)
    if kind == "timer":
        return Event("timer", timer=_timer(definition, node, reading))
    if kind == "conditional":
        condition = markup.child(definition, "condition")
        compiled = None
        if condition is not None:
            owner = reading.id(node)
            compiled = reading.expression(markup.text(condition), condition, owner)
        if condition is None or not markup.text(condition):
            reading.error("bpmn.event_without_condition", node)
        return Event("conditional", condition=compiled)
    if kind == "link":
        return _link(definition, node, reading)
    if kind in _NAMED:
        return named(cast("EventKind", kind), definition, node, reading)
    return Event(cast("EventKind", kind))


def named(
    kind: EventKind, definition: etree._Element, node: etree._Element, reading: Reading
) -> Event:
    """Return the message, signal, error or escalation event that `definition` refers to."""
    attribute, declared_as = _NAMED[kind]
    reference = definition.get(attribute, "")
    if not reference:
        if kind in ("message", "signal"):
            reading.error("bpmn.event_without_reference", node, what=declared_as)
        return Event(kind)
    declared = reading.referenced(reference, declared_as)
    if declared is None:
        facts = {"what": declared_as, "reference": reference}
        reading.error("bpmn.event_undeclared", node, **facts)
        return Event(kind)
    id_ = declared.get("id", "")
    if kind in _CODES:
        return Event(kind, declared.get(_CODES[kind]) or id_)
    key = _key(declared, id_, node, reading) if kind == "message" else None
    called = markup.name(declared) or id_
    if computed(called):
        reading.error("bpmn.dynamic_name", node, what=declared_as, name=called)
    return Event(kind, called, key=key)


def computed(written: str) -> bool:
    """Tell whether a text is an expression or has one in it."""
    return written.lstrip().startswith("=") or "${" in written or "#{" in written


def _definitions(node: etree._Element, reading: Reading) -> list[etree._Element]:
    """Return the event definitions of `node`, those it refers to included."""
    found = [child for child in node if markup.tag(child).endswith(_SUFFIX)]
    for reference in markup.children(node, "eventDefinitionRef"):
        declared = reading.declared.get(markup.local(markup.text(reference)))
        if declared is None:
            facts = {"what": "eventDefinition", "reference": markup.text(reference)}
            reading.error("bpmn.event_undeclared", node, **facts)
        else:
            found.append(declared)
    return found


def _link(definition: etree._Element, node: etree._Element, reading: Reading) -> Event:
    called = markup.name(definition) or markup.name(node)
    if not called:
        reading.error("bpmn.event_without_reference", node, what="link")
    return Event("link", called)


def _timer(definition: etree._Element, node: etree._Element, reading: Reading) -> Timer | None:
    times = list(markup.children(definition, *_TIMES))
    written = markup.text(times[0]) if len(times) == 1 else ""
    if not written:
        reading.error("bpmn.timer.empty", node)
        return None
    kind = _TIMES[markup.tag(times[0])]
    working = next(definition.iter(f"{{{SOP}}}workingTime"), None) is not None
    if computed(written):
        compiled = reading.expression(written, times[0], reading.id(node))
        return None if compiled is None else Timer(kind, "", compiled, working)
    timer = Timer(kind, written, None, working)
    try:
        timers.check(timer)
    except TimerError as error:
        reading.error(error.code, times[0], element=reading.id(node), **error.facts)
        return None
    return timer


def _key(
    message: etree._Element, id_: str, node: etree._Element, reading: Reading
) -> Expression | None:
    """Return the expression that gives the correlation key of `message`, None if it has none.

    Either the message says it in the way of Zeebe (`subscription correlationKey`), or a correlation
    property retrieves it (BPMN 2.0.2 §8.4.2).
    """
    for extension in message.iter():
        source = extension.get("correlationKey")
        if source:
            return reading.expression(source, extension, reading.id(node))
    retrieval = reading.retrievals.get(id_)
    if retrieval is None:
        return None
    return reading.expression(markup.text(retrieval), retrieval, reading.id(node))
