"""Every code the source speaks has its words, in both languages, in one grammar; none is idle."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

import pytest

from engine.core.events import EVENTS
from engine.core.messages import KINDS, MESSAGES
from tests.architecture.project import PACKAGES, name, python_files, text

REFUSALS = ("NotFound", "NotPermitted", "NotIdentified", "Conflict", "Invalid", "Unavailable")
CODE_STANDS_AT = dict.fromkeys((*REFUSALS, "Stuck", "ExpressionError"), 0) | {"Finding": 1}
"""Whoever speaks in codes, and which argument is the code."""

ADDED_LATER = {"Stuck": {"node"}, "ExpressionError": {"source"}, "Finding": {"element"}}
"""Facts that come from elsewhere than the call."""

ENGLISH = re.compile(r"Expected .+[,;] but .+[.?:] .+[.?]")
INDONESIAN = re.compile(r"(Seharusnya|\{element\}: seharusnya) .+[,;] tetapi .+[.?:] .+[.?]")


@dataclass(frozen=True)
class Spoken:
    """A code as one call says it, with its facts where the call names them."""

    place: str
    code: str
    speaker: str
    facts: frozenset[str] | None


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Return the source that speaks, the words themselves left out."""
    for path in python_files(*PACKAGES):
        if not name(path).startswith("engine/core/words/"):
            yield name(path), ast.parse(text(path) or "")


def constants(node: ast.expr) -> list[str]:
    """Return the texts an argument may be."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def facts(call: ast.Call, speaker: str) -> frozenset[str] | None:
    """Return the names of the facts of a call, None where they are not all written there."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if speaker != "Finding":
        return None if None in named else frozenset(filter(None, named))
    given = named.get("facts", call.args[4] if len(call.args) > 4 else ast.Dict([], []))
    keys = given.keys if isinstance(given, ast.Dict) else [None]
    written = [key.value if isinstance(key, ast.Constant) else None for key in keys]
    return None if None in written else frozenset(map(str, written))


def spoken(source: ast.Module, place: str) -> Iterator[Spoken]:
    """Return every code that a refusal, finding or incident of the source is made with."""
    for call in (node for node in ast.walk(source) if isinstance(node, ast.Call)):
        speaker = getattr(call.func, "id", getattr(call.func, "attr", ""))
        at = CODE_STANDS_AT.get(speaker, len(call.args))
        for code in [code for argument in call.args[at : at + 1] for code in constants(argument)]:
            yield Spoken(f"{place}:{call.lineno}", code, speaker, facts(call, speaker))


def placeholders(words: str) -> set[str]:
    """Return the facts that a text asks for."""
    return {field for _, field, _, _ in Formatter().parse(words) if field is not None}


SPOKEN = [said for place, tree in trees() for said in spoken(tree, place)]


def test_codes_and_facts_are_found_in_source() -> None:
    source = """
raise Invalid("a" if x else "b", findings=f, n=1)
raise Conflict("c", **facts)
Finding("error", "d", element, 0, {"n": 1})
Finding("error", "e", facts=given)
Finding("error", "f")
"""
    assert [(said.code, said.facts) for said in spoken(ast.parse(source), "x")] == [
        ("a", {"findings", "n"}),
        ("b", {"findings", "n"}),
        ("c", None),
        ("d", {"n"}),
        ("e", None),
        ("f", set()),
    ]
    assert len(SPOKEN) > 100


def test_every_code_has_words() -> None:
    assert [said for said in SPOKEN if said.code not in MESSAGES] == []


def test_every_call_brings_the_facts_its_words_ask_for() -> None:
    assert [
        said
        for said in SPOKEN
        if said.code in MESSAGES
        and said.facts is not None
        and not placeholders(MESSAGES[said.code][0])
        <= said.facts | ADDED_LATER.get(said.speaker, set())
    ] == []


def test_no_words_are_idle() -> None:
    said: set[str] = set()
    made: list[re.Pattern[str]] = []  # codes put together: f"{code}.near", f"audit.{problem}"
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [getattr(part, "value", None) for part in node.values]
                if any(isinstance(part, str) and len(part) > 4 for part in parts):
                    texts = (re.escape(p) if isinstance(p, str) else "[a-z_.]+" for p in parts)
                    made.append(re.compile("".join(texts)))
    idle = MESSAGES.keys() - said
    assert sorted(code for code in idle if not any(form.fullmatch(code) for form in made)) == []


def test_the_events_are_those_that_are_recorded() -> None:
    said = {
        node.value
        for place, tree in trees()
        if place != "engine/core/events.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
    }
    assert sorted(EVENTS.keys() - said) == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_words_follow_the_grammar_in_both_languages(code: str) -> None:
    indonesian, english = MESSAGES[code]
    assert placeholders(indonesian) == placeholders(english)
    assert ENGLISH.fullmatch(english), english
    assert INDONESIAN.fullmatch(indonesian), indonesian
    for words in (indonesian, english):
        assert "  " not in words
        assert "!" not in words.replace("!=", "")


def test_english_kinds_have_their_article() -> None:
    assert [english for _, english in KINDS.values() if english.split()[0] not in ("a", "an")] == []
    assert [
        e for _, e in KINDS.values() if e.startswith("an ") != (e.split()[1][0] in "aeio")
    ] == []
