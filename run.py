#!/usr/bin/env python3
"""Install Sopan into .venv beside this file when something changed, then run it.

    python3 run.py              the same as `sopan serve --demo`
    python3 run.py ARGS ...     the same as `sopan ARGS ...`, in the folder you are in
    python3 run.py test ...     every test this machine can run; the rest goes to pytest

Standard library only, so that Python is all a machine needs. Speaks on stderr alone: stdout belongs
to the command, and `--json` stays pure.
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - written for whoever has an older one
    sys.exit(
        "Seharusnya ada Python 3.11 atau yang lebih baru, tetapi ini Python {0}.{1}. "
        "Pasang yang baru dari python.org, lalu jalankan lagi.\n"
        "Expected Python 3.11 or newer, but this is Python {0}.{1}. "
        "Install a newer one from python.org, then run this again.".format(*sys.version_info)
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SOPAN = [str(BIN / "sopan.exe")] if os.name == "nt" else [str(PYTHON), str(BIN / "sopan")]
STAMP = VENV / "sopan-installed.json"
LOCK = ROOT / ".venv.lock"  # not inside .venv: repairing empties that folder

SOURCES = ("pyproject.toml", "web/frontend/*.*", "web/frontend/src/**/*")
"""What the installation is made from; the code itself is editable."""
SERVE = ["serve", "--demo"]

UNREACHABLE = ("connection", "timed out", "certificate", "proxy", "from versions: none")
"""Words in what pip says when it could not reach the package index."""


class Stamp(NamedTuple):
    """What .venv was made for: which folder, digest of the sources ("" while half made), extras."""

    root: str = ""
    digest: str = ""
    extras: frozenset[str] = frozenset()


def main(args: list[str]) -> None:
    """Install what `args` need, then become the command they ask for."""
    if args[:1] == ["test"]:
        install(frozenset({"test"}))
        os.chdir(ROOT)
    else:
        install(frozenset())
    become(command(args, os.cpu_count() or 1))


def command(args: list[str], cores: int) -> list[str]:
    """Return the command line that `args` mean on a machine with that many cores."""
    if args[:1] == ["test"]:
        spread = ["-n", "auto"] if cores > 1 else []
        return [str(PYTHON), "-m", "pytest", *spread, *args[1:]]
    return [*SOPAN, *(args or SERVE)]


def become(line: list[str]) -> NoReturn:
    """Run `line` in place of this process; its exit code is ours."""
    if os.name != "nt":
        os.execv(line[0], line)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command answers Ctrl-C, we wait for it
    sys.exit(subprocess.call(line))


def install(extras: frozenset[str]) -> None:
    """Bring .venv to what this checkout and `extras` ask for, unless it is there already."""
    try:
        if is_ready(read_stamp(), wanted(extras)):
            return
        with locked():
            if not is_ready(read_stamp(), wanted(extras)):  # the one we waited for may have done it
                say(
                    "Menyiapkan Sopan (sekali saja, sekitar 1 menit) ...",
                    "Setting up Sopan (once, about a minute) ...",
                )
                build(extras)
    except OSError as error:
        refuse(
            f"Seharusnya {ROOT} dapat dibaca dan ditulis, tetapi: {error}. "
            "Hentikan Sopan yang masih berjalan di sana atau periksa izin folder itu.",
            f"Expected to read and write {ROOT}, but: {error}. "
            "Stop a Sopan still running there, or check the permissions of that folder.",
        )


def is_ready(stamp: Stamp, needed: Stamp) -> bool:
    """Tell whether `stamp` vouches for the needed folder and sources and at least the extras."""
    return stamp[:2] == needed[:2] and stamp.extras >= needed.extras


def wanted(extras: frozenset[str]) -> Stamp:
    """Return the stamp of an installation that is current now."""
    return Stamp(str(ROOT), digest(), extras)


def digest() -> str:
    """Return what decides whether to install again: the sources and the Python behind .venv."""
    content = hashlib.sha256(interpreter().encode())
    for path in (path for pattern in SOURCES for path in sorted(ROOT.glob(pattern))):
        if path.is_file():
            content.update(path.read_bytes())
    return content.hexdigest()


def interpreter() -> str:
    """Name the Python behind .venv, such as "python3.11"; "" if there is none or it was removed."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    home = next((line.partition("=")[2].strip() for line in lines if line.startswith("home")), "")
    return PYTHON.resolve().name if home and Path(home).is_dir() and PYTHON.exists() else ""


def build(extras: frozenset[str]) -> None:
    """Make or repair .venv and install the checkout into it."""
    before = read_stamp()
    moved = before.root not in ("", str(ROOT))  # the scripts in .venv name the old folder
    if moved or not has_pip():
        create_venv()
    extras |= before.extras
    write_stamp(Stamp(str(ROOT), "", extras))
    what = f".[{','.join(sorted(extras))}]" if extras else "."
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--editable", what], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        refuse_install(done.stdout + done.stderr)
    point_here()
    write_stamp(wanted(extras))


def point_here() -> None:
    """Let .venv find the checkout by a relative path, so that any folder name will do.

    Python before 3.13 reads .pth files in the encoding of the locale (`site.addpackage`), in which
    the name of the folder may not exist: Windows, or LC_ALL=C.
    """
    for link in VENV.glob("**/site-packages/*sopan.pth"):
        link.write_text(os.path.relpath(ROOT, link.parent), encoding="ascii")


def has_pip() -> bool:
    """Tell whether .venv has a Python that runs and a pip in it."""
    if not interpreter():
        return False
    with contextlib.suppress(OSError):
        asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
        return asked.returncode == 0
    return False


def create_venv() -> None:
    """Make .venv afresh."""
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu keep it in a package of its own
        import venv
    except ImportError as missing:
        refuse(
            f"Seharusnya Python ini punya venv dan ensurepip, tetapi {missing.name} tidak ada. "
            "Di Debian/Ubuntu: sudo apt install python3-venv, lalu jalankan lagi.",
            f"Expected this Python to have venv and ensurepip, but {missing.name} is missing. "
            "On Debian/Ubuntu: sudo apt install python3-venv, then run this again.",
        )
    try:
        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
    except subprocess.CalledProcessError as error:
        refuse_install(error.output or b"")


def read_stamp() -> Stamp:
    """Return what the last installation wrote down; an empty stamp if there is none to read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(stamp["root"], stamp["digest"], frozenset(stamp["extras"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp()


def write_stamp(stamp: Stamp) -> None:
    """Write down what .venv was made for, whole or not at all."""
    fresh = STAMP.with_suffix(".new")
    content = {**stamp._asdict(), "extras": sorted(stamp.extras)}
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(STAMP)


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Hold the right to change .venv; another run.py waits here until we are done."""
    with LOCK.open("a+b") as file:
        if not try_lock(file):
            say("Menunggu penyiapan yang sedang berjalan ...", "Waiting for another setup ...")
            while not try_lock(file):
                time.sleep(0.2)
        yield  # closing the file gives the lock back


def try_lock(file: BinaryIO) -> bool:
    """Take the lock on an open file, or say at once that somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def refuse_install(output: bytes) -> NoReturn:
    """Stop because pip failed: its last words, and what they ask for."""
    text = output.decode(errors="replace").strip()
    print("\n".join(text.splitlines()[-12:]), file=sys.stderr)
    if "registri npm" in text:  # web/frontend/hatch_build.py could not reach it
        refuse(
            "Seharusnya npm dapat mengambil paket tampilan web, tetapi registri npm tidak "
            "terjangkau. Periksa internet atau proxy (HTTPS_PROXY, NPM_CONFIG_REGISTRY) lalu "
            "jalankan lagi, atau pasang tanpa tampilan itu dengan SOPAN_SKIP_FRONTEND=1.",
            "Expected npm to fetch the packages of the web pages, but the npm registry cannot be "
            "reached. Check the internet or the proxy (HTTPS_PROXY, NPM_CONFIG_REGISTRY) and run "
            "this again, or install without those looks with SOPAN_SKIP_FRONTEND=1.",
        )
    if any(word in text.lower() for word in UNREACHABLE):
        refuse(
            "Seharusnya pip dapat mengambil paket, tetapi indeks paket tidak terjangkau. Periksa "
            "sambungan internet atau proxy (HTTPS_PROXY, PIP_INDEX_URL), lalu jalankan lagi.",
            "Expected pip to fetch packages, but the package index cannot be reached. Check the "
            "internet connection or the proxy (HTTPS_PROXY, PIP_INDEX_URL), then run this again.",
        )
    refuse(
        "Seharusnya pip memasang Sopan ke .venv, tetapi gagal seperti tertulis di atas. "
        "Perbaiki penyebabnya, atau hapus folder .venv, lalu jalankan lagi.",
        "Expected pip to install Sopan into .venv, but it failed as written above. "
        "Mend the cause, or delete the folder .venv, then run this again.",
    )


def say(*lines: str) -> None:
    """Tell the person at the terminal, Indonesian first; stdout is not ours."""
    print(" / ".join(lines), file=sys.stderr, flush=True)


def refuse(indonesian: str, english: str) -> NoReturn:
    """Stop with exit code 1 and say what to do, in both languages."""
    sys.exit(f"{indonesian}\n{english}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
