"""Words only the command line says."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "id.short": (
        "Seharusnya tertulis id {kind} atau akhirannya, paling sedikit {least} huruf, tetapi "
        'tertulis "{name}". Tulis lebih panjang.',
        'Expected the id of {kind} or how it ends, at least {least} characters, but got "{name}". '
        "Write more of it.",
    ),
    "id.ambiguous": (
        'Seharusnya satu {kind} berakhiran "{name}", tetapi ada beberapa. '
        "Tulis lebih panjang, atau id lengkapnya.",
        'Expected {kind} whose id ends in "{name}", but there are several. '
        "Write more of it, or the whole id.",
    ),
    "check.unreadable": (
        "Seharusnya {file} dapat dibaca, tetapi tidak: {reason}. Periksa nama dan hak aksesnya.",
        "Expected to read {file}, but that is not possible: {reason}. "
        "Check its name and its permissions.",
    ),
    "check.failed": (
        "Seharusnya {file} dapat diperiksa, tetapi pemeriksa berhenti: {reason}. "
        "Laporkan berkas ini kepada pengembang Sopan.",
        "Expected to check {file}, but the checker itself failed: {reason}. "
        "Report this file to the developers of Sopan.",
    ),
    "layout.file": (
        "Seharusnya {file} dapat dibaca dan ditulis, tetapi tidak: {reason}. "
        "Periksa nama dan hak aksesnya.",
        "Expected to read and write {file}, but that is not possible: {reason}. "
        "Check its name and its permissions.",
    ),
    "db.downgrade": (
        "Seharusnya penurunan skema ke {revision} dipastikan dahulu karena data dapat hilang, "
        "tetapi belum. Buat cadangan, lalu tambahkan --yes.",
        "Expected the way back to {revision} to be confirmed, for data may be lost, but it is not. "
        "Make a backup, then add --yes.",
    ),
}
