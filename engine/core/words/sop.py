"""Words about agencies and their people, and about drawing their SOPs."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "agency.syntax": (
        'Seharusnya "{file}" berisi TOML, tetapi tidak dapat dibaca: {problem}. '
        "Perbaiki barisnya, lalu ulangi.",
        'Expected "{file}" to be TOML, but it cannot be read: {problem}. '
        "Correct that line and try again.",
    ),
    "agency.invalid": (
        'Seharusnya "{file}" menerangkan instansi dengan lengkap, tetapi ada {count} temuan. '
        "Perbaiki semuanya, lalu ulangi.",
        'Expected "{file}" to describe the agency without a doubt, but it has '
        "{count:finding|findings}. Correct them all and try again.",
    ),
    "agency.key": (
        '{element}: seharusnya hanya memuat isian yang dikenal, tetapi ada "{name}". '
        "Hapus, atau pakai salah satu: {known}.",
        'Expected {element} to have known entries only, but it has "{name}". '
        "Remove it, or use one of: {known}.",
    ),
    "agency.key.near": (
        '{element}: seharusnya hanya memuat isian yang dikenal, tetapi ada "{name}". '
        'Barangkali maksudnya "{near}"?',
        'Expected {element} to have known entries only, but it has "{name}". '
        'Did you mean "{near}"?',
    ),
    "agency.missing": (
        '{element}: seharusnya mengisi "{key}", tetapi kosong. Tambahkan.',
        'Expected {element} to say "{key}", but it does not. Add it.',
    ),
    "agency.text": (
        '{element}: seharusnya "{key}" berupa teks, tetapi isinya {value}. '
        "Tulis di antara tanda kutip.",
        'Expected "{key}" of {element} to be text, but it is {value}. '
        "Write it between quotation marks.",
    ),
    "agency.texts": (
        '{element}: seharusnya "{key}" berupa daftar teks, tetapi isinya {value}. '
        'Tulis seperti ["satu", "dua"].',
        'Expected "{key}" of {element} to be a list of texts, but it is {value}. '
        'Write it like ["one", "two"].',
    ),
    "agency.day": (
        '{element}: seharusnya "{key}" berupa tanggal, tetapi isinya {value}. '
        "Tulis seperti 2026-12-31, tanpa tanda kutip.",
        'Expected "{key}" of {element} to be a date, but it is {value}. '
        "Write it like 2026-12-31, without quotation marks.",
    ),
    "agency.tables": (
        '{element}: seharusnya setiap "{key}" ditulis sebagai tabel, tetapi tidak. '
        "Awali masing-masing dengan [[{key}]].",
        'Expected every "{key}" of {element} to be a table of its own, but it is not. '
        "Begin each with [[{key}]].",
    ),
    "agency.week": (
        '{element}: seharusnya "week" memuat jam kerja tiap hari, tetapi tidak ada. '
        'Tulis seperti week.mon-thu = ["07.30-12.00", "13.00-16.00"].',
        'Expected {element} to give the hours of each day in "week", but it does not. '
        'Write them like week.mon-thu = ["07.30-12.00", "13.00-16.00"].',
    ),
    "agency.weekday": (
        '{element}: seharusnya hari kerja bernama {known}, atau dari-sampai seperti "mon-thu", '
        'tetapi tertulis "{name}". Perbaiki namanya.',
        'Expected {element} to name working days {known}, or from-to like "mon-thu", '
        'but it says "{name}". Correct the name.',
    ),
    "agency.weekday.near": (
        '{element}: seharusnya nama hari dikenal, tetapi tertulis "{name}". '
        'Barangkali maksudnya "{near}"?',
        'Expected {element} to name a known day, but it says "{name}". Did you mean "{near}"?',
    ),
    "agency.hours": (
        '{element}: seharusnya jam kerja "{key}" berupa daftar dari-sampai, tetapi isinya {value}. '
        'Tulis seperti ["07.30-12.00", "13.00-16.00"].',
        'Expected the hours of "{key}" in {element} to be a list of from-to, but it is {value}. '
        'Write it like ["07.30-12.00", "13.00-16.00"].',
    ),
    "agency.zone": (
        '{element}: seharusnya zona waktu dikenal, tetapi "{name}" tidak dikenal. '
        "Pakai Asia/Jakarta (WIB), Asia/Makassar (WITA) atau Asia/Jayapura (WIT).",
        'Expected {element} to name a known time zone, but "{name}" is not one. '
        "Use Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT).",
    ),
    "agency.zone.near": (
        '{element}: seharusnya zona waktu dikenal, tetapi "{name}" tidak dikenal. '
        'Barangkali maksudnya "{near}"?',
        'Expected {element} to name a known time zone, but "{name}" is not one. '
        'Did you mean "{near}"?',
    ),
    "agency.kind": (
        '{element}: seharusnya "kind" berisi salah satu dari {known}, tetapi isinya "{name}". '
        "Pilih salah satunya.",
        'Expected "kind" of {element} to be one of {known}, but it is "{name}". '
        "Choose one of them.",
    ),
    "agency.kind.near": (
        '{element}: seharusnya "kind" dikenal, tetapi isinya "{name}". '
        'Barangkali maksudnya "{near}"?',
        'Expected "kind" of {element} to be a known one, but it is "{name}". '
        'Did you mean "{near}"?',
    ),
    "agency.folder": (
        'Seharusnya instansi bernama seperti foldernya "{folder}", tetapi id-nya "{id}". '
        "Samakan keduanya.",
        'Expected the agency to be named like its folder "{folder}", but its id is "{id}". '
        "Make them the same.",
    ),
    "agency.reference": (
        '{element}: seharusnya "{key}" menunjuk isian lain dalam berkas ini, '
        'tetapi "{name}" tidak ada. Tambahkan, atau pakai salah satu: {known}.',
        'Expected "{key}" of {element} to name an entry of this file, but "{name}" is not there. '
        "Add it, or use one of: {known}.",
    ),
    "agency.reference.near": (
        '{element}: seharusnya "{key}" menunjuk isian lain dalam berkas ini, '
        'tetapi "{name}" tidak ada. Barangkali maksudnya "{near}"?',
        'Expected "{key}" of {element} to name an entry of this file, but "{name}" is not there. '
        'Did you mean "{near}"?',
    ),
    "agency.twice": (
        "Seharusnya {element} tertulis satu kali, tetapi lebih. Beri nama lain, atau hapus.",
        "Expected {element} to be written once, but it is there again. Rename or remove one.",
    ),
    "agency.circle": (
        "{element}: seharusnya atasan berujung pada satu pimpinan, tetapi berputar: {path}. "
        'Perbaiki "superior" salah satunya.',
        "Expected the superiors of {element} to end at one head, but they go round: {path}. "
        'Correct the "superior" of one of them.',
    ),
    "agency.unit_circle": (
        "{element}: seharusnya unit bukan bagian dari dirinya sendiri, tetapi berputar: {path}. "
        'Perbaiki "parent" salah satunya.',
        "Expected {element} not to be part of itself, but the units go round: {path}. "
        'Correct the "parent" of one of them.',
    ),
    "agency.dates": (
        "{element}: seharusnya mulai sebelum selesai, tetapi tertulis {first} sampai {last}. "
        "Tukar kedua tanggalnya.",
        "Expected {element} to begin before it ends, but it says {first} to {last}. "
        "Swap the two dates.",
    ),
    "agency.holders": (
        "{element}: seharusnya dijabat satu pejabat definitif pada satu waktu, tetapi ada {one} "
        'dan {other}. Isi "until" yang pertama, atau jadikan salah satunya plh atau plt.',
        "Expected {element} to have one definitive holder at a time, but {one} and {other} both "
        'hold it. Give the first an "until", or make one of them plh or plt.',
    ),
    "catalogue.empty": (
        'Seharusnya "{path}" memuat SOP, tetapi tidak ada agency.toml maupun berkas .bpmn. '
        "Tunjuk folder instansi, folder yang memuat folder instansi, atau berkas .bpmn.",
        'Expected "{path}" to hold SOPs, but there is neither an agency.toml nor a .bpmn file. '
        "Name the folder of an agency, a folder of such folders, or a .bpmn file.",
    ),
    "drawing.refused": (
        "Seharusnya diagram dapat digambar ulang, tetapi {count} hal tidak dapat ditempatkan. "
        "Gambar diagramnya dengan penyunting BPMN.",
        "Expected to draw the diagram anew, but {count:thing has|things have} no place in it. "
        "Draw it in a BPMN modeler.",
    ),
    "drawing.element": (
        "Seharusnya gambar hanya memuat satu proses, lajur, langkah dan alurnya, "
        'tetapi "{element}" berupa {kind_of_element}. '
        "Keluarkan, atau gambar diagramnya dengan penyunting BPMN.",
        'Expected to draw one process, its lanes, nodes and flows only, but "{element}" is a '
        "{kind_of_element}. Take it out, or draw the diagram in a BPMN modeler.",
    ),
    "drawing.end": (
        'Seharusnya "{element}" menghubungkan dua langkah dalam ruang yang sama, tetapi "{name}" '
        "tidak ada di sana. Perbaiki ujung alurnya.",
        'Expected "{element}" to join two nodes of the same scope, but "{name}" is not there. '
        "Correct the end of the flow.",
    ),
    "drawing.id": (
        "Seharusnya semua yang digambar mempunyai id, tetapi {kind_of_element} pada baris {line} "
        "tidak. Tambahkan id.",
        "Expected everything that is drawn to have an id, but the {kind_of_element} on line "
        "{line} has none. Add one.",
    ),
    "drawing.nothing": (
        "Seharusnya berkas memuat proses untuk digambar, tetapi tidak ada. Tambahkan prosesnya.",
        "Expected the file to hold a process to draw, but there is none. Add the process.",
    ),
}
