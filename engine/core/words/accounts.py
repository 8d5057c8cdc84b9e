"""Words about accounts, passwords and logging in."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "account.login": (
        "Seharusnya nama pengguna berisi 2 sampai 128 huruf kecil, angka, atau . _ @ -, tetapi "
        '"{login}" tidak demikian. Tulis misalnya sekretaris.boalemo.',
        'Expected a login of 2 to 128 small letters, digits or . _ @ -, but "{login}" is not one. '
        "Write, for example, sekretaris.boalemo.",
    ),
    "account.whose": (
        "Seharusnya akun pejabat menyebut instansi dan pejabatnya, tetapi hanya salah satunya yang "
        "disebut. Sebut keduanya, atau tidak keduanya untuk akun tanpa jabatan.",
        "Expected an officer's account to name agency and officer, but only one of the two is "
        "named. Name both, or neither for an account without a post.",
    ),
    "account.officer": (
        "Seharusnya setiap pejabat mempunyai satu akun, tetapi {officer} sudah mempunyai akun "
        "{login}. Pakai akun itu.",
        "Expected one account for each officer, but {officer} already has the account {login}. "
        "Use that one.",
    ),
    "account.taken": (
        "Seharusnya nama pengguna belum dipakai, tetapi {login} sudah ada. Pilih nama lain.",
        "Expected a login nobody has, but {login} exists already. Choose another one.",
    ),
    "account.sample": (
        "Seharusnya kata sandi bersama hanya untuk akun contoh, tetapi ada akun lain di antaranya. "
        "Buat akun itu tersendiri.",
        "Expected to share a password among sample accounts only, but there are others. "
        "Make those one by one.",
    ),
    "account.role": (
        'Seharusnya peran salah satu dari {known}, tetapi tertulis "{role}". Pilih salah satunya.',
        'Expected a role to be one of {known}, but it is "{role}". Choose one of them.',
    ),
    "account.language": (
        'Seharusnya bahasa akun "id" atau "en", tetapi isinya "{value}". Pilih salah satunya.',
        'Expected the language of an account to be "id" or "en", but it is "{value}". '
        "Choose one of them.",
    ),
    "account.last": (
        "Seharusnya selalu ada pengelola, tetapi {login} satu-satunya. "
        "Beri peran administrator kepada akun lain terlebih dahulu.",
        "Expected to keep an administrator, but {login} is the only one. "
        "Give the role administrator to another account first.",
    ),
    "permit.account_officer": (
        "Seharusnya tugas dikerjakan oleh pejabatnya, tetapi akun {login} bukan milik pejabat. "
        "Masuk dengan akun pejabat yang bersangkutan.",
        "Expected to act for an officer, but the account {login} belongs to none. "
        "Log in with the account of the officer who does the work.",
    ),
    "permit.role": (
        "Seharusnya ini dilakukan oleh akun dengan peran {roles}, tetapi {login} tidak "
        "memilikinya. Minta peran itu kepada pengelola.",
        "Expected an account with the role {roles}, but {login} does not have it. "
        "Ask the administrator for that role.",
    ),
    "request.origin": (
        "Seharusnya isian dikirim dari halaman Sopan sendiri, tetapi berasal dari situs lain. "
        "Buka halamannya di Sopan, lalu ulangi dari sana.",
        "Expected a form of Sopan's own pages, but it came from another site. "
        "Open the page in Sopan and do it from there.",
    ),
    "request.csrf": (
        "Seharusnya isian berasal dari halaman yang masih berlaku, tetapi halamannya sudah usang. "
        "Muat ulang halamannya, lalu kirim kembali.",
        "Expected a form of a page that is still good, but that page is out of date. "
        "Reload the page and send it again.",
    ),
    "password.short": (
        "Seharusnya kata sandi paling sedikit {least} huruf, tetapi kurang dari itu. "
        "Pakai beberapa kata yang mudah diingat.",
        "Expected a password of at least {least} characters, but it is shorter. "
        "Use several words that are easy to remember.",
    ),
    "password.long": (
        "Seharusnya kata sandi paling panjang {most} huruf, tetapi lebih dari itu. Persingkat.",
        "Expected a password of at most {most} characters, but it is longer. Shorten it.",
    ),
    "password.login": (
        "Seharusnya kata sandi tidak mirip dengan nama pengguna, tetapi hampir sama. "
        "Pakai beberapa kata lain.",
        "Expected a password unlike the login, but it is nearly the same. Use some other words.",
    ),
    "password.common": (
        "Seharusnya kata sandi sulit ditebak, tetapi yang ini termasuk yang pertama kali dicoba "
        "orang. Pakai beberapa kata yang tidak biasa berdampingan.",
        "Expected a password that is hard to guess, but this is one that people try first. "
        "Use several words that are not usually found together.",
    ),
    "password.same": (
        "Seharusnya kata sandi baru berbeda dari yang lama, tetapi sama. Pilih yang lain.",
        "Expected a new password, but it is the old one. Choose another one.",
    ),
    "password.wrong": (
        "Seharusnya kata sandi sekarang benar, tetapi tidak cocok. Tulis sekali lagi.",
        "Expected the present password to be right, but it is not. Type it once more.",
    ),
    "password.repeat": (
        "Seharusnya kata sandi baru ditulis sama dua kali, tetapi berbeda. Tulis sekali lagi.",
        "Expected the new password twice, but the two differ. Type it once more.",
    ),
    "login.wrong": (
        "Seharusnya nama pengguna dan kata sandi cocok, tetapi tidak. "
        "Periksa keduanya, atau minta kata sandi baru kepada pengelola.",
        "Expected login and password to match, but they do not. "
        "Check both, or ask the administrator for a new password.",
    ),
    "login.paused": (
        "Seharusnya percobaan masuk diperiksa, tetapi terlalu sering tidak berhasil. "
        "Tunggu {seconds} detik, lalu coba lagi.",
        "Expected to look at this login, but too many have failed. "
        "Wait {seconds} seconds, then try again.",
    ),
    "login.disabled": (
        "Seharusnya akun {login} aktif, tetapi sudah dinonaktifkan. Hubungi pengelola.",
        "Expected the account {login} to be active, but it is disabled. Ask the administrator.",
    ),
    "login.demo": (
        "Seharusnya akun contoh {login} dipakai pada peragaan, tetapi ini bukan peragaan. "
        "Pakai akun Anda sendiri.",
        "Expected the demo account {login} in a demonstration, but this is none. "
        "Use an account of your own.",
    ),
    "login.unknown": (
        "Seharusnya Anda sudah masuk, tetapi belum. Masuklah terlebih dahulu.",
        "Expected you to be logged in, but you are not. Log in first.",
    ),
    "login.over": (
        "Seharusnya Anda masih masuk, tetapi masanya sudah habis. Masuklah sekali lagi.",
        "Expected you to be logged in still, but that time is over. Log in once more.",
    ),
    "login.officer": (
        "Seharusnya pemilik akun masih terdaftar, tetapi {officer} tidak ada lagi pada instansi "
        "itu. Hubungi pengelola.",
        "Expected the owner of the account to work there, but {officer} no longer does. "
        "Ask the administrator.",
    ),
    "openid.address": (
        'Seharusnya penyedia OpenID dicapai lewat https, tetapi alamatnya "{address}". '
        "Perbaiki SOPAN_OIDC_ISSUER, atau minta penyedianya memperbaiki alamatnya.",
        'Expected to reach the OpenID provider by https, but its address is "{address}". '
        "Correct SOPAN_OIDC_ISSUER, or ask the provider to correct its addresses.",
    ),
    "openid.away": (
        "Seharusnya penyedia akun menjawab, tetapi tidak ({reason}). "
        "Coba lagi sebentar lagi, atau masuk dengan kata sandi.",
        "Expected the provider of accounts to answer, but it does not ({reason}). "
        "Try again in a moment, or log in with a password.",
    ),
    "openid.token": (
        "Seharusnya penyedia akun membuktikan siapa Anda, tetapi buktinya tidak dapat diterima "
        "({problem}). Masuklah sekali lagi; bila berulang, beri tahu pengelola.",
        "Expected the provider of accounts to prove who you are, but its proof cannot be accepted "
        "({problem}). Log in once more; if it happens again, tell the administrator.",
    ),
    "login.stranger": (
        "Seharusnya ada akun Sopan untuk Anda, tetapi tidak ditemukan ({names}). "
        "Minta pengelola membuatnya dengan salah satu nama itu.",
        "Expected an account of Sopan for you, but there is none ({names}). "
        "Ask the administrator to make one with one of these logins.",
    ),
}
