"""What the engine says of a refusal, an incident or a finding, in Indonesian and in English.

One grammar: *Expected to DO X, but FACT. DO THIS NEXT.*, in Indonesian *Seharusnya X, tetapi FAKTA.
LANGKAH BERIKUT.* Facts in braces come from whoever raised it. Courteous, plain, never blaming.
The words themselves stand in `engine/core/words/`, one file per subject; codes are `subject.what`.
"""

from collections.abc import Mapping
from typing import Final

from engine.core.words import (
    bpmn,
    calendar,
    expressions,
    general,
    running,
    settings,
    sop,
    storage,
    work,
)

LANGUAGES: Final = ("id", "en")

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "agency": ("instansi", "agency"),
    "definition": ("definisi SOP", "definition"),
    "instance": ("pelaksanaan SOP", "instance"),
    "work item": ("tugas", "work item"),
    "position": ("jabatan", "position"),
    "officer": ("pejabat", "officer"),
    "step": ("langkah", "step"),
    "incident": ("gangguan", "incident"),
    "setting": ("pengaturan", "setting"),
    "command": ("perintah", "command"),
    "file": ("berkas", "file"),
}
"""What the fact `kind` is called in each language."""

_SUBJECTS = (general, bpmn, expressions, running, sop, calendar, work, storage, settings)

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    code: words for subject in _SUBJECTS for code, words in subject.WORDS.items()
}


def say(code: str, language: str, facts: Mapping[str, object]) -> str:
    """Return the words of `code` in `language` ("id" or "en") with `facts` filled in.

    Raises KeyError for a code without words or a missing fact: both are errors of ours.
    """
    column = LANGUAGES.index(language)
    filled = {
        name: KINDS[str(value)][column] if name == "kind" else value
        for name, value in facts.items()
    }
    return MESSAGES[code][column].format_map(filled)
