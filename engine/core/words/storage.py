"""Words about storage."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "storage.url.unknown": (
        "Seharusnya alamat basis data berbentuk sqlite:///office.db atau "
        'postgresql://user@host/nama, tetapi diawali "{scheme}". '
        "Periksa SOPAN_DATABASE_URL.",
        "Expected a database address such as sqlite:///office.db or postgresql://user@host/name, "
        'but it begins with "{scheme}". Check SOPAN_DATABASE_URL.',
    ),
    "storage.url.driver": (
        'Seharusnya alamat PostgreSQL diawali "postgresql://", tetapi diawali "{scheme}://". '
        "Periksa SOPAN_DATABASE_URL.",
        'Expected a PostgreSQL address to begin with "postgresql://", but it begins with '
        '"{scheme}://". Check SOPAN_DATABASE_URL.',
    ),
    "storage.url.option": (
        "Seharusnya setiap pilihan di alamat PostgreSQL dikenal, tetapi tidak demikian ({reason}). "
        "Periksa bagian setelah tanda tanya di SOPAN_DATABASE_URL.",
        "Expected every option of the PostgreSQL address to be known, but that is not so "
        "({reason}). Check what follows the question mark in SOPAN_DATABASE_URL.",
    ),
    "storage.url.sqlite": (
        "Seharusnya alamat SQLite hanya memuat nama berkas, tetapi tertulis {url}. "
        "Pakai sqlite:///office.db, atau sqlite:////data/office.db untuk jalur lengkap.",
        "Expected a SQLite address to name a file and nothing else, but it is {url}. "
        "Use sqlite:///office.db, or sqlite:////data/office.db for a full path.",
    ),
    "storage.url.folder": (
        "Seharusnya berkas basis data {path} dapat dibuka, tetapi folder {folder} tidak ada. "
        "Buat folder itu atau periksa SOPAN_DATABASE_URL.",
        "Expected to open the database file {path}, but there is no folder {folder}. "
        "Create it, or check SOPAN_DATABASE_URL.",
    ),
    "storage.unreachable": (
        "Seharusnya basis data dapat dihubungi, tetapi tidak menjawab ({reason}). "
        "Pastikan server menyala, lihat apakah pekerjaan terakhir tercatat, lalu coba lagi.",
        "Expected to reach the database, but it does not answer ({reason}). "
        "See that the server runs, look whether the last action was recorded, then try again.",
    ),
    "storage.busy": (
        "Seharusnya basis data dapat ditulis, tetapi sedang dipakai proses lain ({reason}). "
        "Tidak ada yang berubah; tunggu sebentar lalu coba lagi.",
        "Expected to use the database, but something else keeps it busy ({reason}). "
        "Nothing was changed; wait a moment and try again.",
    ),
    "storage.disk": (
        "Seharusnya berkas basis data dapat ditulis, tetapi media penyimpanan menolak ({reason}). "
        "Periksa ruang kosong dan hak akses foldernya, lalu coba lagi.",
        "Expected to use the database file, but the disk refuses ({reason}). "
        "Check free space and the rights of its folder, then try again.",
    ),
    "storage.damaged": (
        "Seharusnya berkas ini basis data Sopan, tetapi tidak dapat dibaca ({reason}). "
        "Periksa SOPAN_DATABASE_URL, atau pulihkan cadangan dengan `sopan db restore`.",
        "Expected a Sopan database, but the file cannot be read ({reason}). "
        "Check SOPAN_DATABASE_URL, or put a backup back with `sopan db restore`.",
    ),
    "storage.interrupted": (
        "Seharusnya perubahan tersimpan, tetapi program sedang dihentikan. "
        "Tidak ada yang berubah; ulangi setelah program berjalan lagi.",
        "Expected to store the change, but the program was interrupted. "
        "Nothing was changed; repeat it when the program runs again.",
    ),
    "storage.closed": (
        "Seharusnya perubahan tersimpan, tetapi basis data sudah ditutup karena program berhenti. "
        "Tidak ada yang berubah; ulangi setelah program berjalan lagi.",
        "Expected to store the change, but the database is closed because the program stops. "
        "Nothing was changed; repeat it when the program runs again.",
    ),
    "storage.schema.none": (
        "Seharusnya basis data berisi tabel Sopan, tetapi masih kosong. "
        "Buat tabelnya dengan `sopan db upgrade`.",
        "Expected the tables of Sopan in the database, but it is empty. "
        "Make them with `sopan db upgrade`.",
    ),
    "storage.schema.older": (
        "Seharusnya skema basis data pada revisi {known}, tetapi masih {found}. "
        "Buat cadangan, lalu perbarui dengan `sopan db upgrade`.",
        "Expected the database schema at revision {known}, but it is still at {found}. "
        "Make a backup, then bring it up to date with `sopan db upgrade`.",
    ),
    "storage.schema.newer": (
        "Seharusnya skema basis data paling baru revisi {known}, tetapi sudah {found}. "
        "Pasang Sopan versi terbaru; basis data ini sudah dipakai versi yang lebih baru.",
        "Expected a database schema no newer than revision {known}, but it is at {found}. "
        "Install the latest Sopan; a newer version has already used this database.",
    ),
    "storage.schema.unknown": (
        'Seharusnya revisi skema dikenal, tetapi "{revision}" tidak ada. '
        "Pilih salah satu dari: {known}.",
        'Expected a known revision of the schema, but there is no "{revision}". '
        "Choose one of: {known}.",
    ),
    "audit.changed": (
        "Seharusnya riwayat {element} utuh, tetapi peristiwa nomor {seq} tidak cocok dengan "
        "sidiknya. Bandingkan dengan cadangan sebelum melanjutkan.",
        "Expected the trail of {element} to be whole, but event {seq} does not match its hash. "
        "Compare it with a backup before you go on.",
    ),
    "audit.missing": (
        "Seharusnya riwayat {element} utuh, tetapi peristiwa nomor {seq} tidak ada. "
        "Bandingkan dengan cadangan sebelum melanjutkan.",
        "Expected the trail of {element} to be whole, but event {seq} is missing. "
        "Compare it with a backup before you go on.",
    ),
    "audit.extra": (
        "Seharusnya riwayat {element} berakhir sebelum peristiwa nomor {seq}, tetapi peristiwa itu "
        "ada. Bandingkan dengan cadangan sebelum melanjutkan.",
        "Expected the trail of {element} to end before event {seq}, but that event is there. "
        "Compare it with a backup before you go on.",
    ),
    "audit.orphaned": (
        "Seharusnya {element} ada, tetapi yang tersisa hanya riwayatnya, mulai peristiwa nomor "
        "{seq}. Bandingkan dengan cadangan sebelum melanjutkan.",
        "Expected {element} to exist, but only its trail is left, from event {seq} on. "
        "Compare it with a backup before you go on.",
    ),
    "backup.postgresql": (
        "Seharusnya berkas SQLite yang dicadangkan atau dipulihkan, tetapi basis data ini "
        "PostgreSQL. Pakai pg_dump dan pg_restore, atau pg_basebackup dengan arsip WAL.",
        "Expected a SQLite file to back up or restore, but this database is PostgreSQL. "
        "Use pg_dump and pg_restore, or pg_basebackup with a WAL archive.",
    ),
    "backup.exists": (
        "Seharusnya cadangan ditulis ke berkas baru, tetapi {path} sudah ada. "
        "Pilih nama lain, atau minta agar berkas itu ditimpa.",
        "Expected to write the backup to a new file, but {path} exists. "
        "Choose another name, or ask to overwrite it.",
    ),
    "backup.folder": (
        "Seharusnya cadangan ditulis ke {path}, tetapi folder {folder} tidak ada. "
        "Buat folder itu atau pilih tempat lain.",
        "Expected to write the backup to {path}, but there is no folder {folder}. "
        "Create it or choose another place.",
    ),
    "backup.same": (
        "Seharusnya cadangan terpisah dari basis data, tetapi {path} adalah basis data itu "
        "sendiri. Pilih berkas lain.",
        "Expected the backup to be apart from the database, but {path} is the database itself. "
        "Choose another file.",
    ),
    "backup.none": (
        "Seharusnya {path} berisi cadangan, tetapi berkas itu tidak ada. Periksa namanya.",
        "Expected a backup at {path}, but there is no such file. Check its name.",
    ),
    "backup.damaged": (
        "Seharusnya {path} berisi basis data yang utuh, tetapi pemeriksaannya gagal ({reason}). "
        "Basis data yang sekarang tidak berubah; pakai cadangan lain.",
        "Expected a sound database in {path}, but its check failed ({reason}). "
        "The present database is unchanged; use another backup.",
    ),
    "backup.foreign": (
        "Seharusnya {path} berisi cadangan Sopan, tetapi isinya bukan dari Sopan atau dari versi "
        "yang lebih baru. Basis data yang sekarang tidak berubah; pakai cadangan lain atau pasang "
        "Sopan versi terbaru.",
        "Expected a backup of Sopan in {path}, but it is something else or from a newer version. "
        "The present database is unchanged; use another backup or install the latest Sopan.",
    ),
    "backup.in_use": (
        "Seharusnya basis data {path} tidak sedang dipakai, tetapi ada program yang membukanya. "
        "Hentikan `sopan serve` dan perintah lain, lalu ulangi.",
        "Expected nobody to use the database {path}, but a program has it open. "
        "Stop `sopan serve` and other commands, then repeat.",
    ),
}
