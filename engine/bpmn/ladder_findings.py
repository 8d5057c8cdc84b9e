"""Knows what is wrong with the escalation ladders and legal dates of a model.

All of it is an error: whoever relies on a ladder has to know before the work is late that it holds.
"""

import calendar as months
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from lxml import etree

from engine.bpmn import extension_reporting as reporting
from engine.bpmn.extension_elements import SOP
from engine.bpmn.reader import BPMN
from engine.core import lanes, timestandard
from engine.core.findings import Finding

_PERSON: Final = "(?:performer|superior(?::[1-9])?|head)"
_ACTION: Final = r"reassign:superior|escalation:\S{1,100}|handler:[^\W\d_]\w{0,99}"

PATTERNS: Final = {
    ("rung", "at"): (re.compile("[1-9][0-9]{0,3}%|-?P[0-9WDTHM]+"), "75%, 150%, -P5D, PT0M, P1D"),
    ("rung", "notify"): (
        re.compile(f" *{_PERSON}(?: +{_PERSON})* *"),
        "performer, superior:2, head",
    ),
    ("rung", "action"): (
        re.compile(_ACTION),
        "reassign:superior, escalation:CODE, handler:NAME",
    ),
}
"""Attributes of a ladder with a form of their own, and examples of it."""

SHORTEST_REPEAT: Final = timedelta(minutes=15)
"""More often would be one message anyhow: that is how long notices are gathered."""
LONGEST: Final = timedelta(days=366)
"""A year: further from its deadline a rung is taken for a slip of the pen."""
MOST_RUNGS: Final = 20
MOST: Final = 50
"""Ladders, and legal dates, that one process may have; as many lanes are looked at for advice."""

_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(last|0[1-9]|[12][0-9]|3[01])")
_COMMON_YEAR: Final = 2026  # a legal date has to exist in every year, so not 29 February


def about(element: etree._Element, name: str) -> Iterator[Finding]:
    """Yield what is wrong with one escalation, rung or legal date by itself."""
    if name == "escalation":
        yield from _ladder(element)
    elif name == "rung":
        yield from _rung(element)
    elif element.get("on", "") and not _is_day(element.get("on", "")):
        on = reporting.shown(element.get("on", ""))
        yield reporting.finding(element, "error", "ladder.legal_date", on=on)


def together(holder: etree._Element) -> Iterator[Finding]:
    """Yield what is wrong with the ladders and legal dates of a process beside each other."""
    process = holder.getparent()
    if process is None or process.tag != f"{{{BPMN}}}process":
        return
    ladders, dates = (holder.findall(f"{{{SOP}}}{name}") for name in ("escalation", "legalDate"))
    for name, found in (("escalation", ladders), ("legalDate", dates)):
        if len(found) > MOST:
            facts: dict[str, object] = {"name": name, "count": len(found), "most": MOST}
            yield reporting.finding(found[MOST], "error", "ladder.too_many", **facts)
    yield from _twice(ladders[:MOST], dates[:MOST])
    yield from _of_process(ladders[:MOST], process, has_dates=bool(dates))
    yield from _escalations(ladders[:MOST], process.getroottree().getroot())


def _twice(ladders: list[etree._Element], dates: list[etree._Element]) -> Iterator[Finding]:
    """Look for ladders of the same lane and scope, and for dates owed to the same."""
    seen: set[tuple[str, str]] = set()
    for ladder in ladders:
        place = (_scope(ladder), lanes.key(ladder.get("lane", "")))
        if place in seen:
            lane = reporting.shown(ladder.get("lane", "")) or "-"
            yield reporting.finding(ladder, "error", "ladder.twice", scope=place[0], lane=lane)
        seen.add(place)
    owed: set[str] = set()
    for date in dates:
        to = date.get("to", "").strip()
        if to and to in owed:
            yield reporting.finding(date, "error", "ladder.legal_twice", to=reporting.shown(to))
        owed.add(to)


def _of_process(
    ladders: list[etree._Element], process: etree._Element, *, has_dates: bool
) -> Iterator[Finding]:
    """Look whether the process has what its ladders are about: the lane, a standard, a date."""
    names = [str(each.get("name", "")) for each in process.iter(f"{{{BPMN}}}lane")]
    known = set(map(lanes.key, names))
    has_standard = process.find(f"{reporting.HOLDER}/{{{SOP}}}timeStandard") is not None
    for ladder in ladders:
        scope, lane = _scope(ladder), ladder.get("lane", "").strip()
        if scope == "whole" and not has_standard:
            yield reporting.finding(
                ladder, "error", "ladder.idle", scope=scope, wanted="timeStandard"
            )
        elif scope == "legal" and not has_dates:
            yield reporting.finding(ladder, "error", "ladder.idle", scope=scope, wanted="legalDate")
        elif scope == "step" and lane and lanes.key(lane) not in known:
            yield reporting.unknown(ladder, "error", "ladder.unknown_lane", lane, names[:MOST])


def _escalations(ladders: list[etree._Element], root: etree._Element) -> Iterator[Finding]:
    """Look whether the model declares the BPMN escalations that its rungs raise."""
    codes = [
        str(each.get("escalationCode") or each.get("id", ""))
        for each in root.iterfind(f"{{{BPMN}}}escalation")
    ]
    known = set(codes)
    for ladder in ladders:
        for rung in ladder.findall(f"{{{SOP}}}rung")[:MOST_RUNGS]:
            word, _, code = rung.get("action", "").partition(":")
            if word == "escalation" and code and code not in known:
                yield reporting.unknown(
                    rung, "error", "ladder.unknown_escalation", code, codes[:MOST]
                )


def _ladder(element: etree._Element) -> Iterator[Finding]:
    yield from _clock(element)
    rungs = element.findall(f"{{{SOP}}}rung")
    if len(rungs) > MOST_RUNGS:
        count = len(rungs)
        yield reporting.finding(element, "error", "ladder.too_long", count=count, most=MOST_RUNGS)
        return
    for number, rung in enumerate(rungs):
        if rung.get("repeat") and rung is not rungs[-1]:
            yield reporting.finding(rung, "error", "ladder.repeat_not_last")
        before = next((each for each in rungs[:number] if _later(each, rung)), None)
        if before is not None:
            at, earlier = rung.get("at", ""), before.get("at", "")
            yield reporting.finding(rung, "error", "ladder.order", at=at, before=earlier)
        if _scope(element) == "legal" and rung.get("at", "").endswith("%"):
            at = reporting.shown(rung.get("at", ""))
            yield reporting.finding(rung, "error", "ladder.legal_share", at=at)


def _clock(element: etree._Element) -> Iterator[Finding]:
    """Look at which clock a ladder is for, and within what time somebody has to take the work."""
    response, claim = element.get("response", ""), element.get("clock") == "claim"
    scope = _scope(element)
    if scope != "step":
        for attribute in ("lane", "response"):
            if element.get(attribute):
                facts = {"attribute": attribute, "scope": scope}
                yield reporting.finding(element, "error", "ladder.steps_only", **facts)
    elif claim and not response:
        yield reporting.finding(element, "error", "ladder.response_missing")
    elif response and not claim:
        yield reporting.finding(element, "error", "ladder.response_unused")
    if response:
        yield from _span(element, "escalation", "response", shortest=timedelta(minutes=1))


def _rung(element: etree._Element) -> Iterator[Finding]:
    action = element.get("action", "")
    if not element.get("notify", "").strip() and not action:
        yield reporting.finding(element, "error", "ladder.tells_nobody")
    at = element.get("at", "").removeprefix("-")
    if at.startswith("P") and PATTERNS["rung", "at"][0].fullmatch(at):
        length = timestandard.length(at)
        if length is None or length > LONGEST:
            yield _wrong_span(element, "rung", "at", timedelta())
    for attribute in ("least", "repeat"):
        if element.get(attribute):
            shortest = SHORTEST_REPEAT if attribute == "repeat" else timedelta(minutes=1)
            yield from _span(element, "rung", attribute, shortest)


def _span(
    element: etree._Element, name: str, attribute: str, shortest: timedelta
) -> Iterator[Finding]:
    """Look at a duration that must be one, not too short and not too long."""
    length = timestandard.length(element.get(attribute, ""))
    if length is None or not shortest <= length <= LONGEST:
        yield _wrong_span(element, name, attribute, shortest)


def _wrong_span(element: etree._Element, name: str, attribute: str, shortest: timedelta) -> Finding:
    return reporting.finding(
        element,
        "error",
        "ladder.duration",
        name=name,
        attribute=attribute,
        value=reporting.shown(element.get(attribute, "")),
        shortest=f"PT{shortest.seconds // 60}M",
        longest=f"P{LONGEST.days}D",
    )


def _scope(ladder: etree._Element) -> str:
    """Return the scope of a ladder, that of steps where it is misspelled."""
    written = ladder.get("scope", "")
    return written if written in ("whole", "legal") else "step"


def _later(first: etree._Element, second: etree._Element) -> bool:
    """Tell whether the first of two rungs is surely the later, however long the standard is."""
    one, other = _place(first.get("at", "")), _place(second.get("at", ""))
    if one is None or other is None:
        return False
    (kind, where), (other_kind, other_where) = one, other
    if kind == other_kind:
        return where > other_where
    return (where > 0 and other_where <= 0) or (where >= 0 and other_where < 0)


def _place(at: str) -> tuple[str, float] | None:
    """Return how a rung counts and how far from the deadline it is; None where it is misspelled."""
    if at.endswith("%") and PATTERNS["rung", "at"][0].fullmatch(at):
        return "share", int(at[:-1]) - 100
    length = timestandard.length(at.removeprefix("-"))
    if length is None:
        return None
    return "time", -length.total_seconds() if at.startswith("-") else length.total_seconds()


def _is_day(text: str) -> bool:
    """Tell whether every year has the day, be it the last of its month."""
    match = _DAY.fullmatch(text)
    if match is None:
        return False
    last = months.monthrange(_COMMON_YEAR, int(match[1]))[1]
    return match[2] == "last" or int(match[2]) <= last
