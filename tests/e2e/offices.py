"""Offices to walk through: the demonstration as it is, and one in which every name is a trap."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from fastapi.routing import APIRoute

from engine.app import Application
from engine.bpmn import drawing
from engine.core.people import Appointment, Officer, Organisation, Position, Unit
from engine.drafting import Author
from tests.builders import END, START, laned, process
from tests.integration.browsing import account
from web import demo
from web.site import ROUTERS

LONG: Final = "Pertanggungjawaban" * 8
TAG: Final = "<script>document.title='dibobol'</script><b onmouseover=x>"
REVERSED: Final = "\u202eterbalik \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
STEPS: Final = 60

NOT_PAGES: Final = frozenset({"/", "/masuk/openid", "/masuk/openid/kembali", "/lampiran/{id}"})
DATA: Final = (".json", "/bpmn", ".xlsx", "/unduh")


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through an office: what stands in its addresses, and who looks at which part."""

    fills: Mapping[str, str]
    lookers: Mapping[str, str]
    words: tuple[str, ...] = ()
    """Words of the office itself, which are Indonesian whatever language a page is in."""

    def places(self) -> Iterator[tuple[str, str]]:
        """Return the login and the address of every page, filled in; those of one login together.

        Where there is nothing yet (`fills` is empty) only the pages that need nothing.
        """
        found = [(self._looker(route), self._filled(route)) for route in pages()]
        yield from sorted(place for place in found if self.fills or "{" not in place[1])

    def _looker(self, route: str) -> str:
        part = route.split("/")[1]
        return self.lookers.get(part, self.lookers[""])

    def _filled(self, route: str) -> str:
        path = route
        for start, filling in self.fills.items():
            beginning, _, name = start.partition(" ")
            if path.startswith(beginning):
                path = path.replace(f"{{{name}}}", filling)
        assert "{" not in path or not self.fills, f"say in {__name__} what {route} is about"
        return path


def pages() -> list[str]:
    """Return the route of every page a browser shows: no data, no downloads."""
    found = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    return sorted(path for path in found - NOT_PAGES if not path.endswith(DATA))


def demonstration(app: Application) -> Walk:
    """Open the demonstration and return a walk through it: the late cycle, its open step."""
    demo.prepare(app)
    (late,) = (
        each for each in app.instances("boalemo", "active") if each["definition"] == demo.DEFINITION
    )
    task = app.show(late["id"])["open"][0]["id"]
    author = Author("kasubag", "kasubag", "boalemo", frozenset({"designer"}))
    draft = app.draft_version(demo.DEFINITION, None, author)["id"]
    app.tick()
    return Walk(
        _fills(
            "boalemo", "lakip", late["id"], task, draft, "sekretaris", "sekretariat", demo.STARTER
        ),
        {"": "sekretaris", "perancang": "kasubag", "admin": "pengelola", "dasbor": "kadis"},
        tuple(row["name"] for row in app.board(late["id"])["rows"]),
    )


def hostile(app: Application) -> Walk:
    """Open an office whose names are markup, endless words and text that runs the other way."""
    app.register(_organisation())
    data = drawing.redraw(_sixty_steps())
    app.deploy(data, agency="jebakan", file=f"{LONG}.bpmn")
    account(app, "kepala", "jebakan", "kadis", "designer", "administrator")
    started = app.start("jebakan/enam_puluh", title=f"{TAG} {REVERSED} {LONG}", by="kadis")
    task = app.show(started["id"])["open"][0]["id"]
    app.claim(task, by="kadis")
    author = Author("kadis", "kadis", "jebakan", frozenset({"designer"}))
    draft = app.draft_version("jebakan/enam_puluh", None, author)["id"]
    fills = _fills("jebakan", "enam_puluh", started["id"], task, draft, "kadis", "unit", "kepala")
    return Walk(fills, {"": "kepala"})


def empty(app: Application) -> Walk:
    """Open an office in which nothing has happened yet."""
    organisation = replace(_organisation(), agency="baru", name="Kantor baru")
    app.register(organisation)
    account(app, "pertama", "baru", "kadis", "designer", "administrator")
    return Walk({}, {"": "pertama"})


def _fills(
    agency: str,
    key: str,
    instance: str,
    task: str,
    draft: str,
    post: str,
    unit: str,
    login: str,
) -> dict[str, str]:
    return {
        "/ agency": agency,
        "/sop key": key,
        "/dasbor/sop key": key,
        "/dasbor/tugas id": task,
        "/pelaksanaan id": instance,
        "/tugas id": task,
        "/perancang id": draft,
        f"/admin/instansi/{agency}/unit id": unit,
        "/admin/instansi id": post,
        "/admin/akun login": login,
    }


def _organisation() -> Organisation:
    posts = (
        Position("kadis", f"Kepala {TAG}"),
        Position("sekretaris", f"Sekretaris {LONG}", superior="kadis"),
        Position("staf", f"Staf {REVERSED}", superior="sekretaris"),
    )
    people: Callable[[str], str] = {
        "kadis": f"Contoh {TAG}",
        "sekretaris": f"Contoh {LONG}",
        "staf": f"Contoh {REVERSED}",
    }.__getitem__
    return Organisation(
        agency="jebakan",
        name=f"Dinas {TAG} {LONG} {REVERSED}",
        zone="Asia/Jayapura",
        positions=posts,
        units=(Unit("unit", f"Bidang {TAG} {LONG} {REVERSED}", head="sekretaris"),),
        officers=tuple(Officer(post.id, people(post.id)) for post in posts),
        appointments=tuple(
            Appointment(post.id, post.id, from_on=date(2024, 1, 1)) for post in posts
        ),
    )


def _sixty_steps() -> bytes:
    """Return an SOP of sixty steps with names nobody wants to see run."""
    ids = [f"langkah_{number}" for number in range(1, STEPS + 1)]
    names = (TAG, LONG, REVERSED, "Memeriksa berkas")
    tasks = "".join(
        f"<bpmn:userTask id={quoteattr(id)} name={quoteattr(f'{number}. {names[number % 4]}')}>"
        "<bpmn:extensionElements>"
        f'<sop:step number="{number}" remarks={quoteattr(names[(number + 1) % 4])}/>'
        '<sop:timeStandard duration="PT10M"/>'
        f"<sop:input>{LONG}</sop:input><sop:output>{escape(TAG)}</sop:output>"
        '<sop:form><sop:field id="isi" type="text" '
        f"label={quoteattr(names[number % 4])}/></sop:form>"
        "</bpmn:extensionElements></bpmn:userTask>"
        for number, id in enumerate(ids)
    )
    lanes = {escape(f"Kepala {TAG}"): ["mulai", *ids, "selesai"]}
    flow = " > ".join(["mulai", *ids, "selesai"])
    return process(laned(lanes) + START + tasks + END, flow, key="enam_puluh")
