"""The options several commands share, and how the values of a step are read from them."""

import json
import math
import sys
from collections.abc import Container
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from engine.core import indonesian


def day(text: str) -> date:
    """Read a date of the command line. A bad one is a usage error."""
    found = indonesian.read_date(text)
    if found is None:
        raise typer.BadParameter(f'expected a date like 2026-03-18 or 18-3-2026, got "{text}"')
    return found


AsJson = Annotated[bool, typer.Option("--json", help="Write plain JSON, for programs.")]

By = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USERNAME",
        help="The officer (pejabat) who does it; without it, the system.",
        show_default=False,
    ),
]

Agency = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="AGENCY",
        help="Only this agency (instansi), such as boalemo.",
        show_default=False,
    ),
]

Reason = Annotated[str, typer.Option("--reason", help="Why (alasan); it goes into the trail.")]

MOST: Final = 1_000_000
"""What no number of a version or of lines reaches; far larger ones do not fit a database."""

Limit = Annotated[int, typer.Option("--limit", min=1, max=MOST, help="At most so many.")]

WorkItem = Annotated[
    str, typer.Argument(metavar="ID", help="The task (tugas): its id or the end of it.")
]

Instance = Annotated[
    str, typer.Argument(metavar="INSTANCE", help="The instance: its id or the end of it.")
]

Definition = Annotated[
    str, typer.Argument(metavar="DEFINITION", help="The SOP, such as boalemo/lakip.")
]

Values = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A value; again for more. Numbers, true, false, [...] and {...} are read as JSON, "
        "anything else is text.",
        show_default=False,
    ),
]

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="JSON",
        help="Values as a JSON object, @FILE with one, or @- to read it from stdin.",
        show_default=False,
    ),
]


def variables(
    values: list[str] | None, data: str | None = None, texts: Container[str] = ()
) -> dict[str, Any]:
    """Return the variables of `--data` and, over them, each `--set`. A bad one is a usage error.

    Those named in `texts` are kept as they are written: 1.10 and 007 are no numbers there.
    """
    found = _object(data) if data is not None else {}
    for entry in values or ():
        name, equals, text = entry.partition("=")
        if not equals or not name.strip():
            _refuse("--set", f'expected NAME=VALUE, but got "{entry}"; write --set hasil=ya')
        found[name.strip()] = text if name.strip() in texts else _value(entry, text)
    return found


def _value(entry: str, text: str) -> Any:
    """Read a value: what looks like JSON must be JSON, a word or a sentence is text."""
    opens = text.lstrip().startswith(("{", "["))
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        if opens:
            _refuse("--set", f'"{entry}" begins like JSON but is not; use --data to send such text')
        return text
    finite = not isinstance(read, float) or math.isfinite(read)  # json also reads NaN, Infinity
    return read if finite and isinstance(read, bool | int | float | list | dict) else text


def _object(data: str) -> dict[str, Any]:
    try:
        read = json.loads(_text(data))
    except OSError as error:
        _refuse("--data", f"{data[1:]} cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        _refuse("--data", f"expected a JSON object, but it cannot be read: {error}")
    if not isinstance(read, dict):
        _refuse("--data", 'expected a JSON object such as {"hasil": "ya"}')
    return read


def _text(data: str) -> str:
    if data == "@-":
        return sys.stdin.read()
    return Path(data[1:]).read_text(encoding="utf-8-sig") if data.startswith("@") else data


def _refuse(option: str, problem: str) -> NoReturn:
    raise typer.BadParameter(problem, param_hint=option)
