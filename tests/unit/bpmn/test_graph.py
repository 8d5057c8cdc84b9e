"""Questions about graphs."""

from engine.bpmn import graph

DIAMOND = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"], "e": []}
LOOP = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}


def test_reachable_includes_where_it_begins() -> None:
    assert graph.reachable(DIAMOND, ["b"]) == {"b", "d", "e"}


def test_reachable_never_steps_on_what_it_must_avoid() -> None:
    assert graph.reachable(DIAMOND, ["a"], {"d"}) == {"a", "b", "c"}
    assert graph.reachable(DIAMOND, ["d"], {"d"}) == set()


def test_reachable_goes_round_a_loop_once() -> None:
    assert graph.reachable(LOOP, ["c"]) == {"b", "c", "d"}


def test_reversed_turns_every_edge_round() -> None:
    assert graph.reversed_(DIAMOND) == {
        "a": [],
        "b": ["a"],
        "c": ["a"],
        "d": ["b", "c"],
        "e": ["d"],
    }


def test_a_branch_dominates_only_itself() -> None:
    assert graph.dominated(DIAMOND, ["a"], "b") == {"b"}


def test_a_node_before_the_branches_dominates_all_of_them() -> None:
    assert graph.dominated(DIAMOND, ["a"], "a") == {"a", "b", "c", "d", "e"}
    assert graph.dominated(LOOP, ["a"], "b") == {"b", "c", "d"}


def test_a_second_beginning_breaks_dominance() -> None:
    assert graph.dominated(DIAMOND, ["a", "d"], "a") == {"a", "b", "c"}
