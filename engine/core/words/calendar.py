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
    "calendar.invalid": (
        "Seharusnya kalender {agency} tetap benar setelah diubah, tetapi ada {count} temuan. "
        "Betulkan perubahan itu, lalu ulangi.",
        "Expected calendar {agency} to be sound after the change, but it has "
        "{count:finding|findings}. Correct the change and try again.",
    ),
    "calendar.hours_unreadable": (
        'Seharusnya jam kerja tertulis seperti "07.30-12.00 13.00-16.00", tetapi tertulis '
        '"{text}". Tulis jam buka dan jam tutupnya, atau "tutup".',
        'Expected to read hours like "07.30-12.00 13.00-16.00", but it says "{text}". '
        'Write when the office opens and closes, or "tutup".',
    ),
    "calendar.week_unreadable": (
        'Seharusnya tertulis hari dan jamnya seperti "senin-kamis 08.00-15.00", tetapi tertulis '
        '"{text}". Tulis satu hari atau dari hari ke hari, lalu jamnya.',
        'Expected to read days and hours like "senin-kamis 08.00-15.00", but it says "{text}". '
        "Write one day or from day to day, then the hours.",
    ),
    "calendar.day_ordinary": (
        "Seharusnya {day} hari libur atau berjam khusus, tetapi hari itu hari biasa. "
        "Pilih hari dari kalendernya.",
        "Expected to find {day} closed or with hours of its own, but it is an ordinary day. "
        "Choose a day from the calendar.",
    ),
    "calendar.season_incomplete": (
        "Seharusnya masa {season} mempunyai hari pertama, hari terakhir, dan jam kerja, tetapi "
        "belum lengkap. Isi ketiganya.",
        "Expected season {season} to have a first day, a last day and hours, but some are missing. "
        "Give all three.",
    ),
    "calendar.week_unknown": (
        "Seharusnya ada jam mingguan yang berlaku sejak {day}, tetapi tidak ada. "
        "Pilih salah satu tanggal yang tertulis pada kalender itu.",
        "Expected weekly hours that hold from {day}, but there are none. "
        "Choose one of the dates the calendar names.",
    ),
    "calendar.season_twice": (
        "Seharusnya hanya satu masa bernama {season}, tetapi ada beberapa. "
        "Beri nama yang berbeda di agency.toml, lalu `sopan deploy` lagi.",
        "Expected to find one season named {season}, but there are several. "
        "Give each a name of its own in agency.toml and run `sopan deploy` again.",
    ),
    "calendar.period": (
        "Seharusnya masa yang ditampilkan berurutan dan paling lama sepuluh tahun, tetapi tertulis "
        "{first} sampai {last}. Betulkan tanggalnya.",
        "Expected to show ten years at most, in order, but it says {first} to {last}. "
        "Correct the dates.",
    ),
    "calendar.csv": (
        "Seharusnya setiap baris tabel dapat dibaca, tetapi ada {count} temuan. "
        "Betulkan semuanya, lalu impor lagi; belum ada yang diubah.",
        "Expected to read every line of the table, but it has {count:finding|findings}. "
        "Correct them all and import it again; nothing has been changed.",
    ),
    "calendar.csv_heads": (
        "Seharusnya baris pertama berisi tanggal; hari; jam; keterangan, tetapi tertulis: {heads}. "
        "Tulis paling sedikit tanggal dan jam.",
        "Expected the first line to say tanggal; hari; jam; keterangan, but it says: {heads}. "
        "Write tanggal and jam at least.",
    ),
    "calendar.csv_broken": (
        "Seharusnya tabel dapat dibaca sampai akhir, tetapi tidak: {reason}. "
        "Simpan lagi sebagai CSV dari aplikasi lembar kerja.",
        "Expected to read the table to its end, but that is not possible: {reason}. "
        "Save it again as CSV from a spreadsheet.",
    ),
    "calendar.csv_date": (
        'Seharusnya tertulis tanggal seperti 2026-03-18 atau 18/3/2026, tetapi tertulis "{text}". '
        "Betulkan tanggalnya.",
        'Expected to read a date like 2026-03-18 or 18/3/2026, but it says "{text}". '
        "Correct the date.",
    ),
    "calendar.csv_weekday": (
        "Seharusnya {day} hari {right}, tetapi tertulis {weekday}. Betulkan tanggal atau harinya.",
        "Expected {day} to be a {right}, but it says {weekday}. Correct the date or the day.",
    ),
    "calendar.csv_twice": (
        "Seharusnya setiap tanggal tertulis sekali, tetapi {day} sudah ada di baris {other}. "
        "Hapus salah satunya.",
        "Expected to read each date once, but {day} stands in line {other} already. "
        "Remove one of them.",
    ),
    "calendar.csv_long": (
        "Seharusnya tabel paling banyak {most} hari, tetapi ada {count}. "
        "Bagi menjadi beberapa berkas.",
        "Expected a table of {most} days at most, but there are {count}. Divide it into files.",
    ),
    "calendar.decree_empty": (
        "Seharusnya tabel memuat hari libur tahun {year}, tetapi tidak ada hari dari tahun itu. "
        "Periksa tabel dan tahunnya.",
        "Expected the table to hold the holidays of {year}, but it has no day of that year. "
        "Check the table and the year.",
    ),
    "calendar.decree_gap": (
        "Seharusnya tahun ditetapkan berurutan, tetapi {missing} belum ditetapkan sebelum {year}. "
        "Impor tahun {missing} dahulu.",
        "Expected the years to be decreed in order, but {missing} is not decreed before {year}. "
        "Import {missing} first.",
    ),
    "calendar.csv_why": (
        "Seharusnya {day} disertai alasan, tetapi keterangannya kosong. "
        "Tulis mengapa hari itu tutup atau berjam lain.",
        "Expected to read a reason for {day}, but there is none. "
        "Write why that day is closed or has other hours.",
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
