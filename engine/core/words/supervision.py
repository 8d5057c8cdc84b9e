"""Words about late work: who may take note of it and for how long it may be kept quiet."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "obligation.closed": (
        "Seharusnya kewajiban waktu ini masih berjalan, tetapi sudah ditutup. "
        "Tidak perlu berbuat apa-apa.",
        "Expected the obligation to be open, but it is closed. There is nothing to do.",
    ),
    "obligation.snooze": (
        "Seharusnya eskalasi ditunda sampai waktu yang akan datang, paling lama {days} hari, "
        "tetapi waktu yang diberikan di luar itu. Pilih waktu lain.",
        "Expected to be quiet until some time in the next {days:day|days}, but the time given "
        "is not. Choose another one.",
    ),
    "permit.watch": (
        'Seharusnya halaman ini dibuka oleh atasan, tetapi "{officer}" hari ini tidak membawahi '
        "jabatan lain. Buka daftar tugas Anda sendiri.",
        'Expected somebody with posts below theirs, but "{officer}" has none today. '
        "Look at your own list of tasks.",
    ),
    "permit.quieten": (
        'Seharusnya yang melakukannya atasan dari pemegang tugas, tetapi "{officer}" bukan atasan '
        "di jalur itu. Mintalah kepada atasan pemegang tugas.",
        'Expected a superior of whoever has the work, but "{officer}" is none in that line. '
        "Ask the superior of whoever has it.",
    ),
}
