"""The demonstration: the shipped SOPs are deployed and a LAKIP cycle of Boalemo is under way."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from engine.app import Application
from engine.core import messages
from engine.core.errors import Refusal
from engine.views import Json
from processes import catalogue

AGENCY: Final = "boalemo"
DEFINITION: Final = "boalemo/lakip"
STARTER: Final = "kasubag"
RUN: Final = "python3 run.py"

WORDS: Final = {
    "title": ("LAKIP {year} (contoh)", "LAKIP {year} (contoh)"),
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
    try:
        cycle = _live(app) or _started(app)
    except Refusal as refusal:
        return [*lines, refusal.text(app.settings.language)]
    tasks = [app.task(task["id"]) for task in app.tasks(instance=cycle["id"])]
    lines.append(_say(app, "cycle", at=_local(cycle["started_at"]), **cycle))
    for task in tasks:
        lines += _step(app, task)
    return [*lines, *_commands(app, cycle, tasks)]


def _live(app: Application) -> Json | None:
    """Return the newest cycle that has not ended."""
    running = [*app.instances(AGENCY, "active"), *app.instances(AGENCY, "suspended")]
    ours = [cycle for cycle in running if cycle["definition"] == DEFINITION]
    return max(ours, key=lambda cycle: str(cycle["started_at"]), default=None)


def _started(app: Application) -> Json:
    title = _say(app, "title", year=app.clock.now().year)
    return app.show(app.start(DEFINITION, title=title, by=STARTER)["id"])


def _step(app: Application, task: Json) -> list[str]:
    """Say of an open step who may do it, and how long."""
    facts = {
        **task,
        "who": ", ".join(task["candidates"]) or "-",
        "standard": task["time_standard"] or "-",
        "deadline": _local(task["deadline"]) if task["deadline"] else "-",
    }
    return [_say(app, code, **facts) for code in ("step", "who", "standard")]


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
