"""Every page and every form, as everybody: one table, in which no route may be missing.

In the table a letter says what somebody gets: `v` the page, or what they asked for is done; `?`
they may, but what they sent is not enough (422) or it does not work now (409, 503); `x` they may
not (403); `0` it does not exist for them (404); `L` they have to log in first.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.metadata import metadata
from tests.builders import MONDAY
from tests.integration.browsing import PASSWORD
from tests.integration.pages_cast import AGENCY, CAST, GUEST, KEY, Cast, Things, prepare, sop, told
from tests.integration.serving import running
from web.site import ROUTERS

TABLE: Final = """
                                                        guest
                                                        | stranger: the head of another agency, who
                                                        | |         has every role there
                                                        | | bystander: an officer beside the line
                                                        | | | performer
                                                        | | | | superior
                                                        | | | | | head
                                                        | | | | | | auditor
                                                        | | | | | | | designer
                                                        | | | | | | | | administrator of the agency
                                                        | | | | | | | | | unplaced: of no agency
                                                        | | | | | | | | | |         and no role
                                                        | | | | | | | | | | root: administrator
                                                        | | | | | | | | | | |  of every agency
GET  /                                                  v v v v v v v v v v v
GET  /admin                                             L v x x x x v x v x v
GET  /admin/akun                                        L v x x x x x x v x v
POST /admin/akun                                        L ? x x x x x x ? x ?
GET  /admin/akun/{login}                                L 0 x x x x x x v x v
POST /admin/akun/{login}/aktif                          L 0 x x x x x x v x v
POST /admin/akun/{login}/lepas                          L 0 x x x x x x v x v
POST /admin/akun/{login}/nonaktif                       L 0 x x x x x x v x v
POST /admin/akun/{login}/peran                          L 0 x x x x x x v x v
POST /admin/akun/{login}/sandi                          L 0 x x x x x x v x v
POST /admin/instansi                                    L 0 x x x x x x 0 x ?
GET  /admin/instansi/{agency}/gangguan                  L 0 x x x x x x v x v
POST /admin/instansi/{agency}/gangguan/{id}/lewati      L 0 x x x x x x 0 x 0
POST /admin/instansi/{agency}/gangguan/{id}/ulangi      L 0 x x x x x x 0 x 0
GET  /admin/instansi/{agency}/jabatan                   L 0 x x x x x x v x v
POST /admin/instansi/{agency}/jabatan                   L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/jabatan/{id}              L 0 x x x x x x v x v
POST /admin/instansi/{agency}/jabatan/{id}              L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/jabatan/{id}/hapus        L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/kalender                  L 0 x x x x x x v x v
POST /admin/instansi/{agency}/kalender                  L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/kalender/pratinjau        L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/kembalikan                L 0 x x x x x x v x v
GET  /admin/instansi/{agency}/kiriman                   L 0 x x x x x x v x v
POST /admin/instansi/{agency}/kiriman                   L 0 x x x x x x v x v
POST /admin/instansi/{agency}/kiriman/{id}              L 0 x x x x x x 0 x 0
GET  /admin/instansi/{agency}/pejabat                   L 0 x x x x x x v x v
POST /admin/instansi/{agency}/pejabat                   L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/pejabat/{username}        L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/pejabat/{username}/hapus  L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/penunjukan                L 0 x x x x x x v x v
GET  /admin/instansi/{agency}/penunjukan/baru           L 0 x x x x x x v x v
POST /admin/instansi/{agency}/penunjukan/baru           L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/penunjukan/{key}/akhiri   L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/penunjukan/{key}/batal    L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/riwayat                   L 0 x x x x v x v x v
POST /admin/instansi/{agency}/riwayat/periksa           L 0 x x x x v x v x v
GET  /admin/instansi/{agency}/saluran                   L 0 x x x x x x v x v
POST /admin/instansi/{agency}/saluran                   L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/saluran/{id}/hapus        L 0 x x x x x x v x v
POST /admin/instansi/{agency}/saluran/{id}/uji          L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/unit                      L 0 x x x x x x v x v
POST /admin/instansi/{agency}/unit                      L 0 x x x x x x ? x ?
GET  /admin/instansi/{agency}/unit/{id}                 L 0 x x x x x x v x v
POST /admin/instansi/{agency}/unit/{id}                 L 0 x x x x x x ? x ?
POST /admin/instansi/{agency}/unit/{id}/hapus           L 0 x x x x x x ? x ?
GET  /akun                                              L v v v v v v v v v v
GET  /akun/sandi                                        L v v v v v v v v v v
POST /akun/sandi                                        L ? ? ? ? ? ? ? ? ? ?
POST /bahasa                                            v v v v v v v v v v v
GET  /dasbor                                            L v v v v v v v v v v
GET  /dasbor/sop/{key}                                  L 0 x x v v v x v x v
GET  /dasbor/sop/{key}/panas.json                       L 0 x x v v v x v x v
GET  /dasbor/tugas                                      L v x x v v v x v x v
GET  /dasbor/tugas.xlsx                                 L v x x v v v x v x v
GET  /dasbor/tugas/{id}                                 L 0 0 x v v v 0 v 0 v
POST /dasbor/tugas/{id}/alihkan                         L 0 0 x v v x 0 x 0 v
POST /dasbor/tugas/{id}/catat                           L 0 0 x v v x 0 x 0 v
POST /dasbor/tugas/{id}/tahan                           L 0 0 x v v x 0 x 0 v
POST /keluar                                            L L L L L L L L L L L
GET  /lampiran/{id}                                     L 0 0 v v v v 0 v 0 v
POST /lampiran/{id}/hapus                               L 0 0 v x x x 0 x 0 x
GET  /laporan                                           L v x x v v v x v x v
GET  /laporan/tabel7                                    L v x x v v v x v x v
GET  /laporan/tabel7/unduh                              L v x x v v v x v x v
GET  /laporan/unduh                                     L v x x v v v x v x v
GET  /masuk                                             v v v v v v v v v v v
POST /masuk                                             v v v v v v v v v v v
GET  /masuk/openid                                      0 0 0 0 0 0 0 0 0 0 0
GET  /masuk/openid/kembali                              0 0 0 0 0 0 0 0 0 0 0
GET  /pelaksanaan                                       L v v v v v v v v v v
GET  /pelaksanaan/mulai                                 L v v v v v v v v v v
POST /pelaksanaan/mulai                                 L 0 v v v v v v v x v
GET  /pelaksanaan/{id}                                  L 0 0 v v v v 0 v 0 v
POST /pelaksanaan/{id}/batalkan                         L 0 0 ? ? ? x 0 x 0 ?
POST /pelaksanaan/{id}/batas                            L 0 0 0 0 0 x 0 x 0 0
GET  /pelaksanaan/{id}/bukti                            L 0 0 v v v v 0 v 0 v
POST /pelaksanaan/{id}/gangguan                         L 0 0 0 0 0 0 0 0 0 0
GET  /pelaksanaan/{id}/keadaan.json                     L 0 0 v v v v 0 v 0 v
POST /pelaksanaan/{id}/lanjutkan                        L 0 0 ? ? ? x 0 x 0 ?
POST /pelaksanaan/{id}/tunda                            L 0 0 ? ? ? x 0 x 0 ?
GET  /pemberitahuan                                     L v v v v v v v v x x
POST /pemberitahuan/dibaca                              L v v v v v v v v x x
GET  /perancang                                         L v x x x x x v v x v
POST /perancang/baru                                    L 0 x x x x x ? ? x ?
POST /perancang/dari                                    L 0 x x x x x v v x v
POST /perancang/unggah                                  L 0 x x x x x v ? x ?
GET  /perancang/{id}                                    L 0 x x x x x v v x v
GET  /perancang/{id}/bpmn                               L 0 x x x x x v v x v
POST /perancang/{id}/buang                              L 0 x x x x x ? ? x ?
POST /perancang/{id}/ganti                              L 0 x x x x x v ? x ?
POST /perancang/{id}/hadir                              L 0 x x x x x v v x v
POST /perancang/{id}/periksa                            L 0 x x x x x v v x v
POST /perancang/{id}/perkiraan                          L 0 x x x x x v v x v
POST /perancang/{id}/pulihkan                           L 0 x x x x x ? ? x ?
GET  /perancang/{id}/riwayat                            L 0 x x x x x v v x v
POST /perancang/{id}/simpan                             L 0 x x x x x ? ? x ?
GET  /perancang/{id}/tabel                              L 0 x x x x x v v x v
POST /perancang/{id}/tabel                              L 0 x x x x x ? ? x ?
GET  /perancang/{id}/terbit                             L 0 x x x x x v v x v
POST /perancang/{id}/terbit                             L 0 x x x x x ? ? x ?
GET  /sop                                               L v v v v v v v v v v
GET  /sop/{agency}/{key}                                L 0 v v v v v v v v v
GET  /sop/{agency}/{key}/banding                        L 0 v v v v v v v v v
GET  /sop/{agency}/{key}/banding.json                   L 0 v v v v v v v v v
POST /sop/{agency}/{key}/berlaku                        L 0 x x x ? x x ? x ?
GET  /sop/{agency}/{key}/bpmn                           L 0 v v v v v v v v v
POST /sop/{agency}/{key}/cabut                          L 0 x x x v x x v x v
POST /sop/{agency}/{key}/jadwal                         L 0 x x x ? x x ? x ?
POST /sop/{agency}/{key}/jadwal/batal                   L 0 x x x ? x x ? x ?
GET  /tugas                                             L v v v v v v v v v v
GET  /tugas/{id}                                        L 0 0 v v v v 0 v 0 v
POST /tugas/{id}/ambil                                  L 0 0 v x x x 0 x 0 x
POST /tugas/{id}/catatan                                L 0 0 ? ? ? ? 0 ? 0 x
POST /tugas/{id}/draf                                   L 0 0 v x x x 0 x 0 x
POST /tugas/{id}/kembalikan                             L 0 0 ? x x x 0 x 0 x
POST /tugas/{id}/lampiran                               L 0 0 ? x x x 0 x x x
POST /tugas/{id}/lepas                                  L 0 0 ? x x x 0 x 0 x
POST /tugas/{id}/limpahkan                              L 0 0 v v v x 0 x 0 x
POST /tugas/{id}/mulai                                  L 0 0 v x x x 0 x 0 x
POST /tugas/{id}/putus                                  L 0 0 v x x x 0 x 0 x
POST /tugas/{id}/selesai                                L 0 0 v x x x 0 x x x
"""

ADMIN: Final = f"/admin/instansi/{AGENCY}"

FIELDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "/masuk": {"nama": "root", "sandi": PASSWORD},
    "/pelaksanaan/mulai": {"sop": f"{AGENCY}/{KEY}", "judul": "Surat"},
    "/pelaksanaan/{id}/batas": {"kepada": "Bupati", "tanggal": "2026-03-16", "alasan": "Surat"},
    "/perancang/baru": {"instansi": AGENCY},
    "/perancang/dari": {"sop": f"{AGENCY}/{KEY}"},
    "/perancang/unggah": {"instansi": AGENCY, "berkas": sop("unggahan")},
    "/perancang/{id}/ganti": {"berkas": sop("pengganti"), "dilihat": "1"},
    "/dasbor/tugas/{id}/catat": {"alasan": "Sudah dibicarakan"},
    "/dasbor/tugas/{id}/tahan": {"alasan": "Menunggu data", "sampai": "2026-01-14"},
    "/dasbor/tugas/{id}/alihkan": {"kepada": "staf", "alasan": "Cuti"},
    "/tugas/{id}/lampiran": {"lampiran": b"Surat"},
    "/tugas/{id}/limpahkan": {"kepada": "staf", "alasan": "Cuti"},
    "/tugas/{id}/kembalikan": {"alasan": "Belum lengkap"},
    "/sop/{agency}/{key}/berlaku": {"versi": "1"},
    "/sop/{agency}/{key}/cabut": {"versi": "1"},
    "/sop/{agency}/{key}/jadwal": {"versi": "1", "tanggal": "2026-01-01"},
    "/sop/{agency}/{key}/jadwal/batal": {"versi": "1"},
}
"""What is sent with a form; nothing where that is enough to tell who may and who may not."""

QUERIES: Final[Mapping[str, str]] = {
    "/sop/{agency}/{key}/banding.json": "?lama=1&baru=1",
    "/sop/{agency}/{key}/bpmn": "?versi=1",
}

BY_NEWCOMERS: Final = ("/keluar", "/masuk")
"""What ends or begins a session is tried in browsers of its own."""

SEEING: Final = frozenset({"login_attempt", "login_session"})
"""Tables in which looking at a page leaves a trace."""

FILLS: Final[tuple[tuple[str, str, Callable[[Things], str]], ...]] = (
    ("/pelaksanaan", "id", Things.instance),
    ("/tugas", "id", Things.task),
    ("/dasbor/tugas", "id", Things.task),
    ("/dasbor/sop", "key", lambda _: KEY),
    ("/perancang", "id", Things.draft),
    ("/sop", "key", Things.sop),
    ("/lampiran", "id", Things.attachment),
    (f"{ADMIN}/jabatan", "id", lambda _: "kasubag"),
    (f"{ADMIN}/unit", "id", lambda _: "sekretariat"),
    (f"{ADMIN}/pejabat", "username", lambda _: "kasubag"),
    (f"{ADMIN}/penunjukan", "key", Things.appointment),
    (f"{ADMIN}/saluran", "id", Things.channel),
    (f"{ADMIN}/gangguan", "id", lambda _: "tidak-ada"),
    (f"{ADMIN}/kiriman", "id", lambda _: "tidak-ada"),
    ("/admin/akun", "login", Things.login),
)
"""What stands in an address: where it begins, the name in braces, and what makes one."""

ROUTES: Final = sorted(
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
)


def rows() -> dict[tuple[str, str], str]:
    """Return the table: (method, path) -> a letter for each of the cast."""
    lines = [line.split(maxsplit=2) for line in TABLE.splitlines() if line[:4].strip()]
    return {(method, path): letters.replace(" ", "") for method, path, letters in lines}


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    settings = Settings(channel_network="local", secret_key="rahasia-untuk-uji-yang-cukup-panjang")
    with Application.open("sqlite://", clock=FixedClock(MONDAY), settings=settings) as app:
        prepare(app)
        yield app


@pytest.fixture(scope="module")
def address(app: Application) -> Iterator[str]:
    with running(app, demo=True) as address:
        yield address


@pytest.fixture(scope="module")
def cast(address: str) -> Iterator[Cast]:
    with Cast(address) as cast:
        yield cast


def filled(things: Things, path: str) -> str:
    """Return a path of the table as an address, with something behind it that exists."""
    found = path.replace("{agency}", AGENCY)
    for start, name, make in FILLS:
        if found.startswith(start) and f"{{{name}}}" in found:
            found = found.replace(f"{{{name}}}", make(things))
    assert "{" not in found, f"say in `filled` what {path} is about"
    return found + QUERIES.get(path, "")


def test_no_route_is_missing() -> None:
    assert sorted(rows()) == ROUTES
    assert {len(letters) for letters in rows().values()} == {len(CAST)}


@pytest.mark.parametrize(("method", "path"), sorted(rows()))
def test_everybody_gets_what_is_theirs(
    app: Application, address: str, cast: Cast, method: str, path: str
) -> None:
    things = Things(app)
    shared = filled(things, path)
    fresh = method == "POST" and "{" in path
    asked = method, lambda: filled(things, path) if fresh else shared, FIELDS.get(path, {})
    if path in BY_NEWCOMERS:
        with Cast(address) as newcomers:
            answers = newcomers.try_all(*asked)
    else:
        answers = cast.try_all(*asked)
    assert answers == dict(zip(CAST, rows()[method, path], strict=True))


@pytest.mark.parametrize("path", sorted(path for method, path in rows() if method == "POST"))
def test_no_other_site_can_send_a_form(
    app: Application, address: str, cast: Cast, path: str
) -> None:
    """Whoever may do most visits a page that sends our form: nothing happens but a refusal."""
    browser = cast.browsers[GUEST if path == "/masuk" else "root"]
    there = filled(Things(app), path)
    before = contents(app)
    own = {"X-CSRF-Token": browser.token}
    forged: tuple[dict[str, str], ...] = (
        {},
        {"X-CSRF-Token": cast.browsers["stranger"].token},
        {**own, "Origin": "https://jahat.contoh"},
        {**own, "Origin": "null"},
        {**own, "Origin": address.replace("127.0.0.1", "127.0.0.1.jahat.contoh")},
        {**own, "Sec-Fetch-Site": "cross-site"},
        {**own, "Sec-Fetch-Site": "same-site"},
        {**own, "Sec-Fetch-Site": "none"},
    )
    answers = [
        told(browser.post(there, data=FIELDS.get(path, {}), headers=headers)) for headers in forged
    ]
    assert answers == ["x"] * len(forged)
    assert contents(app) == before


def contents(app: Application) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but those in which a visit leaves a trace."""
    with app.database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in SEEING
        }
