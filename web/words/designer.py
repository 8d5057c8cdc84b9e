"""Words of the pages of designers: drafts, the Perancang, deploying, the history."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "designer.title": ("Perancang SOP", "SOP designer"),
    "designer.lead": (
        "Rancang dan ubah SOP di sini. Yang berjalan tidak berubah sebelum draf diterbitkan.",
        "Design and change SOPs here. What runs does not change before a draft is deployed.",
    ),
    "designer.drafts": ("Draf yang sedang dikerjakan", "Drafts being worked on"),
    "designer.no_drafts": ("Belum ada draf.", "There are no drafts."),
    "designer.sop": ("SOP", "SOP"),
    "designer.agency": ("Instansi", "Agency"),
    "designer.base": ("Berawal dari", "Begun from"),
    "designer.base_version": ("versi {version}", "version {version}"),
    "designer.base_none": ("SOP baru", "a new SOP"),
    "designer.saved": ("Tersimpan", "Saved"),
    "designer.by": ("oleh {name}", "by {name}"),
    "designer.actions": ("Tindakan", "Actions"),
    "designer.diagram": ("Diagram", "Diagram"),
    "designer.table": ("Tabel", "Table"),
    "designer.begin": ("Mulai draf", "Begin a draft"),
    "designer.from_version": ("Ubah SOP yang ada", "Change an existing SOP"),
    "designer.from_version_do": ("Mulai dari versi terakhir", "Begin from the latest version"),
    "designer.new": ("SOP baru", "A new SOP"),
    "designer.name": ("Nama SOP", "Name of the SOP"),
    "designer.lanes": ("Pelaksana, satu per baris", "Lanes, one per line"),
    "designer.lanes_hint": (
        "Tulis seperti di kolom Pelaksana pada tabel SOP, dari yang tertinggi.",
        "As in the columns of the SOP table, the highest first.",
    ),
    "designer.template": ("Berawal dari", "Begins as"),
    "designer.template.kosong": ("satu kegiatan", "one step"),
    "designer.template.berjenjang": (
        "konsep, paraf berjenjang, tanda tangan, arsip",
        "draft, corrections upwards, signature, filing",
    ),
    "designer.new_do": ("Buat SOP", "Make the SOP"),
    "designer.upload": ("Unggah berkas BPMN", "Upload a BPMN file"),
    "designer.file": ("Berkas .bpmn", "A .bpmn file"),
    "designer.upload_do": ("Unggah", "Upload"),
    "designer.upload_hint": (
        "Dari aplikasi BPMN apa pun; diperiksa seluruhnya sebelum dapat diterbitkan.",
        "From any BPMN tool; all of it is checked before it can be deployed.",
    ),
    "designer.begun": ("Draf {name} dibuat.", "The draft of {name} was made."),
    "designer.continued": (
        "Draf {name} sudah ada; lanjutkan di sini.",
        "There is a draft of {name} already; go on here.",
    ),
    "designer.discarded": ("Draf {name} dibuang.", "The draft of {name} was thrown away."),
    "designer.act.undo": ("Urungkan", "Undo"),
    "designer.act.redo": ("Ulangi", "Redo"),
    "designer.act.closer": ("Perbesar", "Zoom in"),
    "designer.act.farther": ("Perkecil", "Zoom out"),
    "designer.act.whole": ("Seluruh diagram", "Whole diagram"),
    "designer.act.search": ("Cari", "Search"),
    "designer.about": ("Identitas SOP", "SOP identity"),
    "designer.canvas": ("Diagram yang sedang dirancang", "The diagram being designed"),
    "designer.panel": ("Isi unsur yang dipilih", "What the selected element says"),
    "designer.findings": ("Temuan", "Findings"),
    "designer.findings_none": ("Tidak ada temuan.", "No findings."),
    "designer.table_hint": (
        "Tanpa menggambar: ubah lewat tabel.",
        "Without drawing: change it as a table.",
    ),
    "designer.no_bundle": (
        "Perancang diagram belum terpasang di server ini (dipasang tanpa tampilan web). "
        "Ubah lewat tabel, atau mintalah pengelola memasangnya: hapus berkas "
        ".venv/sopan-installed.json lalu jalankan python3 run.py tanpa SOPAN_SKIP_FRONTEND.",
        "The diagram designer is not installed on this server (installed without the frontend). "
        "Use the table, or ask the administrator to install it: delete the file "
        ".venv/sopan-installed.json and run python3 run.py without SOPAN_SKIP_FRONTEND.",
    ),
    "designer.no_script": (
        "Menggambar diagram memerlukan JavaScript. Tanpa itu, ubah lewat tabel.",
        "Drawing a diagram needs JavaScript. Without it, use the table.",
    ),
    "designer.deploy": ("Terbitkan", "Deploy"),
    "designer.deploy_title": ("Terbitkan {name}", "Deploy {name}"),
    "designer.deploy_lead": (
        "Versi yang terbit tidak dapat diubah lagi. Pelaksanaan yang sudah berjalan tetap memakai "
        "versinya.",
        "A version that is deployed does not change any more. What runs keeps its own version.",
    ),
    "designer.deploy_now": (
        "Terbitkan dan berlakukan sekarang",
        "Deploy and put in force now",
    ),
    "designer.in_force_from": ("Mulai berlaku", "In force from"),
    "designer.deploy_now_hint": (
        "Pelaksanaan baru langsung memakai versi ini.",
        "New instances use this version from now on.",
    ),
    "designer.deploy_from": (
        "Terbitkan, berlaku sejak tanggal itu",
        "Deploy, in force from that day",
    ),
    "designer.deploy_from_said": (
        "Diambil dari tanggal efektif pada identitas SOP.",
        "Taken from the date in the identity of the SOP.",
    ),
    "designer.deploy_from_hint": (
        "Berlaku dengan sendirinya pada awal hari itu; sampai saat itu versi sekarang dipakai.",
        "It comes into force by itself when that day begins; until then the present version does.",
    ),
    "designer.deploy_later": ("Simpan sebagai konsep versi", "Keep as a version not in force yet"),
    "designer.deploy_later_hint": (
        "Kepala instansi atau pengelola memberlakukannya nanti di halaman SOP.",
        "The head of the agency or an administrator puts it in force later, on its page.",
    ),
    "designer.deploy_errors": (
        "Draf belum dapat diterbitkan: perbaiki dahulu temuan yang harus diperbaiki.",
        "The draft cannot be deployed yet: correct the findings that must be corrected first.",
    ),
    "designer.deployed": (
        "{name} versi {version} diterbitkan.",
        "{name} version {version} was deployed.",
    ),
    "designer.deployed_from": (
        "{name} versi {version} diterbitkan dan akan berlaku {day}.",
        "{name} version {version} was deployed and comes into force on {day}.",
    ),
    "designer.deployed_same": (
        "Isinya sama dengan versi {version}; tidak ada versi baru.",
        "It is the same as version {version}; there is no new version.",
    ),
    "designer.changes": (
        "Yang berubah dari versi {version}",
        "What changed from version {version}",
    ),
    "designer.history": ("Riwayat draf", "History of the draft"),
    "designer.history_lead": (
        "Isi sebelumnya disimpan setiap kali orang lain menyimpan, dan tiap sepuluh menit.",
        "Earlier contents are kept whenever somebody else saves, and every ten minutes.",
    ),
    "designer.revision": ("Revisi", "Revision"),
    "designer.now": ("sekarang", "now"),
    "designer.download": ("Unduh BPMN", "Download BPMN"),
    "designer.restore": ("Pulihkan", "Restore"),
    "designer.restored": ("Revisi {revision} dipulihkan.", "Revision {revision} was restored."),
    "designer.replace": ("Ganti dengan berkas", "Replace by a file"),
    "designer.replaced": ("Isi draf diganti.", "The content of the draft was replaced."),
    "designer.closed": (
        "Draf {name} sudah diterbitkan atau dibuang.",
        "The draft of {name} was deployed or thrown away.",
    ),
    "designer.discard": ("Buang draf", "Throw the draft away"),
    "designer.discard_sure": (
        "Buang draf ini? Versi yang sudah terbit tidak berubah.",
        "Throw this draft away? Deployed versions do not change.",
    ),
    "designer.table_lead": (
        "Isi tabelnya; diagram mengikuti. Tulis satu kelengkapan atau output per baris.",
        "Fill in the table; the diagram follows. Write one input or output per line.",
    ),
    "designer.table_fixed": (
        "Isi tiap baris dapat diubah di sini. Susunannya hanya dapat diubah lewat diagram, karena:",
        "What each row says can be changed here. Its order only in the diagram, because:",
    ),
    "designer.table_save": ("Simpan tabel", "Save the table"),
    "designer.table_saved": ("Tabel tersimpan.", "The table was saved."),
    "designer.lane_number": ("Pelaksana {number}", "Lane {number}"),
    "designer.lane_new": ("Pelaksana baru", "A new lane"),
    "designer.add": ("Tambah", "Add"),
    "designer.remove": ("Hapus", "Remove"),
    "designer.row": ("Baris {number}", "Row {number}"),
    "designer.row_locked": ("lewat diagram", "in the diagram"),
    "designer.row_add": ("Tambah di bawah", "Add below"),
    "designer.row_up": ("Naik", "Up"),
    "designer.row_down": ("Turun", "Down"),
    "designer.standard_hint": ("mis. 2 hari", "e.g. 2 hari"),
    "designer.decision_open": ("Keputusan (Ya/Tidak)", "Decision (yes/no)"),
    "designer.decision": ("Keputusan: bila Tidak, ke", "Decision: if Tidak, to"),
    "designer.decision_none": ("tanpa keputusan", "no decision"),
    "designer.decision_row": ("baris {number}: {name}", "row {number}: {name}"),
    "designer.decision_end": ("selesai", "the end"),
    "designer.question": ("Pertanyaan keputusan", "Question of the decision"),
    "designer.question_hint": ("mis. Dokumen benar?", "e.g. Dokumen benar?"),
    "designer.severity.error": ("Harus diperbaiki", "To correct"),
    "designer.severity.warning": ("Perlu diperhatikan", "To look at"),
    "designer.severity.info": ("Keterangan", "For information"),
}
