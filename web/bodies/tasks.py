"""What may be sent about work items."""

from typing import Annotated

from pydantic import Field, StringConstraints

from web.bodies.values import NO_NUL, Body, Name, PartOfAgency, Text, Variables


class OfTasks(PartOfAgency):
    """Which open work items: an officer sees their own unless `mine` is false."""

    instance: Name | None = None
    officer: Name | None = None
    mine: bool = True


class Completion(Body):
    """The answers of the step's form, and other variables."""

    variables: Variables = Field(default_factory=dict)


Typed = Annotated[str, StringConstraints(max_length=100_000, pattern=NO_NUL)]
"""An answer as somebody would type it: "12,5", "ya", "2026-03-02"."""


class FormFilled(Body):
    """What was filled in so far, as typed; a table is its rows. `ticked` are inputs, from 0."""

    answers: dict[Name, Typed | list[dict[Name, Typed]] | None] = Field(default_factory=dict)
    ticked: Annotated[list[int], Field(max_length=200)] = Field(default_factory=list)


class Returning(Body):
    """Why a step is returned, and to which number or BPMN id; not given is the step before."""

    reason: Text
    to: Name | None = None


class Assignment(Body):
    """The officer who shall do it, and why."""

    to: Name
    reason: Text = ""
