"""What the browser needs is handed out: compressed, kept for good, and nothing else of the disk."""

import asyncio
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from web import assets
from web.assets import Bundle, Dist


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dist = tmp_path / "dist"
    dist.mkdir()
    (tmp_path / "secret.txt").write_text("rahasia")
    (dist / "app-1.js").write_text("let a = 1;")
    (dist / "app-1.js.gz").write_bytes(b"packed")
    (dist / "app-1.css").write_text("a{}")
    (dist / ".stamp").write_text("x")
    entry = {"js": "app-1.js", "css": "app-1.css", "imports": ["chunk-2.js"]}
    (dist / "manifest.json").write_text(
        json.dumps({"app": entry, "viewer": {**entry, "css": None}})
    )
    monkeypatch.setattr(assets, "FOLDER", dist)
    return dist


def get(path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """Return the answer to a call, and its body as it was sent."""

    async def call() -> tuple[httpx.Response, bytes]:
        app = Starlette(routes=[Mount(assets.PREFIX, Dist())])
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://kantor"
        ) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with client.stream("GET", f"{assets.PREFIX}/{path}", headers=named) as answer:
                return answer, b"".join([part async for part in answer.aiter_raw()])

    # In a thread of its own: a browser test before this one leaves a loop behind in the process.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call()).result()


def test_an_entry_says_its_files(folder: Path) -> None:
    app = Bundle("/static/dist/app-1.js", "/static/dist/app-1.css", ("/static/dist/chunk-2.js",))
    assert assets.bundle("app") == app
    assert assets.bundle("viewer") == Bundle(app.js, None, app.imports)
    with pytest.raises(KeyError):
        assets.bundle("lain")
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("app-1", "app-9"))
    os.utime(manifest, ns=(1, 1))
    found = assets.bundle("app")
    assert found is not None
    assert found.js == "/static/dist/app-9.js"
    manifest.unlink()
    assert assets.bundle("app") is None


@pytest.mark.usefixtures("folder")
def test_files_are_kept_for_good_and_sent_compressed() -> None:
    plain, body = get("app-1.js", accept_encoding="identity")
    assert (plain.status_code, body) == (200, b"let a = 1;")
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["vary"] == "Accept-Encoding"
    packed, body = get("app-1.js", accept_encoding="br, gzip;q=0.8")
    assert (packed.headers["content-encoding"], body) == ("gzip", b"packed")
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    css, body = get("app-1.css", accept_encoding="gzip")
    assert (css.headers.get("content-encoding"), body) == (None, b"a{}")
    same, _ = get("app-1.js", if_none_match=plain.headers["etag"], accept_encoding="identity")
    assert same.status_code == 304


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "path",
    ["manifest.json", ".stamp", "app-1.js.gz", "lain.js", "../secret.txt", "%2e%2e/secret.txt", ""],
)
def test_nothing_else_is_handed_out(path: str) -> None:
    answer, body = get(path)
    assert answer.status_code == 404
    assert b"rahasia" not in body
