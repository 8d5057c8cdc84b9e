"""The BPMN of a random process."""

from tests.conformance.random_models.blocks import (
    Again,
    Block,
    Choice,
    Each,
    Guarded,
    Race,
    Sequence,
    Some,
    Sub,
    Task,
    Together,
    Trigger,
)

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
Ends = tuple[str, str]


def xml(block: Block) -> bytes:
    """Return the file of the process that does `block`."""
    scope = _Scope()
    messages = scope.messages
    body = scope.whole(block, "start", "end")
    declared = "".join(f'<message id="{m}" name="{m}"/>' for m in messages)
    return (
        f'{_HEAD}<process id="p">{body}</process>{declared}<error id="oops" errorCode="oops"/>'
        "</definitions>"
    ).encode()


class _Scope:
    """The nodes and flows of one process or sub-process."""

    def __init__(self, messages: list[str] | None = None) -> None:
        self.parts: list[str] = []
        self.messages = messages if messages is not None else []

    def whole(self, block: Block, start: str, end: str) -> str:
        self.parts += [f'<startEvent id="{start}"/><endEvent id="{end}"/>']
        first, last = self.draw(block)
        self.flow(start, first)
        self.flow(last, end)
        return "".join(self.parts)

    def node(self, tag: str, id_: str, inner: str = "", **attributes: str) -> str:
        written = "".join(f' {key}="{value}"' for key, value in attributes.items())
        self.parts.append(f'<{tag} id="{id_}"{written}>{inner}</{tag}>')
        return id_

    def flow(self, source: str, target: str, condition: str = "", id_: str = "") -> None:
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        named = f' id="{id_}"' if id_ else ""
        self.parts.append(
            f'<sequenceFlow{named} sourceRef="{source}" targetRef="{target}">{inner}'
            "</sequenceFlow>"
        )

    def draw(self, block: Block) -> Ends:
        """Add `block`; return where it begins and ends."""
        match block:
            case Task(id_):
                self.node("userTask", id_)
                return id_, id_
            case Sequence(parts):
                ends = [self.draw(part) for part in parts]
                for (_, before), (after, _) in zip(ends, ends[1:], strict=False):
                    self.flow(before, after)
                return ends[0][0], ends[-1][1]
            case Choice(id_, branches):
                conditions = [f"rnd % {len(branches)} == {i}" for i in range(len(branches) - 1)]
                return self.split("exclusiveGateway", id_, branches, conditions)
            case Together(id_, branches):
                return self.split("parallelGateway", id_, branches, [])
            case Some(id_, branches):
                conditions = [f"rnd % {i + 2} == 0" for i in range(len(branches) - 1)]
                return self.split("inclusiveGateway", id_, branches, conditions)
            case Again(id_, body):
                self.node("exclusiveGateway", f"{id_}-in")
                self.node("exclusiveGateway", id_, default=f"{id_}-on")
                self.node("exclusiveGateway", f"{id_}-out")
                first, last = self.draw(body)
                self.flow(f"{id_}-in", first)
                self.flow(last, id_)
                self.flow(id_, f"{id_}-in", "rnd % 3 == 0")
                self.flow(id_, f"{id_}-out", id_=f"{id_}-on")
                return f"{id_}-in", f"{id_}-out"
            case Each():
                return self.each(block)
            case Guarded():
                return self.guarded(block)
            case Race(id_, branches):
                self.node("eventBasedGateway", id_)
                self.node("exclusiveGateway", f"{id_}-out")
                for trigger, branch in branches:
                    self.node("intermediateCatchEvent", trigger.id, self.event(trigger))
                    first, last = self.draw(branch)
                    self.flow(id_, trigger.id)
                    self.flow(trigger.id, first)
                    self.flow(last, f"{id_}-out")
                return id_, f"{id_}-out"
            case Sub():
                return self.sub(block)

    def split(
        self, tag: str, id_: str, branches: tuple[Block | None, ...], conditions: list[str]
    ) -> Ends:
        join = f"{id_}-join"
        default = {"default": f"{id_}-default"} if conditions else {}
        self.node(tag, id_, **default)
        self.node(tag, join)
        for number, branch in enumerate(branches):
            condition = conditions[number] if number < len(conditions) else ""
            flow = f"{id_}-default" if conditions and not condition else ""
            first, last = self.draw(branch) if branch is not None else (join, "")
            self.flow(id_, first, condition, flow)
            if last:
                self.flow(last, join)
        return id_, join

    def each(self, block: Each) -> Ends:
        marker = (
            f'<multiInstanceLoopCharacteristics isSequential="{str(block.sequential).lower()}">'
            f"<loopCardinality>{block.count}</loopCardinality></multiInstanceLoopCharacteristics>"
        )
        if block.body is None:
            self.node("userTask", block.id, marker)
        else:
            inner = _Scope(self.messages).whole(block.body, f"{block.id}-s", f"{block.id}-e")
            self.node("subProcess", block.id, marker + inner)
        return block.id, block.id

    def guarded(self, block: Guarded) -> Ends:
        first, last = self.draw(block.host)
        self.node(
            "boundaryEvent",
            block.trigger.id,
            self.event(block.trigger),
            attachedToRef=first,
            cancelActivity=str(block.interrupting).lower(),
        )
        begin, end = self.draw(block.handler)
        self.flow(block.trigger.id, begin)
        if not block.interrupting:
            return first, last
        return first, self.merged(f"{block.id}-out", last, end)

    def merged(self, id_: str, *lasts: str) -> str:
        self.node("exclusiveGateway", id_)
        for last in lasts:
            self.flow(last, id_)
        return id_

    def sub(self, block: Sub) -> Ends:
        inner = _Scope(self.messages)
        if block.stop:
            inner.parts.append(f'<userTask id="{block.stop}"/>')
            kind = "terminate" if block.caught is None else "error"
            reference = "" if block.caught is None else ' errorRef="oops"'
            ending = f"<{kind}EventDefinition{reference}/>"
            inner.parts.append(f'<endEvent id="{block.id}-x">{ending}</endEvent>')
            inner.flow(f"{block.id}-s", block.stop)
            inner.flow(block.stop, f"{block.id}-x")
        if block.listener is not None:
            trigger, interrupting, handler = block.listener
            inside = _Scope(self.messages)
            event = self.event(trigger)
            flag = str(interrupting).lower()
            first, last = inside.draw(handler)
            inside.node("startEvent", trigger.id, event, isInterrupting=flag)
            inside.node("endEvent", f"{trigger.id}-e")
            inside.flow(trigger.id, first)
            inside.flow(last, f"{trigger.id}-e")
            body = "".join(inside.parts)
            inner.node("subProcess", f"{block.id}-l", body, triggeredByEvent="true")
        content = inner.whole(block.body, f"{block.id}-s", f"{block.id}-e")
        self.node("subProcess", block.id, content)
        if block.caught is None:
            return block.id, block.id
        definition = '<errorEventDefinition errorRef="oops"/>'
        self.node("boundaryEvent", f"{block.id}-b", definition, attachedToRef=block.id)
        first, last = self.draw(block.caught)
        self.flow(f"{block.id}-b", first)
        return block.id, self.merged(f"{block.id}-out", block.id, last)

    def event(self, trigger: Trigger) -> str:
        if trigger.message:
            self.messages.append(trigger.message)
            return f'<messageEventDefinition messageRef="{trigger.message}"/>'
        return (
            f"<timerEventDefinition><timeDuration>PT{trigger.minutes}M</timeDuration>"
            "</timerEventDefinition>"
        )
