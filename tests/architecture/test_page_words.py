"""Every word of the pages exists in both languages, is used, and no template is broken."""

import ast
import re
from string import Formatter

from jinja2 import meta

from tests.architecture.project import ROOT, files, name, python_files, text
from web import rendering, speech

SPOKEN = re.compile(r"""\bt\(\s*["']([a-zA-Z_0-9.]+)["']\s*[,)]""")
KEY = re.compile(r"[a-z_]+(\.[a-zA-Z_0-9]+)+")


def templates() -> dict[str, str]:
    """Return the text of every template by its name."""
    found = [path for path in files() if path.is_relative_to(rendering.FOLDER)]
    return {path.relative_to(rendering.FOLDER).as_posix(): text(path) or "" for path in found}


def python_texts() -> set[str]:
    """Return every text that stands in the source of the pages, their words left out."""
    sources = [path for path in python_files("web") if not name(path).startswith("web/words/")]
    trees = [ast.parse(text(path) or "") for path in sources]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def made_texts() -> list[re.Pattern[str]]:
    """Return the shape of keys that are put together: "state.{state}", t("state." ~ state)."""
    shapes = [re.escape(prefix) for prefix in prefixes()]
    return [re.compile(f"{shape}[a-zA-Z_0-9.]+") for shape in shapes]


def prefixes() -> set[str]:
    """Return the beginnings of keys to which something is added."""
    found: set[str] = set()
    for source in templates().values():
        found |= set(re.findall(r"""["']([a-z_.]+\.)["']\s*~""", source))
    for path in python_files("web"):
        for node in ast.walk(ast.parse(text(path) or "")):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add(str(node.values[0].value))
    return {prefix for prefix in found if re.fullmatch(r"[a-z_]+\.([a-z_]+\.)*", prefix)}


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
    shapes = made_texts()
    idle = speech.WORDS.keys() - said
    assert sorted(key for key in idle if not any(shape.fullmatch(key) for shape in shapes)) == []


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
