"""Random block-structured processes: what they are made of, how they are drawn, their BPMN."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Task:
    """A user task."""

    id: str


@dataclass(frozen=True)
class Sequence:
    """One after the other."""

    parts: tuple["Block", ...]


@dataclass(frozen=True)
class Choice:
    """Exclusive: branch i of n if `rnd % n == i`, the last by default. None is a bare flow."""

    id: str
    branches: tuple["Block | None", ...]


@dataclass(frozen=True)
class Together:
    """Parallel: all branches."""

    id: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Some:
    """Inclusive: branch i if `rnd % (i + 2) == 0`, the last if none is taken."""

    id: str
    branches: tuple["Block", ...]


@dataclass(frozen=True)
class Again:
    """A loop: done again while `rnd % 3 == 0`."""

    id: str
    body: "Block"


@dataclass(frozen=True)
class Each:
    """Multi-instance, of a user task or, with a body, of a sub-process."""

    id: str
    count: int
    sequential: bool
    body: "Block | None"


@dataclass(frozen=True)
class Trigger:
    """A message or signal by that name, or a timer of so many minutes."""

    id: str
    message: str = ""
    signal: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Guarded:
    """An activity with a boundary event; an interrupting one merges with the normal way on."""

    id: str
    host: "Task | Each | Sub | Call"
    trigger: Trigger
    interrupting: bool
    handler: "Block"


@dataclass(frozen=True)
class Race:
    """An event-based gateway."""

    id: str
    branches: tuple[tuple[Trigger, "Block"], ...]


@dataclass(frozen=True)
class Sub:
    """A sub-process. `stop` is a task beside the body; completing it terminates the sub-process, or
    throws an error for which `caught` is done. `listener` is an event sub-process."""

    id: str
    body: "Block"
    stop: str = ""
    caught: "Block | None" = None
    listener: "tuple[Trigger, bool, Block] | None" = None


@dataclass(frozen=True)
class Call:
    """A call of another process, which has a copy of `rnd` and gives it back."""

    id: str
    body: "Block"


Block = Task | Sequence | Choice | Together | Some | Again | Each | Guarded | Race | Sub | Call


class Sketch:
    """Draws random blocks with `random`, every node with an id of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def id(self, kind: str) -> str:
        """Return a new id."""
        self.count += 1
        return f"{kind}{self.count}"

    def process(self) -> Block:
        """Return a whole process."""
        return Sequence((self.block(self.random.randint(1, 4)), self.block(1)))

    def block(self, depth: int, *, plain: bool = False) -> Block:
        """Return a block at most `depth` deep; a plain one waits for people only."""
        if depth <= 0:
            return Task(self.id("t"))
        inner = depth - 1
        kinds: list[Callable[[], Block]] = [
            lambda: Task(self.id("t")),
            lambda: Sequence(self.branches(inner, plain=plain)),
            lambda: self.choice(inner, plain=plain),
            lambda: Together(self.id("a"), self.branches(inner, plain=plain)),
            lambda: Some(self.id("o"), self.branches(inner, plain=plain)),
            lambda: self.again(inner, plain=plain),
            lambda: self.each(inner),
        ]
        if not plain:
            kinds += [
                lambda: self.guarded(inner),
                lambda: self.race(inner),
                lambda: self.sub(inner),
                lambda: self.sub(inner),
                lambda: Call(self.id("c"), self.block(inner)),
            ]
        return self.random.choice(kinds)()

    def branches(self, depth: int, *, plain: bool) -> tuple[Block, ...]:
        return tuple(self.block(depth, plain=plain) for _ in range(self.random.randint(2, 3)))

    def choice(self, depth: int, *, plain: bool) -> Block:
        branches: tuple[Block | None, ...] = self.branches(depth, plain=plain)
        if self.random.random() < 0.3:
            branches = (None, *branches[1:])
        return Choice(self.id("x"), branches)

    def again(self, depth: int, *, plain: bool) -> Block:
        # The task keeps a loop from running without a person in it.
        first = Task(self.id("t"))
        return Again(self.id("l"), Sequence((first, self.block(depth, plain=plain))))

    def each(self, depth: int) -> Each:
        body = self.block(depth, plain=True) if self.random.random() < 0.5 else None
        sequential = self.random.random() < 0.5
        return Each(self.id("m"), self.random.randint(0, 3), sequential, body)

    def trigger(self) -> Trigger:
        id_ = self.id("w")
        roll = self.random.random()
        if roll < 0.4:
            return Trigger(id_, message=f"{id_}-message")
        if roll < 0.6:
            return Trigger(id_, signal=self.random.choice(["siang", "malam"]))
        # Minutes past the hour tell timers apart, since the clock moves by whole hours.
        return Trigger(id_, minutes=60 * self.random.randint(0, 5) + self.count % 59 + 1)

    def guarded(self, depth: int) -> Block:
        hosts: list[Callable[[], Task | Each | Sub | Call]] = [
            lambda: Task(self.id("t")),
            lambda: self.each(depth),
            lambda: Sub(self.id("s"), self.block(depth)),
            lambda: Call(self.id("c"), self.block(depth)),
        ]
        host = self.random.choice(hosts)()
        handler = self.block(depth, plain=True)
        interrupting = self.random.random() < 0.6
        if not interrupting:
            # It may run several times at once; a scope of its own keeps its joins apart.
            handler = Sub(self.id("s"), handler)
        return Guarded(self.id("g"), host, self.trigger(), interrupting, handler)

    def race(self, depth: int) -> Block:
        count = self.random.randint(2, 3)
        branches = tuple((self.trigger(), self.block(depth)) for _ in range(count))
        return Race(self.id("r"), branches)

    def sub(self, depth: int) -> Block:
        body = self.block(depth)
        kind = self.random.choice(["plain", "terminate", "error", "listener"])
        if kind == "terminate":
            return Sub(self.id("s"), body, stop=self.id("t"))
        if kind == "error":
            return Sub(self.id("s"), body, self.id("t"), self.block(depth, plain=True))
        if kind == "listener":
            trigger = self.trigger()
            handler = self.block(depth, plain=True)
            return Sub(self.id("s"), body, listener=(trigger, self.random.random() < 0.5, handler))
        return Sub(self.id("s"), body)
