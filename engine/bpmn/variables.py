"""Which variables an expression sees and where a value is written.

Variables belong to the process instance, so that branches which meet keep each other's values. Only
what tells one instance of a multi-instance activity from the next lives on its token. A called
process has variables of its own.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.bpmn.environment import ENVIRONMENT
from engine.bpmn.expression_values import truth
from engine.bpmn.expressions import Expression, ExpressionError, Script
from engine.bpmn.tokens import Token
from engine.core.model import Stuck
from engine.core.people import Organisation

BUILTIN: Final = frozenset({"agency", "now", "today"})
"""Names every expression may read and nothing may write."""
COUNTERS: Final = frozenset(
    {
        "loopCounter",
        "nrOfInstances",
        "nrOfCompletedInstances",
        "nrOfActiveInstances",
    }
)


def builtins(organisation: Organisation, now: datetime) -> dict[str, Any]:
    """Return the read-only variables: the agency with its units, and the local time as ISO text."""
    local = now.astimezone(ZoneInfo(organisation.zone))
    return {
        "agency": {
            "id": organisation.agency,
            "name": organisation.name,
            "units": [
                {"id": unit.id, "name": unit.name, "position": unit.head}
                for unit in organisation.units
            ],
        },
        "now": local.isoformat(),
        "today": local.date().isoformat(),
    }


def of(token: Token) -> dict[str, Any]:
    """Return the variables of the process `token` runs in, to read and to write."""
    return of_scope(token.workflow)


def of_scope(scope: Any) -> dict[str, Any]:
    """Return the variables of the process that `scope` is or stands in."""
    while "vars" not in scope.data:
        scope = scope.host.workflow
    found: dict[str, Any] = scope.data["vars"]
    return found


def visible(token: Token) -> Mapping[str, Any]:
    """Return everything an expression at `token` sees, the nearest first."""
    locals_ = [holder.data for holder in _holders(token) if holder.data]
    return ChainMap(dict(token.workflow.top_workflow.step.builtins), *locals_, of(token))


def assign(token: Token, values: Mapping[str, Any]) -> None:
    """Write `values` where their names are known: on an instance around `token`, or the process."""
    if not values:
        return
    holders = [holder.data for holder in _holders(token) if holder.data]
    variables = of(token)
    for name, value in values.items():
        if name not in BUILTIN and name not in COUNTERS:
            next((data for data in holders if name in data), variables)[name] = value


def evaluate(expression: Expression, token: Token) -> Any:
    """Return the value of `expression` at `token`. Raises Stuck with the node it stands at."""
    try:
        return ENVIRONMENT.evaluate(expression, visible(token))
    except ExpressionError as error:
        raise stuck(error, token) from None


def holds(condition: Expression, token: Token) -> bool:
    """Tell whether `condition` is true at `token`. Raises Stuck if it is neither true nor false."""
    try:
        return truth(ENVIRONMENT.evaluate(condition, visible(token)))
    except ExpressionError as error:
        raise stuck(error, token) from None


def holds_by_now(condition: Expression, token: Token) -> bool:
    """Tell whether `condition` is true at `token`; a variable that is not there yet makes it false.

    Raises Stuck if it is neither true nor false.
    """
    seen = visible(token)
    return condition.reads <= seen.keys() and holds(condition, token)


def execute(script: Script, token: Token) -> None:
    """Run `script` at `token` and write what it sets. Raises Stuck."""
    try:
        assign(token, ENVIRONMENT.execute(script, visible(token)))
    except ExpressionError as error:
        raise stuck(error, token) from None


def stuck(error: ExpressionError, token: Token) -> Stuck:
    """Return the incident an expression that fails at `token` becomes."""
    return Stuck(error.code, token.task_spec.bpmn_id, **error.facts)


def _holders(token: Token) -> Iterator[Token]:
    """Yield `token` and what it hangs on or runs inside, up to the process."""
    at: Token | None = token
    while at is not None:
        yield at
        if at.host is not None:
            at = at.parent
        else:
            at = None if "vars" in at.workflow.data else at.workflow.host
