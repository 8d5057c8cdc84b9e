"""When late work climbs: the rungs of an obligation, and which of them are due.

An obligation is held against a time standard or a date set by law. Its rungs stand at shares of the
standard or at working time before and after the deadline. A pause keeps the working time that is
left to each of them; a date set by law is never paused. Who is told of a rung: `recipients`.
"""

import calendar as months
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal, Self

from engine.core import lanes, timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.core.recipients import Recipient as Recipient
from engine.core.recipients import recipients as recipients
from engine.core.soptable import Ladder, Rung, TimeStandard

Compliance = Literal["met", "breached", "void"]

STEP: Final = Ladder(
    rungs=(
        Rung("75%", "remind", "performer"),
        Rung("100%", "overdue", "performer superior"),
        Rung("150%", "escalate", "superior:2", least="PT2H"),
        Rung("200%", "escalate", "head", least="P1D", repeat="P1D"),
    )
)
WHOLE: Final = Ladder(
    rungs=(
        Rung("75%", "remind", "performer superior"),
        Rung("100%", "overdue", "performer superior head", repeat="P1D"),
    ),
    scope="whole",
)
LEGAL: Final = Ladder(
    rungs=(
        Rung("-P10D", "remind", "head performer"),
        Rung("-P5D", "remind", "head performer"),
        Rung("-P1D", "remind", "head performer"),
        Rung("PT0M", "overdue", "head superior performer", repeat="P1D", urgent=True),
    ),
    scope="legal",
)
DEFAULTS: Final[Mapping[str, Ladder]] = {"step": STEP, "whole": WHOLE, "legal": LEGAL}
"""The ladder of each scope where the model writes none."""

SHORT: Final = timedelta(hours=1)
"""A standard below it gets no reminder: it would come with the work itself."""
LATE: Final = timedelta(hours=1)
"""Working time after which a rung that fires is marked late."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was left when the obligation was paused, in signed seconds, to its deadline and rungs.

    Seconds of working time; of plain time where the standard counts every hour of every day.
    `opens` tells of the deadline and then of each rung whether it stood at an opening, to which as
    much is left as to the closing before it; empty where none did.
    """

    deadline: float
    rungs: tuple[float, ...] = ()
    opens: tuple[bool, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        kept: dict[str, object] = {"deadline": self.deadline, "rungs": list(self.rungs)}
        return kept | ({"opens": list(self.opens)} if self.opens else {})

    @classmethod
    def of(cls, json: Mapping[str, object] | None) -> Self | None:
        """Return what `as_json` gave, None of an obligation that was never paused."""
        match json:
            case {"deadline": int() | float() as deadline, "rungs": list() as rungs, **others}:
                opens = others.get("opens")
                known = tuple(map(bool, opens)) if isinstance(opens, list) else ()
                return cls(float(deadline), tuple(map(float, rungs)), known)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Terms:
    """What an obligation is held against, since when, and what a pause left of it."""

    standard: TimeStandard | None
    legal_on: date | None
    base_at: datetime
    frozen: Frozen | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The instants of an obligation. `rungs` are in the order of the ladder and never go back.

    A rung further off than the calendar looks ahead is left out, with those above it.
    """

    deadline_at: datetime
    rungs: tuple[datetime, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class Firing:
    """What is due: the highest rung, and the numbers of those missed before it, all told at once.

    A number counts the rungs from 0 and goes on through the repetitions of the last.
    """

    rung: Rung
    number: int
    at: datetime
    missed: tuple[int, ...]
    late: bool


@lru_cache(maxsize=1024)  # each step asks several times, and the steps of an office are few
def ladder_for(
    ladders: tuple[Ladder, ...], scope: str, lane: str, standard: TimeStandard | None
) -> Ladder:
    """Return the ladder to climb: the one written for the lane, the one for every lane, ours.

    One written without rungs has ours. A standard under an hour has no reminder before its end.
    """
    ours = DEFAULTS[scope]
    written = [each for each in ladders if each.scope == scope]
    own = [each for each in written if each.lane and lanes.key(each.lane) == lanes.key(lane)]
    every = [each for each in written if not each.lane]
    found = next(iter((*own, *every)), ours)
    rungs = found.rungs or ours.rungs
    if standard is not None and _short(standard):
        rungs = tuple(rung for rung in rungs if not _before(rung))
    return replace(found, rungs=rungs)


def next_legal(on: str, start: date) -> date:
    """Return the first "MM-DD" or "MM-last" on or after `start`.

    A day that the month does not have is its last.
    """
    month, day = on.split("-")

    def falls(year: int) -> date:
        last = months.monthrange(year, int(month))[1]
        return date(year, int(month), last if day == "last" else min(int(day), last))

    this = falls(start.year)
    return this if this >= start else falls(start.year + 1)


def plan(terms: Terms, ladder: Ladder, calendar: WorkingCalendar) -> Plan:
    """Return when an obligation is due and when each rung of its ladder is.

    Before the first pause no rung comes before `base_at`. Raises Invalid where the calendar holds
    too little working time for the deadline.
    """
    deadline_at = _deadline(terms, calendar)
    instants = _resumed(terms, ladder, calendar) or _laid(terms, ladder, deadline_at, calendar)
    legal = terms.legal_on is not None
    return Plan(
        deadline_at=deadline_at,
        rungs=tuple(_rising(instants)),
        provisional=not legal and calendar.provisional(terms.base_at, deadline_at),
    )


def already_past(plan: Plan, at: datetime) -> int:
    """Return how many rungs an obligation that begins `at` has missed before it began."""
    return sum(rung <= at for rung in plan.rungs)


def freeze(plan: Plan, terms: Terms, calendar: WorkingCalendar, at: datetime) -> Frozen:
    """Return what is left at `at`, when the obligation is paused.

    With it as `Terms.frozen`, and the instant of the resumption as `base_at`, `plan` goes on.
    """
    plain = terms.standard is not None and terms.standard.calendar == "kalender"

    def left(moment: datetime) -> float:
        return (moment - at if plain else calendar.between(at, moment)).total_seconds()

    moments = (plan.deadline_at, *plan.rungs)
    seconds = tuple(map(left, moments))
    before = _openings(terms.frozen, len(moments))
    opens = tuple(
        known or (not plain and at < moment != calendar.add(at, timedelta(seconds=amount)))
        for moment, amount, known in zip(moments, seconds, before, strict=True)
    )
    return Frozen(seconds[0], seconds[1:], opens if any(opens) else ())


def fire_at(plan: Plan, ladder: Ladder, fired: int, calendar: WorkingCalendar) -> datetime | None:
    """Return when the rung number `fired` is due; None where there is none.

    After the last rung come its repetitions, as far as the calendar looks ahead.
    """
    if fired < len(plan.rungs):
        return plan.rungs[fired]
    if not ladder.rungs or len(plan.rungs) < len(ladder.rungs) or not ladder.rungs[-1].repeat:
        return None
    times = fired - len(plan.rungs) + 1
    try:
        return _moved(ladder.rungs[-1].repeat, plan.rungs[-1], calendar, times)
    except Invalid:
        return None


def following(
    plan: Plan, ladder: Ladder, fired: int, told_at: datetime | None, calendar: WorkingCalendar
) -> int:
    """Return the number of the rung that is next where `fired` have fired, the last at `told_at`.

    After downtime or an edit of the calendar, repetitions of the last rung may lie on the day of
    the last telling or before it. Those are passed over, so that nobody is told twice of the same
    on one local day; of one that repeats after hours, those up to the last telling.
    """
    if told_at is None or not ladder.rungs or fired < len(plan.rungs):
        return fired
    by_day = not ladder.rungs[-1].repeat.startswith("PT")
    today = told_at.astimezone(calendar.zone).date()

    def told(number: int) -> bool:
        at = fire_at(plan, ladder, number, calendar)
        if at is None:
            return False
        return at.astimezone(calendar.zone).date() <= today if by_day else at <= told_at

    return _highest(fired - 1, told) + 1


def next_check(
    plan: Plan,
    ladder: Ladder,
    fired: int,
    snoozed_until: datetime | None,
    calendar: WorkingCalendar,
) -> datetime | None:
    """Return when to look at the obligation next, None where nothing is left to do."""
    at = fire_at(plan, ladder, fired, calendar)
    return max(at, snoozed_until) if at and snoozed_until else at


def firing(
    plan: Plan, ladder: Ladder, fired: int, calendar: WorkingCalendar, now: datetime
) -> Firing | None:
    """Return what is due at `now` of which `fired` rungs have fired already.

    It is late when others were missed before it, or more than an hour of working time has passed.
    """

    def due(number: int) -> datetime | None:
        at = fire_at(plan, ladder, number, calendar)
        return at if at and at <= now else None

    number = _highest(fired, lambda each: due(each) is not None)
    at = due(number)
    if at is None:
        return None
    missed = tuple(range(fired, number))
    return Firing(
        rung=ladder.rungs[min(number, len(ladder.rungs) - 1)],
        number=number,
        at=at,
        missed=missed,
        late=bool(missed) or calendar.between(at, now) > LATE,
    )


def climbed(ladder: Ladder, firing: Firing) -> tuple[Rung, ...]:
    """Return the rungs that fire at once, each once, in order: those missed, then the highest."""
    last = len(ladder.rungs) - 1
    numbers = dict.fromkeys(min(number, last) for number in (*firing.missed, firing.number))
    return tuple(ladder.rungs[number] for number in numbers)


def judge(deadline_at: datetime, closed_at: datetime, *, done: bool) -> Compliance:
    """Return whether what was closed, done or given up, kept its deadline.

    Nothing is owed any more for what was given up in time; what was late before stays late.
    """
    if closed_at > deadline_at:
        return "breached"
    return "met" if done else "void"


# The instants


def _deadline(terms: Terms, calendar: WorkingCalendar) -> datetime:
    if terms.legal_on is not None:
        midnight = datetime.combine(terms.legal_on + timedelta(days=1), time(), calendar.zone)
        return midnight.astimezone(UTC)
    if terms.standard is None:
        raise ValueError("an obligation needs a time standard or a date")
    if terms.frozen is not None:
        opens = any(terms.frozen.opens[:1])
        return _after(terms.frozen.deadline, opens, terms.standard, terms.base_at, calendar)
    return timestandard.deadline(terms.standard, calendar, terms.base_at)


def _resumed(terms: Terms, ladder: Ladder, calendar: WorkingCalendar) -> list[datetime]:
    """Return the instants of the rungs that a pause has kept, none where it kept other ones."""
    frozen, standard = terms.frozen, terms.standard
    if terms.legal_on or frozen is None or standard is None:
        return []
    if len(frozen.rungs) != len(ladder.rungs):
        return []
    opens = _openings(frozen, len(frozen.rungs) + 1)[1:]
    return [
        _after(left, opening, standard, terms.base_at, calendar)
        for left, opening in zip(frozen.rungs, opens, strict=True)
    ]


def _openings(frozen: Frozen | None, count: int) -> tuple[bool, ...]:
    """Return which of `count` instants stood at an opening when they were paused."""
    known = frozen.opens if frozen else ()
    return known if len(known) == count else (False,) * count


def _after(
    seconds: float,
    opens: bool,  # noqa: FBT001 - a fact, not a mode
    standard: TimeStandard,
    start: datetime,
    calendar: WorkingCalendar,
) -> datetime:
    """Return the instant `seconds` after `start`, counted as the standard counts.

    One that stood at an opening is not due while the office is closed.
    """
    amount = timedelta(seconds=seconds)
    if standard.calendar == "kalender":
        return start.astimezone(UTC) + amount
    reached = calendar.add(start, amount)
    return calendar.opening(reached) if opens else reached


def _laid(
    terms: Terms, ladder: Ladder, deadline_at: datetime, calendar: WorkingCalendar
) -> list[datetime]:
    """Return the instants of the rungs as the ladder writes them, up to what can be reckoned."""
    instants: list[datetime] = []
    for rung in ladder.rungs:
        try:
            instants.append(_instant(rung, terms, deadline_at, calendar))
        except Invalid as refusal:
            if refusal.code != "calendar.exhausted":
                raise
            break
    return instants


def _instant(
    rung: Rung, terms: Terms, deadline_at: datetime, calendar: WorkingCalendar
) -> datetime:
    if rung.at.endswith("%"):
        at = _share(int(rung.at[:-1]), terms, deadline_at, calendar)
    elif rung.at.startswith("-"):
        at = _moved(rung.at[1:], deadline_at, calendar, -1)
    else:
        at = _moved(rung.at, deadline_at, calendar)
    if rung.least:
        at = max(at, _moved(rung.least, deadline_at, calendar))
    return at if terms.frozen else max(at, terms.base_at.astimezone(UTC))


def _share(
    percent: int, terms: Terms, deadline_at: datetime, calendar: WorkingCalendar
) -> datetime:
    """Return a share of the standard; of a date, which has none, the date itself."""
    if terms.legal_on or terms.standard is None:
        return deadline_at
    if terms.frozen:
        return timestandard.deadline(terms.standard, calendar, deadline_at, percent - 100)
    return timestandard.deadline(terms.standard, calendar, terms.base_at, percent)


def _moved(duration: str, start: datetime, calendar: WorkingCalendar, times: int = 1) -> datetime:
    """Return `start` moved by so many times an ISO 8601 duration of the working calendar."""
    if not any("1" <= digit <= "9" for digit in duration):
        return start
    return timestandard.deadline(TimeStandard(duration), calendar, start, 100 * times)


def _rising(instants: Iterable[datetime]) -> Iterator[datetime]:
    """Yield the instants, each not before the one before it."""
    latest: datetime | None = None
    for each in instants:
        latest = each if latest is None else max(latest, each)
        yield latest


def _short(standard: TimeStandard) -> bool:
    length = timestandard.length(standard.duration)
    return length is not None and length < SHORT


def _before(rung: Rung) -> bool:
    """Tell whether a rung reminds of a deadline that is still to come."""
    share = rung.at.endswith("%") and int(rung.at[:-1]) < 100
    return not rung.least and (share or rung.at.startswith("-"))


def _highest(first: int, holds: Callable[[int], bool]) -> int:
    """Return the last number from `first` on that `holds`, which none does again after one fails.

    Found in few looks: after years of silence there are thousands of repetitions.
    """
    width = 1
    while holds(first + width):
        width *= 2
    low, high = first + width // 2, first + width
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
