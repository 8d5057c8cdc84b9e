"""Every word of the pages exists in both languages, is used, and no template is broken."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Final, get_args

from jinja2 import meta

from engine.core.escalation import Compliance
from engine.core.findings import Severity
from engine.core.indonesian import DAYS
from engine.core.lifecycle import InstanceStatus, WorkItemState
from engine.core.messages import MESSAGES
from engine.core.people import AppointmentKind
from engine.core.stepwords import Act
from engine.counting import GROUPINGS
from engine.sopstarts import TEMPLATES
from engine.watching import STANDINGS
from storage.inbox import Urgency
from tests.architecture.project import ROOT, files, name, python_files, text
from web import rendering, speech
from web.pages import faults
from web.pages.supervising import PERIODS
from web.pages.tasks import KINDS
from web.problems import TITLES

SPOKEN = re.compile(r"""\bt\(\s*["']([a-zA-Z_0-9.]+)["']\s*[,)]""")
KEY = re.compile(r"[a-z_]+(\.[a-zA-Z_0-9]+)+")

PARTS: Final = {"sop", "lane", "unit"}
WORK_STATES: Final = set(get_args(WorkItemState))
ENDINGS: Final[dict[str, set[str]]] = {
    "calendar.weekday.": set(DAYS),
    "designer.severity.": set(get_args(Severity)),
    "designer.template.": set(TEMPLATES),
    "error.title.": {str(status) for status in TITLES},
    "people.kind.": set(get_args(AppointmentKind)),
    "people.short.": set(get_args(AppointmentKind)) - {"definitive"},
    "people.state.": {"now", "later", "over"},
    "people.when.": set(get_args(AppointmentKind)),
    "reports.by.": set(GROUPINGS),
    "reports.half.": {"1", "2"},
    "runs.compliance.": set(get_args(Compliance)),
    "runs.item.": WORK_STATES,
    "runs.rung.": {"remind", "overdue", "escalate"},
    "runs.state.": {"done", "current", "late", "coming"},
    "runs.status.": set(get_args(InstanceStatus)),
    "runs.symbol.": {"terminator", "process", "decision"},
    "sops.status.": {"draft", "active", "retired"},
    "tasks.act.": set(get_args(Act)),
    "tasks.kind.": set(KINDS),
    "tasks.state.": WORK_STATES | {"shared"},
    "tasks.urgency.": set(get_args(Urgency)) - {""},
    "watch.by.": PARTS,
    "watch.days.": set(PERIODS),
    "watch.of.": PARTS,
    "watch.standing.": set(STANDINGS),
    "watch.state.": WORK_STATES,
}
"""What the engine adds to the beginning of a key; other endings stand in the template itself."""

OPEN: Final = {"change.", "kind."}
"""Keys of what stands in a BPMN file: what has no words is shown as it is written there."""


def templates() -> dict[str, str]:
    """Return the text of every template by its name."""
    found = [path for path in files() if path.is_relative_to(rendering.FOLDER)]
    return {path.relative_to(rendering.FOLDER).as_posix(): text(path) or "" for path in found}


def python_texts() -> set[str]:
    """Return every text that stands in the source of the pages, their words left out."""
    sources = [path for path in python_files("web") if not name(path).startswith("web/words/")]
    return {each for path in sources for each in constants(path)}


def made_keys() -> dict[str, set[str]]:
    """Return the beginnings of keys that are put together, each with all that may be added to it.

    That is what `ENDINGS` says, of what BPMN says all the engine reads there, else every text in
    the templates that put it together.
    """
    found: dict[str, set[str]] = {}
    for source in templates().values():
        here = set(re.findall(r"""["']([a-zA-Z_0-9]+)["']""", source))
        for prefix in re.findall(r"""\bt\(\s*["']([a-z_.]+\.)["']\s*~""", source):
            found[prefix] = found.get(prefix, set()) | here
    for path in python_files("web"):
        for node in ast.walk(ast.parse(text(path) or "")):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefix = str(node.values[0].value)
                if any(key.startswith(prefix) for key in speech.WORDS):
                    found[prefix] = set()
    reading = [path for path in python_files("engine") if name(path).startswith("engine/bpmn/")]
    read = {"other"} | {each for path in reading for each in constants(path)}
    opened = {prefix: read | attributes(read) for prefix in found.keys() & OPEN}
    return found | opened | {prefix: ENDINGS[prefix] for prefix in found.keys() & ENDINGS.keys()}


def constants(path: Path) -> set[str]:
    """Return every text that stands in a source."""
    nodes = ast.walk(ast.parse(text(path) or ""))
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def attributes(names: set[str]) -> set[str]:
    """Return the names of what is told one by one of a row and of the identity of an SOP."""
    return {f"{owner}.{name}" for owner in ("identity", "step") for name in names}


def placeholders(words: str) -> set[str]:
    """Return the facts that a text asks for."""
    return {field for _, field, _, _ in Formatter().parse(words) if field is not None}


def test_every_key_of_a_template_has_words() -> None:
    spoken = {(page, key) for page, source in templates().items() for key in SPOKEN.findall(source)}
    assert len(spoken) > 20
    assert sorted((page, key) for page, key in spoken if key not in speech.WORDS) == []


def test_every_word_is_said_somewhere() -> None:
    said = python_texts()
    for source in templates().values():
        said |= set(re.findall(r"""["']([a-zA-Z_0-9.]+)["']""", source))
    made = {prefix + ending for prefix, endings in made_keys().items() for ending in endings}
    assert sorted(speech.WORDS.keys() - said - made) == []


def test_keys_that_are_put_together_have_words_for_all_that_may_be_added() -> None:
    made = made_keys()
    assert ENDINGS.keys() <= made.keys(), "no page says them any more"
    wanted = {prefix + ending for prefix, endings in ENDINGS.items() for ending in endings}
    assert sorted(wanted - speech.WORDS.keys()) == []
    plain = made.keys() - ENDINGS.keys() - OPEN
    assert [each for each in plain if not any(key.startswith(each) for key in speech.WORDS)] == []


def test_faults_of_forms_are_refusals_there_are() -> None:
    assert sorted(faults.FIELDS.keys() - MESSAGES.keys()) == []
    assert faults.SUBJECTS.keys() <= {code.partition(".")[0] for code in MESSAGES}


def test_words_ask_for_the_same_facts_in_both_languages() -> None:
    assert [
        key
        for key, (indonesian, english) in speech.WORDS.items()
        if placeholders(indonesian) != placeholders(english)
        or not indonesian.strip()
        or not english.strip()
        or "  " in indonesian + english
    ] == []


def test_a_key_stands_in_one_file_and_is_written_like_the_others() -> None:
    keys = [key for subject in speech.SUBJECTS for key in subject.WORDS]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert [key for key in keys if not KEY.fullmatch(key)] == []


def test_every_file_of_words_is_listed() -> None:
    listed = {subject.__name__.rpartition(".")[2] for subject in speech.SUBJECTS}
    folder = ROOT / "web" / "words"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == listed


def test_every_template_can_be_read_and_finds_what_it_includes() -> None:
    known = templates()
    environment = rendering.ENVIRONMENT
    missing = []
    for page, source in known.items():
        tree = environment.parse(source, page)
        wanted = meta.find_referenced_templates(tree)
        missing += [(page, each) for each in wanted if each is not None and each not in known]
    assert missing == []


def test_a_template_has_no_script_or_style_inside() -> None:
    inside = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe\b"
    )
    assert [
        (page, inside.findall(source))
        for page, source in templates().items()
        if inside.search(source)
    ] == []
