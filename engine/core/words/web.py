"""Words about the server, the tokens it asks for, and what is sent to its API."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "token.missing": (
        "Seharusnya ada token, tetapi tidak dikirim. Sertakan kepala Authorization: Bearer TOKEN.",
        "Expected to find a token, but none was sent. Add the header Authorization: Bearer TOKEN.",
    ),
    "token.unknown": (
        "Seharusnya token dikenal, tetapi yang dikirim tidak dikenal. "
        "Salin kembali selengkapnya, atau minta yang baru kepada pengelola.",
        "Expected to know the token, but the one sent is not known. "
        "Copy it again in full, or ask the administrator for a new one.",
    ),
    "token.revoked": (
        "Seharusnya token masih berlaku, tetapi token {id} sudah dicabut. "
        "Minta yang baru kepada pengelola.",
        "Expected a token in force, but token {id} has been revoked. "
        "Ask the administrator for a new one.",
    ),
    "token.expired": (
        "Seharusnya token masih berlaku, tetapi masa token {id} sudah habis. "
        "Minta yang baru kepada pengelola.",
        "Expected a token in force, but token {id} has expired. "
        "Ask the administrator for a new one.",
    ),
    "token.officer": (
        "Seharusnya pemilik token masih terdaftar, tetapi {officer} tidak ada lagi pada instansi "
        "itu. Minta token baru kepada pengelola.",
        "Expected the owner of the token to work there, but {officer} no longer does. "
        "Ask the administrator for a new token.",
    ),
    "token.disabled": (
        "Seharusnya akun pemilik token aktif, tetapi akun {officer} dinonaktifkan. "
        "Hubungi pengelola.",
        "Expected the account of the owner of the token to be enabled, but that of {officer} is "
        "not. Ask the administrator.",
    ),
    "token.whose": (
        "Seharusnya token dibuat untuk seorang pejabat pada satu instansi, tetapi hanya salah "
        "satunya yang disebut. Sebut keduanya, atau tidak keduanya untuk token pengelola.",
        "Expected to make a token for an officer of an agency, but only one of the two is named. "
        "Name both, or neither for an administrator.",
    ),
    "token.period": (
        "Seharusnya token berlaku untuk suatu masa, tetapi masanya tidak lebih dari nol. "
        "Sebut masa yang lebih panjang, atau tidak sama sekali.",
        "Expected to make a token for some time, but that time is not above zero. "
        "Name a longer one, or none at all.",
    ),
    "permit.token": (
        "Seharusnya tugas dikerjakan oleh pejabatnya, tetapi token ini milik pengelola. "
        "Pakai token pejabat yang bersangkutan.",
        "Expected to act for an officer, but this token is an administrator's. "
        "Use a token of the officer who does the work.",
    ),
    "permit.administrator": (
        "Seharusnya riwayat semua instansi diperiksa oleh pengelola, tetapi token ini milik "
        "{officer}. Sebut satu pelaksanaan SOP, atau pakai token pengelola.",
        "Expected an administrator to verify every trail, but this token belongs to {officer}. "
        "Name one instance, or use a token of an administrator.",
    ),
    "permit.operate": (
        "Seharusnya hal ini dilakukan pengelola sistem, tetapi token ini milik {officer}. "
        "Pakai token pengelola.",
        "Expected an administrator to do this, but this token belongs to {officer}. "
        "Use a token of an administrator.",
    ),
    "permit.whole": (
        "Seharusnya data seluruh instansi diminta oleh yang membawahi semuanya, tetapi {officer} "
        "hanya membawahi sebagian. Minta pimpinan instansi atau pengelola.",
        "Expected somebody who oversees the whole agency to ask for all of it, but {officer} "
        "oversees a part. Ask the head of the agency or the administrator.",
    ),
    "command.key": (
        "Seharusnya Idempotency-Key terdiri atas 1 sampai 255 tanda ASCII yang tampak, tetapi yang "
        "dikirim tidak. Pakai, misalnya, sebuah UUID.",
        "Expected an Idempotency-Key of 1 to 255 visible ASCII characters, but the one sent is "
        "not. Use a UUID, for example.",
    ),
    "command.other": (
        "Seharusnya satu Idempotency-Key untuk satu perintah, tetapi kunci ini sudah dipakai untuk "
        "perintah lain. Pakai kunci baru untuk perintah baru.",
        "Expected one Idempotency-Key for one command, but this one was used for another command. "
        "Use a new key for a new command.",
    ),
    "command.running": (
        "Seharusnya perintah dengan Idempotency-Key ini selesai dahulu, tetapi masih dikerjakan. "
        "Kirim kembali beberapa saat lagi.",
        "Expected the command with this Idempotency-Key to end first, but it is still at work. "
        "Send it again in a moment.",
    ),
    "command.done": (
        "Seharusnya jawaban perintah ini tersimpan, tetapi hanya perubahannya yang tersimpan. "
        "Perintah sudah dilaksanakan: lihat keadaan terakhir, jangan kirim dengan kunci baru.",
        "Expected to have kept the answer to this command, but only its change was kept. "
        "It has been carried out: look at the present state, do not send it with a new key.",
    ),
    "form.running": (
        "Seharusnya isian ini dikirim satu kali, tetapi kiriman pertamanya masih dikerjakan. "
        "Tunggu sebentar, lalu buka lagi halaman tadi.",
        "Expected this form to be sent once, but the first time is still at work. "
        "Wait a moment, then open that page again.",
    ),
    "form.done": (
        "Seharusnya isian ini dikirim satu kali, tetapi kiriman pertamanya sudah tercatat. "
        "Buka lagi halaman tadi untuk melihat hasilnya.",
        "Expected this form to be sent once, but the first time is recorded already. "
        "Open that page again to see what came of it.",
    ),
    "webhook.permit": (
        'Seharusnya webhook diatur pimpinan instansi, tetapi "{officer}" bukan pimpinannya. '
        "Minta pimpinan instansi atau pengelola.",
        'Expected the head of the agency to manage webhooks, but "{officer}" is not. '
        "Ask the head of the agency or the administrator.",
    ),
    "webhook.url": (
        "Seharusnya alamat webhook dapat dipanggil, tetapi ditolak: {reason}. "
        "Perbaiki alamatnya, atau minta pengelola mengizinkannya.",
        "Expected an address that a webhook may call, but it is refused: {reason}. "
        "Correct the address, or ask the administrator to allow it.",
    ),
    "webhook.kind": (
        'Seharusnya jenis peristiwa dikenal, tetapi "{kind}" tidak dikenal. '
        "Pakai nama yang tertulis pada riwayat, misalnya {near}.",
        'Expected a kind of event there is, but "{kind}" is none. '
        "Use a name as trails have it, such as {near}.",
    ),
    "list.cursor": (
        "Seharusnya penanda lanjutan daftar berasal dari kepala Link, tetapi yang dikirim bukan. "
        "Salin alamat itu apa adanya, atau mulai lagi tanpa cursor.",
        "Expected a cursor from the header Link, but the one sent is not. "
        "Copy that address as it is, or begin again without a cursor.",
    ),
    "serve.port": (
        "Seharusnya server memakai port {port}, tetapi port itu sudah dipakai program lain. "
        "Hentikan program itu, atau pilih port lain dengan SOPAN_PORT atau --port.",
        "Expected to listen on port {port}, but another program does. "
        "Stop that program, or choose another port with SOPAN_PORT or --port.",
    ),
    "serve.address": (
        "Seharusnya server memakai alamat {host} port {port}, tetapi mesin ini menolak "
        "({reason}). Pilih yang lain dengan SOPAN_HOST dan SOPAN_PORT.",
        "Expected to listen on {host} port {port}, but this machine refuses ({reason}). "
        "Choose others with SOPAN_HOST and SOPAN_PORT.",
    ),
    "request.route": (
        'Seharusnya ada alamat "{path}", tetapi tidak ditemukan. Lihat /api/v1/openapi.json.',
        'Expected an address "{path}", but there is none. See /api/v1/openapi.json.',
    ),
    "request.method": (
        'Seharusnya "{path}" dipanggil dengan {allowed}, tetapi dipanggil dengan {method}. '
        "Lihat /api/v1/openapi.json.",
        'Expected "{path}" to be called with {allowed}, but it was called with {method}. '
        "See /api/v1/openapi.json.",
    ),
    "page.missing": (
        'Seharusnya ada halaman "{path}", tetapi tidak ditemukan. '
        "Mulai dari daftar tugas, atau periksa alamatnya.",
        'Expected a page "{path}", but there is none. '
        "Begin at the list of tasks, or check the address.",
    ),
    "page.method": (
        'Seharusnya "{path}" dibuka lewat tombol pada halamannya, tetapi dibuka langsung. '
        "Mulai dari daftar tugas.",
        'Expected to come to "{path}" by a button of its page, but it was opened directly. '
        "Begin at the list of tasks.",
    ),
    "page.unreadable": (
        'Seharusnya isian untuk "{path}" dapat dibaca, tetapi tidak. '
        "Muat ulang halamannya, lalu kirim kembali.",
        'Expected to read what was sent to "{path}", but it is not readable. '
        "Reload the page and send it again.",
    ),
    "request.json": (
        "Seharusnya isi permintaan berupa JSON, tetapi tidak dapat dibaca. "
        "Periksa kutip, koma, dan kurungnya, lalu kirim kembali sebagai UTF-8.",
        "Expected to find JSON, but it cannot be read. "
        "Check quotes, commas and brackets, and send it again as UTF-8.",
    ),
    "request.type": (
        'Seharusnya isi permintaan bertipe {allowed}, tetapi tertulis "{found}". '
        "Sesuaikan Content-Type.",
        'Expected to receive {allowed}, but it is announced as "{found}". Set Content-Type.',
    ),
    "request.too_large": (
        "Seharusnya kiriman paling besar {limit} MB, tetapi lebih dari itu. "
        "Kirim yang lebih kecil.",
        "Expected to receive at most {limit} MB, but there is more. Send something smaller.",
    ),
    "request.invalid": (
        "Seharusnya semua isian dapat diterima, tetapi {count} di antaranya belum tepat. "
        "Perbaiki yang tertulis di findings, lalu kirim kembali.",
        "Expected to accept every field, but {count:of them is|of them are} not right yet. "
        "Correct what findings name and send it again.",
    ),
    "request.missing": (
        'Seharusnya "{element}" ada, tetapi tidak dikirim. Tambahkan.',
        'Expected to find "{element}", but it was not sent. Add it.',
    ),
    "request.unknown": (
        'Seharusnya hanya ada isian yang dikenal, tetapi ada "{element}". Hapus isian itu.',
        'Expected to find known fields only, but there is "{element}". Leave it out.',
    ),
    "request.unknown_near": (
        'Seharusnya hanya ada isian yang dikenal, tetapi ada "{element}". '
        'Barangkali maksudnya "{near}"?',
        'Expected to find known fields only, but there is "{element}". Did you mean "{near}"?',
    ),
    "request.text": (
        'Seharusnya "{element}" berupa teks, tetapi bukan. Tulis di antara tanda kutip.',
        'Expected "{element}" to be text, but it is not. Write it in quotes.',
    ),
    "request.integer": (
        'Seharusnya "{element}" berupa bilangan bulat, tetapi bukan. Tulis misalnya 1.',
        'Expected "{element}" to be a whole number, but it is not. Write, for example, 1.',
    ),
    "request.yesno": (
        'Seharusnya "{element}" bernilai true atau false, tetapi bukan. Pilih salah satunya.',
        'Expected "{element}" to be true or false, but it is not. Choose one of them.',
    ),
    "request.object": (
        'Seharusnya "{element}" berupa objek JSON, tetapi bukan. '
        'Tulis misalnya {{"hasil": "ya"}}, dengan Content-Type application/json.',
        'Expected "{element}" to be a JSON object, but it is not. '
        'Write, for example, {{"hasil": "ya"}}, with Content-Type application/json.',
    ),
    "request.choice": (
        'Seharusnya "{element}" salah satu dari {allowed}, tetapi bukan. Pilih salah satunya.',
        'Expected "{element}" to be one of {allowed}, but it is not. Choose one of them.',
    ),
    "request.least": (
        'Seharusnya "{element}" paling kecil {least}, tetapi kurang. Pakai bilangan lain.',
        'Expected "{element}" to be at least {least}, but it is less. Use another number.',
    ),
    "request.most": (
        'Seharusnya "{element}" paling besar {most}, tetapi lebih. Pakai bilangan lain.',
        'Expected "{element}" to be at most {most}, but it is more. Use another number.',
    ),
    "request.long": (
        'Seharusnya "{element}" paling panjang {most} huruf, tetapi lebih. Ringkas.',
        'Expected "{element}" to have at most {most} characters, but it has more. Shorten it.',
    ),
    "request.value": (
        'Seharusnya "{element}" dapat diterima, tetapi nilainya belum tepat. '
        "Lihat /api/v1/openapi.json.",
        'Expected to accept "{element}", but its value is not right. See /api/v1/openapi.json.',
    ),
    "request.failed": (
        "Seharusnya permintaan ini dijawab, tetapi terjadi kesalahan di pihak kami. Lihat keadaan "
        "terakhir, lalu coba lagi; bila berulang, beri tahu pengelola.",
        "Expected to answer this request, but something failed on our side. See how things stand, "
        "then try again; if it happens again, tell the administrator.",
    ),
}
