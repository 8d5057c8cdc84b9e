"""What a diagram editor loses of a BPMN file, put back into what it saves.

bpmn-js reads a file into objects and writes those: comments, references to what is not in the file,
and some of what other tools have written are gone then. None of it can be edited there, so it still
holds wherever the element it stood in is still there.
"""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from engine.bpmn.drawing import BPMNDI, DC, DI, changeable, serialised
from engine.bpmn.extension_elements import SOP
from engine.bpmn.reader import BPMN

_EDITED: Final = frozenset({BPMN, BPMNDI, DC, DI, SOP})
"""The namespaces an editor knows and writes by itself."""
_EXTENSIONS: Final = f"{{{BPMN}}}extensionElements"
_DOCUMENTATION: Final = f"{{{BPMN}}}documentation"
_POINTERS: Final = ("Ref", "Refs", "}incoming", "}outgoing", "}source", "}target")
"""How the names of elements end that hold nothing but the id of another one."""
_REFERENCES: Final = ("Ref", "default", "definition")
"""The same of attributes."""

_USUAL: Final = {
    "cancelActivity": "true",
    "completionQuantity": "1",
    "expressionLanguage": "http://www.w3.org/1999/XPath",
    "isCollection": "false",
    "isForCompensation": "false",
    "isInterrupting": "true",
    "isSequential": "false",
    "isUnlimited": "true",
    "mustUnderstand": "false",
    "startQuantity": "1",
    "textFormat": "text/plain",
    "triggeredByEvent": "false",
    "typeLanguage": "http://www.w3.org/2001/XMLSchema",
}
"""What BPMN says of attributes nobody writes; an editor leaves them out."""


def graft(before: bytes, after: bytes, earlier: bytes | None = None) -> bytes:
    """Return `after`, which an editor made of `before`, with what it has lost on the way.

    What was gone from `before` and is there again, undone by somebody, is as it was `earlier`.
    Raises Invalid for what `reader.read` refuses.
    """
    old, new = changeable(before), changeable(after)
    whole = etree.tostring(new.getroottree())
    if earlier is not None:
        _put_back(changeable(earlier), new, frozenset(key for _, key in _keyed(old)))
    _put_back(old, new)
    _around(old, new)
    return after if etree.tostring(new.getroottree()) == whole else serialised(new)


def _put_back(
    old: etree._Element, new: etree._Element, known: frozenset[object] = frozenset()
) -> None:
    """Put back what each element of the old file has lost in the new one, but for those `known`."""
    ids = frozenset(str(each.get("id")) for each in old.iter("{*}*"))
    # Of several with one id the last counts, here as there: each is one of a single pair, or a file
    # full of the same id would take quadratic time.
    then = {key: element for element, key in _keyed(old)}
    now = {key: element for element, key in _keyed(new)}
    for here, there in [(then[key], now[key]) for key in then if key in now and key not in known]:
        _foreign(here, there)
        _attributes(here, there, ids)
        _pointers(here, there, ids)
        _asides(here, there)


def _keyed(root: etree._Element) -> Iterator[tuple[etree._Element, object]]:
    """Yield the elements an editor knows, each with what tells it from all others.

    That is its id, else its place: the how manyeth of its name within the one around it.
    """
    level: list[tuple[etree._Element, object]] = [(root, root.tag)]
    while level:
        yield from level
        level = [each for element, key in level for each in _children(element, key)]


def _children(element: etree._Element, key: object) -> Iterator[tuple[etree._Element, object]]:
    seen: Counter[object] = Counter()
    for child in element:
        if _is_edited(child):
            seen[child.tag] += 1
            yield child, child.get("id") or (key, child.tag, seen[child.tag])


def _foreign(here: etree._Element, there: etree._Element) -> None:
    """Put back what other tools have written into an element, to the letter."""
    wanted = [child for child in here if _is_foreign(child)]
    if wanted:
        _replace(there, [child for child in there if _is_foreign(child)], wanted)
    lost = here.find(_EXTENSIONS)
    if lost is not None and there.find(_EXTENSIONS) is None:
        kept = [child for child in lost if not _is_edited(child)]
        if kept:
            place = etree.Element(_EXTENSIONS, nsmap=there.nsmap)
            there.insert(len(there.findall(_DOCUMENTATION)), place)
            _replace(place, [], kept)


def _replace(
    place: etree._Element, gone: list[etree._Element], wanted: list[etree._Element]
) -> None:
    if list(map(_written, gone)) == list(map(_written, wanted)):
        return
    for each in wanted:
        if gone:
            gone[0].addprevious(deepcopy(each))
        else:
            place.append(deepcopy(each))
    for each in gone:
        place.remove(each)


def _attributes(here: etree._Element, there: etree._Element, ids: frozenset[str]) -> None:
    """Put back references to what is not in the file, and what goes without saying."""
    for name, value in here.items():
        aimless = name.endswith(_REFERENCES) and value not in ids
        if there.get(name) is None and (aimless or _USUAL.get(name) == value):
            there.set(name, value)


def _pointers(here: etree._Element, there: etree._Element, ids: frozenset[str]) -> None:
    """Put back elements that refer to what is not in the file, behind the others of their name."""
    known = {(each.tag, _text(each)) for each in there}
    last = {each.tag: each for each in there}
    for index, child in enumerate(here):
        said = (child.tag, _text(child))
        if _is_pointer(child) and said[1] not in ids and said not in known:
            found = deepcopy(child)
            if child.tag in last:
                last[child.tag].addnext(found)
            else:
                there.insert(index, found)
            last[child.tag] = found


def _asides(here: etree._Element, there: etree._Element) -> None:
    """Put back comments and processing instructions, before what they stood before."""
    if not any(map(_is_aside, here)) or any(map(_is_aside, there)):
        return  # an editor that keeps one keeps all
    places = {key: child for child, key in _children(there, None)}
    keys = dict(_children(here, None))
    following: etree._Element | None = None
    for child in reversed(here):
        if child in keys:
            following = places.get(keys[child], following)
        elif _is_aside(child):
            found = deepcopy(child)
            if following is None:
                there.append(found)
            else:
                following.addprevious(found)
            following = found


def _around(old: etree._Element, new: etree._Element) -> None:
    """Put back comments and instructions before and after the root."""
    if new.getprevious() is not None or new.getnext() is not None:
        return
    for each in reversed(list(old.itersiblings(preceding=True))):
        new.addprevious(deepcopy(each))
    for each in reversed(list(old.itersiblings())):
        new.addnext(deepcopy(each))


def _is_edited(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).namespace in _EDITED


def _is_foreign(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).namespace not in _EDITED


def _is_aside(node: etree._Element) -> bool:
    return not isinstance(node.tag, str)


def _is_pointer(node: etree._Element) -> bool:
    if not _is_edited(node) or len(node) or node.attrib:
        return False
    return str(node.tag).startswith(f"{{{BPMN}}}") and str(node.tag).endswith(_POINTERS)


def _text(node: etree._Element) -> str:
    return (node.text or "").strip()


def _written(node: etree._Element) -> bytes:
    return etree.tostring(node, with_tail=False)
