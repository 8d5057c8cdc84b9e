"""Where the shapes of a process go: lanes as bands from top to bottom, time from left to right.

A node's column is the longest way to it from a start, flows that lead back not counted; its row is
its lane, and several nodes of one lane in one column stand below each other. Between the columns
run gutters and around every row corridors, to which the arrows of `routing` keep.
All numbers are pixels, as in BPMN diagram interchange.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from engine.core import routing
from engine.core.routing import CORRIDOR, GUTTER, Box, Cell, Flow, Grid, Path, Span, Stand

HEADER: Final = 30
"""Width of the strip at the left that carries the name of a pool or a lane, turned upright."""
EVENT: Final = 36
GATEWAY: Final = 50
TASK_WIDTH: Final = 180
TASK_HEIGHT: Final = 80
_LABEL_WIDTH: Final = 100
_LINE: Final = 14
_LETTER: Final = 6.4  # an average letter of 12 pixels, rather too wide than too narrow
_CAPITAL: Final = 8.4  # lanes are often named in capitals
_GAP: Final = 6
_SYMBOLS: Final = 56  # height of what a modeler shows above and below the name of a task
_SEAT: Final = EVENT + 2 * _GAP  # width a boundary event takes

Size = tuple[int, int]
"""Width and height."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane, as written."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One flow node. `kind` is the BPMN element's name ("userTask"), `lane` the id of its lane.

    `host` is the activity a boundary event sits on; `size`, width and height, is for what has been
    laid out already: an open sub-process.
    """

    id: str
    kind: str
    name: str = ""
    lane: str = ""
    host: str = ""
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bounds of all by id, the labels' by the id of their node or flow, the flows' waypoints."""

    bounds: Box
    lanes: Mapping[str, Box]
    nodes: Mapping[str, Box]
    labels: Mapping[str, Box]
    edges: Mapping[str, Path]

    def moved(self, right: int, down: int) -> "Drawing":
        """Return the same drawing elsewhere."""

        def boxes(many: Mapping[str, Box]) -> dict[str, Box]:
            return {key: box.moved(right, down) for key, box in many.items()}

        return Drawing(
            bounds=self.bounds.moved(right, down),
            lanes=boxes(self.lanes),
            nodes=boxes(self.nodes),
            labels=boxes(self.labels),
            edges={
                key: tuple((x + right, y + down) for x, y in path)
                for key, path in self.edges.items()
            },
        )

    def joined(self, content: "Drawing") -> "Drawing":
        """Return this drawing with that of a sub-process in it, already moved to its place."""
        return replace(
            self,
            nodes={**self.nodes, **content.nodes},
            labels={**self.labels, **content.labels},
            edges={**self.edges, **content.edges},
        )


def layout(lanes: Sequence[Lane], shapes: Sequence[Shape], flows: Sequence[Flow]) -> Drawing:
    """Return the drawing of one process at the origin: for the same arguments always the same.

    Shapes whose lane is not among `lanes` stand in a last band of their own. The host of a shape
    and both ends of a flow must be among `shapes`.
    """
    standing = [shape for shape in shapes if not shape.host]
    columns = _columns([shape.id for shape in standing], _between_hosts(shapes, flows))
    bands = _bands(lanes, standing, columns)
    sizes = _sizes(shapes)
    grid = _grid(lanes, shapes, bands, sizes)
    stands = _stands(shapes, bands, sizes, grid)
    edges = routing.route(grid, stands, flows)
    bounds = Box(0, 0, grid.columns[-1].end + GUTTER, grid.rows[-1].end + CORRIDOR)
    nodes = {key: stand.box for key, stand in stands.items()}
    return Drawing(
        bounds=bounds,
        lanes={lane.id: _band(grid, bands.rows[lane.id], bounds.width) for lane in lanes},
        nodes=nodes,
        labels=_labels(shapes, flows, nodes, edges),
        edges=edges,
    )


@dataclass(frozen=True, slots=True)
class _Bands:
    """The rows of every lane, by its id, and the cell of every shape."""

    rows: Mapping[str, range]
    cells: Mapping[str, Cell]


def _columns(nodes: Sequence[str], flows: Sequence[Flow]) -> dict[str, int]:
    """Return each node's column: the longest way to it over flows that do not lead back."""
    targets: dict[str, list[str]] = {node: [] for node in nodes}
    for flow in flows:
        targets[flow.source].append(flow.target)
    columns = dict.fromkeys(nodes, 0)
    for node, ahead in _topological(targets):
        for target in ahead:
            columns[target] = max(columns[target], columns[node] + 1)
    return columns


def _topological(targets: Mapping[str, Sequence[str]]) -> list[tuple[str, list[str]]]:
    """Return the nodes so that each comes before those it leads on to, which go with it.

    A depth-first walk: a flow to a node the walk is still busy with leads back.
    """
    left: list[tuple[str, list[str]]] = []
    busy: dict[str, Iterator[str]] = {}
    ahead: dict[str, list[str]] = {}
    for start in targets:
        if start in ahead:
            continue
        busy[start], ahead[start] = iter(targets[start]), []
        while busy:
            node = next(reversed(busy))
            target = next(busy[node], None)
            if target is None:
                del busy[node]
                left.append((node, ahead[node]))
            elif target not in busy:
                ahead[node].append(target)
                if target not in ahead:
                    busy[target], ahead[target] = iter(targets[target]), []
    return left[::-1]


def _between_hosts(shapes: Sequence[Shape], flows: Sequence[Flow]) -> list[Flow]:
    """Return the flows with boundary events replaced by the activities they sit on."""
    host = {shape.id: shape.host or shape.id for shape in shapes}
    return [Flow(flow.id, host[flow.source], host[flow.target]) for flow in flows]


def _bands(lanes: Sequence[Lane], shapes: Sequence[Shape], columns: Mapping[str, int]) -> _Bands:
    """Give every lane as many rows as the most of its shapes that share a column."""
    names = [lane.id for lane in lanes]
    members: dict[str, list[Shape]] = {name: [] for name in names}
    for shape in shapes:
        members.setdefault(shape.lane if shape.lane in names else "", []).append(shape)
    rows: dict[str, range] = {}
    cells: dict[str, Cell] = {}
    first = 0
    for name, inside in members.items():
        stacked: Counter[int] = Counter()
        for shape in inside:
            column = columns[shape.id]
            cells[shape.id] = Cell(column, first + stacked[column])
            stacked[column] += 1
        rows[name] = range(first, first + max(stacked.values(), default=1))
        first = rows[name].stop
    return _Bands(rows, cells)


def _sizes(shapes: Sequence[Shape]) -> dict[str, Size]:
    """Return width and height of every shape; an activity has room for its boundary events."""
    events = Counter(shape.host for shape in shapes)
    sizes = {shape.id: _size(shape) for shape in shapes}
    for host in sizes.keys() & events.keys():
        width, height = sizes[host]
        sizes[host] = max(width, events[host] * _SEAT + 2 * _GAP), height
    return sizes


def _size(shape: Shape) -> Size:
    """Return width and height; a task is as high as its name needs."""
    if shape.size:
        return shape.size
    if shape.kind.endswith("Event"):
        return EVENT, EVENT
    if shape.kind.endswith("Gateway"):
        return GATEWAY, GATEWAY
    lines = textwrap.wrap(shape.name, int((TASK_WIDTH - 2 * _GAP) / _LETTER))
    return TASK_WIDTH, max(TASK_HEIGHT, len(lines) * _LINE + _SYMBOLS)


def _grid(
    lanes: Sequence[Lane], shapes: Sequence[Shape], bands: _Bands, sizes: Mapping[str, Size]
) -> Grid:
    """Make every column and row as large as what stands in it needs, with its label."""
    widths = [0] * (1 + max((cell.column for cell in bands.cells.values()), default=0))
    heights = [TASK_HEIGHT] * max((rows.stop for rows in bands.rows.values()), default=1)
    for shape in shapes:
        cell = bands.cells[shape.host or shape.id]
        width, height = sizes[shape.host or shape.id]
        label = _label_size(shape.name) if _named_outside(shape) else (0, -_GAP)
        below = label[1] + _GAP + (EVENT // 2 if shape.host else 0)
        widths[cell.column] = max(widths[cell.column], width, label[0])
        heights[cell.row] = max(heights[cell.row], height + 2 * below)
    for lane in lanes:
        rows = bands.rows[lane.id]
        title = round(len(lane.name) * _CAPITAL) + 2 * _GAP
        missing = title - sum(heights[row] + 2 * CORRIDOR for row in rows)
        heights[rows.start] += max(0, missing + missing % 2)
    return Grid(
        columns=_spans(widths, (HEADER if lanes else 0) + GUTTER, GUTTER),
        rows=_spans(heights, CORRIDOR, 2 * CORRIDOR),
    )


def _spans(sizes: Sequence[int], start: int, gap: int) -> tuple[Span, ...]:
    spans = []
    for size in sizes:
        spans.append(Span(start, start + size))
        start += size + gap
    return tuple(spans)


def _band(grid: Grid, rows: range, width: int) -> Box:
    top = grid.rows[rows.start].start - CORRIDOR
    return Box(0, top, width, grid.rows[rows.stop - 1].end + CORRIDOR - top)


def _stands(
    shapes: Sequence[Shape], bands: _Bands, sizes: Mapping[str, Size], grid: Grid
) -> dict[str, Stand]:
    """Put every shape into the middle of its cell, boundary events onto their host's lower side."""
    stands: dict[str, Stand] = {}
    for shape in shapes:
        if not shape.host:
            cell = bands.cells[shape.id]
            column, row = grid.columns[cell.column], grid.rows[cell.row]
            width, height = sizes[shape.id]
            x, y = (column.start + column.end - width) // 2, (row.start + row.end - height) // 2
            stands[shape.id] = Stand(shape.kind, cell, Box(x, y, width, height))
    seated: Counter[str] = Counter()
    for shape in shapes:
        if shape.host:
            seated[shape.host] += 1
            host = stands[shape.host]
            x = host.box.right - seated[shape.host] * _SEAT
            box = Box(x, host.box.bottom - EVENT // 2, EVENT, EVENT)
            stands[shape.id] = Stand(shape.kind, host.cell, box)
    return stands


def _named_outside(shape: Shape) -> bool:
    return shape.kind.endswith(("Event", "Gateway")) and bool(shape.name.strip())


def _label_size(text: str) -> Size:
    lines = textwrap.wrap(text, int(_LABEL_WIDTH / _LETTER))
    return round(max(map(len, lines)) * _LETTER), len(lines) * _LINE


def _labels(
    shapes: Sequence[Shape],
    flows: Sequence[Flow],
    nodes: Mapping[str, Box],
    edges: Mapping[str, Path],
) -> dict[str, Box]:
    """Put the names of events, gateways and flows where little else is."""
    taken = list(nodes.values())

    def clutter(box: Box) -> tuple[int, int]:
        return sum(map(box.overlaps, taken)), sum(
            routing.crosses(path, [box]) for path in edges.values()
        )

    labels: dict[str, Box] = {}
    for shape in shapes:
        if _named_outside(shape):
            labels[shape.id] = min(_beside(nodes[shape.id], shape), key=clutter)
            taken.append(labels[shape.id])
    for flow in flows:
        if flow.name.strip():
            labels[flow.id] = min(_along(edges[flow.id], flow.name), key=clutter)
            taken.append(labels[flow.id])
    return labels


def _beside(box: Box, shape: Shape) -> Iterator[Box]:
    """Yield the places for the name of an event or a gateway, the usual one first."""
    width, height = _label_size(shape.name)
    middle = box.centre[0] - width // 2
    above, below = box.y - _GAP - height, box.bottom + _GAP
    yield from (Box(middle, y, width, height) for y in _usual_first(shape, above, below))
    yield Box(box.centre[0] + _GAP, above, width, height)
    yield Box(box.centre[0] + _GAP, below, width, height)


def _usual_first(shape: Shape, above: int, below: int) -> tuple[int, int]:
    return (above, below) if shape.kind.endswith("Gateway") else (below, above)


def _along(path: Path, name: str) -> Iterator[Box]:
    """Yield the places for the name of a flow: beside each segment, the first one first."""
    width, height = _label_size(name)
    for (x1, y1), (x2, y2) in pairwise(path):
        if y1 == y2:
            x = x1 + _GAP if x2 > x1 else x1 - _GAP - width
            yield from (Box(x, y, width, height) for y in (y1 - height - 2, y1 + 2))
        else:
            y = y1 + _GAP if y2 > y1 else y1 - _GAP - height
            yield from (Box(x, y, width, height) for x in (x1 + _GAP, x1 - _GAP - width))
