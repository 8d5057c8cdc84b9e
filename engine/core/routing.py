"""How an arrow goes from one shape to another: at right angles, past every shape.

Of the possible ways the one is taken that lies on the fewest arrows drawn before, crosses the
fewest, bends the least and is the shortest. There always is one: out at the right, through the
gutter, along a corridor, through another gutter, in at the left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

GUTTER: Final = 60
"""Free width between two columns."""
CORRIDOR: Final = 40
"""Free height above and below every row."""
_CLEAR: Final = 4  # how near an arrow may pass a shape that is not its own
_NEAR: Final = 5  # nearer than this, two arrows look like one
_TRACKS: Final = (0, -10, 10, -5, 5, -15, 15)
"""How far from the middle of a gutter or corridor an arrow may run, the best first."""

Point = tuple[int, int]
Path = tuple[Point, ...]
Cost = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    def moved(self, right: int, down: int) -> "Box":
        """Return the same box elsewhere."""
        return Box(self.x + right, self.y + down, self.width, self.height)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share more than a border."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow between two shapes, named by their ids."""

    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a column goes across, or a row down."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in the grid a shape stands."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows; a gutter lies on both sides of a column, a corridor of a row."""

    columns: tuple[Span, ...]
    rows: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """One end of an arrow: what stands there, in which cell, and its bounds."""

    kind: str
    cell: Cell
    box: Box


def route(grid: Grid, stands: Mapping[str, Stand], flows: Sequence[Flow]) -> dict[str, Path]:
    """Return the waypoints of every flow; the short ones and those that lead on choose first."""

    def turn(flow: Flow) -> tuple[bool, int]:
        distance = stands[flow.target].cell.column - stands[flow.source].cell.column
        return distance <= 0, abs(distance)

    drawn: dict[str, Path] = {}
    others: list[tuple[str, _Line]] = []
    for flow in sorted(flows, key=turn):
        drawn[flow.id] = _best(flow, grid, stands, others)
        others += [(flow.target, line) for line in _lines(drawn[flow.id])]
    return drawn


def crosses(path: Path, boxes: Sequence[Box], clear: int = 0) -> bool:
    """Tell whether a path goes through one of the boxes, or nearer to it than `clear`."""
    for (x1, y1), (x2, y2) in pairwise(path):
        left, right = (x1, x2) if x1 < x2 else (x2, x1)
        top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
        for box in boxes:
            if (
                box.x - clear < right
                and left < box.x + box.width + clear
                and box.y - clear < bottom
                and top < box.y + box.height + clear
            ):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Line:
    """A segment by its direction: the coordinate it keeps, and from where to where it goes."""

    level: bool
    at: int
    start: int
    end: int


def _lines(path: Path) -> list[_Line]:
    return [
        _Line(level=True, at=y1, start=min(x1, x2), end=max(x1, x2))
        if y1 == y2
        else _Line(level=False, at=x1, start=min(y1, y2), end=max(y1, y2))
        for (x1, y1), (x2, y2) in pairwise(path)
    ]


def _best(
    flow: Flow, grid: Grid, stands: Mapping[str, Stand], others: Sequence[tuple[str, _Line]]
) -> Path:
    """Return the best way of one flow, looking further only where the near ways clash."""
    source, target = stands[flow.source], stands[flow.target]
    own = (source.box, target.box)
    foreign = [
        stand.box for stand in stands.values() if stand is not source and stand is not target
    ]
    ways: list[tuple[Cost, Path]] = []
    for kind_of_way, track in product((_straight, _sideways, _around), _TRACKS):
        for path in kind_of_way(source, target, grid, track):
            if not crosses(path, own) and not crosses(path, foreign, _CLEAR):
                way = _without_stops(path)
                ways.append((_cost(_lines(way), flow.target, others), way))
        if ways and not min(ways)[0][0]:
            break
    return min(ways)[1]


def _straight(source: Stand, target: Stand, grid: Grid, track: int) -> Iterator[Path]:
    """Yield the ways out at the right and in at the left of a later column."""
    if target.cell.column <= source.cell.column or source.kind == "boundaryEvent":
        return
    out, into = _right(source.box), _left(target.box)
    for column in (target.cell.column, source.cell.column + 1):
        x = _gutter(grid, column) + track
        yield out, (x, out[1]), (x, into[1]), into
    if source.kind.endswith("Gateway"):
        yield _towards(source.box, into[1]), (source.box.centre[0], into[1]), into


def _sideways(source: Stand, target: Stand, grid: Grid, track: int) -> Iterator[Path]:
    """Yield the ways out at the top or bottom: those leading back, and those of a gateway."""
    ahead = target.cell.column > source.cell.column
    if source.box == target.box or (ahead and not source.kind.endswith(("Gateway", "Event"))):
        return
    out, into = source.box.centre[0], target.box.centre[0]
    x = _gutter(grid, target.cell.column) + track
    for y in _corridors(grid, source.cell.row, target.cell.row, track):
        start = _towards(source.box, y)
        yield start, (out, y), (into, y), _towards(target.box, y)
        yield start, (out, y), (x, y), (x, target.box.centre[1]), _left(target.box)


def _around(source: Stand, target: Stand, grid: Grid, track: int) -> Iterator[Path]:
    """Yield the ways through two gutters and a corridor, which no shape can bar."""
    out, into = _right(source.box), _left(target.box)
    x1 = _gutter(grid, source.cell.column + 1) + track
    x2 = _gutter(grid, target.cell.column) + track
    for y in _corridors(grid, source.cell.row, target.cell.row, track):
        yield out, (x1, out[1]), (x1, y), (x2, y), (x2, into[1]), into


def _gutter(grid: Grid, column: int) -> int:
    """Return the middle of the gutter left of `column`."""
    if column < len(grid.columns):
        return grid.columns[column].start - GUTTER // 2
    return grid.columns[-1].end + GUTTER // 2


def _corridors(grid: Grid, source: int, target: int, track: int) -> Iterator[int]:
    """Yield where an arrow may run level, above and below the rows of its ends."""
    for row in (source, target):
        yield grid.rows[row].start - CORRIDOR // 2 + track
        yield grid.rows[row].end + CORRIDOR // 2 + track


def _cost(way: Sequence[_Line], target: str, others: Sequence[tuple[str, _Line]]) -> Cost:
    """Return how bad a way is: on other arrows, across other arrows, bends, length.

    To run together into the same target is no fault.
    """
    together = across = 0
    for mine in way:
        for aim, other in others:
            if mine.level != other.level:
                across += mine.start <= other.at <= mine.end and other.start <= mine.at <= other.end
            elif abs(mine.at - other.at) < _NEAR:
                together += aim != target and mine.start < other.end and other.start < mine.end
    return together, across, len(way), sum(line.end - line.start for line in way)


def _without_stops(path: Path) -> Path:
    """Leave out points where the way does not turn."""
    turns = [path[0]]
    for (x1, y1), (x2, y2), (x3, y3) in zip(path, path[1:], path[2:], strict=False):
        if not (x1 == x2 == x3 or y1 == y2 == y3):
            turns.append((x2, y2))
    return (*turns, path[-1])


def _right(box: Box) -> Point:
    return box.right, box.centre[1]


def _left(box: Box) -> Point:
    return box.x, box.centre[1]


def _towards(box: Box, y: int) -> Point:
    """Return the middle of the upper or the lower side, whichever faces `y`."""
    return box.centre[0], box.bottom if y > box.centre[1] else box.y
