"""Models from somebody else's tools, opened and changed in the Perancang: nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from engine.app import Application
from engine.drafting import Author
from tests.builders import office
from tests.e2e.conftest import SitDown
from tests.foreignfiles import FILES, Said, said
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

AUTHOR: Final = Author("staf", "staf", "kantor", frozenset({"designer"}))
NEW: Final = "Menelaah ulang"

RENAME: Final = """async (name) => {
  const { modeler, saving } = sopanDesigner;
  const step = modeler.get('elementRegistry').find((each) => /Task$/.test(each.type));
  modeler.get('modeling').updateProperties(step, { name });
  return { id: step.id, saved: await saving.save() };
}"""
CHANGE_NOTHING: Final = """async () => {
  const { modeler, saving } = sopanDesigner;
  const step = modeler.get('elementRegistry').find((each) => /Task$/.test(each.type));
  modeler.get('modeling').updateProperties(step, { name: 'sebentar' });
  modeler.get('commandStack').undo();
  return saving.save();
}"""


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        app.register(office())
        account(app, "staf", "kantor", "staf", "designer")
        yield app


@pytest.fixture
def page(sit_down: SitDown, app: Application) -> Iterator[Page]:
    with running(app, demo=True) as address:
        person = sit_down(address)
        person.log_in("staf", PASSWORD)
        yield person.page


def test_what_other_tools_have_written_outlives_the_diagram_editor(
    page: Page, app: Application
) -> None:
    assert len(FILES) > 7
    for file in FILES:
        original = file.read_bytes()
        draft = app.upload_draft("kantor", original, file.name, AUTHOR)
        page.goto(f"/perancang/{draft['id']}")
        expect(page.locator("#designer")).to_have_attribute("data-ready", "true", timeout=20_000)
        assert page.evaluate(CHANGE_NOTHING), file.name
        untouched = app.draft_source(draft["id"], AUTHOR)
        assert untouched != original
        assert differences(original, untouched) == ([], []), file.name
        renamed = page.evaluate(RENAME, NEW)
        assert renamed["saved"], file.name
        gone, come = differences(original, app.draft_source(draft["id"], AUTHOR))
        assert [each[-2] for each in gone] == ["name"] * len(gone), file.name
        assert [each[-3:] for each in come] == [("", "name", NEW)], file.name


def differences(before: bytes, after: bytes) -> tuple[list[Said], list[Said]]:
    """Return what a file said and the other one does not, and what only that one says.

    Room for the name of a shape, which bpmn-js makes when it writes one, says nothing.
    """
    old, new = said(before), said(after)
    return rest(old, new), [each for each in rest(new, old) if "BPMNLabel" not in each[0]]


def rest(these: Counter[Said], those: Counter[Said]) -> list[Said]:
    return list((these - those).elements())
