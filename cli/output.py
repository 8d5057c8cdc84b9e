"""How a command speaks: JSON for programs, tables on a terminal, tab-separated lines in a pipe."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from cli import words
from engine.core import indonesian
from engine.core.errors import Refusal

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

SHORT: Final = 8
"""How many characters of an id a table shows; any unique ending is understood as the id."""

_STYLES: Final = {"error": "red", "warning": "yellow", "info": "dim", "ok": "green"}

_MANY: Final = 20
"""From how many things on a bar is worth its lines."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a title somebody typed must not send to the terminal of somebody else."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a command writes, for whom (`as_json`: a program) and in which language."""

    as_json: bool
    language: str

    def show(self, value: object) -> None:
        """Write the one JSON value a program gets."""
        print(json.dumps(value, indent=2, ensure_ascii=False))

    def line(self, text: str = "", style: str = "") -> None:
        """Write one line for a person."""
        _print(text, style, error=False)

    def announce(self, text: str) -> None:
        """Write one line at once, of a command that goes on; beside the JSON of a program."""
        _print(text, "", error=self.as_json)
        sys.stdout.flush()

    def say(self, code: str, style: str = "", **facts: object) -> None:
        """Write a sentence of `cli.words`."""
        self.line(words.say(code, self.language, **facts), style)

    def word(self, kind: words.Words, code: str) -> str:
        """Return a word of `cli.words` in the language of the screen."""
        return words.pick(kind, code, self.language)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows under `heads` (keys of `words.HEADS`); say so when there are none."""
        cells = [["" if cell is None else _clean(str(cell)) for cell in row] for row in rows]
        if not cells:
            self.say("nothing", "dim")
            return
        named = [self.word(words.HEADS, head) for head in heads]
        if sys.stdout.isatty():
            _draw(named, cells)
        else:
            for row in (named, *cells):
                print("\t".join(" ".join(cell.split()) for cell in row))

    def finding(self, severity: str, message: str, file: str, line: int) -> None:
        """Write a finding as `file:line severity message`."""
        self.line(self._finding(severity, message, file, line), _STYLES[severity])

    def refuse(self, refusal: Refusal) -> None:
        """Say what was refused: to a program on stdout, to a person on stderr.

        A person who has not chosen English gets Indonesian and, dimmed below it, English.
        """
        if self.as_json:
            self.show(refusal_json(refusal, self.language))
            return
        _print(refusal.text(self.language), "bold", error=True)
        if self.language != "en":
            _print(refusal.text("en"), "dim", error=True)
        said = refusal.findings[:1]  # a lone one may be what the refusal says already
        if len(refusal.findings) > 1 or any(f.line or f.code != refusal.code for f in said):
            for found in refusal.findings:
                file, message = str(refusal.facts.get("file", "")), found.text(self.language)
                text = self._finding(found.severity, message, file, found.line)
                _print(text, _STYLES[found.severity], error=True)

    def moment(self, at: str | None, zone: ZoneInfo) -> str:
        """Return an ISO instant as people of `zone` write it; "" for None."""
        if at is None:
            return ""
        instant = datetime.fromisoformat(at)
        if self.language == "id":
            return indonesian.moment(instant, zone)
        return f"{instant.astimezone(zone):%a %d %b %Y %H:%M %Z}"

    def day(self, on: str) -> str:
        """Return an ISO date as people write it."""
        found = date.fromisoformat(on)
        return indonesian.day(found) if self.language == "id" else f"{found:%a %d %b %Y}"

    @contextmanager
    def busy(self, code: str) -> Iterator[None]:
        """Show a sentence of `cli.words` on a terminal while the block works."""
        if self.as_json or not sys.stderr.isatty():
            yield
            return
        with _console(error=True).status(words.say(code, self.language)):
            yield

    def track(self, code: str, things: Sequence[T]) -> Iterable[T]:
        """Go through `things`, with a bar on a terminal when there are many."""
        if self.as_json or not sys.stderr.isatty() or len(things) < _MANY:
            return things
        from rich.progress import track

        text = words.say(code, self.language)
        return track(things, text, console=_console(error=True), transient=True)

    def _finding(self, severity: str, message: str, file: str, line: int) -> str:
        place = ":".join(part for part in (file, str(line or "")) if part)
        return f"{place} {self.word(words.SEVERITIES, severity)} {message}".strip()


def refusal_json(refusal: Refusal, language: str) -> dict[str, Any]:
    """Return a refusal as a program reads it."""
    return {
        "error": refusal.code,
        "message": refusal.text(language),
        "findings": [finding.as_json(language) for finding in refusal.findings],
    }


def short(id: str) -> str:
    """Return the part of an id that tables show."""
    return id[-SHORT:]


def value(shown: object) -> str:
    """Return a value as a person reads it: text and lists of it as they are, the rest as JSON."""
    if isinstance(shown, list) and all(isinstance(part, str) for part in shown):
        return "; ".join(shown)
    return shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)


def pairs(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return variables as rows of a table."""
    return [(name, value(shown)) for name, shown in values.items()]


def _print(text: str, style: str, *, error: bool) -> None:
    """Write a line, in colour on a terminal that wants it."""
    stream, text = sys.stderr if error else sys.stdout, _clean(text)
    if stream.isatty():
        console = _console(error=error)
        console.print(text, style=style or None, soft_wrap=True, highlight=False, markup=False)
    else:
        print(text, file=stream)


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _draw(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    _console(error=False).print(table)


def _console(*, error: bool) -> "Console":
    from rich.console import Console

    return Console(stderr=error)
