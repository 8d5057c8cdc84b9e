"""What may be sent to the API: the fields of each body and each query."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engine.core.lifecycle import InstanceStatus

MOST_ROWS: Final = 1000

_NO_NUL: Final = r"^[^\x00]*$"  # PostgreSQL has no text with U+0000

Name = Annotated[str, StringConstraints(max_length=255, pattern=_NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=4000, pattern=_NO_NUL)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]
Variables = dict[str, Any]


class Body(BaseModel):
    """JSON: each field known and of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Question(BaseModel):
    """A query: each parameter known."""

    model_config = ConfigDict(extra="forbid")


class Deployment(Question):
    """How to deploy the BPMN that is sent along."""

    agency: Name | None = None
    file: Name = ""
    draft: bool = False


class OfAgency(Question):
    """Which agency; an officer's own is the only one there is."""

    agency: Name | None = None


class OfInstances(OfAgency):
    """Which instances, the newest first."""

    status: InstanceStatus | None = None
    limit: Rows = MOST_ROWS


class OfTasks(OfAgency):
    """Which open work items: an officer sees their own unless `mine` is false."""

    instance: Name | None = None
    officer: Name | None = None
    mine: bool = True
    limit: Rows = MOST_ROWS


class OfJobs(OfAgency):
    """Which open jobs, the oldest first."""

    instance: Name | None = None
    limit: Rows = MOST_ROWS


class OfEvents(Question):
    """Which entries of a trail: those after the number `after`."""

    after: Annotated[int, Field(ge=0)] = 0
    limit: Rows = MOST_ROWS


class OfTrails(Question):
    """Which trail; none is every one."""

    instance: Name | None = None


class OneVersion(Body):
    """A version of an SOP."""

    version: Version


class Start(Body):
    """An SOP to start: `definition` is `agency/key`, `version` the one in force if not given."""

    definition: Name
    title: Text = ""
    variables: Variables = {}
    version: Version | None = None


class Reason(Body):
    """Why."""

    reason: Text


class Migration(Body):
    """The version to move to, the one in force if not given."""

    version: Version | None = None


class Completion(Body):
    """The answers of the step's form, and other variables."""

    variables: Variables = {}


class Ending(Completion):
    """What a handler would have returned; with `error`, the code of an error it ends in."""

    error: Name | None = None


class Returning(Body):
    """Why a step is returned, and to which number or BPMN id; not given is the step before."""

    reason: Text
    to: Name | None = None


class Assignment(Body):
    """The officer who shall do it, and why."""

    to: Name
    reason: Text = ""


class Signal(Body):
    """A signal, to every instance of the agency that waits for it, or to one."""

    name: Name
    payload: Variables = {}
    agency: Name | None = None
    instance: Name | None = None


class Message(Signal):
    """A message, to the one instance that waits for it; `key` is its correlation value."""

    key: Name | None = None
