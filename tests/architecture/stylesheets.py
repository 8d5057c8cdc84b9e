"""Which rules of Bootstrap are shipped, and which are not."""

import re
from functools import cache
from typing import Final

from tests.architecture.project import ROOT

FRONTEND: Final = ROOT / "web" / "frontend"
BOOTSTRAP: Final = FRONTEND / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.css"
SHIPPED: Final = ROOT / "web" / "static" / "dist"
REMEDY: Final = "add them to web/frontend/src/bootstrap.json and build the frontend again"

CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


@cache
def lost() -> frozenset[str]:
    """Return every class of Bootstrap that has no rule in what is shipped."""
    if not BOOTSTRAP.is_file():
        return frozenset()  # the frontend was not built here
    (sheet,) = SHIPPED.glob("app-*.css")
    return frozenset(classes(BOOTSTRAP.read_text()) - classes(sheet.read_text()))


def classes(sheet: str) -> set[str]:
    """Return every class a style sheet has a rule for."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", plain)))
