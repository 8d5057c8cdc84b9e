"""Where the SOPs are: folders of agencies, each with an agency.toml, BPMN and DMN files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Final

from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid, unknown
from engine.core.findings import Finding
from engine.core.people import Organisation
from processes import agencyfile

AGENCY_FILE: Final = agencyfile.TOP
_DMN: Final = ".dmn"
_MODELS: Final = (".bpmn", ".bpmn20.xml", _DMN)


@dataclass(frozen=True, slots=True)
class AgencyFolder:
    """One agency's folder: its people, its working hours and its files to deploy.

    Sorted by name, decisions (DMN) before the processes (BPMN) that take them.
    """

    path: Path
    organisation: Organisation
    calendar: WorkingCalendar
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Files to deploy and the agency they belong to; None where no agency.toml is near."""

    agency: AgencyFolder | None
    files: tuple[Path, ...]


def builtin() -> Path:
    """Return the folder of the procedures that are shipped with the program."""
    return Path(str(resources.files("processes")))


def agencies(folder: Path) -> tuple[AgencyFolder, ...]:
    """Return every agency in `folder`, by name.

    Raises Invalid with the findings of all their agency.toml files at once.
    """
    folders = sorted(file.parent for file in folder.glob(f"*/{AGENCY_FILE}"))
    read: list[AgencyFolder] = []
    refused: list[Invalid] = []
    for path in folders:
        try:
            read.append(read_agency(path))
        except Invalid as refusal:
            refused.append(refusal)
    if refused:
        raise refused[0] if len(refused) == 1 else _together(refused)
    return tuple(read)


def read_agency(path: Path) -> AgencyFolder:
    """Return the agency of a folder, or of its agency.toml.

    Raises NotFound without an agency.toml, and Invalid with every finding in it.
    """
    folder = path.parent if path.name == AGENCY_FILE else path
    file = folder / AGENCY_FILE
    if not file.is_file():
        raise _missing(file)
    organisation, calendar = agencyfile.read(file.resolve())
    return AgencyFolder(folder, organisation, calendar, _model_files(folder))


def resolve(paths: Iterable[Path]) -> tuple[Selection, ...]:
    """Return what `sopan deploy PATH…` means, one selection per agency.

    A path is a folder of agencies, the folder of one agency, a folder of loose files, or a BPMN or
    DMN file, which belongs to the agency whose agency.toml lies beside it. Raises NotFound and
    Invalid (`catalogue.empty` where there is nothing to deploy).
    """
    return tuple(selection for path in paths for selection in _selections(path))


def _together(refused: list[Invalid]) -> Invalid:
    """Join the refusals of several files; each finding then says which file it is in."""
    findings = [
        replace(
            finding, element=f"{Path(str(refusal.facts['file'])).parent.name} {finding.element}"
        )
        for refusal in refused
        for finding in refusal.findings or (Finding("error", refusal.code, facts=refusal.facts),)
    ]
    files = ", ".join(str(refusal.facts["file"]) for refusal in refused)
    return Invalid("agency.invalid", findings=findings, file=files, count=len(findings))


def _selections(path: Path) -> tuple[Selection, ...]:
    if not path.exists():
        raise _missing(path)
    if path.is_file() and path.name != AGENCY_FILE:
        return (Selection(_agency_beside(path), (path,)),)
    if path.is_file() or (path / AGENCY_FILE).is_file():
        return (_whole(read_agency(path)),)
    found = tuple(_whole(agency) for agency in agencies(path))
    loose = _model_files(path)
    if not found and not loose:
        raise Invalid("catalogue.empty", path=path)
    return (*found, Selection(None, loose)) if loose else found


def _whole(agency: AgencyFolder) -> Selection:
    return Selection(agency, agency.files)


def _agency_beside(file: Path) -> AgencyFolder | None:
    folder = file.parent
    return read_agency(folder) if (folder / AGENCY_FILE).is_file() else None


def _model_files(folder: Path) -> tuple[Path, ...]:
    found = (path for path in folder.iterdir() if path.name.endswith(_MODELS))
    return tuple(sorted(found, key=lambda path: (path.suffix != _DMN, path)))


def _missing(path: Path) -> Exception:
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    return unknown("file", str(path), [str(other) for other in beside])
