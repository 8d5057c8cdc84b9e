"""When an SOP is said to run well, for Tabel 7 of PermenPAN-RB 35/2012: plain rules, few numbers.

The table proposes; the assessor decides. The rules in words: docs/reference/reports.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeVar

from engine.core.errors import Invalid
from engine.core.figures import Figures

K = TypeVar("K")

GOOD_ON_TIME: Final = 80
"""Per cent of the steps on time from which an SOP runs well."""
MOST_AGAIN: Final = 20
"""Per cent of the steps done again up to which it does."""

Verdict = Literal["good", "poor", "unknown"]
Cause = Literal["waiting", "handling"]

_HALF: Final = re.compile(r"(\d{4})-([12])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict and what it hangs on: too `late`, too much done `again`."""

    verdict: Verdict
    late: bool = False
    again: bool = False


def assess(found: Figures) -> Assessment:
    """Return whether what was found runs well; unknown where nothing was done or is late."""
    if not found.done and not found.late:
        return Assessment("unknown")
    late = found.on_time is not None and found.on_time < GOOD_ON_TIME
    again = 100 * found.again > MOST_AGAIN * found.done
    return Assessment("poor" if late or again else "good", late, again)


def latest(steps: Mapping[K, Figures]) -> K | None:
    """Return the step that was past its standard most often, the first of several."""
    counts = {step: found.breached + found.late for step, found in steps.items()}
    return _most(counts)


def most_again(steps: Mapping[K, Figures]) -> K | None:
    """Return the step that sent work back most often, else the one done again most often."""
    returned = _most({step: found.returned for step, found in steps.items()})
    return returned or _most({step: found.again for step, found in steps.items()})


def cause(found: Figures) -> Cause:
    """Return on which clock most of the time of a step goes by."""
    return "waiting" if found.waiting.total > found.handling.total else "handling"


def half_year(text: str, today: date) -> tuple[date, date]:
    """Return the first and last day of "2026-1" or "2026-2"; of "" the half that ended last.

    Raises Invalid for another text.
    """
    if not text:
        first_half = today.month <= 6
        text = f"{today.year - first_half:04}-{2 if first_half else 1}"
    match = _HALF.fullmatch(text.strip())
    if match is None or match[1] == "0000":
        raise Invalid("report.half", text=text)
    year = int(match[1])
    if match[2] == "1":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def _most(counts: Mapping[K, int]) -> K | None:
    most = max(counts.values(), default=0)
    return next((step for step, count in counts.items() if count == most), None) if most else None
