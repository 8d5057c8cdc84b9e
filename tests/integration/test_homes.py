"""Our packages come from one folder, and a stranger of the same name is noticed."""

import os
import subprocess
import sys
from pathlib import Path

from cli import homes

ROOT = Path(__file__).resolve().parents[2]


def test_the_checkout_is_one_home() -> None:
    assert set(homes.homes(homes.PACKAGES).values()) == {ROOT}


def test_another_package_of_the_same_name_stops_the_command(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "__init__.py").touch()
    asked = subprocess.run(
        [sys.executable, "-P", "-c", "from cli import homes; homes.check()"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = ", ".join(f"{name}: {ROOT}" for name in sorted(homes.PACKAGES) if name != "web")
    places = f"{ours}, web: {tmp_path}"
    assert asked.returncode == 1
    assert asked.stderr == (
        f"Seharusnya paket Sopan berada dalam satu folder, tetapi ditemukan {places}. Ada paket "
        "lain bernama sama. Pasang Sopan di lingkungan virtual tersendiri: python3 run.py\n"
        f"Expected the packages of Sopan in one folder, but found {places}. Another installed "
        "package has the same name. Give Sopan a virtual environment of its own: python3 run.py\n"
    )


def test_a_package_that_is_nowhere_is_noticed() -> None:
    found = homes.homes(("engine", "no_such_package_of_ours"))
    assert found == {"engine": ROOT, "no_such_package_of_ours": None}
    assert "no_such_package_of_ours: -" in homes.complaint(found)


def test_a_module_of_the_same_name_is_found_where_it_lies() -> None:
    assert homes.homes(("this",)) == {"this": Path(os.__file__).resolve().parent}
