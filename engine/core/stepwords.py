"""Which act ends a step, as its name in the SOP says: signed, approved, initialled, passed on.

The active verb decides ("menandatangani"), not what is done to a thing later ("untuk
ditandatangani"); of several the weightiest. Everything else is simply finished.
"""

import re
from typing import Final, Literal

Act = Literal["sign", "approve", "initial", "forward", "complete"]

_WORDS: Final[tuple[tuple[Act, re.Pattern[str]], ...]] = (
    ("sign", re.compile(r"\b(menandatangani|menanda ?tangani|penandatanganan)\b")),
    ("approve", re.compile(r"\b(menyetujui|persetujuan|mengesahkan|pengesahan|memvalidasi)\b")),
    ("initial", re.compile(r"\b(memaraf|paraf|pemarafan)\b")),
    ("forward", re.compile(r"\b(menyampaikan|menyerahkan|meneruskan|mengirim|mengirimkan)\b")),
)
_NO_ACT: Final = re.compile(r"\b(untuk|guna|mohon|meminta)\b.*")

SIGNED: Final[frozenset[Act]] = frozenset({"sign", "approve", "initial"})
"""What people would do with a pen on paper: recorded here, not an electronic signature."""


def act(name: str) -> Act:
    """Return the act that ends the step called `name`.

    What follows "untuk" is somebody else's: "Menyampaikan draf untuk penandatanganan" passes on.
    """
    said = _NO_ACT.sub("", name.casefold())
    return next((found for found, words in _WORDS if words.search(said)), "complete")
