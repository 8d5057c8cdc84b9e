"""docs/reference/cli.md, made from the command line itself. To write it anew:

.venv/bin/python -m tests.architecture.reference
"""

from collections.abc import Iterator
from typing import Any

import typer.main

from cli.commands import app
from tests.architecture.project import ROOT

PAGE = ROOT / "docs" / "reference" / "cli.md"

INTRODUCTION = """\
# Commands

What `sopan --help` and `sopan COMMAND --help` say, on one page. `python3 run.py ARGS` is the same
as `sopan ARGS`. Settings are in [settings.md](settings.md).

Exit codes: 0 done; 1 refused, with the reason and what to do next on stderr; 2 wrong usage. With
`--json` stdout holds one JSON value and nothing else; a refusal is
`{"error": code, "message": …, "findings": […]}`. An action that ended in an incident exits with 1,
too; `"incident"` in its result says why.

Tables show the last 8 characters of an id. A command takes the whole id or any ending of at least 4
characters that only one has. Without `--as` the system acts, which may do everything: whoever can
write to the database is trusted.
"""


def page() -> str:
    """Return the whole page."""
    panels: dict[str, list[str]] = {}
    for words, panel, command in _commands(typer.main.get_command(app)):
        panels.setdefault(panel, []).append(_section(words, command))
    parts = [f"## {panel}\n\n" + "\n".join(sections) for panel, sections in panels.items()]
    return "\n".join([INTRODUCTION, *parts])


def _commands(
    group: Any, words: tuple[str, ...] = ("sopan",), panel: str | None = None
) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    for word, command in group.commands.items():
        place = panel or command.rich_help_panel
        if hasattr(command, "commands"):
            yield from _commands(command, (*words, word), place)
        else:
            yield (*words, word), place, command


def _section(words: tuple[str, ...], command: Any) -> str:
    rows = [f"| `{_name(each)}` | {_meaning(each)} |\n" for each in command.params]
    table = "".join(["| | |\n|---|---|\n", *rows, "\n"]) if rows else ""
    example = (command.epilog or "").removeprefix("Example: ")
    says = f"{command.help}\n\n{table}"
    return f"### `{' '.join(words)}`\n\n{says}" + (f"Example: `{example}`\n" if example else "")


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
        return name if parameter.required else f"[{name}]"
    flags = "/".join([*parameter.opts, *parameter.secondary_opts])
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return flags + value


def _meaning(parameter: Any) -> str:
    needed = " Required." if parameter.required and parameter.param_type_name == "option" else ""
    shown = parameter.show_default is not False and parameter.default not in (None, False, "", ())
    default = f" Default: `{parameter.default}`." if shown and not parameter.required else ""
    return f"{parameter.help}{needed}{default}".replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
