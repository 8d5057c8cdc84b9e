"""Words about forecasts: what is asked of them, and what nobody can foresee."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "forecast.history_none": (
        "Seharusnya ada riwayat, tetapi tidak satu langkah pun sudah {least} kali selesai. "
        "Yang tampil hanya menurut waktu baku; ulangi setelah SOP lebih sering dijalankan.",
        "Expected a history, but no step has been done {least} times yet. "
        "What is shown follows the standards only; ask again once the SOP has run more often.",
    ),
    "forecast.history_short": (
        "Seharusnya setiap langkah sudah {least} kali selesai, tetapi langkah {steps} belum. "
        "Untuk langkah itu dipakai waktu bakunya.",
        "Expected every step to have been done {least} times, but {steps} have not. "
        "Their time standards are used instead.",
    ),
    "forecast.history_rounds": (
        "Seharusnya ada {least} pelaksanaan yang sudah berakhir, tetapi belum. "
        "Putaran perbaikan dihitung seperti yang diminta, bukan menurut riwayat.",
        "Expected {least} instances to have ended, but fewer have. "
        "Correction rounds are those asked for, not those of the past.",
    ),
    "forecast.which": (
        "Seharusnya disebut satu definisi SOP, atau satu pelaksanaan tanpa tanggal mulai, tetapi "
        "tidak demikian. Sebutkan salah satunya.",
        "Expected one definition, or one instance without a day to start on, but that is not so. "
        "Name one of the two.",
    ),
    "forecast.moment": (
        'Seharusnya {option} berupa tanggal, tetapi tertulis "{text}". '
        'Tulis misalnya 2026-02-02 atau "2026-02-02 08.00"; batas waktu hukum tanpa jam.',
        'Expected a date for {option}, but it says "{text}". '
        'Write, for example, 2026-02-02 or "2026-02-02 08.00"; a legal date without a time.',
    ),
    "forecast.number": (
        'Seharusnya {option} berupa bilangan bulat dari 0 sampai {most}, tetapi tertulis "{text}". '
        "Tulis bilangan di antaranya.",
        'Expected a whole number from 0 to {most} for {option}, but it says "{text}". '
        "Write one in between.",
    ),
    "forecast.decision": (
        'Seharusnya "{name}" langkah yang keputusannya dapat mengembalikan pekerjaan, tetapi '
        "bukan. Yang dapat: {known}.",
        'Expected "{name}" to be a step whose decision can send work back, but it is not. '
        "These can: {known}.",
    ),
    "forecast.too_large": (
        "Seharusnya jalannya SOP paling banyak {limit} perhentian, tetapi lebih dari itu. "
        "Kurangi putaran, atau periksa apakah SOP saling memanggil terlalu sering.",
        "Expected a way of at most {limit} stops, but there are more. "
        "Ask for fewer rounds, or check whether SOPs call each other too often.",
    ),
    "forecast.too_tangled": (
        "Seharusnya setiap keputusan yang mengembalikan pekerjaan dapat ditelusuri, tetapi di "
        "SOP ini terlalu banyak ({count}). Bagi menjadi beberapa SOP.",
        "Expected to follow each decision that sends work back, but this SOP has too many of "
        "them ({count}). Split it into several SOPs.",
    ),
    "forecast.too_far": (
        "Seharusnya perkiraan selesai dalam waktu yang wajar, tetapi jauhnya ribuan tahun. "
        "Periksa tanggal mulai dan waktu baku setiap langkah.",
        "Expected a finish within reason, but it is thousands of years away. "
        "Check the start and the time standard of each step.",
    ),
    "forecast.standard": (
        'Seharusnya langkah "{step}" mempunyai waktu baku, tetapi tidak ada. '
        "Dihitung nol; isi waktu bakunya di model.",
        'Expected a time standard for step "{step}", but there is none. '
        "It counts as no time; write one in the model.",
    ),
    "forecast.event": (
        'Seharusnya diketahui kapan "{step}" terjadi, tetapi pesan, sinyal, atau syarat tidak '
        "dapat diramalkan. Dihitung terjadi seketika.",
        'Expected to know when "{step}" happens, but a message, signal or condition cannot be '
        "foreseen. It counts as happening at once.",
    ),
    "forecast.timer": (
        'Seharusnya waktu "{step}" tertulis tetap, tetapi baru dihitung saat berjalan. '
        "Dihitung nol.",
        'Expected a fixed time at "{step}", but it is only worked out when it gets there. '
        "It counts as no time.",
    ),
    "forecast.repeated": (
        'Seharusnya diketahui berapa kali "{step}" dikerjakan, tetapi baru diketahui saat '
        "berjalan. Dihitung sekali.",
        'Expected to know how often "{step}" is done, but that is only known when it gets there. '
        "It counts once.",
    ),
    "forecast.nothing": (
        'Seharusnya ada yang mengerjakan "{step}", tetapi daftarnya kosong. '
        "Dilewati; lengkapi unit di agency.toml bila perlu.",
        'Expected somebody to do "{step}", but its list is empty. '
        "It is passed over; add units to agency.toml where they are missing.",
    ),
    "forecast.called": (
        'Seharusnya SOP yang dipanggil "{step}" dapat diramalkan, tetapi belum ada yang berlaku, '
        "atau ia memanggil dirinya sendiri. Dihitung nol.",
        'Expected to foresee the SOP that "{step}" calls, but none is in force, or it calls '
        "itself. It counts as no time.",
    ),
    "forecast.boundary": (
        'Seharusnya semua jalan diramalkan, tetapi "{step}" hanya ditempuh bila ada kejadian '
        "khusus. Dianggap tidak terjadi.",
        'Expected to foresee every way, but "{step}" is only taken when something special '
        "happens. It counts as not happening.",
    ),
    "forecast.default": (
        'Seharusnya cabang setelah "{step}" diketahui, tetapi ada beberapa yang maju. '
        "Dipakai cabang bawaan.",
        'Expected to know the branch after "{step}", but several go on. The default one is taken.',
    ),
    "forecast.branches": (
        'Seharusnya cabang setelah "{step}" diketahui, tetapi ada beberapa yang maju. '
        "Semuanya dihitung dan yang terlama yang dipakai.",
        'Expected to know the branch after "{step}", but several go on. '
        "All are worked out and the longest counts.",
    ),
}
