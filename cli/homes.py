"""Whether all our packages come from one folder; their names are common words (decision 0001).

Imports nothing of ours: a package that is not ours may be what it would get.
"""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PACKAGES: Final = ("engine", "handlers", "notifications", "processes", "storage", "web", "cli")


def check() -> None:
    """Stop with exit code 1 and say what to do when our packages are not all from one folder."""
    if words := complaint(homes(PACKAGES)):
        raise SystemExit(words)


def homes(packages: tuple[str, ...]) -> dict[str, Path | None]:
    """Return the folder each package would be imported from, None where there is none."""
    return {name: _home(name) for name in packages}


def complaint(found: Mapping[str, Path | None]) -> str:
    """Return what to tell the user about these homes, Indonesian first; "" when they are one."""
    if len(set(found.values())) == 1:
        return ""
    places = ", ".join(f"{name}: {home or '-'}" for name, home in sorted(found.items()))
    return (
        f"Seharusnya paket Sopan berada dalam satu folder, tetapi ditemukan {places}. Ada paket "
        "lain bernama sama. Pasang Sopan di lingkungan virtual tersendiri: python3 run.py\n"
        f"Expected the packages of Sopan in one folder, but found {places}. Another installed "
        "package has the same name. Give Sopan a virtual environment of its own: python3 run.py"
    )


def _home(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    if spec is None:
        return None
    places = list(spec.submodule_search_locations or ()) or [spec.origin or ""]
    return Path(places[0]).resolve().parent
