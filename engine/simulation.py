"""An SOP played from start to end in a time of its own, by the engine itself, on a copy.

The agency, its people, its calendar and its SOPs are copied into a database in memory with a clock
that is moved by hand from one thing that is due to the next. Nothing else is different: the same
verbs, the same duties of a node, the same trail. What people do is in `engine.performers`.
"""

import heapq
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from engine import instances, performers
from engine.case import Case
from engine.clock import FixedClock
from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid, NotFound, Refusal
from engine.duties import DUTIES
from engine.performers import Way
from engine.session import Session
from handlers.contract import Handler
from storage import scratch, workitems
from storage.workitems import WorkItemRecord

if TYPE_CHECKING:
    from engine.app import Application

Open = Callable[[FixedClock, Mapping[str, Handler]], "Application"]

LEAST_LATE: Final = -99
MOST_LATE: Final = 1000
"""Per cent."""

MOST_ROUNDS: Final = 20
MOST_TASKS: Final = 10_000
MOST_MOMENTS: Final = 5_000
"""Instants at which something happens, after which a simulation is cut off."""

MOST_AT_ONCE: Final = 100
"""How often one look leads to another at the same instant; the rest waits for the next one."""

MOST_WAITED: Final = 60
"""Working days nobody holds the post of a task, after which it is given up."""

LONGEST: Final = timedelta(days=3 * 366)

_PLAYED: Final = ("obligations", "timers", "jobs")
"""The duties of a node that are done in a simulation; nothing is sent to anybody."""

_USUAL: Final = 100
_TAKES_OVER: Final = "Simulasi: jabatan sudah dipegang pejabat lain"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be played: "agency/key", from when, and how its people work.

    `start` is a date, which means the opening of the office, or a time, without a zone that of the
    agency; left out, now. With a `seed` each task takes as long as chance has it, else exactly its
    standard; `late_by` per cent longer, or shorter. Work is sent back `rounds` times at each
    decision that can. `legal_on` is a date by which it should be finished.
    """

    definition: str
    start: date | None = None
    version: int | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    late_by: int = 0
    rounds: int = 0
    legal_on: date | None = None


@dataclass(slots=True)
class Played:
    """What a simulation has come to: the office as it is in the end, where it began.

    `outside` are the handlers that would have reached outside, `refused` why a task could not be
    done with made-up answers; `cut` tells that it was endless.
    """

    app: "Application"
    instance: str
    starts_at: datetime
    outside: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    cut: bool = False


def check(asked: Asked) -> None:
    """Raise Invalid for numbers out of range."""
    for option, value, least, most in (
        ("--late-by", asked.late_by, LEAST_LATE, MOST_LATE),
        ("--rounds", asked.rounds, 0, MOST_ROUNDS),
    ):
        if not least <= value <= most:
            raise Invalid("simulate.number", option=option, text=value, least=least, most=most)


@contextmanager
def copy(
    source: "Application", agency: str, asked: Asked, open_: Open
) -> Iterator[tuple["Application", FixedClock]]:
    """Give an office with a copy of the agency, its clock where the simulation begins; close it.

    Raises NotFound for an agency nobody knows.
    """
    inside = {name: each for name, each in source.handlers.items() if not each.outside}
    with source.database.read() as connection:
        here = source.caches.agency(connection, agency)
        clock = FixedClock(_start(asked.start, here.calendar, source.clock.now()))
        app = open_(clock, inside)
        app.database.write(lambda target: scratch.copy_agency(connection, target, agency))
    with app:
        yield app, clock


def play(app: "Application", clock: FixedClock, asked: Asked, gives: Mapping[str, Any]) -> Played:
    """Start the SOP and let the people do their work, until it is finished or nobody goes on.

    `gives` are, by the name of a handler that would reach outside, the variables it ends with.
    """
    started = app.start(asked.definition, asked.variables, version=asked.version, title="Simulasi")
    played = Played(app, started["id"], clock.now())
    _Game(app, clock, asked, gives, played).run()
    return played


class _Game:
    """The people's plans, and the time."""

    def __init__(
        self,
        app: "Application",
        clock: FixedClock,
        asked: Asked,
        gives: Mapping[str, Any],
        played: Played,
    ) -> None:
        self._app = app
        self._clock = clock
        self._asked = asked
        self._gives = gives
        self._played = played
        self._duties = [duty for duty in DUTIES if duty.name in _PLAYED]
        self._tickets = count()
        self._actions: list[tuple[datetime, int, str, str]] = []
        self._seen: set[str] = set()
        self._order: dict[str, int] = {}
        self._ways: dict[str, Way] = {}
        self._waited: dict[str, int] = {}

    def run(self) -> None:
        """Go from one thing to the next; people come first where both are at one instant."""
        for _ in range(MOST_MOMENTS):
            self._look_after()
            self._plan()
            at = self._next()
            if at is None:
                return
            if at - self._played.starts_at > LONGEST:
                break
            self._clock.at = max(at, self._clock.at)
            while self._actions and self._actions[0][0] <= self._clock.at:
                _, _, verb, item = heapq.heappop(self._actions)
                self._act(verb, item)
        self._played.cut = True

    def _look_after(self) -> None:
        """Do everything that is due by now; jobs that would reach outside end without doing so."""
        for _ in range(MOST_AT_ONCE):
            moved = self._end_jobs()
            for duty in self._duties:
                moved |= duty.look(self._app, self._clock.now()).advanced > 0
            if not moved:
                return

    def _end_jobs(self) -> bool:
        jobs = [job for job in self._app.jobs() if not job["answered"]]
        fresh = [job for job in jobs if job["id"] not in self._seen]
        for job in fresh:
            self._seen.add(job["id"])
            self._played.outside.append(job["handler"])
            self._app.complete_job(job["id"], self._gives.get(job["handler"], {}))
        return bool(fresh)

    def _plan(self) -> None:
        """Decide when each new task will be taken and done."""
        found = self._app.tasks(limit=MOST_TASKS)
        fresh = [task["id"] for task in found if task["id"] not in self._seen]
        if fresh:
            self._seen.update(fresh)
            self._app.run(partial(self._plan_all, fresh))

    def _plan_all(self, ids: list[str], session: Session) -> None:
        for id in ids:
            self._plan_one(*_case(session, id))

    def _plan_one(self, item: WorkItemRecord, case: Case) -> None:
        order = self._order.setdefault(item.instance_id, len(self._order))
        self._ways.setdefault(item.instance_id, Way()).reach(item.node)
        about = json.dumps(item.item, sort_keys=True)
        name = f"{order}/{item.process}/{item.node}/{item.round}/{about}"
        percent = _USUAL + self._asked.late_by
        planned = performers.plan(item, case, name, self._asked.seed, percent)
        self._push(planned.claims_at, "begin", item.id)
        self._push(planned.done_at, "complete", item.id)

    def _push(self, at: datetime, verb: str, id: str) -> None:
        heapq.heappush(self._actions, (at, next(self._tickets), verb, id))

    def _act(self, verb: str, id: str) -> None:
        """Take or finish a task, unless something has ended it; wait a day if nobody is there."""
        try:
            act = self._app.run(partial(self._decide, verb, id))
        except performers.Nobody as nobody:
            self._put_off(verb, id, nobody.opens_at)
            return
        if act is None:
            return
        try:
            self._do(verb, id, act)
        except Refusal as refusal:  # what nobody could make up: a document, say; the task stays
            self._played.refused.append(refusal)

    def _do(self, verb: str, id: str, act: "_Act") -> None:
        if act.takes_over:
            self._app.assign(id, act.by or "", _TAKES_OVER)
        if verb == "begin":
            self._app.begin(id, act.by)
        else:
            self._app.complete(id, act.values, act.by)

    def _decide(self, verb: str, id: str, session: Session) -> "_Act | None":
        now = self._clock.now()
        item, case = _case(session, id)
        if item.closed_at is not None or (verb == "begin" and item.state == "started"):
            return None
        by = performers.who(item, case, now)
        takes_over = item.officer not in (None, by)
        if verb == "begin":
            return _Act(by, takes_over)
        back = item.round <= self._asked.rounds
        way = self._ways[item.instance_id]
        values = performers.answers(session, item, way, now, send_back=back)
        return _Act(by, takes_over, values)

    def _put_off(self, verb: str, id: str, until: datetime) -> None:
        self._waited[id] = self._waited.get(id, 0) + 1
        if self._waited[id] <= MOST_WAITED:
            self._push(until, verb, id)

    def _next(self) -> datetime | None:
        """Return when something happens next, None where nothing will that leads on."""
        due = {duty.name: duty.next_due(self._app) for duty in self._duties if duty.next_due}
        leading = [at for name, at in due.items() if at and name != "obligations"]
        leading += [at for at, *_ in self._actions[:1]]
        if not leading:
            return None
        return min([*leading, *(at for at in [due.get("obligations")] if at)])


@dataclass(frozen=True, slots=True)
class _Act:
    """What somebody is about to do: who, whether in place of another, and with which answers."""

    by: str | None
    takes_over: bool
    values: Mapping[str, Any] = field(default_factory=dict)


def _case(session: Session, id: str) -> tuple[WorkItemRecord, Case]:
    item = workitems.find(session.connection, id)
    if item is None:
        raise NotFound("unknown", kind="work item", name=id)
    return item, instances.find(session, item.instance_id)


def _start(start: date | None, calendar: WorkingCalendar, now: datetime) -> datetime:
    """Return when a simulation begins: of a date the opening of the office from then on."""
    if start is None:
        return now
    if isinstance(start, datetime):
        return start if start.tzinfo else start.replace(tzinfo=calendar.zone)
    return calendar.opening(datetime.combine(start, time(), calendar.zone))
