"""What is wrong with a form: the words of a refusal, each with the field of the page it is about.

A template lists them with `parts.problems` and finds those of one field with `parts.wrong`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.core.errors import Refusal

_ENTRIES: Final[Mapping[str, str]] = {
    "title": "nama",
    "name": "nama",
    "alias": "sebutan",
    "letter": "surat",
    "head": "pimpinan",
}
"""Entry that a refusal names -> the field of the pages."""

FIELDS: Final[Mapping[str, str]] = {
    "account.login": "nama",
    "account.taken": "nama",
    "account.officer": "pejabat",
    "agency.id": "kode",
    "agency.taken": "kode",
    "agency.zone_unknown": "zona",
    "calendar.day_ordinary": "tanggal",
    "calendar.hours_unreadable": "jam",
    "calendar.week_unreadable": "minggu",
    "calendar.season_incomplete": "masa",
    "calendar.season_reversed": "sampai",
    "calendar.decree_empty": "tahun",
    "calendar.decree_gap": "tahun",
    "channel.whose": "milik",
    "draft.name": "nama",
    "draft.known": "nama",
    "draft.lanes": "pelaksana",
    "draft.file": "berkas",
    "login.wrong": "sandi",
    "obligation.snooze": "sampai",
    "password.wrong": "lama",
    "password.repeat": "ulang",
    "people.acting": "jabatan",
    "people.circle": "atasan",
    "people.dates": "sampai",
    "people.first_missing": "mulai",
    "people.holders": "jabatan",
    "people.last_day": "sampai",
    "people.last_missing": "sampai",
    "people.letter_missing": "surat",
    "people.not_vacant": "jabatan",
    "people.over": "sampai",
    "people.plt_runs": "jabatan",
    "people.taken": "pengguna",
    "people.title": "nama",
    "people.twice": "pejabat",
    "people.unit": "unit",
    "people.unit_circle": "induk",
    "people.unit_name": "nama",
    "people.username": "pengguna",
    "reason.missing": "alasan",
    "report.by": "menurut",
    "report.half": "semester",
    "report.period": "sampai",
}
"""Code of a refusal -> the field it is about; others are about the whole form."""

SUBJECTS: Final[Mapping[str, str]] = {
    "channel": "alamat",
    "comment": "catatan",
    "legal": "tanggal",
    "password": "baru",
    "schedule": "tanggal",
    "xml": "berkas",
}
"""The same for all other codes of a subject."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `field` is the id of the field on the page, empty for the whole."""

    text: str
    field: str = ""


def faults(refusal: Refusal | None, language: str, place: str = "{}") -> list[Fault]:
    """Return everything a refusal says; `place` is how the page calls its fields."""
    if refusal is None:
        return []
    field = field_of(refusal)
    whole = Fault(refusal.text(language), place.format(field) if field else "")
    return [whole, *(Fault(each.text(language)) for each in refusal.findings)]


def field_of(refusal: Refusal) -> str:
    """Return the field of a page that a refusal is about, nothing where it is about the whole."""
    if "entry" in refusal.facts:
        return _ENTRIES.get(str(refusal.facts["entry"]), "")
    return FIELDS.get(refusal.code, SUBJECTS.get(refusal.code.partition(".")[0], ""))
