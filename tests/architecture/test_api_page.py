"""docs/reference/api.md lists each call of the JSON API, and no other."""

import re

from engine.app import Application
from engine.clock import SystemClock
from engine.settings import Settings
from storage.database import Database
from tests.architecture.project import ROOT
from web.api.router import PREFIX
from web.api.routes import create_app
from web.problems import TITLES

ROW = re.compile(r"^\| (GET|POST|PUT|DELETE) \| `(/[^`]*)` \| (.+) \|$", re.MULTILINE)
STATUS = re.compile(r"^\| (\d{3}) \|", re.MULTILINE)
PAGE = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")


def described() -> dict[str, dict[str, dict[str, object]]]:
    """Return the paths of the OpenAPI description."""
    app = Application(Settings(), Database.open("sqlite://"), SystemClock())
    paths: dict[str, dict[str, dict[str, object]]] = create_app(app).openapi()["paths"]
    app.close()
    return paths


def test_every_call_is_listed() -> None:
    calls = {(method.upper(), path) for path, methods in described().items() for method in methods}
    listed = {(method, PREFIX + path) for method, path, _ in ROW.findall(PAGE)}
    assert listed == calls


def test_every_call_has_a_name_of_its_own_and_tells_of_refusals() -> None:
    operations = [operation for methods in described().values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        responses = operation["responses"]
        assert isinstance(responses, dict)
        assert "application/problem+json" in responses["default"]["content"]
        assert operation["description"]


def test_every_status_of_a_refusal_is_explained() -> None:
    assert {int(status) for status in STATUS.findall(PAGE)} == set(TITLES)
