"""Which way a process goes when nothing is sent back, and what is done again when something is.

A process becomes a plain graph of stops. Flows that lead back are set aside, and so are branches
that lead nowhere but back: those are the corrections. What is left has no cycles. The rules in
words: docs/reference/forecast.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.soptable import TimeStandard

MOST_STOPS: Final = 20_000
"""Stops a forecast passes: more comes from SOPs that call each other without measure."""

MOST_TRACED: Final = 200_000
"""Stops looked at to find what is done again: all, once for each way a decision sends back."""

StopKind = Literal["step", "timer", "passing"]
Choice = Literal["all", "one", "some"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way, and the `followers` it goes on to, in the order of the file.

    A "step" takes its `standard`, `times` times over one after another; a "timer" `fires` at an
    instant that depends on when it is set; what is neither takes no time. `choice` tells how many
    of the followers are taken, `default` is the one of them that is taken when no other is.
    `reached` is how often a running instance has been there. It is the `node` of a model, in a
    called `process` ("" in its own).
    """

    id: str
    followers: tuple[str, ...] = ()
    kind: StopKind = "passing"
    choice: Choice = "all"
    number: str = ""
    name: str = ""
    lane: str = ""
    standard: TimeStandard | None = None
    times: int = 1
    fires: Callable[[datetime], datetime] | None = None
    default: str = ""
    reached: int = 0
    node: str = ""
    process: str = ""

    @property
    def planned(self) -> bool:
        """Tell whether it is a line of a forecast: somebody works, or time passes."""
        return self.kind in ("step", "timer")

    @property
    def label(self) -> str:
        """Return what people call it: "7 Mengoreksi Dokumen"."""
        return f"{self.number} {self.name or self.id}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class Itinerary:
    """The stops of a process in an order in which each comes after what leads to it.

    `before` are the stops that lead to each one when nothing is sent back. `again` are, for each
    decision that can send back, the stops of one correction round in order, the decision last, each
    with what leads to it within the round; the first has nothing. `findings` say what nobody can
    foresee, `element` being the stop it is about.
    """

    stops: Mapping[str, Stop]
    order: tuple[str, ...]
    entries: tuple[str, ...]
    before: Mapping[str, tuple[str, ...]]
    again: Mapping[str, Mapping[str, tuple[str, ...]]]
    findings: tuple[Finding, ...]

    def reached(self, begun: Sequence[str]) -> tuple[str, ...]:
        """Return `begun` and the stops one comes to from there, in order."""
        found = set(begun)
        for id in self.order:
            if any(earlier in found for earlier in self.before[id]):
                found.add(id)
        return tuple(id for id in self.order if id in found)

    def decision(self, name: str) -> str | None:
        """Return the decision that can send back and is called `name`.

        That is its own id, or the number or id of the step just before it.
        """
        for id in self.again:
            asked = self.asked(id)
            if name in (id, asked.id, asked.number):
                return id
        return None

    def decisions(self) -> tuple[str, ...]:
        """Return what people call the decisions that can send back: the steps just before them."""
        asked = [self.asked(id) for id in self.again]
        return tuple(stop.number or stop.id for stop in asked)

    def asked(self, decision: str) -> Stop:
        """Return the step that is judged at `decision`, itself where no single one leads there."""
        at = self.stops[decision]
        while at.kind != "step":
            earlier = self.before[at.id]
            if len(earlier) != 1:
                return self.stops[decision]
            at = self.stops[earlier[0]]
        return at


def plan(
    stops: Mapping[str, Stop], entries: tuple[str, ...], findings: Sequence[Finding] = ()
) -> Itinerary:
    """Return the itinerary of `stops`, begun at `entries`; `findings` are what is open already.

    Raises Invalid where too many decisions send work back to follow each of them.
    """
    order, backwards = _explored(stops, entries)
    forward = {
        id: tuple(f for f in stop.followers if f not in backwards[id]) for id, stop in stops.items()
    }
    ending: set[str] = set()
    for id in reversed(order):
        if not stops[id].followers or any(f in ending for f in forward[id]):
            ending.add(id)
    ways: dict[str, tuple[str, ...]] = {}
    open_: list[Finding] = [*findings]
    for id in order:
        ahead = tuple(f for f in forward[id] if f in ending) or forward[id]
        ways[id], found = _chosen(stops[id], ahead)
        open_ += found
    corrections = _Corrections(order, forward, backwards, ending, ways)
    return Itinerary(
        stops,
        tuple(order),
        entries,
        _turned(order, ways),
        dict(corrections.rounds()),
        tuple(open_),
    )


def _explored(
    stops: Mapping[str, Stop], entries: tuple[str, ...]
) -> tuple[list[str], dict[str, set[str]]]:
    """Return the stops in an order and the flows that lead back against it, depth first."""
    order: list[str] = []
    backwards: dict[str, set[str]] = {id: set() for id in stops}
    seen: set[str] = set()
    for root in (*entries, *stops):
        if root in seen:
            continue
        seen.add(root)
        path = {root: reversed(stops[root].followers)}
        while path:
            here = next(reversed(path))
            following = next(path[here], None)
            if following is None:
                del path[here]
                order.append(here)
            elif following in path:
                backwards[here].add(following)
            elif following not in seen:
                seen.add(following)
                path[following] = reversed(stops[following].followers)
    order.reverse()
    return order, backwards


def _chosen(stop: Stop, ahead: tuple[str, ...]) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the branches of `ahead` that are taken, and what cannot be foreseen about that."""
    if len(ahead) < 2 or stop.choice == "all":
        return ahead, []
    facts = {"step": stop.label}
    if stop.choice == "one" and stop.default in ahead:
        return (stop.default,), [Finding("info", "forecast.default", stop.id, facts=facts)]
    return ahead, [Finding("info", "forecast.branches", stop.id, facts=facts)]


def _turned(order: list[str], ways: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, list[str]] = {id: [] for id in order}
    for id in order:
        for following in ways[id]:
            turned[following].append(id)
    return {id: tuple(earlier) for id, earlier in turned.items()}


@dataclass(frozen=True, slots=True)
class _Corrections:
    """Finds what one correction round at each decision does again."""

    order: list[str]
    forward: Mapping[str, tuple[str, ...]]
    backwards: Mapping[str, set[str]]
    ending: set[str]
    ways: Mapping[str, tuple[str, ...]]

    def rounds(self) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
        """Yield each decision with the longest of its correction rounds."""
        senders = {id: self._sent(id) for id in self.order if id in self.ending}
        count = sum(map(len, senders.values()))
        if count * len(self.order) > MOST_TRACED:
            raise Invalid("forecast.too_tangled", count=count)
        for id, sent in senders.items():
            if sent:
                yield id, max((self._round(id, first) for first in sent), key=len)

    def _sent(self, id: str) -> list[str]:
        """Return where a decision sends back to, in order."""
        sent = [*self.backwards[id], *(f for f in self.forward[id] if f not in self.ending)]
        return sorted(sent, key=self.order.index) if len(sent) > 1 else sent

    def _round(self, decision: str, first: str) -> dict[str, tuple[str, ...]]:
        """Return the stops from `first` back to `decision`, each with what leads to it."""
        aside = self._aside(first)
        returns = {to for id in aside for to in self.backwards[id] if to not in aside} or {first}
        again = (self._between(returns, decision) | {decision}) - aside
        nodes = [id for part in (aside, again) for id in self.order if id in part]
        place = {id: number for number, id in enumerate(nodes)}
        before: dict[str, list[str]] = {id: [] for id in nodes}
        for id in nodes:
            ways = {*self.backwards[id], *self.forward[id]} if id in aside else self.ways[id]
            for following in ways:
                if place.get(following, -1) > place[id]:
                    before[following].append(id)
        return {id: tuple(earlier) for id, earlier in before.items()}

    def _aside(self, first: str) -> set[str]:
        """Return the stops from `first` on that lead nowhere but back."""
        found = {first} - self.ending
        for id in self.order:
            if id in found:
                found.update(f for f in self.forward[id] if f not in self.ending)
        return found

    def _between(self, returns: set[str], decision: str) -> set[str]:
        """Return the stops on the way from one of `returns` to `decision`."""
        after: set[str] = set()
        for id in self.order:
            if id in returns or id in after:
                after |= {id, *self.ways[id]}
        towards = {decision}
        for id in reversed(self.order):
            if any(f in towards for f in self.ways[id]):
                towards.add(id)
        return after & towards
