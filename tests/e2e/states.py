"""States of pages nobody plans for: refused, expired, empty, throttled, failed; each with its way.

A state is reached as a person reaches it. What the page promises there is checked by whoever asks.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter
from playwright.sync_api import Page

from engine.app import Application
from engine.core.credentials import PER_LOGIN
from engine.core.errors import NotIdentified, Unavailable
from tests.integration import paperwork
from tests.integration.browsing import PASSWORD
from web.cookies import SESSION

HERE: Final = "/admin/instansi/kantor"
GUEST: Final = ""
ENDLESS: Final = "Pertanggungjawaban" * 12

failing = APIRouter()
"""Pages that do not work, for the words a server has for its own mistakes."""


@failing.get("/gagal")
def fail() -> None:
    """Fail as nobody foresaw."""
    raise RuntimeError("gagal")


@failing.get("/sibuk")
def refuse() -> None:
    """Refuse for a while."""
    raise Unavailable("storage.busy", reason="locked")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a state is brought about: the page of the person, and the office behind it."""

    page: Page
    app: Application

    def opened(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)

    def task(self) -> str:
        """Return a new task of staf."""
        return paperwork.begin(self.app)

    def checking(self) -> str:
        """Return a new task of kasubag, after one of staf."""
        return paperwork.draw_up(self.app, self.task())

    def sent(self, action: str, **fields: str) -> None:
        """Fill in the form of that action and send it, whatever the browser thinks of it."""
        form = self.page.locator(f"form[action$='{action}']").first
        form.evaluate(OPENED)
        for name, value in fields.items():
            form.locator(f"[name='{name}']").last.evaluate(TYPED, value)
        with self.page.expect_navigation():
            form.evaluate(SENT)


OPENED: Final = (
    "form => { for (let e = form; e; e = e.parentElement) if ('open' in e) e.open = true }"
)
TYPED: Final = "(field, text) => { field.removeAttribute('maxlength'); field.value = text }"
SENT: Final = "form => form.submit()"


@dataclass(frozen=True, slots=True)
class State:
    """A state: who is there, how one gets there, and what the server answers."""

    who: str
    arrive: Callable[[Scene], None]
    status: int = HTTPStatus.OK
    demo: bool = True
    """Whether the server says that it is a demonstration."""


def _wrong_password(scene: Scene) -> None:
    scene.opened("/masuk")
    scene.sent("/masuk", nama="tiada", sandi="bukan ini")


def _throttled(scene: Scene) -> None:
    for _ in range(PER_LOGIN.free):
        with suppress(NotIdentified, Unavailable):
            scene.app.log_in("sembarang", "bukan ini", "-", "Chromium")
    scene.opened("/masuk")
    scene.sent("/masuk", nama="sembarang", sandi="bukan ini")


def _endless_words(scene: Scene) -> None:
    scene.opened(f"/tugas/{paperwork.begin(scene.app, ENDLESS)}")


def _expired(scene: Scene) -> None:
    scene.opened(f"/tugas/{scene.task()}")
    scene.page.context.clear_cookies(name=SESSION)
    scene.sent("/catatan", catatan="Sudah diketik panjang-panjang")


def _half_filled(scene: Scene) -> None:
    task = scene.task()
    scene.opened(f"/tugas/{task}")
    scene.sent(f"{task}/selesai", **{"isian.halaman": "empat puluh"})


def _returned_without_reason(scene: Scene) -> None:
    scene.opened(f"/tugas/{scene.checking()}")
    scene.sent("/kembalikan")


def _empty_comment(scene: Scene) -> None:
    scene.opened(f"/tugas/{scene.task()}")
    scene.sent("/catatan")


def _endless_comment(scene: Scene) -> None:
    scene.opened(f"/tugas/{scene.task()}")
    scene.sent("/catatan", catatan="panjang " * 400_000)


def _done_meanwhile(scene: Scene) -> None:
    task = scene.task()
    scene.opened(f"/tugas/{task}")
    scene.app.claim(task, by="staf")
    scene.sent("/ambil")


def _form(path: str, action: str, **fields: str) -> Callable[[Scene], None]:
    def arrive(scene: Scene) -> None:
        scene.opened(path)
        scene.sent(action, **fields)

    return arrive


def _page(path: str) -> Callable[[Scene], None]:
    return lambda scene: scene.opened(path)


def _started(action: str, **fields: str) -> Callable[[Scene], None]:
    def arrive(scene: Scene) -> None:
        task = scene.task()
        scene.opened(f"/pelaksanaan/{scene.app.instance_of(task)}")
        scene.sent(action, **fields)

    return arrive


def _watched(action: str, **fields: str) -> Callable[[Scene], None]:
    def arrive(scene: Scene) -> None:
        scene.opened(f"/dasbor/tugas/{scene.task()}")
        scene.sent(action, **fields)

    return arrive


STATES: Final[dict[str, State]] = {
    "login": State(GUEST, _page("/masuk")),
    "login of an office": State(GUEST, _page("/masuk"), demo=False),
    "sample account in an office": State(
        GUEST, _form("/masuk", "/masuk", nama="staf", sandi=PASSWORD), 403, demo=False
    ),
    "login refused": State(GUEST, _wrong_password, 401),
    "expired while sending": State("staf", _expired, 401),
    "password to be changed": State("baru", _page("/tugas")),
    "password too short": State(
        "baru", _form("/akun/sandi", "/sandi", lama=PASSWORD, baru="a", ulang="a"), 422
    ),
    "password repeated wrongly": State(
        "staf",
        _form("/akun/sandi", "/sandi", lama=PASSWORD, baru="empat lima enam", ulang="x"),
        422,
    ),
    "not permitted": State("staf", _page("/admin"), 403),
    "not there": State("staf", _page("/tidak/ada"), 404),
    "not there, for a guest": State(GUEST, _page("/tidak/ada"), 404),
    "task not there": State("staf", _page(f"/tugas/{'x' * 300}"), 404),
    "opened instead of sent": State("staf", _page("/keluar"), 405),
    "taken meanwhile": State("staf", _done_meanwhile, 409),
    "too large": State("staf", _endless_comment, 413),
    "half filled in": State("staf", _half_filled, 422),
    "returned without a reason": State("kasubag", _returned_without_reason, 422),
    "comment empty": State("staf", _empty_comment, 422),
    "failed": State("staf", _page("/gagal"), 500),
    "busy": State("staf", _page("/sibuk"), 503),
    "nothing to do": State("sekretaris", _page("/tugas")),
    "nothing found": State("staf", _page("/tugas?cari=tidakmungkinada")),
    "no instance found": State("staf", _page("/pelaksanaan?cari=tidakmungkinada")),
    "no notices": State("sekretaris", _page("/pemberitahuan?semua=ya")),
    "nobody below": State("staf", _page("/dasbor")),
    "no officer": State("pengelola", _page("/tugas"), 200),
    "of no agency": State("luar", _page("/tugas")),
    "only looks": State("pemeriksa", _page("/admin")),
    "looks at the trail": State("pemeriksa", _page(f"{HERE}/riwayat")),
    "post without a name": State("pengelola", _form(f"{HERE}/jabatan", "/jabatan"), 422),
    "officer twice": State(
        "pengelola", _form(f"{HERE}/pejabat", "/pejabat", nama="Contoh", pengguna="staf"), 409
    ),
    "appointed without a letter": State(
        "pengelola",
        _form(
            f"{HERE}/penunjukan/baru?jenis=plh",
            "/penunjukan/baru",
            pejabat="staf",
            jabatan="kasubag",
            mulai="2030-01-07",
            sampai="2030-01-08",
        ),
        422,
    ),
    "hours unreadable": State(
        "pengelola",
        _form(f"{HERE}/kalender", "/pratinjau", tanggal="2030-01-07", keterangan="Uji", jam="pagi"),
        422,
    ),
    "channel unreadable": State(
        "pengelola",
        _form(f"{HERE}/saluran", "/saluran", milik="pejabat:staf", alamat="surat://"),
        422,
    ),
    "account unreadable": State("pengelola", _form("/admin/akun", "/admin/akun", nama="A B"), 422),
    "agency twice": State(
        "pengelola", _form("/admin", "/admin/instansi", nama="Kantor", kode="kantor"), 409
    ),
    "suspended without a reason": State("kadis", _started("/tunda"), 422),
    "noted without a reason": State("kadis", _watched("/catat"), 422),
    "held back for ever": State(
        "kadis", _watched("/tahan", sampai="2090-01-01", alasan="Cuti"), 422
    ),
    "report backwards": State("kadis", _page("/laporan?sejak=2026-05-01&sampai=2026-01-01"), 422),
    "SOP without a name": State("perancang", _form("/perancang", "/perancang/baru"), 422),
    "no file": State("perancang", _form("/perancang", "/perancang/unggah"), 422),
    "endless words": State("staf", _endless_words),
    "login throttled": State(GUEST, _throttled, 429),
}
"""Every state by its name."""
