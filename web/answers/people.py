"""What the API answers about agencies and who works there."""

from typing import Literal

from pydantic import BaseModel

from web.answers.values import Day, Text


class Agency(BaseModel):
    """An agency and how much there is of it."""

    id: str
    name: str
    zone: str
    definitions: int
    running: int
    officers: int


class Unit(BaseModel):
    """An organisational unit, the post that heads it, and the unit it is part of."""

    id: str
    name: str
    head: Text
    parent: Text


class Position(BaseModel):
    """A post and who holds it today."""

    id: str
    title: str
    superior: Text
    unit: Text
    aliases: list[str]
    holders: list[str]


class Officer(BaseModel):
    """A person who works here."""

    username: str
    name: str


class Appointment(BaseModel):
    """That an officer holds a post; `in_force` is today. By its `key` it is ended or withdrawn."""

    key: str
    position: str
    officer: str
    kind: Literal["definitive", "plh", "plt"]
    since: Day | None
    until: Day | None
    letter: Text
    in_force: bool


class People(BaseModel):
    """Who works in an agency, and in what post."""

    agency: str
    name: str
    zone: str
    units: list[Unit]
    positions: list[Position]
    officers: list[Officer]
    appointments: list[Appointment]
