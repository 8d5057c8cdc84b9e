"""Sentences that count: one finding, two findings."""

import pytest

from cli import words
from engine.core import messages
from engine.core.counted import Counted, counted
from web import speech


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 findings"), (1, "1 finding"), (2, "2 findings"), (-1, "-1 findings")],
)
def test_a_number_takes_its_noun(number: int, said: str) -> None:
    assert f"{Counted(number):finding|findings}" == said


def test_other_formats_and_other_facts_stay() -> None:
    found = counted({"count": 7, "name": "LAKIP", "sure": True, "share": 1.5})
    assert "{count:03} {count} {name} {sure} {share}".format_map(found) == "007 7 LAKIP True 1.5"


def test_refusals_screens_and_pages_count_alike() -> None:
    said = [
        (
            messages.say("table.invalid", "en", {"count": count}),
            words.say("sent", "en", count=count),
        )
        for count in (1, 2)
    ]
    assert "1 finding." in said[0][0]
    assert "2 findings." in said[1][0]
    assert [each[1] for each in said] == ["Received by 1 instance.", "Received by 2 instances."]
    assert speech.say("step.attached", "en", count=1) == "1 file attached."
