"""What reports answer: the shape of each value, for the description of the API."""

from typing import Literal

from pydantic import BaseModel

from web.answers.values import Day, Instant, Text


class Spread(BaseModel):
    """How times are spread: working seconds, or per cent of the standard."""

    n: int
    median: float | None
    p90: float | None


class Times(Spread):
    """The same with their sum."""

    total: float


class Figures(BaseModel):
    """How well standards were kept; `on_time` is per cent."""

    done: int
    met: int
    breached: int
    late: int
    void: int
    without_standard: int
    on_time: float | None
    waiting: Times
    handling: Times
    share: Spread
    again: int
    returned: int
    rounds: int


class Counted(Figures):
    """The figures of how many instances."""

    instances: int


class Group(Counted):
    """The figures of one SOP, step, lane, unit, month or week."""

    id: str
    name: str


class Week(Figures):
    """The figures of a week, by its Monday."""

    id: str
    name: str
    instances: int


class Whole(BaseModel):
    """The whole SOPs and legal dates judged."""

    definition: str
    kind: str
    met: int
    breached: int
    void: int


class Compliance(BaseModel):
    """How well the standards were kept in a period."""

    report: Literal["compliance"]
    agency: str
    agency_name: str
    by: str
    since: Day
    until: Day
    sop: Text
    scoped: bool
    at: Instant
    rows: list[Group]
    total: Counted
    wholes: list[Whole]


class Judged(BaseModel):
    """One row of Tabel 7."""

    number: int
    id: str
    procedure: str
    verdict: str
    assessment: str
    notes: list[str]
    actions: list[str]
    figures: Figures


class Monitoring(BaseModel):
    """Tabel 7 of a half-year."""

    report: Literal["tabel7"]
    agency: str
    agency_name: str
    half: str
    since: Day
    until: Day
    sop: Text
    sop_name: Text
    scoped: bool
    at: Instant
    good_on_time: float
    most_again: float
    rows: list[Judged]


class Trend(BaseModel):
    """The figures of each of the last weeks, oldest first."""

    agency: str
    at: Instant
    scoped: bool
    weeks: list[Week]


class Total(BaseModel):
    """How many lie there."""

    open: int
    late: int
    near: int
    waiting: int
    suspended: int


class Place(Total):
    """How many lie at one SOP, lane or unit."""

    id: str
    name: str


class Lying(BaseModel):
    """A work item that lies there for long."""

    id: str
    instance: str
    title: str
    definition: str
    version: int
    node: str
    step: str
    name: str
    lane: str
    position: Text
    state: str
    round: int
    ready_at: Instant
    claimed_at: Instant | None
    deadline: Instant | None
    late: bool
    working_seconds: int


class Workload(BaseModel):
    """What is open, near its deadline and late."""

    agency: str
    at: Instant
    near_until: Instant
    scoped: bool
    total: Total
    by_sop: list[Place]
    by_lane: list[Place]
    by_unit: list[Place]
    oldest: list[Lying]
