"""The `sopan` command as the machine starts it."""

import io
import sys

from cli import homes


def main() -> None:
    """Run the command line, once it is certain that every package is ours."""
    homes.check()
    from cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe on Windows is not UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="sopan")
    except KeyboardInterrupt:
        sys.exit(130)
