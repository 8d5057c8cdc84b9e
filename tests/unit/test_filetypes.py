"""Which files may be attached, and what they may be called."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import filetypes
from engine.core.filetypes import ENDINGS, PDF, TEXT

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = "application/vnd.oasis.opendocument.text"


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


def squeezed(mimetype: str) -> bytes:
    """Return a document whose type is compressed, which OpenDocument forbids."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("mimetype", mimetype)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [
        (b"%PDF-1.7", "a", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", "png"),
        (b"\xff\xd8\xff\xe0", "a.exe", "jpg"),
        (b"RIFF....WEBPVP8 ", "a", "webp"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a", "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.docx", "xlsx"),
        (zipped("ppt/presentation.xml"), "a", "pptx"),
        (zipped("content.xml", mimetype=ODT), "a", "odt"),
        (OLD + b"...", "surat.DOC", "doc"),
        (OLD + b"...", "data.xls", "xls"),
        (b"nama,nilai\n", "a.csv", "txt"),
        ("\ufeffSelamat pagi".encode(), "a.txt", "txt"),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, name: str, ending: str) -> None:
    found = filetypes.recognise(data, name)
    assert found is not None
    assert found.endings[0] == ending
    assert ending in ENDINGS


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00", "a.pdf"),
        (b"<!doctype html>", "a.txt"),
        (b"  <svg>", "a.csv"),
        (b"\x00\x01", "a.txt"),
        (b"\xff\xfe\xfa", "a.txt"),
        (b"echo halo", "a.sh"),
        (b"RIFF....WAVE", "a.webp"),
        (OLD, "a.msi"),
        (OLD + "_VBA_PROJECT".encode("utf-16-le"), "a.xls"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (zipped("content.xml", "Basic/script.xml", mimetype=ODT), "a.odt"),
        (zipped("content.xml", mimetype="application/java"), "a.odt"),
        (zipped("a.txt"), "a.zip"),
        (squeezed(ODT), "a.odt"),
        (squeezed(ODT).replace(b"\xcb", b"\xff"), "a.odt"),
        (b"PK\x03\x04", "a.docx"),
        (zipped(*(f"{n}" for n in range(5001))), "a.docx"),
        (zipped("word/document.xml").replace(b"x", b"y"), "a.zip"),
    ],
)
def test_what_is_no_document_is_not_known(data: bytes, name: str) -> None:
    assert filetypes.recognise(data, name) is None


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("Laporan Akhir.PDF", "Laporan Akhir.PDF"),
        ("C:\\dokumen\\a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("naskah.exe", "naskah.exe.pdf"),
        ("a\u202efdp.exe\n", "afdp.exe.pdf"),
        ('a<b>"c".pdf', "a_b__c_.pdf"),
        ("...", "berkas.pdf"),
        ("", "berkas.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.x.pdf", "_LPT1.x.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("\ud800a.pdf", "a.pdf"),
        ("A\u200e\u0300.pdf", "\xc0.pdf"),
    ],
)
def test_a_name_is_safe_everywhere(name: str, clean: str) -> None:
    assert filetypes.clean_name(name, PDF) == clean


@given(st.text())
def test_every_name_comes_out_safe_and_stays_so(name: str) -> None:
    found = filetypes.clean_name(name, TEXT)
    assert found == filetypes.clean_name(found, TEXT)
    assert found.isprintable()
    assert not set('/\\<>:"|?*') & set(found)
    assert len(found) <= 126
    assert filetypes.ending(found) in TEXT.endings
