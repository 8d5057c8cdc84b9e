"""Words of forecasts: what they are asked for, and when something would be finished."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "foresee.title": ("Perkiraan", "Forecast"),
    "foresee.lead": (
        "Kapan tiap kegiatan dan seluruh SOP selesai, bila semua tepat menurut waktu bakunya.",
        "When each step and the whole SOP is finished if everything takes its time standard.",
    ),
    "foresee.start": ("Mulai tanggal", "Started on"),
    "foresee.start_hint": (
        "Tanggal: dari jam buka kantor hari itu; kosong: dari sekarang. "
        "Putaran: berapa kali dikembalikan untuk diperbaiki.",
        "A date: from the opening of the office that day; empty: from now. "
        "Rounds: how often it is sent back to be corrected.",
    ),
    "foresee.rounds": ("Putaran perbaikan", "Correction rounds"),
    "foresee.history": ("Juga menurut riwayat", "Also from the past"),
    "foresee.do": ("Perkirakan", "Forecast"),
    "foresee.save_and_do": ("Simpan dan perkirakan", "Save and forecast"),
    "foresee.not_yet": (
        "Belum dapat diperkirakan. Perbaiki dahulu:",
        "It cannot be forecast yet. Correct first:",
    ),
    "foresee.nothing": (
        "Belum ada kegiatan yang dapat dijalankan.",
        "There is no step yet that could be run.",
    ),
    "foresee.begun": ("Bila dimulai {at},", "Started on {at},"),
    "foresee.finish": ("seluruhnya selesai {at}.", "the whole is finished {at}."),
    "foresee.whole_met": (
        "Memenuhi waktu baku keseluruhan {standard} (paling lambat {at}): sisa {spare} waktu "
        "kerja.",
        "Within the time standard of the whole, {standard} (by {at}): {spare} of working time to "
        "spare.",
    ),
    "foresee.whole_missed": (
        "Melewati waktu baku keseluruhan {standard} (paling lambat {at}): lewat {spare} waktu "
        "kerja.",
        "Past the time standard of the whole, {standard} (by {at}): {spare} of working time past.",
    ),
    "foresee.whole_none": (
        "Belum ada waktu baku keseluruhan.",
        "There is no time standard of the whole.",
    ),
    "foresee.legal_met": (
        "Memenuhi batas waktu hukum {on}: sisa {days} hari kerja.",
        "In time for the date set by law, {on}: {days:working day|working days} to spare.",
    ),
    "foresee.legal_missed": (
        "Melewati batas waktu hukum {on}: lewat {days} hari kerja.",
        "Too late for the date set by law, {on}: {days:working day|working days} past.",
    ),
    "foresee.longest": (
        "Paling lama dipegang {lane}: {time} waktu kerja.",
        "{lane} holds it longest: {time} of working time.",
    ),
    "foresee.critical": (
        "Selesainya ditentukan kegiatan {steps}.",
        "The finish hangs on the steps {steps}.",
    ),
    "foresee.likely": (
        "Menurut riwayat: separuh selesai paling lambat {median}, sembilan dari sepuluh paling "
        "lambat {most}.",
        "From the past: half are finished by {median}, nine of ten by {most}.",
    ),
    "foresee.likely_date": (
        "Menurut riwayat, batas waktu hukum {on} terpenuhi dalam {percent} % hitungan.",
        "From the past, the date set by law, {on}, is met in {percent} % of the draws.",
    ),
    "foresee.provisional": (
        "Sementara: hari libur dan cuti bersama {years} belum ditetapkan.",
        "Provisional: the holidays of {years} are not decreed yet.",
    ),
    "foresee.caption": (
        "Kegiatan menurut urutan mulainya",
        "The steps by when they begin",
    ),
    "foresee.more": ("Dan {count} baris lagi.", "And {count} more rows."),
    "foresee.step": ("Kegiatan", "Step"),
    "foresee.starts": ("Mulai", "Begins"),
    "foresee.finishes": ("Selesai", "Ends"),
    "foresee.round": ("Putaran", "Round"),
    "foresee.decides": ("menentukan", "decides"),
    "foresee.no_standard": ("belum ada", "none yet"),
    "foresee.waits": ("menunggu", "waits"),
    "foresee.supposed": ("Yang diandaikan", "What is supposed"),
}
