"""Words about posts, officers and who holds what from when until when."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "permit.people": (
        "Seharusnya jabatan dan pejabat diubah oleh pengelola atau pimpinan instansi, tetapi "
        "{officer} bukan keduanya hari ini. Mintalah kepada salah satunya.",
        "Expected an administrator or the head of the agency to change its people, but {officer} "
        "is neither today. Ask one of them.",
    ),
    "people.missing": (
        'Seharusnya isian "{entry}" terisi, tetapi kosong. Isi terlebih dahulu.',
        'Expected to find "{entry}" filled in, but it is empty. Fill it in first.',
    ),
    "people.long": (
        'Seharusnya isian "{entry}" paling panjang {most} huruf, tetapi lebih dari itu. '
        "Persingkat.",
        'Expected "{entry}" to have {most} characters at most, but it has more. Shorten it.',
    ),
    "people.username": (
        "Seharusnya nama pengguna berisi 1 sampai 64 huruf kecil, angka, atau . _ -, tetapi "
        'tertulis "{username}". Tulis misalnya kasubag.program.',
        "Expected a user name of 1 to 64 small letters, digits or . _ -, but it says "
        '"{username}". Write, for example, kasubag.program.',
    ),
    "people.taken": (
        'Seharusnya nama pengguna belum dipakai, tetapi "{username}" sudah ada di instansi ini. '
        "Pilih nama lain.",
        'Expected a user name nobody has, but "{username}" exists in this agency already. '
        "Choose another one.",
    ),
    "people.title": (
        'Seharusnya nama jabatan berbeda di bawah atasan yang sama, tetapi "{title}" sudah ada. '
        "Tambahkan keterangan pada namanya.",
        'Expected different titles below one superior, but "{title}" is there already. '
        "Add something to tell them apart.",
    ),
    "people.unit": (
        'Seharusnya unit itu ada di instansi ini, tetapi "{unit}" tidak ada. Pilih dari daftarnya.',
        'Expected a unit of this agency, but "{unit}" is none. Choose one of the list.',
    ),
    "people.circle": (
        "Seharusnya atasan {title} bukan dirinya atau bawahannya, tetapi {superior} berada di "
        "bawahnya. Pilih atasan lain.",
        "Expected the superior of {title} to stand above it, but {superior} is that post or one "
        "below it. Choose another superior.",
    ),
    "people.above": (
        "Seharusnya jabatan {title} tidak mempunyai bawahan lagi, tetapi masih ada: {below}. "
        "Pindahkan dahulu ke atasan lain.",
        "Expected no post below {title} any more, but there are: {below}. "
        "Give them another superior first.",
    ),
    "people.held": (
        "Seharusnya jabatan {title} tidak dipegang siapa pun lagi, tetapi masih dipegang "
        "{officer}. Akhiri dahulu.",
        "Expected nobody to hold {title} any more, but {officer} does or will. End that first.",
    ),
    "people.leads": (
        "Seharusnya jabatan {title} tidak memimpin unit, tetapi masih memimpin {unit}. "
        "Beri unit itu pimpinan lain dahulu.",
        "Expected {title} to lead no unit, but it leads {unit}. Give that unit another head first.",
    ),
    "people.unit_name": (
        'Seharusnya nama unit berbeda di dalam unit yang sama, tetapi "{unit}" sudah ada. '
        "Tambahkan keterangan pada namanya.",
        'Expected different names within one unit, but "{unit}" is there already. '
        "Add something to tell them apart.",
    ),
    "people.unit_circle": (
        "Seharusnya unit {unit} bukan bagian dari dirinya sendiri, tetapi {parent} adalah unit itu "
        "atau bagiannya. Pilih unit lain.",
        "Expected unit {unit} not to be part of itself, but {parent} is that unit or part of it. "
        "Choose another one.",
    ),
    "people.unit_above": (
        "Seharusnya unit {unit} tidak mempunyai bagian lagi, tetapi masih ada: {below}. "
        "Pindahkan dahulu ke unit lain.",
        "Expected no units within {unit} any more, but there are: {below}. "
        "Move them to another unit first.",
    ),
    "people.unit_used": (
        "Seharusnya tidak ada jabatan di unit {unit} lagi, tetapi masih ada: {titles}. "
        "Pindahkan dahulu ke unit lain.",
        "Expected no posts in {unit} any more, but there are: {titles}. "
        "Move them to another unit first.",
    ),
    "people.holds": (
        "Seharusnya {officer} tidak memegang jabatan lagi, tetapi masih memegang {title}. "
        "Akhiri dahulu.",
        "Expected {officer} to hold no post any more, but still holds {title}. End that first.",
    ),
    "people.open_post": (
        "Seharusnya tidak ada tugas terbuka pada jabatan itu, tetapi ada {count}. "
        "Selesaikan atau alihkan dahulu.",
        "Expected no open work at that post, but there is some ({count}). "
        "Finish or reassign it first.",
    ),
    "people.open_work": (
        "Seharusnya {officer} tidak mempunyai tugas terbuka, tetapi ada {count}. "
        "Selesaikan atau alihkan dahulu.",
        "Expected {officer} to have no open work, but there is some ({count}). "
        "Finish or reassign it first.",
    ),
    "people.kind": (
        'Seharusnya definitif, Plh., atau Plt., tetapi tertulis "{found}". Pilih salah satunya.',
        'Expected definitive, plh or plt, but it says "{found}". Choose one of them.',
    ),
    "people.day": (
        'Seharusnya tertulis tanggal seperti 2026-03-18 atau 18/3/2026, tetapi tertulis "{text}". '
        "Betulkan tanggalnya.",
        'Expected to read a date like 2026-03-18 or 18/3/2026, but it says "{text}". '
        "Correct the date.",
    ),
    "people.first_missing": (
        "Seharusnya ada tanggal mulai, tetapi belum diisi. Isi sejak kapan jabatan itu dipegang.",
        "Expected a first day, but there is none. Fill in from when the post is held.",
    ),
    "people.last_missing": (
        "Seharusnya Plh. mempunyai tanggal akhir, tetapi belum diisi. "
        "Isi sampai kapan pejabat definitif berhalangan.",
        "Expected a Plh. to have a last day, but there is none. "
        "Fill in until when the definitive holder is away.",
    ),
    "people.letter_missing": (
        "Seharusnya Plh. dan Plt. disertai nomor surat perintah, tetapi belum diisi. "
        "Isi nomor suratnya.",
        "Expected a Plh. or Plt. to name its letter of order, but there is none. "
        "Fill in the number of the letter.",
    ),
    "people.dates": (
        "Seharusnya tanggal mulai sebelum tanggal akhir, tetapi tertulis {first} sampai {last}. "
        "Tukar kedua tanggalnya.",
        "Expected the first day before the last, but it says {first} to {last}. Swap the two.",
    ),
    "people.over": (
        "Seharusnya masa itu belum lewat, tetapi sudah berakhir {last}. "
        "Betulkan tanggalnya; riwayat lama tidak perlu dicatat lagi.",
        "Expected a time that is not over yet, but it ended on {last}. "
        "Correct the date; the past need not be entered.",
    ),
    "people.holders": (
        "Seharusnya jabatan {title} mempunyai satu pejabat definitif, tetapi {officer} sudah "
        "memegangnya ({first} sampai {last}). Akhiri dahulu, atau pilih Plh. atau Plt.",
        "Expected {title} to have one definitive holder, but {officer} holds it "
        "({first} to {last}). End that first, or choose Plh. or Plt.",
    ),
    "people.acting": (
        "Seharusnya jabatan {title} mempunyai satu Plh. atau Plt. pada satu waktu, tetapi "
        "{officer} sudah ditunjuk ({first} sampai {last}). Akhiri dahulu, atau ubah tanggalnya.",
        "Expected {title} to have one Plh. or Plt. at a time, but {officer} has been named "
        "({first} to {last}). End that first, or change the dates.",
    ),
    "people.twice": (
        "Seharusnya seorang pejabat memegang jabatan {title} satu kali, tetapi {officer} sudah "
        "memegangnya ({first} sampai {last}). Pilih pejabat lain, atau ubah tanggalnya.",
        "Expected an officer to hold {title} once, but {officer} holds it already "
        "({first} to {last}). Choose another officer, or change the dates.",
    ),
    "people.not_vacant": (
        "Seharusnya Plt. mengisi jabatan yang kosong, tetapi {title} dipegang {officer} "
        "({first} sampai {last}). Pilih Plh. bila pejabatnya hanya berhalangan sementara.",
        "Expected a Plt. to fill a vacant post, but {officer} holds {title} ({first} to {last}). "
        "Choose Plh. if the holder is only away for a while.",
    ),
    "people.plt_runs": (
        "Seharusnya Plt. selesai sebelum ada pejabat definitif, tetapi {officer} masih Plt. "
        "{title} ({first} sampai {last}). Akhiri dahulu.",
        "Expected the Plt. to end before there is a definitive holder, but {officer} is Plt. "
        "{title} ({first} to {last}). End that first.",
    ),
    "people.ended": (
        "Seharusnya jabatan itu masih dipegang {officer}, tetapi sudah berakhir {last}. "
        "Muat ulang halamannya.",
        "Expected {officer} to hold that post still, but it ended on {last}. Reload the page.",
    ),
    "people.begun": (
        "Seharusnya penunjukan yang dibatalkan belum mulai, tetapi {officer} sudah memegangnya. "
        "Isi tanggal akhirnya saja.",
        "Expected to withdraw what has not begun, but {officer} holds the post already. "
        "Give it a last day instead.",
    ),
    "people.last_day": (
        "Seharusnya hari terakhir tidak jauh ke belakang, tetapi tertulis {last}. "
        "Pilih {first} atau sesudahnya.",
        "Expected a last day that is not long past, but it says {last}. Choose {first} or later.",
    ),
    "people.changed": (
        "Seharusnya penunjukan itu masih seperti di halaman, tetapi sudah diubah orang lain. "
        "Muat ulang halamannya.",
        "Expected that appointment to be as the page shows it, but somebody changed it. "
        "Reload the page.",
    ),
    "agency.id": (
        "Seharusnya kode instansi berisi 2 sampai 64 huruf kecil, angka, atau tanda hubung, tetapi "
        'tertulis "{id}". Tulis misalnya dinas-sosial.',
        "Expected the code of an agency to be 2 to 64 small letters, digits or hyphens, but it "
        'says "{id}". Write, for example, dinas-sosial.',
    ),
    "agency.taken": (
        'Seharusnya kode instansi belum dipakai, tetapi "{id}" sudah ada. Pilih kode lain.',
        'Expected a code no agency has, but "{id}" exists already. Choose another one.',
    ),
    "agency.zone_unknown": (
        'Seharusnya zona waktu WIB, WITA, atau WIT, tetapi tertulis "{zone}". Pilih salah satunya.',
        'Expected the zone of WIB, WITA or WIT, but it says "{zone}". Choose one of them.',
    ),
}
