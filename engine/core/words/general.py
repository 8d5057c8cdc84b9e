"""Words any part of the system uses."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "unknown": (
        'Seharusnya ada {kind} bernama "{name}", tetapi tidak ditemukan. Pilih dari daftarnya.',
        'Expected {kind} named "{name}", but there is none. Choose from the list.',
    ),
    "unknown.near": (
        'Seharusnya ada {kind} bernama "{name}", tetapi tidak ditemukan. '
        'Barangkali maksudnya "{near}"?',
        'Expected {kind} named "{name}", but there is none. Did you mean "{near}"?',
    ),
}
