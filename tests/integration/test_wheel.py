"""The wheel: everything of the packages is in it and nothing else, and it serves on its own."""

import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from storage import migrate
from tests.architecture.project import PACKAGES, ROOT
from tests.integration.serving import Process
from web import assets


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, with the bundle as it lies there."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", f"-w{folder}", ROOT],
        env={**os.environ, "SOPAN_SKIP_FRONTEND": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if built.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"pip builds nothing here: {built.stderr[-500:]}")
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_it_holds_the_packages_and_their_bundle(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *PACKAGES]
    known = subprocess.run(listed, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    sources = {
        name
        for name in filter(None, known.stdout.split("\0"))
        if not name.startswith("web/frontend/") and Path(ROOT, name).exists()
    }
    bundle = {
        path.relative_to(ROOT).as_posix() for path in assets.FOLDER.rglob("*") if path.is_file()
    }
    assert "web/static/dist/THIRD-PARTY-NOTICES.txt" in bundle
    assert held == sources | bundle
    assert len(licences) == 1


def test_it_serves_the_demonstration_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "terpasang"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    told = [sys.executable, "-c", "import storage.migrate as m; print(m.__file__)"]
    place = subprocess.run(told, cwd=home, capture_output=True, encoding="utf-8", check=True)
    assert Path(place.stdout.strip()) == home / Path(migrate.__file__).relative_to(ROOT)
    process = Process(f"sqlite:///{tmp_path}/office.db", home)
    try:
        page = httpx.get(f"{process.address}/masuk")
        files = re.findall(rf'"({assets.PREFIX}/[^"]+)"', page.text)
        assert files
        for path in files:
            assert httpx.get(process.address + path).status_code == 200, path
    finally:
        _, said = process.stop(signal.SIGTERM)
    assert any("sopan tasks --agency boalemo" in line for line in said), said
