"""Which files may be attached, told by what is in them, and what such a file may be called.

A name is a label somebody chose: it never decides what a file is. What could run on the machine of
whoever opens it (programs, web pages, drawings with scripts, documents with macros) is no document.
"""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of document: its media type, and the endings its names may have, the usual first."""

    media_type: str
    endings: tuple[str, ...]


PDF: Final = FileType("application/pdf", ("pdf",))
PNG: Final = FileType("image/png", ("png",))
JPEG: Final = FileType("image/jpeg", ("jpg", "jpeg"))
WEBP: Final = FileType("image/webp", ("webp",))
TEXT: Final = FileType("text/plain", ("txt", "csv"))
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."

_OFFICE_PARTS: Final = {
    "word/document.xml": FileType(f"{_OFFICE}wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": FileType(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": FileType(f"{_OFFICE}presentationml.presentation", ("pptx",)),
}
_OPEN_TYPES: Final = {
    f"{_OPEN}text".encode(): FileType(f"{_OPEN}text", ("odt",)),
    f"{_OPEN}spreadsheet".encode(): FileType(f"{_OPEN}spreadsheet", ("ods",)),
    f"{_OPEN}presentation".encode(): FileType(f"{_OPEN}presentation", ("odp",)),
}
_OLD_OFFICE: Final = {
    "doc": FileType("application/msword", ("doc",)),
    "xls": FileType("application/vnd.ms-excel", ("xls",)),
    "ppt": FileType("application/vnd.ms-powerpoint", ("ppt",)),
}
ENDINGS: Final = (
    *("pdf", "jpg", "png", "webp", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
    *("doc", "xls", "ppt", "txt", "csv"),
)
"""What may be attached, as people know it."""

MEDIA_TYPES: Final = tuple(
    found.media_type
    for found in (
        *(PDF, PNG, JPEG, WEBP, TEXT),
        *(*_OFFICE_PARTS.values(), *_OPEN_TYPES.values(), *_OLD_OFFICE.values()),
    )
)
"""The same as media types."""

_MOST_PARTS: Final = 5000
_UNREADABLE: Final = (
    *(BadZipFile, LargeZipFile, NotImplementedError, RuntimeError),
    *(ValueError, OSError, EOFError),
)
"""What reading a damaged zip file raises, of a part that is not compressed."""
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP: Final = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def recognise(data: bytes, name: str) -> FileType | None:
    """Return what a file is by its content, None for what may not be attached.

    The ending of `name` only tells apart what looks the same: Word, Excel and PowerPoint before
    2007, of which those with macros are refused.
    """
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        macros = "_VBA_PROJECT".encode("utf-16-le") in data
        return None if macros else _OLD_OFFICE.get(ending(name))
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    return TEXT if _is_text(data) and ending(name) in TEXT.endings else None


def clean_name(name: str, found: FileType) -> str:
    """Return a name that is safe in every folder and on every screen, with a fitting ending.

    Paths, control and direction signs, and what Windows cannot store are taken out.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = unicodedata.normalize("NFC", "".join(c for c in last if c.isprintable()))
    shown = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    stem, dot, given = shown.rpartition(".")
    fits = bool(dot) and given.casefold() in found.endings
    stem = stem if fits else shown
    stem = stem[:LONGEST_NAME].strip(". ") or "berkas"
    if _DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem}.{given if fits else found.endings[0]}"


def ending(name: str) -> str:
    """Return what stands behind the last dot of a name, in small letters."""
    return name.rpartition(".")[2].casefold()


def _of_zip(data: bytes) -> FileType | None:
    """Return which office document a zip file is. Nothing of it is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as file:
            parts = file.namelist()
            if len(parts) > _MOST_PARTS or any(_is_macro(part) for part in parts):
                return None
            if "mimetype" in parts:
                if file.getinfo("mimetype").compress_type != ZIP_STORED:  # OpenDocument 1.3, 3.3
                    return None
                with file.open("mimetype") as part:
                    return _OPEN_TYPES.get(part.read(100).strip())
    except _UNREADABLE:
        return None
    return next((_OFFICE_PARTS[part] for part in parts if part in _OFFICE_PARTS), None)


def _is_macro(part: str) -> bool:
    return part.casefold().endswith("vbaproject.bin") or part.startswith("Basic/")


def _is_text(data: bytes) -> bool:
    if _CONTROL.search(data):
        return False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not _MARKUP.match(text)
