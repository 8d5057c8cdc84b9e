"""What reports and forecasts answer: the shape of each value, for the description of the API."""

from typing import Literal

from pydantic import BaseModel

from web.answers import Day, Finding, Instant, Text


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


class Verdict(BaseModel):
    """Whether a legal date would be met, and by how many working days."""

    on: Day
    met: bool
    working_days: int


class LegalVerdict(Verdict):
    """The same with whom it is owed to."""

    to: Text


class ForecastStep(BaseModel):
    """When a step would begin and end."""

    step: str
    node: str
    kind: str
    name: str
    lane: str
    round: int
    starts_at: Instant
    finishes_at: Instant
    time_standard: Text
    times: int
    working_minutes: int
    provisional: bool
    critical: bool


class LaneHeld(BaseModel):
    """How long a lane would have it."""

    lane: str
    working_minutes: int


class Likely(BaseModel):
    """By when in half and in nine of ten draws."""

    median: Instant | None
    p90: Instant | None


class LikelyDate(BaseModel):
    """In how many per cent of all draws a legal date is met."""

    on: Day
    to: Text
    met_percent: float


class LikelyStep(BaseModel):
    """How long a step took before."""

    step: str
    node: str
    name: str
    lane: str
    n: int
    median_minutes: float | None
    p90_minutes: float | None
    finishes_at: Likely


class History(BaseModel):
    """How likely it is, from how long the same steps took before."""

    draws: int
    runs: int
    finishes_at: Likely
    legal: list[LikelyDate]
    steps: list[LikelyStep]


class Forecast(BaseModel):
    """When the steps and the whole of an SOP or an instance would be finished."""

    definition: str
    version: int
    instance: Text = None
    title: Text = None
    name: str
    agency: str
    starts_at: Instant
    finishes_at: Instant
    steps: list[ForecastStep]
    lanes: list[LaneHeld]
    legal: Verdict | None
    legal_dates: list[LegalVerdict]
    provisional_years: list[int]
    rounds: int
    late_by: int
    history: History | None
    assumptions: list[Finding]
