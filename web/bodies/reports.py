"""What may be asked of reports."""

from typing import Annotated, Literal

from pydantic import Field

from web.bodies.values import Day, Name, OfAgency


class OfCompliance(OfAgency):
    """Which times, and by what they are counted."""

    by: Literal["sop", "step", "lane", "unit", "month", "week"] = "sop"
    since: Day | None = None
    until: Day | None = None
    sop: Name = ""


class OfTrend(OfAgency):
    """How many weeks back."""

    weeks: Annotated[int, Field(ge=1, le=104)] = 12


class OfMonitoring(OfAgency):
    """Which half-year, such as "2026-1"; none is the one that ended last."""

    half: Name = ""
    sop: Name = ""


class OfEventLog(OfAgency):
    """Which instances, by the day they were started, and in which form."""

    form: Literal["xes", "csv"] = "xes"
    since: Day | None = None
    until: Day | None = None
    sop: Name = ""
