"""What the engine says of a refusal, an incident or a finding, in Indonesian and in English.

One grammar: *Expected to DO X, but FACT. DO THIS NEXT.*, in Indonesian *Seharusnya X, tetapi FAKTA.
LANGKAH BERIKUT.* Facts in braces come from whoever raised it. Courteous, plain, never blaming.
The words themselves stand in `engine/core/words/`, one file per subject; codes are `subject.what`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from engine.core import indonesian
from engine.core.counted import counted
from engine.core.words import (
    accounts,
    bpmn,
    calendar,
    commands,
    decisions,
    documents,
    drafts,
    expressions,
    forecast,
    general,
    jobs,
    ladders,
    notices,
    obligations,
    people,
    reports,
    running,
    schedules,
    settings,
    simulation,
    sop,
    storage,
    supervision,
    tables,
    verbs,
    web,
    work,
)

LANGUAGES: Final = ("id", "en")

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "agency": ("instansi", "an agency"),
    "definition": ("definisi SOP", "a definition"),
    "decision": ("keputusan", "a decision"),
    "instance": ("pelaksanaan SOP", "an instance"),
    "work item": ("tugas", "a work item"),
    "position": ("jabatan", "a position"),
    "officer": ("pejabat", "an officer"),
    "unit": ("unit", "a unit"),
    "step": ("langkah", "a step"),
    "incident": ("gangguan", "an incident"),
    "setting": ("pengaturan", "a setting"),
    "command": ("perintah", "a command"),
    "file": ("berkas", "a file"),
    "job": ("pekerjaan", "a job"),
    "legal date": ("batas waktu hukum", "a date set by law"),
    "obligation": ("kewajiban waktu", "an obligation"),
    "token": ("token", "a token"),
    "channel": ("saluran", "a channel"),
    "webhook": ("webhook", "a webhook"),
    "notice": ("pemberitahuan", "a notice"),
    "account": ("akun", "an account"),
    "attachment": ("lampiran", "an attachment"),
    "draft": ("draf SOP", "a draft"),
    "season": ("masa", "a season"),
}
"""What the fact `kind` is called in each language, in English with its article."""

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "ready": ("belum diambil", "ready"),
    "claimed": ("diambil", "claimed"),
    "started": ("dikerjakan", "started"),
    "completed": ("selesai", "completed"),
    "returned": ("dikembalikan", "returned"),
    "suspended": ("ditunda", "suspended"),
    "cancelled": ("dibatalkan", "cancelled"),
    "active": ("berjalan", "active"),
}
"""What the facts `state` and `status` are called in each language."""

ENTRIES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("nama jabatan", "title"),
    "alias": ("sebutan lain", "other name"),
    "name": ("nama", "name"),
    "letter": ("nomor surat", "letter number"),
    "head": ("pimpinan unit", "head of the unit"),
}
"""What the fact `entry`, an entry of a form, is called in each language."""

ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "administrator": ("Pengelola", "Administrator"),
    "designer": ("Perancang SOP", "SOP designer"),
    "auditor": ("Pemeriksa", "Auditor"),
}
"""Role of an account -> what it is called. What an officer may do follows from appointments."""

_NAMED: Final = {
    "kind": KINDS,
    "state": STATES,
    "status": STATES,
    "entry": ENTRIES,
    "roles": ROLES,
}

_SUBJECTS = (
    general,
    bpmn,
    ladders,
    decisions,
    documents,
    drafts,
    tables,
    expressions,
    forecast,
    running,
    jobs,
    sop,
    calendar,
    work,
    verbs,
    schedules,
    supervision,
    storage,
    settings,
    web,
    accounts,
    simulation,
    commands,
    reports,
    notices,
    obligations,
    people,
)

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    code: words for subject in _SUBJECTS for code, words in subject.WORDS.items()
}


def say(code: str, language: str, facts: Mapping[str, object]) -> str:
    """Return the words of `code` in `language` ("id" or "en") with `facts` filled in.

    Raises KeyError for a code without words or a missing fact: both are errors of ours.
    """
    column = LANGUAGES.index(language)
    filled = {name: _named(name, value, column) for name, value in facts.items()}
    return MESSAGES[code][column].format_map(counted(filled))


def _named(name: str, value: object, column: int) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_named(name, each, column)) for each in value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return (indonesian.written(value), f"{value.day} {value:%B %Y}")[column]
    return _NAMED.get(name, {}).get(str(value), (value, value))[column]
