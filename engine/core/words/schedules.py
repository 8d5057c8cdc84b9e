"""Words about versions that come into force on a day: which day, and what stands in the way."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "schedule.begun": (
        "Seharusnya tanggal mulai berlaku sesudah hari ini ({today}), tetapi yang dipilih {on}. "
        "Pilih tanggal yang akan datang, atau berlakukan sekarang.",
        "Expected a day after today ({today}) to be in force from, but {on} was chosen. "
        "Choose a later day, or put the version in force now.",
    ),
    "schedule.far": (
        "Seharusnya tanggal mulai berlaku paling lambat {last}, tetapi yang dipilih {on}. "
        "Periksa tahunnya, atau jadwalkan nanti.",
        "Expected a day up to {last} to be in force from, but {on} was chosen. "
        "Check the year, or schedule it later.",
    ),
    "schedule.day": (
        'Seharusnya tanggal mulai berlaku ditulis seperti 2027-01-01, tetapi isinya "{on}". '
        "Tulis tahun, bulan, dan tanggalnya.",
        'Expected the day to be in force from as 2027-01-01, but it is "{on}". '
        "Write its year, month and day.",
    ),
    "schedule.none": (
        "Seharusnya {definition} versi {version} dijadwalkan berlaku, tetapi tidak ada jadwalnya. "
        "Lihat keadaan terbaru di daftar versinya.",
        "Expected {definition} version {version} to be scheduled, but it is not. "
        "See its versions as they are now.",
    ),
    "schedule.decision": (
        "Seharusnya yang dijadwalkan berlaku adalah SOP, tetapi {file} berisi tabel keputusan. "
        "Terbitkan berkas itu tanpa tanggal.",
        "Expected an SOP to come into force on a day, but {file} holds decision tables. "
        "Deploy that file without a date.",
    ),
    "deploy.effective_differs": (
        'Seharusnya mulai berlaku pada tanggal efektif di identitas SOP ("{said}"), tetapi versi '
        "ini berlaku mulai {on}. Periksa mana yang benar; versi tetap dapat berlaku.",
        'Expected to be in force from the date the SOP itself gives ("{said}"), but this version '
        "is from {on}. Check which one is right; it works either way.",
    ),
    "deploy.replaced_later": (
        "Seharusnya versi terbaru tetap berlaku, tetapi versi {version} sudah dijadwalkan berlaku "
        "mulai {on}. Batalkan jadwal itu jika tidak dikehendaki lagi.",
        "Expected the newest version to stay in force, but version {version} is scheduled to be in "
        "force from {on}. Withdraw that schedule if it is no longer wanted.",
    ),
}
