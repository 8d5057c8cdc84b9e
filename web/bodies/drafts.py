"""What may be sent about drafts of SOPs."""

from typing import Annotated, Literal

from pydantic import Field

from web.bodies.values import Body, Day, Name, Question, Text, Version

Revision = Annotated[int, Field(ge=0, le=1_000_000)]


class NewDraft(Body):
    """An SOP nobody has yet: its name and its lanes."""

    name: Name
    lanes: Annotated[list[Name], Field(max_length=50)]
    agency: Name | None = None


class VersionToDraft(Body):
    """The version to begin from, the latest if not given."""

    version: Version | None = None


class DraftUpload(Question):
    """Where the BPMN that is sent along belongs."""

    agency: Name | None = None
    file: Name = ""


class OneRevision(Question):
    """A revision of a draft, the last if not given."""

    revision: Revision | None = None


class SeenDraft(Question):
    """The revision the author has seen."""

    seen: Revision


class DraftRevision(Body):
    """The revision the author has seen."""

    seen: Revision


class DraftCells(Body):
    """What the cells of a row say now; `otherwise` "" is no decision."""

    name: Text = ""
    lane: Name = ""
    standard: Name = ""
    inputs: Annotated[list[Text], Field(max_length=100)] = Field(default_factory=list)
    outputs: Annotated[list[Text], Field(max_length=100)] = Field(default_factory=list)
    remarks: Text = ""
    question: Text = ""
    otherwise: Name = ""


class EditedTable(DraftRevision):
    """Rows and names of lanes by their ids; what is not mentioned stays. One `action` `on` one."""

    name: Name = ""
    rows: dict[Name, DraftCells] = Field(default_factory=dict)
    lanes: dict[Name, Name] = Field(default_factory=dict)
    action: Literal["save", "add", "remove", "up", "down", "add-lane", "remove-lane"] = "save"
    on: Name = ""


class RestoredDraft(DraftRevision):
    """The revision whose content shall come back."""

    revision: Revision


class DeployedDraft(DraftRevision):
    """Whether the new version is in force at once, or from a day."""

    activate: bool = True
    effective_on: Day | None = None
