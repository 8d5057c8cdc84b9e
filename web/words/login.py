"""Words of the login page."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "login.title": ("Masuk", "Log in"),
    "login.lead": (
        "Pakai akun yang diberikan pengelola Sopan di instansi Anda.",
        "Use the account that the administrator of Sopan in your agency gave you.",
    ),
    "login.name": ("Nama pengguna", "Login"),
    "login.password": ("Kata sandi", "Password"),
    "login.submit": ("Masuk", "Log in"),
    "login.openid": ("Masuk dengan akun instansi", "Log in with the account of your agency"),
    "login.or": ("atau", "or"),
    "login.openid_failed": (
        "Penyedia akun belum mengizinkan masuk ({reason}). Coba lagi, atau pakai kata sandi.",
        "The provider of your account did not let you in ({reason}). Try again, or use a password.",
    ),
    "login.out": ("Anda sudah keluar.", "You are logged out."),
    "login.out_everywhere": (
        "Anda sudah keluar dari semua perangkat.",
        "You are logged out on every device.",
    ),
    "login.demo_title": ("Akun contoh", "Sample accounts"),
    "login.demo_lead": (
        "Kata sandi semuanya: {password}",
        "The password of each: {password}",
    ),
    "login.demo_role": ("Sebagai", "As"),
    "login.demo_others": ("Akun contoh instansi lain", "Sample accounts of other agencies"),
}
