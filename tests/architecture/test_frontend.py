"""The frontend agrees with the engine, and its lock file names no registry."""

import json
import re

from tests.architecture import descriptor
from tests.architecture.project import ROOT

FRONTEND = ROOT / "web" / "frontend"


def test_the_designer_knows_the_elements_the_engine_knows() -> None:
    written = descriptor.FILE.read_text(encoding="utf-8")
    assert written == descriptor.text(), "write it anew: python -m tests.architecture.descriptor"


def test_the_lock_file_has_no_addresses_of_packages() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    assert [name for name, each in packages.items() if "resolved" in each] == []
    assert [name for name, each in packages.items() if name and "integrity" not in each] == []
    assert "omit-lockfile-registry-resolved=true" in (FRONTEND / ".npmrc").read_text()


def test_what_is_bundled_is_pinned_and_locked() -> None:
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_words_of_the_frontend_come_in_both_languages() -> None:
    """`{id: {...}, en: {...}}`: each has the keys the other has."""
    for path in (FRONTEND / "src").rglob("words.js"):
        text = path.read_text(encoding="utf-8")
        halves = re.split(r"^  en: \{$", text, flags=re.MULTILINE)
        assert len(halves) == 2, path
        keys = [re.findall(r"^    (\w+):", half, re.MULTILINE) for half in halves]
        assert keys[0] == keys[1], path


def test_the_mark_of_bpmn_io_is_not_hidden() -> None:
    """Its licence asks that the mark stays visible and as it is."""
    touching = [
        path.name
        for path in (FRONTEND / "src").rglob("*")
        if path.is_file() and re.search(r"powered-by|bjs-", path.read_text(encoding="utf-8"))
    ]
    assert touching == []
