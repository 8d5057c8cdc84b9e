"""The facts the audit trail can hold, past tense, and what they are called on screen."""

from collections.abc import Mapping
from typing import Final

EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    "AgencyRegistered": ("Instansi didaftarkan", "Agency registered"),
    "AgencyChanged": ("Data instansi diubah", "Agency changed"),
    "TokenCreated": ("Token API dibuat", "API token created"),
    "TokenRevoked": ("Token API dicabut", "API token revoked"),
    "DefinitionDeployed": ("Definisi SOP dipasang", "Definition deployed"),
    "DefinitionActivated": ("Definisi SOP diberlakukan", "Definition put in force"),
    "DefinitionRetired": ("Definisi SOP dicabut", "Definition retired"),
    "InstanceStarted": ("Pelaksanaan SOP dimulai", "Instance started"),
    "InstanceSuspended": ("Pelaksanaan SOP ditunda", "Instance suspended"),
    "InstanceResumed": ("Pelaksanaan SOP dilanjutkan", "Instance resumed"),
    "InstanceCancelled": ("Pelaksanaan SOP dibatalkan", "Instance cancelled"),
    "InstanceCompleted": ("Pelaksanaan SOP selesai", "Instance completed"),
    "InstanceMigrated": ("Pindah ke versi lain", "Instance migrated"),
    "WorkItemOpened": ("Tugas muncul", "Work item opened"),
    "WorkItemClaimed": ("Tugas diambil", "Work item claimed"),
    "WorkItemReleased": ("Tugas dilepas", "Work item released"),
    "WorkItemStarted": ("Tugas mulai dikerjakan", "Work item started"),
    "WorkItemCompleted": ("Tugas selesai", "Work item completed"),
    "WorkItemReturned": ("Tugas dikembalikan", "Work item returned"),
    "WorkItemReassigned": ("Tugas dialihkan atasan", "Work item reassigned"),
    "WorkItemDelegated": ("Tugas dilimpahkan", "Work item delegated"),
    "WorkItemCancelled": ("Tugas tidak diperlukan lagi", "Work item cancelled"),
    "MessageReceived": ("Pesan diterima", "Message received"),
    "MessageNotReceived": ("Pesan tidak ditunggu siapa pun", "Message nobody waited for"),
    "SignalReceived": ("Sinyal diterima", "Signal received"),
    "EventDropped": ("Rangkaian peristiwa tanpa akhir dihentikan", "Endless chain stopped"),
    "EscalationRaised": ("Eskalasi dari model", "Escalation raised by the model"),
    "TimerFired": ("Pengatur waktu berjalan", "Timer fired"),
    "IncidentRaised": ("Gangguan tercatat", "Incident raised"),
    "IncidentResolved": ("Gangguan teratasi", "Incident resolved"),
}
"""Kind -> (Indonesian, English)."""
