"""SOPs with service tasks, and an application with handlers for them."""

from collections.abc import Mapping

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from handlers.contract import Context, Handler, Outcome
from handlers.registry import BUILT_IN
from storage.database import Database
from tests.builders import END, START, process, user


def with_handlers(
    database: Database, clock: FixedClock, handlers: Mapping[str, Handler]
) -> Application:
    return Application(Settings(language="en"), database, clock, {**BUILT_IN, **handlers})


def service(id: str, handler: str = "", inner: str = "") -> str:
    """Return a service task; `inner` stands in its sop:handler."""
    named = f'<sop:handler name="{handler}">{inner}</sop:handler>' if handler else ""
    held = f"<bpmn:extensionElements>{named}</bpmn:extensionElements>" if named else ""
    return f'<bpmn:serviceTask id="{id}" name="{id}">{held}</bpmn:serviceTask>'


def one(handler: str, inner: str = "", key: str = "proses") -> bytes:
    return process(
        START + service("layanan", handler, inner) + user("lanjut") + END,
        "mulai > layanan > lanjut > selesai",
        key=key,
    )


def nodes(app: Application, instance: str) -> list[str]:
    return [task["node"] for task in app.tasks(instance=instance)]


def kinds(app: Application, instance: str) -> list[str]:
    return [event["kind"] for event in app.show(instance)["events"]]


class Counting:
    """A handler that notes how it was called, and fails as often as it is told."""

    def __init__(self, failures: int = 0, error: Exception | None = None) -> None:
        self.seen: list[Context] = []
        self.failures = failures
        self.error = error or RuntimeError("jaringan putus.")

    def __call__(self, context: Context) -> Outcome:
        self.seen.append(context)
        if len(self.seen) <= self.failures:
            raise self.error
        return Outcome({"hasil": context.inputs.get("x", 0) * 2})
