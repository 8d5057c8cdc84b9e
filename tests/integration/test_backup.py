"""Backup while the office works, and restore: whole or not at all."""

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from engine.core.errors import Conflict, Invalid, NotFound
from storage import audit
from storage.backup import backup, restore
from storage.database import Database
from storage.schema import officer
from tests.integration.rows import add_agency, add_instance


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "office.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def office(url: str) -> Iterator[Database]:
    """A SQLite database with an agency, and an instance with a trail."""
    opened = Database.open(url)
    opened.write(add_agency)
    opened.write(lambda c: add_instance(c, 1, events=3))
    yield opened
    opened.close()


def hire(database: Database, name: str) -> None:
    row = {"agency_id": "contoh", "username": name, "name": name}
    database.write(lambda c: c.execute(insert(officer), row))


def officers(url: str) -> list[str]:
    database = Database.open(url)
    with database.read() as connection:
        found = sorted(connection.scalars(select(officer.c.username)))
        assert connection.scalar(text("PRAGMA quick_check")) == "ok"
        assert audit.verify(connection).breaks == ()
    database.close()
    return found


def test_a_backup_while_others_write_is_one_moment(office: Database, tmp_path: Path) -> None:
    stop, numbers = threading.Event(), itertools.count()
    done = []

    def work() -> None:
        while not stop.is_set():
            number = next(numbers)
            hire(office, f"{number:06}")
            done.append(number)

    worker = threading.Thread(target=work)
    worker.start()
    for round_ in range(3):
        before = len(done)
        target = tmp_path / f"cadangan-{round_}.db"
        backup(office, target)
        names = officers(f"sqlite:///{target}")
        assert names == [f"{n:06}" for n in range(len(names))]  # no hole: one moment
        assert len(names) >= before
    stop.set()
    worker.join()
    assert not [path for path in tmp_path.iterdir() if "unfinished" in path.name]


def test_restore_brings_the_backup_back_and_keeps_what_it_replaced(
    office: Database, url: str, tmp_path: Path
) -> None:
    target = tmp_path / "cadangan.db"
    hire(office, "sari")
    backup(office, target)
    hire(office, "budi")
    office.close()
    kept = restore(url, target)
    assert officers(url) == ["sari"]
    assert kept == tmp_path / "office.db.before-restore"
    assert officers(f"sqlite:///{kept}") == ["budi", "sari"]
    assert restore(url, target) == tmp_path / "office.db.before-restore-2"


def test_restore_where_there_was_no_database(office: Database, tmp_path: Path) -> None:
    backup(office, tmp_path / "cadangan.db")
    fresh = f"sqlite:///{tmp_path}/baru.db"
    assert restore(fresh, tmp_path / "cadangan.db") is None
    assert officers(fresh) == []


def test_a_copy_with_its_log_is_a_backup_too(office: Database, tmp_path: Path) -> None:
    """Somebody copied the files of a running database by hand: the latest pages are in the -wal."""
    hire(office, "sari")
    for suffix in ("", "-wal"):
        copied = (tmp_path / f"office.db{suffix}").read_bytes()
        (tmp_path / f"salinan.db{suffix}").write_bytes(copied)
    restore(f"sqlite:///{tmp_path}/baru.db", tmp_path / "salinan.db")
    assert officers(f"sqlite:///{tmp_path}/baru.db") == ["sari"]


def test_a_log_left_by_a_crash_is_not_replayed_over_the_restored_database(
    office: Database, tmp_path: Path
) -> None:
    """A killed process leaves a -wal behind, full of pages newer than the backup."""
    backup(office, tmp_path / "cadangan.db")
    hire(office, "sari")
    crashed = tmp_path / "crashed.db"
    for suffix in ("", "-wal"):
        copied = (tmp_path / f"office.db{suffix}").read_bytes()
        crashed.with_name(f"crashed.db{suffix}").write_bytes(copied)
    kept = restore(f"sqlite:///{crashed}", tmp_path / "cadangan.db")
    assert officers(f"sqlite:///{crashed}") == []
    assert officers(f"sqlite:///{kept}") == ["sari"]


def test_a_damaged_database_can_be_restored_over(office: Database, tmp_path: Path) -> None:
    backup(office, tmp_path / "cadangan.db")
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"bukan basis data" * 1000)
    kept = restore(f"sqlite:///{damaged}", tmp_path / "cadangan.db")
    assert officers(f"sqlite:///{damaged}") == []
    assert kept
    assert kept.read_bytes() == b"bukan basis data" * 1000
    assert not damaged.with_name("damaged.db-wal").exists()


def test_a_database_in_use_is_not_replaced(office: Database, url: str, tmp_path: Path) -> None:
    backup(office, tmp_path / "cadangan.db")
    hire(office, "sari")
    with pytest.raises(Conflict) as refusal:
        restore(url, tmp_path / "cadangan.db")
    assert refusal.value.text("en") == (
        f"Expected nobody to use the database {tmp_path}/office.db, but a program has it open. "
        "Stop `sopan serve` and other commands, then repeat."
    )
    assert officers(url) == ["sari"]


def test_an_existing_backup_is_not_overwritten_unasked(office: Database, tmp_path: Path) -> None:
    target = tmp_path / "cadangan.db"
    backup(office, target)
    hire(office, "sari")
    with pytest.raises(Conflict) as refusal:
        backup(office, target)
    assert refusal.value.text("id") == (
        f"Seharusnya cadangan ditulis ke berkas baru, tetapi {target} sudah ada. "
        "Pilih nama lain, atau minta agar berkas itu ditimpa."
    )
    assert officers(f"sqlite:///{target}") == []
    backup(office, target, overwrite=True)
    assert officers(f"sqlite:///{target}") == ["sari"]


def test_a_backup_onto_the_database_itself_is_refused(
    office: Database, url: str, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match="is the database itself"):
        backup(office, tmp_path / "office.db", overwrite=True)
    with pytest.raises(Invalid, match="is the database itself"):
        restore(url, tmp_path / "office.db")


def test_a_folder_that_is_not_there(office: Database, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="there is no folder"):
        backup(office, tmp_path / "arsip" / "cadangan.db")


def test_a_backup_that_is_not_there(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no such file"):
        restore(url, tmp_path / "cadangan.db")


def test_what_is_no_sound_backup_of_ours_is_refused(
    office: Database, url: str, tmp_path: Path
) -> None:
    text_file = tmp_path / "surat.db"
    text_file.write_bytes(b"Yth. Kepala Dinas" * 1000)
    with pytest.raises(Invalid, match="its check failed"):
        restore(url, text_file)
    foreign = tmp_path / "lain.db"
    sqlite3.connect(foreign).execute("CREATE TABLE t (id INTEGER)").connection.close()
    with pytest.raises(Invalid, match="it is something else or from a newer version"):
        restore(url, foreign)
    damaged = tmp_path / "rusak.db"
    backup(office, damaged)
    content = bytearray(damaged.read_bytes())
    content[8192:20480] = bytes(12288)
    damaged.write_bytes(content)
    with pytest.raises(Invalid, match="its check failed"):
        restore(url, damaged)
    newer = tmp_path / "baru.db"
    backup(office, newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Invalid, match="it is something else or from a newer version"):
        restore(url, newer)
    assert not (tmp_path / "office.db.before-restore").exists()


def test_postgresql_has_tools_of_its_own(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    if database.dialect == "postgresql":
        with pytest.raises(Invalid, match="Use pg_dump and pg_restore"):
            backup(database, tmp_path / "cadangan.db")
        with pytest.raises(Invalid, match="Use pg_dump and pg_restore"):
            restore(database_url, tmp_path / "cadangan.db")
