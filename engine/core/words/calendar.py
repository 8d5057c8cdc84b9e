"""Words about working calendars and time standards."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "calendar.exhausted": (
        "Seharusnya ada cukup waktu kerja pada kalender {calendar} dalam sepuluh tahun sejak {on}, "
        "tetapi tidak cukup. Periksa jam kerja, hari libur, dan waktu bakunya.",
        "Expected to find enough working time in calendar {calendar} within ten years of {on}, "
        "but there is too little. Check its opening hours, closed days and the time standard.",
    ),
    "calendar.never_open": (
        'Seharusnya ada jam kerja dalam minggu "{element}", tetapi semua hari tutup. '
        "Isi jam buka sedikitnya satu hari.",
        'Expected to find opening hours in the week of "{element}", but every day is closed. '
        "Give at least one day its hours.",
    ),
    "calendar.hours_reversed": (
        "Seharusnya jam buka mendahului jam tutup ({element}), tetapi tertulis {opens} sampai "
        "{closes}. Betulkan jamnya.",
        "Expected to read opening before closing ({element}), but it says {opens} to {closes}. "
        "Correct the hours.",
    ),
    "calendar.hours_overlap": (
        "Seharusnya jam kerja berurutan tanpa tumpang tindih ({element}), tetapi jam yang mulai "
        "{opens} datang sebelum {closes}. Urutkan atau gabungkan jamnya.",
        "Expected to read hours in order and apart ({element}), but those from {opens} begin "
        "before {closes}. Put them in order or join them.",
    ),
    "calendar.season_reversed": (
        "Seharusnya hari pertama masa {element} mendahului hari terakhirnya, tetapi terbalik. "
        "Tukar kedua tanggalnya.",
        "Expected to read the first day of season {element} before its last, but they are the "
        "other way round. Swap the two dates.",
    ),
    "calendar.season_overlap": (
        "Seharusnya masa {element} mulai setelah masa {other} selesai, tetapi keduanya bertindih. "
        "Ubah salah satu tanggalnya.",
        "Expected to start season {element} after season {other} has ended, but they overlap. "
        "Change one of the dates.",
    ),
    "timestandard.unreadable": (
        "Seharusnya tertulis jumlah dan satuan waktu (menit, jam, hari, minggu), tetapi tertulis "
        '"{text}". Tulis misalnya "30 menit", "2 jam", "4 hari", atau "1 minggu".',
        "Expected to read an amount and a unit of time (menit, jam, hari, minggu), but it says "
        '"{text}". Write, for example, "30 menit", "2 jam", "4 hari" or "1 minggu".',
    ),
    "timestandard.no_unit": (
        'Seharusnya ada satuan waktu, tetapi hanya tertulis "{text}". '
        "Tambahkan menit, jam, hari, atau minggu.",
        'Expected to read a unit of time, but it only says "{text}". '
        "Add menit, jam, hari or minggu.",
    ),
    "timestandard.two_units": (
        'Seharusnya satuan waktunya satu arti, tetapi "{text}" dapat dibaca dengan dua cara. '
        "Tulis satu satuan saja, sama dengan kepala kolomnya.",
        'Expected to read one unit of time, but "{text}" can be read in two ways. '
        "Write a single unit, the same as the head of the column.",
    ),
    "timestandard.not_positive": (
        'Seharusnya waktu baku lebih dari nol, tetapi tertulis "{text}". '
        "Isi waktunya atau kosongkan kolomnya.",
        'Expected to read a time standard above zero, but it says "{text}". '
        "Enter the time or leave the cell empty.",
    ),
    "timestandard.too_long": (
        'Seharusnya waktu baku paling lama sepuluh tahun, tetapi tertulis "{text}". '
        "Periksa angka dan satuannya.",
        'Expected to read a time standard of ten years at most, but it says "{text}". '
        "Check the number and its unit.",
    ),
}
