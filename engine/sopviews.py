"""How the content of an SOP looks from outside: identity, lanes and steps as plain JSON."""

from dataclasses import asdict

from engine.bpmn.parser import Model
from engine.core import timestandard
from engine.core.errors import Invalid
from engine.core.model import Node
from engine.core.soptable import TimeStandard
from engine.views import Json


def of(model: Model, language: str) -> Json:
    """Return what a model says, in the order of its file."""
    return {
        "identity": asdict(model.identity),
        "lanes": list(model.lanes),
        "time_standard": _standard(model.time_standard, language),
        "steps": steps(model, language),
    }


def steps(model: Model, language: str) -> list[Json]:
    """Return the rows of the SOP table, in the order of the file."""
    return [_step(node, language) for node in model.nodes.values() if _is_step(node)]


def _is_step(node: Node) -> bool:
    return node.human or node.kind in ("serviceTask", "callActivity", "businessRuleTask")


def _step(node: Node, language: str) -> Json:
    step = node.step
    return {
        "node": node.id,
        "kind": node.kind,
        "human": node.human,
        "number": step.number,
        "name": node.name,
        "lane": node.lane,
        "inputs": list(step.inputs),
        "time_standard": _standard(step.time_standard, language),
        "outputs": list(step.outputs),
        "remarks": step.remarks,
        "assumption": step.assumption,
        "links": [{"kind": link.kind, "sop": link.sop} for link in step.links],
    }


def _standard(standard: TimeStandard | None, language: str) -> str:
    if standard is None:
        return ""
    try:
        return timestandard.describe(standard, language)
    except Invalid:
        return standard.duration
