"""The cycles a demonstration begins with: one late, one on time, one that has ended."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from engine.samples import Move, Sample

Say = Callable[[str], str]

LATE: Final = "boalemo/lakip"

WORDS: Final = {
    "late": ("LAKIP {year} (contoh)", "LAKIP {year} (contoh)"),
    "calm": ("LAKIP {year} Kesbangpol (contoh)", "LAKIP {year} Kesbangpol (contoh)"),
    "ended": ("LAKIP semester I {year} (contoh)", "LAKIP first half of {year} (contoh)"),
    "reason": (
        "Data capaian triwulan IV belum lengkap; mohon dilengkapi.",
        "The figures of the fourth quarter are not complete; please add them.",
    ),
}

_YES: Final = {"hasil": "ya"}


def late(say: Say) -> Sample:
    """Return the cycle in which a correction has passed its standard of a day, after a return."""
    moves = (
        *_until_draft("kasubag", "staf"),
        Move("sekretaris", _minutes(90), _minutes(50), reason=say("reason"), to="6"),
        Move("kasubag", _minutes(20), _minutes(260)),
    )
    return Sample(LATE, say("late"), "kasubag", moves, days=1, hours=_minutes(180))


def calm(say: Say) -> Sample:
    """Return a cycle of another agency in which nothing is late."""
    return Sample(
        "babel-kesbangpol/lakip",
        say("calm"),
        "sekretaris",
        (
            Move("sekretaris", _minutes(2), _minutes(4)),
            Move("kasubag", _minutes(15), _minutes(120)),
            Move("staf1", _minutes(5), _minutes(35)),
            Move("staf2", _minutes(10), _minutes(140)),
        ),
        hours=_minutes(200),
    )


def ended(say: Say) -> Sample:
    """Return a cycle that was finished two weeks ago, for the reports."""
    moves = (
        *_until_draft("kasubag", "staf"),
        Move("sekretaris", _minutes(240), _minutes(90), _YES),
        Move("sekretaris", _minutes(20), _minutes(15)),
        Move("kadis", _minutes(130), _minutes(5), _YES),
        Move("kasubag", _minutes(2), _minutes(12)),
        Move("staf", _minutes(5), _minutes(45)),
    )
    return Sample(LATE, say("ended"), "kasubag", moves, days=10)


def _until_draft(head: str, staff: str) -> tuple[Move, ...]:
    """Return what is done up to the first draft; collecting takes longer than it should."""
    return (
        Move(head, _minutes(3), _minutes(5)),
        Move(head, _minutes(4), _minutes(100)),
        Move(staff, _minutes(10), _minutes(40)),
        Move(staff, _minutes(20), _minutes(190)),
        Move(head, _minutes(60), _minutes(21 * 60)),
        Move(head, _minutes(15), _minutes(11 * 60)),
    )


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
