"""An office whose work of two days is known to the minute, for the tests of reports."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.app import Application
from engine.clock import FixedClock
from engine.core.people import Organisation, Unit
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user

WITA = ZoneInfo("Asia/Makassar")


def standard(duration: str, number: str, calendar: str = "") -> str:
    """Return what the extensions of a step say: its number and its time standard."""
    kind = f' calendar="{calendar}"' if calendar else ""
    return (
        f'<bpmn:extensionElements><sop:step number="{number}"/>'
        f'<sop:timeStandard duration="{duration}"{kind}/></bpmn:extensionElements>'
    )


LINE = process(
    laned({"Staf": ["a"], "Kasubag": ["b"]})
    + START
    + user("a", standard("PT2H", "1"))
    + user("b", standard("PT1H", "2"))
    + END,
    "mulai > a > b > selesai",
    key="lakip",
)


def organisation() -> Organisation:
    """Return the usual office with two units; the head and the secretary are in none.

    The lane "Petugas" means either of the posts in one.
    """
    units = (Unit("umum", "Subbag Umum", "staf"), Unit("program", "Subbag Program", "kasubag"))
    of = {"staf": "umum", "kasubag": "program"}
    here = office()
    posts = [
        replace(post, unit=of.get(post.id, ""), aliases=("Petugas",) if post.id in of else ())
        for post in here.positions
    ]
    return replace(here, units=units, positions=tuple(posts))


class Work:
    """Somebody at work in the office: waits, claims, does, by the clock of the office."""

    def __init__(self, database: Database, *models: bytes, language: str = "en") -> None:
        """Register the office and deploy `models`."""
        self.clock = FixedClock(MONDAY)
        self.app = Application(Settings(language=language), database, self.clock)
        self.app.register(organisation())
        for model in models:
            self.app.deploy(model, agency="kantor")

    def at(self, day: int, clock: str) -> None:
        """Set the clock to "08.30" of a day in January 2026."""
        hour, minute = map(int, clock.split("."))
        self.clock.at = datetime(2026, 1, day, hour, minute, tzinfo=WITA)

    def after(self, minutes: float) -> None:
        """Let minutes pass."""
        self.clock.advance(timedelta(minutes=minutes))

    def start(self, key: str = "lakip", title: str = "LAKIP") -> str:
        """Start an instance."""
        return str(self.app.start(f"kantor/{key}", title=title)["id"])

    def open(self, instance: str, node: str) -> Mapping[str, str]:
        """Return the open task of a node."""
        return next(t for t in self.app.tasks(instance=instance) if t["node"] == node)

    def do(self, instance: str, node: str, wait: float, handle: float) -> None:
        """Wait, claim, work and complete."""
        id = self._claim(instance, node, wait, handle)
        self.app.complete(id)

    def send_back(self, instance: str, node: str, to: str, wait: float, handle: float) -> None:
        """Wait, claim, look at it and return it to another step."""
        id = self._claim(instance, node, wait, handle)
        self.app.return_(id, "belum lengkap", to)

    def _claim(self, instance: str, node: str, wait: float, handle: float) -> str:
        self.after(wait)
        item = self.open(instance, node)
        self.app.claim(item["id"], {"a": "staf", "b": "kasubag"}.get(node))
        self.after(handle)
        return item["id"]


def two_days(work: Work) -> dict[str, str]:
    """Do the work of Monday 12 and Tuesday 13 January, until Tuesday 12.00.

    One instance breaches b (deadline 10.30, done 11.00); one is in time; one is sent back once and
    late since Tuesday 08.25; one is cancelled before a was due.
    """
    work.at(12, "08.00")
    first = work.start(title="satu")
    work.do(first, "a", 30, 60)
    work.do(first, "b", 60, 30)
    work.at(12, "13.00")
    second = work.start(title="dua")
    work.do(second, "a", 0, 30)
    work.do(second, "b", 15, 15)
    work.at(12, "14.00")
    third = work.start(title="tiga")
    work.do(third, "a", 60, 30)
    work.send_back(third, "b", "a", 10, 5)
    work.do(third, "a", 5, 5)
    work.at(13, "09.00")
    fourth = work.start(title="empat")
    work.at(13, "10.00")
    work.app.cancel(fourth, "tidak diperlukan")
    work.at(13, "12.00")
    return {"first": first, "second": second, "third": third, "fourth": fourth}


LOOP = process(
    laned({"Staf": ["a"], "Kasubag": ["b"]})
    + START
    + user("a", standard("PT2H", "1"))
    + user("b", standard("PT1H", "2"))
    + '<bpmn:exclusiveGateway id="g"/>'
    + END,
    "mulai > a > b > g; g > selesai [ok]; g > a [not ok]",
    key="lakip",
)


def one_run(work: Work, day: int, minutes: list[int]) -> str:
    """Go through LOOP from 08.00 on; `minutes` are those of a and b in turn, each round after it.

    Of each step a third is waiting.
    """
    work.at(day, "08.00")
    instance = work.start(title=f"hari {day}")
    for number, took in enumerate(minutes):
        last = number == len(minutes) - 1
        node = "ab"[number % 2]
        work.after(took / 3)
        item = work.open(instance, node)
        work.app.claim(item["id"], {"a": "staf", "b": "kasubag"}[node])
        work.after(took * 2 / 3)
        work.app.complete(item["id"], {"ok": last} if node == "b" else {})
    return instance
