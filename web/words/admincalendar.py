"""Words of the pages about the working calendar."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "calendar.edit": ("Ubah kalender", "Change the calendar"),
    "calendar.edit_lead": (
        "Sebelum disimpan, Anda melihat dahulu tenggat mana yang bergeser.",
        "Before anything is saved you see which deadlines would move.",
    ),
    "calendar.preview": ("Lihat akibatnya", "See what it does"),
    "calendar.preview_title": ("Akibat perubahan", "What the change does"),
    "calendar.not_yet": ("Belum disimpan.", "Not saved yet."),
    "calendar.same": (
        "Kalendernya sudah seperti itu; tidak ada yang berubah.",
        "The calendar is like that already; nothing changes.",
    ),
    "calendar.apply": ("Simpan perubahan", "Save the change"),
    "calendar.leave": ("Kembali tanpa menyimpan", "Back without saving"),
    "calendar.moved": ("{count} tenggat bergeser", "{count:deadline moves|deadlines move}"),
    "calendar.moved_none": ("Tidak ada tenggat yang bergeser.", "No deadline moves."),
    "calendar.moved_table": ("Tenggat yang bergeser", "Deadlines that move"),
    "calendar.moved_more": ("dan {count} lagi", "and {count} more"),
    "calendar.moved_what": ("Pelaksanaan", "Instance"),
    "calendar.moved_old": ("Semula", "Before"),
    "calendar.moved_new": ("Menjadi", "After"),
    "admin.calendar_changed": (
        "Kalender disimpan; {count} tenggat bergeser.",
        "The calendar is saved; deadlines moved: {count}.",
    ),
    "admin.calendar_same": (
        "Tidak ada yang berubah; {count} tenggat bergeser.",
        "Nothing changed; deadlines moved: {count}.",
    ),
    "calendar.day_title": ("Hari libur atau jam khusus", "A day closed, or with hours of its own"),
    "calendar.back_title": ("Jadikan hari biasa", "Make a day ordinary again"),
    "calendar.season_title": ("Ramadan atau masa lain", "Ramadan or another season"),
    "calendar.week_title": ("Jam kerja mingguan", "Hours of the week"),
    "calendar.import_title": ("Impor satu tahun (CSV)", "Import a year (CSV)"),
    "calendar.day": ("Tanggal", "Day"),
    "calendar.why": ("Keterangan, misalnya Hari jadi", "Why, such as an anniversary"),
    "calendar.reason": ("Alasan, untuk riwayat", "Reason, for the trail"),
    "calendar.hours": ("Jam buka", "Hours"),
    "calendar.hours_hint": (
        "Kosongkan bila libur; setengah hari misalnya 07.30-12.00.",
        "Leave it empty for a closed day; half a day is 07.30-12.00, say.",
    ),
    "calendar.season_name": ("Nama masa", "Name of the season"),
    "calendar.season_hint": (
        "Misalnya Ramadan 1448 H. Masa yang sudah ada diubah di bawah, di samping namanya.",
        "Such as Ramadan 1448 H. One that exists is changed below, next to its name.",
    ),
    "calendar.ramadan_hint": (
        "Sudah terisi jam Ramadan menurut Perpres 21/2023; sesuaikan bila berbeda.",
        "Filled in with the Ramadan hours of Perpres 21/2023; change them if yours differ.",
    ),
    "calendar.since": ("Berlaku sejak", "From which day"),
    "calendar.since_hint": (
        "Hari-hari sebelumnya tidak dihitung ulang.",
        "The days before it are not counted again.",
    ),
    "calendar.since_day": ("Berlaku sejak {day}", "From {day}"),
    "calendar.strike_week": ("Cabut perubahan ini", "Take this change back"),
    "calendar.overdue": (
        "Dengan perubahan ini {count} tenggat langsung terlewati. Pastikan memang itu maksudnya.",
        "With this change {count} deadlines have passed already. Make sure that is what you mean.",
    ),
    "calendar.timers": ("{count} pengatur waktu bergeser", "{count} timers move"),
    "calendar.start_of": ("Mulai otomatis {sop}", "Automatic start of {sop}"),
    "calendar.week_hours": ("Hari dan jamnya", "Days and hours"),
    "calendar.week_hint": (
        "Satu baris satu kelompok, misalnya: senin-kamis 08.00-12.00 12.30-15.00. Hari tutup: "
        "sabtu tutup.",
        "One group in each line, such as: senin-kamis 08.00-12.00 12.30-15.00. A closed day: "
        "sabtu tutup.",
    ),
    "calendar.file": ("Berkas CSV", "CSV file"),
    "calendar.rows": ("Atau tempel barisnya", "Or paste its rows"),
    "calendar.rows_hint": (
        "Baris pertama: tanggal;jam;keterangan.",
        "The first line: tanggal;jam;keterangan.",
    ),
    "calendar.decreed": ("Tahun yang sudah ditetapkan SKB", "Year whose decree this is"),
    "calendar.decreed_hint": (
        "Isi bila tabel memuat seluruh libur tahun itu.",
        "Fill it in if the table holds every holiday of that year.",
    ),
    "calendar.usual": ("Minggu biasa", "The usual week"),
    "calendar.closed": ("tutup", "closed"),
    "calendar.seasons": ("Masa dengan jam lain", "Seasons with other hours"),
    "calendar.no_seasons": ("Tidak ada.", "None."),
    "calendar.strike": ("Cabut masa ini", "Strike this season out"),
    "calendar.days": ("Hari khusus tahun {year}", "Special days of {year}"),
    "calendar.provisional": (
        "Libur sesudah {year} masih sementara: keputusannya belum dimasukkan.",
        "Holidays after {year} are provisional: their decree has not been entered.",
    ),
    "calendar.hours_short": ("Jam", "Hours"),
    "calendar.ordinary": ("hari biasa", "an ordinary day"),
    "calendar.edited": ("diubah", "edited"),
    "calendar.weekday.Senin": ("Senin", "Monday"),
    "calendar.weekday.Selasa": ("Selasa", "Tuesday"),
    "calendar.weekday.Rabu": ("Rabu", "Wednesday"),
    "calendar.weekday.Kamis": ("Kamis", "Thursday"),
    "calendar.weekday.Jumat": ("Jumat", "Friday"),
    "calendar.weekday.Sabtu": ("Sabtu", "Saturday"),
    "calendar.weekday.Minggu": ("Minggu", "Sunday"),
}
