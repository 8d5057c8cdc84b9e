"""How long work takes in a simulation: exactly its standard, or as chance has it.

The draws are those of a busy office whose standards are about right: on average a step takes its
standard, a third of that lying untouched, and some steps take twice as long.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

USUAL: Final = 100

_WAITING: Final = (0, 15, 60)
_HANDLING: Final = (30, 60, 110)
"""Least, most likely and most, in per cent of the standard."""

_DELAY: Final = 10  # one step in so many is held up
_HELD_UP: Final = 100
_BITS: Final = 2**64


@dataclass(frozen=True, slots=True)
class Pace:
    """Per cent of the standard that passes until a task is taken, and until it is done."""

    taken: int
    done: int


def exact(percent: int) -> Pace:
    """Return that a task is taken at once and done after `percent` of its standard."""
    return Pace(0, percent)


def drawn(seed: int, name: str, percent: int) -> Pace:
    """Return what chance says for the task `name`, the same for each seed, in `percent` of it.

    The draw hangs on the name alone, not on what was drawn before: another way through the SOP
    leaves the rest as it is.
    """
    waiting, handling, delay = _chances(f"{seed}/{name}")
    taken = _triangle(waiting, *_WAITING)
    if delay < 1 / _DELAY:
        taken += _HELD_UP
    done = taken + _triangle(handling, *_HANDLING)
    return Pace(round(taken * percent / USUAL), round(done * percent / USUAL))


def _chances(text: str) -> tuple[float, float, float]:
    """Return three numbers from 0 to 1 that look like chance and are always the same."""
    digest = hashlib.sha256(text.encode()).digest()
    one, two, three = (int.from_bytes(digest[at : at + 8]) / _BITS for at in (0, 8, 16))
    return one, two, three


def _triangle(chance: float, least: float, likely: float, most: float) -> float:
    """Return the value of a triangular distribution that `chance` of all are below."""
    width, turn = most - least, (likely - least) / (most - least)
    if chance < turn:
        return float(least + (chance * width * (likely - least)) ** 0.5)
    return float(most - ((1 - chance) * width * (most - likely)) ** 0.5)
