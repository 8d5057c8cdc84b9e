"""What the reader lets in, what it refuses, and how it says so."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.reader import BPMN, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, read, read_xml
from engine.core.errors import Invalid

MODEL = f'<definitions xmlns="{BPMN}"><process id="p"/></definitions>'


def refusal(data: bytes, file: str = "a.bpmn") -> Invalid:
    with pytest.raises(Invalid) as caught:
        read(data, file)
    return caught.value


def test_a_model_is_read_with_its_name_and_digest() -> None:
    document = read(MODEL.encode(), "a.bpmn")
    assert document.root[0].get("id") == "p"
    assert document.file == "a.bpmn"
    assert document.digest == hashlib.sha256(MODEL.encode()).hexdigest()


def test_every_procedure_of_the_repository_is_read() -> None:
    files = sorted((Path(__file__).parents[2] / "processes").glob("*/*.bpmn"))
    assert files
    for file in files:
        assert read(file.read_bytes(), file.name).root.tag == f"{{{BPMN}}}definitions"


@pytest.mark.parametrize(
    "data",
    [
        MODEL.encode("utf-8-sig"),
        MODEL.encode("utf-16"),
        MODEL.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="UTF-16"?>{MODEL}'.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="UTF-16"?>{MODEL}'.encode(),
        f'<?xml version="1.0" encoding="windows-1252"?><!-- é -->{MODEL}'.encode("cp1252"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?><!-- é -->{MODEL}'.encode("latin-1"),
        f'<?xml version="1.0" encoding="MacRoman"?><!-- é -->{MODEL}'.encode("mac-roman"),
        f'<?xml version="1.0" encoding="windows-1251"?><!-- д -->{MODEL}'.encode("cp1251"),
        f'<?xml version="1.0" encoding="GBK"?><!-- 中文 -->{MODEL}'.encode("gbk"),
        f"\n <!-- a --> <?b?>{MODEL}".encode(),
    ],
)
def test_the_encodings_modelers_write_are_read(data: bytes) -> None:
    assert read(data).root[0].get("id") == "p"


def test_comments_and_instructions_are_gone_so_that_text_is_whole() -> None:
    script = MODEL.replace("<process", "<script>a = 1<!-- x -->; b = 2<?y?></script><process")
    root = read(script.encode()).root
    assert root[0].text == "a = 1; b = 2"


def test_lines_are_kept() -> None:
    assert read(MODEL.replace("<process", "\n\n<process").encode()).root[0].sourceline == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b" \n\x00",
            "Expected a.bpmn to hold a BPMN 2.0 model, but it is empty. "
            "Save it again in the modeler and send it once more.",
        ),
        (
            b"\n<!DOCTYPE definitions [<!ENTITY a 'b'>]>" + MODEL.encode(),
            "Expected a.bpmn to have no DOCTYPE and no entities, but line 2 has one. "
            "Delete it; BPMN does not need it.",
        ),
        (
            b"<definitions>\n<process>\n</definitions>",
            "Expected a.bpmn to be well-formed XML, but reading stopped at line 3: Opening and "
            "ending tag mismatch: process line 2 and definitions. "
            "Correct that line or save the file again in the modeler.",
        ),
        (
            b"PK\x03\x04word/document.xml",
            "Expected a.bpmn to be a BPMN 2.0 (XML) file, but it holds ZIP / Word / Excel. "
            "Export the model as BPMN 2.0 XML; an SOP table from Word or Excel comes in by import.",
        ),
        (
            b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
            "Expected a.bpmn to have the BPMN 2.0 root definitions, but it holds DMN. "
            "Export the model as BPMN 2.0 XML.",
        ),
    ],
)
def test_a_refusal_says_what_to_do(data: bytes, message: str) -> None:
    assert str(refusal(data)) == message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/1.1"/>', "BPMN 1.x"),
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "BPMN 2.0 beta"),
        (f'<BPMNDiagram xmlns="{BPMN[:-5]}DI"/>'.encode(), "BPMN DI"),
        (b'<definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL"/>', "CMMN"),
        (b'<Package xmlns="http://www.wfmc.org/2008/XPDL2.1"/>', "XPDL"),
        (b"<mxfile/>", "draw.io"),
        (b"<catatan/>", "<catatan>"),
        (b"<definitions/>", "<definitions>"),
        (f'<process xmlns="{BPMN}"/>'.encode(), "<process>"),
    ],
)
def test_another_notation_is_named(data: bytes, what: str) -> None:
    error = refusal(data)
    assert (error.code, error.facts["what"]) == ("xml.not_bpmn", what)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word / Excel 97-2003"),
        (b"<!doctype html><p>", "HTML"),
        (b"<html><br></html>", "HTML"),
        (b'{"a": 1}', "JSON"),
        (b"\x1f\x8b\x08", "GZIP"),
    ],
)
def test_another_format_is_named(data: bytes, what: str) -> None:
    error = refusal(data)
    assert (error.code, error.facts["what"]) == ("xml.other_format", what)


BOMB = b"".join(
    b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"ha") for i in range(12)
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE d [" + BOMB + b"]><d>&a11;</d>", "xml.doctype"),
        (b"<!DOCTYPE d [" + BOMB + b']><d a="&a11;"/>', "xml.doctype"),
        (
            f"<!DOCTYPE d [<!ENTITY q '{'q' * 90_000}'>]><d>{'&q;' * 90_000}</d>".encode(),
            "xml.doctype",
        ),
        (b'<!DOCTYPE d SYSTEM "file:///etc/hostname"><d/>', "xml.doctype"),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1/">]><d>&x;</d>', "xml.doctype"),
        (b'<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///dev/zero">%x;]><d/>', "xml.doctype"),
        (b"<?a?><!-- --><!DOCTYPE d><d/>", "xml.doctype"),
        ("<!DOCTYPE d><d/>".encode("utf-16"), "xml.doctype"),
        ("<!DOCTYPE d><d/>".encode("utf-16-be"), "xml.doctype"),
        (b"<d>&x;</d>", "xml.malformed"),
        (b"<d><!DOCTYPE d></d>", "xml.malformed"),
        ('<?xml version="1.0" encoding="utf-7"?><d/>'.encode("utf-7"), "xml.encoding"),
        (b'<?xml version="1.0" encoding="cp037"?><d/>', "xml.encoding"),
        (b'<?xml version="1.0" encoding="rot13"?><d/>', "xml.encoding"),
        (b'<?xml version="1.0" encoding="nothing-known"?><d/>', "xml.encoding"),
        (b"<d>\xff</d>", "xml.encoding"),
        (b"\xff\xfe<", "xml.encoding"),
        (b"<d>\x00</d>", "xml.malformed"),
        (b"\x00\x00\xfe\xff\x00\x00\x00<", "xml.encoding"),
        (b"", "xml.empty"),
        (b"hasil", "xml.malformed"),
        (b"<" * MAX_BYTES, "xml.too_many_elements"),
        (b"<?" * 2_000_000, "xml.malformed"),
        (b"<d " + b"=" * 600_000, "xml.too_many_elements"),
        (b" " * (MAX_BYTES + 1), "xml.too_large"),
        (b"<a>" * 2_000_000, "xml.too_large"),
        (b"<d>" + b"<a/>" * MAX_ELEMENTS + b"</d>", "xml.too_many_elements"),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "xml.too_deep"),
        (b"<a>" * 40_000 + b"</a>" * 40_000, "xml.malformed"),
    ],
    ids=range(29),
)
def test_hostile_files_are_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_a_file_of_the_greatest_size_is_read() -> None:
    filled = MODEL.replace("<process", "<documentation>{}</documentation><process")
    data = filled.replace("{}", "x" * (MAX_BYTES - len(filled) + 2)).encode()
    assert len(data) == MAX_BYTES
    assert len(read(data).root) == 2
    wide = b"<d>" + b"<a/>" * (MAX_ELEMENTS - 1) + b"</d>"
    assert len(read_xml(wide).root) == MAX_ELEMENTS - 1
    deep = b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH
    assert read_xml(deep).root.tag == "a"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert refusal(data).code.startswith("xml.")


FRAGMENTS = st.sampled_from(
    [
        b"<a>", b"</a>", b"<a/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x", b"?>", b"&amp;",
        b"&#0;", b"&lt;", b"&x;", b"<!DOCTYPE a>", b"<!ENTITY", b'<?xml version="1.0"?>',
        b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="9" encoding="', b"\xff\xfe",
        b"\xfe\xff", b"\xef\xbb\xbf", b"\x00", b"x", b"\n", b' a="1"', b"<a:b ",
        b"xmlns:a=''", b">",
        MODEL.encode(), MODEL.encode("utf-16"),
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=12).map(b"".join))
def test_any_markup_is_read_or_refused(data: bytes) -> None:
    assert outcome(data) == "read" or outcome(data).startswith("xml.")


def outcome(data: bytes) -> str:
    try:
        read(data)
    except Invalid as error:
        return error.code
    return "read"
