"""Reads what an activity does: its script, what it calls, how often it is repeated.

The standard elements go first; what Camunda, Flowable and Camunda 8 (Zeebe) write for the same
purpose is understood where it says the same thing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from engine.bpmn import extensions, markup
from engine.bpmn.elements import HandlerCall, Passing, Repetition
from engine.bpmn.expressions import Expression, Script
from engine.bpmn.markup import Reading
from engine.core import sopnames

MAX_NAME: Final = 255
"""Letters of the name of a handler that count: an expression in its place may be endless."""

_TASK_TYPES: Final = (("taskDefinition", "type"), ("serviceTaskOperator", "id"))
"""What Camunda 8 and SpiffArena name the work by."""


def script(id_: str, node: etree._Element, reading: Reading) -> Script | None:
    """Return the script of the script task `node`."""
    result = markup.vendor(node, "resultVariable")
    written = markup.child(node, "script")
    source = markup.text(written)
    at = node if written is None else written
    for extension in node.iter("{*}script"):
        if not markup.tag(extension) and extension.get("expression"):
            source = extension.get("expression", "").strip().removeprefix("=")
            result, at = extension.get("resultVariable"), extension
    if not source:
        reading.error("bpmn.script_missing", node)
        return None
    return reading.script(f"{result} = ({source})" if result else source, at, id_)


def called(node: etree._Element) -> str:
    """Return the process a call activity calls, "id:3" if it names version 3.

    Without an id it is the SOP of the title that a link of it names.
    """
    name = markup.local(node.get("calledElement"))
    for extension in node.iter("{*}calledElement"):
        name = extension.get("processId", "") or name
    if not name:
        return next(iter(sopnames.linked(extensions.read_links(node), "call")), "")
    version = markup.vendor(node, "calledElementVersion")
    bound = markup.vendor(node, "calledElementBinding") == "version"
    return f"{name}:{version}" if bound and version else name


def passing(id_: str, node: etree._Element, reading: Reading, direction: str) -> Passing:
    """Return what a call activity passes "in" or "out": everything if it says nothing."""
    named: list[tuple[str, Expression]] = []
    everything = True
    for each in _mappings(node, direction):
        source = each.get("source") or each.get("sourceExpression")
        if each.get("variables") == "all":
            return Passing(everything=True)
        if source and each.get("target"):
            everything = False
            compiled = reading.expression(source, each, id_)
            if compiled is not None:
                named.append((each.get("target", "").lstrip("= "), compiled))
    return Passing(everything, tuple(named))


def handler(id_: str, node: etree._Element, reading: Reading) -> HandlerCall:
    """Return the handler of the service task `node`, what it takes in and gives back.

    What other products call an implementation is taken for the name of a handler; a service task
    that names nothing has the handler of its own id.
    """
    ours = extensions.read_handler(node)
    if ours is None:
        name = next(filter(None, _implementations(node)), id_)
        takes, gives = passing(id_, node, reading, "in"), passing(id_, node, reading, "out")
        return HandlerCall(name[:MAX_NAME], replace(takes, everything=True), gives)
    name, given, returned = ours
    ends = [
        tuple((n, e) for n, text in named if (e := reading.expression(text, node, id_)))
        for named in (given, returned)
    ]
    takes, gives = (Passing(not named, named) for named in ends)
    return HandlerCall(name[:MAX_NAME], takes, gives)


def repetition(id_: str, node: etree._Element, reading: Reading) -> Repetition | None:
    """Return how often the activity `node` is done, None for once."""
    loop = markup.child(node, "standardLoopCharacteristics")
    if loop is not None:
        return _loop(id_, loop, reading)
    several = markup.child(node, "multiInstanceLoopCharacteristics")
    return None if several is None else _multi_instance(id_, several, node, reading)


def _implementations(node: etree._Element) -> Iterator[str]:
    """Yield what an implementation may be named by, the most telling first."""
    yield markup.vendor(node, "topic") or ""
    holder = markup.child(node, "extensionElements")
    if holder is not None:
        for name, attribute in _TASK_TYPES:
            for each in holder.iterchildren("{*}" + name):
                yield each.get(attribute, "").strip()
        for each in holder.iterfind("{*}connector/{*}connectorId"):
            yield markup.text(each)
    for attribute in ("class", "delegateExpression", "expression", "type"):
        yield (markup.vendor(node, attribute) or "").strip()
    written = node.get("implementation", "").strip()
    yield "" if written.startswith("##") else written  # ##WebService names nothing


def _mappings(node: etree._Element, direction: str) -> Iterator[etree._Element]:
    """Yield `camunda:in` or `zeebe:input`, and the same for "out"."""
    holder = markup.child(node, "extensionElements")
    if holder is not None:
        yield from holder.iterchildren("{*}" + direction)
        yield from holder.iterfind("{*}ioMapping/{*}" + direction + "put")


def _loop(id_: str, node: etree._Element, reading: Reading) -> Repetition:
    condition = markup.child(node, "loopCondition")
    again = _inner(id_, node, "loopCondition", reading)
    most = node.get("loopMaximum", "")
    if condition is None and not most:
        reading.error("bpmn.loop_without_end", node, element=id_)
    if most and not most.isdecimal():
        reading.error("bpmn.loop_maximum", node, element=id_, value=most)
        most = ""
    return Repetition(
        "loop",
        again=again,
        maximum=int(most) if most else None,
        test_before=markup.is_true(node.get("testBefore")),
    )


def _multi_instance(
    id_: str, node: etree._Element, activity: etree._Element, reading: Reading
) -> Repetition:
    added = _added(node)
    cardinality = _inner(id_, node, "loopCardinality", reading)
    collection = _collection(id_, node, activity, added, reading)
    if cardinality is None and collection is None:
        reading.error("bpmn.instances_missing", node, element=id_)
    result = _item(node, "outputDataItem") or added.get("result", "")
    gathered = result or added.get("value", "")
    return Repetition(
        "sequential" if markup.is_true(node.get("isSequential")) else "parallel",
        cardinality=cardinality if collection is None else None,
        collection=collection,
        item=_item(node, "inputDataItem")
        or markup.vendor(node, "elementVariable")
        or added.get("item", ""),
        result=result,
        value=reading.expression(gathered, node, id_),
        results=_data(markup.text(markup.child(node, "loopDataOutputRef")), activity, reading)
        or added.get("results", ""),
        until=_inner(id_, node, "completionCondition", reading),
        first=int(added.get("first", "0")),
    )


def _collection(
    id_: str,
    node: etree._Element,
    activity: etree._Element,
    added: Mapping[str, str],
    reading: Reading,
) -> Expression | None:
    written = markup.child(node, "loopDataInputRef")
    if written is not None and markup.text(written):
        source = _data(markup.text(written), activity, reading)
        return reading.expression(source, written, id_)
    source = markup.vendor(node, "collection") or added.get("collection", "")
    return reading.expression(source, node, id_)


def _data(reference: str, activity: etree._Element, reading: Reading) -> str:
    """Return the variable that `reference` means.

    It may be a data input or output of the activity, associated with a data object; the variable
    then has the name of that object.
    """
    reference = reading.resolved(reference)
    for association in markup.children(activity, "dataInputAssociation", "dataOutputAssociation"):
        refs = markup.children(association, "sourceRef", "targetRef")
        ends = [reading.resolved(markup.text(each)) for each in refs]
        if reference in ends and len(ends) == 2:
            reference = ends[1 - ends.index(reference)]
            break
    declared = reading.declared.get(reference)
    if declared is not None and markup.tag(declared) in ("dataObjectReference", "property"):
        name = markup.name(declared)
        return name if name.isidentifier() else reference
    return reference


def _inner(id_: str, node: etree._Element, name: str, reading: Reading) -> Expression | None:
    """Return the expression in the child of that name."""
    written = markup.child(node, name)
    if written is None:
        return None
    return reading.expression(markup.text(written), written, id_)


def _item(node: etree._Element, name: str) -> str:
    item = markup.child(node, name)
    return "" if item is None else item.get("name") or item.get("id") or ""


def _added(node: etree._Element) -> Mapping[str, str]:
    """Return what an extension says of a multi-instance activity: ours, or that of Camunda 8."""
    ours = extensions.read_collection(node)
    if ours is not None:
        return {"collection": ours[0], "item": ours[1]}
    for extension in node.iter("{*}loopCharacteristics"):
        return {
            "collection": extension.get("inputCollection", ""),
            "item": extension.get("inputElement", ""),
            "value": extension.get("outputElement", ""),
            "results": extension.get("outputCollection", ""),
            "first": "1",  # Camunda 8 counts instances from 1
        }
    return {}
