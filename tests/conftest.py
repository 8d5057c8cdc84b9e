"""What makes all tests quick: files in memory, passwords hashed lightly; laws may take longer."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from hypothesis import settings

from engine import passwords

MEMORY: Final = Path("/dev/shm")
ROOM: Final = 2 * 1024**3

HEAVY: Final = passwords._HASHER
"""How the program itself hashes: a fifth of a second of work for each login."""


def use_memory() -> None:
    """Make temporary files in memory, unless the folder for them is named or memory is scarce.

    What a test learns from a killed process it learns there too: only a machine that dies forgets.
    """
    if os.environ.keys() & {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} or not os.access(MEMORY, os.W_OK):
        return
    if os.statvfs(MEMORY).f_flag & os.ST_NOEXEC or shutil.disk_usage(MEMORY).free < ROOM:
        return  # tests also install programs there and run them
    os.environ["TMPDIR"] = str(MEMORY)  # for the processes they start
    tempfile.tempdir = None


def hash_lightly() -> None:
    """Let this process hash passwords by the same algorithm with the least work it can do."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc]  # final


def give_time() -> None:
    """Let an example of a law take as long as it does: a busy machine breaks no law."""
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")


use_memory()
hash_lightly()
give_time()
