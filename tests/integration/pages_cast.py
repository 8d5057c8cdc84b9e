"""An office with one person of every kind, to try each page as all of them.

The staff member has a step of the SOP to do; whoever is above them, beside them, elsewhere or
without an account at all comes to the same address.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Final, Self

import httpx

from engine import people
from engine.app import Application
from engine.channels import Wanted
from engine.core.people import Appointment, Officer, Position, Unit
from engine.drafting import Author
from tests.builders import END, START, laned, office, process, user
from tests.integration.browsing import Browser, account

AGENCY: Final = "kantor"
KEY: Final = "surat"


def sop(key: str) -> bytes:
    """Return an SOP of two steps, both for the staff member."""
    lanes = laned({"Staf": ["mulai", "susun", "kirim", "selesai"]})
    standard = (
        "<bpmn:extensionElements><sop:timeStandard duration='PT2H'/></bpmn:extensionElements>"
    )
    nodes = lanes + START + user("susun", standard) + user("kirim") + END
    return process(nodes, "mulai > susun > kirim > selesai", key=key)


GUEST: Final = "guest"

CAST: Final[Mapping[str, tuple[str | None, str | None, tuple[str, ...]]]] = {
    GUEST: (None, None, ()),
    "stranger": ("lain", "kadis", ("administrator", "auditor", "designer")),
    "bystander": (AGENCY, "arsip", ()),
    "performer": (AGENCY, "staf", ()),
    "superior": (AGENCY, "kasubag", ()),
    "head": (AGENCY, "kadis", ()),
    "auditor": (AGENCY, "auditor", ("auditor",)),
    "designer": (AGENCY, "designer", ("designer",)),
    "administrator": (AGENCY, "administrator", ("administrator",)),
    "unplaced": (None, None, ()),
    "root": (None, None, ("administrator",)),
}
"""Who: agency, officer and roles of their account. Those who may do least come first."""

_NUMBERS: Final = count(1)

BESIDE: Final = ("arsip", "auditor", "designer", "administrator")
"""Officers who stand in no line of command above the step; only the first has a post."""


def prepare(app: Application) -> None:
    """Make the office, another one, the SOP, and an account for each of the cast."""
    here = office(AGENCY)
    app.register(
        replace(
            here,
            units=(Unit("sekretariat", "Sekretariat", "sekretaris"),),
            positions=(
                *here.positions,
                Position("arsip", "Arsiparis", superior="sekretaris", unit="sekretariat"),
            ),
            officers=(*here.officers, *(Officer(each, f"Contoh {each}") for each in BESIDE)),
            appointments=(
                *here.appointments,
                Appointment("arsip", "arsip", from_on=date(2024, 1, 1)),
            ),
        )
    )
    app.register(office("lain"))
    app.deploy(sop(KEY), agency=AGENCY, file="surat.bpmn")
    for login, (agency, username, roles) in CAST.items():
        if login != GUEST:
            account(app, login, agency, username, *roles)


@dataclass(frozen=True, slots=True)
class Things:
    """Makes what an address speaks of: something new each time, so that nobody is in the way."""

    app: Application

    def instance(self) -> str:
        """Start an instance and return its id."""
        return str(self.app.start(f"{AGENCY}/{KEY}", title="Surat", by="staf")["id"])

    def task(self) -> str:
        """Start an instance and return the id of the step that is open."""
        return str(self.app.show(self.instance())["open"][0]["id"])

    def attachment(self) -> str:
        """Attach a file to a step and return its id."""
        task = self.task()
        self.app.claim(task, by="staf")
        return str(self.app.attach(task, "surat.txt", b"Surat", "staf")["id"])

    def channel(self) -> str:
        """Add a channel nobody listens at and return its id."""
        url = f"json://127.0.0.1:9/{next(_NUMBERS)}"
        wanted = Wanted(agency=AGENCY, url=url, username="staf")
        return str(self.app.add_channel(wanted, administrator=True)["id"])

    def login(self) -> str:
        """Make an account for one more officer and return its login."""
        name = f"orang_{next(_NUMBERS)}"
        change = people.add_officer(Officer(name, "Contoh"))
        self.app.change_people(AGENCY, change)
        account(self.app, name, AGENCY, name)
        return name

    def appointment(self) -> str:
        """Return the key of an appointment."""
        return str(self.app.people(AGENCY)["appointments"][0]["key"])

    def sop(self) -> str:
        """Deploy an SOP nobody has and return its key."""
        key = f"surat_{next(_NUMBERS)}"
        self.app.deploy(sop(key), agency=AGENCY, file=f"{key}.bpmn")
        return key

    def draft(self) -> str:
        """Begin a draft of an SOP nobody has and return its id."""
        author = Author("designer", None, AGENCY, frozenset({"designer"}))
        return str(self.app.new_draft(AGENCY, f"Arsip {next(_NUMBERS)}", ["Staf"], author)["id"])


class Cast:
    """A browser for each person; a person is somebody by name of `CAST`."""

    def __init__(self, address: str) -> None:
        """Log everybody in."""
        self._open = ExitStack()
        self.browsers: dict[str, Browser] = {}
        for login in CAST:
            browser = Browser(address, "" if login == GUEST else login)
            self.browsers[login] = self._open.enter_context(browser)
        self.browsers[GUEST].open("/masuk")

    def __enter__(self) -> Self:
        """Return itself; leaving the block closes the browsers."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the browsers."""
        self._open.close()

    def try_all(
        self, method: str, path: Callable[[], str], fields: Mapping[str, Any]
    ) -> dict[str, str]:
        """Let everybody ask for `path`, made anew for each, and return what each was told."""
        return {
            who: told(self.ask(browser, method, path(), fields))
            for who, browser in self.browsers.items()
        }

    @staticmethod
    def ask(browser: Browser, method: str, path: str, fields: Mapping[str, Any]) -> httpx.Response:
        """Open a page, or send a form of one with its token; bytes are sent as a file."""
        if method == "GET":
            return browser.get(path)
        files = {name: ("surat.bpmn", each) for name, each in fields.items() if type(each) is bytes}
        data = {name: each for name, each in fields.items() if name not in files}
        headers = {"X-CSRF-Token": browser.token}
        return browser.post(path, data=data, files=files or None, headers=headers)


def told(answer: httpx.Response) -> str:
    """Return the answer as one letter of the table of `test_pages_matrix`."""
    onward = answer.headers.get("location", "")
    if answer.status_code == 401 or onward.split("?")[0] == "/masuk":
        return "L"
    if answer.status_code < 400:
        return "v"
    return {403: "x", 404: "0", 409: "?", 422: "?", 503: "?"}.get(
        answer.status_code, f"<{answer.status_code}>"
    )
