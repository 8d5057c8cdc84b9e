"""SOPs whose steps have time standards, and what the ladder made of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine import ticks
from engine.app import Application
from engine.clock import FixedClock
from engine.ticks import Ticked
from storage import events
from storage.database import Database
from storage.timeschema import notice, obligation
from tests.builders import END, START, laned, process, user


def timed(id: str, duration: str, number: str = "1") -> str:
    """Return a user task with a time standard."""
    return user(id, extended(f'<sop:step number="{number}"/>{standard(duration)}'))


def standard(duration: str) -> str:
    """Return a time standard."""
    return f'<sop:timeStandard duration="{duration}"/>'


def extended(inner: str) -> str:
    """Return extension elements."""
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


def ladder(*rungs: str, **attributes: str) -> str:
    """Return an escalation of rungs such as 'at="100%" kind="overdue" notify="performer"'."""
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    inner = "".join(f"<sop:rung {rung}/>" for rung in rungs)
    return f"<sop:escalation{written}>{inner}</sop:escalation>"


def one_step(
    duration: str = "PT2H", about: str = "", *, beside: str = "", outside: str = ""
) -> bytes:
    """Return an SOP of one step of the lowest post, which has a time standard, and one without."""
    lanes = laned({"Staf": ["mulai", "periksa", "selesai"], "Kasubag": ["lanjut"]})
    return process(
        (extended(about) if about else "")
        + lanes
        + START
        + timed("periksa", duration)
        + user("lanjut")
        + beside
        + END,
        "mulai > periksa > lanjut > selesai" + ("; eskalasi > selesai" if beside else ""),
        outside=outside,
    )


def told(database: Database, kind: str | None = None) -> list[tuple[str, str]]:
    """Return who was told what in Sopan itself, in order; at one instant by name."""
    query = select(notice.c.kind, notice.c.username).where(notice.c.channel == "app")
    if kind:
        query = query.where(notice.c.kind == kind)
    with database.read() as connection:
        found = connection.execute(query.order_by(notice.c.created_at, notice.c.username))
        return [(row.kind, row.username) for row in found]


def fired(app: Application, instance: str) -> list[dict[str, Any]]:
    """Return the facts of every rung that fired in an instance, in order."""
    with app.database.read() as connection:
        trail = events.of(connection, instance)
    return [event["data"] for event in trail if event["kind"] == "RungFired"]


def owed(database: Database) -> list[dict[str, Any]]:
    """Return every obligation there is, oldest first."""
    with database.read() as connection:
        rows = connection.execute(select(obligation).order_by(obligation.c.id)).mappings()
        return [dict(row) for row in rows]


def begin(app: Application, bpmn: bytes | None = None) -> str:
    """Start an SOP of "kantor" now: the one given, or that of one step of two hours."""
    app.deploy(bpmn or one_step(), agency="kantor")
    return str(app.start("kantor/proses")["id"])


def look(app: Application, at: datetime) -> Ticked:
    """Look for what is due at `at`."""
    assert isinstance(app.clock, FixedClock)
    app.clock.at = at
    return ticks.check_obligations(app, at)
