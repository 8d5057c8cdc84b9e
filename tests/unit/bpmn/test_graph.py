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


def test_the_dominator_is_the_last_node_on_every_path() -> None:
    assert graph.dominators(DIAMOND, ["a"]) == {"a": "", "b": "a", "c": "a", "d": "a", "e": "d"}
    assert graph.dominators(DIAMOND, ["a", "c"]) == {"a": "", "b": "a", "c": "", "d": "", "e": "d"}
    assert graph.dominators({"x": []}, []) == {}


def onwards(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    return graph.onwards(edges, graph.dominators(edges, ["a"]))


def test_the_chain_leads_up_to_the_beginning() -> None:
    assert graph.chain(graph.dominators(DIAMOND, ["a"]), "e") == ["e", "d", "a"]


def test_onwards_leaves_out_what_closes_a_loop() -> None:
    assert onwards(LOOP) == {"a": ["b"], "b": ["c"], "c": ["d"], "d": []}
    assert onwards(DIAMOND) == DIAMOND
    assert onwards({"a": ["a", "b"], "b": []}) == {"a": ["b"], "b": []}


def test_onwards_keeps_what_is_never_reached() -> None:
    assert onwards({"a": [], "x": ["y"], "y": ["a"]}) == {
        "a": [],
        "x": ["y"],
        "y": ["a"],
    }
