"""What reports themselves say, in Indonesian and in English: heads, verdicts, notes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from engine.core import indonesian
from engine.core.messages import LANGUAGES

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "compliance.title": ("Laporan kepatuhan waktu baku", "Compliance with time standards"),
    "monitoring.title": (
        "Tabel 7 Monitoring Pelaksanaan SOP AP",
        "Table 7 Monitoring of the SOPs (SOP AP)",
    ),
    "worklist.title": ("Pekerjaan yang terbuka", "Open work"),
    "about.at": ("Keadaan pada {at}", "As of {at}"),
    "about.agency": ("Instansi: {name}", "Agency: {name}"),
    "about.period": ("Masa: {since} sampai {until}", "Period: {since} to {until}"),
    "about.sop": ("SOP: {name}", "SOP: {name}"),
    "about.half": ("Semester {half} tahun {year}", "Half-year {half} of {year}"),
    "head.sop": ("SOP", "SOP"),
    "head.step": ("Kegiatan", "Activity"),
    "head.lane": ("Pelaksana", "Performer"),
    "head.unit": ("Unit", "Unit"),
    "head.month": ("Bulan", "Month"),
    "head.week": ("Minggu mulai", "Week from"),
    "head.number": ("No.", "No."),
    "head.standard": ("Waktu baku", "Time standard"),
    "head.done": ("Selesai", "Done"),
    "head.met": ("Tepat waktu", "On time"),
    "head.breached": ("Melewati waktu baku", "Past the standard"),
    "head.late": ("Belum selesai, lewat tenggat", "Open, past its deadline"),
    "head.void": ("Gugur", "Void"),
    "head.on_time": ("% tepat waktu", "% on time"),
    "head.waiting": ("Waktu tunggu, median", "Waiting, median"),
    "head.waiting.p90": ("Waktu tunggu, 90 %", "Waiting, 90 %"),
    "head.handling": ("Waktu proses, median", "Handling, median"),
    "head.handling.p90": ("Waktu proses, 90 %", "Handling, 90 %"),
    "head.share": ("% waktu baku terpakai, median", "% of the standard used, median"),
    "head.again": ("Diulang", "Done again"),
    "head.returned": ("Dikembalikan", "Sent back"),
    "head.rounds": ("Putaran terbanyak", "Highest round"),
    "head.instance": ("Pelaksanaan", "Instance"),
    "head.holder": ("Pada", "With"),
    "head.deadline": ("Tenggat", "Deadline"),
    "head.standing": ("Keadaan", "Standing"),
    "head.waited": ("Waktu tunggu", "Waiting"),
    "head.handled": ("Waktu proses", "Handling"),
    "head.noted": ("Dicatat atasan", "Noted by a superior"),
    "head.held": ("Pengingat ditahan", "Reminders held back"),
    "standing.late": ("melewati waktu baku", "past its standard"),
    "standing.near": ("mendekati tenggat", "near its deadline"),
    "standing.suspended": ("ditunda", "suspended"),
    "standing.open": ("berjalan", "under way"),
    "unit.minutes": ("menit kerja", "working minutes"),
    "total": ("Seluruhnya", "In all"),
    "none": ("(tanpa nama)", "(no name)"),
    "note.clocks": (
        "Waktu tunggu: sejak tugas muncul sampai diambil. Waktu proses: sejak diambil sampai "
        "selesai. Keduanya dalam waktu kerja.",
        "Waiting: from when a task appears until it is taken. Handling: from then until it is "
        "done. Both in working time.",
    ),
    "note.small": (
        "Angka di bawah 5 tugas selesai belum dapat disimpulkan.",
        "Figures of fewer than 5 tasks done prove nothing yet.",
    ),
    "note.whole": (
        "{name}: waktu baku keseluruhan terpenuhi {met} dari {all} pelaksanaan.",
        "{name}: the standard of the whole was met in {met} of {all} instances.",
    ),
    "note.legal": (
        "{name}: batas waktu hukum terpenuhi {met} dari {all} pelaksanaan.",
        "{name}: the legal date was met in {met} of {all} instances.",
    ),
    "note.rules": (
        "Usulan penilaian dari catatan sistem: berjalan dengan baik bila sekurang-kurangnya "
        "{good} % tugas tepat waktu dan tidak lebih dari {again} % diulang. Penilai dapat "
        "mengubahnya.",
        "Proposed from the log: it runs well where at least {good} % of the tasks are on time and "
        "no more than {again} % are done again. The assessor may overwrite it.",
    ),
    "tabel7.procedure": ("Prosedur", "Procedure"),
    "tabel7.good": (
        "Penilaian: berjalan dengan baik",
        "Assessment: runs well",
    ),
    "tabel7.poor": (
        "Penilaian: tidak berjalan dengan baik",
        "Assessment: does not run well",
    ),
    "tabel7.notes": ("Catatan hasil penilaian", "Notes on the assessment"),
    "tabel7.actions": ("Tindakan yang harus diambil", "Action to be taken"),
    "tabel7.initials": ("Paraf penilai", "Initials of the assessor"),
    "verdict.good": ("Berjalan dengan baik", "Runs well"),
    "verdict.poor": ("Tidak berjalan dengan baik", "Does not run well"),
    "verdict.unknown": ("Belum dapat dinilai", "Cannot be judged yet"),
    "said.nothing": (
        "Tidak dilaksanakan pada semester ini.",
        "Not carried out in this half-year.",
    ),
    "said.on_time": (
        "{met} dari {judged} tugas tepat waktu ({percent} %).",
        "{met} of {judged} tasks on time ({percent} %).",
    ),
    "said.no_standard": (
        "{done} tugas selesai, tanpa waktu baku.",
        "{done} tasks done, without a time standard.",
    ),
    "said.late": (
        "{late} tugas belum selesai dan melewati tenggat.",
        "{late} tasks are open and past their deadline.",
    ),
    "said.latest": (
        "Terbanyak pada {step}: {count}.",
        "Most of them at {step}: {count}.",
    ),
    "said.clocks": (
        "Median waktu tunggu {waiting}, waktu proses {handling}.",
        "Median waiting {waiting}, handling {handling}.",
    ),
    "said.whole": (
        "Waktu baku keseluruhan terpenuhi {met} dari {all} pelaksanaan.",
        "The standard of the whole was met in {met} of {all} instances.",
    ),
    "said.legal": (
        "Batas waktu hukum terpenuhi {met} dari {all} pelaksanaan.",
        "The legal date was met in {met} of {all} instances.",
    ),
    "said.again": (
        "{again} tugas diulang, {returned} kali dikembalikan.",
        "{again} tasks done again, {returned} times sent back.",
    ),
    "do.nothing": (
        "Tidak ada; pertahankan.",
        "None; keep it so.",
    ),
    "do.unknown": (
        "Pastikan SOP masih diperlukan; nilai kembali setelah dilaksanakan.",
        "Make sure the SOP is still needed; judge it after it has been carried out.",
    ),
    "do.waiting": (
        "Percepat pengambilan tugas pada {step}: waktu tunggunya lebih lama daripada waktu "
        "prosesnya. Periksa pembagian tugas, Plh., dan pengingat.",
        "Have work taken up sooner at {step}: it waits longer than it is worked on. Look at who "
        "does it, at acting officers and reminders.",
    ),
    "do.handling": (
        "Tinjau waktu baku atau beban kerja pada {step}: waktunya habis untuk proses.",
        "Review the standard or the workload at {step}: the time goes into the work itself.",
    ),
    "do.again": (
        "Perjelas kelengkapan dan format sebelum {step}, agar tidak perlu diulang.",
        "Make inputs and formats clearer before {step}, so that it need not be done again.",
    ),
}


def say(code: str, language: str, **facts: object) -> str:
    """Return the sentence `code` in `language` ("id" or "en") with `facts` filled in."""
    return SENTENCES[code][LANGUAGES.index(language)].format_map(facts)


def working_time(seconds: float, language: str) -> str:
    """Return working time as a person reads it, to the minute."""
    minutes = int(seconds // 60)
    if language == "id":
        return indonesian.duration(timedelta(minutes=minutes))
    return f"{minutes // 60} h {minutes % 60} min"


def number(value: float, language: str) -> str:
    """Return a number with one decimal at most, "91,7" in Indonesian."""
    shown = f"{value:.1f}".removesuffix(".0")
    return shown.replace(".", ",") if language == "id" else shown
