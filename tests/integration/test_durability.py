"""kill -9 while it writes: what was acknowledged is there, once, and the file is sound."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import select, text

from storage.database import Database
from storage.schema import officer
from tests.integration.rows import add_agency

WRITES = 60
"""Acknowledged writes after which the process is killed."""

# Four threads, so that commits are shared; each says what is written only after it is.
WRITER = """
import itertools, os, sys, threading
from sqlalchemy import insert
from storage.database import Database
from storage.schema import officer
database = Database.open(sys.argv[1])
def run(number):
    for n in itertools.count():
        name = f"{number}-{n}"
        row = {"agency_id": "contoh", "username": name, "name": name}
        database.write(lambda c: c.execute(insert(officer), row))
        os.write(1, f"{name}\\n".encode())
for number in range(4):
    threading.Thread(target=run, args=(number,)).start()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX systems")
def test_every_acknowledged_write_survives_a_kill(database_url: str) -> None:
    database = Database.open(database_url)
    database.write(add_agency)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, database_url], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(WRITES)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().splitlines()
    acknowledged = {line.strip().decode() for line in told}
    assert len(acknowledged) >= WRITES
    with database.read() as connection:
        found = set(connection.scalars(select(officer.c.username)))
        assert acknowledged <= found
        # What was on its way when the process died may be there or not: at most one per thread.
        assert len(found - acknowledged) <= 4
        if database.dialect == "sqlite":
            assert connection.scalar(text("PRAGMA quick_check")) == "ok"
    database.close()
