"""Whatever a page can do, the JSON API can: each form of the pages has its twin, or a reason."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.routing import APIRoute

from web.api import routes
from web.api.router import PREFIX
from web.site import ROUTERS


@dataclass(frozen=True, slots=True)
class Alone:
    """Why a form has no twin."""

    because: str


SESSION: Final = Alone("it is about the session of a browser; a program shows a token each time")
OWN: Final = Alone("a token acts for an officer and must never be worth their password")

_A: Final = "/admin/instansi/{agency}"
_API: Final = "POST /agencies/{agency}"

TWINS: Final[dict[str, str | Alone]] = {
    "/masuk": SESSION,
    "/keluar": SESSION,
    "/bahasa": Alone("a program says its language in each call: Accept-Language"),
    "/akun/sandi": OWN,
    "/admin/akun": "POST /accounts",
    "/admin/akun/{login}/aktif": "POST /accounts/{login}/enable",
    "/admin/akun/{login}/lepas": "POST /accounts/{login}/unlink",
    "/admin/akun/{login}/nonaktif": "POST /accounts/{login}/disable",
    "/admin/akun/{login}/peran": "POST /accounts/{login}/roles",
    "/admin/akun/{login}/sandi": "POST /accounts/{login}/password",
    "/admin/instansi": "POST /agencies",
    f"{_A}/gangguan/{{id}}/lewati": "POST /jobs/{id}/skip",
    f"{_A}/gangguan/{{id}}/ulangi": "POST /incidents/{id}/retry",
    f"{_A}/jabatan": f"{_API}/positions",
    f"{_A}/jabatan/{{id}}": f"{_API}/positions/{{id}}",
    f"{_A}/jabatan/{{id}}/hapus": f"{_API}/positions/{{id}}/remove",
    f"{_A}/kalender": "POST /calendars/{agency}/days",
    f"{_A}/kalender/pratinjau": "POST /calendars/{agency}/days",
    f"{_A}/kembalikan": f"{_API}/people/hand-back",
    f"{_A}/kiriman": "POST /sendings/resend",
    f"{_A}/kiriman/{{id}}": "POST /sendings/{id}/resend",
    f"{_A}/pejabat": f"{_API}/officers",
    f"{_A}/pejabat/{{username}}": f"{_API}/officers/{{username}}",
    f"{_A}/pejabat/{{username}}/hapus": f"{_API}/officers/{{username}}/remove",
    f"{_A}/penunjukan/baru": f"{_API}/appointments",
    f"{_A}/penunjukan/{{key}}/akhiri": f"{_API}/appointments/{{key}}/end",
    f"{_A}/penunjukan/{{key}}/batal": f"{_API}/appointments/{{key}}/withdraw",
    f"{_A}/riwayat/periksa": "GET /audit/verify",
    f"{_A}/saluran": "POST /channels",
    f"{_A}/saluran/{{id}}/hapus": "POST /channels/{id}/remove",
    f"{_A}/saluran/{{id}}/uji": "POST /channels/{id}/test",
    f"{_A}/unit": f"{_API}/units",
    f"{_A}/unit/{{id}}": f"{_API}/units/{{id}}",
    f"{_A}/unit/{{id}}/hapus": f"{_API}/units/{{id}}/remove",
    "/dasbor/tugas/{id}/alihkan": "POST /tasks/{id}/assign",
    "/dasbor/tugas/{id}/catat": "POST /obligations/{id}/acknowledge",
    "/dasbor/tugas/{id}/tahan": "POST /obligations/{id}/snooze",
    "/lampiran/{id}/hapus": "POST /attachments/{id}/remove",
    "/pelaksanaan/mulai": "POST /instances",
    "/pelaksanaan/{id}/batalkan": "POST /instances/{id}/cancel",
    "/pelaksanaan/{id}/batas": "POST /instances/{id}/legal-date",
    "/pelaksanaan/{id}/gangguan": "POST /incidents/{id}/retry",
    "/pelaksanaan/{id}/lanjutkan": "POST /instances/{id}/resume",
    "/pelaksanaan/{id}/tunda": "POST /instances/{id}/suspend",
    "/pemberitahuan/dibaca": "POST /notices/read",
    "/perancang/baru": "POST /drafts",
    "/perancang/dari": "POST /definitions/{agency}/{key}/draft",
    "/perancang/unggah": "POST /drafts/upload",
    "/perancang/{id}/buang": "POST /drafts/{id}/discard",
    "/perancang/{id}/ganti": "POST /drafts/{id}/save",
    "/perancang/{id}/hadir": "POST /drafts/{id}/present",
    "/perancang/{id}/periksa": "POST /drafts/{id}/check",
    "/perancang/{id}/perkiraan": "POST /drafts/{id}/forecast",
    "/perancang/{id}/pulihkan": "POST /drafts/{id}/restore",
    "/perancang/{id}/simpan": "POST /drafts/{id}/save",
    "/perancang/{id}/tabel": "POST /drafts/{id}/table",
    "/perancang/{id}/terbit": "POST /drafts/{id}/deploy",
    "/sop/{agency}/{key}/berlaku": "POST /definitions/{agency}/{key}/activate",
    "/sop/{agency}/{key}/cabut": "POST /definitions/{agency}/{key}/retire",
    "/sop/{agency}/{key}/jadwal": "POST /definitions/{agency}/{key}/activate",  # with its day
    "/sop/{agency}/{key}/jadwal/batal": "POST /definitions/{agency}/{key}/unschedule",
    "/tugas/{id}/ambil": "POST /tasks/{id}/claim",
    "/tugas/{id}/catatan": "POST /instances/{id}/comments",
    "/tugas/{id}/draf": "PUT /tasks/{id}/draft",
    "/tugas/{id}/kembalikan": "POST /tasks/{id}/return",
    "/tugas/{id}/lampiran": "POST /tasks/{id}/attachments",
    "/tugas/{id}/lepas": "POST /tasks/{id}/release",
    "/tugas/{id}/limpahkan": "POST /tasks/{id}/assign",
    "/tugas/{id}/mulai": "POST /tasks/{id}/begin",
    "/tugas/{id}/putus": "POST /tasks/{id}/complete",
    "/tugas/{id}/selesai": "POST /tasks/{id}/complete",
}
"""Address of a form -> the call of the API that does the same."""


def calls(routers: tuple[APIRouter, ...]) -> set[str]:
    """Return every route as "POST /path", without the prefix of the API."""
    return {
        f"{method} {route.path.removeprefix(PREFIX)}"
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }


def test_every_form_of_the_pages_has_its_twin_or_a_reason() -> None:
    forms = {call.removeprefix("POST ") for call in calls(ROUTERS) if call.startswith("POST ")}
    assert sorted(forms) == sorted(TWINS)


def test_every_twin_is_a_call_of_the_api() -> None:
    named = {twin for twin in TWINS.values() if isinstance(twin, str)}
    assert named <= calls(routes.ROUTERS), named - calls(routes.ROUTERS)
