"""The registry: ours, and what an installed package adds by an entry point."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers import registry
from handlers.contract import Context, Handler, Permanent, Retry

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "handlers.md").read_text("utf-8")

MODULE = """
from handlers.contract import Handler, Outcome

arsip = Handler(lambda context: Outcome({"berkas": context.key}), gives=("berkas",))
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
    package.write_text("[sopan.handlers]\narsip = handler_kantor_contoh:arsip\n", "utf-8")
    found = registry.installed()
    assert found.keys() == {*registry.BUILT_IN, "arsip"}
    assert isinstance(found["arsip"], Handler)
    assert found["arsip"].gives == ("berkas",)


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
    handler: Handler = names["arsip"]

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
