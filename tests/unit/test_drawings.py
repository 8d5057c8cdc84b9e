"""A drawing moved to its place, and that of a sub-process put into the one around it."""

from engine.core.layout import Drawing, Lane, Shape, layout
from engine.core.routing import Flow


def drawn(start: str, end: str) -> Drawing:
    """Draw two events with names, joined by a named flow, in a lane."""
    shapes = [Shape(start, "startEvent", "Mulai", "staf"), Shape(end, "endEvent", "Usai", "staf")]
    return layout([Lane("staf", "Staf")], shapes, [Flow(f"{start}-{end}", start, end, "lalu")])


def test_everything_moves_together() -> None:
    before = drawn("a", "b")
    after = before.moved(100, 20)
    assert (after.bounds.x, after.bounds.y) == (before.bounds.x + 100, before.bounds.y + 20)
    for name in ("lanes", "nodes", "labels"):
        was, became = getattr(before, name), getattr(after, name)
        assert was
        assert became == {key: box.moved(100, 20) for key, box in was.items()}
    assert after.edges == {"a-b": tuple((x + 100, y + 20) for x, y in before.edges["a-b"])}
    assert after.moved(-100, -20) == before


def test_a_sub_process_brings_its_nodes_and_not_its_frame() -> None:
    around, inside = drawn("a", "b"), drawn("c", "d").moved(300, 0)
    joined = around.joined(inside)
    assert (joined.bounds, joined.lanes) == (around.bounds, around.lanes)
    assert joined.nodes == {**around.nodes, **inside.nodes}
    assert joined.labels == {**around.labels, **inside.labels}
    assert joined.edges == {**around.edges, **inside.edges}
