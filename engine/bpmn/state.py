"""An instance between two steps: one small JSON document, compressed.

{"v": format, "n": last token number, "s": [scopes]}; a scope is [host token, own data, [tokens]],
the process itself first with host 0; a process keeps its variables and rounds there; a token is
[number, node, state, parent or 0, data, internal]. Only JSON values go in and come out.
"""

import json
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from engine.bpmn.tokens import WAITING, Instance, Step, SubInstance, Token
from engine.core.model import Stuck

FORMAT: Final = 1


def dump(instance: Instance) -> bytes:
    """Return `instance` as bytes; the same instance always gives the same bytes."""
    scopes = [
        [0 if scope is instance else scope.host.id, scope.data, _tokens(scope)]
        for scope in instance.scopes()
    ]
    document = {"v": FORMAT, "n": instance.last_number, "s": scopes}
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(text.encode(), level=1)


def load(
    data: bytes,
    specification: Any,
    step: Step,
    called: Callable[[str], Any],
) -> Instance:
    """Return the instance that `dump` wrote. `called` gives the specification of a called process.

    Raises Stuck for a damaged state, one of another format, or a node the model does not have.
    """
    try:
        return _load(json.loads(zlib.decompress(data)), specification, step, called)
    except (zlib.error, ValueError, TypeError, LookupError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise Stuck("running.state_damaged", "", reason=reason) from None


def _load(
    document: dict[str, Any], specification: Any, step: Step, called: Callable[[str], Any]
) -> Instance:
    if document["v"] != FORMAT:
        raise Stuck("running.state_format", "", format=document["v"], known=FORMAT)
    instance = Instance(specification, specification.scopes, step)
    instance.last_number = instance.stored_number = document["n"]
    by_id: dict[int, Token] = {}
    for host_id, own, rows in document["s"]:
        scope: Any = instance
        if host_id:
            host = by_id[host_id]
            model = own.get("model")
            inner = called(model) if model else host.workflow.spec.scopes[host.task_spec.bpmn_id]
            scope = SubInstance(inner, host)
        scope.data = own
        _restore(scope, rows, by_id)
    instance.completed = instance.idle()
    return instance


def _tokens(scope: Any) -> list[list[Any]]:
    return [_row(token) for token in scope.tasks.values()]


def _row(token: Token) -> list[Any]:
    parent = token.host.id if token.host is not None else 0
    row: list[Any] = [token.id, token.task_spec.name, token.state]
    row += [parent, token.data or 0, token.internal_data or 0]
    while not row[-1]:
        row.pop()
    return row


def _restore(scope: Any, rows: list[list[Any]], by_id: dict[int, Token]) -> None:
    specs = scope.spec.task_specs
    for row in rows:
        number, node, state, parent, data, internal = row + [0] * (6 - len(row))
        if node not in specs:
            raise Stuck("running.state_node", node, element=node)
        token = Token(scope, specs[node], by_id.get(parent), state, number)
        token.data = data or {}
        token.internal_data = internal or {}
        by_id[number] = token
        if "arrived" in token.internal_data:
            scope.joins[node] = token
        if state == WAITING:
            token.watch()
        if "due" in token.internal_data:
            at = datetime.fromisoformat(token.internal_data["due"][0])
            scope.top_workflow.set_timer(token, at)
