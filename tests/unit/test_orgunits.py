"""Changing the units of an agency: what is refused, and what stays as it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.core import orgunits
from engine.core.people import Organisation, Unit
from tests.unit.test_staffing import OFFICE, code_of

SECRETARIAT = OFFICE.units[0]
PROGRAM = Unit("program", "Subbagian Program", "kasubag", "sekretariat")
BOTH = replace(OFFICE, units=(SECRETARIAT, PROGRAM))

Verb = Callable[[Organisation], Organisation]


def posts_of(organisation: Organisation, unit: str) -> list[str]:
    return [post.id for post in organisation.positions if post.unit == unit]


def test_a_new_unit_gets_an_id_of_its_name_and_its_posts() -> None:
    wanted = replace(PROGRAM, id="", name="Subbagian Program & Data")
    added = orgunits.add_unit(OFFICE, wanted, ["kasubag", "staf"])
    assert added.units == (SECRETARIAT, replace(wanted, id="subbagian-program-data"))
    assert posts_of(added, "subbagian-program-data") == ["kasubag", "staf"]
    assert posts_of(added, "sekretariat") == ["sekretaris"]
    again = orgunits.add_unit(added, replace(wanted, parent=""))
    assert again.units[-1].id == "subbagian-program-data-2"
    assert orgunits.add_unit(OFFICE, replace(wanted, name="処")).units[-1].id == "unit"


def test_a_unit_is_renamed_moved_and_given_other_posts() -> None:
    renamed = orgunits.change_unit(BOTH, replace(PROGRAM, name="Program", parent=""))
    assert renamed.unit("program") == Unit("program", "Program", "kasubag")
    assert renamed.positions == BOTH.positions
    moved = orgunits.change_unit(BOTH, SECRETARIAT, ["kasubag"])
    assert posts_of(moved, "sekretariat") == ["kasubag"]
    assert orgunits.change_unit(BOTH, SECRETARIAT, ["sekretaris"]) == BOTH


def test_a_unit_goes_when_nothing_is_in_it() -> None:
    assert orgunits.remove_unit(BOTH, "program") == OFFICE
    assert code_of(lambda: orgunits.remove_unit(BOTH, "sekretariat")) == "people.unit_above"
    assert code_of(lambda: orgunits.remove_unit(OFFICE, "sekretariat")) == "people.unit_used"
    assert code_of(lambda: orgunits.remove_unit(OFFICE, "sekretariatt")) == "unknown.near"


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda here: orgunits.add_unit(here, replace(PROGRAM, name=" ")), "people.missing"),
        (lambda here: orgunits.add_unit(here, replace(PROGRAM, name="x" * 201)), "people.long"),
        (lambda here: orgunits.add_unit(here, replace(PROGRAM, head="")), "people.missing"),
        (lambda here: orgunits.add_unit(here, replace(PROGRAM, head="kasubagg")), "unknown.near"),
        (lambda here: orgunits.add_unit(here, replace(PROGRAM, parent="entah")), "unknown"),
        (lambda here: orgunits.change_unit(here, PROGRAM, ["entah"]), "unknown"),
        (
            lambda here: orgunits.add_unit(here, replace(PROGRAM, name="SUBBAGIAN program")),
            "people.unit_name",
        ),
        (lambda here: orgunits.change_unit(here, replace(PROGRAM, id="entah")), "unknown"),
        (
            lambda here: orgunits.change_unit(here, replace(SECRETARIAT, parent="program")),
            "people.unit_circle",
        ),
        (
            lambda here: orgunits.change_unit(here, replace(PROGRAM, parent="program")),
            "people.unit_circle",
        ),
    ],
)
def test_a_unit_that_cannot_be(verb: Verb, code: str) -> None:
    assert code_of(lambda: verb(BOTH)) == code


def test_the_units_above_end_even_in_a_circle() -> None:
    deep = replace(BOTH, units=(*BOTH.units, Unit("data", "Data", "staf", "program")))
    assert deep.units_above("data") == ("program", "sekretariat")
    assert deep.units_above("") == ()
    circle = replace(BOTH, units=(replace(SECRETARIAT, parent="program"), PROGRAM))
    assert circle.units_above("program") == ("sekretariat", "program")
