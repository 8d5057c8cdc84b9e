"""Words of the page of notices."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "notices.title": ("Pemberitahuan", "Notices"),
    "notices.unread_count": ("{count} belum dibaca", "{count} unread"),
    "notices.unread": ("Belum dibaca", "Unread"),
    "notices.everything": ("Semua", "All"),
    "notices.none_unread": ("Semua sudah dibaca.", "Everything has been read."),
    "notices.none": ("Belum ada pemberitahuan.", "There is no notice yet."),
    "notices.new": ("baru", "new"),
    "notices.whole": ("Isi lengkap", "The whole text"),
    "notices.open": ("Buka", "Open"),
    "notices.read": ("Tandai sudah dibaca", "Mark as read"),
    "notices.read_all": ("Tandai semua sudah dibaca", "Mark all as read"),
    "notices.read_now": ("Ditandai sudah dibaca.", "Marked as read."),
    "notices.more": ("Tampilkan yang lebih lama", "Show older ones"),
}
