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

from engine.bpmn.elements import Passing
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
    found: dict[str, Any] = token.workflow.process.data["vars"]
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


def passed(passing: Passing, token: Token) -> dict[str, Any]:
    """Return the variables that go from `token` into a called process. Raises Stuck."""
    seen = visible(token)
    found = {k: v for k, v in seen.items() if k not in BUILTIN and passing.everything}
    return found | _named(passing, seen, token)


def returned(passing: Passing, own: dict[str, Any], token: Token) -> dict[str, Any]:
    """Return what comes back to `token` from a called process with the variables `own`.

    Raises Stuck.
    """
    seen = ChainMap(dict(token.workflow.top_workflow.step.builtins), own)
    named = _named(passing, seen, token)
    return {**own, **named} if passing.everything else named


def given(passing: Passing, values: Mapping[str, Any], token: Token) -> dict[str, Any]:
    """Return what the service task at `token` keeps of what its handler gave. Raises Stuck."""
    named = _named(passing, ChainMap(dict(values), dict(visible(token))), token)
    return {**values, **named} if passing.everything else named


def evaluate(expression: Expression, token: Token) -> Any:
    """Return the value of `expression` at `token`. Raises Stuck with the node it stands at."""
    return value(expression, visible(token), token)


def value(expression: Expression, seen: Mapping[str, Any], token: Token) -> Any:
    """Return the value of `expression` with the variables `seen`. Raises Stuck at `token`."""
    try:
        return ENVIRONMENT.evaluate(expression, seen)
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


def _named(passing: Passing, seen: Mapping[str, Any], token: Token) -> dict[str, Any]:
    """Return what `passing` names; a variable that is not there is passed as nothing."""
    return {
        name: value(expression, seen, token) if expression.reads <= seen.keys() else None
        for name, expression in passing.named
    }


def _holders(token: Token) -> Iterator[Token]:
    """Yield `token` and what it hangs on or runs inside, up to the process."""
    at: Token | None = token
    while at is not None:
        yield at
        if at.host is not None:
            at = at.parent
        else:
            at = None if "vars" in at.workflow.data else at.workflow.host
