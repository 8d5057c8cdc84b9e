"""Words of the pages of reports: what is asked for; what they say stands in the reports."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "reports.title": ("Laporan kepatuhan waktu baku", "Compliance with time standards"),
    "reports.table7": ("Tabel 7", "Table 7"),
    "reports.by": ("Menurut", "By"),
    "reports.by.sop": ("SOP", "SOP"),
    "reports.by.step": ("Kegiatan", "Step"),
    "reports.by.lane": ("Pelaksana", "Performer"),
    "reports.by.unit": ("Unit", "Unit"),
    "reports.by.month": ("Bulan", "Month"),
    "reports.by.week": ("Minggu", "Week"),
    "reports.since": ("Sejak", "From"),
    "reports.until": ("Sampai", "To"),
    "reports.sop": ("SOP", "SOP"),
    "reports.every": ("Semua SOP", "All SOPs"),
    "reports.half": ("Semester", "Half-year"),
    "reports.half.1": ("Semester I {year}", "First half of {year}"),
    "reports.half.2": ("Semester II {year}", "Second half of {year}"),
    "reports.show": ("Tampilkan", "Show"),
    "reports.nothing": ("Tidak ada tugas pada masa ini.", "There is no task in this period."),
    "reports.print": (
        "Untuk mencetak, pakai menu cetak peramban; halaman ini diatur mendatar.",
        "To print, use the browser's menu; this page is laid out in landscape.",
    ),
}
