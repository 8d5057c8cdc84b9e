"""The files of the project, as the architecture tests read them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: tuple[str, ...] = tuple(
    PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
)

_NOT_OURS = {"__pycache__", "node_modules", "dist", "build"}
_HIDDEN_BUT_OURS = {".ci", ".editorconfig", ".gitattributes", ".gitignore"}
_MADE_BY_USE = {"sopan.toml"}


def files() -> Iterator[Path]:
    """Return every file somebody wrote, without what tools and runs leave behind."""
    return _files(ROOT)


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of those top-level folders, or of the whole project."""
    found = [path for path in files() if path.suffix == ".py"]
    return [path for path in found if not folders or name(path).split("/")[0] in folders]


def text(path: Path) -> str | None:
    """Return the text of a file, None if it is not text."""
    content = path.read_bytes()
    return None if b"\0" in content else content.decode("utf-8", errors="replace")


def name(path: Path) -> str:
    """Return the path as the project writes it: relative, with slashes."""
    return path.relative_to(ROOT).as_posix()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in _HIDDEN_BUT_OURS
        if hidden or path.name in _NOT_OURS or path.suffix == ".egg-info":
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.name not in _MADE_BY_USE and ".db" not in path.suffixes:
            yield path
