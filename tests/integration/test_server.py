"""`serve` as a process, and several servers on one database."""

import re
import shutil
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGTERM

import httpx
import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Unavailable
from engine.settings import Settings
from processes import catalogue
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.serving import Api, Process, running
from web import demo, server

STOPPED = "Sopan berhenti; semua yang sudah dijawab tersimpan."


def test_a_signal_stops_it_and_the_cycle_is_found_where_it_was(database_url: str) -> None:
    first = Process(database_url)
    with Application.open(database_url) as app:
        secret = app.create_token("sekretaris", agency="boalemo")["token"]
        with Api(first.address, secret) as sekretaris:
            (task,) = sekretaris.get("/tasks").json()
            answers = {"variables": {"hasil": "ya"}}
            done = sekretaris.post(f"/tasks/{task['id']}/complete", json=answers)
            assert done.status_code == 200
        code, said = first.stop(SIGTERM)
        assert (code, len(said), said[-1]) == (0, 14, STOPPED)
        assert said[-2] == "  python3 run.py token create --agency boalemo --officer kasubag"
        assert secret not in "".join(said)
        (step,) = app.tasks("boalemo")
        assert (step["instance"], step["step"]) == (task["instance"], "8")

    code, said = Process(database_url).stop(SIGINT)
    assert (code, len(said), said[-1]) == (0, 11, STOPPED)
    assert said[3].startswith("Langkah terbuka: 8. ")
    assert f"  python3 run.py complete {step['id']} --as sekretaris" in said


def test_what_is_answered_while_it_stops_is_saved_and_nothing_else(database_url: str) -> None:
    process = Process(database_url)
    with Application.open(database_url) as app:
        secret = app.create_token("kasubag", agency="boalemo")["token"]
        before = {one["id"] for one in app.instances("boalemo")}
        begun = threading.Semaphore(0)

        def start_until_closed() -> set[str]:
            started: set[str] = set()
            with Api(process.address, secret) as kasubag:
                while True:
                    try:
                        answer = kasubag.post("/instances", json={"definition": "lakip"})
                    except httpx.TransportError:
                        return started
                    assert answer.status_code == 201, answer.text
                    started.add(answer.json()["id"])
                    begun.release()

        with ThreadPoolExecutor(4) as pool:
            callers = [pool.submit(start_until_closed) for _ in range(4)]
            for _ in range(12):
                assert begun.acquire(timeout=60)
            code, said = process.stop(SIGTERM)
            answered = set().union(*(caller.result() for caller in callers))
        assert (code, len(said), said[-1]) == (0, 14, STOPPED)
        assert {one["id"] for one in app.instances("boalemo")} - before == answered
        assert app.verify_audit()["whole"]


def test_two_servers_share_the_work_and_a_step_is_completed_once(database_url: str) -> None:
    with Application.open(database_url) as one, Application.open(database_url) as other:
        one.deploy_paths([catalogue.builtin() / "boalemo"])
        secret = one.create_token("kasubag", agency="boalemo")["token"]
        with (
            running(one) as here,
            running(other) as there,
            Api(here, secret) as first,
            Api(there, secret) as second,
        ):
            desks = first, second
            for _ in range(5):
                task = first.post("/instances", json={"definition": "lakip"}).json()["next"][0]
                assert second.get(f"/tasks/{task['id']}").json()["state"] == "ready"
                both = at_once(*(partial(complete, desk, task["id"]) for desk in desks))
                assert sorted(answer.status_code for answer in both) == [200, 409]
                refused = max(both, key=lambda answer: answer.status_code).json()
                assert refused["code"] == "work.closed"
                for desk in desks:
                    assert desk.get(f"/tasks/{task['id']}").json()["state"] == "completed"
                    shown = desk.get(f"/instances/{task['instance']}").json()
                    assert [step["step"] for step in shown["steps"]] == ["1", "2"]
        assert one.verify_audit()["whole"]


def complete(desk: Api, task: str) -> httpx.Response:
    """Complete a task."""
    return desk.post(f"/tasks/{task}/complete")


def at_once(*calls: Callable[[], httpx.Response]) -> list[httpx.Response]:
    """Make the calls at the same moment."""
    gate = threading.Barrier(len(calls))

    def call(it: Callable[[], httpx.Response]) -> httpx.Response:
        gate.wait()
        return it()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def test_a_port_in_use_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with Application.open(f"sqlite:///{tmp_path}/office.db") as app, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Unavailable) as caught:
            server.serve(app, host="127.0.0.1", port=port, demo=True)
        assert caught.value.text("id") == (
            f"Seharusnya server memakai port {port}, tetapi port itu sudah dipakai program "
            "lain. Hentikan program itu, atau pilih port lain dengan SOPAN_PORT atau --port."
        )
        assert app.definitions() == []


def test_an_address_this_machine_does_not_have_is_refused(tmp_path: Path) -> None:
    with (
        Application.open(f"sqlite:///{tmp_path}/office.db") as app,
        pytest.raises(Unavailable, match=r"Expected to listen on 192\.0\.2\.1 port 8460, but"),
    ):
        server.serve(app, host="192.0.2.1")


def test_health_tells_when_the_database_is_away(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    app = Application.open(f"sqlite:///{folder}/office.db")
    with running(app) as address:
        assert httpx.get(f"{address}/api/v1/health").status_code == 200
        app.close()
        shutil.rmtree(folder)
        answer = httpx.get(f"{address}/api/v1/health")
    assert (answer.status_code, answer.json()["code"]) == (503, "storage.disk")


# The demonstration


@pytest.fixture
def app(database: Database) -> Application:
    return Application(Settings(), database, FixedClock(MONDAY))


def test_the_demonstration_says_where_the_cycle_is_and_what_to_type(app: Application) -> None:
    said = demo.prepare(app)
    (cycle,) = app.instances("boalemo", "active")
    (task,) = app.tasks("boalemo")
    assert len(app.definitions()) == 5
    assert said[0].startswith("Basis data: ")
    assert said[1:] == [
        "Masuk sebagai kadis, sekretaris, kasubag, staf, pengelola; kata sandi: contoh-sopan",
        'Pelaksanaan: "LAKIP 2026 (contoh)", boalemo/lakip versi 1, mulai 30-12-2025 11.03 WITA',
        f"Langkah terbuka: 7. {task['name']}",
        "  Pelaksana: SEKRETARIS DINAS (sekretaris)",
        "  Waktu baku: 1 hari; tenggat: 09-01-2026 13.30 WITA",
        "  Melewati waktu baku; atasan sudah diberi tahu.",
        "Selanjutnya, di jendela lain:",
        "  python3 run.py tasks --agency boalemo",
        f"  python3 run.py complete {task['id']} --as sekretaris --set hasil=ya",
        f"  python3 run.py show {cycle['id']}",
        "Belum ada token untuk API; buat dengan:",
        "  python3 run.py token create --agency boalemo --officer kasubag",
    ]


def test_the_demonstration_done_again_changes_nothing(app: Application) -> None:
    first = demo.prepare(app)
    assert demo.prepare(app) == first
    (cycle,) = app.instances("boalemo", "active")
    app.suspend(cycle["id"], "libur")
    assert f"  python3 run.py resume {cycle['id']}" in demo.prepare(app)
    app.cancel(cycle["id"], "batal")
    demo.prepare(app)
    assert [one["status"] for one in app.instances("boalemo")].count("active") == 1
    assert len(app.definitions()) == 5


def test_the_demonstration_begins_with_work_that_is_late_and_work_that_is_not(
    app: Application,
) -> None:
    demo.prepare(app)
    (late,), (calm,) = app.tasks("boalemo"), app.tasks("babel-kesbangpol")
    assert (late["step"], late["round"], late["late"]) == ("7", 2, True)
    assert (calm["step"], calm["late"]) == ("5", False)
    told = {each["kind"] for each in app.notices("boalemo", "kadis")}
    assert told == {"overdue", "escalate"}  # nobody is above the head, so both reach the head
    ended = app.instances("boalemo", "completed")
    assert len(ended) == 1
    assert app.verify_audit()["whole"]


def test_without_a_cycle_to_start_the_office_opens_all_the_same(app: Application) -> None:
    demo.prepare(app)
    (cycle,) = app.instances("boalemo", "active")
    app.cancel(cycle["id"], "batal")
    app.retire("boalemo/lakip", 1)
    said = demo.prepare(app)
    assert len(said) == 3
    assert said[2].startswith("Seharusnya")


def test_sample_accounts_are_one_for_each_officer_and_know_no_namesakes(app: Application) -> None:
    demo.prepare(app)
    ours, others = demo.samples(app)
    assert [(each.login, each.who) for each in ours] == [
        ("kadis", "Kepala Dinas"),
        ("sekretaris", "Sekretaris Dinas"),
        ("kasubag", "Kepala Sub Bagian Penyusunan Program"),
        ("staf", "Staf Sub Bagian Penyusunan Program"),
        ("pengelola", "Pengelola"),
    ]
    assert "kadis.banggai" in {each.login for each in others}
    accounts = app.accounts()
    assert len(accounts) == len(ours) + len(others)
    assert all(account["demo"] for account in accounts)
    assert app.account("kasubag")["roles"] == ["designer"]
    assert app.account("pengelola")["agency"] is None


def test_a_database_with_accounts_of_its_own_gets_no_samples(app: Application) -> None:
    app.first_account()
    assert demo.prepare(app)[1] == (
        "Akun contoh tidak dibuat: basis data ini sudah mempunyai akun sendiri."
    )
    assert [account["login"] for account in app.accounts()] == ["admin"]


def test_the_first_start_makes_an_administrator_and_says_how_to_log_in(app: Application) -> None:
    (line,) = server.first_account(app)
    found = re.fullmatch(
        r"Akun pertama: (\S+), kata sandi: (\S+) \(hanya ditampilkan sekali ini; diganti saat "
        r"masuk\)\. Akun lain: sopan users add\.",
        line,
    )
    assert found
    assert app.identify_session(app.log_in(found[1], found[2], "-", "")).roles == ("administrator",)
    assert server.first_account(app) == []
