"""The only module that reads the time."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

TOLERATED: Final = timedelta(seconds=5)
"""How far the clock of a machine may be from that of the database before anybody is told."""

log = logging.getLogger("sopan.clock")


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


class DatabaseClock:
    """The clock of the database server, which all nodes share: what is due is due for all at once.

    Between two looks at it time goes on as this machine counts it, whose own clock may be wrong by
    minutes or be set while we run.
    """

    def __init__(self, ask: Callable[[], datetime], own: Clock | None = None) -> None:
        """Look at the clock by `ask`, which returns the database's present instant."""
        self._ask = ask
        self._own = own or SystemClock()
        self._warned = False
        self.skew = timedelta()
        self.compare()

    def now(self) -> datetime:
        """Return the present instant of the database."""
        return self._started + timedelta(seconds=time.monotonic())

    def compare(self) -> timedelta:
        """Look at the database's clock; return how far this machine's own is ahead of it.

        The question takes its time: it is answered in the middle of it, within half of what it
        took. More than TOLERATED is a warning, once for as long as it lasts.
        """
        before = time.monotonic()
        theirs = self._ask()
        middle = timedelta(seconds=(before + time.monotonic()) / 2)
        here = self._own.now() - timedelta(seconds=time.monotonic()) + middle
        self._started = theirs.astimezone(UTC) - middle
        self.skew = here - theirs
        far = abs(self.skew) > TOLERATED
        if far and not self._warned:
            seconds = self.skew.total_seconds()
            log.warning(
                "this machine's clock is %+.1f s off the database's, which is used", seconds
            )
        self._warned = far
        return self.skew


class FixedClock:
    """A clock that stands still until it is moved: for tests, trials and simulations."""

    def __init__(self, at: datetime) -> None:
        """Stop the clock at `at`, an aware instant."""
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant the clock stands at."""
        return self.at

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forward and return the new instant."""
        self.at += by
        return self.at
