"""Numbers of letters: 460/{n}/DSPMD/{month_roman}/{year} filled in for a number and a day."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_PARTS: Final[Mapping[str, Callable[[int, date], int | str]]] = {
    "n": lambda n, _: n,
    "day": lambda _, on: on.day,
    "month": lambda _, on: on.month,
    "month_roman": lambda _, on: ROMAN[on.month - 1],
    "year": lambda _, on: on.year,
}
_PART: Final = re.compile(r"\{(\w+)(?::0([1-9]))?\}")


def problem(template: str) -> str:
    """Return what is wrong with `template`, in both languages; "" for nothing."""
    rest = _PART.sub("", template)
    names = [name for name, _ in _PART.findall(template)]
    if "n" not in names:
        return f'pola "{template}" harus memuat {{n}} / the form must contain {{n}}'
    if "{" in rest or "}" in rest or any(name not in _PARTS for name in names):
        known = ", ".join(f"{{{name}}}" for name in _PARTS)
        return f'bagian yang dikenal dalam pola "{template}": {known} / known parts: {known}'
    return ""


def fill(template: str, n: int, on: date) -> str:
    """Return `template` for number `n` on the local date `on`; {n:03} gives 012.

    Raises ValueError for a template that has a `problem`.
    """
    if wrong := problem(template):
        raise ValueError(wrong)

    def part(found: re.Match[str]) -> str:
        return str(_PARTS[found[1]](n, on)).zfill(int(found[2] or 0))

    return _PART.sub(part, template)
