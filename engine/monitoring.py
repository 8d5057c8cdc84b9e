"""Tabel 7 "Monitoring Pelaksanaan SOP AP" (PermenPAN-RB 35/2012), filled from what was recorded.

One row for each SOP, or for each step of one; the rules are `engine.core.monitoring`. Never by
person.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import reporting, views
from engine.core import monitoring as rules
from engine.core.figures import Figures, Turn, figures
from engine.core.monitoring import Assessment
from engine.counting import natural
from engine.reporting import Asked, figures_json
from engine.reportwords import number, say, working_time
from engine.session import Session
from engine.views import Json
from storage import definitions

Label = str
Place = tuple[str, tuple[tuple[int, str], ...], str]
"""SOP, number of the step, node."""


@dataclass(frozen=True, slots=True)
class _Procedure:
    """A row to be: what it is called, its figures, and those of the steps within it."""

    id: str
    name: str
    found: Figures
    steps: Mapping[Label, Figures]
    wholes: Sequence[Json] = ()


def table(
    session: Session,
    agency_id: str,
    half: str,
    sop: str,
    positions: Collection[str] | None,
    language: str,
    now: datetime,
) -> Json:
    """Return the table of a half-year. Raises NotFound, and Invalid for a half-year that is none.

    An SOP in force that was not carried out has its row; one no longer in force only if it was.
    """
    agency = session.agency(agency_id)
    since, until = rules.half_year(half, agency.today(now))
    asked = Asked(agency_id, "step", since, until, sop, positions)
    when = reporting.period(agency, since, until, now)
    here, rows = reporting.steps(session, asked, when, now)
    turns: dict[Place, list[Turn]] = {}
    names: dict[Place, str] = {}
    for row in rows:
        place = (here.sop(row), natural(row.step), row.node)
        turns.setdefault(place, []).append(here.turn(row))
        names[place] = f"{row.step} {row.name}".strip()
    if sop:
        _add_idle(session, asked, turns, names)
        found = _by_step(agency_id, turns, names)
    else:
        for key, (_, in_force) in here.titles.items():
            if in_force:
                turns.setdefault((key, (), ""), [])
        wholes = reporting.wholes(session, asked, when)
        found = _by_sop(agency_id, here.title, turns, names, wholes)
    return {
        "report": "tabel7",
        "agency": agency_id,
        "agency_name": agency.organisation.name,
        "half": f"{since.year}-{1 if since.month == 1 else 2}",
        "since": since.isoformat(),
        "until": until.isoformat(),
        "sop": f"{agency_id}/{sop}" if sop else None,
        "sop_name": here.title(sop) if sop else None,
        "scoped": positions is not None,
        "at": views.instant(now),
        "good_on_time": rules.GOOD_ON_TIME,
        "most_again": rules.MOST_AGAIN,
        "rows": [_row(number, each, language) for number, each in enumerate(found, 1)],
    }


def _add_idle(
    session: Session,
    asked: Asked,
    turns: dict[Place, list[Turn]],
    names: dict[Place, str],
) -> None:
    """Add the steps of the version in force that were not done."""
    record = definitions.active(session.connection, asked.agency, asked.sop)
    if record is None or asked.positions is not None:
        return
    done = {node for _, _, node in turns}
    for node in session.model(record.id).nodes.values():
        if node.human and node.id not in done:
            place = (asked.sop, natural(node.step.number), node.id)
            turns[place] = []
            names[place] = f"{node.step.number} {node.name}".strip()


def _by_step(
    agency_id: str, turns: Mapping[Place, list[Turn]], names: Mapping[Place, str]
) -> Iterator[_Procedure]:
    for place in sorted(turns):
        found, name = figures(turns[place]), names[place]
        yield _Procedure(f"{agency_id}/{place[0]}/{place[2]}", name, found, {name: found})


def _by_sop(
    agency_id: str,
    title: Callable[[str], str],
    turns: Mapping[Place, list[Turn]],
    names: Mapping[Place, str],
    wholes: Sequence[Json],
) -> Iterator[_Procedure]:
    for key in sorted({place[0] for place in turns}, key=lambda key: (title(key), key)):
        mine = [place for place in sorted(turns) if place[0] == key]
        whole = figures(turn for place in mine for turn in turns[place])
        steps = {names[place]: figures(turns[place]) for place in mine if turns[place]}
        id = f"{agency_id}/{key}"
        mine_whole = [each for each in wholes if each["definition"] == id]
        yield _Procedure(id, title(key), whole, steps, mine_whole)


def _row(number_: int, each: _Procedure, language: str) -> Json:
    judged = rules.assess(each.found)
    return {
        "number": number_,
        "id": each.id,
        "procedure": each.name,
        "verdict": judged.verdict,
        "assessment": say(f"verdict.{judged.verdict}", language),
        "notes": list(_notes(each, language)),
        "actions": list(_actions(each, judged, language)),
        "figures": figures_json(each.found),
    }


def _notes(each: _Procedure, language: str) -> Iterator[str]:
    """Yield what was seen, in sentences."""
    found = each.found
    if not found.done and not found.late:
        yield say("said.nothing", language)
        return
    if found.on_time is None:
        yield say("said.no_standard", language, done=found.done)
    else:
        judged = found.met + found.breached + found.late
        percent = number(found.on_time, language)
        yield say("said.on_time", language, met=found.met, judged=judged, percent=percent)
    if found.late:
        yield say("said.late", language, late=found.late)
    worst = rules.latest(each.steps)
    if worst is not None and len(each.steps) > 1:
        count = each.steps[worst].breached + each.steps[worst].late
        yield say("said.latest", language, step=worst, count=count)
    if found.waiting.median is not None and found.handling.median is not None:
        yield say(
            "said.clocks",
            language,
            waiting=working_time(found.waiting.median, language),
            handling=working_time(found.handling.median, language),
        )
    for whole in each.wholes:
        judged = whole["met"] + whole["breached"]
        if judged:
            yield say(f"said.{whole['kind']}", language, met=whole["met"], all=judged)
    if found.again or found.returned:
        yield say("said.again", language, again=found.again, returned=found.returned)
    if 0 < found.done < reporting.FEW:
        yield say("note.small", language)


def _actions(each: _Procedure, judged: Assessment, language: str) -> Iterator[str]:
    """Yield what to do about it."""
    if judged.verdict == "unknown":
        yield say("do.unknown", language)
    elif judged.verdict == "good":
        yield say("do.nothing", language)
    worst, again = rules.latest(each.steps), rules.most_again(each.steps)
    if judged.late and worst is not None:
        yield say(f"do.{rules.cause(each.steps[worst])}", language, step=worst)
    if judged.again and again is not None:
        yield say("do.again", language, step=again)
