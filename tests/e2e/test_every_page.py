"""Every page of the site, on a phone and on a desk, in both languages, in three offices."""

from collections.abc import Callable, Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page

from engine.app import Application
from tests.e2e import offices
from tests.e2e.conftest import SitDown
from tests.e2e.offices import Walk
from tests.e2e.people import DESK, PHONE, Person
from tests.integration.browsing import PASSWORD
from tests.integration.serving import running
from web import demo


@pytest.fixture(
    scope="module",
    params=["demonstration", pytest.param("hostile", marks=pytest.mark.nightly), "empty"],
)
def office(request: pytest.FixtureRequest) -> Iterator[tuple[str, str, Walk]]:
    """The address of an office, the password of everybody in it, and a walk through it."""
    make: Callable[[Application], Walk] = getattr(offices, request.param)
    password = demo.PASSWORD if request.param == "demonstration" else PASSWORD
    with Application.open("sqlite://") as app:
        walk = make(app)
        with running(app, demo=True) as address:
            yield address, password, walk


@pytest.mark.parametrize(("phone", "language"), [(True, "id"), (False, "en")])
def test_it_keeps_nobody_out(
    sit_down: SitDown, office: tuple[str, str, Walk], phone: bool, language: str
) -> None:
    address, password, walk = office
    wrong: list[str] = []
    titles: dict[str, str] = {}
    for login, places in groupby(walk.places(), key=lambda place: place[0]):
        person = sit_down(address, phone=phone)
        person.log_in(login, password)
        if language == "en":
            speak_english(person.page)
        for _, path in places:
            wrong += looked(person, path, language, phone)
            wrong += [f"{path}: {each}" for each in person.page.evaluate(UNMARKED, walk.words)]
            called = person.page.title()
            if (other := titles.setdefault(called, person.page.url)) != person.page.url:
                wrong.append(f"{path} and {other} are both called {called}")
    assert not wrong, "\n".join(wrong)


def speak_english(page: Page) -> None:
    """Change the language of the account, if it is not English already."""
    page.goto("/akun")
    button = page.get_by_role("button", name="English")
    if button.count():
        button.click()
        page.wait_for_selector("html[lang=en]")


UNMARKED = """words => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement: place } = texts.currentNode;
    if (place.closest('[lang]').lang === 'id' || place.closest('option, .djs-container')) continue;
    if (words.some((each) => data.includes(each))) found.push(`in no language: ${data.trim()}`);
  }
  return found;
}"""
"""Tells where words of the office stand as if they were English: they would be misread aloud."""


def looked(person: Person, path: str, language: str, phone: bool) -> list[str]:
    """Look at a page with the eyes of everybody; return what is wrong with it."""
    try:
        person.look(path)
        page = person.page
        assert page.locator("html").get_attribute("lang") == language, "another language"
        assert page.title() != "dibobol", "a name was run as a script"
        assert page.locator("h1").count() == 1, "not one heading says what the page is"
        page.set_viewport_size(DESK if phone else PHONE)  # type: ignore[arg-type]  # a ViewportSize
        person.check_width("at the other size it")
    except AssertionError as error:
        return [f"{path}: {error}"]
    finally:
        person.page.set_viewport_size(PHONE if phone else DESK)  # type: ignore[arg-type]
    return []
