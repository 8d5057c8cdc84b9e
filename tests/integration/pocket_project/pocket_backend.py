"""Builds the editable wheel of the pocket project (PEP 660) with the standard library alone."""

import zipfile
from pathlib import Path

WHEEL = "sopan-0-py3-none-any.whl"
CONTENT = {
    "_editable_impl_sopan.pth": str(Path.cwd()),
    "sopan-0.dist-info/METADATA": "Metadata-Version: 2.1\nName: sopan\nVersion: 0\n",
    "sopan-0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "sopan-0.dist-info/entry_points.txt": "[console_scripts]\nsopan = pocket_command:main\n",
}


def build_editable(
    wheel_directory: str, config_settings: object = None, metadata_directory: object = None
) -> str:
    """Write the wheel and return its name, as pip expects."""
    del config_settings, metadata_directory
    record = "".join(f"{name},,\n" for name in [*CONTENT, "sopan-0.dist-info/RECORD"])
    with zipfile.ZipFile(Path(wheel_directory) / WHEEL, "w") as wheel:
        for name, text in {**CONTENT, "sopan-0.dist-info/RECORD": record}.items():
            wheel.writestr(name, text)
    return WHEEL
