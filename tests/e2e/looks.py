"""The ways people look at a page: language, window, zoom, colours; all, or each pair once."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import combinations, product
from typing import Any, Final, Literal

Language = Literal["id", "en"]
Size = Literal["phone", "tablet", "desk", "reflow", "zoom"]
Colours = Literal["light", "dark", "forced"]

SIZES: Final[dict[str, tuple[int, int, int]]] = {
    "phone": (360, 740, 2),
    "tablet": (768, 1024, 1),
    "desk": (1280, 900, 1),
    "reflow": (320, 256, 1),  # a desk at 400 %: WCAG 1.4.10
    "zoom": (640, 450, 2),  # a desk at 200 %
}
"""Width and height in CSS pixels, and how many pixels of the screen make one of them."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look."""

    language: Language
    size: Size
    colours: Colours
    text: Literal[100, 200]
    """How large the text is, in per cent, without zooming."""
    motion: Literal["reduce", "no-preference"]

    def __str__(self) -> str:
        """Return its name."""
        return f"{self.language}-{self.size}-{self.colours}-{self.text}-{self.motion}"

    @property
    def context(self) -> dict[str, Any]:
        """Return the window, for Playwright."""
        width, height, pixels = SIZES[self.size]
        return {
            "viewport": {"width": width, "height": height},
            "device_scale_factor": pixels,
            "color_scheme": "dark" if self.colours == "dark" else "light",
            "forced_colors": "active" if self.colours == "forced" else "none",
            "reduced_motion": self.motion,
        }


CHOICES: Final[tuple[tuple[Any, ...], ...]] = (
    ("id", "en"),
    tuple(SIZES),
    ("light", "dark", "forced"),
    (100, 200),
    ("reduce", "no-preference"),
)


def every() -> list[Look]:
    """Return every way to look."""
    return [Look(*choice) for choice in product(*CHOICES)]


def covering() -> list[Look]:
    """Return few looks in which each two choices meet at least once, always the same ones."""
    missing = {pair for look in every() for pair in _pairs(look)}
    found = []
    while missing:
        best = max(every(), key=lambda look: len(missing.intersection(_pairs(look))))
        missing -= set(_pairs(best))
        found.append(best)
    return found


def _pairs(look: Look) -> Iterator[tuple[tuple[str, Any], tuple[str, Any]]]:
    chosen = [(each.name, getattr(look, each.name)) for each in fields(look)]
    yield from combinations(chosen, 2)
