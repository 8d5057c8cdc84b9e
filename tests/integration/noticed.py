"""What tests of notices share: an office that tells people things, and its settings."""

from datetime import timedelta
from typing import Any

from engine import notices
from engine.app import Application
from engine.channels import Wanted
from engine.clock import FixedClock
from engine.notices import Tell
from engine.settings import Settings

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SETTINGS = Settings(
    channel_network="local",
    channel_seconds=0.001,
    secret_key="rahasia-untuk-uji-yang-cukup-panjang",
    base_url="https://sopan.example.go.id/",
)
FACTS = {
    "sop": "Penyusunan LAKIP",
    "title": "LAKIP 2025",
    "step": "5",
    "name": "Menelaah draf",
    "standard": "2 jam",
    "standard_en": "2 hours",
    "deadline": "Senin, 12 Januari 2026 pukul 10.00 WITA",
    "deadline_en": "Mon 12 Jan 2026 10:00 WITA",
    "past": "1 jam",
    "past_en": "1 hour",
    "holder": "Contoh Kasubag",
    "link": "/tugas/1",
}


def channel(app: Application, url: str, username: str = "kasubag", **more: Any) -> str:
    """Add a channel of an officer and return its id."""
    return str(app.add_channel(Wanted("kantor", url, username, **more))["id"])


def tell(
    app: Application,
    key: str,
    kind: str = "overdue",
    *,
    username: str = "kasubag",
    urgent: bool = False,
    **facts: Any,
) -> None:
    """Tell an officer something now."""
    told = Tell(kind, username, key, urgent, FACTS | facts)
    now = app.clock.now()
    app.run(lambda s: notices.tell(s, s.agency("kantor"), told, now))


def after(app: Application, passed: timedelta) -> None:
    """Let time pass, and deliver what is due then."""
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(passed)
    app.deliver()


def states(app: Application) -> list[tuple[str, int]]:
    """Return the state and the attempts of what goes through channels, the newest first."""
    return [(one["state"], one["attempts"]) for one in app.sendings("kantor", limit=1000)]
