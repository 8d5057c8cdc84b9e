"""Questions about a directed graph, given as a mapping from each node to the nodes it leads to."""

from collections.abc import Collection, Iterable, Mapping

Graph = Mapping[str, Collection[str]]


def reachable(graph: Graph, starts: Iterable[str], without: Collection[str] = ()) -> set[str]:
    """Return the nodes one can come to from `starts`, these too, never stepping on `without`."""
    found = {node for node in starts if node not in without}
    stack = list(found)
    while stack:
        for following in graph.get(stack.pop(), ()):
            if following not in found and following not in without:
                found.add(following)
                stack.append(following)
    return found


def reversed_(graph: Graph) -> dict[str, list[str]]:
    """Return the graph with every edge turned round."""
    turned: dict[str, list[str]] = {node: [] for node in graph}
    for node, followings in graph.items():
        for following in followings:
            turned.setdefault(following, []).append(node)
    return turned


def dominated(graph: Graph, starts: Iterable[str], node: str) -> set[str]:
    """Return the nodes that every path from `starts` reaches only through `node`, itself too."""
    begun = list(starts)
    return reachable(graph, begun) - reachable(graph, begun, {node}) | {node}
