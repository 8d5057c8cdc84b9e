"""Words about escalation ladders and legal dates as a model writes them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "ladder.twice": (
        "Seharusnya hanya ada satu eskalasi untuk cakupan {scope} dan pelaksana {lane} pada "
        '"{element}", tetapi ada lebih. Gabungkan, atau tulis pelaksana lain pada lane.',
        'Expected one escalation for scope {scope} and lane {lane} on "{element}", but there are '
        "more. Join them, or name another lane.",
    ),
    "ladder.legal_twice": (
        'Seharusnya setiap batas waktu hukum pada "{element}" bernama sendiri, tetapi "{to}" '
        'dipakai lagi. Tambahkan keterangan, misalnya "{to} (laporan)".',
        'Expected each legal date on "{element}" to have a name of its own, but "{to}" is used '
        'again. Say more, for example "{to} (report)".',
    ),
    "ladder.legal_date": (
        'Seharusnya batas waktu hukum pada "{element}" berupa bulan-tanggal yang ada setiap tahun, '
        'tetapi isinya "{on}". Tulis misalnya 03-31, atau 02-last untuk akhir Februari.',
        'Expected the legal date on "{element}" to be a month and day of every year, but it is '
        '"{on}". Write for example 03-31, or 02-last for the end of February.',
    ),
    "ladder.too_long": (
        'Seharusnya eskalasi pada "{element}" paling banyak {most} pengingat, tetapi ada {count}. '
        "Kurangi pengingatnya; yang terakhir dapat diulang dengan repeat.",
        'Expected at most {most} rungs in the escalation on "{element}", but there are {count}. '
        "Take some away; the last can come again with repeat.",
    ),
    "ladder.too_many": (
        'Seharusnya "{element}" paling banyak mempunyai {most} sop:{name}, tetapi ada {count}. '
        "Gabungkan atau hapus yang tidak perlu.",
        'Expected "{element}" to have at most {most} of sop:{name}, but there are {count}. '
        "Join them or delete those not needed.",
    ),
    "ladder.repeat_not_last": (
        'Seharusnya hanya pengingat terakhir pada "{element}" yang diulang, tetapi sesudahnya '
        "masih ada yang lain. Pindahkan repeat ke pengingat terakhir.",
        'Expected only the last rung on "{element}" to repeat, but others come after it. '
        "Move repeat to the last rung.",
    ),
    "ladder.order": (
        'Seharusnya pengingat pada "{element}" ditulis menurut waktunya, tetapi {at} tertulis '
        "sesudah {before}. Urutkan dari yang paling awal.",
        'Expected the rungs on "{element}" in the order of their time, but {at} comes after '
        "{before}. Write the earliest first.",
    ),
    "ladder.legal_share": (
        'Seharusnya pengingat untuk batas waktu hukum pada "{element}" dihitung dari tanggalnya, '
        "tetapi tertulis {at}. Tulis misalnya -P5D untuk lima hari kerja sebelumnya.",
        'Expected a rung for a legal date on "{element}" to count from that date, but it says '
        "{at}. Write for example -P5D for five working days before.",
    ),
    "ladder.response_missing": (
        'Seharusnya eskalasi dengan clock="claim" pada "{element}" membatasi waktu untuk '
        'mengambil tugas, tetapi tidak ada. Tambahkan misalnya response="PT4H".',
        'Expected an escalation with clock="claim" on "{element}" to limit the time to take the '
        'work, but it does not. Add for example response="PT4H".',
    ),
    "ladder.response_unused": (
        'Seharusnya response pada "{element}" disertai clock="claim", tetapi waktu baku dihitung '
        'sejak tugas datang. Tambahkan clock="claim" atau hapus response.',
        'Expected response on "{element}" to come with clock="claim", but the time standard counts '
        'from arrival. Add clock="claim" or delete response.',
    ),
    "ladder.steps_only": (
        'Seharusnya {attribute} hanya ada pada eskalasi langkah, tetapi pada "{element}" '
        "cakupannya {scope}. Hapus {attribute} atau ubah scope menjadi step.",
        'Expected {attribute} on an escalation of steps only, but on "{element}" its scope is '
        "{scope}. Delete {attribute} or change scope to step.",
    ),
    "ladder.idle": (
        'Seharusnya "{element}" mempunyai sop:{wanted} untuk eskalasi bercakupan {scope}, tetapi '
        "tidak ada. Tambahkan sop:{wanted} atau hapus eskalasi itu.",
        'Expected "{element}" to have sop:{wanted} for its escalation of scope {scope}, but there '
        "is none. Add sop:{wanted} or delete that escalation.",
    ),
    "ladder.unknown_lane": (
        'Seharusnya eskalasi pada "{element}" menyebut pelaksana yang ada, tetapi "{name}" tidak '
        "ada. Tulis nama lane seperti pada diagram.",
        'Expected the escalation on "{element}" to name a lane of the model, but there is no '
        '"{name}". Write the name of a lane as the diagram has it.',
    ),
    "ladder.unknown_lane.near": (
        'Seharusnya eskalasi pada "{element}" menyebut pelaksana yang ada, tetapi "{name}" tidak '
        'ada. Barangkali maksudnya "{near}"?',
        'Expected the escalation on "{element}" to name a lane of the model, but there is no '
        '"{name}". Did you mean "{near}"?',
    ),
    "ladder.tells_nobody": (
        'Seharusnya setiap pengingat pada "{element}" memberi tahu seseorang atau berbuat sesuatu, '
        "tetapi notify dan action kosong. Isi salah satunya.",
        'Expected each rung on "{element}" to tell somebody or to do something, but notify and '
        "action are empty. Fill in one of them.",
    ),
    "ladder.duration": (
        'Seharusnya {attribute} dari sop:{name} pada "{element}" berupa durasi ISO 8601 antara '
        '{shortest} dan {longest}, tetapi isinya "{value}". Tulis misalnya PT2H atau P1D.',
        'Expected {attribute} of sop:{name} on "{element}" to be an ISO 8601 duration between '
        '{shortest} and {longest}, but it is "{value}". Write for example PT2H or P1D.',
    ),
    "ladder.unknown_escalation": (
        'Seharusnya model mempunyai bpmn:escalation berkode "{name}" untuk pengingat pada '
        '"{element}", tetapi tidak ada. Tambahkan, atau betulkan kodenya.',
        'Expected the model to have a bpmn:escalation with the code "{name}" for a rung on '
        '"{element}", but there is none. Add it, or correct the code.',
    ),
    "ladder.unknown_escalation.near": (
        'Seharusnya model mempunyai bpmn:escalation berkode "{name}" untuk pengingat pada '
        '"{element}", tetapi tidak ada. Barangkali maksudnya "{near}"?',
        'Expected the model to have a bpmn:escalation with the code "{name}" for a rung on '
        '"{element}", but there is none. Did you mean "{near}"?',
    ),
    "extension.too_long": (
        'Seharusnya waktu baku pada "{element}" paling lama sepuluh tahun, tetapi isinya '
        '"{value}". Periksa angka dan satuannya.',
        'Expected the time on "{element}" to be ten years at most, but it is "{value}". '
        "Check the number and its unit.",
    ),
}
