"""Knows how bytes become a safe XML tree: capped, without DOCTYPE, entities, comments or network.

The bytes are decoded here, by an allowed encoding, and handed to libxml2 as UTF-8. So what is
counted and searched before parsing is what is parsed, whatever a declaration claims.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.core.errors import Invalid

MAX_BYTES: Final = 5_000_000
MAX_ELEMENTS: Final = 50_000
MAX_ATTRIBUTES: Final = 500_000
MAX_ATTRIBUTES_EACH: Final = 100
"""Of one element: lxml takes quadratic time to list them."""
MAX_DEPTH: Final = 100

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"

_ENCODINGS: Final = frozenset(
    {
        "ascii",
        "big5",
        "cp932",
        "cp949",
        "euc_jp",
        "euc_kr",
        "gb18030",
        "gb2312",
        "gbk",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "shift_jis",
        "utf-8",
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in range(1, 17) if number != 12),
    }
)
"""What modelers write; all decode in linear time and keep ASCII as it is."""
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.-]{1,40})""")

_SKIPPED: Final = (("<?", "?>"), ("<!--", "-->"))
"""What may stand before the root or a DOCTYPE."""

_SIGNATURES: Final = (
    (b"PK\x03\x04", "ZIP / Word / Excel"),
    (b"\xd0\xcf\x11\xe0", "Word / Excel 97-2003"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"{", "JSON"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
)
"""How files that are no XML begin."""

_FOREIGN: Final = (
    ("http://schema.omg.org/spec/BPMN/2.0", "BPMN 2.0 beta"),
    ("http://www.omg.org/spec/BPMN/20100524/MODEL-XMI", "BPMN 2.0 XMI"),
    ("http://www.omg.org/spec/BPMN/20100524/DI", "BPMN DI"),
    ("http://schema.omg.org/spec/BPMN", "BPMN 1.x"),
    ("http://stp.eclipse.org/bpmn", "BPMN 1.x"),
    ("http://www.omg.org/spec/DMN", "DMN"),
    ("https://www.omg.org/spec/DMN", "DMN"),
    ("http://www.omg.org/spec/CMMN", "CMMN"),
    ("http://www.wfmc.org/", "XPDL"),
    ("http://docs.oasis-open.org/wsbpel", "BPEL"),
    ("http://schemas.xmlsoap.org/ws/2003/03/business-process", "BPEL"),
    ("http://www.w3.org/1999/xhtml", "HTML"),
    ("http://www.w3.org/2000/svg", "SVG"),
    ("urn:oasis:names:tc:opendocument", "OpenDocument"),
    ("http://schemas.openxmlformats.org/", "Office Open XML"),
    ("http://schemas.microsoft.com/visio", "Visio"),
)
"""Namespaces of other notations people send by mistake; the first that fits the start."""

_FOREIGN_ROOTS: Final = {
    "mxfile": "draw.io",
    "mxGraphModel": "draw.io",
    "Package": "XPDL",
    "XMI": "XMI / UML",
    "svg": "SVG",
}
"""Roots without a telling namespace."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is safe to look into: its root, its name and the sha256 of its bytes in hex."""

    root: etree._Element
    file: str
    digest: str


def read(data: bytes, file: str = "") -> Document:
    """Return the tree of a BPMN 2.0 file.

    `file` is its name, for messages only. Raises Invalid with a code `xml.…` for anything else.
    """
    document = read_xml(data, file)
    name = etree.QName(document.root)
    if (name.namespace, name.localname) != (BPMN, "definitions"):
        raise Invalid(
            "xml.not_bpmn",
            file=_called(file),
            line=document.root.sourceline or 1,
            root=_shown(name.localname),
            what=_notation(name),
        )
    return document


def read_xml(data: bytes, file: str = "") -> Document:
    """Return the tree of any XML file under the same limits; for decision tables (DMN)."""
    text = _decoded(data, _called(file))
    _check_size(text, _called(file))
    root = _parsed(text, _called(file))
    _check_tree(root, _called(file))
    return Document(root, file, hashlib.sha256(data).hexdigest())


def utf8(data: bytes, file: str = "") -> bytes:
    """Return the same text in UTF-8, to be parsed as such, whatever encoding it declares."""
    return _decoded(data, _called(file)).encode("utf-8")


def _called(file: str) -> str:
    """Return the name for a message; "data" is a word in both languages."""
    return file or "data"


def _shown(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"


def _decoded(data: bytes, file: str) -> str:
    """Return the text of `data`, in one of the few encodings BPMN files come in."""
    if len(data) > MAX_BYTES:
        raise Invalid(
            "xml.too_large", file=file, line=0, size=len(data), limit=MAX_BYTES // 1_000_000
        )
    if not data.strip(b" \t\r\n\x00"):
        raise Invalid("xml.empty", file=file, line=0)
    for beginning, what in _SIGNATURES:
        if data.startswith(beginning):
            raise Invalid("xml.other_format", file=file, line=0, what=what)
    encoding = _encoding(data)
    try:
        return data.decode(_allowed(encoding)).removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError):
        raise Invalid("xml.encoding", file=file, line=1, encoding=_shown(encoding)) from None


def _encoding(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii") if declared else "utf-8"
    # A declaration that can be read byte by byte is not in UTF-16: .NET writes such files.
    return "utf-8" if name.casefold().startswith("utf-16") else name


def _allowed(encoding: str) -> str:
    """Return the codec for `encoding`; raises LookupError for one that could hide markup."""
    if encoding in dict(_BYTE_ORDER_MARKS).values():
        return encoding
    codec = codecs.lookup(encoding).name
    if codec not in _ENCODINGS:
        raise LookupError(encoding)
    return codec


def _check_size(text: str, file: str) -> None:
    """Refuse, before any tree is built, what would make a big one; and every DOCTYPE."""
    if (start := _prolog_end(text)) < 0:
        raise Invalid(
            "xml.malformed", file=file, line=1, reason="Start tag expected, '<' not found"
        )
    if text[start : start + 14].casefold().startswith(("<html", "<!doctype html")):
        raise Invalid("xml.other_format", file=file, line=1, what="HTML")
    if text.startswith("<!", start):
        line = text.count("\n", 0, start) + 1
        raise Invalid("xml.doctype", file=file, line=line)
    # Every element has at most two tags, every attribute one sign of equality.
    if text.count("<") > 2 * MAX_ELEMENTS or text.count("=") > MAX_ATTRIBUTES:
        raise Invalid("xml.too_many_elements", file=file, line=0, limit=MAX_ELEMENTS)


def _prolog_end(text: str) -> int:
    """Return where the first thing stands that is no declaration, comment or space; -1 if none."""
    position = 0
    while True:
        position = text.find("<", position)
        if position < 0:
            return position
        closing = next((c for o, c in _SKIPPED if text.startswith(o, position)), None)
        if closing is None:
            return position
        position = text.find(closing, position)
        if position < 0:
            return position


def _parsed(text: str, file: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] or 1
        # libxml2 repeats the position behind its words.
        reason = " ".join(error.msg.split()).split(", line ")[0]
        raise Invalid("xml.malformed", file=file, line=line, reason=_shown(reason)) from None


def _check_tree(root: etree._Element, file: str) -> None:
    information = root.getroottree().docinfo  # a second lock: what libxml2 itself has seen
    if information.doctype or information.internalDTD is not None:
        raise Invalid("xml.doctype", file=file, line=1)
    level, seen = [root], 1
    for _ in range(MAX_DEPTH):
        _check_attributes(level, file)
        level = [child for element in level for child in element]
        seen += len(level)
        if seen > MAX_ELEMENTS:
            raise Invalid("xml.too_many_elements", file=file, line=0, limit=MAX_ELEMENTS)
        if not level:
            return
    raise Invalid("xml.too_deep", file=file, line=level[0].sourceline or 0, limit=MAX_DEPTH)


def _check_attributes(elements: list[etree._Element], file: str) -> None:
    for element in elements:
        if len(element.attrib) > MAX_ATTRIBUTES_EACH:
            line = element.sourceline or 0
            limit = MAX_ATTRIBUTES_EACH
            raise Invalid("xml.too_many_attributes", file=file, line=line, limit=limit)


def _notation(name: etree.QName) -> str:
    """Return what a file with this root probably is; its root when we do not know either."""
    for beginning, notation in _FOREIGN:
        if (name.namespace or "").startswith(beginning):
            return notation
    return _FOREIGN_ROOTS.get(name.localname, f"<{_shown(name.localname)}>")
