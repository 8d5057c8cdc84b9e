"""What may be sent about instances."""

from typing import Annotated

from pydantic import Field

from engine.core.lifecycle import InstanceStatus
from web.bodies.values import (
    MOST_ROWS,
    Body,
    Name,
    PartOfAgency,
    Question,
    Rows,
    Text,
    Variables,
    Version,
)


class OfInstances(PartOfAgency):
    """Which instances, the newest first."""

    status: InstanceStatus | None = None


class OfEvents(Question):
    """Which entries of a trail: those after the number `after`."""

    after: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    limit: Rows = MOST_ROWS


class OfTrails(Question):
    """Which trail: of an instance, or all of an agency; none is every one."""

    instance: Name | None = None
    agency: Name | None = None


class OfTrail(Question):
    """Which entries of an agency, the latest first: those before the `id` of the last one seen."""

    kind: Name = ""
    officer: Name = ""
    before: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Rows = 50


class Start(Body):
    """An SOP to start: `definition` is `agency/key`, `version` the one in force if not given.

    With `after`, an instance that has ended, it goes on from what that one left.
    """

    definition: Name
    title: Text = ""
    variables: Variables = Field(default_factory=dict)
    version: Version | None = None
    after: Name | None = None


class Migration(Body):
    """The version to move to, the one in force if not given."""

    version: Version | None = None
