"""Words about reports: what can be asked of them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "report.by": (
        "Seharusnya laporan dikelompokkan menurut salah satu dari {known}, tetapi tertulis "
        '"{text}". Pilih salah satunya.',
        'Expected a report by one of {known}, but it says "{text}". Choose one of them.',
    ),
    "report.period": (
        "Seharusnya masa laporan dimulai sebelum berakhir, tetapi tertulis {since} sampai {until}. "
        "Perbaiki kedua tanggalnya.",
        "Expected a period that begins before it ends, but it says {since} to {until}. "
        "Correct the two dates.",
    ),
    "report.half": (
        'Seharusnya semester ditulis seperti 2026-1 atau 2026-2, tetapi tertulis "{text}". '
        "Tulis tahun, tanda hubung, lalu 1 atau 2.",
        'Expected a half-year such as 2026-1 or 2026-2, but it says "{text}". '
        "Write the year, a hyphen, then 1 or 2.",
    ),
    "report.format": (
        'Seharusnya bentuk berkas salah satu dari {known}, tetapi tertulis "{text}". '
        "Pilih salah satunya.",
        'Expected a file in one of the forms {known}, but it says "{text}". Choose one of them.',
    ),
    "report.to_terminal": (
        "Seharusnya berkas {text} disimpan, tetapi --out tidak diisi. "
        "Tulis misalnya --out laporan.{text}.",
        "Expected a place for the {text} file, but there is no --out. "
        "Write, for example, --out report.{text}.",
    ),
    "report.count": (
        'Seharusnya {option} berupa bilangan bulat dari 1 sampai {most}, tetapi tertulis "{text}". '
        "Tulis bilangan di antaranya.",
        'Expected a whole number from 1 to {most} for {option}, but it says "{text}". '
        "Write one in between.",
    ),
}
