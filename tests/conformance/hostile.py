"""Files made to hurt, and how one is tried: in a process of its own, within bounds.

A file may be refused, or deploy; what deploys is started, and twice a year passes and a task
is completed. Whatever is then neither a result, a refusal nor an incident comes back as a
traceback.
"""

import resource
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Final

from engine.bpmn import parser, reader, runner
from engine.core.errors import Invalid
from engine.core.findings import errors
from engine.core.model import Stuck
from tests.models import MONDAY, ORGANISATION, SPACES, Drawing

CPU_SECONDS: Final = 8
"""Hard end. The bound is 2 seconds; a slow and busy machine is given four times that."""
MEGABYTES: Final = 200
MANY: Final = 10_000

Attack = Callable[[], bytes]


def trying(data: bytes, answer: Connection) -> None:
    """Send what came of a file, and how many megabytes more than before that took at most."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
    before = _peak()
    try:
        result = outcome(data)
    except BaseException:  # noqa: BLE001 - whatever it is, the test shall see it
        result = traceback.format_exc()
    answer.send((result, _peak() - before))


def outcome(data: bytes) -> str:
    """Return the code that refuses the file or stops the instance, else its status."""
    try:
        loaded = parser.load(reader.read(data, "file.bpmn"))
        if not loaded.models:
            return errors(loaded.findings)[0].code
        return play(loaded.models[0])
    except Invalid as refusal:
        return refusal.code
    except Stuck as incident:
        return incident.code


def play(model: parser.Model) -> str:
    """Start `model`; then twice let a year pass and complete a task. Raises Stuck, Invalid."""
    context, now = runner.Context(ORGANISATION, model_of=lambda _: model), MONDAY
    progress = runner.start(model, {}, context, now)
    for _ in range(2):
        now += timedelta(days=365)
        progress = runner.advance(model, progress.state, context, now)
        for task in progress.open[:1]:
            progress = runner.complete(model, progress.state, task.token, {}, context, now)
    return progress.status


def _peak() -> float:
    """Return the most memory this process ever had, in megabytes."""
    per_megabyte = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte


def _file(inside: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n{before}<definitions {SPACES}>{inside}</definitions>'.encode()


def _process(inside: str) -> bytes:
    return _file(f'<process id="p" isExecutable="true">{inside}</process>')


def _task(inner: str = "", attributes: str = "", tag: str = "userTask") -> bytes:
    return _process(
        f'<startEvent id="s"/><{tag} id="a" {attributes}>{inner}</{tag}><endEvent id="e"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="a"/>'
        '<sequenceFlow id="f2" sourceRef="a" targetRef="e"/>'
    )


def _names(count: int) -> list[str]:
    return [f"t{n}" for n in range(count)]


# XML that is made to hurt its reader

_BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _entity_bomb() -> bytes:
    return _file("<process id='p'>&l9;</process>", f'<!DOCTYPE d [<!ENTITY l0 "ha">{_BOMB}]>')


def _outside_entity() -> bytes:
    doctype = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _file("<process id='p' name='&x;'/>", doctype)


def _outside_dtd() -> bytes:
    return _file("<process id='p'/>", '<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd">')


def _doctype_in_utf_16() -> bytes:
    return _entity_bomb().decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")


def _fifty_megabytes() -> bytes:
    return _file(f"<!--{'x' * 50_000_000}-->")


def _zeros() -> bytes:
    return b"\0" * 4_000_000


def _half_a_million_elements() -> bytes:
    return _file("<process/>" * 450_000)


def _deep() -> bytes:
    return _file("<process>" * 100_000)


def _attributes() -> bytes:
    attributes = " ".join(f"a{n}=''" for n in range(400_000))
    return _file(f"<process {attributes}/>")


def _attributes_in_between() -> bytes:
    attributes = " ".join(f"c:a{n}=''" for n in range(100))
    tasks = f"<userTask {attributes}/>" * 3_500
    return _file(f"<process xmlns:c='urn:c' id='p'>{tasks}</process>")


def _spaces() -> bytes:
    return _file("".join(f'<process xmlns:n{n}="urn:{n}"/>' for n in range(40_000)))


# Shapes without end


def _row(count: int) -> bytes:
    nodes = _names(count)
    return Drawing(tasks=" ".join(nodes), flows=" > ".join(["s", *nodes, "e"])).xml()


def _fan(count: int) -> bytes:
    nodes = _names(count)
    flows = ";".join(["s > g", *(f"g > {node} > j" for node in nodes), "j > e"])
    return Drawing(tasks=" ".join(nodes), all="g j", flows=flows).xml()


def _inclusive_fan(count: int) -> bytes:
    nodes = _names(count)
    flows = ";".join(["s > g", *(f"g > {node} [1 == 1]" for node in nodes), "j > e"])
    flows += ";" + ";".join(f"{node} > j" for node in nodes)
    return Drawing(tasks=" ".join(nodes), any="g j", flows=flows).xml()


def _inclusive_chain(count: int) -> bytes:
    nodes = "".join(f'<inclusiveGateway id="g{n}"/>' for n in range(count))
    flows = [f"g{n} > g{n + 1}" for n in range(count - 1)] + [
        f"g{n} > g{n + 2}" for n in range(count - 2)
    ]
    return Drawing(nodes=nodes, flows=";".join(["s > g0", *flows, f"g{count - 1} > e"])).xml()


def _full_mesh(count: int) -> bytes:
    nodes = _names(count)
    flows = [f"{a} > {b}" for a in nodes for b in nodes if a != b]
    return Drawing(tasks=" ".join(nodes), flows=";".join([f"s > {nodes[0]}", *flows])).xml()


def _lanes() -> bytes:
    lanes = "".join(
        f'<lane id="l{n}" name="L{n}"><flowNodeRef>a</flowNodeRef></lane>' for n in range(MANY)
    )
    return _process(f'<laneSet id="ls">{lanes}</laneSet><userTask id="a"/>')


def _nested_lanes() -> bytes:
    depth = 45
    opened = "".join(f'<lane id="l{n}" name="L{n}"><childLaneSet>' for n in range(depth))
    inner = '<lane id="x" name="X"><flowNodeRef>a</flowNodeRef></lane>'
    closed = "</childLaneSet></lane>" * depth
    return _process(f'<laneSet id="ls">{opened}{inner}{closed}</laneSet><userTask id="a"/>')


def _boundaries() -> bytes:
    event = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
    events = "".join(
        f'<boundaryEvent id="b{n}" attachedToRef="a" cancelActivity="false">{event}</boundaryEvent>'
        for n in range(4_000)
    )
    return _process(f'<startEvent id="s"/><userTask id="a"/>{events}' + _flow("s", "a"))


def _nested_sub_processes(depth: int) -> bytes:
    opened = "".join(f'<subProcess id="d{n}">' for n in range(depth))
    return _process(opened + '<userTask id="a"/>' + "</subProcess>" * depth)


def _flow(source: str, target: str, inner: str = "") -> str:
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inner}</sequenceFlow>"
    )


def _events(kind: str, count: int) -> bytes:
    declared = "".join(f'<{kind} id="m{n}" name="m{n}"/>' for n in range(count))
    starts = "".join(
        f'<startEvent id="s{n}"><{kind}EventDefinition {kind}Ref="m{n}"/></startEvent>'
        + _flow(f"s{n}", "a")
        for n in range(count)
    )
    return _file(f'{declared}<process id="p">{starts}<userTask id="a"/></process>')


# What runs for ever, or wants too much


def _repeated(count: str, tag: str = "userTask", inner: str = "") -> bytes:
    characteristics = (
        f"<multiInstanceLoopCharacteristics><loopCardinality>{count}</loopCardinality>"
        "</multiInstanceLoopCharacteristics>"
    )
    return _task(characteristics + inner, tag=tag)


def _collection(of: str) -> bytes:
    return _task(f'<multiInstanceLoopCharacteristics camunda:collection="{of}"/>')


def _timer(kind: str, text: str) -> bytes:
    definition = f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"
    return _process(
        '<startEvent id="s"/><userTask id="a"/><boundaryEvent id="b" attachedToRef="a" '
        f'cancelActivity="false">{definition}</boundaryEvent><userTask id="c"/>'
        + _flow("s", "a")
        + _flow("b", "c")
    )


def _recursion() -> bytes:
    return _task(attributes='calledElement="p"', tag="callActivity")


def _wide_recursion() -> bytes:
    return _repeated("1000", "callActivity").replace(b'id="a" ', b'id="a" calledElement="p" ')


def _endless(node: str) -> bytes:
    return _process(
        f'<startEvent id="s"/>{node}' + _flow("s", "m") + _flow("m", "x") + _flow("x", "m")
    )


def starts_itself(kind: str) -> bytes:
    """Return a process that a message or signal starts and that throws just that again."""
    throw = f'<{kind}EventDefinition {kind}Ref="g"/>'
    return _file(
        f'<{kind} id="g" name="g"/><process id="p"><startEvent id="s"/>'
        f'<startEvent id="t">{throw}</startEvent><intermediateThrowEvent id="x">{throw}'
        "</intermediateThrowEvent>" + _flow("s", "x") + _flow("t", "x") + "</process>"
    )


def _escalating_event_sub_process() -> bytes:
    event = '<escalationEventDefinition escalationRef="k"/>'
    return _file(
        '<escalation id="k" escalationCode="K"/><process id="p"><startEvent id="s"/>'
        f'<endEvent id="e">{event}</endEvent>' + _flow("s", "e") + '<subProcess id="x" '
        f'triggeredByEvent="true"><startEvent id="y" isInterrupting="false">{event}</startEvent>'
        f'<endEvent id="z">{event}</endEvent>' + _flow("y", "z") + "</subProcess></process>"
    )


def script(source: str) -> bytes:
    """Return a process with a script task."""
    return _task(f"<script>{source}</script>", tag="scriptTask")


def condition(source: str) -> bytes:
    """Return a process with a condition."""
    inner = f"<conditionExpression>{source}</conditionExpression>"
    return _process(
        '<startEvent id="s"/><exclusiveGateway id="g" default="g-b"/><userTask id="a"/>'
        '<userTask id="b"/>' + _flow("s", "g") + _flow("g", "a", inner) + _flow("g", "b")
    )


ESCAPES: Final = (
    "__import__('os').system('true')",
    "().__class__.__base__.__subclasses__()",
    "x.__class__",
    "${''.getClass().forName('java.lang.Runtime')}",
    "#{T(java.lang.Runtime).getRuntime().exec('true')}",
    "open('/etc/passwd').read()",
    "eval('1')",
    "exec('import os')",
    "globals()",
    "(lambda: 1)()",
    "[x for x in range(10)]",
    "import os",
    "x := 1",
    "f'{x}'",
    "'%s' % x",
    "'{0.__class__}'.format(1)",
    "getattr(x, 'y')",
    "new java.io.File('x')",
    "process.exit(1)",
    "java.lang.System.exit(0)",
    "execution.getProcessEngineServices()",
    "`true`",
)
"""Expressions that try to reach the program or the machine."""

HANGS: Final = (
    "9 ** 9 ** 9 ** 9",
    "*".join(["99999999999"] * 300),
    "'a' * 1000000000",
    "(" * 3_000 + "1" + ")" * 3_000,
    "[" * 1_900 + "]" * 1_900,
    "not " * 900 + "true",
    "-" * 3_900 + "1",
    "1 if " * 700 + "1",
    "a" + ".a" * 1_900,
    "a" + "[0]" * 1_300,
    "'" + "x" * 3_990,
    " and ".join(["true"] * 600),
    "1 " + "== 1 " * 700,
    "sum([1" + ",1" * 1_900 + "])",
    "1e308 * 1e308 * 1e308",
    "0 / 0",
    "str(1e400)",
    "round(1.5, 999999999)",
    'add_days("2026-01-01", 99999999999999)',
    'datetime("9999-12-31T23:59:59-23:59")',
    'number("' + "9" * 3_000 + '")',
    'int("' + "9" * 3_000 + '")',
    "min([])",
    "\u202e1 == 1",
)
"""Expressions that try to run for ever or to break the one that evaluates them."""

_DOUBLING = "x = [1]\n" + "x = x + x\n" * 60
_TEXTS = 'x = "ha"\n' + "x = x + x\n" * 60
_NESTING = "x = []\n" + "x = [x, x]\n" * 60
_SQUARES = "x = 3\n" + "x = x * x\n" * 60
_BREEDING = '<exclusiveGateway id="m"/><parallelGateway id="x"/>' + "".join(
    _flow("x", "m").replace("x-m", f"x-m{n}") for n in range(10)
)

ATTACKS: Final[Mapping[str, tuple[str, Attack]]] = {
    "entity bomb": ("xml.doctype", _entity_bomb),
    "entity from outside": ("xml.doctype", _outside_entity),
    "DTD from outside": ("xml.doctype", _outside_dtd),
    "DOCTYPE in UTF-16": ("xml.doctype", _doctype_in_utf_16),
    "50 MB": ("xml.too_large", _fifty_megabytes),
    "4 MB of zeros": ("xml.empty", _zeros),
    "450,000 elements": ("xml.too_many_elements", _half_a_million_elements),
    "100,000 deep": ("xml.too_many_elements", _deep),
    "400,000 attributes": ("xml.too_many_attributes", _attributes),
    "350,000 attributes": ("active", _attributes_in_between),
    "40,000 namespaces": ("bpmn.too_many_processes", _spaces),
    "10,000 in a row": ("bpmn.too_many_nodes", lambda: _row(MANY)),
    "4,900 in a row": ("active", lambda: _row(4_900)),
    "10,000 side by side": ("bpmn.too_many_nodes", lambda: _fan(MANY)),
    "4,900 side by side": ("active", lambda: _fan(4_900)),
    "900 inclusive side by side": ("active", lambda: _inclusive_fan(900)),
    "2,000 inclusive gateways": ("running.budget", lambda: _inclusive_chain(2_000)),
    "every task leads to every other": ("active", lambda: _full_mesh(150)),
    "10,000 lanes": ("bpmn.two_lanes", _lanes),
    "lanes within lanes": ("completed", _nested_lanes),
    "4,000 boundary events": ("completed", _boundaries),
    "sub-processes 90 deep": ("running.depth", lambda: _nested_sub_processes(90)),
    "4,000 message starts": ("completed", lambda: _events("message", 4_000)),
    "1e9 instances": ("running.too_many_instances", lambda: _repeated("1000000000")),
    "a number of instances from 1e308": ("running.too_many_instances", lambda: _repeated("1e308")),
    "instances of a text": ("running.instances", lambda: _collection("'" + "x" * 3_000 + "'")),
    "a thousand instances of a thousand": (
        "running.tokens",
        lambda: _repeated(
            "1000",
            "subProcess",
            '<userTask id="n"><multiInstanceLoopCharacteristics><loopCardinality>1000'
            "</loopCardinality></multiInstanceLoopCharacteristics></userTask>",
        ),
    ),
    "calls itself": ("running.depth", _recursion),
    "calls itself a thousand times": ("running.tokens", _wide_recursion),
    "every hundredth of a second": (
        "bpmn.timer.too_often",
        lambda: _timer("timeCycle", "R/PT0.01S"),
    ),
    "every second for ever": ("completed", lambda: _timer("timeCycle", "R/PT1S")),
    "a hundred times a second": ("active", lambda: _timer("timeCycle", "R100/PT1S")),
    "999999999 times": ("completed", lambda: _timer("timeCycle", "R999999999/PT1S")),
    "a cycle since the year 1": (
        "completed",
        lambda: _timer("timeCycle", "R/0001-01-01T00:00:00Z/PT1S"),
    ),
    "months since the year 1": (
        "completed",
        lambda: _timer("timeCycle", "R/0001-01-01T00:00:00Z/P1M"),
    ),
    "a duration of 999999999 years": (
        "bpmn.timer.too_far",
        lambda: _timer("timeDuration", "P999999999Y"),
    ),
    "a duration of 999999999 weeks": (
        "bpmn.timer.too_far",
        lambda: _timer("timeDuration", "P999999999W"),
    ),
    "a date after the last": (
        "bpmn.timer.date",
        lambda: _timer("timeDate", "9999-12-31T23:59:59-14:00"),
    ),
    "cron that never comes": ("bpmn.timer.cron_never", lambda: _timer("timeCycle", "0 0 30 2 *")),
    "cron with a long list": (
        "completed",
        lambda: _timer("timeCycle", f"{','.join(['1'] * 5_000)} * * * *"),
    ),
    "cron every second": ("completed", lambda: _timer("timeCycle", "* * * * * *")),
    "an automatic loop": (
        "running.budget",
        lambda: _endless(
            '<exclusiveGateway id="m"/><scriptTask id="x"><script>n = 1</script></scriptTask>'
        ),
    ),
    "tokens that breed": (
        "running.budget",
        lambda: _process('<startEvent id="s"/>' + _BREEDING + _flow("s", "m") + _flow("m", "x")),
    ),
    "an escalation that escalates itself": ("running.budget", _escalating_event_sub_process),
    "a list that doubles": ("expression.too_large", lambda: script(_DOUBLING)),
    "a text that doubles": ("expression.too_large", lambda: script(_TEXTS)),
    "lists that nest": ("expression.budget", lambda: script(_NESTING)),
    "a number that squares": ("expression.too_big", lambda: script(_SQUARES)),
    "a script of 20,000 lines": ("expression.too_long", lambda: script("x = 1\n" * 20_000)),
    "names of a megabyte": ("completed", lambda: _task(attributes=f'name="{"x" * 1_000_000}"')),
    "an id of a megabyte": (
        "completed",
        lambda: _task().replace(b'"a"', b'"' + b"x" * 1_000_000 + b'"'),
    ),
    "a documentation of 4 MB": (
        "completed",
        lambda: _task(f"<documentation>{'x' * 4_000_000}</documentation>"),
    ),
    "a condition of a megabyte of spaces": (
        "expression.too_long",
        lambda: condition(f"return{' ' * 1_000_000};; x"),
    ),
    "control characters": (
        "completed",
        lambda: _task(attributes='name="&#x85;&#x2028;&#xFEFF;&#x202E;&#x7f;"'),
    ),
    "a null character": ("xml.malformed", lambda: _task(attributes='name="&#0;"')),
}
"""What the attack is -> the code it must come to, or the status of what runs, and its file."""
