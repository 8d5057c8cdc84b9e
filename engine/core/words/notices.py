"""Words about notices and the channels they go through."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "channel.whose": (
        "Seharusnya saluran milik seorang pejabat atau sebuah jabatan, tetapi keduanya atau tidak "
        "satu pun disebut. Sebut salah satunya.",
        "Expected the channel of an officer or of a position, but both or neither were named. "
        "Name one of them.",
    ),
    "channel.permit": (
        'Seharusnya saluran ini diatur pemiliknya, tetapi "{officer}" bukan pemiliknya. '
        "Minta pemiliknya atau pengelola sistem.",
        'Expected the owner of this channel to change it, but "{officer}" is not. '
        "Ask its owner or the administrator.",
    ),
    "channel.environment": (
        "Seharusnya hanya pengelola sistem yang memakai alamat dari lingkungan, tetapi yang "
        'meminta adalah "{officer}". Tulis alamatnya sendiri.',
        "Expected only the administrator to use an address of the environment, but it was "
        '"{officer}" who asked. Write the address itself.',
    ),
    "channel.variable": (
        'Seharusnya variabel "{name}" berisi alamat saluran, tetapi tidak ada atau namanya tidak '
        "dapat dipakai. Isi variabel itu sebelum menjalankan Sopan.",
        'Expected the variable "{name}" to hold the address of a channel, but it is not set or '
        "its name cannot be used. Set it before Sopan is started.",
    ),
    "channel.scheme": (
        'Seharusnya alamat saluran memakai layanan jaringan, tetapi "{scheme}" tidak diterima. '
        "Pakai salah satu dari: {known}.",
        'Expected the address of a service on a network, but "{scheme}" is not accepted. '
        "Use one of: {known}.",
    ),
    "channel.option": (
        'Seharusnya alamat saluran tidak membaca berkas di komputer ini, tetapi "{option}" '
        "melakukannya. Hapus bagian itu.",
        'Expected an address that reads no files of this machine, but "{option}" does. '
        "Leave that part out.",
    ),
    "channel.url": (
        'Seharusnya alamat "{scheme}://" lengkap, tetapi tidak dapat dibaca. '
        "Bandingkan dengan contoh di docs/reference/notices.md.",
        'Expected a complete "{scheme}://" address, but it cannot be read. '
        "Compare it with the examples in docs/reference/notices.md.",
    ),
    "channel.many": (
        'Seharusnya satu saluran untuk satu penerima, tetapi alamat "{scheme}://" ini menyebut '
        "beberapa. Tambahkan satu saluran untuk setiap penerima.",
        'Expected one recipient for one channel, but this "{scheme}://" address names several. '
        "Add a channel for each of them.",
    ),
    "channel.network": (
        'Seharusnya saluran hanya menuju jaringan yang diizinkan ({network}), tetapi "{host}" '
        "berada di luarnya. Pakai alamat lain, atau minta pengelola mengubah "
        "SOPAN_CHANNEL_NETWORK.",
        'Expected a channel to stay within the networks allowed ({network}), but "{host}" is '
        "outside. Use another address, or ask the administrator to change SOPAN_CHANNEL_NETWORK.",
    ),
    "channel.unknown_host": (
        'Seharusnya "{host}" ada di jaringan, tetapi alamatnya tidak ditemukan. '
        "Periksa ejaannya, lalu ulangi.",
        'Expected "{host}" to be on the network, but its address is not found. '
        "Check how it is written and try again.",
    ),
    "channel.removed": (
        'Seharusnya saluran "{name}" masih dipakai, tetapi sudah dihapus. '
        "Tambahkan kembali bila masih diperlukan.",
        'Expected the channel "{name}" to be in use, but it has been removed. '
        "Add it again where it is still needed.",
    ),
    "channel.key_missing": (
        "Seharusnya ada kunci untuk rahasia saluran, tetapi SOPAN_SECRET_KEY kosong. "
        "Isi dengan sedikitnya 32 huruf acak, sama pada semua simpul.",
        "Expected a key for the secrets of channels, but SOPAN_SECRET_KEY is empty. "
        "Set it to at least 32 random characters, the same on every node.",
    ),
    "channel.key_other": (
        "Seharusnya alamat saluran dapat dibuka, tetapi kuncinya lain dari saat disimpan. "
        "Kembalikan SOPAN_SECRET_KEY atau berkas kuncinya, atau tambahkan saluran itu kembali.",
        "Expected to open the address of a channel, but the key is another than when it was kept. "
        "Restore SOPAN_SECRET_KEY or the key file, or add the channel again.",
    ),
    "channel.key_file": (
        'Seharusnya kunci dapat disimpan di "{path}", tetapi tidak: {reason}. '
        "Periksa izin foldernya, atau isi SOPAN_SECRET_KEY.",
        'Expected to keep the key in "{path}", but that failed: {reason}. '
        "Check the permissions of its folder, or set SOPAN_SECRET_KEY.",
    ),
    "channel.undelivered": (
        'Seharusnya pesan sampai melalui "{name}", tetapi tidak: {reason}. '
        "Perbaiki alamatnya atau coba lagi.",
        'Expected the message to arrive through "{name}", but it did not: {reason}. '
        "Correct the address or try again.",
    ),
    "notice.alive": (
        "Seharusnya hanya pemberitahuan yang gagal dikirim ulang, tetapi yang ini tidak gagal. "
        "Pilih dari daftar yang gagal.",
        "Expected a notice that was given up, but this one was not. "
        "Choose from the list of those that were.",
    ),
}
