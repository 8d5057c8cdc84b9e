"""Numbers that agree with their noun in a sentence: "{count:finding|findings}" is "1 finding"."""

from collections.abc import Mapping
from typing import Any


class Counted(int):
    """A whole number; as a format it takes the noun for one and the noun for many."""

    def __format__(self, spec: str) -> str:
        """Return the number, followed by the noun where `spec` names two."""
        one, divided, many = spec.partition("|")
        if not divided:
            return int.__format__(self, spec)
        return f"{int(self)} {one if self == 1 else many}"


def counted(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts whose whole numbers agree with their nouns."""
    return {name: Counted(value) if type(value) is int else value for name, value in facts.items()}
