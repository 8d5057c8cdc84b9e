"""What the tests of obligations share: a model with standards, what is owed, what is said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.app import Application
from storage import obligations
from storage.obligations import ObligationRecord
from tests.builders import END, START, laned, process, user
from tests.counting import Count

WITA = ZoneInfo("Asia/Makassar")


def extended(inner: str) -> str:
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


def standard(duration: str, calendar: str = "") -> str:
    of = f' calendar="{calendar}"' if calendar else ""
    return extended(f'<sop:timeStandard duration="{duration}"{of}/>')


WHOLE = '<sop:timeStandard duration="P5D"/><sop:legalDate on="01-31" to="Bupati"/>'
ON_CLAIM = '<sop:escalation clock="claim" response="PT2H"/>'


def model(whole: str = "", a: str = "P2D", b: str = "PT2H", key: str = "proses") -> bytes:
    return process(
        (extended(whole) if whole else "")
        + laned({"Staf": ["a"], "Kasubag": ["b"], "Sekretaris": ["c"]})
        + START
        + user("a", standard(a) if a else "")
        + user("b", standard(b) if b else "")
        + user("c")
        + END,
        "mulai > a > b > c > selesai",
        key=key,
    )


def start(app: Application, key: str = "proses") -> str:
    return str(app.start(f"kantor/{key}", title="Pertama", by="staf")["id"])


def task(app: Application, instance: str) -> str:
    """Return the id of the one open work item."""
    (found,) = app.tasks(instance=instance)
    return str(found["id"])


def owed(app: Application, instance: str) -> dict[str, ObligationRecord]:
    """Return the obligations of an instance, by kind and step: "step a 1", "legal Bupati"."""
    with app.database.read() as connection:
        found = obligations.all_of(connection, instance)
    steps = {each["id"]: each for each in app.show(instance)["steps"]}
    named: dict[str, ObligationRecord] = {}
    for each in found:
        of = steps.get(each.work_item_id or "")
        about = f"{of['node']} {of['round']}" if of else each.label
        named[f"{each.kind} {about}".strip()] = each
    assert len(named) == len(found), found
    return named


def states(app: Application, instance: str) -> dict[str, str]:
    return {name: each.compliance for name, each in owed(app, instance).items()}


def local(at: datetime | None) -> str:
    """Return an instant as the office's clock shows it: "Wed 14 08.00"."""
    return f"{at.astimezone(WITA):%a %d %H.%M}" if at else "-"


def last(app: Application, instance: str, kind: str) -> Mapping[str, Any]:
    """Return what the trail says of the last event of that kind."""
    events = [each for each in app.show(instance)["events"] if each["kind"] == kind]
    found: Mapping[str, Any] = events[-1]["data"]
    return found


def step(app: Application, instance: str, node: str) -> Mapping[str, Any]:
    """Return the latest work item of a node, as the table has it."""
    found: Mapping[str, Any] = next(
        each for each in reversed(app.show(instance)["steps"]) if each["node"] == node
    )
    return found


HOUR = 3600


def verbs(count: Count) -> list[str]:
    """Return what each statement does, and to which table if it changes one."""
    words = [statement.split() for statement in count.statements]
    return [" ".join(w[: {"SELECT": 1, "UPDATE": 2}.get(w[0], 3)]) for w in words]


def moves(app: Application, instance: str) -> list[str]:
    return [e["kind"] for e in app.show(instance)["events"] if e["kind"].endswith("Moved")]


def deploy(app: Application, key: str = "proses", **changed: str) -> None:
    app.deploy(model(key=key, **changed), agency="kantor")
