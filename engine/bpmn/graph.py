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


def dominators(graph: Graph, starts: Iterable[str]) -> dict[str, str]:
    """Return for each node reached from `starts` the last one before it that is on every path.

    "" stands before all beginnings. A node comes after those it is reached from, loops apart.
    Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm (2001).
    """
    first = dict.fromkeys(starts)
    order = ["", *_reverse_postorder(graph, first)]
    place = {node: number for number, node in enumerate(order)}
    before = reversed_({node: graph.get(node, ()) for node in order[1:]})
    parents = {"": ""}
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            sources = [each for each in before[node] if each in parents]
            sources += [""] * (node in first)
            common = sources[0]
            for source in sources[1:]:
                common = _meeting(common, source, parents, place)
            changed = changed or parents.get(node) != common
            parents[node] = common
    return {node: parents[node] for node in order[1:]}


def chain(parents: Mapping[str, str], node: str) -> list[str]:
    """Return `node` and its `dominators`, the nearest first."""
    found = []
    while node:
        found.append(node)
        node = parents.get(node, "")
    return found


def onwards(graph: Graph, parents: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the graph without the edges that close a loop; `parents` are its `dominators`.

    An edge closes a loop if every path to its beginning leads through its end.
    """
    place = {node: number for number, node in enumerate(parents)}

    def leads_on(node: str, following: str) -> bool:
        later = place.get(following, 0) > place.get(node, 0)
        return later or following not in chain(parents, node)

    return {
        node: [following for following in followings if leads_on(node, following)]
        for node, followings in graph.items()
    }


def _meeting(one: str, other: str, parents: Mapping[str, str], place: Mapping[str, int]) -> str:
    """Return the last node that is on every path to `one` and to `other`."""
    while one != other:
        while place[one] > place[other]:
            one = parents[one]
        while place[other] > place[one]:
            other = parents[other]
    return one


def _reverse_postorder(graph: Graph, starts: Iterable[str]) -> list[str]:
    """Return the nodes reached from `starts`, each before those it leads to, loops apart."""
    order: list[str] = []
    seen: set[str] = set()
    for start in starts:
        stack = [(start, iter(graph.get(start, ())))] if start not in seen else []
        seen.add(start)
        while stack:
            node, followings = stack[-1]
            following = next((each for each in followings if each not in seen), None)
            if following is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(graph.get(following, ()))))
    return order[::-1]
