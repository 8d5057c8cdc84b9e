"""How long an archive is kept: a label of the retention schedule ("Jadwal Retensi Arsip", JRA).

"LAKIP 2 tahun aktif + 4 tahun inaktif, permanen" is the example of Permenkumham 54/2016. The label
stays as it is written; what is read from it is only until when the record must be kept.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Fate = Literal["permanen", "musnah", "dinilai kembali"]

MOST_YEARS: Final = 100

_FATES: Final[dict[str, Fate]] = {
    "permanen": "permanen",
    "musnah": "musnah",
    "dimusnahkan": "musnah",
    "dinilai kembali": "dinilai kembali",
}
_YEARS: Final = re.compile(r"\b(\d{1,4})\s*(?:tahun|thn|th)\b")
_SHORT: Final = re.compile(r"\b(\d{1,4})\s*\+\s*(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Retention:
    """Years an archive is kept, active and inactive together, and what becomes of it then."""

    years: int
    fate: Fate


def read(label: str) -> Retention | None:
    """Return what a label says, None where it does not say until when something is kept."""
    text = " ".join(label.casefold().split())
    fates = {fate for word, fate in _FATES.items() if re.search(rf"\b{word}\b", text)}
    short = _SHORT.search(text)
    counts = short.groups() if short else _YEARS.findall(text)
    years = sum(map(int, counts))
    if len(fates) != 1 or years > MOST_YEARS:
        return None
    (fate,) = fates
    return Retention(years, fate) if years or fate == "permanen" else None


def keep_until(retention: Retention, archived_on: date) -> date | None:
    """Return the last day a record of `archived_on` must be kept; None is for good."""
    if retention.fate == "permanen":
        return None
    year = archived_on.year + retention.years
    try:
        return archived_on.replace(year=year)
    except ValueError:  # 29 February, in a year that has none
        return date(year, 2, 28)
