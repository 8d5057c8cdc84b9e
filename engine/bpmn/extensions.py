"""Knows how our extension elements become the dataclasses of soptable, and a step is written.

What there is, and what may stand where, is in extension_elements.py.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from lxml import etree

from engine.bpmn.extension_elements import PREFIX, SOP
from engine.bpmn.reader import BPMN
from engine.core.soptable import (
    Column,
    ColumnType,
    Field,
    FieldType,
    Identity,
    Ladder,
    LadderScope,
    LegalDate,
    Link,
    LinkKind,
    Option,
    Rung,
    Step,
    TimeStandard,
)

_IDENTITY: Final = {
    "number": "number",
    "agency": "agency",
    "createdOn": "created_on",
    "revisedOn": "revised_on",
    "effectiveOn": "effective_on",
    "approvedBy": "approved_by",
}
_IDENTITY_LISTS: Final = {
    "legalBasis": "legal_basis",
    "qualification": "qualification",
    "relatedSop": "related_sop",
    "equipment": "equipment",
    "warning": "warning",
    "record": "record",
}
_LINK_KINDS: Final[dict[str | None, LinkKind]] = {kind: kind for kind in get_args(LinkKind)}
_FIELD_TYPES: Final[dict[str | None, FieldType]] = {kind: kind for kind in get_args(FieldType)}
_COLUMN_TYPES: Final[dict[str | None, ColumnType]] = {kind: kind for kind in get_args(ColumnType)}
_SCOPES: Final[dict[str | None, LadderScope]] = {scope: scope for scope in get_args(LadderScope)}
_HOLDER: Final = f"{{{BPMN}}}extensionElements"
_DOCUMENTATION: Final = f"{{{BPMN}}}documentation"
_STEP_PARTS: Final = ("step", "timeStandard", "input", "output", "link", "form")


# Reading. All of it is optional; a value that is not one of the few counts as the default, since
# findings() refuses it.


def read_identity(element: etree._Element) -> Identity:
    """Return the identity block of a process, empty where it has none."""
    block = _children(element, "identity")
    facts: dict[str, Any] = {n: block[0].get(tag, "") for tag, n in _IDENTITY.items() if block}
    facts |= {name: _texts(element, tag) for tag, name in _IDENTITY_LISTS.items()}
    return Identity(**facts)


def read_ladders(element: etree._Element) -> tuple[Ladder, ...]:
    """Return the escalation ladders of a process, as written."""
    return tuple(
        Ladder(
            clock="claim" if each.get("clock") == "claim" else "arrival",
            rungs=tuple(map(_rung, _inner(each, "rung"))),
            response=each.get("response", ""),
            lane=each.get("lane", ""),
            scope=_SCOPES.get(each.get("scope"), "step"),
        )
        for each in _children(element, "escalation")
    )


def _rung(element: etree._Element) -> Rung:
    return Rung(
        at=element.get("at", ""),
        kind=element.get("kind", ""),
        notify=" ".join(element.get("notify", "").split()),
        least=element.get("least", ""),
        repeat=element.get("repeat", ""),
        urgent=element.get("urgent") == "true",
        action=element.get("action", ""),
    )


def read_legal_dates(element: etree._Element) -> tuple[LegalDate, ...]:
    """Return the dates by which the law wants the result of a process."""
    return tuple(
        LegalDate(each.get("on", ""), each.get("to", ""))
        for each in _children(element, "legalDate")
    )


def read_step(element: etree._Element) -> Step:
    """Return the row of the SOP table that a task stands for."""
    row = _children(element, "step")
    return Step(
        number=row[0].get("number", "") if row else "",
        remarks=row[0].get("remarks", "") if row else "",
        assumption=row[0].get("assumption", "") if row else "",
        time_standard=read_time_standard(element),
        inputs=_texts(element, "input"),
        outputs=_texts(element, "output"),
        links=read_links(element),
        form=read_form(element),
    )


def read_time_standard(element: etree._Element) -> TimeStandard | None:
    """Return the time standard of a task or of a whole process, None where it has none."""
    for each in _children(element, "timeStandard"):
        if each.get("duration"):
            return TimeStandard(
                duration=each.get("duration", ""),
                calendar="kalender" if each.get("calendar") == "kalender" else "kerja",
            )
    return None


def read_links(element: etree._Element) -> tuple[Link, ...]:
    """Return the references to other SOPs."""
    return tuple(
        Link(_LINK_KINDS.get(each.get("kind"), "reference"), each.get("sop", ""))
        for each in _children(element, "link")
    )


def read_form(element: etree._Element) -> tuple[Field, ...]:
    """Return the fields of the form."""
    return tuple(
        Field(
            id=each.get("id", ""),
            label=each.get("label", ""),
            type=_FIELD_TYPES.get(each.get("type"), "text"),
            required=each.get("required") == "true",
            options=tuple(
                Option(option.get("value", ""), option.get("label", ""))
                for option in _inner(each, "option")
            ),
            columns=tuple(_read_column(column) for column in _inner(each, "column")),
        )
        for form in _children(element, "form")
        for each in _inner(form, "field")
    )


def _read_column(element: etree._Element) -> Column:
    return Column(
        id=element.get("id", ""),
        label=element.get("label", ""),
        type=_COLUMN_TYPES.get(element.get("type"), "text"),
        total=element.get("total") == "true",
    )


def read_collection(element: etree._Element) -> tuple[str, str] | None:
    """Return the expression and the item name a multi-instance activity is repeated for.

    `element` is its `multiInstanceLoopCharacteristics`; None where it names no collection of ours.
    """
    for each in _children(element, "collection"):
        return each.get("expression", ""), each.get("item", "")
    return None


def read_decision(element: etree._Element) -> tuple[str, str] | None:
    """Return the id of the decision a business-rule task takes, and the variable of its result.

    None where it names no decision of ours.
    """
    for each in _children(element, "decision"):
        return each.get("ref", "").strip(), each.get("result", "").strip()
    return None


def read_handler(
    element: etree._Element,
) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]] | None:
    """Return the handler of a service task, and (name, expression) of what it takes and gives.

    None where it names no handler of ours.
    """
    for each in _children(element, "handler"):
        takes, gives = (
            [(one.get("name", "").strip(), one.get("value", "")) for one in _inner(each, name)]
            for name in ("take", "give")
        )
        return each.get("name", "").strip(), takes, gives
    return None


# Writing


def write_step(element: etree._Element, step: Step) -> None:
    """Write the row of the SOP table into the extension elements of a task.

    What we wrote before is replaced; what others wrote stays.
    """
    holder = _cleared(element, _STEP_PARTS)
    row = {"number": step.number, "remarks": step.remarks, "assumption": step.assumption}
    _add(holder, "step", row)
    if (standard := step.time_standard) is not None:
        calendar = "" if standard.calendar == "kerja" else standard.calendar
        _add(holder, "timeStandard", {"duration": standard.duration, "calendar": calendar})
    _add_texts(holder, "input", step.inputs)
    _add_texts(holder, "output", step.outputs)
    for link in step.links:
        _add(holder, "link", {"kind": link.kind, "sop": link.sop}, always=True)
    if step.form:
        _add_form(holder, step.form)
    _drop_if_empty(holder)


def _add_form(holder: etree._Element, form: Iterable[Field]) -> None:
    container = etree.SubElement(holder, _tag("form"))
    for each in form:
        facts = {"id": each.id, "label": each.label, "type": each.type}
        facts["required"] = "true" if each.required else ""
        inside = _add(container, "field", facts, always=True)
        for option in each.options:
            _add(inside, "option", {"value": option.value, "label": option.label}, always=True)
        for column in each.columns:
            shown = {"id": column.id, "label": column.label, "type": column.type}
            shown["total"] = "true" if column.total else ""
            _add(inside, "column", shown, always=True)


# The tree


def _tag(name: str) -> str:
    return f"{{{SOP}}}{name}"


def _inner(element: etree._Element, name: str) -> list[etree._Element]:
    return element.findall(_tag(name))


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the extension elements `name` of a BPMN element."""
    return element.findall(f"{_HOLDER}/{_tag(name)}")


def _texts(element: etree._Element, name: str) -> tuple[str, ...]:
    texts = ("".join(each.itertext()).strip() for each in _children(element, name))
    return tuple(text for text in texts if text)


def _cleared(element: etree._Element, names: Iterable[str]) -> etree._Element:
    """Return the extensionElements of `element`, made if need be, without our elements `names`."""
    holder = element.find(_HOLDER)
    if holder is None:
        holder = etree.Element(_HOLDER, nsmap={PREFIX: SOP})
        element.insert(len(element.findall(_DOCUMENTATION)), holder)
    for name in names:
        for each in _inner(holder, name):
            holder.remove(each)
    return holder


def _drop_if_empty(holder: etree._Element) -> None:
    parent = holder.getparent()
    if len(holder) == 0 and not (holder.text or "").strip() and parent is not None:
        parent.remove(holder)


def _add(
    parent: etree._Element, name: str, attributes: Mapping[str, str], *, always: bool = False
) -> etree._Element:
    """Add `name` with the attributes that are not empty; none without any unless `always`."""
    written = {key: value for key, value in attributes.items() if value}
    element = etree.Element(_tag(name), written)
    if written or always:
        parent.append(element)
    return element


def _add_texts(holder: etree._Element, name: str, texts: Iterable[str]) -> None:
    for text in texts:
        if text.strip():
            etree.SubElement(holder, _tag(name)).text = text.strip()
