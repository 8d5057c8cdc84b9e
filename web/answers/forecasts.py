"""What a forecast answers."""

from pydantic import BaseModel

from web.answers.values import Day, Finding, Instant, Text


class Verdict(BaseModel):
    """Whether a legal date would be met, and by how many working days."""

    on: Day
    met: bool
    working_days: int


class LegalVerdict(Verdict):
    """The same with whom it is owed to."""

    to: Text


class WholeVerdict(BaseModel):
    """Whether the standard of the whole would be kept, and the working time to spare or past."""

    time_standard: str
    due_at: Instant
    met: bool
    working_minutes: int


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
    version: int | None
    instance: Text = None
    title: Text = None
    name: str
    agency: str
    zone: str
    starts_at: Instant
    finishes_at: Instant
    steps: list[ForecastStep]
    lanes: list[LaneHeld]
    whole: WholeVerdict | None
    legal: Verdict | None
    legal_dates: list[LegalVerdict]
    provisional_years: list[int]
    rounds: int
    late_by: int
    history: History | None
    assumptions: list[Finding]


class DraftForecast(BaseModel):
    """When a draft would be finished, and every finding; no forecast where one is an error."""

    forecast: Forecast | None
    findings: list[Finding]
