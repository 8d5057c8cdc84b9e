"""`sopan check`: every finding in BPMN, DMN and agency.toml files; nothing is deployed."""

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.office import desk
from cli.options import AsJson
from cli.output import Screen
from engine.core.errors import Invalid, Refusal
from engine.core.findings import Finding, errors

app = typer.Typer()

_AGENCY_FILE: Final = "agency.toml"
_DMN: Final = ".dmn"
_KINDS: Final = (".bpmn", ".bpmn2", ".bpmn20.xml", _DMN, _AGENCY_FILE)
"""How the names end of the files that are looked for in a folder."""

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="BPMN and DMN files, agency.toml, folders or patterns."),
]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: the keys of the processes or decisions in it that can run, and its findings."""

    file: Path
    processes: tuple[str, ...]
    findings: tuple[Finding, ...]


@app.command(rich_help_panel="SOPs (definisi SOP)", epilog="Example: sopan check processes")
def check(files: Files, json: AsJson = False) -> None:
    """Check files and print every finding (temuan) with file, line and severity.

    Folders are searched through; exits with 1 when there is an error. Nothing is deployed.
    """
    with desk(json) as here:
        paths = list(dict.fromkeys(path for file in files for path in _paths(file)))
        if not paths:
            raise Invalid("catalogue.empty", path=", ".join(files))
        checked = [_check(path) for path in here.screen.track("checking", paths)]
    _show(here.screen, checked)
    if any(errors(one.findings) for one in checked):
        raise typer.Exit(1)


def _show(screen: Screen, checked: Iterable[Checked]) -> None:
    if screen.as_json:
        screen.show([_json(one, screen.language) for one in checked])
        return
    found = [(one.file, finding) for one in checked for finding in one.findings]
    for file, finding in found:
        text = finding.text(screen.language)
        screen.finding(finding.severity, text, str(file), finding.line)
    counts = {kind: sum(f.severity == kind for _, f in found) for kind in ("error", "warning")}
    screen.say(
        "checked",
        "red" if counts["error"] else "green",
        files=len(list(checked)),
        errors=counts["error"],
        warnings=counts["warning"],
    )


def _json(checked: Checked, language: str) -> dict[str, object]:
    return {
        "file": str(checked.file),
        "processes": list(checked.processes),
        "findings": [finding.as_json(language) for finding in checked.findings],
    }


def _paths(given: str) -> Iterator[Path]:
    """Yield the files a path, a folder or a pattern means; one that is not there as it is."""
    path = Path(given)
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.name.endswith(_KINDS) and p.is_file())
    elif path.exists() or not glob.has_magic(given):
        yield path
    else:
        for match in sorted(glob.glob(given, recursive=True)):  # noqa: PTH207 - also for full paths
            yield from _paths(match)


def _check(path: Path) -> Checked:
    """Check one file. Whatever goes wrong is a finding: the other files have a right to theirs."""
    try:
        if path.name == _AGENCY_FILE:
            return _check_agency(path)
        return _check_dmn(path) if path.name.endswith(_DMN) else _check_bpmn(path)
    except Refusal as refusal:
        line = int(str(refusal.facts.get("line", 0)))
        own = (Finding("error", refusal.code, line=line, facts=refusal.facts),)
        return Checked(path, (), refusal.findings or own)
    except OSError as error:
        return _failed(path, "check.unreadable", error.strerror or error)
    except Exception as error:  # noqa: BLE001 - said, not swallowed; see above
        return _failed(path, "check.failed", f"{type(error).__name__}: {error}")


def _check_bpmn(path: Path) -> Checked:
    from engine import definitions

    loaded = definitions.check(path.read_bytes(), path.name)
    return Checked(path, tuple(model.key for model in loaded.models), loaded.findings)


def _check_dmn(path: Path) -> Checked:
    from engine import decisions

    loaded = decisions.check(path.read_bytes(), path.name)
    return Checked(path, tuple(decision.id for decision in loaded.decisions), loaded.findings)


def _check_agency(path: Path) -> Checked:
    from processes import catalogue

    catalogue.read_agency(path)
    return Checked(path, (), ())


def _failed(path: Path, code: str, reason: object) -> Checked:
    facts = {"file": path.name, "reason": reason}
    return Checked(path, (), (Finding("error", code, facts=facts),))
