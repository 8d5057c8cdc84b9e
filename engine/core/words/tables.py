"""Words about the table of an SOP that is being edited."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "table.invalid": (
        "Seharusnya tabel lengkap, tetapi ada {count} temuan. Perbaiki semuanya, lalu simpan lagi.",
        "Expected the table to be complete, but it has {count:finding|findings}. "
        "Correct them all and save again.",
    ),
    "table.fixed": (
        "Seharusnya susunan SOP ini dapat diubah lewat tabel, tetapi diagramnya memuat {count} hal "
        "yang tidak dapat ditulis dalam tabel. Ubah susunannya lewat diagram; isi tiap baris tetap "
        "dapat diubah di sini.",
        "Expected the order of this SOP to be changeable as a table, but its diagram has {count} "
        "things a table cannot say. Change the order in the diagram; cells can be changed here.",
    ),
    "table.element": (
        'Seharusnya SOP berurutan dari awal sampai akhir, tetapi "{name}" ({tag}) tidak dapat '
        "ditulis dalam tabel. Ubah bagian itu lewat diagram.",
        'Expected the SOP to go from its start to its end row by row, but "{name}" ({tag}) cannot '
        "be said in a table. Change that part in the diagram.",
    ),
    "table.not_one": (
        "Seharusnya ada satu {tag}, tetapi ada {count}. Ubah lewat diagram.",
        "Expected one {tag}, but there are {count}. Change that in the diagram.",
    ),
    "table.rows": (
        "Seharusnya tabel paling banyak {limit} baris, tetapi sudah sebanyak itu. "
        "Pecah SOP ini menjadi dua.",
        "Expected a table to have at most {limit} rows, but it has that many already. "
        "Divide this SOP into two.",
    ),
    "table.lanes": (
        "Seharusnya tabel paling banyak {limit} pelaksana, tetapi sudah sebanyak itu. "
        "Gabungkan beberapa pelaksana.",
        "Expected a table to have at most {limit} lanes, but it has that many already. "
        "Join some of the lanes.",
    ),
    "table.last_row": (
        "Seharusnya tabel punya setidaknya satu baris, tetapi ini baris terakhir. "
        "Ubah isinya, atau buang drafnya.",
        "Expected a table to have at least one row, but this is the last. "
        "Change what it says, or throw the draft away.",
    ),
    "table.no_row": (
        "Seharusnya baris {row} ada, tetapi tidak. Muat ulang tabelnya.",
        "Expected row {row} to exist, but it does not. Reload the table.",
    ),
    "table.lane_used": (
        'Seharusnya hanya pelaksana tanpa kegiatan yang dihapus, tetapi "{lane}" masih punya '
        "kegiatan atau satu-satunya. Pindahkan dahulu kegiatannya.",
        'Expected only a lane without steps to be removed, but "{lane}" still has steps or is the '
        "only one. Move its steps first.",
    ),
    "table.lane_name": (
        "Seharusnya setiap pelaksana bernama, tetapi ada yang kosong. Isi namanya.",
        "Expected every lane to have a name, but one has none. Fill it in.",
    ),
    "table.name": (
        "Seharusnya kegiatan pada baris {row} diisi, tetapi kosong. Tulis kegiatannya.",
        "Expected row {row} to say what is done, but it is empty. Write it.",
    ),
    "table.long_name": (
        "Seharusnya kegiatan pada baris {row} paling panjang {limit} huruf, tetapi lebih. "
        "Persingkat, atau pindahkan sebagian ke Keterangan.",
        "Expected what row {row} does to have at most {limit} letters, but it has more. "
        "Shorten it, or move a part to the remarks.",
    ),
    "table.lane": (
        "Seharusnya baris {row} punya pelaksana, tetapi belum. Pilih salah satu.",
        "Expected row {row} to have a lane, but it has none. Choose one.",
    ),
    "table.target": (
        'Seharusnya "Tidak" pada baris {row} menuju baris yang ada, tetapi tidak. Pilih barisnya.',
        'Expected "Tidak" of row {row} to lead to a row there is, but it does not. Choose the row.',
    ),
    "table.same_target": (
        'Seharusnya "Tidak" pada baris {row} menuju baris lain daripada "Ya", tetapi sama. '
        "Pilih baris lain, atau hapus keputusannya.",
        'Expected "Tidak" of row {row} to lead elsewhere than "Ya", but it does not. '
        "Choose another row, or remove the decision.",
    ),
    "table.standard": (
        'Seharusnya waktu pada baris {row} ditulis seperti "2 hari", tetapi tertulis "{text}". '
        "Tulis angka dan satuannya: menit, jam, hari, atau minggu.",
        'Expected the time of row {row} to be written like "2 hari", but it is "{text}". '
        "Write a number and its unit: menit, jam, hari or minggu.",
    ),
    "table.action": (
        'Seharusnya tombolnya dikenal, tetapi "{name}" tidak. Muat ulang tabelnya.',
        'Expected the button to be known, but "{name}" is not. Reload the table.',
    ),
}
