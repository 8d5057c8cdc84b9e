"""Words about obligations and dates set by law."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "legal.same": (
        'Seharusnya tenggat kepada "{label}" berubah, tetapi sudah {on}. '
        "Tidak perlu berbuat apa-apa.",
        'Expected to move the date owed to "{label}", but it is {on} already. '
        "There is nothing to do.",
    ),
    "legal.past": (
        'Seharusnya tenggat kepada "{label}" hari ini atau sesudahnya, tetapi {on} sudah lewat. '
        "Pilih tanggal lain.",
        'Expected the date owed to "{label}" to be today or later, but {on} is past. '
        "Choose another one.",
    ),
    "legal.far": (
        'Seharusnya tenggat kepada "{label}" dalam sepuluh tahun, tetapi {on} lebih jauh dari itu. '
        "Periksa tahunnya.",
        'Expected the date owed to "{label}" within ten years, but {on} is further away. '
        "Check the year.",
    ),
    "obligation.state": (
        'Seharusnya keadaan salah satu dari {known}, tetapi tertulis "{wanted}". '
        "Pilih salah satunya.",
        'Expected to find one of {known} as the state, but it says "{wanted}". Choose one of them.',
    ),
}
