"""The forecast of a draft, in its editors: when its steps would be finished once deployed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.core import indonesian
from engine.core.errors import Invalid
from engine.forecasting import MOST_ROUNDS, Asked
from web import speech
from web.pages.drafting import Designer, Model, author
from web.pages.frame import Viewer, page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be forecast, as it was typed: from which day, how many rounds, from the past."""

    start: str = ""
    rounds: str = ""
    history: bool = False

    @property
    def query(self) -> str:
        """Return it as the query of an address, "" if nothing is wished."""
        said = {"mulai": self.start, "putaran": self.rounds, "riwayat": "ya" * self.history}
        given = {name: value for name, value in said.items() if value}
        return f"?{urlencode(given)}" if given else ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A forecast with every finding, or the problem that keeps one from being made."""

    forecast: dict[str, Any] | None
    findings: list[dict[str, Any]]
    problems: list[str]

    @property
    def deciding(self) -> str:
        """Return the steps the finish hangs on, "" where it hangs on every one."""
        steps = self.forecast["steps"] if self.forecast else []
        names = [step["step"] or step["name"] for step in steps if step["critical"]]
        beside = any(not step["critical"] for step in steps)
        return ", ".join(dict.fromkeys(names)) if beside else ""


def wish(text: Callable[[str], str]) -> Wish:
    """Return what is wished; `text` returns a field of a form or a query."""
    return Wish(text("mulai")[:40], text("putaran")[:10], text("riwayat") == "ya")


def wished(request: Request) -> Wish:
    """Return what the address wishes."""
    known: Mapping[str, str] = request.query_params
    return wish(lambda name: known.get(name, ""))


def foreseen(viewer: Viewer, id: str, data: bytes | None, wished: Wish) -> Foreseen:
    """Return the forecast of a draft, or of what a script sent of it."""
    try:
        asked = _asked(wished, viewer.language)
        said = viewer.app.forecast_draft(id, data, author(viewer), asked, viewer.language)
    except Invalid as refusal:
        return Foreseen(None, [], [refusal.text(viewer.language)])
    return Foreseen(said["forecast"], said["findings"], [])


@router.post("/perancang/{id}/perkiraan")
def forecast(id: str, request: Request, viewer: Designer, body: Model) -> Response:
    """Return the forecast of what a script sent, or of the draft, as a part of its page."""
    found = foreseen(viewer, id, body or None, wished(request))
    return page(request, viewer, "designer_forecast.html", foreseen=found)


def _asked(wished: Wish, language: str) -> Asked:
    """Return the question. Raises Invalid for what is no date or no number."""
    start = indonesian.read_date(wished.start) if wished.start.strip() else None
    if wished.start.strip() and start is None:
        option = speech.say("foresee.start", language)
        raise Invalid("forecast.moment", option=option, text=wished.start)
    rounds = wished.rounds.strip() or "0"
    if not (rounds.isascii() and rounds.isdecimal() and int(rounds) <= MOST_ROUNDS):
        option = speech.say("foresee.rounds", language)
        raise Invalid("forecast.number", option=option, text=wished.rounds, most=MOST_ROUNDS)
    return Asked(start=start, rounds=int(rounds), history=wished.history)
