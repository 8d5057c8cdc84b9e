"""What a token can reach in a scope: nodes it never comes to, endless loops, dead joins."""

from collections.abc import Iterator, Mapping

from engine.bpmn import graph
from engine.bpmn.elements import Element, Scope
from engine.core.findings import Finding, Severity


def edges(scope: Scope) -> dict[str, list[str]]:
    """Return where a token may go from each node.

    Along flows, from an activity to the events at its boundary, from a link to its other end.
    """
    found = {
        element.id: [flow.target for flow in element.outgoing]
        for element in scope.elements.values()
    }
    links = {
        element.event.name: element.id
        for element in scope.of("intermediateCatchEvent")
        if element.event.kind == "link"
    }
    for element in scope.elements.values():
        if element.host in found:
            found[element.host].append(element.id)
        elif element.event.kind == "link" and element.tag == "intermediateThrowEvent":
            found[element.id] += [links[n] for n in [element.event.name] if n in links]
    return found


def beginnings(scope: Scope) -> list[str]:
    """Return the nodes at which a token may begin."""
    return [element.id for element in (*scope.entries(), *scope.handlers())]


def check(scope: Scope) -> Iterator[Finding]:
    """Yield what no token reaches, what never ends and joins that can never go on."""
    forwards = edges(scope)
    reached = graph.reachable(forwards, beginnings(scope))
    ends = [id_ for id_, following in forwards.items() if not following]
    ending = graph.reachable(graph.reversed_(forwards), ends)
    endless = [e for e in scope.elements.values() if e.id in reached and e.id not in ending]
    for element in scope.elements.values():
        if element.id not in reached:
            yield _finding("warning", "bpmn.unreachable", element)
        elif element.tag == "parallelGateway" and len(element.incoming) > 1:
            yield from _dead_join(element, reached, scope.elements)
    if endless and not any(ends_otherwise(element, scope) for element in endless):
        yield _finding("warning", "bpmn.endless", endless[0])


def ends_otherwise(element: Element, scope: Scope) -> bool:
    """Tell whether an event sub-process or a boundary may end what would go on for ever."""
    return bool(scope.handlers()) or bool(scope.parent) or bool(element.host)


def _dead_join(
    join: Element, reached: set[str], elements: Mapping[str, Element]
) -> Iterator[Finding]:
    for flow in join.incoming:
        if flow.source not in reached:
            yield _finding("error", "bpmn.dead_join", join, source=flow.source)
            return
    choices = [_choice(flow.source, elements) for flow in join.incoming]
    first = choices[0]
    if first and all(choice == first for choice in choices):
        yield _finding("warning", "bpmn.dead_join_choice", join, gateway=first)


def _choice(node: str, elements: Mapping[str, Element]) -> str:
    """Return the exclusive gateway from which only a straight line leads to `node`, "" for none."""
    for _ in range(len(elements)):
        element = elements[node]
        if element.tag in ("exclusiveGateway", "eventBasedGateway") and len(element.outgoing) > 1:
            return element.id
        if len(element.incoming) != 1 or len(element.outgoing) != 1:
            return ""
        node = element.incoming[0].source
    return ""


def _finding(severity: Severity, code: str, element: Element, **facts: object) -> Finding:
    return Finding(severity, code, element.id, element.line, facts)
