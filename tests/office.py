"""An office at work on one SOP: the actions of `tests.models.Run`, by the verbs of the engine.

`Office` may stand in for `Run` in a scenario. A message or signal goes to the whole agency, so it
may start an instance or reach another one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import TracebackType
from typing import Any, Literal

from engine.app import Application
from engine.clock import FixedClock
from engine.core.model import Stuck
from tests.models import MONDAY, ORGANISATION


class Office:
    """An agency with its SOPs in an application it may share; `main` is its first instance.

    The application's clock must be a `FixedClock`; it is set to the same Monday for every office.
    """

    def __init__(self, app: Application, agency: str, *files: bytes) -> None:
        """Deploy `files`; the first process of the first is the one that is started."""
        assert isinstance(app.clock, FixedClock)
        self.app, self.agency, self.clock = app, agency, app.clock
        self.clock.at = MONDAY
        app.register(replace(ORGANISATION, agency=agency))
        deployed = [app.deploy(file, agency=agency)[0] for file in files]
        self.definition: str = deployed[0]["definition"]
        self.main = ""

    def __enter__(self) -> "Office":
        """Return itself; leaving the block cancels what still runs."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave nothing behind that another office could notice."""
        for instance in self.active:
            self.app.cancel(instance, "selesai diuji")

    def start(self, at: str = "", **values: Any) -> None:
        """Start an instance with `values`; the verb knows only the usual start event."""
        assert not at, "a message or signal starts an instance at its own start event"
        if self.main:
            self.clock.advance(timedelta(milliseconds=1))  # ids sort by milliseconds
        self._take(self.app.start(self.definition, values))

    def complete(self, node: str, nth: int = 0, **values: Any) -> None:
        """Complete the `nth` open task of `node`, the oldest first."""
        items = [task for task in self.tasks if task["node"] == node]
        assert len(items) > nth, f"{node} is not open, but {self.open}"
        self._take(self.app.complete(items[nth]["id"], values))

    def deliver(
        self, kind: Literal["message", "signal"], name: str, key: str | None = None, **values: Any
    ) -> None:
        """Give the agency a message or signal."""
        if kind == "message":
            self._take(self.app.message(name, values, agency=self.agency, key=key))
        for result in self.app.signal(name, values, agency=self.agency) if kind == "signal" else []:
            self._take(result)

    def after(self, **passed: float) -> None:
        """Let time pass and do what is due."""
        self.clock.advance(timedelta(**passed))
        before = {each["id"] for each in self.app.incidents(self.agency)}
        self.app.tick()
        for incident in self.app.incidents(self.agency):
            if incident["id"] not in before:
                raise Stuck(incident["code"], incident["node"])

    def move(self, node: str, target: str) -> None:
        """Return the task of `node` to the step `target`."""
        (item,) = (task for task in self.tasks if task["node"] == node)
        self._take(self.app.return_(item["id"], "belum benar", target))

    def finish(self, node: str, nth: int = 0, **values: Any) -> None:
        """End the `nth` open job of `node` by hand, the oldest first."""
        self._take(self.app.complete_job(self._job(node, nth), values))

    def fail(self, node: str, code: str, **values: Any) -> None:
        """End the open job of `node` in the error `code`."""
        self._take(self.app.fail_job(self._job(node, 0), code, values))

    @property
    def active(self) -> list[str]:
        """Return the ids of the instances that still run, the oldest first."""
        rows = self.app.instances(self.agency, "active")
        return sorted(str(row["id"]) for row in rows)

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """Return the open work items of all instances, the oldest first."""
        return [item for instance in self.active for item in self.app.show(instance)["open"]]

    @property
    def jobs(self) -> list[dict[str, Any]]:
        """Return the open jobs of all instances, the oldest first."""
        return [job for instance in self.active for job in self.app.show(instance)["jobs"]]

    @property
    def open(self) -> list[str]:
        """Return the nodes of the open work items, sorted."""
        return sorted(task["node"] for task in self.tasks)

    @property
    def waiting(self) -> list[str]:
        """Return the nodes that wait for a message or signal in active instances, sorted."""
        shown = map(self.app.show, self.active)
        return sorted(each["node"] for one in shown for each in one["waiting"])

    @property
    def instances(self) -> list[str]:
        """Return "key status" of every instance, sorted."""
        return sorted(
            f"{each['definition'].removeprefix(f'{self.agency}/')} {each['status']}"
            for each in self.app.instances(self.agency)
        )

    @property
    def shown(self) -> Mapping[str, Any]:
        """Return everything about the first instance."""
        return self.app.show(self.main)

    def _job(self, node: str, nth: int) -> str:
        ids = [str(job["id"]) for job in self.jobs if job["node"] == node]
        assert len(ids) > nth, f"{node} is not open, but {[job['node'] for job in self.jobs]}"
        return ids[nth]

    def _take(self, result: Mapping[str, Any]) -> None:
        self.main = self.main or result["id"]
        incident = result["incident"]
        if incident:
            raise Stuck(incident["code"], incident["node"])
