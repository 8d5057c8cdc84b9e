"""Words about work."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "form.required": (
        'Seharusnya "{label}" diisi, tetapi masih kosong. Isi lalu kirim kembali.',
        'Expected to find an answer to "{label}", but it is empty. Fill it in and send it again.',
    ),
    "form.choice": (
        'Seharusnya "{label}" salah satu dari {allowed}, tetapi tertulis "{value}". '
        "Pilih salah satunya.",
        'Expected to find one of {allowed} for "{label}", but it says "{value}". '
        "Choose one of them.",
    ),
    "form.choice_near": (
        'Seharusnya "{label}" salah satu dari {allowed}, tetapi tertulis "{value}". '
        'Barangkali maksudnya "{near}"?',
        'Expected to find one of {allowed} for "{label}", but it says "{value}". '
        'Did you mean "{near}"?',
    ),
    "form.number": (
        'Seharusnya "{label}" berupa angka, tetapi tertulis "{value}". '
        "Tulis misalnya 1250,5 atau 1.250,5.",
        'Expected to find a number for "{label}", but it says "{value}". '
        "Write, for example, 1250.5 or 1.250,5.",
    ),
    "form.date": (
        'Seharusnya "{label}" berupa tanggal, tetapi tertulis "{value}". '
        "Tulis misalnya 31-03-2026 atau 2026-03-31.",
        'Expected to find a date for "{label}", but it says "{value}". '
        "Write, for example, 31-03-2026 or 2026-03-31.",
    ),
    "form.yesno": (
        'Seharusnya "{label}" dijawab ya atau tidak, tetapi tertulis "{value}". '
        "Jawab ya atau tidak.",
        'Expected to find ya or tidak for "{label}", but it says "{value}". '
        "Answer ya (yes) or tidak (no).",
    ),
    "form.text": (
        'Seharusnya "{label}" berupa teks, tetapi isinya bukan teks biasa. '
        "Tulis jawabannya dengan huruf dan angka.",
        'Expected to find text for "{label}", but it is something else. '
        "Write the answer in letters and figures.",
    ),
    "form.too_long": (
        'Seharusnya "{label}" paling panjang {limit} huruf, tetapi lebih dari itu. '
        "Ringkas, atau lampirkan sebagai berkas.",
        'Expected to find at most {limit} characters for "{label}", but there are more. '
        "Shorten it, or attach it as a file.",
    ),
    "form.table": (
        'Seharusnya "{label}" berupa daftar baris, tetapi bentuknya lain. '
        'Tulis sebagai JSON, misalnya [{{"uraian": "ATK", "jumlah": 2}}].',
        'Expected to find a list of rows for "{label}", but it has another shape. '
        'Write it as JSON, for example [{{"uraian": "ATK", "jumlah": 2}}].',
    ),
    "form.column": (
        'Seharusnya baris {row} pada "{label}" hanya berisi kolom yang ditanyakan, tetapi ada '
        '"{column}". Hapus kolom itu.',
        'Expected to find only the columns of "{label}" in row {row}, but there is "{column}". '
        "Leave that column out.",
    ),
    "form.name": (
        'Seharusnya nama isian terdiri atas huruf, angka, dan garis bawah, tetapi "{name}" tidak '
        "dapat dipakai. Pakai nama lain yang diawali huruf, dan bukan nama yang sudah dipakai "
        "sistem.",
        "Expected to find a name of letters, digits and underscores, but "
        '"{name}" cannot be used. Choose another one that starts with a letter and that the '
        "system does not use itself.",
    ),
    "form.json": (
        'Seharusnya isi "{label}" dapat ditulis sebagai JSON, tetapi tidak dapat. '
        "Pakai teks, angka, ya/tidak, daftar, atau objek yang tidak terlalu dalam.",
        'Expected to find a value for "{label}" that JSON can say, but it cannot. '
        "Use text, numbers, true/false, lists or objects that are not too deep.",
    ),
    "form.too_big": (
        "Seharusnya semua isian paling besar 1 MB, tetapi lebih dari itu. "
        "Lampirkan yang besar sebagai berkas.",
        "Expected to receive answers of 1 MB at most, but they are larger. "
        "Attach what is large as a file.",
    ),
    "form.several": (
        "Seharusnya semua isian dapat diterima, tetapi {count} di antaranya perlu diperbaiki. "
        "Perbaiki satu per satu lalu kirim kembali.",
        "Expected to accept every answer, but {count:of them needs|of them need} correcting. "
        "Correct them one by one and send them again.",
    ),
}
