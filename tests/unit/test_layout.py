"""The laws of the lane drawing, on any graph, and what a few small ones look like."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.layout import EVENT, HEADER, TASK_WIDTH, Drawing, Lane, Shape, layout
from engine.core.routing import Box, Flow, crosses

KINDS = ("userTask", "exclusiveGateway", "startEvent", "subProcess")
NAMES = ("", " ", "Ya", "Memeriksa draft", "Menghimpun format data dan informasi " * 4)
LAWS = settings(max_examples=50, deadline=None)
Graph = tuple[list[Lane], list[Shape], list[Flow]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    lanes = [Lane(f"lane{n}", draw(st.sampled_from(NAMES))) for n in range(draw(st.integers(0, 4)))]
    places = st.sampled_from([lane.id for lane in lanes] + ["elsewhere"])
    standing = [
        Shape(
            f"node{n}",
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(NAMES)),
            draw(places),
            size=draw(st.none() | st.just((301, 207))),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    hosts = [shape.id for shape in standing if shape.kind in {"userTask", "subProcess"}]
    events = [
        Shape(f"event{n}", "boundaryEvent", draw(st.sampled_from(NAMES)), host=host)
        for n, host in enumerate(
            draw(st.lists(st.sampled_from(hosts), max_size=6)) if hosts else []
        )
    ]
    sources = [shape.id for shape in (*standing, *events)]
    ends = st.tuples(st.sampled_from(sources), st.sampled_from(sources[: len(standing)]))
    pairs = draw(st.lists(ends, max_size=16)) if standing else []
    flows = [
        Flow(f"flow{n}", source, target, draw(st.sampled_from(NAMES)))
        for n, (source, target) in enumerate(pairs)
    ]
    return lanes, [*standing, *events], flows


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def on_border(point: tuple[int, int], box: Box) -> bool:
    x, y = point
    middle = box.centre
    upright = x == middle[0] and y in {box.y, box.bottom}
    return upright or (y == middle[1] and x in {box.x, box.right})


@LAWS
@given(graphs())
def test_no_two_shapes_overlap(graph: Graph) -> None:
    nodes = layout(*graph).nodes
    host = {shape.id: shape.host for shape in graph[1]}
    for (one, first), (other, second) in combinations(nodes.items(), 2):
        sits_on_it = other == host[one] or one == host[other]
        assert first.overlaps(second) == sits_on_it


@LAWS
@given(graphs())
def test_every_shape_stands_in_the_band_of_its_lane(graph: Graph) -> None:
    drawing = layout(*graph)
    lane_of = {shape.id: shape.lane for shape in graph[1]}
    for shape in graph[1]:
        band = drawing.lanes.get(lane_of[shape.host or shape.id], drawing.bounds)
        assert inside(drawing.nodes[shape.id], band)


@LAWS
@given(graphs())
def test_lanes_cover_the_drawing_from_top_to_bottom(graph: Graph) -> None:
    drawing = layout(*graph)
    bands = list(drawing.lanes.values())
    assert all(band.x == 0 and band.width == drawing.bounds.width for band in bands)
    assert all(above.bottom == below.y for above, below in pairwise(bands))
    assert all(inside(band, drawing.bounds) for band in bands)


@LAWS
@given(graphs())
def test_arrows_join_their_shapes_at_right_angles_and_pass_all_others(graph: Graph) -> None:
    drawing = layout(*graph)
    host = {shape.id: shape.host for shape in graph[1]}
    for flow in graph[2]:
        path = drawing.edges[flow.id]
        assert on_border(path[0], drawing.nodes[flow.source])
        assert on_border(path[-1], drawing.nodes[flow.target])
        for (x1, y1), (x2, y2) in pairwise(path):
            assert (x1 == x2) != (y1 == y2)
            assert inside(Box(x1, y1, 0, 0), drawing.bounds)
        others = [box for key, box in drawing.nodes.items() if key != flow.source]
        assert not crosses(path, others)
        assert host[flow.source] or not crosses(path, [drawing.nodes[flow.source]])


@LAWS
@given(graphs())
def test_every_name_outside_a_shape_has_its_place(graph: Graph) -> None:
    outside = {
        shape.id
        for shape in graph[1]
        if shape.kind.endswith(("Event", "Gateway")) and shape.name.strip()
    }
    named = {flow.id for flow in graph[2] if flow.name.strip()}
    assert layout(*graph).labels.keys() == outside | named


@LAWS
@given(graphs())
def test_the_same_process_is_always_drawn_the_same(graph: Graph) -> None:
    assert layout(*graph) == layout(*graph)


def small() -> Drawing:
    """Draw: start, make, check, "right?" and its two ways, in two lanes."""
    lanes = [Lane("head", "Kepala Dinas"), Lane("staff", "Staf")]
    shapes = [
        Shape("start", "startEvent", "Mulai", "staff"),
        Shape("make", "userTask", "Membuat", "staff"),
        Shape("check", "userTask", "Memeriksa", "head"),
        Shape("right", "exclusiveGateway", "Benar?", "head"),
        Shape("end", "endEvent", "Selesai", "head"),
    ]
    flows = [
        Flow("a", "start", "make"),
        Flow("b", "make", "check"),
        Flow("c", "check", "right"),
        Flow("no", "right", "make", "Tidak"),
        Flow("yes", "right", "end", "Ya"),
    ]
    return layout(lanes, shapes, flows)


def test_time_runs_from_left_to_right() -> None:
    nodes = small().nodes
    assert nodes["start"].right < nodes["make"].x
    assert nodes["make"].right < nodes["check"].x
    assert nodes["check"].right < nodes["right"].x
    assert nodes["right"].right < nodes["end"].x


def test_the_first_lane_lies_on_top_and_its_name_has_room() -> None:
    drawing = small()
    assert drawing.lanes["head"].y == 0
    assert drawing.lanes["staff"].y == drawing.lanes["head"].bottom
    assert drawing.lanes["head"].height >= len("Kepala Dinas") * 8
    assert drawing.nodes["start"].x > HEADER


def test_a_way_straight_ahead_is_straight_and_the_way_back_comes_from_above_or_below() -> None:
    drawing = small()
    assert len(drawing.edges["yes"]) == 2
    back = drawing.edges["no"]
    assert back[0][0] == drawing.nodes["right"].centre[0]
    assert back[-1][0] == drawing.nodes["make"].centre[0]
    assert len(back) == 4


def test_two_steps_at_once_in_one_lane_stand_below_each_other() -> None:
    shapes = [
        Shape("fork", "parallelGateway"),
        Shape("one", "userTask"),
        Shape("two", "userTask"),
    ]
    nodes = layout([], shapes, [Flow("a", "fork", "one"), Flow("b", "fork", "two")]).nodes
    assert nodes["one"].x == nodes["two"].x
    assert nodes["one"].bottom < nodes["two"].y


def test_a_long_name_makes_a_task_higher_never_wider() -> None:
    short, long = (
        layout([], [Shape("task", "userTask", name)], []).nodes["task"]
        for name in ("Rapat", "kata " * 60)
    )
    assert short.width == long.width == TASK_WIDTH
    assert short.height < long.height


def test_a_boundary_event_sits_on_the_lower_side_of_its_activity() -> None:
    shapes = [
        Shape("task", "userTask"),
        Shape("late", "boundaryEvent", "Lewat waktu", host="task"),
        Shape("remind", "userTask"),
    ]
    drawing = layout([], shapes, [Flow("a", "late", "remind")])
    event, task = drawing.nodes["late"], drawing.nodes["task"]
    assert event.y + EVENT // 2 == task.bottom
    assert task.x < event.x
    assert event.right < task.right
    assert drawing.edges["a"][0] == (event.centre[0], event.bottom)


def test_a_step_may_follow_itself() -> None:
    path = layout([], [Shape("task", "userTask")], [Flow("again", "task", "task")]).edges["again"]
    assert len(path) == 6


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    drawing = layout([], [], [])
    assert not drawing.nodes
    assert drawing.bounds.width > 0
