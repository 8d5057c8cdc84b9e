"""Which decision a business-rule task takes, and where its result goes.

BPMN has no words for it: ours are `sop:decision`, those of Camunda 7 (and its heirs) attributes,
those of Camunda 8 a `calledDecision`. A task without any of them is refused by name.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from engine.bpmn import extensions, markup, variables
from engine.bpmn.decision_tables import Outcome
from engine.bpmn.elements import DecisionCall
from engine.bpmn.expression_tokens import RESERVED
from engine.bpmn.expression_values import ExpressionError
from engine.bpmn.markup import Reading
from engine.bpmn.reader import BPMN
from engine.bpmn.tokens import Token
from engine.bpmn.variables import BUILTIN, COUNTERS
from engine.core.model import Decided, Stuck

MAPPINGS: Final = ("singleEntry", "singleResult", "collectEntries", "resultList")
"""How Camunda 7 shapes a result; it takes the last one where nothing is said."""

_NAME: Final = re.compile(r"[^\W\d_]\w*")
_VERSIONS: Final = ("decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag")


class SeveralResults(ValueError):
    """A decision gave more than the one value that was asked for."""


def read(node: etree._Element, reading: Reading) -> DecisionCall | None:
    """Return the decision of the business-rule task `node`, None if it cannot be read."""
    found = extensions.read_decision(node)
    if found is not None:
        # Without ref or result it is refused like every extension that lacks an attribute.
        call = DecisionCall(*found) if all(found) else None
    elif markup.vendor(node, "decisionRef") is not None:
        call = _camunda_7(node, reading)
    else:
        call = _camunda_8(node, reading)
        if call is None:
            reading.error("bpmn.decision_missing", node)
    if call is not None:
        _check(call, node, reading)
    return call


def take(call: DecisionCall, token: Token) -> None:
    """Take the decision in force at `token` and write its result. Raises Stuck."""
    step, node = token.workflow.top_workflow.step, token.task_spec.bpmn_id
    facts = {"element": node, "decision": call.reference}
    decision = step.decision_of(call.reference) if step.decision_of else None
    if decision is None:
        raise Stuck("running.decision_missing", node, **facts)
    try:
        outcome = decision.decide(variables.visible(token))
        value = shaped(outcome, call.mapping)
    except ExpressionError as error:
        raise variables.stuck(error, token) from None
    except SeveralResults:
        raise Stuck("running.decision_many", node, **facts) from None
    variables.assign(token, {call.result: value})
    step.decided.append(Decided(node, decision.id, decision.version, outcome.rules))


def shaped(outcome: Outcome, mapping: str) -> Any:
    """Return the result of a decision in the shape of `mapping`, "" for its plain value.

    Raises SeveralResults where one was asked for and there are more.
    """
    if not mapping:
        return outcome.value
    rows: list[Mapping[str, Any]] = [dict(row) for row in outcome.rows]
    if mapping == "resultList":
        return rows
    if mapping == "collectEntries":
        return [_entry(row) for row in rows]
    if len(rows) > 1:
        raise SeveralResults
    if mapping == "singleResult":
        return rows[0] if rows else None
    return _entry(rows[0]) if rows else None


def _camunda_7(node: etree._Element, reading: Reading) -> DecisionCall:
    mapping = markup.vendor(node, "mapDecisionResult") or "resultList"
    if mapping not in MAPPINGS:
        known = ", ".join(MAPPINGS)
        reading.error("bpmn.decision_mapping", node, value=mapping, known=known)
    for attribute in _VERSIONS:
        if (version := markup.vendor(node, attribute)) not in (None, "", "latest"):
            reading.error("bpmn.decision_binding", node, value=version)
    reference = (markup.vendor(node, "decisionRef") or "").strip()
    return DecisionCall(reference, markup.vendor(node, "resultVariable") or "", mapping)


def _camunda_8(node: etree._Element, reading: Reading) -> DecisionCall | None:
    for each in node.iterfind(f"{{{BPMN}}}extensionElements/{{*}}calledDecision"):
        if (binding := each.get("bindingType", "latest")) != "latest":
            reading.error("bpmn.decision_binding", node, value=binding)
        return DecisionCall(each.get("decisionId", "").strip(), each.get("resultVariable", ""))
    return None


def _check(call: DecisionCall, node: etree._Element, reading: Reading) -> None:
    if not call.reference or call.reference.startswith("=") or "{" in call.reference:
        reading.error("bpmn.decision_reference", node, value=call.reference)
    taken = call.result in RESERVED | BUILTIN | COUNTERS
    if taken or not _NAME.fullmatch(call.result):
        reading.error("bpmn.decision_result", node, value=call.result)


def _entry(row: Mapping[str, Any]) -> Any:
    """Return the one value of a row. Raises SeveralResults."""
    if len(row) != 1:
        raise SeveralResults
    return next(iter(row.values()))
