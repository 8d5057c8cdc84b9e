"""The demonstration: the shipped SOPs are deployed, and a LAKIP cycle of Boalemo is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from engine import samples as cycles
from engine.accounts import NewAccount
from engine.app import Application
from engine.core import messages
from engine.core.errors import Refusal
from engine.core.people import Officer, Organisation
from engine.views import Json
from processes import catalogue
from web import samplecycles

AGENCY: Final = "boalemo"
DEFINITION: Final = "boalemo/lakip"
STARTER: Final = "kasubag"
ADMINISTRATOR: Final = "pengelola"
RUN: Final = "python3 run.py" if Path(__file__).parents[1].joinpath("run.py").exists() else "sopan"
PASSWORD: Final = "contoh-sopan"  # noqa: S105 - known to all, of accounts that only work with --demo

WORDS: Final = {
    "accounts": (
        "Masuk sebagai {logins}; kata sandi: {password}",
        "Log in as {logins}; the password: {password}",
    ),
    "real": (
        "Akun contoh tidak dibuat: basis data ini sudah mempunyai akun sendiri.",
        "No sample accounts are made: this database has accounts of its own.",
    ),
    "administrator": ("Pengelola", "Administrator"),
    "database": ("Basis data: {place}", "Database: {place}"),
    "cycle": (
        'Pelaksanaan: "{title}", {definition} versi {version}, mulai {at}',
        'Instance: "{title}", {definition} version {version}, started {at}',
    ),
    "step": ("Langkah terbuka: {step}. {name}", "Open step: {step}. {name}"),
    "who": ("  Pelaksana: {lane} ({who})", "  Performer: {lane} ({who})"),
    "standard": (
        "  Waktu baku: {standard}; tenggat: {deadline}",
        "  Time standard: {standard}; deadline: {deadline}",
    ),
    "late": (
        "  Melewati waktu baku; atasan sudah diberi tahu.",
        "  Past its standard; the superior has been told.",
    ),
    "next": ("Selanjutnya, di jendela lain:", "Next, in another window:"),
    "token": (
        "Belum ada token untuk API; buat dengan:",
        "There is no token for the API yet; make one with:",
    ),
}


def prepare(app: Application) -> list[str]:
    """Deploy the shipped SOPs, start a cycle where none is live, and say what there is to do.

    Done again it changes nothing and says where the cycle is now. Where none can be started, it
    says why: that must not keep the office closed.
    """
    lines = [_say(app, "database", place=app.database.engine.url.render_as_string())]
    app.deploy_paths([catalogue.builtin()])
    lines += _accounts(app)
    try:
        cycle = _live(app) or _begun(app)
    except Refusal as refusal:
        return [*lines, refusal.text(app.settings.language)]
    tasks = [app.task(task["id"]) for task in app.tasks(instance=cycle["id"])]
    lines.append(_say(app, "cycle", at=_local(cycle["started_at"]), **cycle))
    for task in tasks:
        lines += _step(app, task)
    return [*lines, *_commands(app, cycle, tasks)]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample account: its login and who that is."""

    login: str
    who: str
    agency: str


def samples(app: Application) -> tuple[list[Sample], list[Sample]]:
    """Return the sample accounts that the login page offers: of the cycle's agency, and others."""
    known = {account["login"] for account in app.accounts() if account["demo"]}
    found = [sample for sample in _samples(app) if sample.login in known]
    ours = [sample for sample in found if "." not in sample.login]
    return ours, [sample for sample in found if "." in sample.login]


def _accounts(app: Application) -> list[str]:
    """Make an account for each officer of the shipped agencies, and one that administers.

    A database with accounts of its own gets none: their password is known to everybody.
    """
    if any(not account["demo"] for account in app.accounts()):
        return [_say(app, "real")]
    app.create_samples(_wanted(), PASSWORD)
    ours, _ = samples(app)
    return [_say(app, "accounts", logins=", ".join(each.login for each in ours), password=PASSWORD)]


def _wanted() -> list[NewAccount]:
    """Return the sample accounts. Officers of the other agencies have its name behind theirs."""
    wanted = [NewAccount(ADMINISTRATOR, roles=("administrator",), demo=True)]
    for here in _organisations():
        for officer in here.officers:
            designs = here.agency == AGENCY and officer.username == STARTER
            roles = ("designer",) if designs else ()
            login = _login(here, officer)
            wanted.append(NewAccount(login, here.agency, officer.username, roles, demo=True))
    return wanted


def _samples(app: Application) -> Iterator[Sample]:
    today = app.clock.now().date()
    for here in sorted(_organisations(), key=lambda one: one.agency != AGENCY):
        for officer in here.officers:
            held = [here.position(each.position) for each in here.holdings(officer.username, today)]
            titles = ", ".join(post.title for post in held if post) or officer.name
            yield Sample(_login(here, officer), titles, here.name)
        if here.agency == AGENCY:
            yield Sample(ADMINISTRATOR, _say(app, "administrator"), "")


@cache
def _organisations() -> tuple[Organisation, ...]:
    return tuple(folder.organisation for folder in catalogue.agencies(catalogue.builtin()))


def _login(here: Organisation, officer: Officer) -> str:
    own = here.agency == AGENCY
    return officer.username if own else f"{officer.username}.{here.agency}"


def _live(app: Application) -> Json | None:
    """Return the newest cycle that has not ended."""
    running = [*app.instances(AGENCY, "active"), *app.instances(AGENCY, "suspended")]
    ours = [cycle for cycle in running if cycle["definition"] == DEFINITION]
    return max(ours, key=lambda cycle: str(cycle["started_at"]), default=None)


def _begun(app: Application) -> Json:
    """Let the cycles have happened that a new database begins with; later the late one alone."""
    year = app.clock.now().year

    def say(code: str) -> str:
        return samplecycles.WORDS[code][messages.LANGUAGES.index(app.settings.language)].format(
            year=year
        )

    if not app.instances(AGENCY, limit=1):
        cycles.play(app, samplecycles.ended(say))
        cycles.play(app, samplecycles.calm(say))
    return app.show(cycles.play(app, samplecycles.late(say)))


def _step(app: Application, task: Json) -> list[str]:
    """Say of an open step who may do it, and how long."""
    facts = {
        **task,
        "who": ", ".join(task["candidates"]) or "-",
        "standard": task["time_standard"] or "-",
        "deadline": _local(task["deadline"]) if task["deadline"] else "-",
    }
    codes = ("step", "who", "standard", *(("late",) if task["late"] else ()))
    return [_say(app, code, **facts) for code in codes]


def _commands(app: Application, cycle: Json, tasks: list[Json]) -> list[str]:
    """Say what to type next, ready to be copied."""
    lines = [_say(app, "next"), f"  {RUN} tasks --agency {AGENCY}"]
    if cycle["status"] == "suspended":
        lines.append(f"  {RUN} resume {cycle['id']}")
    else:
        lines += [_complete(task) for task in tasks]
    lines.append(f"  {RUN} show {cycle['id']}")
    if not app.tokens():
        lines.append(_say(app, "token"))
        lines.append(f"  {RUN} token create --agency {AGENCY} --officer {STARTER}")
    return lines


def _complete(task: Json) -> str:
    """Return the command that completes a step, each required answer with its first option."""
    who = next(iter(task["candidates"]), STARTER)
    required = [field for field in task["form"] if field["required"]]
    answers = [f"--set {f['id']}={[*f['options'], {'value': '...'}][0]['value']}" for f in required]
    return " ".join([f"  {RUN} complete {task['id']} --as {who}", *answers])


def _local(instant: str) -> str:
    """Return an instant as the clocks of the agency show it."""
    zone = catalogue.read_agency(catalogue.builtin() / AGENCY).organisation.zone
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).strftime("%d-%m-%Y %H.%M %Z")


def _say(app: Application, code: str, **facts: object) -> str:
    return WORDS[code][messages.LANGUAGES.index(app.settings.language)].format_map(facts)
