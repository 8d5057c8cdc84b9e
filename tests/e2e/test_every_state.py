"""States nobody plans for keep nobody out either: however one looks, in both languages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import uvicorn

from engine import accounts, people
from engine.accounts import NewAccount
from engine.app import Application
from engine.clock import FixedClock
from engine.core.people import Officer
from storage import loginattempts
from tests.builders import MONDAY
from tests.e2e import looks
from tests.e2e.conftest import SitDown
from tests.e2e.looks import Look
from tests.e2e.people import Person
from tests.e2e.states import GUEST, STATES, Scene, State, failing
from tests.integration import paperwork
from tests.integration.browsing import PASSWORD, account, hash_of_password
from tests.integration.serving import serving
from web import cookies, site

ADDRESS = "127.0.0.1"
COVERING = looks.covering()

Addresses = dict[bool, str]
"""Of a demonstration, and of an office."""


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        paperwork.deploy(app)
        for officer in ("kadis", "sekretaris", "kasubag", "staf"):
            account(app, officer, "kantor", officer)
        account(app, "pengelola", None, None, "administrator")
        account(app, "pemeriksa", None, None, "auditor")
        account(app, "perancang", None, None, "designer")
        account(app, "luar", None, None)
        app.change_people("kantor", people.add_officer(Officer("bendahara", "Contoh Bendahara")))
        fresh = NewAccount("baru", "kantor", "bendahara", ())
        app.run(lambda s: accounts.create(s, fresh, hash_of_password(), None, app.clock.now()))
        yield app


@pytest.fixture(scope="module")
def addresses(app: Application) -> Iterator[Addresses]:
    with serving(server(app, demo=True)) as sample, serving(server(app, demo=False)) as plain:
        yield {True: sample, False: plain}


def server(app: Application, *, demo: bool) -> uvicorn.Server:
    """Return a server of all pages, and of some that do not work."""
    pages = site.create_pages(app, demo=demo, routers=(*site.ROUTERS, failing))
    return uvicorn.Server(uvicorn.Config(pages, log_config=None, lifespan="off", ws="none"))


@pytest.mark.parametrize("turn", range(len(COVERING)))
def test_states_keep_nobody_out(
    sit_down: SitDown, app: Application, addresses: Addresses, turn: int
) -> None:
    """Each state once, and each pair of choices of looking: the states take turns at the looks."""
    names = list(STATES)[turn :: len(COVERING)]
    wrong = [
        said for name in names if (said := seen(sit_down, app, addresses, name, COVERING[turn]))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.nightly
@pytest.mark.parametrize("look", looks.every(), ids=str)
def test_every_state_however_one_looks(
    sit_down: SitDown, app: Application, addresses: Addresses, look: Look
) -> None:
    wrong = [said for name in STATES if (said := seen(sit_down, app, addresses, name, look))]
    assert not wrong, "\n".join(wrong)


def seen(sit_down: SitDown, app: Application, addresses: Addresses, name: str, look: Look) -> str:
    """Bring a state about and look at it; return what is wrong with it, or nothing."""
    state = STATES[name]
    person = seated(sit_down, app, addresses[state.demo], state, look)
    statuses: list[int] = []
    person.page.on(
        "response",
        lambda answer: (
            statuses.append(answer.status)
            if answer.request.is_navigation_request() and answer.status != 303
            else None
        ),
    )
    try:
        state.arrive(Scene(person.page, app))
        assert statuses[-1:] == [state.status], f"answered {statuses}"
        person.grow(look.text)
        person.check(str(look))
        assert person.page.locator("html").get_attribute("lang") == look.language
    except AssertionError as error:
        return f"{name}: {error}"
    finally:
        person.page.context.close()
    return ""


def seated(sit_down: SitDown, app: Application, address: str, state: State, look: Look) -> Person:
    """Seat whoever the state is about, logged in, and reading the language of the look.

    Failed logins of the states before are forgotten.
    """
    person = sit_down(address, **look.context)
    person.page.context.add_cookies(
        [{"name": cookies.LANGUAGE, "value": look.language, "url": address}]
    )
    app.database.write(lambda c: loginattempts.sweep(c, MONDAY + timedelta(days=1)))
    if state.who != GUEST:
        secret = app.log_in(state.who, PASSWORD, ADDRESS, "Chromium", demo=True)
        app.set_account_language(app.identify_session(secret, demo=True), look.language)
        person.let_in(address, secret)
    return person
