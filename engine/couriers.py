"""What is on its way out of this process: which channels send, to which machine, and which hang."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from notifications import sending

AT_ONCE: Final = 8
"""Messages a node has on their way at once."""

TO_ONE_MACHINE: Final = 4
"""How many of those may go to one machine, so that a slow one leaves room for the others."""


@dataclass(slots=True)
class Couriers:
    """The threads that send, one for a channel at most; `seconds` is what each has for a message.

    A thread that did not come back in time is given up: it hangs, and may return one day.
    """

    seconds: float = sending.LIMIT_SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _away: dict[str, tuple[str, threading.Thread]] = field(default_factory=dict)
    _hanging: Counter[str] = field(default_factory=Counter)
    _tally: Counter[str] = field(default_factory=Counter)
    _left_over: bool = False
    _stopped: bool = False

    def busy(self) -> set[str]:
        """Return the channels that send at this moment."""
        with self._lock:
            return set(self._away)

    def begin(self, channel: str, machine: str, thread: threading.Thread) -> bool:
        """Start a thread that sends through a channel; False where there is no room for it now."""
        with self._lock:
            if self._stopped or channel in self._away:
                return False
            same = sum(1 for other, _ in self._away.values() if other == machine)
            if len(self._away) >= AT_ONCE or same >= TO_ONE_MACHINE:
                self._left_over = True
                return False
            self._away[channel] = machine, thread
            thread.start()
        return True

    def end(self, channel: str) -> bool:
        """Note that a channel is done; tell whether something waits for the room it had."""
        with self._lock:
            self._away.pop(channel, None)
            waits, self._left_over = self._left_over, False
            return waits and not self._stopped

    def give_up(self, channel: str) -> None:
        """Note that a message of a channel hangs."""
        with self._lock:
            self._hanging[channel] += 1

    def come_back(self, channel: str) -> None:
        """Note that a message that hung has ended after all; it may do so before it is given up."""
        with self._lock:
            self._hanging[channel] -= 1

    def hangs(self, channel: str) -> bool:
        """Tell whether a message of a channel hangs."""
        with self._lock:
            return self._hanging[channel] > 0

    def count(self, outcome: str) -> None:
        """Note what a message came to: "sent" or "failed"."""
        with self._lock:
            self._tally[outcome] += 1

    def tally(self) -> Counter[str]:
        """Return how many messages came to what, since the process began."""
        with self._lock:
            return Counter(self._tally)

    def wait(self) -> None:
        """Wait until nothing is on its way."""
        while threads := self._threads():
            for thread in threads:
                thread.join()

    def stop(self, seconds: float) -> None:
        """Begin nothing any more, and wait for what is on its way, at most `seconds` for each."""
        with self._lock:
            self._stopped = True
        for thread in self._threads():
            thread.join(seconds)

    def _threads(self) -> list[threading.Thread]:
        with self._lock:
            return [thread for _, thread in self._away.values()]
