"""The BPMN of a random process."""

from itertools import pairwise

from tests.conformance.random_models.blocks import (
    Again,
    Block,
    Call,
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
    outside: list[str] = ['<error id="oops" errorCode="oops"/>']
    outside += [f'<signal id="{name}" name="{name}"/>' for name in ("siang", "malam")]
    body = _Scope(outside).whole(block, "start", "end")
    return f'{_HEAD}<process id="p">{body}</process>{"".join(outside)}</definitions>'.encode()


class _Scope:
    """The nodes and flows of one process or sub-process; `outside` is what stands beside it."""

    def __init__(self, outside: list[str]) -> None:
        self.parts: list[str] = []
        self.outside = outside

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
            f'<sequenceFlow{named} sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )

    def draw(self, block: Block) -> Ends:
        """Add `block`; return where it begins and ends."""
        match block:
            case Choice(id_, branches):
                conditions = [f"rnd % {len(branches)} == {i}" for i in range(len(branches) - 1)]
                return self.split("exclusiveGateway", id_, branches, conditions)
            case Together(id_, branches):
                return self.split("parallelGateway", id_, branches, [])
            case Some(id_, branches):
                conditions = [f"rnd % {i + 2} == 0" for i in range(len(branches) - 1)]
                return self.split("inclusiveGateway", id_, branches, conditions)
            case Sequence() | Again() | Race():
                return self.composed(block)
            case Guarded():
                return self.guarded(block)
            case Sub():
                return self.sub(block)
            case _:
                return self.activity(block)

    def composed(self, block: Sequence | Again | Race) -> Ends:
        if isinstance(block, Again):
            return self.again(block)
        if isinstance(block, Race):
            return self.race(block)
        ends = [self.draw(part) for part in block.parts]
        for (_, before), (after, _) in pairwise(ends):
            self.flow(before, after)
        return ends[0][0], ends[-1][1]

    def activity(self, block: Task | Each | Call) -> Ends:
        if isinstance(block, Task):
            self.node("userTask", block.id)
        elif isinstance(block, Each):
            self.each(block)
        else:
            inner = _Scope(self.outside).whole(block.body, f"{block.id}-s", f"{block.id}-e")
            self.outside.append(f'<process id="{block.id}-called">{inner}</process>')
            self.node("callActivity", block.id, calledElement=f"{block.id}-called")
        return block.id, block.id

    def again(self, block: Again) -> Ends:
        begin, end = f"{block.id}-in", f"{block.id}-out"
        self.node("exclusiveGateway", begin)
        self.node("exclusiveGateway", block.id, default=f"{block.id}-on")
        self.node("exclusiveGateway", end)
        first, last = self.draw(block.body)
        self.flow(begin, first)
        self.flow(last, block.id)
        self.flow(block.id, begin, "rnd % 3 == 0")
        self.flow(block.id, end, id_=f"{block.id}-on")
        return begin, end

    def race(self, block: Race) -> Ends:
        end = f"{block.id}-out"
        self.node("eventBasedGateway", block.id)
        self.node("exclusiveGateway", end)
        for trigger, branch in block.branches:
            self.node("intermediateCatchEvent", trigger.id, self.event(trigger))
            first, last = self.draw(branch)
            self.flow(block.id, trigger.id)
            self.flow(trigger.id, first)
            self.flow(last, end)
        return block.id, end

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

    def each(self, block: Each) -> None:
        marker = (
            f'<multiInstanceLoopCharacteristics isSequential="{str(block.sequential).lower()}">'
            f"<loopCardinality>{block.count}</loopCardinality></multiInstanceLoopCharacteristics>"
        )
        if block.body is None:
            self.node("userTask", block.id, marker)
        else:
            inner = _Scope(self.outside).whole(block.body, f"{block.id}-s", f"{block.id}-e")
            self.node("subProcess", block.id, marker + inner)

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
        inner = _Scope(self.outside)
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
            inside = _Scope(self.outside)
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
            self.outside.append(f'<message id="{trigger.message}" name="{trigger.message}"/>')
            return f'<messageEventDefinition messageRef="{trigger.message}"/>'
        if trigger.signal:
            return f'<signalEventDefinition signalRef="{trigger.signal}"/>'
        return (
            f"<timerEventDefinition><timeDuration>PT{trigger.minutes}M</timeDuration>"
            "</timerEventDefinition>"
        )
