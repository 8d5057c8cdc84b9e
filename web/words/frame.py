"""Words on every page: navigation, header, footer, refusals."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "frame.skip": ("Langsung ke isi", "Skip to content"),
    "frame.menu": ("Menu utama", "Main menu"),
    "frame.demo": ("DATA CONTOH", "SAMPLE DATA"),
    "frame.demo_text": (
        "Semua nama dan angka di sini rekaan.",
        "Every name and number here is made up.",
    ),
    "frame.logout": ("Keluar", "Log out"),
    "frame.language": ("English", "Bahasa Indonesia"),
    "frame.printed": ("Dicetak dari Sopan", "Printed from Sopan"),
    "frame.fix": ("Perbaiki yang berikut:", "Please correct the following:"),
    "nav.tasks": ("Tugas", "Tasks"),
    "nav.instances": ("Pelaksanaan", "Instances"),
    "nav.dashboard": ("Dasbor", "Dashboard"),
    "nav.sops": ("SOP", "SOPs"),
    "nav.designer": ("Perancang", "Designer"),
    "nav.notices": ("Pemberitahuan", "Notices"),
    "nav.admin": ("Pengelolaan", "Administration"),
    "nav.waiting": ("{count} menunggu", "{count} waiting"),
    "error.home": ("Ke daftar tugas", "To the list of tasks"),
    "error.login": ("Masuk", "Log in"),
}
