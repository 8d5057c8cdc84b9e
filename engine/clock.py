"""The only module that reads the time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


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
