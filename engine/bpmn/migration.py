"""Whether a running instance may go over to another version of its process, and if not, why."""

from collections.abc import Iterator
from typing import Any

from engine.bpmn.parser import Model
from engine.bpmn.tokens import Instance, Token
from engine.core.findings import Finding


def check(instance: Instance, new: Model) -> tuple[Finding, ...]:
    """Return what keeps `instance` from running under `new` unchanged, nothing if it can.

    Every node a token stands in must exist in the same scope and be of the same kind, and whatever
    hangs on it must be the same. What has gone before may differ.
    """
    found: list[Finding] = []
    for scope in instance.scopes():
        if _called(scope):
            continue
        spec = new.specification.scopes.get(scope.spec.name)
        for token in scope.tasks.values():
            found += _token(token, spec, new)
        if spec is not None and _listeners(scope.spec) != _listeners(spec):
            found.append(_error("migrate.boundary_changed", scope.spec.name))
    return tuple({(finding.code, finding.element): finding for finding in found}.values())


def _called(scope: Any) -> bool:
    """Tell whether `scope` runs a called process, which keeps the version it was started on."""
    at = scope
    while at is not at.top_workflow:
        if "model" in at.data:
            return True
        at = at.host.workflow
    return False


def _token(token: Token, spec: Any, new: Model) -> Iterator[Finding]:
    name, id_ = token.task_spec.name, token.task_spec.bpmn_id
    if spec is None or name not in spec.task_specs:
        if id_ in new.nodes and new.nodes[id_].scope != token.task_spec.element.scope:
            before, after = token.task_spec.element.scope, new.nodes[id_].scope
            yield _error("migrate.scope_changed", id_, before=before, after=after)
        elif id_ in new.nodes:
            yield _error("migrate.boundary_changed", id_)
        else:
            yield _error("migrate.node_missing", id_)
        return
    old, following = token.task_spec, spec.task_specs[name]
    if type(old) is not type(following) or old.element.event.kind != following.element.event.kind:
        facts = {"before": old.element.tag, "after": following.element.tag}
        yield _error("migrate.node_changed", id_, **facts)
    elif getattr(old, "boundaries", ()) != getattr(following, "boundaries", ()):
        yield _error("migrate.boundary_changed", id_)
    flows = {flow.id for flow in following.element.incoming}
    for flow in token.internal_data.get("arrived", {}):
        if flow not in flows:
            yield _error("migrate.flow_missing", id_, flow=flow)


def _listeners(spec: Any) -> tuple[str, ...]:
    listeners: tuple[str, ...] = spec.listeners
    return listeners


def _error(code: str, element: str, **facts: object) -> Finding:
    return Finding("error", code, element, facts=facts)
