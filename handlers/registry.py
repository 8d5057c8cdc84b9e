"""Which handlers there are: ours in plain sight, an office's own by entry points."""

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Final

from handlers import arsip, mulai_sop, nomor_surat, panggil_http
from handlers.contract import Handler

GROUP: Final = "sopan.handlers"
"""The entry-point group in which an office's package names its own handlers."""

BUILT_IN: Final[Mapping[str, Handler]] = {
    "nomor_surat": nomor_surat.HANDLER,
    "mulai_sop": mulai_sop.HANDLER,
    "arsip": arsip.HANDLER,
    "panggil_http": panggil_http.handler(""),
}
"""Name -> handler; as they are here they reach nothing outside."""


def installed(http_hosts: str = "") -> dict[str, Handler]:
    """Return the built-in handlers and those of installed packages, which may replace ours.

    `http_hosts` lists what `panggil_http` may call.

    Raises TypeError for an entry point that is no Handler: a package that is installed wrongly
    must be noticed at the start.
    """
    found = {**BUILT_IN, "panggil_http": panggil_http.handler(http_hosts)}
    for point in entry_points(group=GROUP):
        handler = point.load()
        if not isinstance(handler, Handler):
            raise TypeError(f"{GROUP}: {point.name} must be a handlers.contract.Handler")
        found[point.name] = handler
    return found
