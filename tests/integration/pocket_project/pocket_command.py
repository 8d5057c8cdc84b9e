"""The command of the pocket project: says how it was called, and refuses when asked to."""

import json
import sys
from pathlib import Path


def main() -> int:
    """Print the arguments and the folder as JSON; exit code 1 for the argument "refuse"."""
    print(json.dumps({"args": sys.argv[1:], "folder": str(Path.cwd()), "home": __file__}))
    return int("refuse" in sys.argv)
