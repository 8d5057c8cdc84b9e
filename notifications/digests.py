"""The words of the daily digest: what is open, near its deadline and past it, own and below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

KIND: Final = "digest"

MOST_LINES: Final = 15
"""How much a part of the digest lists; the rest is counted."""

_SUBJECT: Final = ("Ringkasan {date}", "Summary of {date}")
_MINE: Final = ("Tugas Anda", "Your work")
_BELOW: Final = ("Jajaran Anda", "Those below you")
_COUNTS: Final = (
    "{open} terbuka, {late} melewati waktu baku, {near} mendekati tenggat",
    "{open} open, {late} past the standard time, {near} close to the deadline",
)
_NOTHING: Final = ("Tidak ada tugas terbuka.", "No work is open.")
_PAST: Final = ("lewat {}", "past by {}")
_LEFT: Final = ("sisa {}", "{} left")
_MORE: Final = ("dan {n} lagi", "and {n} more")
_LIST: Final = ("Daftar tugas", "Task list")


@dataclass(frozen=True, slots=True)
class Summary:
    """A digest in words."""

    subject: str
    short: str
    body: str


def compose(facts: Mapping[str, Any], column: int, base: str) -> Summary:
    """Return the digest of `facts` (engine.digest) in the language of `column`."""
    date = facts["date_en"] if column else facts["date"]
    mine, below = facts["mine"], facts.get("below")
    short = _COUNTS[column].format(**mine["counts"])
    blocks = [f"{_SUBJECT[column].format(date=date)}", _part(_MINE[column], mine, column)]
    if below and below["counts"]["open"]:
        blocks.append(_part(_BELOW[column], below, column))
    blocks.append(f"{_LIST[column]}: {base}/tugas")
    return Summary(f"{_SUBJECT[column].format(date=date)}: {short}", short, "\n\n".join(blocks))


def _part(name: str, part: Mapping[str, Any], column: int) -> str:
    if not part["counts"]["open"]:
        return f"{name}: {_NOTHING[column]}"
    head = f"{name}: {_COUNTS[column].format(**part['counts'])}."
    lines: Sequence[Mapping[str, Any]] = part["lines"]
    shown = [f"- {_line(line, column)}" for line in lines[:MOST_LINES]]
    if part["listed"] > len(shown):
        shown.append(_MORE[column].format(n=part["listed"] - len(shown)) + ".")
    return "\n".join([head, *shown])


def _line(line: Mapping[str, Any], column: int) -> str:
    suffix = "_en" if column else ""
    words = _PAST if line.get("past") else _LEFT
    time = words[column].format(
        line[f"past{suffix}"] if line.get("past") else line[f"left{suffix}"]
    )
    holder = f" ({line['holder']})" if line.get("holder") else ""
    return f"{line['name']} – {line['sop']}: {time}{holder}"
