"""`sopan doctor`: whether this machine and this database are fit for work."""

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

import typer

from cli import homes, words
from cli.office import Desk, desk
from cli.options import AsJson
from engine.core.errors import Refusal

if TYPE_CHECKING:
    from storage.database import Database

app = typer.Typer()

_TOLERATED_SKEW: Final = timedelta(seconds=5)

_SAFE_SQLITE: Final = (3, 51, 3)
"""The first without the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, and what was found."""

    check: str
    severity: Literal["ok", "warning", "error"]
    message: str


@app.command(rich_help_panel="System", epilog="Example: sopan doctor")
def doctor(json: AsJson = False) -> None:
    """Look whether machine and database are fit for work (memeriksa); exits with 1 if not."""
    with desk(json) as here:
        checks = list(_checks(here))
    if json:
        here.screen.show([asdict(check) for check in checks])
    else:
        named = (
            (c.check, here.screen.word(words.SEVERITIES, c.severity), c.message) for c in checks
        )
        here.screen.table(("check", "status", "message"), named)
    if any(check.severity == "error" for check in checks):
        raise typer.Exit(1)


def _checks(here: Desk) -> Iterator[Check]:
    language = here.screen.language
    system = f"{platform.system()} {platform.machine()}"
    python = words.say("doctor.python", language, version=platform.python_version(), system=system)
    yield Check("python", "ok", python)
    yield _packages(language)
    try:
        yield from _database(here)
    except Refusal as refusal:
        yield Check("database", "error", refusal.text(language))


def _packages(language: str) -> Check:
    found = homes.homes(homes.PACKAGES)
    complaint = homes.complaint(found)
    if complaint:
        return Check("packages", "error", " ".join(complaint.split()))
    return Check("packages", "ok", words.say("doctor.packages", language, home=found["engine"]))


def _database(here: Desk) -> Iterator[Check]:
    from cli.databases import shown_url
    from engine.clock import DatabaseClock
    from storage.database import Database
    from storage.postgres import Postgres

    url, language = here.settings.database_url, here.screen.language
    database = Database.open(url)
    try:
        yield Check("database", "ok", words.say("doctor.database", language, url=shown_url(url)))
        if database.dialect == "sqlite":
            yield _sqlite(sqlite3.sqlite_version_info, language)
        if isinstance(database.kind, Postgres):
            yield _clock(DatabaseClock(database.kind.now).skew, language)
        yield from _content(database, language)
    finally:
        database.close()


def _sqlite(found: tuple[int, ...], language: str) -> Check:
    """Return whether several processes may safely write to one file at the same moment."""
    version = ".".join(str(part) for part in found)
    if found >= _SAFE_SQLITE:
        return Check("sqlite", "ok", words.say("doctor.sqlite", language, version=version))
    safe = ".".join(str(part) for part in _SAFE_SQLITE)
    message = words.say("doctor.sqlite.old", language, version=version, safe=safe)
    return Check("sqlite", "warning", message)


def _clock(skew: timedelta, language: str) -> Check:
    """Return whether this machine's clock goes with the one that decides what is due."""
    off = abs(skew) > _TOLERATED_SKEW
    code = "doctor.clock.off" if off else "doctor.clock"
    message = words.say(code, language, seconds=f"{skew.total_seconds():+.1f}")
    return Check("clock", "warning" if off else "ok", message)


def _content(database: "Database", language: str) -> Iterator[Check]:
    from storage import incidents, migrate, notices, obligations, schedules

    migrate.require_current(database)
    revision = migrate.current(database)
    yield Check("schema", "ok", words.say("doctor.schema", language, revision=revision))
    with database.read() as connection:
        troubles = {
            "incidents": len(incidents.all_open(connection, None)),
            "obligations": obligations.failing(connection),
            "notices": notices.count_dead(connection),
            "schedules": schedules.failing(connection),
        }
    for subject, count in troubles.items():
        severity: Literal["ok", "warning"] = "warning" if count else "ok"
        yield Check(subject, severity, words.say(f"doctor.{subject}", language, count=count))
