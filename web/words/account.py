"""Words of the pages about one's own account."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "account.title": ("Akun saya", "My account"),
    "account.name": ("Nama", "Name"),
    "account.login": ("Nama pengguna", "Login"),
    "account.agency": ("Instansi", "Agency"),
    "account.posts": ("Jabatan hari ini", "Posts held today"),
    "account.no_posts": ("Tidak ada", "None"),
    "account.roles": ("Peran", "Roles"),
    "account.password_title": ("Ganti kata sandi", "Change password"),
    "account.must_change": (
        "Kata sandi ini diberikan pengelola. Ganti dengan kata sandi Anda sendiri untuk "
        "melanjutkan.",
        "This password was given by the administrator. Change it to one of your own to go on.",
    ),
    "account.password_old": ("Kata sandi sekarang", "Present password"),
    "account.password_new": ("Kata sandi baru", "New password"),
    "account.password_repeat": ("Kata sandi baru, sekali lagi", "New password, once more"),
    "account.password_rule": (
        "Paling sedikit {least} huruf. Beberapa kata yang tidak biasa berdampingan mudah diingat "
        "dan sulit ditebak.",
        "At least {least} characters. Several words not usually found together are easy to "
        "remember and hard to guess.",
    ),
    "account.password_save": ("Simpan kata sandi", "Save password"),
    "account.password_saved": (
        "Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.",
        "The password is changed. Other devices are logged out.",
    ),
    "account.no_password": (
        "Anda masuk dengan akun instansi; kata sandinya diganti di sana.",
        "You log in with the account of your agency; its password is changed there.",
    ),
    "account.devices": ("Perangkat yang sedang masuk", "Devices logged in"),
    "account.device": ("Perangkat", "Device"),
    "account.since": ("Masuk sejak", "Logged in since"),
    "account.seen": ("Terakhir dipakai", "Last used"),
    "account.this_device": ("perangkat ini", "this device"),
    "account.out_everywhere": ("Keluar dari semua perangkat", "Log out on every device"),
    "account.out_everywhere_sure": (
        "Keluar dari semua perangkat, juga yang ini?",
        "Log out on every device, this one too?",
    ),
}
