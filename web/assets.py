"""Knows which files the browser needs, from the manifest the bundler wrote, and hands them out.

`bundle("app")` is what every page needs; "viewer", "compare" and "designer" are for theirs alone.
Where the bundle was not built (SOPAN_SKIP_FRONTEND) there is none, and pages do without.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX: Final = "/static/dist"
FOLDER: Final = Path(__file__).parent / "static" / "dist"
FOREVER: Final = "public, max-age=31536000, immutable"
"""The name of a file changes with what is in it."""
TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".eot": "application/vnd.ms-fontobject",
    ".txt": "text/plain; charset=utf-8",
}
"""What is handed out. The registry of Windows may say something else of .js."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The addresses of one entry: its module, what that imports, its styles."""

    js: str
    css: str | None
    imports: tuple[str, ...]


def bundle(name: str) -> Bundle | None:
    """Return the files of an entry of `build.mjs`; None where the frontend was not built.

    Raises KeyError for a name that is no entry.
    """
    manifest = FOLDER / "manifest.json"
    try:
        written = manifest.stat().st_mtime_ns
        return _bundles(manifest, written)[name]
    except FileNotFoundError:
        return None


@lru_cache(maxsize=2)
def _bundles(manifest: Path, written: int) -> dict[str, Bundle]:
    del written  # a new bundle is read once
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    return {
        name: Bundle(
            js=f"{PREFIX}/{entry['js']}",
            css=f"{PREFIX}/{entry['css']}" if entry["css"] else None,
            imports=tuple(f"{PREFIX}/{each}" for each in entry["imports"]),
        )
        for name, entry in entries.items()
    }


class Dist(StaticFiles):
    """The folder of the bundle, to be mounted at `PREFIX`: kept by browsers, sent compressed."""

    def __init__(self) -> None:
        """Serve the folder, also one that is not there yet."""
        super().__init__(directory=FOLDER, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, its gzip where the browser takes that and there is one."""
        kind = TYPES.get(Path(path).suffix)
        if kind is None:
            return Response(status_code=404)
        packed = await self._packed(path, scope)
        answer = packed or await super().get_response(path, scope)
        if answer.status_code in (200, 304):
            answer.headers["Cache-Control"] = FOREVER
            answer.headers["Content-Type"] = kind
            answer.headers["Vary"] = "Accept-Encoding"
        return answer

    async def _packed(self, path: str, scope: Scope) -> Response | None:
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if "gzip" not in {each.partition(";")[0].strip() for each in accepted.split(",")}:
            return None
        full, found = self.lookup_path(f"{path}.gz")
        if found is None:
            return None
        return FileResponse(full, stat_result=found, headers={"Content-Encoding": "gzip"})
