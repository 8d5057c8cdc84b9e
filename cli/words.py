"""What the command line itself says, in Indonesian and in English: heads, states, sentences."""

from collections.abc import Mapping
from typing import Final

from engine.core.counted import counted
from engine.core.messages import LANGUAGES

Words = Mapping[str, tuple[str, str]]

HEADS: Final[Words] = {
    "id": ("ID", "ID"),
    "definition": ("Definisi SOP", "Definition"),
    "version": ("Versi", "Version"),
    "name": ("Nama", "Name"),
    "title": ("Pelaksanaan", "Instance"),
    "instance": ("Pelaksanaan", "Instance"),
    "status": ("Status", "Status"),
    "open": ("Tugas", "Tasks"),
    "incidents": ("Gangguan", "Incidents"),
    "started_at": ("Dimulai", "Started"),
    "agency": ("Instansi", "Agency"),
    "zone": ("Zona waktu", "Time zone"),
    "definitions": ("SOP berlaku", "SOPs in force"),
    "in_force": ("Masa berlaku", "In force"),
    "running": ("Berjalan", "Running"),
    "officers": ("Pejabat", "Officers"),
    "step": ("Langkah", "Step"),
    "activity": ("Kegiatan", "Activity"),
    "who": ("Pelaksana", "Performer"),
    "officer": ("Pejabat", "Officer"),
    "state": ("Status", "State"),
    "round": ("Putaran", "Round"),
    "ready_at": ("Muncul", "Ready"),
    "closed_at": ("Ditutup", "Closed"),
    "deadline": ("Tenggat", "Deadline"),
    "left": ("Sisa atau lewat", "Left or past"),
    "starts_at": ("Mulai", "Starts"),
    "finishes_at": ("Selesai", "Finishes"),
    "working_time": ("Waktu kerja", "Working time"),
    "times_done": ("Kali", "Times done"),
    "median": ("Median", "Median"),
    "p90": ("90 %", "90 %"),
    "finishes_p90": ("Selesai (90 %)", "Finished (90 %)"),
    "time_standard": ("Waktu baku", "Time standard"),
    "inputs": ("Kelengkapan", "Inputs"),
    "outputs": ("Output", "Outputs"),
    "remarks": ("Keterangan", "Remarks"),
    "reason": ("Alasan", "Reason"),
    "at": ("Waktu", "Time"),
    "date": ("Tanggal", "Date"),
    "day": ("Hari", "Day"),
    "hours": ("Jam kerja", "Hours"),
    "why": ("Keterangan", "Why"),
    "old": ("Tenggat lama", "Deadline before"),
    "new": ("Tenggat baru", "Deadline after"),
    "seq": ("No.", "No."),
    "number": ("Nomor", "Number"),
    "retention": ("Retensi", "Retention"),
    "kept": ("Disimpan sampai", "Kept until"),
    "checksum": ("Sidik SHA-256", "SHA-256"),
    "event": ("Riwayat", "Event"),
    "message": ("Keterangan", "Message"),
    "attempts": ("Percobaan", "Attempts"),
    "handler": ("Pengerja", "Handler"),
    "variable": ("Variabel", "Variable"),
    "value": ("Nilai", "Value"),
    "findings": ("Temuan", "Findings"),
    "check": ("Pemeriksaan", "Check"),
    "label": ("Keperluan", "Purpose"),
    "created_at": ("Dibuat", "Created"),
    "expires_at": ("Berlaku sampai", "Valid until"),
    "revoked_at": ("Dicabut", "Revoked"),
    "login": ("Nama pengguna", "Login"),
    "roles": ("Peran", "Roles"),
    "disabled_at": ("Dinonaktifkan", "Disabled"),
    "channel": ("Saluran", "Channel"),
    "whose": ("Milik", "Of"),
    "address": ("Alamat", "Address"),
    "digest": ("Ringkasan harian", "Daily digest"),
}
"""What stands above a column."""

WORK_ITEM_STATES: Final[Words] = {
    "ready": ("Belum diambil", "Ready"),
    "claimed": ("Diambil", "Claimed"),
    "started": ("Dikerjakan", "Started"),
    "completed": ("Selesai", "Completed"),
    "returned": ("Dikembalikan", "Returned"),
    "suspended": ("Ditunda", "Suspended"),
    "cancelled": ("Dibatalkan", "Cancelled"),
}

INSTANCE_STATES: Final[Words] = {
    "active": ("Berjalan", "Active"),
    "suspended": ("Ditunda", "Suspended"),
    "completed": ("Selesai", "Completed"),
    "cancelled": ("Dibatalkan", "Cancelled"),
}

JOB_STATES: Final[Words] = {
    "ready": ("Menunggu", "Waiting"),
    "running": ("Dikerjakan", "Running"),
    "failed": ("Tidak berhasil", "Failed"),
}

DEFINITION_STATES: Final[Words] = {
    "draft": ("Belum diberlakukan", "Draft"),
    "active": ("Berlaku", "Active"),
    "retired": ("Dicabut", "Retired"),
}

SEVERITIES: Final[Words] = {
    "error": ("kesalahan", "error"),
    "warning": ("peringatan", "warning"),
    "info": ("keterangan", "info"),
    "ok": ("baik", "ok"),
}

COMPLIANCE: Final[Words] = {
    "pending": ("berjalan", "pending"),
    "met": ("tepat waktu", "in time"),
    "breached": ("melewati waktu baku", "past the standard"),
    "void": ("tidak dihitung", "void"),
}

OWED: Final[Words] = {
    "step": ("langkah", "steps"),
    "response": ("waktu tanggap", "responses"),
    "whole": ("seluruh pelaksanaan", "the whole"),
    "legal": ("batas waktu hukum", "legal dates"),
}

RUNGS: Final[Words] = {
    "remind": ("Pengingat", "Reminder"),
    "overdue": ("Melewati waktu baku", "Past the standard"),
    "escalate": ("Eskalasi", "Escalation"),
}

NOTICE_STATES: Final[Words] = {
    "ready": ("Menunggu", "Waiting"),
    "sending": ("Sedang dikirim", "On its way"),
    "sent": ("Terkirim", "Sent"),
    "dead": ("Gagal", "Failed"),
}

YES_NO: Final[Words] = {"yes": ("ya", "yes"), "no": ("tidak", "no")}

SENTENCES: Final[Words] = {
    "users.ask": ("Kata sandi", "Password"),
    "users.password": (
        "Kata sandi: {password} (hanya ditampilkan sekali ini; diganti saat masuk).",
        "Password: {password} (shown only this once; changed at login).",
    ),
    "channels.ask": ("Alamat saluran (Apprise URL)", "Address of the channel (Apprise URL)"),
    "channels.removed": ('Saluran "{name}" dihapus.', 'Channel "{name}" removed.'),
    "notices.testing": ("Mengirim pesan uji ...", "Sending a test ..."),
    "notices.delivering": ("Mengirim ...", "Sending ..."),
    "notices.delivered": (
        "{sent} pesan terkirim, {failed} belum.",
        "{sent:message|messages} sent, {failed} not yet.",
    ),
    "notices.tested": (
        'Pesan uji diterima melalui "{name}".',
        'The test was taken by "{name}".',
    ),
    "definitions": ("Definisi SOP", "Definitions"),
    "instances": ("Pelaksanaan SOP", "Instances"),
    "nothing": ("Tidak ada.", "None."),
    "deploying": ("Memasang definisi SOP ...", "Deploying ..."),
    "checking": ("Memeriksa", "Checking"),
    "deployed.new": (
        "{definition} versi {version} dipasang: {name}",
        "{definition} version {version} deployed: {name}",
    ),
    "deployed.same": (
        "{definition} versi {version} sudah terpasang: {name}",
        "{definition} version {version} was deployed already: {name}",
    ),
    "schedule": (
        "{definition} versi {version} berlaku mulai {day}",
        "{definition} version {version} is in force from {day}",
    ),
    "unscheduled": (
        "Jadwal berlaku {definition} versi {version} dibatalkan.",
        "{definition} version {version} is not scheduled any more.",
    ),
    "schedule.since": ("sejak {day}", "since {day}"),
    "schedule.from": ("mulai {day}", "from {day}"),
    "schedule.stuck": ("mulai {day}, belum dapat: {error}", "from {day}, could not: {error}"),
    "definition": (
        "{definition} versi {version}: {status}",
        "{definition} version {version}: {status}",
    ),
    "checked": (
        "{files} berkas diperiksa: {errors} kesalahan, {warnings} peringatan.",
        "{files:file|files} checked: {errors:error|errors}, {warnings:warning|warnings}.",
    ),
    "instance": (
        '{definition} versi {version} "{title}" ({id}): {status}',
        '{definition} version {version} "{title}" ({id}): {status}',
    ),
    "work_item": (
        "Langkah {step} {name}: {state}, {who}",
        "Step {step} {name}: {state}, {who}",
    ),
    "next": ("Berikutnya:", "Next:"),
    "asked": ("  --set {id}={answer}  {label}", "  --set {id}={answer}  {label}"),
    "asked.optional": (
        "  --set {id}={answer}  {label} (boleh kosong)",
        "  --set {id}={answer}  {label} (optional)",
    ),
    "next.none": (
        "Belum ada tugas baru; pelaksanaan menunggu yang lain.",
        "No new task yet; the instance waits for something else.",
    ),
    "ended": ("Pelaksanaan SOP selesai.", "The instance has ended."),
    "sent": ("Diterima oleh {count} pelaksanaan.", "Received by {count:instance|instances}."),
    "incident": (
        "Gangguan {id} pada {node}: {message}",
        "Incident {id} at {node}: {message}",
    ),
    "incident.next": (
        "Perbaiki penyebabnya, lalu jalankan `sopan incidents retry {id}`.",
        "Mend the cause, then run `sopan incidents retry {id}`.",
    ),
    "job": (
        "Pekerjaan otomatis {id} pada {node}, {handler}: {state}",
        "Job {id} at {node}, {handler}: {state}",
    ),
    "unanswered": ("tidak ada yang mengerjakan", "nobody answers"),
    "job.unanswered": (
        'Tidak ada "{handler}" di sini; selesaikan dengan `sopan jobs complete {id}`.',
        'Nobody here answers to "{handler}"; end it with `sopan jobs complete {id}`.',
    ),
    "started": ("Dimulai {at} oleh {by}", "Started {at} by {by}"),
    "ended_at": ("Berakhir {at}", "Ended {at}"),
    "due": ("Pengatur waktu berikutnya {at}", "Next timer {at}"),
    "waiting": ("Menunggu {kind} {name}", "Waiting for {kind} {name}"),
    "system": ("sistem", "the system"),
    "as": ("selaku", "as"),
    "audit.whole": (
        "Riwayat utuh: {streams} rangkaian, {events} peristiwa.",
        "The trail is whole: {streams} streams, {events} events.",
    ),
    "db.current": (
        "{url}: skema pada revisi {revision}, yang terbaru.",
        "{url}: schema at revision {revision}, the newest.",
    ),
    "db.at": (
        "{url}: skema pada revisi {revision}; yang terbaru {known}.",
        "{url}: schema at revision {revision}; the newest is {known}.",
    ),
    "db.saved": ("Cadangan tersimpan di {file}.", "Backup written to {file}."),
    "db.restored": (
        "{file} dipulihkan ke {url}.",
        "{file} restored to {url}.",
    ),
    "db.kept": (
        "Basis data sebelumnya disimpan di {kept}.",
        "The database before is kept at {kept}.",
    ),
    "doctor.python": ("Python {version} di {system}", "Python {version} on {system}"),
    "doctor.packages": ("Semua paket dari {home}", "Every package from {home}"),
    "doctor.database": ("{url} dapat dihubungi", "{url} can be reached"),
    "doctor.schema": ("Skema pada revisi terbaru, {revision}", "Schema at the newest, {revision}"),
    "doctor.clock": (
        "Jam basis data yang dipakai; jam mesin ini berbeda {seconds} detik",
        "The clock of the database counts; this machine's is {seconds} s off",
    ),
    "doctor.clock.off": (
        "Jam mesin ini berbeda {seconds} detik dari jam basis data, yang dipakai. Setel dengan NTP",
        "This machine's clock is {seconds} s off that of the database, which counts. Set it by NTP",
    ),
    "doctor.obligations": (
        "{count} kewajiban waktu yang pemeriksaannya gagal",
        "{count:obligation|obligations} whose look failed",
    ),
    "doctor.incidents": ("{count} gangguan terbuka", "{count:open incident|open incidents}"),
    "doctor.notices": (
        "{count} pemberitahuan gagal dikirim",
        "{count:notice was|notices were} given up",
    ),
    "doctor.schedules": (
        "{count} versi SOP yang belum dapat diberlakukan pada harinya",
        "{count:version|versions} of SOPs that could not be put in force in time",
    ),
    "doctor.sqlite": ("SQLite {version}", "SQLite {version}"),
    "doctor.sqlite.old": (
        "SQLite {version}: sebelum {safe}, dua proses yang menulis bersamaan ke satu berkas dapat "
        "merusaknya (WAL-reset). Jalankan satu `sopan serve` saja, atau pakai PostgreSQL.",
        "SQLite {version}: before {safe}, two processes writing to one file at the same moment may "
        "damage it (WAL-reset). Run a single `sopan serve`, or use PostgreSQL.",
    ),
    "provisional": ("(sementara)", "(provisional)"),
    "calendar.provisional": (
        "Hari libur setelah {year} belum ditetapkan; yang tampil sementara.",
        "The holidays after {year} are not decreed yet; those shown are provisional.",
    ),
    "calendar.saved": ("{days} hari tersimpan di {file}.", "{days:day|days} written to {file}."),
    "calendar.edited": ("{why} (diubah)", "{why} (edited)"),
    "calendar.day": ("{day}: {hours}", "{day}: {hours}"),
    "calendar.day.why": ("{day}: {hours} ({why})", "{day}: {hours} ({why})"),
    "calendar.changed": ("Kalender {agency} diubah.", "Calendar {agency} changed."),
    "calendar.same": ("Kalender {agency} tidak berubah.", "Calendar {agency} is as it was."),
    "calendar.moved": ("{count} tenggat bergeser:", "{count:deadline|deadlines} moved:"),
    "calendar.since": ("Berlaku sejak {day}.", "They hold from {day}."),
    "calendar.overdue": (
        "Perhatian: dengan perubahan ini {count} tenggat langsung terlewati.",
        "Mind: with this change {count:deadline has|deadlines have} passed already.",
    ),
    "calendar.timers": (
        "{count} pengatur waktu bergeser:",
        "{count:timer|timers} moved:",
    ),
    "calendar.moved.none": ("Tidak ada tenggat yang bergeser.", "No deadline moved."),
    "calendar.moved.more": ("... dan {count} lagi.", "... and {count} more."),
    "calendar.preview": (
        "Pratinjau: belum ada yang diubah. Ulangi tanpa --dry-run untuk mengubahnya.",
        "Preview: nothing has been changed. Repeat it without --dry-run to do so.",
    ),
    "archive.forever": ("permanen", "for good"),
    "simulating": ("Menjalankan simulasi ...", "Playing ..."),
    "simulate.notices": (
        "Pemberitahuan yang akan dikirim (tidak ada yang dikirim):",
        "Notices that would go out (none is sent):",
    ),
    "simulate.finished": ("Selesai {at}.", "Finished {at}."),
    "simulate.waiting": (
        "Tidak selesai: yang ditunggu tidak datang dari dalam SOP, misalnya pesan atau pejabat.",
        "Not finished: what it waits for does not come from within, a message or an officer, say.",
    ),
    "simulate.incident": ("Tidak selesai: ada gangguan.", "Not finished: there is an incident."),
    "simulate.endless": (
        "Tidak selesai: lebih dari tiga tahun atau terlalu banyak kejadian.",
        "Not finished: it takes more than three years or too many events.",
    ),
    "simulate.manual": ("{sop} (belum dimodelkan)", "{sop} (not modelled)"),
    "simulate.open": ("Masih terbuka: {step} {name}", "Still open: {step} {name}"),
    "simulate.compliance": ("Kepatuhan {kind}: {told}.", "Compliance of {kind}: {told}."),
    "simulate.outside": (
        'Handler "{handler}" tidak dijalankan; hasilnya dianggap kosong.',
        'The handler "{handler}" was not run; its result counts as empty.',
    ),
    "forecast.finish": ("Seluruhnya selesai {at}.", "The whole is finished {at}."),
    "forecast.longest": (
        "Paling lama dipegang {lane}: {time} waktu kerja.",
        "{lane} holds it longest: {time} of working time.",
    ),
    "forecast.critical": (
        "Selesainya ditentukan langkah {steps}.",
        "The finish hangs on steps {steps}.",
    ),
    "forecast.whole_met": (
        "Memenuhi waktu baku keseluruhan {standard} ({at}): sisa {time} waktu kerja.",
        "Within the time standard of the whole, {standard} ({at}): {time} of working time to "
        "spare.",
    ),
    "forecast.whole_missed": (
        "Melewati waktu baku keseluruhan {standard} ({at}): lewat {time} waktu kerja.",
        "Past the time standard of the whole, {standard} ({at}): {time} of working time past.",
    ),
    "forecast.met": (
        "Memenuhi batas waktu hukum {on}: sisa {days} hari kerja.",
        "In time for the legal date {on}: {days:working day|working days} to spare.",
    ),
    "forecast.missed": (
        "Melewati batas waktu hukum {on}: lewat {days} hari kerja.",
        "Too late for the legal date {on}: {days:working day|working days} past.",
    ),
    "forecast.median": (
        "Menurut riwayat, sama mungkin selesai sebelum atau sesudah {at};",
        "From history, as likely finished before as after {at};",
    ),
    "forecast.p90": (
        "sembilan dari sepuluh selesai paling lambat {at}.",
        "nine of ten are finished by {at}.",
    ),
    "forecast.likely": (
        "Batas waktu hukum {on} terpenuhi dalam {percent} % hitungan.",
        "The legal date {on} is met in {percent} % of the draws.",
    ),
    "forecast.provisional": (
        "Sementara: hari libur dan cuti bersama {years} belum ditetapkan.",
        "Provisional: the holidays of {years} are not decreed yet.",
    ),
    "owed": ("{about}: {deadline}, {how}", "{about}: {deadline}, {how}"),
    "acknowledged.next": (
        "Diketahui; anak tangga berikutnya {at}.",
        "Noted; the next rung is {at}.",
    ),
    "quiet.acknowledged": (
        "{about}: diketahui {by}, {at}. Alasan: {reason}",
        "{about}: noted by {by}, {at}. Reason: {reason}",
    ),
    "quiet.snoozed": (
        "{about}: ditahan sampai {until} oleh {by}, {at}. Alasan: {reason}",
        "{about}: held back until {until} by {by}, {at}. Reason: {reason}",
    ),
    "quiet.due": (
        "Diketahui; pengingat yang sudah tiba waktunya segera dikirim.",
        "Noted; what is due already goes out at once.",
    ),
    "acknowledged.quiet": (
        "Diketahui; tidak ada pengingat lagi.",
        "Noted; nothing more is sent.",
    ),
    "snoozed.next": ("Ditahan; dilihat lagi {at}.", "Held back; looked at again {at}."),
    "snoozed.quiet": (
        "Ditahan; tidak ada pengingat yang menunggu.",
        "Held back; nothing is waiting to be sent.",
    ),
    "legal_date": ("Tenggat kepada {to}: {on}.", "Owed to {to} by {on}."),
    "report.saved": ("Laporan tersimpan di {file}.", "Report written to {file}."),
    "drawn": ("Gambar tersimpan di {file}.", "Diagram written to {file}."),
}


def say(code: str, language: str, **facts: object) -> str:
    """Return the sentence `code` in `language` ("id" or "en") with `facts` filled in."""
    return pick(SENTENCES, code, language).format_map(counted(facts))


def pick(words: Words, code: str, language: str) -> str:
    """Return the word for `code`; a code without one is shown as it is."""
    return words[code][LANGUAGES.index(language)] if code in words else code
