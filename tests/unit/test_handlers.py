"""The registry: ours, and what an installed package adds by an entry point."""

import re
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers import registry
from handlers.contract import Context, Handler, Permanent, Retry

PAGE_FOLDER = Path(__file__).parents[2] / "docs"
PAGE = (PAGE_FOLDER / "reference" / "handlers.md").read_text("utf-8")

MODULE = """
from handlers.contract import Handler, Outcome

lemari = Handler(lambda context: Outcome({"berkas": context.key}), gives=("berkas",))
salah = 7
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package of an office, whose entry points are still to be written."""
    (tmp_path / "handler_kantor_contoh.py").write_text(MODULE, "utf-8")
    info = tmp_path / "handler_kantor_contoh-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: contoh\nVersion: 1.0\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "handler_kantor_contoh", raising=False)
    return info / "entry_points.txt"


def test_an_office_adds_a_handler_of_its_own(package: Path) -> None:
    package.write_text("[sopan.handlers]\nlemari = handler_kantor_contoh:lemari\n", "utf-8")
    found = registry.installed()
    assert found.keys() == {*registry.BUILT_IN, "lemari"}
    assert isinstance(found["lemari"], Handler)
    assert found["lemari"].gives == ("berkas",)


def test_what_is_no_handler_is_noticed_at_the_start(package: Path) -> None:
    package.write_text("[sopan.handlers]\nsalah = handler_kantor_contoh:salah\n", "utf-8")
    with pytest.raises(TypeError, match=r"^sopan\.handlers: salah must be a handlers\.contract"):
        registry.installed()


def test_the_page_lists_the_built_in_handlers_with_what_they_need_and_give() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \| ((?:`\w+`(?:, )?)+) \|", PAGE, re.M)
    written = {name: (needs.split(", "), gives.split(", ")) for name, needs, gives in rows}
    assert written == {
        name: ([f"`{each}`" for each in handler.needs], [f"`{each}`" for each in handler.gives])
        for name, handler in registry.BUILT_IN.items()
    }


def test_the_example_of_the_page_is_a_handler() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    full = [False]

    def store(key: str, file: str) -> str:
        if file == "jauh.pdf":
            raise ConnectionError("tidak tersambung")
        return f"lemari {key}"

    names: dict[str, Any] = {"penuh": lambda: full[0], "simpan": store}
    exec(compile(code, "handlers.md", "exec"), names)
    handler: Handler = names["lemari"]

    def asked(file: str) -> Context:
        now = datetime(2026, 1, 5, tzinfo=UTC)
        return Context("kantor", "pelaksanaan", "simpan", {"berkas": file}, "kunci", now)

    assert handler.run(asked("lakip.pdf")).variables == {"lemari": "lemari kunci"}
    with pytest.raises(Permanent):
        handler.run(asked("lakip.docx"))
    with pytest.raises(Retry):
        handler.run(asked("jauh.pdf"))
    full[0] = True
    assert handler.run(asked("lakip.pdf")).error == "LEMARI_PENUH"


def test_the_handler_of_the_guide_notes_a_report_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (PAGE_FOLDER / "howto" / "handler.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(textwrap.dedent(code), "handler.md", "exec"), names)
    handler: Handler = names["catat"]
    monkeypatch.chdir(tmp_path)

    def asked(key: str, title: str) -> Context:
        now = datetime(2026, 1, 5, tzinfo=UTC)
        return Context("kantor", "pelaksanaan", "catat", {"judul": title}, key, now)

    for key in ("k1", "k1", "k2"):
        assert handler.run(asked(key, "LAKIP")).variables == {"tercatat": True}
    assert Path("buku-laporan.txt").read_text("utf-8") == "k1 LAKIP\nk2 LAKIP\n"
    with pytest.raises(Permanent):
        handler.run(asked("k3", "dua\nbaris"))
