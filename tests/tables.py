"""Decision tables in a few lines, for tests.

    skor: number   | status                   || kelas: string
    ?              | "baru","lama"            || "A","B"
    >= 80          | "baru"                   || "A"
    -              | -                        || "B"
    default        |                          || "C"

The first line names inputs and outputs, each with its type if it has one; `?` lists the values
allowed, a line that begins with `default` gives the default outputs.
"""

from xml.sax.saxutils import escape, quoteattr

from engine.bpmn import decisions, reader
from engine.bpmn.decisions import Decision, LoadedDecisions

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(drawn: str, policy: str = "UNIQUE", *, id: str = "k", more: str = "") -> str:
    """Return a decision with that table; `more` stands before it: requirements, a variable."""
    hit, _, aggregation = policy.partition("+")
    head, *rows = [_cells(line) for line in drawn.strip().splitlines()]
    special = {row[0][0]: row for row in rows if row[0][0] in ("?", "default")}
    rules = [row for row in rows if row[0][0] not in special]
    allowed, default = special.get("?"), special.get("default")
    columns = "".join(
        f"<input label={quoteattr(name)}>"
        f"<inputExpression{_type(kind)}>{_text(name)}</inputExpression>"
        f"{_wrapped('inputValues', allowed and allowed[0][place])}</input>"
        for place, (name, kind) in enumerate(map(_named, head[0]))
    )
    columns += "".join(
        f'<output name="{name}"{_type(kind)}>'
        f"{_wrapped('outputValues', allowed and allowed[1][place])}"
        f"{_wrapped('defaultOutputEntry', default and default[1][place])}</output>"
        for place, (name, kind) in enumerate(map(_named, head[1]))
    )
    written = "\n".join(
        "<rule>"
        + "".join(f"<inputEntry>{_text(cell)}</inputEntry>" for cell in row[0])
        + "".join(f"<outputEntry>{_text(cell)}</outputEntry>" for cell in row[1])
        + "</rule>"
        for row in rules
    )
    how = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decision id="{id}" name="{id}">{more}\n<decisionTable hitPolicy="{hit}"{how}>{columns}\n'
        f"{written}\n</decisionTable></decision>"
    )


def dmn(*inside: str, space: str = SPACE) -> bytes:
    """Return a DMN file."""
    head = f'<definitions xmlns="{space}" namespace="urn:test">'
    return f"{head}\n{''.join(inside)}\n</definitions>".encode()


def loaded(file: bytes) -> LoadedDecisions:
    """Return what a DMN file comes to."""
    return decisions.load(reader.read_xml(file, "test.dmn"))


def decision(file: bytes, id: str = "k") -> Decision:
    """Return a decision of a file that must have no errors."""
    result = loaded(file)
    assert result.decisions, [f"{f.line}: {f.text('en')}" for f in result.findings]
    return next(each for each in result.decisions if each.id == id)


def _cells(line: str) -> tuple[list[str], list[str]]:
    inputs, _, outputs = line.partition("||")
    return (
        [cell.strip() for cell in inputs.split("|")],
        [cell.strip() for cell in outputs.split("|")],
    )


def _named(column: str) -> tuple[str, str]:
    name, _, kind = column.partition(":")
    return name.strip(), kind.strip()


def _type(kind: str) -> str:
    return f' typeRef="{kind}"' if kind else ""


def _text(written: str) -> str:
    return f"<text>{escape(written)}</text>"


def _wrapped(tag: str, written: str | None) -> str:
    return f"<{tag}>{_text(written)}</{tag}>" if written and written != "?" else ""
