"""Charts as shapes of an inline SVG: how long a bar is and where it stands, not how it looks.

Each stands beside a table that says the same in numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 100.0
"""How long the longest bar is, in the units of its drawing."""

HEIGHT: Final = 100.0
GAP: Final = 0.25
"""How much of a column's place stays free."""


@dataclass(frozen=True, slots=True)
class Part:
    """One coloured part of a bar: its kind says its colour."""

    kind: str
    value: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or column, and what it is of."""

    label: str
    parts: tuple[Part, ...]


def bars(rows: Sequence[tuple[str, Mapping[str, float]]]) -> list[Bar]:
    """Return lying bars, each the sum of its parts; the longest sum is as wide as the drawing."""
    most = max((sum(parts.values()) for _, parts in rows), default=0)
    found = []
    for label, parts in rows:
        drawn, x = list[Part](), 0.0
        for kind, value in parts.items():
            width = _share(value, most) * WIDTH
            drawn.append(Part(kind, value, x, 0, width, 1))
            x = round(x + width, 2)
        found.append(Bar(label, tuple(part for part in drawn if part.width)))
    return found


def columns(rows: Sequence[tuple[str, Mapping[str, float]]]) -> list[Bar]:
    """Return standing columns side by side, each a pile; the highest is as high as the drawing."""
    most = max((sum(parts.values()) for _, parts in rows), default=0)
    place = WIDTH / len(rows) if rows else WIDTH
    found = []
    for number, (label, parts) in enumerate(rows):
        drawn, foot = list[Part](), HEIGHT
        x, width = place * (number + GAP / 2), place * (1 - GAP)
        for kind, value in parts.items():
            height = _share(value, most) * HEIGHT
            foot = round(foot - height, 2)
            drawn.append(Part(kind, value, round(x, 2), foot, round(width, 2), height))
        found.append(Bar(label, tuple(part for part in drawn if part.height)))
    return found


def open_work(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Return bars of what is open: late, near its deadline, and the rest."""
    said = [
        (
            row["name"],
            {
                "late": row["late"],
                "near": row["near"],
                "rest": row["open"] - row["late"] - row["near"],
            },
        )
        for row in rows
    ]
    return bars(said)


def clocks(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Return bars of the two clocks: the median of waiting, and of handling."""
    said = [
        (
            row["name"],
            {"waiting": row["waiting"]["median"] or 0, "handling": row["handling"]["median"] or 0},
        )
        for row in rows
    ]
    return bars(said)


def trend(weeks: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Return columns of weeks: what was met, and what was past its standard."""
    said = [
        (week["id"], {"met": week["met"], "past": week["breached"] + week["late"]})
        for week in weeks
    ]
    return columns(said)


def _share(value: float, most: float) -> float:
    return round(value / most, 4) if most else 0.0
