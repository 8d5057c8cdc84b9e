"""Only the part of Bootstrap that pages use is shipped: nothing a page uses may be missing.

The pages themselves are checked in a browser too (`tests/e2e/people.py`).
"""

import json
import re
from typing import Final

import pytest

from tests.architecture.project import ROOT
from tests.architecture.stylesheets import BOOTSTRAP, FRONTEND, REMEDY, SHIPPED, lost

pytestmark = pytest.mark.skipif(not BOOTSTRAP.is_file(), reason="the frontend was not built here")

ATTRIBUTE: Final = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', re.DOTALL)
JINJA: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED: Final = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")


def used() -> dict[str, str]:
    """Return every class templates and scripts write, or put together, and where."""
    found: dict[str, str] = {}
    for path in (ROOT / "web" / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        words = {word for block in JINJA.findall(text) for word in quoted(block)}
        for value in ATTRIBUTE.findall(text):
            for word in JINJA.sub(lambda block: "\0" if block[0][1] == "{" else " ", value).split():
                start, dynamic, _ = word.partition("\0")
                made = {start + each for each in words} if dynamic and start else {start}
                found |= dict.fromkeys(made, path.name)
        found |= {word: path.name for word in words if "-" in word}
    for path in (FRONTEND / "src").rglob("*.js*"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"class|make\(", line):
                found |= dict.fromkeys(quoted(re.sub(r"make\('\w+'", "", line)), path.name)
    return found


def quoted(text: str) -> set[str]:
    """Return the words within quotes."""
    return {word for found in QUOTED.findall(text) for word in " ".join(found).split()}


def test_no_page_uses_a_class_whose_rule_is_not_shipped() -> None:
    missing = {name: where for name, where in used().items() if name in lost()}
    assert not missing, f"{missing}: {REMEDY}"


def test_what_is_not_used_is_not_shipped() -> None:
    assert len(lost()) > 1000
    (sheet,) = SHIPPED.glob("app-*.css.gz")
    assert sheet.stat().st_size < 14_000, "more than comes with the first answer of a connection"


def test_little_is_fetched_before_a_page_can_be_used() -> None:
    app = json.loads((SHIPPED / "manifest.json").read_text())["app"]
    first = [app["js"], *app["imports"]]
    assert sum((SHIPPED / f"{name}.gz").stat().st_size for name in first) < 4_000


def test_what_is_shipped_reads_no_variable_that_is_not_set() -> None:
    (path,) = SHIPPED.glob("app-*.css")
    sheet = path.read_text()
    read = set(re.findall(r"var\((--bs-[\w-]+)\)", sheet))
    written = set(re.findall(r"(--bs-[\w-]+)\s*:", sheet))
    full = set(re.findall(r"(--bs-[\w-]+)\s*:", BOOTSTRAP.read_text()))
    assert (read - written) & full == set()
