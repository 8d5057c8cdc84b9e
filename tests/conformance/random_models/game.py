"""An independent, simple token game for block-structured processes: what should be open now.

It knows nothing of BPMN graphs: a block is started with what is to be done after it, waits are kept
in one list, and cancelling a frame forgets all waits inside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.conformance.random_models.blocks import (
    Again,
    Block,
    Call,
    Choice,
    Each,
    Guarded,
    Race,
    Sequence,
    Some,
    Sub,
    Task,
    Together,
    Trigger,
)

Then = Callable[[], None]


@dataclass(eq=False)
class Frame:
    """What is cancelled together."""

    around: "Frame | None" = None
    cancelled: bool = False

    @property
    def dead(self) -> bool:
        return self.cancelled or (self.around is not None and self.around.dead)


@dataclass(eq=False)
class Values:
    """The variables of a process: `rnd`, which its conditions look at."""

    rnd: int


@dataclass(eq=False)
class Scope:
    """A process or sub-process: it is done when nothing in it runs any more."""

    frame: Frame
    done: Then
    values: "Values"
    running: int = 0

    def leave(self) -> None:
        self.running -= 1
        if not self.running:
            self.done()


@dataclass(eq=False)
class Wait:
    """Something that waits: for a person, a message or a time."""

    node: str
    frame: Frame
    happened: Then
    values: Values
    message: str = ""
    signal: str = ""
    due: datetime | None = None
    stays: bool = False


@dataclass
class Game:
    """A process that is played."""

    now: datetime
    waits: list[Wait] = field(default_factory=list)
    over: bool = False

    def begin(self, block: Block, rnd: int) -> None:
        frame = Frame()
        scope = Scope(frame, self.end, Values(rnd), 1)
        self.start(block, frame, scope, scope.leave)

    def end(self) -> None:
        self.over = True

    # What a test sees and does

    def open(self) -> list[str]:
        return [w.node for w in self.alive() if not w.message and not w.signal and w.due is None]

    def waiting(self) -> list[str]:
        return sorted(w.node for w in self.alive() if w.message or w.signal)

    def next_due(self) -> datetime | None:
        return min((w.due for w in self.alive() if w.due is not None), default=None)

    def complete(self, node: str, nth: int, rnd: int) -> None:
        wait = [w for w in self.alive() if w.node == node][nth]
        wait.values.rnd = rnd
        self.happen(wait)

    def signal(self, name: str) -> None:
        for wait in [w for w in self.alive() if w.signal == name]:
            if wait in self.alive():
                self.happen(wait)

    def message(self, name: str) -> None:
        self.happen(next(w for w in self.alive() if w.message == name))

    def pass_time(self, until: datetime) -> None:
        self.now = until
        while (due := self.next_due()) is not None and due <= until:
            self.happen(next(w for w in self.alive() if w.due == due))

    def alive(self) -> list[Wait]:
        self.waits = [wait for wait in self.waits if not wait.frame.dead]
        return self.waits

    def happen(self, wait: Wait) -> None:
        if not wait.stays or wait.due is not None:
            self.waits.remove(wait)
        wait.happened()

    # How blocks go

    def start(self, block: Block, frame: Frame, scope: Scope, then: Then) -> None:
        match block:
            case Task(id_):
                self.waits.append(Wait(id_, frame, then, scope.values))
            case Sequence(parts):
                self.sequence(parts, frame, scope, then)
            case Choice(_, branches):
                chosen = branches[scope.values.rnd % len(branches)]
                self.sequence((chosen,) if chosen is not None else (), frame, scope, then)
            case Together(_, branches):
                self.all(branches, frame, scope, then)
            case Some(_, branches):
                rnd = scope.values.rnd
                taken = [b for i, b in enumerate(branches[:-1]) if rnd % (i + 2) == 0]
                self.all(tuple(taken) or branches[-1:], frame, scope, then)
            case Again(_, body):
                self.again(body, frame, scope, then)
            case _:
                self.start_other(block, frame, scope, then)

    def start_other(
        self, block: Each | Guarded | Race | Sub | Call, frame: Frame, scope: Scope, then: Then
    ) -> None:
        match block:
            case Each():
                self.each(block, frame, scope.values, then)
            case Guarded():
                self.guarded(block, frame, scope, then)
            case Race(_, branches):
                self.race(branches, frame, scope, then)
            case Sub():
                self.sub(block, frame, scope, then)
            case Call(_, body):
                self.call(body, frame, scope, then)

    def sequence(self, parts: tuple[Block, ...], frame: Frame, scope: Scope, then: Then) -> None:
        if not parts:
            then()
            return
        first, *rest = parts
        self.start(first, frame, scope, lambda: self.sequence(tuple(rest), frame, scope, then))

    def all(self, blocks: tuple[Block, ...], frame: Frame, scope: Scope, then: Then) -> None:
        group = Scope(frame, then, scope.values, len(blocks))
        for block in blocks:
            self.start(block, frame, scope, group.leave)

    def again(self, body: Block, frame: Frame, scope: Scope, then: Then) -> None:
        def after() -> None:
            if scope.values.rnd % 3 == 0:
                self.start(body, frame, scope, after)
            else:
                then()

        self.start(body, frame, scope, after)

    def each(self, block: Each, frame: Frame, values: Values, then: Then) -> None:
        left = Scope(frame, then, values, block.count)

        def one() -> None:
            if block.body is None:
                self.waits.append(Wait(block.id, frame, done, values))
            else:
                inner = Scope(frame, done, values, 1)
                self.start(block.body, frame, inner, inner.leave)

        def done() -> None:
            left.leave()
            if block.sequential and left.running:
                one()

        if not block.count:
            then()
        for _ in range(1 if block.sequential and block.count else block.count):
            one()

    def trigger(self, trigger: Trigger, frame: Frame, happened: Then, *, stays: bool) -> None:
        due = None
        if not trigger.message and not trigger.signal:
            due = self.now + timedelta(minutes=trigger.minutes)
        self.waits.append(
            Wait(
                trigger.id, frame, happened, Values(0), trigger.message, trigger.signal, due, stays
            )
        )

    def guarded(self, block: Guarded, frame: Frame, scope: Scope, then: Then) -> None:
        inside = Frame(frame)

        def done() -> None:
            inside.cancelled = True
            then()

        def happened() -> None:
            if block.interrupting:
                inside.cancelled = True
                self.start(block.handler, frame, scope, then)
            else:
                scope.running += 1
                self.start(block.handler, scope.frame, scope, scope.leave)

        self.trigger(block.trigger, inside, happened, stays=not block.interrupting)
        self.start(block.host, inside, scope, done)

    def race(
        self, branches: tuple[tuple[Trigger, Block], ...], frame: Frame, scope: Scope, then: Then
    ) -> None:
        inside = Frame(frame)
        for trigger, block in branches:

            def happened(block: Block = block) -> None:
                inside.cancelled = True
                self.start(block, frame, scope, then)

            self.trigger(trigger, inside, happened, stays=False)

    def sub(self, block: Sub, frame: Frame, scope: Scope, then: Then) -> None:
        outer = Frame(frame)
        inner = Frame(outer)

        def done() -> None:
            outer.cancelled = True
            then()

        inside = Scope(inner, done, scope.values, 1)
        if block.stop:
            inside.running += 1
            self.waits.append(Wait(block.stop, inner, lambda: stopped(), scope.values))
        if block.listener is not None:
            self.listen(block.listener, outer, inside)
        self.start(block.body, inner, inside, inside.leave)

        def stopped() -> None:
            outer.cancelled = True
            if block.caught is None:
                then()
            else:
                self.start(block.caught, frame, scope, then)

    def call(self, body: Block, frame: Frame, scope: Scope, then: Then) -> None:
        values = Values(scope.values.rnd)

        def done() -> None:
            scope.values.rnd = values.rnd
            then()

        inner = Scope(Frame(frame), done, values, 1)
        self.start(body, inner.frame, inner, inner.leave)

    def listen(self, listener: tuple[Trigger, bool, Block], outer: Frame, inside: Scope) -> None:
        trigger, interrupting, handler = listener

        def happened() -> None:
            own = Scope(inside.frame, inside.leave, inside.values, 1)
            if interrupting:
                inside.frame.cancelled = True
                inside.running = 0
                inside.frame = own.frame = Frame(outer)
            inside.running += 1
            self.start(handler, own.frame, own, own.leave)

        self.trigger(trigger, outer, happened, stays=not interrupting)
