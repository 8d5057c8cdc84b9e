"""The page on the scheduler lists the duties there are, with their beats, and the leases."""

import re

from engine import delivery, jobs, ticks
from engine.duties import DUTIES
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs/reference/scheduler.md").read_text("utf-8")


def test_every_duty_is_listed_with_its_beat() -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]+) \| (yes|no|when)", PAGE, re.MULTILINE)
    assert [(name, beat) for name, beat, _ in rows] == [
        (duty.name, f"{duty.seconds:.0f} seconds" if duty.seconds else "the usual")
        for duty in DUTIES
    ]
    assert {name for name, _, woken in rows if woken == "yes"} == {
        duty.name for duty in DUTIES if duty.next_due
    }


def test_the_leases_are_as_long_as_it_says() -> None:
    assert f"| obligations | {ticks.LEASE.seconds} seconds |" in PAGE
    assert f"| notices | {delivery.LEASE.seconds // 60} minutes |" in PAGE
    assert f"| jobs of handlers | {jobs.LEASE.seconds // 60} minutes |" in PAGE
    assert f"after {ticks.AGAIN_AFTER.seconds // 60} minutes." in PAGE
