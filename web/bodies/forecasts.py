"""What a forecast may suppose."""

from typing import Annotated

from pydantic import Field

from web.bodies.values import Body, Day, Name, Question, Version

Rounds = Annotated[int, Field(ge=0, le=100)]
Percent = Annotated[int, Field(ge=0, le=1000)]


class Forecasting(Body):
    """What to forecast: a `definition` or an `instance`, and what is supposed."""

    definition: Name = ""
    instance: Name = ""
    start: Day | None = None
    version: Version | None = None
    rounds: Rounds = 0
    rounds_at: dict[Name, Rounds] = Field(default_factory=dict)
    late_by: Percent = 0
    legal_on: Day | None = None
    history: bool = False


class DraftForecasting(Question):
    """What is supposed of a draft, as if it were deployed."""

    start: Day | None = None
    rounds: Rounds = 0
    late_by: Percent = 0
    legal_on: Day | None = None
    history: bool = False
