"""Words on every page: navigation, header, footer, refusals."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "frame.skip": ("Langsung ke isi", "Skip to content"),
    "frame.menu": ("Menu utama", "Main menu"),
    "frame.menu_short": ("Menu", "Menu"),
    "frame.lost": (
        "Seharusnya isian ini terkirim, tetapi sambungan internet terputus. Yang Anda ketik masih "
        "ada di halaman ini; kirim lagi setelah sambungan pulih.",
        "Expected to send this form, but the internet connection was lost. What you typed is still "
        "on this page; send it again once you are back online.",
    ),
    "frame.stale": (
        "Sambungan terputus: daftar ini mungkin belum yang terbaru. Dicoba lagi sendiri.",
        "The connection is lost: this list may be out of date. It is tried again by itself.",
    ),
    "frame.demo": ("DATA CONTOH", "SAMPLE DATA"),
    "frame.demo_text": (
        "Semua nama dan angka di sini rekaan.",
        "Every name and number here is made up.",
    ),
    "frame.list_changed": ("Daftar diperbarui: {count}.", "The list has changed: {count}."),
    "frame.logout": ("Keluar", "Log out"),
    "frame.language": ("English", "Bahasa Indonesia"),
    "frame.printed": ("Dicetak dari Sopan", "Printed from Sopan"),
    "frame.wrong": ("Perlu diperbaiki", "To correct"),
    "frame.fix": ("Perbaiki yang berikut:", "Please correct the following:"),
    "nav.tasks": ("Tugas", "Tasks"),
    "nav.instances": ("Pelaksanaan", "Instances"),
    "nav.dashboard": ("Dasbor", "Dashboard"),
    "nav.sops": ("SOP", "SOPs"),
    "nav.designer": ("Perancang", "Designer"),
    "nav.notices": ("Pemberitahuan", "Notices"),
    "nav.admin": ("Pengelolaan", "Administration"),
    "nav.waiting": ("{count} menunggu", "{count} waiting"),
    "error.title.400": ("Isian tidak terbaca", "What was sent cannot be read"),
    "error.title.401": ("Silakan masuk dahulu", "Please log in first"),
    "error.title.403": ("Bukan wewenang akun ini", "Not permitted"),
    "error.title.404": ("Tidak ditemukan", "Not found"),
    "error.title.405": ("Halaman ini tidak dibuka langsung", "This page is not opened directly"),
    "error.title.409": ("Belum dapat dilakukan", "Not possible as things stand"),
    "error.title.413": ("Kiriman terlalu besar", "Too large"),
    "error.title.415": ("Jenis isi tidak sesuai", "Kind of content not supported"),
    "error.title.422": ("Isian perlu diperbaiki", "Please correct the form"),
    "error.title.500": ("Kesalahan di pihak kami", "Failure on our side"),
    "error.title.503": ("Sementara belum dapat dilayani", "Not available now"),
    "error.home": ("Ke daftar tugas", "To the list of tasks"),
    "error.login": ("Masuk", "Log in"),
}
