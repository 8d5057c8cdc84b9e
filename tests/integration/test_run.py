"""run.py: what it decides, what it says, and real installations of a project without packages."""

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
POCKET = Path(__file__).parent / "pocket_project"
SETTING_UP = (
    "Menyiapkan Sopan (sekali saja, sekitar 1 menit) ... / "
    "Setting up Sopan (once, about a minute) ...\n"
)
UNREACHABLE = (
    "Seharusnya pip dapat mengambil paket, tetapi indeks paket tidak terjangkau. Periksa "
    "sambungan internet atau proxy (HTTPS_PROXY, PIP_INDEX_URL), lalu jalankan lagi.\n"
    "Expected pip to fetch packages, but the package index cannot be reached. Check the "
    "internet connection or the proxy (HTTPS_PROXY, PIP_INDEX_URL), then run this again.\n"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a pocket project with our run.py, in a folder with a space and an accent."""
    folder = tmp_path / "kantor désa"
    shutil.copytree(POCKET, folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run.py", folder)
    return folder


def start(checkout: Path, *args: str, **environment: str) -> subprocess.Popen[str]:
    """Start run.py of a checkout from the folder above it, with no package index to reach."""
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}
    return subprocess.Popen(
        [sys.executable, str(checkout / "run.py"), *args],
        cwd=checkout.parent,
        env={**os.environ, **offline, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a started run.py: exit code, stdout, stderr."""
    out, err = process.communicate()
    return process.returncode, out, err


def load(checkout: Path) -> ModuleType:
    """Import the run.py of a checkout."""
    spec = importlib.util.spec_from_file_location("run_of_checkout", checkout / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_installs_once_and_then_is_the_command(checkout: Path) -> None:
    said = {"folder": str(checkout.parent), "home": str(checkout / "pocket_command.py")}

    code, out, err = finish(start(checkout, "list", "--json", LC_ALL="C"))
    assert (code, err) == (0, SETTING_UP)
    assert json.loads(out) == {"args": ["list", "--json"], **said}

    code, out, err = finish(start(checkout, "refuse", LC_ALL="C"))
    assert (code, err) == (1, "")

    code, out, err = finish(start(checkout))
    assert (code, err) == (0, "")
    assert json.loads(out) == {"args": ["serve", "--demo"], **said}


def test_a_moved_checkout_is_installed_where_it_lies_now(checkout: Path) -> None:
    finish(start(checkout))
    moved = checkout.rename(checkout.parent / "kantor baru")

    code, out, err = finish(start(moved))

    assert (code, err) == (0, SETTING_UP)
    assert json.loads(out)["home"] == str(moved / "pocket_command.py")
    assert "kantor d" not in (load(moved).BIN / "pip").read_text(encoding="utf-8")


def test_two_at_once_install_once_over_a_half_made_environment(checkout: Path) -> None:
    run = load(checkout)
    run.BIN.mkdir(parents=True)
    run.STAMP.write_text('{"root": "')

    first, second = start(checkout, "first"), start(checkout, "second")
    results = [finish(first), finish(second)]

    assert [code for code, _, _ in results] == [0, 0]
    assert [json.loads(out)["args"] for _, out, _ in results] == [["first"], ["second"]]
    assert "".join(err for _, _, err in results).count(SETTING_UP) == 1


def test_an_index_out_of_reach_is_said_and_the_next_run_starts_again(checkout: Path) -> None:
    settings = checkout / "pyproject.toml"
    settings.write_text(settings.read_text().replace("requires = []", 'requires = ["hatchling"]'))

    code, out, err = finish(start(checkout))

    assert (code, out) == (1, "")
    assert err.startswith(SETTING_UP)
    assert err.endswith(UNREACHABLE)
    assert load(checkout).read_stamp().digest == ""


def test_an_old_python_is_told_which_one_is_needed() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); "
        f"runpy.run_path({str(ROOT / 'run.py')!r}, run_name='__main__')"
    )
    asked = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 1
    assert asked.stderr == (
        "Seharusnya ada Python 3.11 atau yang lebih baru, tetapi ini Python 3.8. "
        "Pasang yang baru dari python.org, lalu jalankan lagi.\n"
        "Expected Python 3.11 or newer, but this is Python 3.8. "
        "Install a newer one from python.org, then run this again.\n"
    )


def test_an_old_python_can_read_it_that_far() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_python_without_ensurepip_is_told_what_to_install(checkout: Path) -> None:
    pretend = (
        "import runpy, sys; sys.modules['ensurepip'] = None; "
        f"runpy.run_path({str(checkout / 'run.py')!r}, run_name='__main__')"
    )
    asked = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 1
    assert asked.stderr == SETTING_UP + (
        "Seharusnya Python ini punya venv dan ensurepip, tetapi ensurepip tidak ada. "
        "Di Debian/Ubuntu: sudo apt install python3-venv, lalu jalankan lagi.\n"
        "Expected this Python to have venv and ensurepip, but ensurepip is missing. "
        "On Debian/Ubuntu: sudo apt install python3-venv, then run this again.\n"
    )


@pytest.mark.parametrize(
    ("args", "cores", "after_the_program"),
    [
        ([], 2, ["serve", "--demo"]),
        (["tasks", "--json"], 2, ["tasks", "--json"]),
        (["test"], 1, ["-m", "pytest"]),
        (["test", "-k", "audit"], 4, ["-m", "pytest", "-n", "auto", "-k", "audit"]),
    ],
)
def test_arguments_become_a_command(
    checkout: Path, args: list[str], cores: int, after_the_program: list[str]
) -> None:
    run = load(checkout)
    program = [str(run.PYTHON)] if args[:1] == ["test"] else run.SOPAN
    assert run.command(args, cores) == [*program, *after_the_program]


def test_the_stamp_vouches_for_one_folder_one_digest_and_the_extras(checkout: Path) -> None:
    run = load(checkout)
    needed = run.Stamp("here", "abc", frozenset())
    with_tests = needed._replace(extras=frozenset({"test"}))
    assert run.is_ready(needed, needed)
    assert run.is_ready(with_tests, needed)
    assert not run.is_ready(needed, with_tests)
    assert not run.is_ready(needed._replace(root="there"), needed)
    assert not run.is_ready(needed._replace(digest=""), needed)
    assert not run.is_ready(run.Stamp(), needed)


def test_the_digest_follows_what_the_installation_is_made_from(checkout: Path) -> None:
    run = load(checkout)
    before = run.digest()
    (checkout / "pocket_command.py").write_text('"""Code may change."""')
    assert run.digest() == before
    (checkout / "pyproject.toml").write_text("[project]")
    assert run.digest() != before


def test_a_changed_frontend_is_installed_again_but_not_a_changed_package(checkout: Path) -> None:
    run = load(checkout)
    source = checkout / "web" / "frontend" / "src" / "designer" / "main.js"
    package = checkout / "web" / "frontend" / "node_modules" / "a" / "index.js"
    for path in (source, package):
        path.parent.mkdir(parents=True)
        path.write_text("1")
    before = run.digest()
    package.write_text("2")
    assert run.digest() == before
    source.write_text("2")
    assert run.digest() != before
    lock = checkout / "web" / "frontend" / "package-lock.json"
    lock.write_text("{}")
    assert run.digest() not in (before, "")


def test_an_unreachable_npm_registry_is_told_from_an_unreachable_index(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = load(checkout)
    said = "Seharusnya npm ..., tetapi registri npm tidak terjangkau. proxy\nerror: x"
    with pytest.raises(SystemExit) as refused:
        run.refuse_install(said.encode())
    assert "NPM_CONFIG_REGISTRY" in str(refused.value)
    assert "SOPAN_SKIP_FRONTEND=1" in str(refused.value)
    assert "PIP_INDEX_URL" not in str(refused.value)
    assert "registri npm" in capsys.readouterr().err
