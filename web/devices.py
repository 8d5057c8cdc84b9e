"""What a browser calls itself -> what its owner calls it: "Chrome, Android"."""

from typing import Final

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""In this order: most of them also call themselves by the names of others."""

_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def name(agent: str) -> str:
    """Return a short name of a `User-Agent`, the beginning of it where none is known."""
    browser = next((shown for part, shown in _BROWSERS if part in agent), "")
    system = next((shown for part, shown in _SYSTEMS if part in agent), "")
    return ", ".join(filter(None, (browser, system))) or agent[:40]
