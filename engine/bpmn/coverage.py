"""What we do with every element of BPMN 2.0: run it, keep it without effect, or refuse it.

docs/reference/bpmn.md is kept equal to this table by a test. An element that is not in the table is
refused as unknown: nothing is ever skipped without a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Treatment = Literal["run", "kept", "refused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """How an element is treated; of a refused one `code` says why and what to do instead."""

    treatment: Treatment
    code: str = ""


def _all(treatment: Treatment, names: str, code: str = "") -> dict[str, Entry]:
    return dict.fromkeys(names.split(), Entry(treatment, code))


ELEMENTS: Final[Mapping[str, Entry]] = {
    # Processes and what holds them together
    **_all("run", "definitions process collaboration participant sequenceFlow"),
    **_all("run", "laneSet childLaneSet lane flowNodeRef incoming outgoing"),
    # Activities
    **_all("run", "task userTask manualTask scriptTask script sendTask receiveTask"),
    **_all("run", "businessRuleTask serviceTask"),
    **_all("run", "subProcess transaction callActivity"),
    **_all("refused", "adHocSubProcess", "bpmn.refused.ad_hoc"),
    **_all("run", "multiInstanceLoopCharacteristics loopCardinality loopDataInputRef"),
    **_all("run", "loopDataOutputRef inputDataItem outputDataItem completionCondition"),
    **_all("run", "standardLoopCharacteristics loopCondition"),
    **_all("refused", "complexBehaviorDefinition", "bpmn.refused.complex_behavior"),
    # Gateways
    **_all("run", "exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway"),
    **_all("refused", "complexGateway", "bpmn.refused.complex_gateway"),
    **_all("run", "conditionExpression"),
    # Events
    **_all("run", "startEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent"),
    **_all("run", "endEvent eventDefinitionRef"),
    **_all("run", "timerEventDefinition timeDate timeDuration timeCycle"),
    **_all("run", "messageEventDefinition message signalEventDefinition signal"),
    **_all("run", "conditionalEventDefinition condition linkEventDefinition"),
    **_all("run", "errorEventDefinition error escalationEventDefinition escalation"),
    **_all("run", "terminateEventDefinition cancelEventDefinition"),
    **_all("refused", "compensateEventDefinition", "bpmn.refused.compensation"),
    **_all("run", "correlationKey correlationPropertyRef correlationProperty"),
    **_all("run", "correlationPropertyRetrievalExpression messagePath correlationSubscription"),
    **_all("run", "correlationPropertyBinding dataPath"),
    # Data: every variable is visible in the whole instance, so data objects need no copying
    **_all("kept", "dataObject dataObjectReference dataStore dataStoreReference dataState"),
    **_all("kept", "dataInput dataOutput dataInputAssociation dataOutputAssociation"),
    **_all("kept", "ioSpecification inputSet outputSet dataInputRefs dataOutputRefs"),
    **_all("kept", "optionalInputRefs optionalOutputRefs whileExecutingInputRefs"),
    **_all("kept", "whileExecutingOutputRefs inputSetRefs outputSetRefs ioBinding"),
    **_all("kept", "sourceRef targetRef property itemDefinition"),
    **_all("refused", "transformation assignment", "bpmn.refused.data_copy"),
    # Who does it: lanes and positions say so (DESIGN §4); these stay in the file
    **_all("kept", "performer humanPerformer potentialOwner resourceRole resource"),
    **_all("kept", "resourceRef resourceParameter resourceParameterBinding rendering"),
    **_all("kept", "resourceAssignmentExpression formalExpression expression"),
    **_all("kept", "partitionElement"),
    # Notes and drawing
    **_all("kept", "documentation text textAnnotation association group category categoryValue"),
    **_all("kept", "categoryValueRef auditing monitoring extensionElements extension import"),
    **_all("kept", "relationship source target supports"),
    # Between processes: shown in the diagram; messages find their receiver by name and key
    **_all("kept", "messageFlow messageFlowRef messageFlowAssociation participantMultiplicity"),
    **_all("kept", "participantRef participantAssociation innerParticipantRef outerParticipantRef"),
    **_all("kept", "interfaceRef endPointRef endPoint partnerEntity partnerRole"),
    **_all("kept", "interface operation inMessageRef outMessageRef errorRef operationRef"),
    **_all("kept", "supportedInterfaceRef"),
    **_all("kept", "conversation conversationLink conversationAssociation conversationNode"),
    **_all("kept", "subConversation callConversation globalConversation"),
    **_all("kept", "choreography choreographyTask subChoreography callChoreography"),
    **_all("kept", "globalChoreographyTask choreographyRef"),
    **_all("kept", "activationCondition from to implicitThrowEvent"),
    **_all("kept", "globalTask globalUserTask globalManualTask globalScriptTask"),
    **_all("kept", "globalBusinessRuleTask"),
}
"""Local name of an element in the BPMN namespace -> how it is treated."""

CATCHES: Final[Mapping[str, frozenset[str]]] = {
    "process start": frozenset({"none", "timer", "message", "signal", "conditional"}),
    "sub-process start": frozenset({"none"}),
    "event sub-process start": frozenset(
        {"timer", "message", "signal", "conditional", "error", "escalation"}
    ),
    "intermediate catch": frozenset({"timer", "message", "signal", "conditional", "link"}),
    "boundary": frozenset(
        {"timer", "message", "signal", "conditional", "error", "escalation", "cancel"}
    ),
}
"""Which events may be caught where."""

THROWS: Final[Mapping[str, frozenset[str]]] = {
    "intermediate throw": frozenset({"none", "message", "signal", "escalation", "link"}),
    "end": frozenset({"none", "message", "signal", "error", "escalation", "terminate", "cancel"}),
}
"""Which events may be thrown where."""

NOT_INTERRUPTIBLE: Final = frozenset({"error", "cancel"})
"""Events that always interrupt: `cancelActivity="false"` on them has no meaning."""

ATTRIBUTES: Final[Mapping[tuple[str, str], tuple[frozenset[str], str]]] = {
    ("*", "isForCompensation"): (frozenset({"false"}), "bpmn.refused.compensation"),
    ("*", "startQuantity"): (frozenset({"1"}), "bpmn.refused.quantity"),
    ("*", "completionQuantity"): (frozenset({"1"}), "bpmn.refused.quantity"),
    ("*", "parallelMultiple"): (frozenset({"false"}), "bpmn.refused.multiple"),
    ("*", "instantiate"): (frozenset({"false"}), "bpmn.refused.instantiate"),
    ("eventBasedGateway", "eventGatewayType"): (
        frozenset({"Exclusive"}),
        "bpmn.refused.parallel_events",
    ),
    ("multiInstanceLoopCharacteristics", "behavior"): (
        frozenset({"All"}),
        "bpmn.refused.complex_behavior",
    ),
}
"""(element or *, attribute) -> the values that change nothing, and why others are refused."""
