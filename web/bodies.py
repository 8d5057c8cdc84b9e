"""What may be sent to the API: the fields of each body and each query."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from engine.core.lifecycle import InstanceStatus

MOST_ROWS: Final = 1000

_NO_NUL: Final = r"^[^\x00]*$"  # PostgreSQL has no text with U+0000

Name = Annotated[str, StringConstraints(max_length=255, pattern=_NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=4000, pattern=_NO_NUL)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]
Cursor = Annotated[str, StringConstraints(max_length=500)]
Variables = dict[str, Any]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS: Final = range(1900, 3000)


def _day(sent: Any) -> Any:
    """Read "2026-03-02"; anything else is left as it is and refused."""
    if not isinstance(sent, str) or not _DAY.fullmatch(sent):
        raise ValueError  # says nothing of what was sent, which may be no text at all
    found = date.fromisoformat(sent)
    if found.year not in _YEARS:
        raise ValueError
    return found


def _moment(sent: Any) -> Any:
    """Read an instant with its offset, such as "2026-03-02T08:00:00+07:00"."""
    if not isinstance(sent, str):
        raise ValueError  # noqa: TRY004 - what Pydantic wants
    found = datetime.fromisoformat(sent)
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError
    return found


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=datetime)]


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


class Part(Question):
    """Which part of a list: so many rows, from where the header `Link` of the last one says."""

    limit: Rows = MOST_ROWS
    cursor: Cursor = ""


class PartOfAgency(OfAgency, Part):
    """Which part of the list of an agency."""


class OfInstances(PartOfAgency):
    """Which instances, the newest first."""

    status: InstanceStatus | None = None


class OfTasks(PartOfAgency):
    """Which open work items: an officer sees their own unless `mine` is false."""

    instance: Name | None = None
    officer: Name | None = None
    mine: bool = True


class OfJobs(PartOfAgency):
    """Which open jobs, the oldest first."""

    instance: Name | None = None


class OfObligations(PartOfAgency):
    """Which obligations: all that are open, late, near (due within a working day), or closed."""

    state: Literal["pending", "late", "near", "closed"] = "pending"


class OfNotices(Part):
    """Which notices, the newest first."""

    unread: bool = False


class OfSendings(OfAgency):
    """Which messages that go or went out; "dead" are those given up."""

    state: Literal["ready", "sending", "sent", "dead"] | None = None
    limit: Rows = MOST_ROWS


class OfPeriod(Question):
    """Which days, both included."""

    first: Day
    last: Day


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


class OfEvents(Question):
    """Which entries of a trail: those after the number `after`."""

    after: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    limit: Rows = MOST_ROWS


class OfTrails(Question):
    """Which trail; none is every one."""

    instance: Name | None = None


class OneVersion(Body):
    """A version of an SOP."""

    version: Version


class Start(Body):
    """An SOP to start: `definition` is `agency/key`, `version` the one in force if not given.

    With `after`, an instance that has ended, it goes on from what that one left.
    """

    definition: Name
    title: Text = ""
    variables: Variables = {}
    version: Version | None = None
    after: Name | None = None


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


# Obligations


class FileToAttach(Question):
    """What an attachment is called, and for which field of the form it is."""

    name: Name
    field: Name = ""


class NewComment(Body):
    """A comment, on one work item where that is given."""

    text: Text
    work_item: Name | None = None


class Snooze(Reason):
    """Until when nothing fires, and why."""

    until: Moment


class NewLegalDate(Reason):
    """The new date by which the result is owed `to` whom, and why."""

    to: Name
    on: Day


# Notices and channels


class ReadNotices(Body):
    """Which notices were read; not given is all."""

    ids: Annotated[list[Name], Field(max_length=MOST_ROWS)] | None = None


class NewChannel(Body):
    """A channel of an officer, oneself if not given, or of whoever holds a position."""

    url: Annotated[str, StringConstraints(max_length=2000, pattern=_NO_NUL)]
    officer: Name | None = None
    position: Name | None = None
    name: Name = ""
    digest: bool = False
    agency: Name | None = None


class WebhookToAdd(Body):
    """Where events of the agency go, and which kinds; none is every one."""

    url: Annotated[str, StringConstraints(max_length=2000, pattern=_NO_NUL)]
    label: Name = ""
    kinds: Annotated[list[Name], Field(max_length=100)] = []
    agency: Name | None = None


# Calendars


class CalendarEdit(Body):
    """Why; with `preview` nothing is written, it only tells what would move."""

    why: Text = ""
    preview: bool = False


class StruckDay(CalendarEdit):
    """A date."""

    on: Day


class CalendarDay(StruckDay):
    """A date with the hours it has, such as "07.30-12.00"; none is closed."""

    hours: Name = ""


class CalendarDays(CalendarEdit):
    """A table of dates (CSV), and the year whose whole decree it holds, if it does."""

    table: Annotated[str, StringConstraints(max_length=200_000, pattern=_NO_NUL)]
    file: Name = ""
    decreed: Annotated[int, Field(ge=1900, le=2999)] | None = None


class StruckSeason(CalendarEdit):
    """A season by its name."""

    name: Name


class CalendarWeek(CalendarEdit):
    """Hours of weekdays: "sabtu 08.00-12.00", "jumat tutup"."""

    hours: Annotated[list[Name], Field(max_length=50)]


class CalendarSeason(StruckSeason):
    """A season: its days and its hours; what is left out stays as it is."""

    first: Day | None = None
    last: Day | None = None
    hours: Annotated[list[Name], Field(max_length=50)] = []


# Forecasts


class Forecasting(Body):
    """What to forecast: a `definition` or an `instance`, and what is supposed."""

    definition: Name = ""
    instance: Name = ""
    start: Day | None = None
    version: Version | None = None
    rounds: Annotated[int, Field(ge=0, le=100)] = 0
    rounds_at: dict[Name, Annotated[int, Field(ge=0, le=100)]] = {}
    late_by: Annotated[int, Field(ge=0, le=1000)] = 0
    legal_on: Day | None = None
    history: bool = False


# Drafts

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


class RestoredDraft(DraftRevision):
    """The revision whose content shall come back."""

    revision: Revision


class DeployedDraft(DraftRevision):
    """Whether the new version is in force at once."""

    activate: bool = True
