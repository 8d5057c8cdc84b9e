"""The two clocks of a work item, in working time: waiting until somebody takes it, handling it.

One of them runs at a time, waiting while nobody has it, handling while somebody does. A suspension
stops both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from engine.core.calendar import WorkingCalendar

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Whole seconds so far, and since when the clock that runs counts; None while both stand."""

    waited: int
    handled: int
    counting_from: datetime | None

    def at(self, now: datetime, calendar: WorkingCalendar, *, claimed: bool) -> "Clocks":
        """Return them at `now`; `claimed` tells which one has been running until then.

        A part of a second is rounded, the half to the even one.
        """
        if self.counting_from is None or self.counting_from == now:
            return self
        passed = round(calendar.between(self.counting_from, now) / _SECOND)
        if claimed:
            return Clocks(self.waited, self.handled + passed, now)
        return Clocks(self.waited + passed, self.handled, now)
