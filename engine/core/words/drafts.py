"""Words about drafts of SOPs: who may write them, who was faster, what keeps them from force."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "draft.permit": (
        'Seharusnya perancang SOP instansi ini yang melakukannya, tetapi "{author}" bukan. '
        "Mintalah peran perancang kepada pengelola.",
        'Expected a designer of this agency\'s SOPs to do this, but "{author}" is none. '
        "Ask an administrator for the role of designer.",
    ),
    "draft.closed": (
        "Seharusnya draf {name} masih terbuka, tetapi sudah diterbitkan atau dibuang. "
        "Mulailah draf baru dari versi terakhir.",
        "Expected the draft of {name} to be open still, but it was deployed or thrown away. "
        "Begin a new draft from the latest version.",
    ),
    "draft.changed": (
        "Seharusnya draf masih seperti saat dibuka (revisi {seen}), tetapi {author} sudah "
        "menyimpan revisi {revision}. Bandingkan dahulu, lalu pilih: pakai yang tersimpan, "
        "atau simpan milik Anda di atasnya; yang tergantikan tetap ada di riwayat draf.",
        "Expected the draft to be as it was opened (revision {seen}), but {author} has saved "
        "revision {revision}. Compare first, then choose: take what is saved, or save yours over "
        "it; what is replaced stays in the history of the draft.",
    ),
    "draft.key_taken": (
        "Seharusnya setiap SOP punya satu draf, tetapi {definition} sudah ada drafnya. "
        "Lanjutkan draf itu, atau beri SOP ini nama dan kunci lain.",
        "Expected each SOP to have one draft, but {definition} has one already. "
        "Go on with that draft, or give this SOP another name and key.",
    ),
    "draft.known": (
        "Seharusnya SOP baru punya nama yang belum dipakai, tetapi {definition} sudah ada. "
        "Mulailah draf dari versi terakhirnya, atau pakai nama lain.",
        "Expected a new SOP to have a name nobody uses yet, but {definition} exists. "
        "Begin a draft from its latest version, or take another name.",
    ),
    "draft.name": (
        "Seharusnya SOP baru punya nama dengan huruf, tetapi namanya kosong. Tulis namanya.",
        "Expected a new SOP to have a name with letters, but it has none. Write its name.",
    ),
    "draft.lanes": (
        "Seharusnya SOP punya 1 sampai {limit} pelaksana, tetapi ada {count}. "
        "Tulis satu pelaksana per baris.",
        "Expected an SOP to have 1 to {limit} lanes, but it has {count}. Write one lane per line.",
    ),
    "draft.template": (
        'Seharusnya contoh awal salah satu dari {known}, tetapi "{name}". Pilih salah satunya.',
        'Expected the template to be one of {known}, but it is "{name}". Choose one of them.',
    ),
    "draft.no_process": (
        'Seharusnya "{file}" memuat proses ber-id, tetapi tidak ada. '
        "Gambarlah prosesnya, atau pilih berkas lain.",
        'Expected "{file}" to hold a process with an id, but there is none. '
        "Draw the process, or choose another file.",
    ),
    "draft.file": (
        "Seharusnya ada berkas BPMN yang dipilih, tetapi tidak ada. Pilih berkasnya, lalu unggah.",
        "Expected a BPMN file to be chosen, but there is none. Choose the file, then upload.",
    ),
    "draft.key_long": (
        "Seharusnya id proses paling panjang {limit} huruf, tetapi panjangnya {length}. "
        "Beri proses itu id yang lebih pendek.",
        "Expected the id of a process to have at most {limit} letters, but it has {length}. "
        "Give the process a shorter id.",
    ),
    "draft.revision": (
        "Seharusnya revisi {revision} ada di riwayat draf, tetapi tidak. "
        "Muat ulang riwayatnya, lalu pilih lagi.",
        "Expected revision {revision} to be in the history of the draft, but it is not. "
        "Reload the history and choose again.",
    ),
}
